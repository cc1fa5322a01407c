"""Figures told in relations: worked out exactly, shown, and never more than a guess."""

from decimal import Decimal

import pytest

from bot.reading.answering import AskedCells, Explained, Guessed, Puzzled, Reading, Unclear, read_message
from bot.reading.telling import Operation, WhyNot, Worked
from tests.bot.conversation.test_said_by_officers import one_stop
from tests.one_report import LEVEL
from tracker.forms.cell import Cell
from tracker.reports.entry import Answer, Entry

FORM = one_stop()
ASKED = [row.cell for row in FORM.rows if row.typed]


def heard(text: str, standing: dict[str, int] | None = None, last: dict[str, int] | None = None) -> Reading:
    stand, before = ({Cell(key): Entry.number(amount) for key, amount in (of or {}).items()} for of in (standing, last))
    return read_message(text, AskedCells(FORM, LEVEL, ASKED, standing=stand, last=before))


def guessed(reading: Reading) -> dict[str, Decimal | None]:
    assert isinstance(reading, Guessed)
    return {cell.row: entry.amount for cell, entry in reading.entries.items()}


def test_how_the_rest_was_worked_out_is_told() -> None:
    reading = heard("tổng 120, trực tuyến 100, kỳ trước chuyển qua 5, còn lại là trực tiếp")
    assert guessed(reading)["2.1.2"] == 15
    assert isinstance(reading, Guessed)
    assert reading.doubt.worked[Cell("2.1.2")] == Worked((Decimal(120), Decimal(100), Decimal(5)), Operation.MINUS)


def test_last_period_is_offered_or_said_to_be_unknown() -> None:
    assert guessed(heard("2.1.3 lấy y như quý trước, còn 2.1.1 là 64", last={"2.1.3": 7})) == {"2.1.1": 64, "2.1.3": 7}
    without = heard("2.1.3 lấy y như quý trước, còn 2.1.1 là 64")
    assert guessed(without) == {"2.1.1": 64}
    assert isinstance(without, Guessed)
    assert without.doubt.withheld[Cell("2.1.3")].why is WhyNot.NO_LAST
    assert guessed(heard("tất cả y như kỳ trước luôn em", last={"2.1": 9, "2.2": 8})) == {"2.1": 9, "2.2": 8}


def test_more_is_added_to_what_stands() -> None:
    assert guessed(heard("cộng thêm 3 hs trực tuyến nữa", standing={"2.1.1": 40})) == {"2.1.1": 43}


def test_rows_are_exchanged_and_moved() -> None:
    stands = {"2.2.1": 8, "2.2.2": 30, "2.1.3": 7}
    assert guessed(heard("đảo lại trước hạn với đúng hạn", standing=stands)) == {"2.2.1": 30, "2.2.2": 8}
    moved = heard("số 7 chị ghi vô kỳ trước chuyển qua là lộn, nó của quá hạn", standing=stands)
    assert isinstance(moved, Guessed)
    assert moved.entries[Cell("2.1.3")].answer is Answer.BLANK
    assert moved.entries[Cell("2.2.3")].amount == 7


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("2.1.2 -5", WhyNot.NEGATIVE),
        ("2.1.1: -3", WhyNot.NEGATIVE),
        ("trực tiếp khoảng 120", WhyNot.APPROXIMATE),
        ("trực tiếp hơn 80", WhyNot.APPROXIMATE),
        ("trực tiếp 120 hay 130 gì đó", WhyNot.EITHER),
        ("2.1.2 12/15", WhyNot.FRACTION),
        ("trực tiếp bên tư pháp chưa gửi số", WhyNot.LATER),
        ("trực tiếp thiếu 2", WhyNot.DIFFERENCE),
        ("tổng 41, trực tiếp một nửa", WhyNot.NOT_WHOLE),
    ],
)
def test_what_is_no_figure_for_sure_is_never_taken(text: str, why: WhyNot) -> None:
    reading = heard(text)
    assert isinstance(reading, Guessed | Puzzled)
    assert why in {one.why for one in reading.doubt.withheld.values()}
    assert not isinstance(reading, Guessed) or set(guessed(reading)) == {"2.1"}


@pytest.mark.parametrize("text", ["2.4 là 15", "mục 2.1.9 có 12", "2.5: 30 hs"])
def test_a_row_that_is_not_there_is_named_and_no_other_guessed(text: str) -> None:
    reading = heard(text)
    assert isinstance(reading, Puzzled)
    assert reading.doubt.why is Unclear.UNKNOWN_ROW


def test_a_figure_alone_is_of_the_first_row() -> None:
    """So that rows may be typed one by one."""
    assert isinstance(heard("hai mươi mốt"), Explained)
    assert isinstance(read_message("21", AskedCells(FORM, LEVEL, ASKED[:1])), Explained)
