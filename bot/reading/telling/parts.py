"""The parts of a message that tell something: rows, figures, and words that relate them."""

from dataclasses import dataclass
from enum import StrEnum

from bot.reading.telling.mentions import NamedRows
from bot.reading.telling.vocabulary import Tells
from bot.reading.tokens.atom import Value


class Piece(StrEnum):
    """What a part is that no word of the vocabulary is."""

    ROWS = "rows"
    FIGURE = "figure"
    FRACTION = "fraction"
    NEGATIVE = "negative"
    COMMA = "comma"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Item:
    """A part as it was said; `rows` are the mentions that are meant together, `figure` what was said, `over` of a fraction."""

    what: Piece | Tells
    said: str
    rows: tuple[NamedRows, ...] = ()
    figure: Value | None = None
    over: int = 0
    key: bool = False  # named by its number
