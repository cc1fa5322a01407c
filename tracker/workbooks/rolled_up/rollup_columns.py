"""The sheet of a roll-up with one column for each unit: every total beside the figures that it comes from."""

from collections.abc import Mapping, Sequence

from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from tracker.forms.cell import Cell
from tracker.forms.row import Row
from tracker.reports.entry import Entry
from tracker.rollup.contributions import Contribution, Given
from tracker.rollup.gathering import Share
from tracker.rollup.totals import RollUp
from tracker.workbooks.appendix import LINE, write_entry, write_text
from tracker.workbooks.lettering import figure_width, lines_needed
from tracker.workbooks.tables import freeze, print_across

_FIXED = (("STT", 8.0), ("Chỉ tiêu", 26.0), ("Đơn vị tính", 12.0), ("Tổng hợp", 13.0))
_IN_SIGHT, _TOTAL = 2, 3  # columns: the number and the label stay in sight, and leave room for a unit on a telephone
_UNIT_WIDTH = 11.0  # characters, more where a figure needs them
_LACKING = "×"
_LEGEND = (
    f"Ô trống: đơn vị để trống. “-”: không áp dụng. “{_LACKING}”: biểu của đơn vị không có chỉ tiêu này.",
    "Cột xám: chưa có báo cáo. Dưới dòng ghi 0 (không phát sinh), các dòng con để trống được tính là 0.",
)
_GREY = PatternFill("solid", fgColor="D9D9D9")
_HEAD = 5  # the row of the table head


def write_columns(sheet: Worksheet, rolled: RollUp, shown: Mapping[Cell, Entry]) -> None:
    """Rows × units, the first rows and columns frozen; `shown` is what sheet 1 shows."""
    widths = _widths(rolled, shown)
    for number, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    title = f"Số liệu theo đơn vị: {rolled.within.full_name}, {rolled.period.label}"
    write_text(sheet["A1"], title, Font(name="Times New Roman", size=13, bold=True))
    for number, text in enumerate(_LEGEND, start=2):
        write_text(sheet.cell(number, 1), text, Font(name="Times New Roman", size=12, italic=True))
    _head(sheet, rolled, widths)
    for number, row in enumerate(rolled.form.rows, start=_HEAD + 1):
        _row(sheet, number, row, shown.get(row.cell))
    for column, share in enumerate(rolled.shares, start=len(_FIXED) + 1):
        _unit(sheet, column, rolled, share)
    freeze(sheet, _HEAD + 1, _IN_SIGHT + 1)
    sheet.print_title_rows, sheet.print_title_cols = f"{_HEAD}:{_HEAD}", f"A:{get_column_letter(len(_FIXED))}"
    print_across(sheet, sum(widths))


def _widths(rolled: RollUp, shown: Mapping[Cell, Entry]) -> list[float]:
    """By column, as wide as its figures."""
    widths = [width for _, width in _FIXED] + [_UNIT_WIDTH] * len(rolled.shares)
    totals = [entry.amount for entry in shown.values() if entry.amount is not None]
    widths[_TOTAL] = max([widths[_TOTAL], *map(figure_width, totals)])
    for column, share in enumerate(rolled.shares, start=len(_FIXED)):
        place = rolled.place_of.get(share.report.id)
        parts = [] if place is None else [total.parts[place].contribution.amount for total in rolled.totals.values()]
        widths[column] = max([_UNIT_WIDTH, *(figure_width(amount) for amount in parts if amount is not None)])
    return widths


def _head(sheet: Worksheet, rolled: RollUp, widths: Sequence[float]) -> None:
    names = [name for name, _ in _FIXED]
    names += [
        share.unit.full_name + ("" if share.form.code == rolled.form.code else f"\n(biểu {share.form.code})")
        for share in rolled.shares
    ]
    for column, name in enumerate(names, start=1):
        cell = sheet.cell(_HEAD, column)
        cell.style = "Ô đầu bảng"
        write_text(cell, name)
    high = max(lines_needed(name, width, points=12, bold=True) for name, width in zip(names, widths, strict=True))
    sheet.row_dimensions[_HEAD].height = high * LINE + 2


def _row(sheet: Worksheet, number: int, row: Row, entry: Entry | None) -> None:
    for column, text in enumerate((row.stt, row.label, row.unit), start=1):
        cell = sheet.cell(number, column)
        cell.style = "Ô chữ" if column == 2 else "Ô giữa"  # noqa: PLR2004 - the label
        write_text(cell, text)
    total = sheet.cell(number, len(_FIXED))
    total.style = "Ô đầu bảng"
    if entry:
        write_entry(total, entry)
    high = max(
        lines_needed(text, width, points=12) for text, (_, width) in zip((row.label, row.unit), _FIXED[1:3], strict=True)
    )
    sheet.row_dimensions[number].height = high * LINE + 2


def _unit(sheet: Worksheet, column: int, rolled: RollUp, share: Share) -> None:
    place = rolled.place_of.get(share.report.id)
    for number, row in enumerate(rolled.form.rows, start=_HEAD + 1):
        cell = sheet.cell(number, column)
        cell.style = "Ô giữa"
        if place is None:
            cell.fill = _GREY
        elif row.cell in rolled.totals:
            write_entry(cell, figure_of(rolled.totals[row.cell].parts[place].contribution))


def figure_of(figure: Contribution) -> Entry:
    """What a unit gives to a total, as it is printed: "×" where the unit's form has no such row."""
    if figure.amount is not None:
        return Entry.number(figure.amount)
    if figure.given is Given.NOT_APPLICABLE:
        return Entry.not_applicable()
    text = _LACKING if figure.given is Given.LACKING else figure.text
    return Entry.blank() if text is None else Entry.words(text)
