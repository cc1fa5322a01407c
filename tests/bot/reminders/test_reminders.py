"""Reminders: who owes a report, in working hours, one digest a person, each rung once, decided again when it is sent."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from bot import demo, reminders
from bot.errors.rights import NudgedAlready
from bot.messages.messages import Outgoing
from bot.people.addresses import Address, join
from bot.sending.outbox import delivery_counts, put
from bot.storage.database import transaction
from tests.by_row import record_figure
from tests.conftest import Clock, District
from tests.talking import Talk, text
from tracker.calendar.periods import ZONE, parse_period
from tracker.calendar.working_days import swap_day
from tracker.forms.catalogue import official_form
from tracker.office.officers import Officer, Role, add_officer
from tracker.office.units import unit_by_code
from tracker.reports.entry import Entry
from tracker.reports.reports import Report, State
from tracker.reports.rounds import Round, Terms, open_round

DUE = datetime(2024, 3, 15, 17, tzinfo=ZONE)  # the sample's: a Friday


def at(day: int, hour: int = 9, minute: int = 0, second: int = 0) -> datetime:
    """In March 2024, of which the 13th is a Wednesday."""
    return datetime(2024, 3, day, hour, minute, second, tzinfo=ZONE)


def due(session: Session, now: datetime, *channels: str) -> list[Outgoing]:
    return reminders.due(session, now, channels or ("terminal",))


def open_another(session: Session, period: str, due_at: datetime) -> Round:
    terms = Terms(parse_period(period), parse_period(period).window(), due_at, "công văn 9")
    return open_round(session, official_form("ban-thi-2024"), terms, unit_by_code(session, "CHO-DON"), at(1, 8))


def test_each_rung_reminds_once_however_often_the_tick_runs(session: Session, district: District) -> None:
    moments = [at(day, hour, minute) for day in range(1, 23) for hour in range(6, 19) for minute in (0, 30)]
    told = [(moment, message) for moment in moments for message in due(session, moment)]
    assert {message.address for _, message in told} == {str(district.officer.id)}
    assert [f"{moment:%d %H:%M}" for moment, _ in told] == [
        "01 08:00",  # opened
        "08 08:00",  # seven days
        "12 08:00",  # three days
        "14 08:00",  # one working day
        "15 07:30",  # the morning of the day
        "15 15:00",  # two hours
        *("18 08:00", "19 08:00", "20 08:00", "21 08:00", "22 08:00"),  # each working day overdue
    ]
    assert told[-1][1].title == "Quá hạn nộp báo cáo"


@pytest.mark.usefixtures("district")
def test_nothing_is_sent_outside_working_hours_or_on_days_off(session: Session) -> None:
    swap_day(session, date(2024, 3, 14), "bù", working=False)
    outside = [at(13, 0), at(13, 7, 29, 59), at(13, 17), at(13, 20), at(14, 9), at(16, 9), at(17, 9)]
    assert [due(session, moment) for moment in outside] == [[]] * len(outside)
    swap_day(session, date(2024, 3, 16), "bù", working=True)
    assert len(due(session, at(16, 9))) == 1


def test_the_hours_are_those_of_viet_nam_wherever_the_server_stands(session: Session, district: District) -> None:
    assert due(session, at(13, 20).astimezone(UTC)) == []  # 13:00 in London
    assert [message.address for message in due(session, at(13, 8).astimezone(UTC))] == [str(district.officer.id)]


@pytest.mark.usefixtures("district")
def test_rungs_missed_in_three_days_of_standing_still_come_as_one_message(session: Session) -> None:
    due(session, at(8))
    assert len(due(session, at(14, 9))) == 1
    assert due(session, at(14, 10)) == []


def test_after_three_days_of_standing_still_those_who_handed_in_get_nothing_and_the_others_one_message(
    session: Session, district: District
) -> None:
    hoa = add_officer(session, "Ma Thị Hoa", unit_by_code(session, "QUANG-BACH"), Role.OFFICER)
    join(session, "terminal", str(hoa.id), hoa, at(1, 8))
    assert len(due(session, at(8))) == 2
    district.report(session).state = State.SUBMITTED
    session.flush()
    told = [message.address for moment in (at(14, 16), at(14, 16, 30), at(14, 16, 59)) for message in due(session, moment)]
    assert told == [str(hoa.id)]


def test_several_reports_come_in_one_message_the_next_due_first(session: Session, district: District) -> None:
    open_another(session, "2024-M03", at(15, 10))
    open_another(session, "2024-Y", at(29, 10))
    (digest,) = due(session, at(13, 8))
    month, quarter, year = digest.text.split("\n")
    assert month == "• Báo cáo cải cách hành chính Tháng 3 năm 2024 (căn cứ công văn 9): hạn nộp 10:00 thứ Sáu 15/3/2024"
    assert "Quý I năm 2024 (căn cứ văn bản số 480/UBND-NV" in quarter
    assert "hạn nộp 10:00 thứ Sáu 29/3/2024" in year
    assert len({button.data for button in digest.buttons}) == len(digest.buttons) == 4
    assert digest.address == str(district.officer.id)
    assert digest.bulk
    assert due(session, at(13, 9)) == []


def test_nothing_is_sent_about_what_is_handed_in_or_locked(session: Session, district: District) -> None:
    report = district.report(session)
    for state in (State.SUBMITTED, State.ACCEPTED):
        report.state = state
        session.flush()
        assert due(session, at(13, 8)) == []
    report.state, report.locks_at = State.RETURNED, at(20, 17)
    session.flush()
    assert len(due(session, at(13, 9))) == 1
    assert len(due(session, at(20, 9))) == 1
    assert due(session, at(21, 9)) == []


@pytest.mark.usefixtures("district")
def test_a_month_after_the_due_time_it_is_the_desks_business_alone(session: Session) -> None:
    assert len(due(session, datetime(2024, 4, 12, 9, tzinfo=ZONE))) == 1
    assert due(session, datetime(2024, 4, 15, 9, tzinfo=ZONE)) == []


def test_the_leader_is_reminded_from_the_day_itself_and_where_there_is_no_officer_from_the_first_rung(
    session: Session, district: District
) -> None:
    leader = add_officer(session, "Hoàng Văn Sơn", unit_by_code(session, "BAN-THI"), Role.LEADER)
    other = add_officer(session, "Ma Văn Bảo", unit_by_code(session, "XUAN-LAC"), Role.LEADER)
    for person in (leader, other):
        join(session, "terminal", f"{person.id}", person, at(1, 8))
    lan, son, bao = str(district.officer.id), str(leader.id), str(other.id)
    assert {message.address for message in due(session, at(13))} == {lan, bao}
    assert {message.address for message in due(session, at(15, 8))} == {lan, son, bao}


def test_who_has_no_address_on_a_served_channel_or_blocked_us_is_left_for_later(session: Session, district: District) -> None:
    assert due(session, at(13, 8), "telegram") == []
    address = session.get_one(Address, ("terminal", str(district.officer.id)))
    address.blocked_at = at(12)
    session.flush()
    assert due(session, at(13, 8)) == []
    address.blocked_at = None
    session.flush()
    assert len(due(session, at(13, 8))) == 1


def test_a_person_with_two_addresses_is_reminded_once_where_they_wrote_last(session: Session, district: District) -> None:
    join(session, "telegram", "42", district.officer, at(12, 9))
    (message,) = due(session, at(13, 8), "terminal", "telegram")
    assert (message.channel, message.address) == ("telegram", "42")
    assert due(session, at(13, 9), "terminal", "telegram") == []


def test_a_desk_is_reminded_of_the_reports_of_its_own_unit(session: Session, district: District) -> None:
    session.get_one(Officer, district.officer.id).active = False
    person = add_officer(session, "Người Theo Dõi", unit_by_code(session, "BAN-THI"), Role.DESK)
    join(session, "terminal", "desk", person, at(1, 8))
    assert [message.address for message in due(session, at(13, 8))] == ["desk"]


def test_desks_above_administrators_and_people_who_left_are_not_reminded(session: Session, district: District) -> None:
    for role, code in ((Role.DESK, "CHO-DON"), (Role.ADMIN, "BAN-THI")):
        person = add_officer(session, f"Người {role}", unit_by_code(session, code), role)
        join(session, "terminal", role, person, at(1, 8))
    session.get_one(Officer, district.officer.id).active = False
    session.flush()
    assert len(session.exec(select(Address)).all()) == 4
    assert due(session, at(13, 8)) == []


def test_many_people_are_taken_in_batches_and_each_gets_everything_in_one_digest(session: Session, district: District) -> None:
    open_another(session, "2024-M03", at(15, 10))
    for number in range(450):
        officer = Officer(name=f"Cán bộ {number}", unit_id=district.officer.unit_id)
        session.add(officer)
        session.flush()
        session.add(Address(channel="terminal", address=f"n{number}", officer_id=officer.id, used_at=at(1, 8)))
    session.flush()
    batches = []
    while messages := due(session, at(13)):
        batches.append(messages)
    assert [len(batch) <= 200 for batch in batches] == [True] * len(batches)
    assert len(batches) > 2
    told = [message for batch in batches for message in batch]
    assert len({message.address for message in told}) == len(told) == 451
    assert all(message.text.count("•") == 2 for message in told)


def test_a_snoozed_report_is_reminded_of_at_that_time_and_not_before(session: Session, district: District) -> None:
    assert len(due(session, at(13, 8))) == 1
    reminders.snooze(session, district.officer, [district.report(session)], at(13, 14))
    assert [len(due(session, at(13, hour))) for hour in (9, 11, 13, 14, 15)] == [0, 0, 0, 1, 0]


def test_a_nudge_reminds_those_who_owe_once_and_waits_for_working_hours(session: Session, district: District) -> None:
    round_ = session.exec(select(Round)).one()
    due(session, at(13, 8))
    reminders.nudge(session, district.desk, round_, at(13, 19))
    assert due(session, at(13, 19)) == []
    assert [len(due(session, moment)) for moment in (at(14, 7, 30), at(14, 7, 45))] == [1, 0]
    with pytest.raises(NudgedAlready, match="nudged at"):
        reminders.nudge(session, district.desk, round_, at(13, 22))
    reminders.nudge(session, district.desk, round_, at(14, 9))
    district.report(session).state = State.SUBMITTED
    session.flush()
    assert due(session, at(14, 9)) == []


def test_a_reminder_is_decided_again_when_it_is_sent(session: Session, district: District) -> None:
    month = open_another(session, "2024-M03", at(15, 10))
    (digest,) = due(session, at(13, 8))
    assert "Tháng 3" in digest.text
    handed_in = session.exec(
        select(Report).where(Report.round_id == month.id, Report.unit_id == district.officer.unit_id)
    ).one()
    handed_in.state = State.SUBMITTED
    session.flush()
    fresh = reminders.refresh(session, digest, at(13, 9))
    assert fresh
    assert "Tháng 3" not in fresh.text
    district.report(session).state = State.SUBMITTED
    session.flush()
    assert reminders.refresh(session, digest, at(13, 9)) is None


@pytest.mark.usefixtures("district")
def test_a_reminder_put_off_past_working_hours_is_withdrawn_and_due_again_in_the_morning(session: Session) -> None:
    (digest,) = due(session, at(13, 16, 59))
    assert reminders.refresh(session, digest, at(13, 17, 1)) is None
    assert due(session, at(13, 17, 2)) == []
    assert len(due(session, at(14, 7, 30))) == 1


def test_the_desk_gets_one_summary_each_working_morning_while_something_is_owed(session: Session, district: District) -> None:
    moments = [at(day, hour) for day in range(11, 20) for hour in (7, 8, 9, 15)]
    told = [(moment, message) for moment in moments for message in reminders.morning_summaries(session, moment, ["terminal"])]
    assert {message.address for _, message in told} == {str(district.desk.id)}
    assert [f"{moment:%d %H}" for moment, _ in told] == ["13 08", "14 08", "15 08", "18 08", "19 08"]
    summary = told[0][1]
    assert "Đã nộp 0/5 · đúng hạn 0 · nộp muộn 0 · chưa nộp 5" in summary.text
    assert "☎ Chưa mời cán bộ nào: xã Đồng Lạc, xã Quảng Bạch, xã Xuân Lạc, xã Yên Thịnh" in summary.text
    for report in session.exec(select(Report)):
        report.state = State.ACCEPTED
    session.flush()
    assert reminders.refresh(session, summary, at(19, 9)) is None
    assert reminders.morning_summaries(session, at(20, 8), ["terminal"]) == []


def test_whom_to_call_is_named_with_the_telephone(session: Session, district: District) -> None:
    add_officer(session, "Ma Thị Hoa", unit_by_code(session, "QUANG-BACH"), Role.OFFICER, phone="0912 345 678")
    session.get_one(Address, ("terminal", str(district.officer.id))).blocked_at = at(12)
    session.flush()
    (summary,) = reminders.morning_summaries(session, at(13), ["terminal"])
    assert "☎ xã Quảng Bạch: Ma Thị Hoa chưa tham gia, gọi 0912 345 678" in summary.text
    assert "☎ xã Bản Thi: Hoàng Thị Lan đã chặn bot" in summary.text


def test_a_reminder_sent_by_the_app_leads_into_the_report(engine: Engine, stored_district: District, clock: Clock) -> None:
    talk, address = Talk(engine, clock), str(stored_district.officer.id)
    (reminder,) = [message for message in talk.remind() if message.address == address]
    assert reminder.title == "Nhắc hạn nộp báo cáo"
    clock.forward(hours=1)
    assert talk.remind() == []
    assert demo.START < clock() < DUE
    assert "Cần nhập 78 số" in text(talk.press(address, reminder.buttons[0].data))


def test_what_was_handed_in_while_its_reminder_waited_is_not_reminded_of(
    engine: Engine, stored_district: District, clock: Clock
) -> None:
    with transaction(engine) as session:
        put(session, reminders.due(session, clock(), ["terminal"]), clock())
        report = stored_district.report(session)
        report.state = State.SUBMITTED
        session.add(report)
    assert stored_district.officer.id not in {int(message.address) for message in Talk(engine, clock).remind()}
    with transaction(engine) as session:
        assert delivery_counts(session)["withdrawn"] == 1


def test_nothing_arose_at_all_is_offered_only_while_nothing_is_entered(session: Session, district: District) -> None:
    assert "Không phát sinh" in {button.label for button in due(session, at(13))[0].buttons}
    record_figure(session, district.report(session), "1.1", Entry.number(2), district.source)
    assert "Không phát sinh" not in {button.label for button in due(session, at(14))[0].buttons}
