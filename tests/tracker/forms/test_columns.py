"""Forms of several columns, and with rows that repeat: fields, formulas, rules, and the way to the database and back."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tracker.forms.catalogue import official_form
from tracker.forms.cell import Cell
from tracker.forms.form import Form
from tracker.forms.row import Adding, Column, ColumnRole, Kind, Row
from tracker.forms.stored import loads
from tracker.kernel.errors import FormWrong

PLAN, NOW = Column("kh", ("Năm 2025", "KH"), ColumnRole.PLAN), Column("th", ("Năm 2025", "TH"), decimals=1)
RATE = Column("ss", ("So sánh (%)",), ColumnRole.COMPARISON, "th", "th / kh", Kind.RATE, "%", 1, Adding.RECKONED)
ROWS = (
    Row("1", "1", "Vốn huy động", "triệu đồng", Kind.AMOUNT, of="1.1 + 1.2", ask="1"),
    Row("1.1", "1.1", "Ngân sách", "triệu đồng", Kind.AMOUNT, ask="1", parent="1"),
    Row("1.2", "1.2", "Nhân dân", "triệu đồng", Kind.AMOUNT, ask="1", parent="1", crossed=("ss",)),
    Row("2", "2", "Số hộ", "hộ", Kind.COUNT, ask="2"),
)
GIVEN = tuple((f"{key}[kh]", value) for key, value in (("1.1", "2800"), ("1.2", "700"), ("2", "150")))
LIST = (
    Row("1", "", "Văn bản", "", Kind.COUNT, ask="1", repeats=True),
    Row("2", "", "Tổng cộng", "", Kind.COUNT, of="1#", ask="2", crossed=("so",)),
)
OF_LIST = (Column("so", ("Số, ký hiệu",), ColumnRole.TEXT, kind=Kind.TEXT), Column("kp", ("Kinh phí",), kind=Kind.AMOUNT))


def made(rows: tuple[Row, ...], columns: tuple[Column, ...], given: tuple[tuple[str, str], ...] = ()) -> Form:
    return replace(official_form("ban-thi-2024"), rows=rows, columns=columns, given=given, warn=(), block=(), mention=())


MATRIX = made(ROWS, (PLAN, NOW, RATE), GIVEN)
LISTED = made(LIST, OF_LIST)


def test_asks_only_what_nobody_gave_and_nothing_follows_from() -> None:
    typed = [str(cell) for cell in MATRIX.of_level("xã").cells]
    assert typed == ["1.1[th]", "1.2[th]", "2[th]"]
    assert [str(cell) for cell in MATRIX.computed] == ["1[kh]", "1[th]", "1[ss]", "1.1[ss]", "2[ss]"]
    assert MATRIX.row_of(Cell("2", "ss")).may_exceed
    assert MATRIX.row_at(Cell("1.2", "ss")) is None


def test_follows_over_rows_and_over_columns() -> None:
    known = MATRIX.known | {Cell("1.1", "th"): Decimal(1900), Cell("1.2", "th"): Decimal("512.5")}
    for cell, formula in MATRIX.computed.items():
        if (value := formula.value(known)) is not None:
            known[cell] = value
    assert known[Cell("1", "kh")] == Decimal(3500)
    assert known[Cell("1", "th")] == Decimal("2412.5")
    assert known[Cell("1", "ss")] == Decimal("68.9")
    assert MATRIX.following([Cell("1.2", "th")]) == [Cell("1", "th")]


def test_sums_over_the_lines_of_a_row_that_repeats() -> None:
    assert [str(cell) for cell in LISTED.of_level("xã").cells] == ["1"]
    figures = {Cell("1#1", "kp"): Decimal(350), Cell("1#2", "kp"): Decimal("62.5"), Cell("1", ""): Decimal(2)}
    assert LISTED.computed[Cell("2", "kp")].value(figures) == Decimal("412.5")
    assert LISTED.row_of(Cell("1#2", "kp")).label == "Văn bản: Kinh phí"
    assert LISTED.row_at(Cell("2#1", "kp")) is None
    shuffled = [Cell("2", "kp"), Cell("1#10", "so"), Cell("1#2", "kp"), Cell("1#2", "so"), Cell("1")]
    assert LISTED.in_order(shuffled) == [Cell("1"), Cell("1#2", "so"), Cell("1#2", "kp"), Cell("1#10", "so"), Cell("2", "kp")]
    assert LISTED.following([Cell("1#2", "kp")]) == [Cell("2", "kp")]


def test_a_rule_over_rows_holds_in_each_column_and_one_over_columns_in_each_row() -> None:
    part = Column("nu", ("Trong đó: nữ",), ColumnRole.PART, "all")
    form = replace(
        made((replace(ROWS[1], ask="2"), ROWS[3]), (Column("all", ("Tổng số",)), part)), warn=("1.1 <= 2", "[nu] < [all]")
    )
    texts = [rule.text for rule in form.rules]
    assert {"1.1[all] <= 2[all]", "1.1[nu] <= 2[nu]", "1.1[nu] < 1.1[all]", "2[nu] < 2[all]", "1.1[nu] <= 1.1[all]"} <= set(
        texts
    )


@pytest.mark.parametrize("form", [MATRIX, LISTED])
def test_comes_back_from_its_text_as_it_was(form: Form) -> None:
    assert loads(form.dumps()) == form


def test_a_list_of_every_kind_of_wrong_columns() -> None:
    with pytest.raises(FormWrong, match="two columns"):
        made(ROWS, (NOW, NOW))
    with pytest.raises(FormWrong, match=r"1\.9"):
        made((replace(ROWS[0], of="1.1 + 1.9"), *ROWS[1:]), (NOW,))
    with pytest.raises(FormWrong, match="no row"):
        made((), (NOW,))


def test_a_total_of_totals_is_reckoned_after_them() -> None:
    total = Column("tong", ("Tổng",), formula="kh + th")
    form = made(ROWS, (total, replace(PLAN, role=ColumnRole.NOW), replace(NOW, decimals=None)))
    known = {Cell(key, column): Decimal(10) for key in ("1.1", "1.2") for column in ("kh", "th")}
    for cell, formula in form.computed.items():
        if (value := formula.value(known)) is not None:
            known.setdefault(cell, value)
    assert known[Cell("1", "tong")] == Decimal(40)
    assert form.following([Cell("1.1", "kh")]) == [Cell("1", "kh"), Cell("1.1", "tong")]


def test_a_total_leaves_out_what_is_crossed_out() -> None:
    rows = (ROWS[0], replace(ROWS[1], crossed=("kh",)), ROWS[2], ROWS[3])
    form = made(rows, (replace(PLAN, role=ColumnRole.NOW), NOW))
    assert form.row_of(Cell("1", "kh")).of == "1.2[kh]"
    assert form.row_of(Cell("1", "th")).of == "1.1[th] + 1.2[th]"
