"""Small sheets written as lines of text, for tests of the reader of forms."""

from collections.abc import Iterable
from decimal import Decimal

from tracker.kernel.grids import Grid, SheetPlace, Span, Value
from tracker.office_form import OfficeColumn, OfficeForm, OfficeRow, read_office_form
from tracker.uploads.places import place_of


def sheet(text: str, merged: str = "", bold: Iterable[int] = (), name: str = "Biểu") -> Grid:
    """Cells divided by "|"; "~12" is a number; `bold` are rows, `merged` ranges as "A3:B4 C3:D3"."""
    rows = [[_value(cell) for cell in line.split("|")] for line in text.strip("\n").split("\n")]
    indents = {
        SheetPlace(row, column): (len(cell) - len(cell.lstrip())) // 2
        for row, line in enumerate(text.strip("\n").split("\n"), start=1)
        for column, cell in enumerate(line.split("|"), start=1)
        if cell.startswith("  ")
    }
    dressed = frozenset(SheetPlace(row, column) for row in bold for column in range(1, 40))
    return Grid(name, rows, [_span(range_) for range_ in merged.split()], bold=dressed, indents=indents)


def _value(cell: str) -> Value:
    text = cell.strip()
    return (Decimal(text[1:]) if text.startswith("~") else text) or None


def _span(reference: str) -> Span:
    first, last = (place_of(corner) for corner in reference.split(":"))
    assert first
    assert last
    return Span(first, last)


class Read:
    """A form, by the texts that are printed in it."""

    def __init__(self, *sheets: Grid) -> None:
        self.form: OfficeForm = read_office_form(sheets)

    def row(self, label: str, nth: int = 0) -> OfficeRow:
        """The row with this label."""
        return [row for row in self.form.rows() if row.row.label == label][nth]

    def above(self, label: str, nth: int = 0) -> str:
        """The label that it stands under; "" for the top."""
        parent = self.row(label, nth).row.parent
        return next((row.row.label for row in self.form.rows() if row.row.key == parent), "")

    def column(self, *titles: str) -> OfficeColumn:
        """The column with these titles."""
        return next(c for table in self.form.tables for c in table.columns if c.column.title == titles)

    def why(self, key: str) -> set[str]:
        """The reasons of the doubts about a row or a column."""
        return {d.doubt.reason.kind.name for d in self.form.doubts if key and key in {d.doubt.key, d.column}}
