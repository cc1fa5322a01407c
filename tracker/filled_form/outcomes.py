"""What became of each filled cell of a file: exactly one of five things."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple, Protocol

from tracker.forms.cell import Cell
from tracker.reports.entry import Entry


class Outcome(StrEnum):
    """A cell's figure is taken; equals, or differs from, what we compute or the office gave; is unread; or has no place."""

    TAKEN = "taken"
    EQUAL = "equal"
    DIFFERENT = "different"
    UNREAD = "unread"
    NAMED = "named"


class Why(StrEnum):
    """Why a cell was not taken."""

    NO_ROW = "its row is none of the form's"
    NO_COLUMN = "its column is none of the form's"
    NO_PLACE = "it stands outside of the form's tables"
    NOTHING_ASKED = "nothing is to be filled in there"
    OTHER_LEVEL = "units of another level report it"
    OTHER_SHEET = "its sheet is not the form's"
    SEVERAL_SHEETS = "several sheets hold the form's table"
    CHANGED = "the printed words or the unit were changed"
    TWICE = "another cell says the same place"
    FORMULA = "a formula without a stored result"
    FONT = "words in the encoding of an old font"


class Unreadable(Protocol):
    """What a reader of answers says of one that it cannot read."""

    @property
    def text(self) -> str:
        """What stands there."""

    @property
    def why(self) -> StrEnum:
        """What is wrong with it."""


class Where(NamedTuple):
    """A cell of the file; row and column count from 1."""

    sheet: str
    row: int
    column: int

    @property
    def name(self) -> str:
        """As a spreadsheet program writes it: "D9"."""
        letters, left = "", self.column
        while left:
            left, letter = divmod(left - 1, 26)
            letters = chr(65 + letter) + letters
        return f"{letters}{self.row}"


@dataclass(frozen=True)
class CellTold:
    """One filled cell: where it stands, what stands in it, and what became of it.

    `cell` is its place in the form, if it has one, `entry` what it says there, `ours` what we compute or the office has given
    there. `beside` are the words of its line, for whoever has to find it. `is_note`: it is the remark to its row's figure.
    `is_preset`: the office's blank workbook has a figure or a formula there too.
    """

    where: Where
    said: str
    outcome: Outcome
    cell: Cell | None = None
    entry: Entry | None = None
    ours: Entry | None = None
    why: Why | None = None
    unread: Unreadable | None = None
    beside: str = ""
    is_note: bool = False
    is_preset: bool = False


@dataclass(frozen=True)
class Account:
    """All filled cells of a file, in the order of its sheets, and what it says of the form.

    `entries` are those of the cells that are taken, with the number of lines of each row that repeats and shares that an
    office's file says at other decimals than we do; `title` are the words
    above its tables, `sheets` where those stand. `is_filled`: anything that a unit fills in is, be it unreadable.
    """

    told: tuple[CellTold, ...]
    entries: Mapping[Cell, Entry] = field(default_factory=dict)
    title: tuple[str, ...] = ()
    sheets: tuple[str, ...] = ()
    is_filled: bool = True

    def of(self, *outcomes: Outcome) -> list[CellTold]:
        """The cells of which one of these became."""
        return [one for one in self.told if one.outcome in outcomes]

    @property
    def different(self) -> dict[Cell, Entry]:
        """What the file says in computed cells and we do not."""
        return {one.cell: one.entry for one in self.of(Outcome.DIFFERENT) if one.cell and one.entry}

    @property
    def is_clear(self) -> bool:
        """Whether nobody has to be asked about any cell."""
        return not self.of(Outcome.DIFFERENT, Outcome.UNREAD, Outcome.NAMED)
