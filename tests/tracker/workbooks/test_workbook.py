"""The appendix as a spreadsheet: the office's layout, text that stays text, numbers that stay exact."""

import unicodedata
from collections.abc import Iterator, Mapping
from decimal import Decimal
from io import BytesIO

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.cell.cell import MergedCell
from openpyxl.worksheet.worksheet import Worksheet

from tracker.calendar.periods import parse_period
from tracker.forms.catalogue import official_form
from tracker.forms.cell import Cell
from tracker.forms.form import Form, Head
from tracker.forms.row import Kind, Row
from tracker.kernel.names import tidy
from tracker.reports.entry import Answer, Entry
from tracker.workbooks.appendix import Heading, appendix

FORM = official_form("ban-thi-2024")
HEADING = Heading(parse_period("2024-Q1"), "xã Bản Thi")
TOP = 6  # the first row of the table head
FIRST = TOP + 2
LAST = FIRST + len(FORM.rows) - 1
LINES = {row.key: FIRST + place for place, row in enumerate(FORM.rows)}
NUMBER_FORMAT = r"[$-42A]#,##0"  # 42A is Vietnamese: 1.492 and 99,9
LONG = "Chưa hoàn thành do chờ văn bản hướng dẫn của cơ quan cấp trên, sẽ bổ sung trong kỳ báo cáo tiếp theo. " * 3

SMALL = Form(
    code="small",
    version=1,
    name="Biểu nhỏ",
    appendix="Phụ lục I",
    title=("BIỂU",),
    attached_to="(Kèm theo)",
    head=Head("STT", "Chỉ tiêu", "Kết quả", "Đơn vị tính", "Số liệu", "Ghi chú"),
    rows=(Row("1", "1", "Mục", "", Kind.SECTION), Row("1.1", "1.1", "Số", "", Kind.AMOUNT, ask="1")),
)


def opened(form: Form, shown: Mapping[str, Entry]) -> Worksheet:
    by_cell = {Cell(key): entry for key, entry in shown.items()}
    book = load_workbook(BytesIO(appendix(form, HEADING, by_cell)))
    (sheet,) = book.worksheets
    return sheet


@pytest.fixture(scope="module")
def sheet() -> Worksheet:
    shown = {
        "1.1": Entry.number(0),
        "1.2": Entry.number(Decimal("41.46")),
        "1.2.1": Entry.number(1492),
        "1.2.2": Entry.blank("=1+1"),
        "1.4.1": Entry.not_applicable(),
        "1.5.2": Entry.words("0"),
        "1.6": Entry.words("Không"),
        "2.1": Entry.number(Decimal("123456789012.34")),
        "2.2": Entry.number(Decimal("0.1")),
        "3.1.1": Entry.blank(LONG),
    }
    return opened(FORM, shown)


def figure(sheet: Worksheet, key: str) -> SheetCell | MergedCell:
    return sheet.cell(LINES[key], 4)


def note(sheet: Worksheet, key: str) -> SheetCell | MergedCell:
    return sheet.cell(LINES[key], 5)


def cells(sheet: Worksheet) -> Iterator[SheetCell | MergedCell]:
    return (cell for row in sheet.iter_rows() for cell in row)


def test_the_page_is_a4_portrait_and_one_page_wide(sheet: Worksheet) -> None:
    assert sheet.page_setup.paperSize == 9  # A4
    assert sheet.page_setup.orientation == "portrait"
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr is not None
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_area == f"'{sheet.title}'!$A$1:$E${LAST}"


@pytest.mark.parametrize(("side", "least", "most"), [("left", 30, 35), ("right", 15, 20), ("top", 20, 25), ("bottom", 20, 25)])
def test_the_margins_are_the_decrees(sheet: Worksheet, side: str, least: int, most: int) -> None:
    millimetres = float(getattr(sheet.page_margins, side)) * 25.4
    assert least - 0.01 <= millimetres <= most + 0.01


def test_the_pages_are_numbered_at_the_top_from_page_2(sheet: Worksheet) -> None:
    assert sheet.HeaderFooter.differentFirst
    first, others, footer = sheet.firstHeader, sheet.oddHeader, sheet.oddFooter
    assert first is not None
    assert others is not None
    assert footer is not None
    assert (others.center.text, others.center.font) == ("&P", "Times New Roman")
    assert first.center.text is None
    assert footer.center.text is None


def test_the_two_head_rows_are_repeated_on_every_page(sheet: Worksheet) -> None:
    assert sheet.print_title_rows == f"${TOP}:${TOP + 1}"


def test_the_head_has_two_rows_with_result_over_unit_and_figure(sheet: Worksheet) -> None:
    merged = {str(merged) for merged in sheet.merged_cells.ranges}
    assert {f"A{TOP}:A{TOP + 1}", f"B{TOP}:B{TOP + 1}", f"C{TOP}:D{TOP}", f"E{TOP}:E{TOP + 1}"} <= merged
    words = [sheet.cell(TOP, column).value for column in range(1, 6)]
    label = "Chỉ tiêu thống kê (Sử dụng trong kỳ báo cáo hàng quý, 6 tháng, năm)"
    assert words == ["STT", label, "Kết quả thống kê", None, "Ghi chú"]
    assert [sheet.cell(TOP + 1, column).value for column in (3, 4)] == ["Đơn vị tính", "Số liệu"]
    assert all(sheet.cell(TOP, column).font.bold for column in (1, 2, 3, 5))


