"""Whatever the reader of blank appendices doubts or refuses can be said in English and in Vietnamese."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from string import Formatter

import pytest

from bot.texts.office import doubts, mistakes
from bot.texts.office.doubts import doubt
from tests.blank_forms import CODES, LAYOUTS
from tests.odd_workbooks import READ
from tracker.blank_form import Doubt, Uncertain, read_blank_form
from tracker.form_sheet import Mistake
from tracker.forms.catalogue import official_form
from tracker.forms.contradictions import Contradiction
from tracker.inference import understand
from tracker.kernel.grids import Grid, SheetPlace, Value
from tracker.kernel.reasons import Reason

HEAD: list[Value] = ["STT", "Chỉ tiêu", "Đơn vị tính", "Số liệu", "Ghi chú"]
PART: list[Value] = ["1", "Phần một"]
DONE: list[Value] = ["1.2.1", "Số hộ đã làm", "Hộ"]


def table(*lines: list[Value], head: tuple[list[Value], ...] = (HEAD, PART)) -> Grid:
    return Grid("Sheet1", [*head, *lines])


RARE: dict[str, list[Grid]] = {
    "a second table": [table(["1.1", "Số hộ", "Hộ"]), Grid("Nữa", [HEAD, PART])],
    "no unit": [Grid("S", [["TT", "Nội dung", "Kết quả"], PART])],
    "no figure": [Grid("S", [["TT", "Nội dung", "Đơn vị tính"], PART])],
    "two figures": [Grid("S", [["TT", "Nội dung", "Đơn vị tính", "Số liệu", "Kết quả"], PART])],
    "periods": [Grid("S", [["TT", "Nội dung", "Kết quả"], [None, None, "ĐVT", "Kỳ trước", "Kỳ này"], PART])],
    "hidden figures": [Grid("S", [HEAD, PART], hidden=frozenset({4}))],
    "no result": [Grid("S", [HEAD, PART, [None, "Số hộ", "Hộ"]], unresolved=frozenset({SheetPlace(3, 1)}))],
    "no section": [table(["1.1", "Số hộ", "Hộ"], head=(HEAD,))],
    "Roman": [table(["II", "Phần hai", "Hộ"], head=(HEAD, ["I", "Phần một"]))],
    "as above nothing": [table(["1.1", "Số hộ", "nt"])],
    "a long unit": [table(["1.1", "Số hộ", "hộ gia đình " * 9])],
    "one row under a rate": [table(["1.2", "Tỷ lệ hộ", "%"], DONE)],
    "unlike rows under a rate": [table(["1.2", "Tỷ lệ hộ", "%"], DONE, ["1.2.2", "Số vụ đã xong", "Vụ"])],
    "a late numerator": [
        table(["1.2", "Tỷ lệ hộ", "%"], ["1.2.1", "Tổng số hộ", "Hộ"], ["1.2.2", "Số hộ khác", "Hộ"], ["1.2.3", *DONE[1:]])
    ],
    "a rate after its rows": [
        table(["1.1", "Tổng số vụ", "Vụ"], ["1.2", "Số vụ hòa giải thành", "Vụ"], ["1.3", "Tỷ lệ hòa giải thành", "%"])
    ],
    "a concept in other words": [
        table(["1.1", "Tỷ lệ hoàn thành kế hoạch CCHC", "%"], ["1.1.1", "Số nhiệm vụ được đề ra trong kế hoạch", "Nhiệm vụ"])
    ],
    "a note": [table(["1.1", "Số hộ", "Hộ", None, "Ban chỉ đạo tổng hợp"])],
    "a part without a unit": [table(["1.1", "Số hộ", "Hộ"], ["-", "Nữ"])],
    "odd numbers": [table([date(2026, 7, 9), "Số hộ", "Hộ"], [Decimal("-3.5"), "Số vụ", "Vụ"])],
}


def workbooks() -> Iterator[list[Grid]]:
    """The built-in forms in every layout, odd cells below a table's head, and what is rare."""
    yield from (layout(official_form(code)) for code in CODES for layout in LAYOUTS.values())
    for grids, _ in READ.values():
        yield from ([Grid(grid.name, [HEAD, PART, *grid.rows], hidden=grid.hidden)] for grid in grids)
    yield from RARE.values()


@cache
def found() -> list[tuple[str, Doubt]]:
    """Every doubt about these workbooks, with its sheet."""
    understood = [understand(read_blank_form(grids)) for grids in workbooks()]
    return [(form.sheet, one) for form in understood for one in form.doubts]


def test_every_kind_of_doubt_arises_and_has_a_vietnamese_sentence_of_its_own() -> None:
    assert {one.reason.kind for _, one in found()} == set(Uncertain) == set(doubts.SENTENCES)
    assert len(set(doubts.SENTENCES.values())) == len(Uncertain)


def test_every_contradiction_and_mistake_has_a_vietnamese_sentence() -> None:
    assert set(mistakes.SENTENCES) == {*Contradiction, *Mistake}


@pytest.mark.parametrize("kind", [*Contradiction, *Mistake], ids=str)
def test_vietnamese_uses_no_fact_that_english_does_not_have(kind: Contradiction | Mistake) -> None:
    assert names(mistakes.SENTENCES[kind]) <= names(kind.value)


def names(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


def test_every_doubt_found_is_said_in_both_languages_without_a_gap() -> None:
    for sheet, one in found():
        title = str(one.reason.facts.get("line", ""))  # keeps its {unit} in English
        assert not re.search("[{}]", one.why.replace(title, "")), one
        said = doubt(sheet, one)
        assert not re.search("[{}]", said), one
        assert said.startswith(f"Trang “{sheet}”, dòng {one.row}")
        assert re.search("[Aa]nh/chị", said), f"says what to do: {said}"


def test_a_doubt_names_its_place_and_what_to_do() -> None:
    assert doubt("Phụ lục", Doubt(12, "1.2", Reason(Uncertain.NO_ROW_ABOVE, {"missing": "1.1"}), 3)) == (
        "Trang “Phụ lục”, dòng 12, cột C (mục 1.2): không có mục 1.1 ở trên. "
        "Anh/chị kiểm tra số mục, hoặc thêm dòng còn thiếu."
    )


@pytest.mark.parametrize(
    ("kind", "cell", "written"),
    [
        (Uncertain.DATE_DOES_NOT_FOLLOW, date(2026, 7, 9), "đang là ngày 9/7/2026, tôi đoán là “9.7”"),
        (Uncertain.FIGURE_DOES_NOT_FOLLOW, Decimal("9.7"), "đang là số 9,7, tôi đoán là “9.7”"),
    ],
)
def test_dates_and_figures_are_written_the_vietnamese_way(kind: Uncertain, cell: date | Decimal, written: str) -> None:
    assert written in doubt("Phụ lục", Doubt(4, "", Reason(kind, {"number": "9.7", "cell": cell})))


def test_a_long_cell_is_shown_in_part() -> None:
    said = doubt("Phụ lục", Doubt(4, "", Reason(Uncertain.NOTE_MAY_NAME_REPORTER, {"note": "báo cáo " * 2_000})))
    assert len(said) < 400
