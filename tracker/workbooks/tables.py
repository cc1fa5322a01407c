"""What the further sheets of a roll-up's workbook share: a title, a table head, lines with borders, printed on A4 across."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from math import ceil

from openpyxl.styles import Alignment, Font, NamedStyle, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.worksheet import Worksheet

from tracker.calendar.periods import ZONE
from tracker.kernel.names import tidy
from tracker.workbooks.appendix import BOX, CENTRE, HIGHEST, LEFT, LINE, write_text
from tracker.workbooks.lettering import lines_needed

Value = str | int | datetime | None
TEXT, MIDDLE, HEAD, BOLD, FIGURE, TOTAL = "Ô chữ", "Ô giữa", "Ô đầu bảng", "Ô chữ đậm", "Ô số", "Ô số đậm"
_RIGHT = Alignment(horizontal="right", vertical="center", wrap_text=False)
_STYLES = (
    (TEXT, False, LEFT),
    (MIDDLE, False, CENTRE),
    (HEAD, True, CENTRE),
    (BOLD, True, LEFT),
    (FIGURE, False, _RIGHT),
    (TOTAL, True, _RIGHT),
)
_A4, _A3 = 170, 290  # characters across a page that can still be read
_HIGHEST_FROZEN = 150.0  # points: a third of a small screen
_MOMENT = "hh:mm dd/mm/yyyy"


def add_styles(book: Workbook) -> None:
    """The looks of a table's cells by name: a named style is set ten times as fast as its font, border and alignment."""
    for name, bold, alignment in _STYLES:
        style = NamedStyle(name, font=Font(name="Times New Roman", size=12, bold=bold), border=BOX, alignment=alignment)
        book.add_named_style(style)


class Table:
    """A sheet with a title and a table, written line by line from the top."""

    def __init__(self, sheet: Worksheet, title: Sequence[str], columns: Sequence[tuple[str, float]]) -> None:
        """The columns' names and widths in characters."""
        self._sheet, self._widths = sheet, [width for _, width in columns]
        for number, width in enumerate(self._widths, start=1):
            sheet.column_dimensions[get_column_letter(number)].width = width
        for number, text in enumerate(title, start=1):
            sheet.merge_cells(start_row=number, end_row=number, start_column=1, end_column=len(columns))
            font = Font(name="Times New Roman", size=13, bold=number == 1)
            write_text(sheet.cell(number, 1), text, font, CENTRE)
            high = lines_needed(text, sum(self._widths), points=13, bold=number == 1)
            sheet.row_dimensions[number].height = min(HIGHEST, high * LINE * 1.2)
        self._next = len(title) + 2
        self.add([name for name, _ in columns], head=True)
        head = self._next - 1
        freeze(sheet, self._next, 1)
        sheet.print_title_rows = f"{head}:{head}"
        print_across(sheet)

    def add(
        self, values: Sequence[Value], *, head: bool = False, grounds: Mapping[int, PatternFill | None] | None = None
    ) -> None:
        """One line; a time is shown as in Việt Nam. `grounds` are the colours of cells, by column."""
        for column, value in enumerate(values, start=1):
            cell = self._sheet.cell(self._next, column)
            cell.style = HEAD if head else TEXT if isinstance(value, str) else MIDDLE
            if isinstance(value, datetime):
                cell.value = value.astimezone(ZONE).replace(tzinfo=None)  # a spreadsheet's times have no zone
                cell.number_format = _MOMENT
            elif isinstance(value, str):
                write_text(cell, value)
            else:
                cell.value = value
        for column, ground in (grounds or {}).items():
            if ground:
                self._sheet.cell(self._next, column).fill = ground
        texts = [(tidy(value), width) for value, width in zip(values, self._widths, strict=True) if isinstance(value, str)]
        high = max((lines_needed(text, width, points=12, bold=head) for text, width in texts), default=1)
        self._sheet.row_dimensions[self._next].height = min(HIGHEST, high * LINE + 2)
        self._next += 1


def freeze(sheet: Worksheet, row: int, column: int) -> None:
    """Keep what stands above this row and before this column in sight: the rows only where they leave room for others."""
    heights = [sheet.row_dimensions[number].height or LINE for number in range(1, row)]
    sheet.freeze_panes = sheet.cell(row if sum(heights) <= _HIGHEST_FROZEN else 1, column).coordinate


def print_across(sheet: Worksheet, characters: float = 0) -> None:
    """Across, on A4, or on A3 where the columns are more than so wide; over several pages where even that is too narrow."""
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4 if characters <= _A4 else sheet.PAPERSIZE_A3
    sheet.page_setup.orientation = sheet.ORIENTATION_LANDSCAPE
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = max(1, ceil(characters / _A3)), 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[union-attr]
    sheet.oddHeader = HeaderFooterItem()
    sheet.oddHeader.center.text = '&"Times New Roman"&13&P'
