"""An office's own workbooks, made by hand, each with the form that an import would make of it."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.filling import saved
from tracker.forms.catalogue import official_form
from tracker.forms.fields import FormTable
from tracker.forms.form import Form
from tracker.forms.row import Adding, Column, ColumnRole, Kind, Row
from tracker.kernel.grids import Grid
from tracker.uploads.reading import read_grids


class OfficeForm(NamedTuple):
    form: Form
    workbook: bytes

    @property
    def sheets(self) -> list[Grid]:
        return _read(self.workbook)


@cache
def _read(content: bytes) -> list[Grid]:
    return read_grids(content)


def _form(rows: Sequence[Row], columns: Sequence[Column], tables: Sequence[FormTable], given: dict[str, str]) -> Form:
    bare = replace(official_form("ban-thi-2024"), code="office", warn=(), block=(), mention=())
    return replace(bare, rows=tuple(rows), columns=tuple(columns), tables=tuple(tables), given=tuple(given.items()))


WORDS = tuple(Column(key, (), ColumnRole.TEXT, kind=Kind.TEXT, table=of) for key, of in (("w", "h1"), ("w2", "h2")))
UNIT_WORDS = Row("0.1", "", "Đơn vị", "", Kind.TEXT, ask="0.1", table="h1", optional=True)
DAY_WORDS = Row("0.2", "", "Nơi, ngày", "", Kind.TEXT, ask="0.2", table="h2", optional=True)
MATRIX_HEAD = (
    ("TT", "Chỉ tiêu", "ĐVT", "Mã số", "Năm 2025", None, "Chia ra", None, "Ghi chú"),
    (None, None, None, None, "Kế hoạch", "Thực hiện", "Nam", "Nữ", None),
    ("A", "B", "C", "D", "1", "2", "3", "4", "5"),
)
MATRIX_ROWS = (
    Row("r1", "I", "Lao động, việc làm", "", Kind.HEADING),
    Row("r2", "1", "Số lao động có việc làm mới", "người", Kind.COUNT, of="r3 + r4", ask="r2", code="01"),
    Row("r3", "1.1", "Làm việc trong tỉnh", "người", Kind.COUNT, ask="r2", parent="r2", code="02"),
    Row("r4", "1.2", "Đi làm việc ngoài tỉnh", "người", Kind.COUNT, ask="r2", parent="r2", code="03"),
    Row("r5", "", "Trong đó: Thanh niên", "người", Kind.COUNT, ask="r2", parent="r2", code="04"),
    Row("r6", "II", "Đào tạo nghề", "", Kind.HEADING),
    Row("r7", "1", "Số người được đào tạo nghề", "người", Kind.COUNT, ask="r7", code="05"),
    Row("r8", "", "Trong đó: Thanh niên", "người", Kind.COUNT, ask="r7", parent="r7", code="06"),
    Row("r9", "2", "Số lớp đào tạo nghề đã mở", "lớp", Kind.COUNT, ask="r9", crossed=("nam", "nu"), code="07"),
    Row("r10", "3", "Kinh phí đào tạo", "triệu đồng", Kind.AMOUNT, ask="r10", crossed=("nam", "nu"), code="08"),
    Row("r11", "III", "Hộ được vay vốn", "hộ", Kind.COUNT, ask="r11", crossed=("nam", "nu"), code="09"),
)
MATRIX_COLUMNS = (
    Column("kh", ("Năm 2025", "Kế hoạch"), ColumnRole.PLAN),
    Column("th", ("Năm 2025", "Thực hiện")),
    Column("nam", ("Chia ra", "Nam"), ColumnRole.PART, "th"),
    Column("nu", ("Chia ra", "Nữ"), ColumnRole.PART, "th"),
    Column("gc", ("Ghi chú",), ColumnRole.NOTE, kind=Kind.TEXT),
)
MATRIX_GIVEN = {"r3[kh]": "150", "r4[kh]": "60"}
FIRST = 8  # row of the matrix


@cache
def matrix() -> OfficeForm:
    """Rows by columns: a head of two levels, a row of codes, given plans, twins, crossed cells, signatures."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Biểu 3"
    sheet["A1"], sheet["E1"] = "UBND XÃ: ………………", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    sheet["A2"], sheet["A3"] = "BIỂU SỐ LIỆU LAO ĐỘNG, VIỆC LÀM", "(Đơn vị gửi: xã)"
    for number, line in enumerate(MATRIX_HEAD, start=5):
        _write(sheet, number, line)
    for span in ("A1:D1", "E1:I1", "A2:I2", "A5:A6", "B5:B6", "C5:C6", "D5:D6", "E5:F5", "G5:H5", "I5:I6"):
        sheet.merge_cells(span)
    for number, row in enumerate(MATRIX_ROWS, start=FIRST):
        crossed = ["x" if key in row.crossed else None for key in ("nam", "nu")]
        given = MATRIX_GIVEN.get(f"{row.key}[kh]")
        _write(sheet, number, (row.stt, row.label, row.unit, row.code, int(given) if given else None, None, *crossed, None))
    foot = FIRST + len(MATRIX_ROWS) + 1
    sheet.cell(foot, 6).value = "………, ngày …… tháng …… năm ……"
    _write(sheet, foot + 1, ("Người lập biểu", None, None, None, None, "THỦ TRƯỞNG ĐƠN VỊ"))
    sheet.merge_cells(start_row=foot, end_row=foot, start_column=6, end_column=9)
    places = tuple((row.key, FIRST + place) for place, row in enumerate(MATRIX_ROWS))
    columns = tuple((column.key, 5 + place) for place, column in enumerate(MATRIX_COLUMNS))
    printed = (("number", 1), ("label", 2), ("unit", 3), ("code", 4))
    tables = (
        FormTable("", sheet.title, "", (5, 6), places, columns, printed),
        FormTable("h1", sheet.title, "", (1, 0), (("0.1", 1),), (("w", 1),)),
        FormTable("h2", sheet.title, "", (foot, foot - 1), (("0.2", foot),), (("w2", 6),)),
    )
    rows = (*MATRIX_ROWS, UNIT_WORDS, DAY_WORDS)
    return OfficeForm(_form(rows, (*MATRIX_COLUMNS, *WORDS), tables, MATRIX_GIVEN), saved(book))


