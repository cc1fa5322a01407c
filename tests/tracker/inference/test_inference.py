"""What the rows of a blank appendix are is inferred; whatever is not certain is said."""

from contextlib import suppress
from datetime import date
from decimal import Decimal
from random import Random

import pytest

from tests.blank_forms import CODES, LAYOUTS, compare, official
from tracker.blank_form import TableNotFound, read_blank_form
from tracker.forms.catalogue import official_form
from tracker.forms.row import Kind, Row
from tracker.inference import Understood, understand
from tracker.kernel.errors import FormWrong
from tracker.kernel.grids import Grid, Value

HEAD: list[Value] = ["STT", "Chỉ tiêu", "Đơn vị tính", "Số liệu", "Ghi chú"]


def understood(*lines: list[Value], title: str = "PHỤ LỤC") -> Understood:
    return understand(read_blank_form([Grid("Sheet1", [[title], HEAD, ["1", "Phần một"], *lines])]))


def rows(*lines: list[Value]) -> dict[str, Row]:
    return {row.key: row for row in understood(*lines).rows}


def doubted(found: Understood) -> set[str]:
    return {doubt.key for doubt in found.doubts}


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("code", CODES)
def test_the_built_in_forms_are_understood_from_their_blanks(code: str, layout: str) -> None:
    """97 of 100 rows of the right kind, every rate pair and no other, before any correction."""
    form = official_form(code)
    understood_form = understand(read_blank_form(LAYOUTS[layout](form)))
    found = compare(form, understood_form.rows)
    assert found.share >= 97
    assert (found.pairs, found.pairs_wrong) == (found.pairs_wanted, 0)
    assert [row.key for row in understood_form.rows] == [row.key for row in form.rows]
    assert found.groups >= 0.9 * sum(row.typed for row in form.rows)
    assert understood_form.form("new").rows == understood_form.rows


@pytest.mark.parametrize("code", CODES)
def test_nothing_is_inferred_wrongly_without_a_doubt(code: str) -> None:
    """A row whose kind, formula or reporter is not the form's own is a doubt, or stands under one; no rule is invented."""
    form = official_form(code)
    found = understand(read_blank_form(official(form)))
    uncertain = doubted(found)
    for own, inferred in zip(form.rows, found.rows, strict=True):
        if (own.kind, own.of, own.by, own.options) != (inferred.kind, inferred.of, inferred.by, inferred.options):
            above = inferred.key.rstrip("abcdef")
            # 5.2 of Hoằng Lưu: an answer with a semicolon in it, which the form's own file takes apart
            assert {inferred.key, above} & uncertain or own.key == "5.2", f"{own} -> {inferred}"
    assert set(found.warn) <= set(form.warn)
    assert set(found.mention) <= set(form.mention)


def test_a_number_used_twice_gets_a_letter_and_is_a_doubt() -> None:
    found = understood(["1.1", "Số a", "Hộ"], ["1.1", "Số b", "Hộ"], [None, "Số c", "Hộ"], ["1.2", "Số d", "Hộ"])
    assert [row.key for row in found.rows] == ["1", "1.1", "1.1a", "1.1b", "1.2"]
    assert "1.1a" in doubted(found)


@pytest.mark.parametrize(
    ("unit", "kind", "codes"),
    [
        ("Chưa có = 0\n2 cấp = 1\n3 cấp = 2", Kind.CHOICE, ["0", "1", "2"]),
        ("1: Có; 0: Không", Kind.CHOICE, ["1", "0"]),
        ("Đạt/Không đạt", Kind.CHOICE, ["Đạt", "Không đạt"]),
        ("Trực tuyến\nPhát phiếu\nKết hợp", Kind.CHOICE, ["0", "1", "2"]),
        ("Triệu đồng", Kind.AMOUNT, []),
        ("ha", Kind.AMOUNT, []),
        ("Tỷ lệ %", Kind.RATE, []),
        ("Hồ sơ", Kind.COUNT, []),
        ("Theo Quyết định 12/QĐ-UBND", Kind.TEXT, []),
        ("Điểm = Tỷ lệ * Điểm tối đa", Kind.AMOUNT, []),
    ],
)
def test_the_unit_says_what_a_row_holds(unit: str, kind: Kind, codes: list[str]) -> None:
    row = rows(["1.1", "Kết quả thực hiện", unit])["1.1"]
    assert row.kind is kind
    assert [code for code, _ in row.options] == codes