def test_the_heading_names_the_appendix_the_period_and_the_unit(sheet: Worksheet) -> None:
    lines = [sheet.cell(row, 1).value for row in range(1, TOP - 1)]
    assert lines == [
        "Phụ lục I",
        "BIỂU THỐNG KÊ SỐ LIỆU VỀ KẾT QUẢ THỰC HIỆN CÔNG TÁC",
        "CẢI CÁCH HÀNH CHÍNH (Quý I năm 2024)",
        "(Kèm theo Báo cáo số      /BC-UBND ngày      tháng      năm 2024 của UBND xã Bản Thi)",
    ]
    for row in range(1, TOP - 1):
        cell = sheet.cell(row, 1)
        assert f"A{row}:E{row}" in {str(merged) for merged in sheet.merged_cells.ranges}
        assert cell.alignment.horizontal == "center"
        assert 13 <= cell.font.sz <= 14
    assert sheet["A1"].font.bold
    assert sheet["A4"].font.italic
    assert not sheet["A4"].font.bold


def test_whatever_holds_text_is_in_black_times_new_roman(sheet: Worksheet) -> None:
    filled = [cell for cell in cells(sheet) if cell.value is not None]
    assert len(filled) > 2 * len(FORM.rows)
    assert {cell.font.name for cell in filled} == {"Times New Roman"}
    assert {cell.font.color.rgb if cell.font.color else "FF000000" for cell in filled} == {"FF000000"}


def test_sections_are_bold_and_italic_rows_italic_as_in_the_form(sheet: Worksheet) -> None:
    for row in FORM.rows:
        for column in (1, 2, 3, 4, 5):
            font = sheet.cell(LINES[row.key], column).font
            assert (bool(font.bold), bool(font.italic)) == (row.kind is Kind.SECTION, row.italic), row.key


def test_every_cell_of_the_table_has_borders_and_wraps(sheet: Worksheet) -> None:
    for row in range(TOP, LAST + 1):
        for column in range(1, 6):
            cell = sheet.cell(row, column)
            border = cell.border
            inside_head = cell.coordinate in sheet.merged_cells and isinstance(cell, MergedCell)
            sides = [border.left, border.right, border.top, border.bottom]
            assert inside_head or [side.style for side in sides] == ["thin"] * 4, cell.coordinate
            assert inside_head or cell.alignment.wrap_text, cell.coordinate


# Advance widths of Times Roman in thousandths of the size, from its public metrics; accents add nothing.
_ADVANCE = {250: " .,", 278: "ijlt:;/", 333: "fr()-I", 389: "sJ", 444: "acez", 556: "FPS", 611: "ELTZ", 667: "BCR"}
_ADVANCE |= {722: "ADGHKNOQUVXYwĐ", 778: "m", 833: "%", 889: "M", 944: "W"}
_WIDTHS = {letter: width for width, letters in _ADVANCE.items() for letter in letters}


def _pixels(word: str, points: float) -> float:
    """How wide a word is on the screen, 96 dots an inch; the letters not listed take half the size."""
    bare = (unicodedata.normalize("NFD", c)[0] for c in word)
    return sum(_WIDTHS.get(c, 500) for c in bare) / 1000 * points * 96 / 72


def _digit(sheet: Worksheet) -> int:
    """The unit of column widths in pixels: a digit of the workbook's default font, 7 for openpyxl's own Calibri 11."""
    normal = SheetCell(sheet, row=1, column=26).font
    return round(float(normal.sz) * 96 / 72 * (0.5 if normal.name == "Times New Roman" else 0.48))


def _lines(text: str, usable: float, points: float) -> int:
    """Lines that a text takes in so many pixels, wrapped at blanks."""
    lines, filled = 1, 0.0
    for word in text.split():
        wanted = _pixels(word, points)
        blank = _pixels(" ", points) if filled else 0.0
        if filled and filled + blank + wanted > usable:
            lines, filled, blank = lines + 1, 0.0, 0.0
        filled += blank + wanted
    return lines


def _needed(sheet: Worksheet, row: int, spare: float) -> int:
    """Lines that a row of the table needs when its columns are `spare` times as wide as they are."""
    usable = [sheet.column_dimensions[letter].width * _digit(sheet) * spare - 5 for letter in "ABCDE"]
    texts = [str(sheet.cell(row, column).value or "") for column in range(1, 6)]
    return max(_lines(text, width, points=12) for text, width in zip(texts, usable, strict=True))


def test_no_row_is_too_low_for_its_text(sheet: Worksheet) -> None:
    heights = {row: sheet.row_dimensions[row].height or 0.0 for row in range(FIRST, LAST + 1)}
    needed = {row: _needed(sheet, row, spare=1.02) for row in heights}
    low = [sheet.cell(row, 2).value for row, height in heights.items() if height < needed[row] * 15.5]
    assert low == []


