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


class ColumnRole(StrEnum):
    """What a column of the table is for.

    The first four are printed for whoever reads. Of the others `NOW`, `PART`, `TEXT`, `CHOICE` and `TICK` are filled by the
    sender, `PLAN` and `BEFORE` too where the office has not filled them, `COMPARISON` and `COMPUTED` follow from others.
    """

    NUMBER = "number"
    LABEL = "label"
    UNIT = "unit"
    CODE = "code"
    NOW = "asked now"
    PLAN = "plan"
    BEFORE = "same period last year"
    PART = "breakdown"
    COMPARISON = "comparison"
    COMPUTED = "computed"
    TEXT = "text"
    CHOICE = "choice"
    TICK = "tick"
    NOTE = "note"


PRINTED = frozenset(
    {ColumnRole.NUMBER, ColumnRole.LABEL, ColumnRole.UNIT, ColumnRole.CODE}
)  # what they say is printed but in lines of a list


class Adding(StrEnum):
    """How figures of several units make one: added, reckoned from added ones, the largest, one for all, or not at all."""

    SUM = "sum"
    RECKONED = "reckoned"
    LARGEST = "largest"
    SAME = "same"
    NOT = "not"


@dataclass(frozen=True)
class Row:
    """One printed row.

    `key` is its own for good, whatever number is printed; `stt`, `label`, `unit`, `note` are as printed. `of` is the formula
    of a computed row ("1.2.2 / 1.2.1", a rate in per cent, or "6.2.3a + 6.2.3b"). `by` names the levels that alone report it
    ("sở; huyện"). `ask` is the key of the row under whose label it is asked; a heading that asks itself may be answered "none
    arose", which prints 0 on it and leaves its rows blank. `options` are a choice's pairs of printed code and label. `tasks`
    is what the book of tasks counts for the row ("plan: done", "assigned: late"; tracker/tasks/counting.py). `concept` is the
    key of the concept that the row is, in forms that concepts.tsv does not list (tracker/concepts.py).

    `parent` is the key of the row that it stands under, `table` that of the form's table, `code` its Mã số. `crossed` are the
    columns in which nothing is to be filled ("x", "#"). A row that `repeats` is the pattern of a list: as many as there are.
    `signed`: below zero is possible. `decimals`: how many its figures have at most; None: what its kind allows.

    What stands in one cell is a row too (`Form.fields`): that of the printed one in a `column`, with what the column says.
    `given` is what the office has filled there; a rate that `may_exceed` 100 % is no share (growth, a comparison with a plan).
    What is `optional` may be filled and is not asked for: places for words in the head, a note, the number of a line.
    `named` is what tells it from the others of its row ("TH"); "" where there is only one column.
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
    parent: str = ""
    table: str = ""
    code: str = ""
    crossed: tuple[str, ...] = ()
    repeats: bool = False
    signed: bool = False
    decimals: int | None = None
    adding: Adding = Adding.SUM
    column: str = ONE_COLUMN
    given: str = ""
    may_exceed: bool = False
    optional: bool = False
    named: str = ""

    @cached_property
    def typed(self) -> bool:
        """Whether somebody types its figure in."""
        return not self.of and not self.given and self.kind not in {Kind.SECTION, Kind.HEADING}

    @cached_property
    def asked(self) -> bool:
        """Whether a unit is asked for it."""
        return self.typed and not self.optional

    @cached_property
    def is_number(self) -> bool:
        """Whether its figure is a number."""
        return self.kind in {Kind.COUNT, Kind.AMOUNT, Kind.RATE}

    def concerns(self, level: str) -> bool:
        """Whether units of this level report the row."""
        return not self.by or level in self.by.split("; ")

    @cached_property
    def cell(self) -> Cell:
        """Its cell: in its column, or in the one column of figures."""
        return Cell(self.key, self.column)


@dataclass(frozen=True)
class Column:
    """A column of cells that are filled or follow; `key` is its own for good, "" for the one of a form that has no other.

    `title` is its path in the head, from the top down ("Năm 2025", "TH"); `of` the column that it is a breakdown of or is
    compared with; `formula` what follows over columns ("c3 / c1" in per cent, "c1 - c2 + c3"). `kind` None: the row says
    what its cells hold, else all cells of the column are of this kind. `decimals`: how many are shown; None: as entered.
    `table` is the key of the form's table in which it stands.
    """

    key: str = ONE_COLUMN
    title: tuple[str, ...] = ()
    role: ColumnRole = ColumnRole.NOW
    of: str = ""
    formula: str = ""
    kind: Kind | None = None
    unit: str = ""
    decimals: int | None = None
    adding: Adding = Adding.SUM
    options: tuple[tuple[str, str], ...] = ()
    table: str = ""

    def __post_init__(self) -> None:
        """Refuse a key that the text of a cell could not be read back with."""
        if not _COLUMN.fullmatch(self.key):
            raise ValueError(self.key)

    @cached_property
    def follows(self) -> bool:
        """Whether its cells follow from others."""
        return bool(self.formula) or self.role in {ColumnRole.COMPARISON, ColumnRole.COMPUTED}
