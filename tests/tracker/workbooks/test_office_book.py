"""An office's own workbook: filled in its cells, with as many lines as there are, and otherwise as it was."""

from dataclasses import replace
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from tracker.calendar.periods import parse_period
from tracker.forms.catalogue import official_form
from tracker.forms.cell import Cell
from tracker.forms.fields import FormTable
from tracker.forms.form import Form
from tracker.forms.row import Column, ColumnRole, Kind, Row
from tracker.reports.entry import Entry
from tracker.workbooks.appendix import Heading
from tracker.workbooks.lines_of_sheet import Lines, set_lines
from tracker.workbooks.office_book import office_appendix, office_sheet_to_fill, with_own_file
from tracker.workbooks.office_words import filled_words

HEADING = Heading(parse_period("2025-Q3"), "xã Tân Lập")
LINES: list[list[str | None]] = [
    ["Đơn vị: ………", None, None, None],
    ["STT", "Tên văn bản", "Kinh phí", "Ghi chú"],
    ["1", None, None, None],
    ["2", None, None, None],
    ["3", None, None, None],
    [None, "Tổng cộng", "=SUM(C3:C5)", None],
    [None, None, "………, ngày …… tháng …… năm ……", None],
]
COLUMNS = (
    Column("c1", ("STT",), ColumnRole.NUMBER),
    Column("c2", ("Tên văn bản",), ColumnRole.TEXT, kind=Kind.TEXT),
    Column("c3", ("Kinh phí",), kind=Kind.AMOUNT),
    Column("c4", ("Ghi chú",), ColumnRole.NOTE),
)
TABLE = FormTable(
    sheet="DS",
    head=(2, 2),
    rows=(("1", 3), ("2", 6)),
    columns=(("c1", 1), ("c2", 2), ("c3", 3), ("c4", 4)),
    printed=(("note", 4),),
    lines=(("1", 3),),
)
ROWS = (
    Row("1", "", "Văn bản", "", Kind.COUNT, ask="1", repeats=True),
    Row("2", "", "Tổng cộng", "", Kind.AMOUNT, of="1#", ask="2"),
)


@pytest.fixture
def file() -> bytes:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "DS"
    for line in LINES:
        sheet.append(line)
    sheet.merge_cells("C7:D7")
    sheet["A3"].font = Font(bold=True)
    sheet.row_dimensions[6].height = 33
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def form() -> Form:
    blank = replace(official_form("ban-thi-2024"), warn=(), block=(), mention=())
    return replace(blank, rows=ROWS, columns=COLUMNS, tables=(TABLE,))


def opened(content: bytes) -> Worksheet:
    return load_workbook(BytesIO(content)).worksheets[0]


def lines(count: int) -> dict[Cell, Entry]:
    shown = {Cell("1"): Entry.number(count)}
    for number in range(1, count + 1):
        shown[Cell(f"1#{number}", "c2")] = Entry.words(f"Văn bản {number}")
        shown[Cell(f"1#{number}", "c3")] = replace(Entry.number(Decimal(number)), note="tạm tính" if number == 1 else "")
    return shown


@pytest.mark.parametrize("count", [1, 2, 3, 4, 9])
def test_a_list_has_as_many_lines_as_there_are(file: bytes, count: int) -> None:
    sheet = opened(office_appendix(form(), file, HEADING, lines(count)))
    assert [sheet.cell(row, 2).value for row in range(3, 3 + count)] == [f"Văn bản {n}" for n in range(1, count + 1)]
    total = 3 + count
    assert sheet.cell(total, 2).value == "Tổng cộng"
    assert sheet.cell(total, 3).value == f"=SUM(C3:C{total - 1})"
    assert sheet.row_dimensions[total].height == 33
    assert [str(span) for span in sheet.merged_cells.ranges] == [f"C{total + 1}:D{total + 1}"]
    assert sheet["D3"].value == "tạm tính"
    if count > 3:
        assert sheet.cell(total - 1, 1).font.bold


