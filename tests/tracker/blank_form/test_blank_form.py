"""A blank appendix is read as it is printed, wherever its table stands; and what must not be read is refused."""

from datetime import date
from decimal import Decimal

import pytest

from tests.blank_forms import CODES, FACTS, LAYOUTS, official
from tracker.blank_form import BlankForm, SecretForm, TableNotFound, read_blank_form
from tracker.forms.catalogue import official_form
from tracker.inference import understand
from tracker.kernel.grids import Grid, SheetPlace, Value

HEAD: list[Value] = ["STT", "Chỉ tiêu", "Đơn vị tính", "Số liệu", "Ghi chú"]


def blank(*lines: list[Value], hidden: frozenset[int] = frozenset()) -> BlankForm:
    return read_blank_form([Grid("Sheet1", [HEAD, *lines], hidden=hidden)])


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("code", CODES)
def test_every_printed_row_is_found_in_every_layout(code: str, layout: str) -> None:
    form = official_form(code)
    found = read_blank_form(LAYOUTS[layout](form))
    assert [row.label for row in found.rows] == [row.label for row in form.rows]
    assert [row.unit for row in found.rows] == [row.unit for row in form.rows]
    if layout not in {"figures", "together"}:
        assert [row.stt for row in found.rows] == [row.stt for row in form.rows]
    if layout != "without_notes":
        assert [row.note for row in found.rows] == [row.note for row in form.rows]


@pytest.mark.parametrize("layout", sorted(set(LAYOUTS) - {"figures"}))
def test_the_title_and_the_head_are_taken_as_printed(layout: str) -> None:
    form = official_form("ban-thi-2024")
    found = read_blank_form(LAYOUTS[layout](form))
    assert found.title.appendix == "Phụ lục I"
    assert found.title.lines == tuple(line.format(**FACTS) for line in form.title)
    assert found.title.attached_to == form.attached_to.format(**FACTS)
    head = found.head.wording
    assert (head.label, head.result, head.unit, head.figure) == (form.head.label, form.head.result, "Đơn vị tính", "Số liệu")


def test_the_title_becomes_everybodys() -> None:
    form = official_form("ban-thi-2024")
    title = understand(read_blank_form(official(form))).title
    assert (title.appendix, title.lines, title.attached_to) == (form.appendix, form.title, form.attached_to)


def test_numbers_that_a_program_took_for_dates_and_figures_are_restored() -> None:
    tens: list[list[Value]] = [[Decimal(f"1.{number}"), f"Số {number}", "Hộ"] for number in range(3, 10)]
    found = blank(
        [Decimal(1), "Phần một"],
        [date(2026, 1, 1), "Số 1", "Hộ"],
        [date(2026, 2, 1), "Số 2", "Hộ"],
        *tens,
        [Decimal("1.1"), "Số 10", "Hộ"],
        [date(2026, 11, 1), "Số 11", "Hộ"],
        [Decimal(2), "Phần hai"],
        [date(2026, 2, 1), "Số 12", "Hộ"],
        [date(2001, 1, 2), "Số 13", "Hộ"],
        ["2. 1. 2", "Số 14", "Hộ"],
        ["2,2", "Số 15", "Hộ"],
    )
    wanted = ["1", *(f"1.{number}" for number in range(1, 12)), "2", "2.1", "2.1.1", "2.1.2", "2.2"]
    assert [row.stt for row in found.rows] == wanted
    assert not found.doubts


def test_a_number_that_fits_nowhere_is_a_doubt() -> None:
    found = blank(["1.", "Phần một"], ["1.1.", "Số a", "Hộ"], [date(2026, 7, 9), "Số b", "Hộ"])
    assert [(doubt.row, doubt.column) for doubt in found.doubts] == [(4, 1)]
    assert "does not follow" in found.doubts[0].why
    assert "2026-07-09" in found.doubts[0].why


def test_a_row_that_a_page_break_cut_is_joined_and_an_uncertain_one_is_kept() -> None:
    found = blank(
        ["1", "Phần một"],
        ["1.1", "Số hồ sơ được giải quyết", "Số lượng", None, "Cấp huyện báo"],
        [None, "đúng hạn", "hồ sơ", None, "cáo"],
        [None, "Nhóm khác"],
        ["1.2", "Số vụ", "Vụ"],
    )
    assert [row.label for row in found.rows] == ["Phần một", "Số hồ sơ được giải quyết đúng hạn", "Nhóm khác", "Số vụ"]
    assert (found.rows[1].unit, found.rows[1].note) == ("Số lượng hồ sơ", "Cấp huyện báo cáo")
    assert [(doubt.row, doubt.column) for doubt in found.doubts] == [(5, 2)]


