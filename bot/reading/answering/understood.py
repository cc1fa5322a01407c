"""What a message says in answer to a question: all of it, a guess, or nothing yet; with what was not understood of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from bot.reading.numbers import Unread
from bot.reading.telling import Withheld, Worked
from tracker.forms.cell import Cell
from tracker.reports.entry import Entry


class Unclear(StrEnum):
    """Why a message was not understood as a whole."""

    WORDS = "words left"  # `left` are words that may narrow or change what is said
    NO_FIGURE = "no figure"
    WHICH_ROW = "which row"  # a figure that may be of several rows, or of none that is asked
    TOO_MANY = "more figures than rows"
    TOO_FEW = "fewer figures than rows"
    SEPARATOR = "a sign that may part figures or be a part of one"
    UNREAD = "a figure that cannot be read"
    RUNS_ON = "figures for the next question as well"
    COLUMNS = "several columns of figures"
    COMPUTED = "a row that follows from others"
    HEADING = "a heading, which takes no figure in passing"
    TWICE = "two figures for one row"
    UNKNOWN_ROW = "no such row"
    NOT_A_CHOICE = "none of the choices for sure"
    LIST = "a list, which is answered line by line"
    TOLD = "told in relations, or as no figure for sure"
    SWAPPED = "one of the other, said the other way round"
    NAMED_ONLY = "as many as are named, none is said"
    LIKELY = "most likely, but it may mean something else"


@dataclass(frozen=True)
class Uncertainty:
    """What was not understood: why, the words that were left as typed, and figures that could not be read, by cell.

    `worked` is how figures were worked out, `withheld` why rows get none, `general` the same of no row; `asides` are put by;
    `either` are other cells that a figure may be of.
    """

    why: Unclear
    left: tuple[str, ...] = ()
    unread: Mapping[Cell, Unread] = field(default_factory=dict)
    figures: int = 0
    worked: Mapping[Cell, Worked] = field(default_factory=dict)
    withheld: Mapping[Cell, Withheld] = field(default_factory=dict)
    general: Withheld | None = None
    asides: tuple[str, ...] = ()
    either: Mapping[Cell, Sequence[Cell]] = field(default_factory=dict)


@dataclass(frozen=True)
class Explained:
    """The whole message is explained: these entries."""

    entries: Mapping[Cell, Entry]


@dataclass(frozen=True)
class NoneArose:
    """The whole message says that nothing of what is asked arose."""


@dataclass(frozen=True)
class Guessed:
    """What it most likely says, and what of it is not explained: to be asked back."""

    entries: Mapping[Cell, Entry]
    doubt: Uncertainty


@dataclass(frozen=True)
class Puzzled:
    """Nothing can be made of it."""

    doubt: Uncertainty


Reading = Explained | NoneArose | Guessed | Puzzled


def together(readings: Sequence[Reading]) -> Reading:
    """Parts of one message as a whole: what is in doubt in one of them is in doubt in all."""
    entries: dict[Cell, Entry] = {}
    doubts: list[Uncertainty] = []
    for reading in readings:
        match reading:
            case Explained(part):
                entries |= part
            case Guessed(part, doubt):
                entries |= part
                doubts.append(doubt)
            case Puzzled(doubt):
                doubts.append(doubt)
            case NoneArose():
                doubts.append(Uncertainty(Unclear.WHICH_ROW))
    if not doubts:
        return Explained(entries)
    return Guessed(entries, doubts[0]) if entries else Puzzled(doubts[0])
