"""Questions and orders of a desk in words, each with what must be answered; nothing narrower gets a wider answer."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlmodel import Session, select

from bot.reminders.notes import Nudge
from tests.two_levels import NOW, TwoLevels, code
from tracker.calendar.periods import ZONE
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
    assert "Đã tiếp nhận 2 báo cáo: phường Bắc Kạn, phường Tích Lương" in office.says("đồng ý")
    assert office.report("Q3", "Văn Lang").state == State.SUBMITTED
    office.says("tiếp nhận hết")
    assert "không tiếp nhận" not in office.says("2")  # a number may be meant for something else
    assert "Đã tiếp nhận 2 báo cáo" in office.says("Tiếp nhận 2 báo cáo không có cảnh báo")
    assert {office.report("Q3", name).state for name in ("Đại Từ", "Văn Lang", "Bắc Kạn")} == {State.ACCEPTED}


def test_reports_that_came_in_meanwhile_are_not_taken_unseen(office: TwoLevels) -> None:
    office.says("tiếp nhận hết quý 3")
    returned, new = office.report("Q3", "Đại Từ"), office.report("Q3", "Ba Bể")
    returned.state, new.state, new.submissions = State.RETURNED, State.SUBMITTED, 1
    new.first_submitted_at = new.submitted_at = NOW
    office.report("Q3", "Văn Lang").submissions = 2  # with other figures than were shown
    office.session.flush()
    said = office.says("có")
    assert "Đã tiếp nhận 3 báo cáo: phường Bắc Kạn, phường Tích Lương, xã Xuân Quang Động" in said
    assert "chưa tiếp nhận: xã Đại Từ, xã Văn Lang" in said
    assert "còn 2 báo cáo chờ anh/chị tiếp nhận" in said
    states = {name: office.report("Q3", name).state for name in ("Đại Từ", "Ba Bể", "Văn Lang")}
    assert states == {"Đại Từ": State.RETURNED, "Ba Bể": State.SUBMITTED, "Văn Lang": State.SUBMITTED}


def test_those_who_are_named_are_taken_and_those_left_out_are_not(office: TwoLevels) -> None:
    said = office.says("tiếp nhận Đại Từ, Văn Lang và Ba Bể")
    assert "Không có báo cáo chờ tiếp nhận: xã Ba Bể" in said
    assert "2 báo cáo chờ tiếp nhận, 2 không có cảnh báo" in said
    office.says("thôi")
    assert "4 báo cáo chờ tiếp nhận" in office.says("duyệt hết quý 3 trừ Đại Từ")
    office.says("có")
    assert office.report("Q3", "Đại Từ").state == State.SUBMITTED
    assert office.report("Q3", "Văn Lang").state == State.ACCEPTED
    office.says("thôi")
    assert "1 báo cáo chờ tiếp nhận" in office.says("nhận hết báo cáo nộp đúng hạn không có nghi vấn quý 3")


def test_after_each_decision_one_word_leads_on(office: TwoLevels) -> None:
    office.says("xem báo cáo Đại Từ quý 3")
    office.says("trả lại")
    assert "còn 4 báo cáo chờ anh/chị tiếp nhận" in office.says("mục 1.2 thiếu số liệu")
    assert "phường Bắc Kạn: Báo cáo" in office.says("tiếp")
    assert "phường Tích Lương: Báo cáo" in office.says("tiếp")
    office.says("tiếp nhận")
    assert "phường Bắc Kạn: Báo cáo" in office.says("báo cáo tiếp theo")


def test_many_are_given_more_time_after_one_yes(office: TwoLevels) -> None:
    said = office.says("gia hạn cho 3 xã Ba Bể, Chợ Mới, Đại Từ quý 4 đến 20/12 vì mưa lũ ở Văn Lang")
    assert "Gia hạn đến 17:00 Chủ nhật 20/12/2026 cho 3 đơn vị: xã Ba Bể, xã Chợ Mới, xã Đại Từ" in said
    assert "Lý do: mưa lũ ở Văn Lang" in said
    assert office.session.exec(select(Extension)).all() == []
    assert "Đã gia hạn cho 3 đơn vị" in office.says("đồng ý")
    assert {one.reason for one in office.session.exec(select(Extension))} == {"mưa lũ ở Văn Lang"}
    said = office.says("gia hạn cho tất cả xã chưa nộp thêm 2 ngày")
    assert "lý do gia hạn cho 8 đơn vị" in said
    said = office.says("mất điện")
    assert "Gia hạn đến 17:00 thứ Bảy 19/12/2026 cho 5 đơn vị" in said
    assert "Gia hạn đến 17:00 thứ Ba 22/12/2026 cho 3 đơn vị: xã Ba Bể, xã Chợ Mới, xã Đại Từ" in said
    office.says("Gia hạn")
    assert {(one.due_at.astimezone(ZONE).day) for one in office.reports() if one.round_id == office.rounds["Q4"].id} == {
        17,
        19,
        22,
    }
    assert office.report("Q4", "Tích Lương").due_at.astimezone(ZONE).day == 17


def test_who_cannot_be_given_more_time_is_named(office: TwoLevels) -> None:
    said = office.says("gia hạn cho Đại Từ, Ba Bể, Phú Thịnh quý 3 thêm 90 ngày vì mưa lũ")
    assert "xã Đại Từ, xã Phú Thịnh không có báo cáo nào đang nợ để gia hạn" in said
    assert "xã Ba Bể" in said
    office.says("thôi")
    assert "không có đơn vị nào như vậy còn nợ" in office.says("gia hạn cho các xã đã nộp quý 3 thêm 90 ngày vì bão")
    assert "4 đơn vị, còn tôi thấy 2 đơn vị" in office.says("gia hạn cho 4 xã Ba Bể, Chợ Mới quý 4 thêm 2 ngày vì bão")
    said = office.says("gia hạn cho tất cả trừ Ba Bể và Chợ Mới thêm 2 ngày vì bão")
    assert "xã Ba Bể" not in said
    assert "cho 9 đơn vị" in said


def test_more_than_a_handful_are_nudged_by_name(office: TwoLevels) -> None:
    said = office.says("nhắc Ba Bể, Chợ Mới, Đại Từ, Đức Lương, Phú Thịnh, Văn Lang, Tích Lương quý 4")
    assert "Nhắc 5 người của 5 đơn vị" in said
    office.says("có")
    assert len(office.session.exec(select(Nudge)).all()) == 7


def test_whom_to_call_is_listed_whole_with_numbers_and_as_a_workbook(office: TwoLevels) -> None:
    said = office.says("danh sách gọi điện quý 3")
    assert "Cần gọi điện 3/5 đơn vị còn nợ" in said
    assert "☎ xã Chợ Mới: Cán bộ Chợ Mới, 0912 000 001 (chưa tham gia)" in said
    assert "xã Ba Bể" not in said
    said = office.says("số điện thoại các xã chưa nộp quý 3")
    assert "chỉ các xã, chưa nộp Quý III năm 2026" in said
    assert "xã Đại Từ" not in said
    (reply,) = office.hear("thu", "danh sách cần gọi điện quý 3 ra excel")
    assert reply.attachment is not None
    rows = list(load_workbook(io.BytesIO(reply.attachment.content)).worksheets[0].values)
    assert ("xã Chợ Mới", "Cán bộ Chợ Mới", "cán bộ điền báo cáo", "0912 000 001", "chưa") in [row[1:] for row in rows]
    assert "Cần gọi điện 3/5" in office.says("Xem tại đây")


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