def test_a_line_is_made_high_enough_for_its_words(file: bytes) -> None:
    book = load_workbook(BytesIO(file))
    for row in (3, 4):
        book.worksheets[0].row_dimensions[row].height = 15
    written = BytesIO()
    book.save(written)
    long = Entry.words("Kết luận về giải phóng mặt bằng tuyến đường tỉnh qua thôn Đông")
    sheet = opened(office_appendix(form(), written.getvalue(), HEADING, {**lines(2), Cell("1#1", "c2"): long}))
    assert sheet["B3"].alignment.wrapText
    assert not sheet["B4"].alignment.wrapText
    assert (sheet.row_dimensions[3].height or 0) > 15 * 5  # a column of 8 characters
    assert sheet.row_dimensions[4].height == 15


def test_the_blank_sheet_is_the_office_s_but_for_the_unit(file: bytes) -> None:
    before, after = opened(file), opened(office_sheet_to_fill(form(), file, HEADING, {}, "xã"))
    changed = {
        cell.coordinate: cell.value
        for line in after.iter_rows()
        for cell in line
        if cell.value != before[cell.coordinate].value or cell.style_id != before[cell.coordinate].style_id
    }
    assert changed == {"A1": "Đơn vị: UBND xã Tân Lập"}


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("Xã: ………", "Xã: Tân Lập"),
        ("XÃ ……………", "XÃ TÂN LẬP"),
        ("Đơn vị báo cáo: ......", "Đơn vị báo cáo: UBND xã Tân Lập"),
        ("UBND ...........", "UBND xã Tân Lập"),
        ("Quý …/……", "Quý III năm 2025"),
        ("KẾT QUẢ QUÝ ... NĂM ....", "KẾT QUẢ QUÝ III NĂM 2025"),
        ("HỘ NGHÈO NĂM ……", "HỘ NGHÈO NĂM 2025"),
        ("Kỳ báo cáo: ……", "Kỳ báo cáo: Quý III năm 2025"),
        ("………, ngày …… tháng …… năm ……", "………, ngày …… tháng …… năm ……"),
        ("…………, ngày      tháng      năm 20…", "…………, ngày      tháng      năm 20…"),
        ("Số: ....../.........", "Số: ....../........."),
        ("Tổng số lao động: …… người", "Tổng số lao động: …… người"),
    ],
)
def test_dots_are_filled_where_it_is_known_what_they_stand_for(text: str, filled: str) -> None:
    assert filled_words(text, HEADING) == filled


def test_rows_that_go_leave_no_merged_cells_and_no_formula_behind() -> None:
    sheet = Workbook().worksheets[0]
    for row in range(1, 8):
        sheet.append([row, f"=A{row}+A$7"])
    sheet.merge_cells("A3:A4")
    set_lines(sheet, Lines(2, 4, 1))
    assert [sheet.cell(row, 1).value for row in range(1, 5)] == [1, 2, 6, 7]
    assert [sheet.cell(row, 2).value for row in range(1, 5)] == ["=A1+A$4", "=A2+A$4", "=A3+A$4", "=A4+A$4"]
    assert not sheet.merged_cells.ranges


def test_a_form_of_several_columns_without_a_file_gets_a_workbook_of_ours() -> None:
    crossed = replace(form(), rows=(ROWS[0], replace(ROWS[1], crossed=("c2",))), tables=(), given=(("2[c4]", "mẫu"),))
    with_file, content = with_own_file(crossed)
    blank = opened(content)
    assert [blank.cell(3, column).value for column in range(4, 8)] == ["Tên văn bản", "Kinh phí", "Ghi chú", None]
    assert [blank.cell(5, column).value for column in range(4, 7)] == ["x", None, "mẫu"]
    sheet = opened(office_appendix(with_file, content, HEADING, lines(3)))
    assert [sheet.cell(row, 4).value for row in range(4, 7)] == ["Văn bản 1", "Văn bản 2", "Văn bản 3"]
    assert sheet.cell(7, 2).value == "Tổng cộng"
