"""Writes a form as it was understood, with every doubt beside its row."""

from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from tracker.form_sheet.layout import COLUMNS, CONCEPT_COLUMNS, CONCEPTS, FIELD_COLUMNS, FORM, HEAD_FIELDS, ROWS, options_text
from tracker.forms.concepts import concepts
from tracker.forms.row import Kind, Row
from tracker.inference import Understood
from tracker.kernel.names import tidy

_ROW_WIDTHS = (10, 10, 60, 24, 10, 20, 12, 10, 28, 24, 7, 22, 26, 60)  # characters
_FIELD_WIDTHS = (16, 90, 60)
_CONCEPT_WIDTHS = (30, 70, 60)
_UNCERTAIN = PatternFill("solid", fgColor="FFF2CC")


def form_sheet(understood: Understood) -> bytes:
    """The .xlsx to correct; every cell is text, so that a spreadsheet program leaves "1.10" as it is."""
    book = Workbook()
    rows, form = book.worksheets[0], book.create_sheet(FORM)
    rows.title = ROWS
    _fill(rows, COLUMNS, _ROW_WIDTHS, list(_row_lines(understood)))
    _fill(form, FIELD_COLUMNS, _FIELD_WIDTHS, list(_field_lines(understood)))
    _fill(book.create_sheet(CONCEPTS), CONCEPT_COLUMNS, _CONCEPT_WIDTHS, [(c.key, c.wording, c.note) for c in concepts()])
    _offer(rows, "kind", f'"{",".join(Kind)}"')
    _offer(rows, "concept", f"{CONCEPTS}!$A$2:$A${len(concepts()) + 1}")
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def _offer(rows: Worksheet, column: str, answers: str) -> None:
    """A list to choose from in the cells of a column, some more of them than are filled."""
    offered = DataValidation(type="list", formula1=answers, showErrorMessage=True)
    letter = get_column_letter(COLUMNS.index(column) + 1)
    offered.add(f"{letter}2:{letter}{rows.max_row + 200}")
    rows.add_data_validation(offered)


def _row_lines(understood: Understood) -> Iterator[Sequence[str]]:
    for row in understood.rows:
        yield (*_cells(row), "; ".join(doubt.why for doubt in understood.doubts if doubt.key == row.key))


def _cells(row: Row) -> Sequence[str]:
    italic = "x" if row.italic else ""
    answers = options_text(row.options)
    first = (row.key, row.stt, row.label, row.unit, row.kind.value, row.of, row.by, row.ask)
    return (*first, answers, row.note, italic, row.tasks, row.concept)


def _field_lines(understood: Understood) -> Iterator[Sequence[str]]:
    title = understood.title
    why = "; ".join(doubt.why for doubt in understood.doubts if not doubt.key)
    yield ("name", understood.name, why)
    yield ("appendix", title.appendix, "")
    yield from (("title", line, "") for line in title.lines)
    yield ("attached to", title.attached_to, "")
    yield from ((field, getattr(understood.head, name), "") for field, name in HEAD_FIELDS.items())
    for level, rules in (("warn", understood.warn), ("block", understood.block), ("mention", understood.mention)):
        yield from ((level, rule, "") for rule in rules)
    yield ("reminders", understood.reminders, "")


def _fill(sheet: Worksheet, names: Sequence[str], widths: Sequence[int], lines: Iterable[Sequence[str]]) -> None:
    for column, (name, width) in enumerate(zip(names, widths, strict=True), start=1):
        sheet.cell(1, column, name).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(column)].width = width
    for number, line in enumerate(lines, start=2):
        for column, text in enumerate(line, start=1):
            cell = sheet.cell(number, column)
            cell.number_format = "@"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if line[-1]:
                cell.fill = _UNCERTAIN
            if text:
                cell.value = tidy(text)
                cell.data_type = "s"  # text, whatever it begins with
                cell.quotePrefix = text[:1] in "=+-@"
    sheet.freeze_panes = "A2"
