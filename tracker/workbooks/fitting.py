"""Words in a cell of an office's own workbook: wrapped, and their row made high enough, where the sheet would cut them off."""

from copy import copy
from typing import cast

from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from tracker.workbooks.appendix import HIGHEST
from tracker.workbooks.lettering import lines_needed

_USUAL_WIDTH, _USUAL_POINTS = 8.43, 11.0  # of a column and a letter of which the file says nothing
_NARROW = 7 / 8  # a character of a column in the narrowest of the usual fonts, by that of Times New Roman 12
_LEADING, _EDGE = 1.3, 2.0  # a line by its letters; points above and below


def fit_words(place: SheetCell) -> None:
    """Let the cell's text be read whole; a row without a height of its own is fitted by whatever program opens the file."""
    sheet = cast("Worksheet", place.parent)  # it was opened to be written
    text, font, alignment = str(place.value or ""), place.font, place.alignment
    points = float(font.sz or _USUAL_POINTS)
    lines = lines_needed(text, _width(sheet, place) * _NARROW, points=points, bold=bool(font.b))
    if lines == 1 or alignment.shrinkToFit:
        return
    if not alignment.wrapText:
        place.alignment = copy(alignment) + Alignment(wrapText=True)  # what the second leaves open stays
    row = sheet.row_dimensions[int(place.row or 1)]
    if row.height is not None:
        row.height = min(HIGHEST, max(row.height, lines * points * _LEADING + _EDGE))


def _width(sheet: Worksheet, place: SheetCell) -> float:
    """In characters, over all columns that the cell is merged with."""
    spans = (span for span in sheet.merged_cells.ranges if place.coordinate in span)
    first, last = next(((span.min_col, span.max_col) for span in spans), (place.column, place.column))
    return sum(_width_of_column(sheet, column) for column in range(int(first), int(last) + 1))


def _width_of_column(sheet: Worksheet, column: int) -> float:
    """A width that the file gives to several columns stands with the first of them."""
    for size in sheet.column_dimensions.values():
        if size.min and size.max and size.min <= column <= size.max:
            return float(size.width)
    return float(sheet.column_dimensions[get_column_letter(column)].width or _USUAL_WIDTH)
