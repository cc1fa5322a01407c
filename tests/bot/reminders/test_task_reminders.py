"""Reminders of tasks: in the same digest as the reports', to whoever leads the task, until it is done."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import Engine
from sqlmodel import Session

from bot import reminders
from bot.messages.messages import Outgoing
from bot.people.addresses import join
from bot.storage.database import transaction
from tests.conftest import Clock, District
from tests.talking import Talk
from tracker.calendar.periods import ZONE
from tracker.office.officers import Officer, Role, add_officer
from tracker.office.units import Unit, unit_by_code
from tracker.reports.reports import Source, State
from tracker.tasks.assigning import NewTask, add_task
from tracker.tasks.task import Task
from tracker.tasks.working import Result, finish_task

DUE = date(2024, 3, 22)  # a Friday


def at(day: int, hour: int = 9, minute: int = 0) -> datetime:
    return datetime(2024, 3, day, hour, minute, tzinfo=ZONE)


def assigned(
    session: Session, district: District, on: int = 11, co_units: Sequence[Unit] = (), responsible: Officer | None = None
) -> Task:
    source = Source(district.desk.id, at(on), "test")
    lead = session.get_one(Unit, district.officer.unit_id)
    return add_task(
        session, NewTask("Nộp kế hoạch CCHC", due_on=DUE, co_units=co_units, responsible=responsible), lead, source
    )


def told(session: Session, days: range, district: District) -> list[tuple[str, str]]:
    """When who was reminded of the task."""
    district.report(session).state = State.SUBMITTED
    session.flush()
    moments = [at(day, hour, minute) for day in days for hour in range(7, 18) for minute in (0, 30)]
    found = [(moment, message) for moment in moments for message in reminders.due(session, moment, ["terminal"])]
    return [(f"{moment:%d %H:%M}", message.address) for moment, message in found if "Nộp kế hoạch" in message.text]


def digest(session: Session, now: datetime) -> Outgoing:
    (message,) = reminders.due(session, now, ["terminal"])
    return message


def test_a_task_is_reminded_of_three_days_and_a_day_before_on_its_day_and_each_day_after(
    session: Session, district: District
) -> None:
    assigned(session, district)
    lan = str(district.officer.id)
    assert told(session, range(12, 28), district) == [
        (moment, lan) for moment in ("19 08:00", "21 08:00", "22 07:30", "25 08:00", "26 08:00", "27 08:00")
    ]


def test_what_is_assigned_late_is_not_reminded_of_by_rungs_that_began_before(session: Session, district: District) -> None:
    assigned(session, district, on=20)
    assert told(session, range(20, 22), district) == [("21 08:00", str(district.officer.id))]


def test_reports_and_tasks_come_in_one_digest(session: Session, district: District) -> None:
    assigned(session, district)
    message = digest(session, at(19))
    assert message.title == "Quá hạn báo cáo và nhiệm vụ"
    report, task = message.text.split("\n")
    assert "Quý I năm 2024" in report
    assert task == "• Nhiệm vụ: Nộp kế hoạch CCHC, hạn thứ Sáu 22/3/2024, còn 3 ngày"
    assert [button.data for button in message.buttons][1] == "|tasks"


def test_a_task_that_is_done_meanwhile_is_left_out_when_the_digest_is_sent(session: Session, district: District) -> None:
    task = assigned(session, district)
    message = digest(session, at(19))
    finish_task(session, task, Result(date(2024, 3, 19)), Source(district.officer.id, at(19, 10), "test"))
    fresh = reminders.refresh(session, message, at(19, 11))
    assert fresh
    assert "Nộp kế hoạch" not in fresh.text
    district.report(session).state = State.SUBMITTED
    session.flush()
    assert reminders.refresh(session, message, at(19, 11)) is None


def test_outside_of_working_hours_it_is_put_off_to_the_morning(session: Session, district: District) -> None:
    assigned(session, district)
    district.report(session).state = State.SUBMITTED
    session.flush()
    message = digest(session, at(19, 16, 59))
    assert reminders.refresh(session, message, at(19, 17, 1)) is None
    assert "còn 2 ngày" in digest(session, at(20, 7, 30)).text


def test_whoever_is_responsible_is_told_and_from_the_day_itself_the_leader_but_no_co_unit(
    session: Session, district: District
) -> None:
    unit, other = session.get_one(Unit, district.officer.unit_id), unit_by_code(session, "QUANG-BACH")
    minh = add_officer(session, "Minh", unit, Role.OFFICER)
    son = add_officer(session, "Sơn", unit, Role.LEADER)
    hoa = add_officer(session, "Hoa", other, Role.OFFICER)
    for person in (minh, son, hoa):
        join(session, "terminal", str(person.id), person, at(1) - timedelta(days=1))
    assigned(session, district, co_units=[other], responsible=minh)
    assert {address for _, address in told(session, range(18, 22), district)} == {str(minh.id)}
    assert {address for _, address in told(session, range(22, 23), district)} == {str(minh.id), str(son.id)}


def test_the_desks_morning_names_the_units_with_overdue_tasks(session: Session, district: District) -> None:
    assigned(session, district)
    (before,) = reminders.morning_summaries(session, at(22, 8), ["terminal"])
    assert "quá hạn" not in before.text
    (summary,) = reminders.morning_summaries(session, at(25, 8), ["terminal"])
    assert "• Nhiệm vụ quá hạn chưa hoàn thành: 1 (xã Bản Thi 1)" in summary.text


def test_what_a_desk_tells_many_waits_behind_other_peoples_answers(
    engine: Engine, clock: Clock, stored_district: District
) -> None:
    with transaction(engine) as session:
        for number in range(30):
            officer = add_officer(session, f"Cán bộ {number}", unit_by_code(session, "BAN-THI"), Role.OFFICER)
            join(session, "terminal", f"n{number}", officer, clock())
    talk, thu = Talk(engine, clock), str(stored_district.desk.id)
    talk.say(thu, "giao Bản Thi: nộp kế hoạch CCHC, hạn 15/12")
    talk.say(thu, "giao")
    talk.remind()
    told = [message for message in talk.ear.heard if message.title == "Nhiệm vụ mới"]
    assert len({message.address for message in told}) == len(told) == 31
    assert sum(message.bulk for message in told) == 11
