"""Reads a corrected workbook back as it stands; whatever contradicts itself is refused with its place."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from tracker.calendar.ladder import DEFAULT
from tracker.form_sheet.layout import COLUMNS, CONCEPTS, FORM, GIVEN, ROWS, TABLES, Language
from tracker.form_sheet.lines import SheetLine, lines_of, our_sheets
from tracker.form_sheet.mistakes import FormSheetWrong, Mistake
from tracker.form_sheet.office_sheets import without_sheets
from tracker.form_sheet.reading_fields import check_concepts, read_concepts, read_fields, read_given, read_sources
from tracker.form_sheet.reading_rows import check_columns, check_keys, check_rows, read_column, read_row
from tracker.form_sheet.reading_tables import read_tables
from tracker.form_sheet.vocabulary import HEAD_FIELDS
from tracker.forms.cell import Cell
from tracker.forms.fields import fields_of
from tracker.forms.fields import lines_of as cells_of_lines
from tracker.forms.form import Form, Head
from tracker.forms.relations import evidence_of
from tracker.forms.row import Column, Row
from tracker.forms.rules import parse_formula
from tracker.kernel.grids import Grid
from tracker.kernel.reasons import Reason
from tracker.understanding.understood_form import NO_CODE, UnderstoodForm
from tracker.uploads.reading import Sheets


def read_form_sheet(sheets: Sheets) -> UnderstoodForm:
    """The form in a corrected workbook, with the office's workbook that it holds; raises FormSheetWrong."""
    row_lines, column_lines = lines_of(sheets, ROWS), lines_of(sheets, COLUMNS)
    rows, columns = _rows(sheets, row_lines), tuple(map(read_column, column_lines))
    columns = columns or (Column(),)
    check_keys(column_lines)
    if column_lines:
        check_columns(columns, column_lines)
    check_rows(rows, row_lines, {column.key for column in columns})
    ours = [grid.name for grid in our_sheets(sheets).values()]
    theirs = [grid.name for grid in sheets if grid.name not in ours]
    tables = read_tables(lines_of(sheets, TABLES), row_lines, column_lines, theirs)
    fields = {row.cell: row for row in fields_of(rows, columns, {})}
    _check_formulas(fields, {*fields, *cells_of_lines(rows, columns)}, row_lines)
    concepts = read_concepts(lines_of(sheets, CONCEPTS))
    check_concepts(rows, row_lines, concepts)
    said = read_fields(lines_of(sheets, FORM), lambda cell: _is_there(cell, fields, rows, columns))
    sources = read_sources(lines_of(sheets, FORM))
    form = Form(
        **_words_of(said),
        code=NO_CODE,
        version=1,
        rows=rows,
        columns=columns,
        tables=tables,
        given=read_given(lines_of(sheets, GIVEN), fields),
        concepts=concepts,
        sources=evidence_of(rows, columns, [*said["block"], *said["warn"], *said["mention"]], sources),
    )
    return UnderstoodForm(form, (), without_sheets(sheets.content, ours) if sheets.content and theirs else None)


def _rows(grids: Sequence[Grid], lines: Sequence[SheetLine]) -> tuple[Row, ...]:
    if not lines:
        grid = our_sheets(grids)[ROWS.name[Language.ENGLISH]]
        raise FormSheetWrong(sheet=grid.name, row=2, column=grid.rows[0][0], why=Reason(Mistake.NO_ROW))
    check_keys(lines)
    return tuple(map(read_row, lines))


def _check_formulas(fields: Mapping[Cell, Row], known: Collection[Cell], lines: Iterable[SheetLine]) -> None:
    """That each field is computed from other cells; a formula of a column was looked at already where it stands."""
    by_key = {line.cells["key"]: line for line in lines}
    for cell, field in fields.items():
        for part in parse_formula(field.of).cells if field.of else ():
            if part not in known or part == cell:
                raise by_key[cell.row].wrong("of", Mistake.COMPUTED_FROM_NO_CELL, key=str(part))


def _is_there(cell: Cell, fields: Mapping[Cell, Row], rows: Iterable[Row], columns: Iterable[Column]) -> bool:
    """Whether a rule may speak of it: a cell, or a row or a column for all of its cells."""
    if cell in fields:
        return True
    if cell.column:
        return not cell.row and any(column.key == cell.column for column in columns)
    return any(row.key == cell.pattern_key for row in rows)


def _words_of(said: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    once = {name: "".join(said[name]) for name in ("name", "appendix", "attached_to")}
    lists = {name: tuple(said[name]) for name in ("title", "warn", "block", "mention")}
    head = Head(**{name: "".join(said[f"head {name}"]) for name in HEAD_FIELDS})
    return {**once, **lists, "head": head, "reminders": "".join(said["reminders"]) or DEFAULT}
