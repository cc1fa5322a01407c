"""Officers tell the bot what to do in whole sentences; what sweeps is asked first, and nothing else is changed."""

import pytest
from sqlmodel import Session, select

from bot.reminders.notes import Snooze
from tests.by_row import figures_of
from tests.two_levels import TwoLevels

OFFICER = "dai-tu"


@pytest.fixture
def office(session: Session) -> TwoLevels:
    return TwoLevels(session)


def test_a_reminder_is_put_down_for_the_time_that_was_said(office: TwoLevels) -> None:
    assert "Tôi nhắc lại lúc 14:00 thứ Hai 30/11/2026" in office.says("nhắc em lúc 2h chiều", OFFICER)
    (snoozed,) = office.session.exec(select(Snooze)).all()
    assert (snoozed.officer_id, snoozed.report_id) == (office.officer.id, office.report("Q4", "Đại Từ").id)
    said = office.says("chủ nhật nhắc em 8h tối", OFFICER)
    assert "thứ Hai 7/12/2026" in said
    assert "ngoài giờ làm việc" in said


def test_to_be_reminded_after_the_due_time_is_said_to_be_too_late(office: TwoLevels) -> None:
    assert "Lúc đó đã qua hạn nộp 17:00 thứ Năm 17/12/2026" in office.says("nhắc lại ngày 18/12/2026", OFFICER)


def test_starting_over_is_shown_and_asked_once_and_is_taken_back(office: TwoLevels) -> None:
    office.says("3.2.1: 5", OFFICER)
    report = office.report("Q4", "Đại Từ")
    assert set(figures_of(office.session, report)) == {"3.2.1"}
    said = office.says("em gõ nhầm hết rồi làm lại từ đầu", OFFICER)
    assert "Sẽ xóa 1 mục" in said
    assert set(figures_of(office.session, report)) == {"3.2.1"}
    office.says("có", OFFICER)
    assert figures_of(office.session, report) == {}
    office.says("thôi hoàn tác cái vừa rồi", OFFICER)
    assert set(figures_of(office.session, report)) == {"3.2.1"}


def test_none_at_all_is_asked_first(office: TwoLevels) -> None:
    assert "Tôi sẽ ghi không phát sinh cho 78 mục" in office.says("ko phat sinh gi ca quy nay", OFFICER)
    assert figures_of(office.session, office.report("Q4", "Đại Từ")) == {}


def test_handing_in_a_draft_leads_to_what_is_open_and_hands_in_nothing(office: TwoLevels) -> None:
    assert "Phần 1/7" in office.says("nộp luôn", OFFICER)
    assert office.report("Q4", "Đại Từ").submitted_at is None


@pytest.mark.parametrize("said", ["em nghỉ việc từ đầu tháng, bàn giao chị Thủy rồi", "em làm cả xã Văn Lang nữa"])
def test_rights_are_not_moved_by_words(office: TwoLevels, said: str) -> None:
    unit = office.officer.unit_id
    assert "Nông Văn Thu" in office.says(said, OFFICER)
    assert office.officer.unit_id == unit


def test_a_desk_that_asks_for_units_gives_no_such_command(office: TwoLevels) -> None:
    assert "Nộp ngày 29/11: 1 đơn vị" in office.says("hôm qua xã nào nộp")
