"""The finished appendix as a spreadsheet in the office's own layout (Nghị định 30/2020/NĐ-CP, annexes I and III)."""

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Literal

from openpyxl import Workbook
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.cell.cell import MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.worksheet import Worksheet

from tracker.calendar.periods import Period
from tracker.forms.cell import Cell
from tracker.forms.form import Form
from tracker.forms.row import Kind, Row
from tracker.kernel.names import tidy
from tracker.reports.entry import Answer, Entry
from tracker.workbooks.lettering import figure_width, lines_needed

_WIDTHS = {"A": 7.0, "B": 37.0, "C": 11.0, "D": 9.0, "E": 15.0}  # characters; together the printable width of A4
_FIGURE = 4  # the column of the figures
_TO_FILL = PatternFill("solid", fgColor="FFF2CC")
_LONGEST_LIST, _LONGEST_PROMPT = 250, 255  # characters that a spreadsheet keeps
LINE = 15.75  # points, one line of Times New Roman 12
HIGHEST = 409.0  # points, the highest row that a spreadsheet can have
_THIN = Side(style="thin")
BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_VIETNAMESE = "[$-42A]"
CENTRE = Alignment(horizontal="center", vertical="center", wrap_text=True)
LEFT = Alignment(horizontal="left", vertical="center", wrap_text=True)


@dataclass(frozen=True)
class Heading:
    """What the title of one report's appendix says: the period and the unit's full name ("xã Bản Thi").

    `remarks` are lines under it that the form itself does not have.
    """

    period: Period
    unit: str
    remarks: tuple[str, ...] = ()

    @property
    def facts(self) -> dict[str, object]:
        """What stands in for the {names} of a form's title: capitals mean capitals."""
        label = self.period.label
        within = label[0].lower() + label[1:]
        facts = {"period": label, "period_within": within, "year": self.period.year, "unit": self.unit}
        return {**facts, "PERIOD": label.upper(), "UNIT": self.unit.upper()}


def appendix(form: Form, heading: Heading, shown: Mapping[Cell, Entry]) -> bytes:
    """The .xlsx of a form whose cells show these entries; one that is not in `shown` stays empty."""
    return saved(form_book(form, heading, shown)[0])


def sheet_to_fill(form: Form, heading: Heading, shown: Mapping[Cell, Entry], level: str) -> bytes:
    """The sheet for a unit of this level to fill on a computer: cells that wait for it are coloured and know what fits."""
    book, cells = form_book(form, heading, shown)
    for row in form.of_level(level).rows:
        cell = cells[row.cell]
        cell.fill = _TO_FILL
        check = validation_of(row)
        if check:
            check.add(cell.coordinate)
            book.worksheets[0].add_data_validation(check)
    return saved(book)


def validation_of(row: Row) -> DataValidation | None:
    """What the spreadsheet program says about a figure while it is typed; it may be kept, "-" for one."""
    if row.options:
        prompt = "\n".join(label if code == label else f"{code} = {label}" for code, label in row.options)
        codes = ",".join(code for code, _ in row.options)
        listed = codes.count(",") < len(row.options) and '"' not in codes and len(codes) <= _LONGEST_LIST
        check = DataValidation("list", formula1=f'"{codes}"') if listed else DataValidation()
        check.prompt, check.showInputMessage = prompt[:_LONGEST_PROMPT], True
    elif row.kind is Kind.COUNT:
        check = DataValidation("whole", operator="greaterThanOrEqual", formula1="0")
        check.error = "Mục này cần một số nguyên; gõ - nếu không áp dụng."
    elif row.kind is Kind.RATE:
        check = DataValidation("decimal", operator="between", formula1="0", formula2="100")
        check.error = "Mục này cần một tỷ lệ từ 0 đến 100."
    else:
        return None
    check.errorStyle, check.showErrorMessage, check.allow_blank = "warning", True, True
    return check


