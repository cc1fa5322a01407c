"""What a form is made of: its printed rows, and its columns of figures."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from tracker.forms.cell import ONE_COLUMN, Cell

_COLUMN = re.compile(r"[a-z0-9_]*")


class Kind(StrEnum):
    """What a row holds."""

    SECTION = "section"
    HEADING = "heading"
    COUNT = "count"
    AMOUNT = "amount"
    RATE = "rate"
    CHOICE = "choice"
    TEXT = "text"


@dataclass(frozen=True)
class Row:
    """One printed row.

    `key` is its own for good, whatever number is printed; `stt`, `label`, `unit`, `note` are as printed. `of` is the formula
    of a computed row ("1.2.2 / 1.2.1", a rate in per cent, or "6.2.3a + 6.2.3b"). `by` names the levels that alone report it
    ("sở; huyện"). `ask` is the key of the row under whose label it is asked; a heading that asks itself may be answered "none
    arose", which prints 0 on it and leaves its rows blank. `options` are a choice's pairs of printed code and label. `tasks`
    is what the book of tasks counts for the row ("plan: done", "assigned: late"; tracker/tasks/counting.py). `concept` is the
    key of the concept that the row is, in forms that concepts.tsv does not list (tracker/concepts.py).
    """

    key: str
    stt: str
    label: str
    unit: str
    kind: Kind
    of: str = ""
    by: str = ""
    ask: str = ""
    options: tuple[tuple[str, str], ...] = ()
    note: str = ""
    italic: bool = False
    tasks: str = ""
    concept: str = ""

    @cached_property
    def typed(self) -> bool:
        """Whether somebody types its figure in."""
        return not self.of and self.kind not in {Kind.SECTION, Kind.HEADING}

    @cached_property
    def is_number(self) -> bool:
        """Whether its figure is a number."""
        return self.kind in {Kind.COUNT, Kind.AMOUNT, Kind.RATE}

    def concerns(self, level: str) -> bool:
        """Whether units of this level report the row."""
        return not self.by or level in self.by.split("; ")

    @cached_property
    def cell(self) -> Cell:
        """Its cell in the one column of figures."""
        return Cell(self.key)


@dataclass(frozen=True)
class Column:
    """A column of figures that is asked; `key` is its own for good, "" for the one of a form that has no other."""

    key: str = ONE_COLUMN

    def __post_init__(self) -> None:
        """Refuse a key that the text of a cell could not be read back with."""
        if not _COLUMN.fullmatch(self.key):
            raise ValueError(self.key)