LIST_ROWS = (
    Row("a", "I", "Văn bản của tỉnh", "", Kind.HEADING),
    Row("b", "", "Văn bản của tỉnh, từng văn bản", "", Kind.COUNT, ask="b", repeats=True),
    Row("c", "II", "Văn bản của xã", "", Kind.HEADING),
    Row("d", "", "Văn bản của xã, từng văn bản", "", Kind.COUNT, ask="d", repeats=True),
    Row("e", "", "Tổng cộng", "", Kind.AMOUNT, of="b# + d#", ask="e", crossed=("tt", "so", "ngay", "gc")),
)
LIST_COLUMNS = (
    Column("tt", ("STT",), ColumnRole.NUMBER, kind=Kind.TEXT),
    Column("so", ("Số, ký hiệu",), ColumnRole.TEXT, kind=Kind.TEXT, adding=Adding.NOT),
    Column("ngay", ("Ngày ban hành",), ColumnRole.TEXT, kind=Kind.TEXT, adding=Adding.NOT),
    Column("kp", ("Kinh phí (triệu đồng)",), kind=Kind.AMOUNT, unit="triệu đồng"),
    Column("gc", ("Ghi chú",), ColumnRole.NOTE, kind=Kind.TEXT),
)


@cache
def listed() -> OfficeForm:
    """A list in two groups, each of as many lines as there are, with a total below and signatures."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "DS văn bản"
    sheet["A1"], sheet["A2"] = "DANH SÁCH VĂN BẢN GIAO NHIỆM VỤ", "Đơn vị: ………………"
    lines: tuple[tuple[str | None, ...], ...] = (
        ("STT", "Số, ký hiệu", "Ngày ban hành", "Kinh phí (triệu đồng)", "Ghi chú"),
        ("I", "Văn bản của tỉnh"),
        ("1",),
        ("…", "…", "…"),
        ("II", "Văn bản của xã"),
        ("1",),
        (None, "Tổng cộng"),
        (),
        (None, None, "………, ngày …… tháng …… năm ……"),
        ("Người lập biểu", None, "THỦ TRƯỞNG ĐƠN VỊ"),
    )
    for number, line in enumerate(lines, start=4):
        _write(sheet, number, line)
    places = (("a", 5), ("b", 6), ("c", 8), ("d", 9), ("e", 10))
    columns = tuple((column.key, 1 + place) for place, column in enumerate(LIST_COLUMNS))
    tables = (
        FormTable("", sheet.title, "", (4, 4), places, columns, (("number", 1),), (("b", 2), ("d", 1))),
        FormTable("h1", sheet.title, "", (2, 1), (("0.1", 2),), (("w", 1),)),
        FormTable("h2", sheet.title, "", (12, 11), (("0.2", 12),), (("w2", 3),)),
    )
    return OfficeForm(_form((*LIST_ROWS, UNIT_WORDS, DAY_WORDS), (*LIST_COLUMNS, *WORDS), tables, {}), saved(book))


def _write(sheet: Worksheet, number: int, line: Sequence[str | int | None]) -> None:
    for column, value in enumerate(line, start=1):
        if value:
            sheet.cell(number, column).value = value
