"""Figures told in relations: worked out exactly, shown, and never more than a guess."""

from decimal import Decimal

import pytest

from bot.reading.answering import AskedCells, Explained, Guessed, Puzzled, Reading, Unclear, read_message
from bot.reading.telling import Operation, WhyNot, Worked
from tests.bot.conversation.test_said_by_officers import one_stop
from tests.one_report import LEVEL
from tracker.forms.catalogue import official_form
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


def read_in(form: str, asked: str, text: str) -> Reading:
    of = official_form(form)
    return read_message(text, AskedCells(of, LEVEL, [of.by_key[key].cell for key in asked.split()]))


def test_what_is_taken_away_is_taken_from_what_is_said_or_stands() -> None:
    assert guessed(read_in("ban-thi-2024", "1.2.2", "cứ lấy 41 trừ 24 là ra")) == {"1.2.2": 17}
    assert guessed(heard("bớt đi 3 hs trực tuyến", standing={"2.1.1": 40})) == {"2.1.1": 37}
    left = read_in("ban-thi-2024", "3.3.1a", "trừ 3 bộ dân rút, còn 228")
    assert guessed(left) == {"3.3.1a": 228}
    assert isinstance(left, Guessed)
    assert left.doubt.asides == ("trừ 3",)
    nothing = read_in("ban-thi-2024", "3.3.1a", "bớt đi 3 bộ nghe em")
    assert isinstance(nothing, Puzzled)
    assert nothing.doubt.withheld[Cell("3.3.1a")].why is WhyNot.DIFFERENCE


def test_what_a_row_does_not_count_is_taken_from_the_whole() -> None:
    assert guessed(read_in("dinh-ca-2024", "3.4.2a 3.4.2b", "giải quyết 1481 hồ sơ, quá hạn 39")) == {
        "3.4.2a": 1481,
        "3.4.2b": 1442,
    }


def test_a_part_of_a_whole_is_a_rate_and_two_figures_so_written_are_part_and_whole() -> None:
    assert guessed(read_in("dinh-ca-2024", "3.3.4", "148/166")) == {"3.3.4": Decimal("89.16")}
    assert guessed(read_in("ban-thi-2024", "1.2.1 1.2.2", "21/38")) == {"1.2.1": 38, "1.2.2": 21}
    assert isinstance(read_in("ban-thi-2024", "1.2.1 1.2.2", "38/21"), Explained)
    share = read_in("dinh-ca-2024", "6.1b", "giải ngân được 40% rồi")
    assert isinstance(share, Puzzled)
    assert Cell("6.1b") in share.doubt.unread


def test_figures_before_a_row_by_its_place_are_the_first_rows() -> None:
    reading = read_in("dinh-ca-2024", "3.3.1 3.3.2 3.3.3", "2, 44, cái thứ ba để mai em hỏi chị Hương")
    assert guessed(reading) == {"3.3.1": 2, "3.3.2": 44}
    assert isinstance(reading, Guessed)
    assert reading.doubt.withheld[Cell("3.3.3")].why is WhyNot.LATER


def test_a_figure_that_may_be_of_another_row_names_it_and_none_is_passed_over() -> None:
    reading = read_in("ban-thi-2024", "1.4.1 1.4.2 1.4.3 1.4.4", "giao 5, dung han 4, tre 3")
    assert isinstance(reading, Guessed)
    assert reading.doubt.either == {Cell("1.4.3"): [Cell("1.4.4")]}
    over = read_in("hoang-luu-2024", "7.2.2", "đi 181 còn đến 240")
    assert isinstance(over, Guessed)
    assert "240" in over.doubt.left


@pytest.mark.parametrize(
    ("form", "asked", "text", "figures"),
    [
        ("dinh-ca-2024", "2.1 2.3", "hai mục ni nỏ có", (0, 0)),
        ("hoang-luu-2024", "3.2.2 3.2.3", "hai cái đó bằng nhau, 83", (83, 83)),
        ("ninh-thuan-2021", "3.5.2 3.5.3", "2 dòng này cùng là 1.560 tt", (1560, 1560)),
        ("dinh-ca-2024", "6.1a 6.1b", "giao 2 tỷ tư, tiêu hết tỷ rưỡi", (2400, 1500)),
        ("ban-thi-2024", "1.1", "cv số 27 ngày 5/2, cv số 31 ngày 1/3", (2,)),
    ],
)
def test_rows_together_money_and_documents(form: str, asked: str, text: str, figures: tuple[int, ...]) -> None:
    reading = read_in(form, asked, text)
    assert isinstance(reading, Explained | Guessed)
    assert [reading.entries[Cell(key)].amount for key in asked.split()] == list(figures)


@pytest.mark.parametrize(
    ("form", "asked", "text", "codes"),
    [
        ("hoang-luu-2024", "6.1 6.2", "quy chế chi tiêu thì có, tài sản công đang soạn dở", ("1", "0")),
        ("dinh-ca-2024", "7.3 7.4", "đang làm ạ", ("1", "1")),
        ("hoang-luu-2024", "5.2", "có, KH số 15/KH-UBND ngày 20/01/2024", ("1",)),
        ("dinh-ca-2024", "1.5", "có kế hoạch rồi mà chưa mở được", ("0",)),
    ],
)
def test_choices_in_clauses_are_asked_back(form: str, asked: str, text: str, codes: tuple[str, ...]) -> None:
    reading = read_in(form, asked, text)
    assert isinstance(reading, Guessed)
    assert [reading.entries[Cell(key)].text for key in asked.split()] == list(codes)
