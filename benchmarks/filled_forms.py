"""The filled forms of the benchmark of slips: the four appendices, and a folder of offices' forms with filled twins."""

import re
from collections.abc import Iterator
from csv import DictReader
from decimal import Decimal, InvalidOperation
from pathlib import Path

from tracker.forms.catalogue import official_form
from tracker.forms.cell import ENTRY, Cell
from tracker.forms.fields import FormTable
from tracker.forms.form import Form
from tracker.kernel.grids import Grid, SheetPlace, Value
from tracker.kernel.names import fold
from tracker.understanding.understood_form import understand_form
from tracker.uploads.reading import read_grids

DATA = Path(__file__).parent.parent / "tests" / "data"
APPENDICES = ("ban-thi-2024-q1", "dinh-ca-2024-q1", "hoang-luu-2024-h1", "ninh-thuan-2021")
_GROUPED = re.compile(r"-?\d{1,3}(\.\d{3})+(,\d+)?")

Filled = tuple[str, Form, dict[Cell, Decimal]]


def number_of(text: str) -> Decimal | None:
    """A figure as the documents write it: 1.492, 99,9, 30%, 13.545.000đ, 05; None for a dash, words and nothing."""
    text = text.strip().rstrip("%đ").strip()
    plain = text.replace(".", "").replace(",", ".") if _GROUPED.fullmatch(text) else text.replace(",", ".")
    try:
        return Decimal(plain) if re.fullmatch(r"-?\d+(\.\d+)?", plain) else None
    except InvalidOperation:
        return None


def appendices() -> Iterator[Filled]:
    """The appendices of the source documents as they were filled: name, form, figures of number cells."""
    for name in APPENDICES:
        form = official_form(re.sub(r"-[qh]\d$", "", name))
        with (DATA / f"{name}.tsv").open(encoding="utf-8") as lines:
            rows = {line["key"]: line["so_lieu"] or "" for line in DictReader(lines, delimiter="\t")}
        figures = {cell: number for cell in form.by_cell if (number := number_of(rows.get(cell.row, ""))) is not None}
        yield name, form, {cell: value for cell, value in figures.items() if form.row_of(cell).is_number}


def offices_forms(folder: Path) -> Iterator[Filled]:
    """NAME.xlsx and NAME-filled.xlsx of a folder, those with five figures and more."""
    for book in sorted(folder.glob("*-filled.xlsx")):
        blank = (folder / book.name.replace("-filled", "")).read_bytes()
        form = understand_form(read_grids(blank), blank).form
        figures = dict(_figures(form, read_grids(blank), read_grids(book.read_bytes())))
        if len(figures) >= 5:
            yield book.stem.removesuffix("-filled"), form, figures


def _figures(form: Form, blanks: list[Grid], filled: list[Grid]) -> Iterator[tuple[Cell, Decimal]]:
    for table in form.tables:
        blank = next((grid for grid in blanks if grid.name == table.sheet), None)
        grid = next((grid for grid in filled if grid.name == table.sheet), None)
        if blank and grid:
            for key, line, row in _places(form, table, blank, grid):
                for column, at in table.columns:
                    cell = Cell(f"{key}{ENTRY}{line}" if line else key, column)
                    field, number = form.row_at(cell), _number(grid.at(SheetPlace(row, at)))
                    if field and field.is_number and number is not None and cell not in form.known:
                        yield cell, number


def _number(value: Value) -> Decimal | None:
    return value if isinstance(value, Decimal) else number_of(value) if isinstance(value, str) else None


def _places(form: Form, table: FormTable, blank: Grid, grid: Grid) -> Iterator[tuple[str, int, int]]:
    """Of each row and line its row in the filled sheet: printed rows are found by their words, lines are what is between."""
    words = [(key, place, _words(blank, place)) for key, place in table.rows]
    at, waiting = table.head[1] + 1, ""
    for key, place, text in words:
        row = form.by_key.get(key)
        if row is None:
            continue
        if row.repeats:
            waiting, start = key, at
            continue
        found = next((one for one in range(at, len(grid.rows) + 1) if _words(grid, one) == text), None) if text else place
        if found is None:
            continue
        if waiting:
            summed = row.of.partition(ENTRY)[0] if ENTRY in row.of else waiting  # of two lists around a total, the total's
            yield from ((summed, number, one) for number, one in enumerate(range(start, found), start=1))
            waiting = ""
        yield key, 0, found
        at = found + 1
    if waiting:
        yield from ((waiting, number, one) for number, one in enumerate(range(start, len(grid.rows) + 1), start=1))


def _words(grid: Grid, row: int) -> str:
    values = (grid.at(SheetPlace(row, column)) for column in range(1, 5))
    return fold(" ".join(value for value in values if isinstance(value, str) and number_of(value) is None))
