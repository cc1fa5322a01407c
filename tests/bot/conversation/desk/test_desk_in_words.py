"""Questions and orders of a desk in words, each with what must be answered; nothing narrower gets a wider answer."""

import csv
from collections.abc import Sequence
from pathlib import Path

import pytest
from sqlmodel import Session, select

from bot.reminders.notes import Nudge
from tests.two_levels import TwoLevels, code
from tracker.reports.extensions import Extension
from tracker.reports.reports import State

LINES = Path(__file__).parents[3] / "data" / "desk_lines.tsv"


def lines() -> Sequence[tuple[str, str, list[str]]]:
    with LINES.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [(row["kind"], row["text"], row["must"].split(" | ")) for row in rows]


@pytest.fixture
def office(session: Session) -> TwoLevels:
    return TwoLevels(session)


def test_what_a_desk_asks_and_orders_is_answered(office: TwoLevels) -> None:
    """Every line is tried in the same office."""
    wrong = {}
    for kind, text, must in lines():
        tried = office.session.begin_nested()
        said = office.says(text)
        lacking = [part for part in must if part not in said]
        if lacking:
            wrong[kind, text] = (lacking, said)
        tried.rollback()
        office.session.expire_all()
    assert len(lines()) >= 110
    assert wrong == {}, f"{len(lines()) - len(wrong)} of {len(lines())} are answered rightly"


def test_a_longer_message_changes_nothing_unless_it_is_confirmed(office: TwoLevels) -> None:
    """No line does anything by itself: neither a nudge, nor an extension, nor a report that is taken."""
    before = [report.state for report in office.reports()]
    for _, text, _ in lines():
        office.says(text)
        assert office.session.exec(select(Nudge)).all() == []
        assert office.session.exec(select(Extension)).all() == []
    assert [report.state for report in office.reports()] == before


def test_many_are_nudged_after_one_yes_and_only_those_of_the_level(office: TwoLevels) -> None:
    assert "Nhắc 2 người của 2 đơn vị" in office.says("nhắc các xã chưa nộp quý 3")
    assert "Nhắc 2 người của 2 đơn vị còn nợ Báo cáo cải cách hành chính Quý III năm 2026" in office.says("Nhắc 2 người")
    nudged = {one.unit_id for one in office.session.exec(select(Nudge))}
    owing = {office.unit(code(name)).id for name in ("Ba Bể", "Chợ Mới", "Phú Thịnh", "Văn Lăng 2")}
    assert nudged == owing
    assert "Kỳ này đã nhắc lúc 09:00" in _confirmed(office, "nhắc các xã chưa nộp quý 3")


def _confirmed(office: TwoLevels, order: str) -> str:
    office.says(order)
    return office.says("Nhắc 2 người")


def test_nudging_takes_the_round_that_was_on_the_screen_last(office: TwoLevels) -> None:
    office.says("tình hình quý 3")
    office.says("cảm ơn em")
    office.says("trời mưa quá")
    assert "Quý III năm 2026, hạn nộp" in office.says("nhắc ngay")
    assert office.says("Thôi")
    assert office.session.exec(select(Nudge)).all() == []


def test_many_reports_are_taken_after_one_yes_and_the_next_is_offered_after_each(office: TwoLevels) -> None:
    office.says("xem báo cáo Đại Từ quý 3")
    said = office.says("Tiếp nhận")
    assert "còn 4 báo cáo chờ anh/chị tiếp nhận" in said
    assert "Xem tiếp: phường Bắc Kạn" in said
    office.says("tiếp nhận tất cả các phường")
    assert "Đã tiếp nhận 2 báo cáo: phường Bắc Kạn, phường Tích Lương" in office.says("1")
    assert office.report("Q3", "Văn Lang").state == State.SUBMITTED
    office.says("tiếp nhận hết")
    assert "Đã tiếp nhận 2 báo cáo" in office.says("1")
    assert {office.report("Q3", name).state for name in ("Đại Từ", "Văn Lang", "Bắc Kạn")} == {State.ACCEPTED}


def test_reports_that_came_in_meanwhile_are_not_taken_unseen(office: TwoLevels) -> None:
    office.says("tiếp nhận hết quý 3")
    report = office.report("Q3", "Đại Từ")
    report.state = State.RETURNED
    office.session.flush()
    assert "vừa thay đổi, tôi chưa tiếp nhận báo cáo nào" in office.says("1")
    assert office.report("Q3", "Văn Lang").state == State.SUBMITTED


def test_an_extension_is_given_of_the_desks_own_accord_after_one_yes(office: TwoLevels) -> None:
    office.says("gia hạn cho Ba Bể quý 4 đến 20/12 vì mưa lũ")
    assert "Đã gia hạn cho xã Ba Bể, hạn nộp 17:00 Chủ nhật 20/12/2026" in office.says("Gia hạn")
    (given,) = office.session.exec(select(Extension))
    assert (given.reason, given.asked_by_id, given.decided_by_id) == ("mưa lũ", office.thu.id, office.thu.id)
    assert "Hạn riêng: xã Ba Bể 17:00 20/12" in office.says("hạn nộp quý 4 là ngày nào")


def test_numbers_of_a_level_are_those_of_its_units_and_add_up(office: TwoLevels) -> None:
    """On time + late + not yet = all, for each level and together."""
    assert "Đã nộp 6/11 · đúng hạn 4 · nộp muộn 2 · chưa nộp 5" in office.says("tình hình quý 3")
    assert "Đã nộp 4/8 · đúng hạn 3 · nộp muộn 1 · chưa nộp 4" in office.says("tình hình các xã quý 3")
    assert "Đã nộp 2/3 · đúng hạn 1 · nộp muộn 1 · chưa nộp 1" in office.says("tình hình các phường quý 3")
    assert "Chưa nộp 5/11" in office.says("xã, phường nào chưa nộp quý 3")


def test_a_row_that_is_chosen_is_answered_as_it_was_asked(office: TwoLevels) -> None:
    office.says("xã nào có tỷ lệ giải quyết hồ sơ đúng hạn thấp nhất quý 3")
    said = office.says("1")
    assert "60% là thấp nhất" in said
    assert "1. 60%: xã Văn Lang" in said
    assert "phường" not in said.partition("Tính từ")[0].partition("chỉ các xã")[2]


@pytest.mark.parametrize("text", [text for kind, text, _ in lines() if kind == "tried"])
def test_an_officer_hears_of_no_other_unit(office: TwoLevels, text: str) -> None:
    said = office.says(text, "dai-tu")
    names = {"Tích Lương", "Xuân Quang Động", "Sông Công", "Bắc Kạn", "Phú Thịnh"}
    assert [name for name in names if name in said and name not in text] == []
    assert "0912 000 00" not in said.replace("0912 000 002", "")