def saved(book: Workbook) -> bytes:
    """The .xlsx."""
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def form_book(
    form: Form, heading: Heading, shown: Mapping[Cell, Entry]
) -> tuple[Workbook, dict[Cell, SheetCell | MergedCell]]:
    """The workbook, and where in its sheet each figure stands."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = f"Phụ lục {heading.period.label}"  # tells this period's file from another's where the title is silent
    set_default_font(book, Font(name="Times New Roman", size=12))
    for letter, width in _WIDTHS.items():
        sheet.column_dimensions[letter].width = width
    top = _title(sheet, form, heading)
    _table_head(sheet, form, top)
    amounts = [entry.amount for row in form.rows if (entry := shown.get(row.cell)) and entry.amount is not None]
    sheet.column_dimensions["D"].width = max([_WIDTHS["D"], *map(figure_width, amounts)])
    for number, row in enumerate(form.rows, start=top + 2):
        _row(sheet, number, row, shown.get(row.cell))
    _page(sheet, f"{top}:{top + 1}", top + 1 + len(form.rows))
    book.properties.title = f"{form.appendix} - {form.name} - {heading.period.label}"
    book.properties.creator = f"UBND {heading.unit}"
    return book, {row.cell: sheet.cell(number, _FIGURE) for number, row in enumerate(form.rows, start=top + 2)}


def set_default_font(book: Workbook, font: Font) -> None:
    """The font that column widths are counted in; openpyxl has no public way to it."""
    parts: Any = book
    parts._named_styles["Normal"].font = font  # noqa: SLF001
    parts._fonts[0] = font  # noqa: SLF001


def _title(sheet: Worksheet, form: Form, heading: Heading) -> int:
    facts = heading.facts
    lines = [(form.appendix, Font(name="Times New Roman", size=14, bold=True))]
    lines += [(line.format(**facts), Font(name="Times New Roman", size=13, bold=True)) for line in form.title]
    if form.attached_to:
        lines += [(form.attached_to.format(**facts), Font(name="Times New Roman", size=13, italic=True))]
    lines += [(remark, Font(name="Times New Roman", size=13)) for remark in heading.remarks]
    for number, (text, font) in enumerate(lines, start=1):
        sheet.merge_cells(start_row=number, end_row=number, start_column=1, end_column=5)
        write_text(sheet.cell(number, 1), text, font, CENTRE)
        height = lines_needed(text, sum(_WIDTHS.values()), points=font.size, bold=bool(font.bold))
        sheet.row_dimensions[number].height = height * LINE * 1.2
    return len(lines) + 2


def _table_head(sheet: Worksheet, form: Form, top: int) -> None:
    bold = Font(name="Times New Roman", size=12, bold=True)
    head = form.head
    for column, upper, lower in (
        (1, head.stt, ""),
        (2, head.label, ""),
        (3, head.result, head.unit),
        (4, "", head.figure),
        (5, head.note, ""),
    ):
        for number, text in ((top, upper), (top + 1, lower)):
            cell = sheet.cell(number, column)
            cell.border = BOX
            write_text(cell, text, bold, CENTRE)
    for columns in ("A{0}:A{1}", "B{0}:B{1}", "C{0}:D{0}", "E{0}:E{1}"):
        sheet.merge_cells(columns.format(top, top + 1))
    sheet.row_dimensions[top].height = sheet.row_dimensions[top + 1].height = 1.5 * LINE


def _row(sheet: Worksheet, number: int, row: Row, entry: Entry | None) -> None:
    font = Font(name="Times New Roman", size=12, bold=row.kind is Kind.SECTION, italic=row.italic)
    note = " ".join(part for part in (row.note, entry.note if entry else "") if part)
    texts = (row.stt, row.label, row.unit, "", note)
    for column, text in enumerate(texts, start=1):
        cell = sheet.cell(number, column)
        cell.border = BOX
        write_text(cell, text, font, LEFT if column in {2, 5} else CENTRE)
    if entry:
        write_entry(sheet.cell(number, _FIGURE), entry)
    needed = max(
        lines_needed(tidy(text), width, points=12, bold=bool(font.bold))
        for text, width in zip(texts, _WIDTHS.values(), strict=True)
    )
    sheet.row_dimensions[number].height = min(HIGHEST, needed * LINE + 2)


def write_entry(cell: SheetCell | MergedCell, entry: Entry) -> None:
    """A number as a number, "-" where it does not apply, nothing where it is blank."""
    if entry.answer is Answer.NOT_APPLICABLE:
        write_text(cell, "-")
    elif entry.text is not None:
        write_text(cell, entry.text)
    elif entry.amount is not None:
        cell.value = entry.amount
        decimals = max(0, -int(entry.amount.normalize().as_tuple().exponent))
        cell.number_format = f"{_VIETNAMESE}#,##0{'.' if decimals else ''}{'0' * decimals}"


def write_text(cell: SheetCell | MergedCell, text: str, font: Font | None = None, alignment: Alignment | None = None) -> None:
    """Write text as text, whatever it begins with."""
    if font and alignment:
        cell.font, cell.alignment = font, alignment
    text = tidy(text)
    if text:
        cell.value = text
        cell.data_type = "s"
        if text[:1] in "=+-@":
            cell.quotePrefix = True


def _page(sheet: Worksheet, head_rows: str, last: int) -> None:
    set_page(sheet, "portrait", head_rows)
    sheet.print_area = f"A1:E{last}"


def set_page(sheet: Worksheet, orientation: Literal["portrait", "landscape"], head_rows: str) -> None:
    """A4 with the decree's margins and page numbers; the rows of the head ("4:5") stand on every page and stay in sight."""
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = orientation
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[union-attr]
    margins = sheet.page_margins
    margins.left, margins.right, margins.top, margins.bottom = 30 / 25.4, 15 / 25.4, 20 / 25.4, 20 / 25.4
    margins.header = 10 / 25.4
    sheet.print_title_rows = head_rows
    sheet.print_options.horizontalCentered = True
    sheet.HeaderFooter.differentFirst = True
    sheet.oddHeader = HeaderFooterItem()
    sheet.oddHeader.center.text = '&"Times New Roman"&13&P'  # page numbers from page 2
    sheet.freeze_panes = f"A{int(head_rows.split(':')[1]) + 1}"
