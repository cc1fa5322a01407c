"""Correction workbooks as somebody hands them back, for tests."""

from collections.abc import Iterable
from io import BytesIO

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.blank_forms import as_workbook, official
from tests.filling import saved
from tracker.form_sheet import Language, form_sheet, in_english, read_form_sheet
from tracker.forms.catalogue import official_form
from tracker.forms.form import Form
from tracker.kernel.grids import Grid, Value
from tracker.understanding.understood_form import UnderstoodForm, understand_form
from tracker.uploads.reading import Sheets, read_grids

Correction = tuple[str, str, str, Value]  # the sheet, the text of the line's first cell, the column's name, what is put there


def understood_of(grids: Iterable[Grid]) -> UnderstoodForm:
    """What is understood of a workbook with these sheets."""
    content = as_workbook(grids)
    return understand_form(read_grids(content), content)


def official_blank(code: str) -> UnderstoodForm:
    """What is understood of the blank of an official form."""
    return understood_of(official(official_form(code)))


def english_sheet(understood: UnderstoodForm) -> bytes:
    """The correction workbook in English."""
    return form_sheet(understood, in_english, Language.ENGLISH)


def corrected(content: bytes, *corrections: Correction) -> Sheets:
    """The correction workbook as it is read after somebody has put values into cells."""
    book = load_workbook(BytesIO(content))
    for sheet, key, column, value in corrections:
        put(book[sheet], key, column, value)
    return read_grids(saved(book))


def put(sheet: Worksheet, key: str, column: str, value: Value) -> None:
    """Put a value into the line whose first cell is `key`; into a new line if there is none."""
    head = [cell.value for cell in sheet[1]]
    lines = [line for (line,) in sheet.iter_rows(min_row=1, max_col=1) if line.value == key]
    row = lines[0].row if lines else sheet.max_row + 1
    if not lines:
        sheet.cell(row, 1, key)
    sheet.cell(row, head.index(column) + 1).value = value


def corrected_form(understood: UnderstoodForm, *corrections: Correction) -> Form:
    """The form after corrections in its English workbook."""
    return read_form_sheet(corrected(english_sheet(understood), *corrections)).form