def test_without_a_unit_the_label_says_it_and_that_is_a_doubt() -> None:
    found = understood(
        ["1.1", "Số hộ nghèo"],
        ["1.2", "Tỷ lệ hộ nghèo", "-"],
        ["1.3", "Tổ chức hội nghị"],
        ["1.4", "Khó khăn, vướng mắc"],
        ["1.5", "Số người", "nt"],
    )
    kinds = [row.kind for row in found.rows[1:]]
    assert kinds == [Kind.COUNT, Kind.RATE, Kind.CHOICE, Kind.TEXT, Kind.COUNT]
    assert {"1.1", "1.2", "1.3", "1.4", "1.5"} <= doubted(found)


def test_nt_is_the_unit_above() -> None:
    assert rows(["1.1", "Tỷ lệ a", "%"], ["1.2", "Kết quả b", "nt"])["1.2"].kind is Kind.RATE


def test_a_rate_whose_rows_do_not_say_which_is_the_whole_is_typed_and_a_doubt() -> None:
    found = understood(["1.1", "Tỷ lệ hộ", "%"], ["Trong đó", "Số hộ ở thôn A", "Hộ"], [None, "Số hộ ở thôn B", "Hộ"])
    assert found.rows[1].of == ""
    assert "1.1" in doubted(found)


def test_a_rate_after_its_rows_is_found() -> None:
    found = understood(
        ["1.1", "Tổng số vụ", "Vụ"], ["1.2", "Số vụ hòa giải thành", "Vụ"], ["1.3", "Tỷ lệ hòa giải thành", "%"]
    )
    assert found.rows[3].of == "1.2 / 1.1"
    assert "1.3" in doubted(found)


def test_who_reports_is_taken_from_the_note_alone() -> None:
    found = understood(
        ["1.1", "Kiểm tra", None, None, "Cấp huyện báo cáo"],
        ["1.1.1", "Số đơn vị", "Đơn vị"],
        ["1.2", "Số hồ sơ", "Hồ sơ", None, "Sở Xây dựng; UBND cấp huyện báo cáo"],
        ["1.3", "Số hồ sơ của UBND cấp huyện", "Hồ sơ"],
        ["1.4", "Số vụ", "Vụ", None, "Các cơ quan Trung ương không phải báo cáo"],
    )
    assert [row.by for row in found.rows] == ["", "huyện", "huyện", "sở; huyện", "", ""]
    assert doubted(found) >= {"1.3", "1.4"}
    province = understood(["1.1", "Số hồ sơ của UBND cấp huyện", "Hồ sơ"], title="THỐNG KÊ CỦA UBND TỈNH")
    assert "1.1" not in doubted(province)


def test_a_heading_with_a_zero_over_blank_rows_may_be_none() -> None:
    form = understood(
        ["1.1", "Tuyển dụng", None, "0"], ["1.1.1", "Số người", "Người"], ["1.2", "Khác"], ["1.2.1", "Số x", "Hộ"]
    )
    assert [key in form.form("new").none_groups for key in ("1.1", "1.2")] == [True, False]


CELLS: list[Value] = [
    *(
        None,
        None,
        "1",
        "1.1",
        "1.1",
        "1.2.",
        "I",
        "II",
        "a)",
        "-",
        "+",
        "Trong đó",
        "Số hộ",
        "tiếp theo",
        "Tỷ lệ hộ",
        "Tổng số hộ",
    ),
    *("%", "Hộ", "nt", "Có = 1 Không = 0", "= 3", "Nơi nhận:", "STT", "Chỉ tiêu", "Đơn vị tính", "{x}", "=A1", "(1)"),
    *("Cấp huyện báo cáo", "Quý I năm 2024", "UBND xã X", "1.1 Số vụ", "Trong đó: x", "Số liệu về x", "Phụ lục I"),
    *(Decimal(1), Decimal("1.1"), Decimal(-3), Decimal("1E+30"), Decimal("0.5"), date(2024, 1, 2), date(2001, 3, 1)),
]


@pytest.mark.parametrize("seed", range(4))
def test_a_sheet_of_anything_is_understood_or_refused(seed: int) -> None:
    """No row of a form is lost, no key stands twice, and what is refused is refused with a sentence."""
    chance = Random(seed)
    read = 0
    for _ in range(100):
        lines = [[chance.choice(CELLS) for _ in range(chance.randint(0, 7))] for _ in range(chance.randint(0, 25))]
        lines.insert(chance.randint(0, len(lines)), HEAD)
        try:
            blank = read_blank_form([Grid("S", lines, hidden=frozenset(chance.sample(range(1, 6), 1)))])
        except TableNotFound:
            continue
        found = understand(blank)
        read += 1
        assert len({row.key for row in found.rows}) == len(found.rows) == len(blank.rows)
        with suppress(FormWrong):
            assert found.form("x").rules is not None
    assert read
