"""The cells of a spreadsheet that somebody gave us, as plain values: what the reader of uploads hands on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

Value = str | Decimal | date | None


class SheetPlace(NamedTuple):
    """A cell's row and column, both counted from 1, as a spreadsheet program shows them."""

    row: int
    column: int


class Span(NamedTuple):
    """Merged cells, corners included; the value stands in the first."""

    first: SheetPlace
    last: SheetPlace


@dataclass(frozen=True)
class Grid:
    """One sheet.

    `rows` are the values from row 1 and column 1 on, ragged at the right; text is tidy (NFC, no control characters).
    `percent` are the cells that are shown with a percent sign (their value is multiplied by 100 already), `unresolved` those
    that hold a formula without a stored result (their value is None). `hidden` are hidden columns. `bold` and `italic` are the
    cells with text that are so as a whole, `indents` how far a text stands in (steps of the program, or pairs of blanks before
    it), `formulas` what a cell computes, as the file says it ("SUM(D9:D12)"). `shaded` are the cells, empty ones too, that are
    grey, hatched or struck through by a diagonal line: what offices mean by "nothing to fill here".
    """

    name: str
    rows: Sequence[Sequence[Value]]
    merged: Sequence[Span] = ()
    percent: frozenset[SheetPlace] = frozenset()
    unresolved: frozenset[SheetPlace] = frozenset()
    hidden: frozenset[int] = frozenset()
    bold: frozenset[SheetPlace] = frozenset()
    italic: frozenset[SheetPlace] = frozenset()
    indents: Mapping[SheetPlace, int] = field(default_factory=dict)
    formulas: Mapping[SheetPlace, str] = field(default_factory=dict)
    shaded: frozenset[SheetPlace] = frozenset()

    def at(self, place: SheetPlace) -> Value:
        """The value of a cell; None outside."""
        if not 0 < place.row <= len(self.rows) or not 0 < place.column <= len(self.rows[place.row - 1]):
            return None
        return self.rows[place.row - 1][place.column - 1]