def test_no_row_is_much_higher_than_its_text(sheet: Worksheet) -> None:
    heights = {row: sheet.row_dimensions[row].height or 0.0 for row in range(FIRST, LAST + 1)}
    needed = {row: _needed(sheet, row, spare=0.9) for row in heights}
    high = [sheet.cell(row, 2).value for row, height in heights.items() if height > (needed[row] * 1.2 + 1) * 15.75 + 2]
    assert high == []


def test_the_columns_fill_the_printable_width_of_a4(sheet: Worksheet) -> None:
    inches = sum(sheet.column_dimensions[letter].width * _digit(sheet) / 96 for letter in "ABCDE")
    printable = (210 - 45) / 25.4
    assert 0.9 * printable <= inches <= 1.15 * printable  # fitting to the width shrinks it by an eighth at most


def test_zero_blank_and_not_applicable_look_different(sheet: Worksheet) -> None:
    assert figure(sheet, "1.1").value == 0
    assert figure(sheet, "1.2.2").value is None
    assert figure(sheet, "1.4.1").value == "-"
    assert figure(sheet, "1.3.1").value is None


@pytest.mark.parametrize(
    ("key", "value", "decimals"),
    [("1.1", 0, ""), ("1.2", 41.46, ".00"), ("1.2.1", 1492, ""), ("2.1", 123456789012.34, ".00"), ("2.2", 0.1, ".0")],
)
def test_numbers_are_numbers_shown_the_vietnamese_way(sheet: Worksheet, key: str, value: float, decimals: str) -> None:
    cell = figure(sheet, key)
    assert cell.data_type == "n"
    assert cell.value == value
    assert cell.number_format == NUMBER_FORMAT + decimals


def test_choices_and_notes_are_text(sheet: Worksheet) -> None:
    for key, text in (("1.5.2", "0"), ("1.6", "Không")):
        assert (figure(sheet, key).data_type, figure(sheet, key).value) == ("s", text)
    assert note(sheet, "3.1.1").data_type == "s"


def test_a_printed_note_and_the_officers_note_stand_together() -> None:
    cell = note(opened(FORM, {"3.3.2": Entry(Answer.VALUE, Decimal(100), note="tính cả xã bạn")}), "3.3.2")
    assert cell.value == "Cấp huyện báo cáo cả cấp xã trực thuộc tính cả xã bạn"


@pytest.mark.parametrize(
    "text", ["=1+1", "+84 912", "-5", "@SUM(A1)", '=HYPERLINK("http://a.vn")', "\x00=1+1", "#N/A", "TRUE"]
)
def test_text_that_looks_like_a_formula_stays_text(text: str) -> None:
    sheet = opened(SMALL, {"1.1": Entry(Answer.VALUE, text=text, note=text)})
    for column in (4, 5):
        cell = sheet.cell(sheet.max_row, column)
        assert (cell.data_type, cell.value) == ("s", tidy(text))
        assert bool(cell.quotePrefix) == (tidy(text)[0] in "=+-@")
    assert all(cell.data_type != "f" for cell in cells(sheet))


def test_control_characters_and_lone_surrogates_are_dropped() -> None:
    sheet = opened(SMALL, {"1.1": Entry(Answer.BLANK, note="chờ\x00 hu\x1by\ud800ện\x7f")})
    assert sheet.cell(sheet.max_row, 5).value == "chờ huyện"


def test_line_breaks_stay_and_make_the_row_higher() -> None:
    sheet = opened(SMALL, {"1.1": Entry(Answer.BLANK, note="một\nhai\nba")})
    assert sheet.cell(sheet.max_row, 5).value == "một\nhai\nba"
    assert sheet.row_dimensions[sheet.max_row].height >= 3 * 15.5


@settings(deadline=None, max_examples=30)
@example("\uffff\ufffe")
@example("_x0041_")
@given(st.text(max_size=300))
def test_any_text_is_written_and_comes_back_tidy(text: str) -> None:
    sheet = opened(SMALL, {"1.1": Entry(Answer.BLANK, note=text)})
    kept = tidy(text.replace("\ufffe", "").replace("\uffff", ""))  # no XML file can hold these two
    assert (sheet.cell(sheet.max_row, 5).value or "") == kept


def written(number: Decimal) -> SheetCell | MergedCell:
    sheet = opened(SMALL, {"1.1": Entry.number(number)})
    return sheet.cell(sheet.max_row, 4)


@settings(deadline=None, max_examples=30)
@given(st.decimals(min_value=0, max_value=10**9 - 1, places=6))
def test_any_number_of_fifteen_digits_comes_back_exactly(number: Decimal) -> None:
    cell = written(number)
    assert cell.data_type == "n"
    assert Decimal(str(cell.value)) == number


@settings(deadline=None, max_examples=30)
@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=Decimal("-1e300"), max_value=Decimal("1e300")))
def test_any_finite_number_is_written_as_near_as_a_spreadsheet_can_hold_it(number: Decimal) -> None:
    cell = written(number)
    assert cell.data_type == "n"
    assert float(str(cell.value)) == pytest.approx(float(number), rel=1e-14, abs=1e-300)
