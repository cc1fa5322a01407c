"""Answers in forms of several columns: by order, by columns and rows, as tables; what is not understood records nothing."""

from decimal import Decimal

import pytest

from bot.reading.answering import AskedCells, Explained, Guessed, NoneArose, Puzzled, Reading, Unclear, read_message
from tests.many_columns import DOCUMENTS, MATRIX, VILLAGES
from tracker.forms.cell import Cell
from tracker.forms.form import Form

EAST = ("1[ho]", "1[khau]", "1[ngheo]", "1[dt]")
MONEY = ("1.1[th]", "1.1[lk]", "1.2[th]", "1.2[lk]")
MOVES = ("4[th]", "4[lk]")
WHOLE = {"1[ho]": 120, "1[khau]": 480, "1[ngheo]": 12, "1[dt]": 3}


def read(form: Form, asked: tuple[str, ...], text: str) -> Reading:
    return read_message(text, AskedCells(form, "xã", list(map(Cell.read, asked))))


def figures(reading: Reading) -> dict[str, Decimal | str | None]:
    entries = reading.entries if isinstance(reading, Explained | Guessed) else {}
    return {str(cell): entry.text if entry.amount is None else entry.amount for cell, entry in entries.items()}


def test_takes_a_rows_cells_in_order_and_by_the_names_of_columns() -> None:
    for text in (
        "120 480 12 3",
        "số hộ 120, nhân khẩu 480, hộ nghèo 12, dân tộc 3",
        "1: 120 480 12 3",
        "dạ thôn đông: 120 480 12 3",
    ):
        reading = read(VILLAGES, EAST, text.removeprefix("dạ "))
        assert isinstance(reading, Explained), text
        assert figures(reading) == WHOLE, text
    some = read(VILLAGES, EAST, "hộ nghèo 12, nhân khẩu 480")
    assert figures(some) == {"1[ngheo]": 12, "1[khau]": 480}


@pytest.mark.parametrize(
    "text", ["2 nhân khẩu: 300", "2[khau]: 300", "2 [nhân khẩu]: 300", "thon tay nhan khau: 300", "mục 2 khau = 300"]
)
def test_takes_a_cell_that_is_named(text: str) -> None:
    assert read(VILLAGES, EAST, text) == read(VILLAGES, ("2[khau]",), "300")


def test_takes_several_cells_of_several_rows_in_one_message() -> None:
    reading = read(MATRIX, MONEY, "1.1 trong kỳ: 5; 1.2 lũy kế: 3,5\n2.1: 40 95")
    assert isinstance(reading, Explained)
    assert figures(reading) == {"1.1[th]": 5, "1.2[lk]": Decimal("3.5"), "2.1[th]": 40, "2.1[lk]": 95}
    assert figures(read(MATRIX, MONEY, "3: 4 3")) == {"3.1[th]": 4, "3.2[th]": 3}


TABLE = "1\tThôn Đông\t120\t480\t12\t3\n2\tThôn Tây\t80\t300\t5\t1\n\tToàn xã\t200\t780\t17\t4"


@pytest.mark.parametrize(
    "text",
    [
        TABLE,
        "TT\tThôn\tSố hộ\tNhân khẩu\tHộ nghèo\t\n\t\t\t\tTổng số\tDân tộc thiểu số\n" + TABLE,
        "Thôn\tNhân khẩu\tSố hộ\tDân tộc thiểu số\tTổng số\nThôn Đông\t480\t120\t3\t12\nThôn Tây\t300\t80\t1\t5",
        "Thôn Đông\t120\t480\t12\t3\t10\nThôn Tây\t80\t300\t5\t1\t6,3",
        "1\t120\t480\t12\t3\n2\t80\t300\t5\t1",
    ],
)
def test_takes_a_table_by_titles_or_in_the_order_of_the_columns(text: str) -> None:
    reading = read(VILLAGES, EAST, text)
    assert isinstance(reading, Explained)
    assert figures(reading) == WHOLE | {"2[ho]": 80, "2[khau]": 300, "2[ngheo]": 5, "2[dt]": 1}


def test_an_office_s_own_figure_in_a_table_is_compared_and_a_crossed_cell_takes_nothing() -> None:
    table = "1.1\tNgân sách nhà nước\t{}\t1900\t2100\t75\n1.2\tNhân dân đóng góp\t700\t512,5\t600\t{}"
    fits = read(MATRIX, MONEY, table.format("2.800", "x"))
    assert isinstance(fits, Explained)
    assert figures(fits) == {"1.1[th]": 1900, "1.1[lk]": 2100, "1.2[th]": Decimal("512.5"), "1.2[lk]": 600}
    for other in (table.format("2.900", "x"), table.format("2.800", "9")):
        assert isinstance(read(MATRIX, MONEY, other), Guessed)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("2: 80", Unclear.TOO_FEW),
        ("120 480 12", Unclear.TOO_FEW),
        ("5 4 3 2 1", Unclear.TOO_MANY),
        ("9.1: 5", Unclear.UNKNOWN_ROW),
        ("Thôn Đông\t120\t480\t12", Unclear.COLUMNS),
        ("Thôn Đông\t120\t4x0\t12\t3", Unclear.UNREAD),
        (TABLE + "\n\tThôn Lạ\t1\t2\t3\t0", Unclear.WORDS),
        ("hộ cận nghèo 12", Unclear.WORDS),
        ("120,5 480 12 3", Unclear.UNREAD),
    ],
)
def test_asks_back_what_is_not_explained_whole(text: str, why: Unclear) -> None:
    reading = read(VILLAGES, EAST, text)
    assert isinstance(reading, Guessed | Puzzled)
    assert reading.doubt.why is why


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("-5 -12", (-5, -12)),
        ("giảm 5, giảm 12", (-5, -12)),
        ("5 -3", (5, -3)),
        ("trong kỳ: -5; lũy kế: 12", (-5, 12)),
        ("tăng 5, giảm 3", (5, -3)),
        ("trong kỳ giảm 5, lũy kế giảm 12", (-5, -12)),
    ],
)
def test_takes_figures_below_zero_where_a_row_has_them(text: str, amounts: tuple[int, int]) -> None:
    reading = read(MATRIX, MOVES, text)
    assert isinstance(reading, Explained)
    assert list(figures(reading).values()) == list(map(Decimal, amounts))


def test_takes_none_below_zero_elsewhere_and_no_fraction_of_a_count() -> None:
    for text in ("-5", "2,5"):
        assert isinstance(read(MATRIX, ("2.1[th]",), text), Puzzled)
    assert figures(read(MATRIX, MOVES[:1], "giảm 5")) == {"4[th]": -5}


def test_says_that_nothing_arose_of_a_row_that_is_named() -> None:
    assert isinstance(read(VILLAGES, EAST, "không phát sinh"), NoneArose)
    assert figures(read(VILLAGES, EAST, "2: không phát sinh")) == {"2[ho]": 0, "2[khau]": 0, "2[ngheo]": 0, "2[dt]": 0}


def test_a_list_is_no_number_of_lines() -> None:
    reading = read(DOCUMENTS, (), "1: 3")
    assert isinstance(reading, Puzzled)
    assert reading.doubt.why is Unclear.LIST
