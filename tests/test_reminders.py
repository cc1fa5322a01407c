"""Reminders: who owes a report, in working hours, once for each report and rung, never too late."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from bot import demo, reminders
from bot.addresses import Address, join
from bot.messages import Outgoing
from tests.conftest import Clock, District
from tests.talking import Talk, text
from tracker.catalogue import official_form
from tracker.officers import Officer, Role, add_officer
from tracker.periods import ZONE, parse_period
from tracker.reports import Report, State
from tracker.rounds import Round, Terms, open_round
from tracker.units import unit_by_code

DUE = datetime(2024, 3, 15, 17, tzinfo=ZONE)  # the sample's: a Friday
FRIDAY_MORNING = datetime(2024, 4, 19, 10, tzinfo=ZONE)
SECOND = timedelta(seconds=1)


def at(day: int, hour: int, minute: int = 0, second: int = 0) -> datetime:
    """In March 2024, of which the 13th is a Wednesday."""
    return datetime(2024, 3, day, hour, minute, second, tzinfo=ZONE)


def due(session: Session, now: datetime, *channels: str) -> list[Outgoing]:
    return reminders.due(session, now, channels or ("terminal",))


def open_another(session: Session, period: str, due_at: datetime) -> Round:
    terms = Terms(parse_period(period), parse_period(period).window(), due_at, "công văn 9")
    return open_round(session, official_form("ban-thi-2024"), terms, unit_by_code(session, "CHO-DON"), at(1, 8))


def only_round_due(session: Session, due_at: datetime) -> None:
    session.exec(select(Round)).one().due_at = due_at
    for report in session.exec(select(Report)):
        report.due_at = due_at
    session.flush()


def test_the_rung_begins_three_days_before_the_due_time_to_the_second(session: Session, district: District) -> None:
    only_round_due(session, FRIDAY_MORNING)
    begins = FRIDAY_MORNING - timedelta(days=3)
    assert due(session, begins - timedelta(days=4)) == []
    assert due(session, begins - SECOND) == []
    (reminder,) = due(session, begins)
    assert reminder.address == str(district.officer.id)


@pytest.mark.usefixtures("district")
def test_nothing_is_sent_outside_working_hours(session: Session) -> None:
    outside = [at(13, 0), at(13, 7, 29, 59), at(13, 17), at(13, 20), at(14, 3), at(15, 7, 29)]
    assert [due(session, moment) for moment in outside] == [[]] * len(outside)
    assert len(due(session, at(15, 16, 59, 59))) == 1


@pytest.mark.usefixtures("district")
def test_the_first_moment_of_the_day_is_half_past_seven(session: Session) -> None:
    assert len(due(session, at(13, 7, 30))) == 1


def test_the_hours_are_those_of_viet_nam_wherever_the_server_stands(session: Session, district: District) -> None:
    assert due(session, at(13, 20).astimezone(UTC)) == []  # 13:00 in London
    assert [reminder.address for reminder in due(session, at(13, 8).astimezone(UTC))] == [str(district.officer.id)]


@pytest.mark.usefixtures("district")
def test_nothing_is_sent_at_the_weekend(session: Session) -> None:
    only_round_due(session, at(18, 17))  # a Monday, so that the rung begins on Friday at 17:00
    assert [due(session, at(day, 9)) for day in (16, 17)] == [[], []]
    assert len(due(session, at(18, 9))) == 1


def test_a_person_is_reminded_once_however_often_it_runs(session: Session, district: District) -> None:
    first = due(session, at(13, 8))
    again = [due(session, at(day, hour)) for day in (13, 14, 15) for hour in (8, 9, 16)]
    assert [reminder.address for reminder in first] == [str(district.officer.id)]
    assert again == [[]] * 9


def test_several_reports_come_in_one_message_the_next_due_first(session: Session, district: District) -> None:
    open_another(session, "2024-M03", at(15, 10))
    open_another(session, "2024-Y", at(29, 10))
    (digest,) = due(session, at(13, 8))
    month, quarter = digest.text.split("\n")
    assert month == "• Báo cáo cải cách hành chính Tháng 3 năm 2024 (căn cứ công văn 9): hạn nộp 10:00 thứ Sáu 15/3/2024"
    assert "Quý I năm 2024 (căn cứ văn bản số 480/UBND-NV" in quarter
    assert quarter.endswith("hạn nộp 17:00 thứ Sáu 15/3/2024")
    assert len({button.data for button in digest.buttons}) == len(digest.buttons) == 2
    assert digest.address == str(district.officer.id)
    assert digest.bulk
    assert due(session, at(13, 9)) == []


@pytest.mark.usefixtures("district")
def test_a_report_whose_rung_begins_later_is_reminded_of_later(session: Session) -> None:
    open_another(session, "2024-M03", at(20, 17))
    assert "Tháng 3" not in due(session, at(13, 8))[0].text
    (later,) = due(session, at(18, 8))
    assert "Tháng 3" in later.text
    assert "Quý I" not in later.text


def test_nothing_is_sent_about_what_is_handed_in(session: Session, district: District) -> None:
    report = district.report(session)
    for state in (State.SUBMITTED, State.ACCEPTED):
        report.state = state
        assert due(session, at(13, 8)) == []
    report.state = State.RETURNED
    assert len(due(session, at(13, 9))) == 1


@pytest.mark.usefixtures("district")
def test_nothing_is_sent_once_the_due_time_has_come(session: Session) -> None:
    only_round_due(session, FRIDAY_MORNING)
    for moment in (FRIDAY_MORNING, FRIDAY_MORNING + SECOND, FRIDAY_MORNING + timedelta(days=3)):
        assert due(session, moment) == []
    assert len(due(session, FRIDAY_MORNING - SECOND)) == 1


def test_who_has_no_address_on_a_served_channel_is_left_for_later(session: Session, district: District) -> None:
    other = add_officer(session, "Ma Văn Bảo", unit_by_code(session, "XUAN-LAC"), Role.LEADER)
    assert due(session, at(13, 8), "telegram") == []
    assert [reminder.address for reminder in due(session, at(13, 8))] == [str(district.officer.id)]
    join(session, "telegram", "777", other, at(13, 9))
    assert due(session, at(13, 9)) == []
    (late,) = due(session, at(13, 9), "terminal", "telegram")
    assert (late.channel, late.address) == ("telegram", "777")


def test_a_person_with_two_addresses_is_reminded_where_they_wrote_last(session: Session, district: District) -> None:
    join(session, "telegram", "42", district.officer, at(12, 9))
    (reminder,) = due(session, at(13, 8), "terminal", "telegram")
    assert (reminder.channel, reminder.address) == ("telegram", "42")


def test_desks_and_people_who_left_are_not_reminded(session: Session, district: District) -> None:
    for role in (Role.DESK, Role.ADMIN):
        person = add_officer(session, f"Người {role}", unit_by_code(session, "BAN-THI"), role)
        join(session, "terminal", role, person, at(1, 8))
    session.get_one(Officer, district.officer.id).active = False
    session.flush()
    assert len(session.exec(select(Address)).all()) == 4
    assert due(session, at(13, 8)) == []


def test_a_reminder_sent_by_the_app_leads_into_the_report(engine: Engine, stored_district: District, clock: Clock) -> None:
    talk, address = Talk(engine, clock), str(stored_district.officer.id)
    (reminder,) = talk.remind()
    assert reminder.title == "Nhắc hạn nộp báo cáo"
    clock.forward(hours=1)
    assert talk.remind() == []
    assert demo.START < clock() < DUE
    (button,) = reminder.buttons
    assert "Cần nhập 78 số" in text(talk.press(address, button.data))
