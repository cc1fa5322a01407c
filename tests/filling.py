"""Filling a sheet of ours as an officer does it in a spreadsheet program: numbers typed as numbers, the rest as text."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from io import BytesIO

from openpyxl import load_workbook
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tracker.forms.form import Form

FIGURE, NOTE = 4, 5  # columns


def saved(book: Workbook) -> bytes:
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def edited(content: bytes, edit: Callable[[Worksheet], object]) -> bytes:
    """The workbook after somebody has worked on its first sheet."""
    book = load_workbook(BytesIO(content))
    edit(book.worksheets[0])
    return saved(book)


def lines_of(sheet: Worksheet, form: Form) -> dict[str, int]:
    """The line on which each row of the form stands."""
    head = next(cell.row for (cell,) in sheet.iter_rows(max_col=1) if cell.value == form.head.stt)
    return {row.key: number for number, row in enumerate(form.rows, start=int(head or 0) + 2)}


def filled_in(content: bytes, form: Form, figures: Mapping[str, str]) -> bytes:
    """The sheet with these figures typed in, by row; "41,5" is the number 41.5."""

    def fill(sheet: Worksheet) -> None:
        lines = lines_of(sheet, form)
        for key, text in figures.items():
            number = text.replace(",", ".")
            is_number = number.replace(".", "", 1).isdigit()
            sheet.cell(lines[key], FIGURE).value = Decimal(number) if is_number else text

    return edited(content, fill)
