"""The smallest parts of a message that mean something: figures, numbers of rows, words and the signs between them. Pure."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from bot.reading.tokens.vocabulary import WordMeaning


@dataclass(frozen=True)
class Value:
    """A figure as it was said; `text` is what a row reads it by.

    `number` is what it is in words or in thousands, then `scaled`, and in đồng where the row is money; None for plain digits.
    """

    said: str
    text: str
    number: Decimal | None = None
    scaled: bool = False
    dong: bool = False
    meaning: WordMeaning | None = None  # of words that say none


@dataclass(frozen=True)
class Key:
    """A row's number."""

    key: str
    said: str


@dataclass(frozen=True)
class Word:
    """A word, and what it does if that is known; a number that is a part of a date or of a label is a word."""

    said: str
    meaning: WordMeaning | None = None


class Sign(StrEnum):
    """What stands between: the end of a line, a part of it, what sets a figure beside its row, and anything else."""

    PART = "part"
    SETS = "sets"
    DASH = "dash"
    POINT = "point"
    BRACKET = "bracket"
    OTHER = "other"


@dataclass(frozen=True)
class Mark:
    """A sign."""

    said: str
    sign: Sign


Atom = Value | Key | Word | Mark
