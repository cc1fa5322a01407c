"""What the further sheets of a roll-up's workbook share: a title, a table head, lines with borders, printed on A4 across."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from openpyxl.styles import Font, NamedStyle, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.worksheet import Worksheet

from tracker.calendar.periods import ZONE
from tracker.kernel.names import tidy
from tracker.workbooks.appendix import BOX, CENTRE, HIGHEST, LEFT, LINE, write_text
from tracker.workbooks.lettering import lines_needed

Value = str | int | datetime | None
_MOMENT = "hh:mm dd/mm/yyyy"


def add_styles(book: Workbook) -> None:
    """The looks of a table's cells by name: a named style is set ten times as fast as its font, border and alignment."""
    for name, bold, alignment in (("Ô chữ", False, LEFT), ("Ô giữa", False, CENTRE), ("Ô đầu bảng", True, CENTRE)):
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
        sheet.freeze_panes = f"A{self._next}"
        sheet.print_title_rows = f"{head}:{head}"
        print_across(sheet)

    def add(
        self, values: Sequence[Value], *, head: bool = False, grounds: Mapping[int, PatternFill | None] | None = None
    ) -> None:
        """One line; a time is shown as in Việt Nam. `grounds` are the colours of cells, by column."""
        for column, value in enumerate(values, start=1):
            cell = self._sheet.cell(self._next, column)
            cell.style = "Ô đầu bảng" if head else "Ô chữ" if isinstance(value, str) else "Ô giữa"
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


def print_across(sheet: Worksheet, *, one_page_wide: bool = True) -> None:
    """On A4 across, as wide as the page or, for a table of many columns, over several pages."""
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = sheet.ORIENTATION_LANDSCAPE
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = int(one_page_wide), 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = one_page_wide  # type: ignore[union-attr]
    sheet.oddHeader = HeaderFooterItem()
    sheet.oddHeader.center.text = '&"Times New Roman"&13&P'


def written(value: str | Decimal) -> str:
    """A figure inside a sentence: "1.492", "99,9"."""
    return value if isinstance(value, str) else f"{value:,f}".translate(str.maketrans(",.", ".,"))