def test_a_filled_sheet_gives_its_figures_by_row() -> None:
    found = blank(["1", "Phần một"], ["1.1", "Số hộ", "Hộ", Decimal(7)], ["1.2", "Tỷ lệ", "%", "30%"], ["1.3", "Số vụ", "Vụ"])
    assert found.figures == {3: Decimal(7), 4: "30%"}
    assert len(found.rows) == 4


def test_what_follows_the_table_is_not_a_row() -> None:
    end: list[list[Value]] = [
        [],
        ["Nơi nhận:", None, "TM. ỦY BAN NHÂN DÂN"],
        [None, None, "CHỦ TỊCH"],
        [None, None, "Lê Văn B"],
    ]
    assert len(blank(["1", "Phần một"], ["1.1", "Số hộ", "Hộ"], *end).rows) == 2


def test_a_form_in_parts_with_roman_numbers_has_keys_of_its_own() -> None:
    part: list[list[Value]] = [["1", "Số hộ", "Hộ"], ["-", "Nữ", "Người"], ["1.1", "Số vụ", "Vụ"], ["2", "Số cuộc", "Cuộc"]]
    understood = understand(blank(["I", "Phần một"], *part, ["II.", "Phần hai"], *part))
    assert [row.key for row in understood.rows] == ["1", "1.1", "1.1a", "1.1.1", "1.2", "2", "2.1", "2.1a", "2.1.1", "2.2"]
    assert [row.kind.value for row in understood.rows].count("section") == 2


def test_several_tables_hidden_columns_and_missing_ones_are_doubts() -> None:
    table = official(official_form("ban-thi-2024"))[0]
    two = read_blank_form([table, Grid("Nữa", table.rows)])
    assert (two.sheet, len(two.doubts)) == ("Phụ lục", 1)
    assert "Nữa" in two.doubts[0].why
    hidden = blank(["1", "Phần một"], ["1.1", "Số hộ", "Hộ"], hidden=frozenset({4}))
    assert [(doubt.row, doubt.column) for doubt in hidden.doubts] == [(1, 4)]
    no_unit = read_blank_form([Grid("S", [["TT", "Nội dung", "Kết quả", "Ghi chú"], ["1", "Phần một"], ["1.1", "Số hộ"]])])
    assert "no column for the unit" in no_unit.doubts[0].why
    periods = read_blank_form(
        [Grid("S", [["TT", "Nội dung", "Kết quả"], [None, None, "ĐVT", "Kỳ trước", "Kỳ này"], ["1", "Phần một"]])]
    )
    assert any("Kỳ trước" in doubt.why for doubt in periods.doubts)


def test_a_formula_without_a_result_is_a_doubt() -> None:
    grid = Grid("S", [HEAD, ["1", "Phần một"], [None, "Số hộ", "Hộ"]], unresolved=frozenset({SheetPlace(3, 1)}))
    assert any("formula" in doubt.why and doubt.row == 3 for doubt in read_blank_form([grid]).doubts)


@pytest.mark.parametrize("grids", [[], [Grid("S", [])], [Grid("S", [["Họ tên", "Tuổi"], ["Lan", Decimal(30)]])]])
def test_a_workbook_without_a_table_is_refused(grids: list[Grid]) -> None:
    with pytest.raises(TableNotFound):
        read_blank_form(grids)


@pytest.mark.parametrize("stamp", ["MẬT", "Mật", "(TỐI MẬT)", "Độ mật: Tuyệt mật", "BÁO CÁO (MẬT)", "UBND XÃ A\nTỐI MẬT"])
def test_a_secret_form_is_refused(stamp: str) -> None:
    with pytest.raises(SecretForm, match="must not pass through a chat"):
        read_blank_form([Grid("S", [[None, stamp], HEAD, ["1", "Phần một"]])])


@pytest.mark.parametrize(
    "title", ["MẬT ĐỘ DÂN SỐ", "Mật độ dân số", "BẢO VỆ BÍ MẬT NHÀ NƯỚC", "Công tác bảo mật", "BIÊN CHẾ CÓ MẶT", "HẠN CHẾ"]
)
def test_words_that_hold_the_stamp_are_no_stamp(title: str) -> None:
    rows: list[list[Value]] = [["1", "Bảo vệ bí mật"], ["1.1", "Số văn bản MẬT", "Văn bản"]]
    assert len(read_blank_form([Grid("S", [[title], HEAD, *rows])]).rows) == 2
