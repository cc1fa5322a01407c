"""One digest for each person, however many of their reports are due; made by a tick, decided again when it is sent."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlmodel import Session, col, select

from bot.messages.actions import LATER, NOTHING, OPEN, TASKS, button
from bot.messages.messages import Outgoing
from bot.people.addresses import Address
from bot.reminders.announcements import SUBJECT
from bot.reminders.mornings import refresh_summary
from bot.reminders.notes import Reminder, TaskReminder, forget_reminders, forget_task_reminders
from bot.reminders.owing import AT_ONCE, Owing, OwingTask, calls, owing
from bot.reminders.tasks import owing_tasks, still_to_do
from bot.storage.database import insert_once
from bot.texts.desk import reminding
from tracker.calendar.ladder import is_working_time
from tracker.calendar.working_days import WorkingDays
from tracker.office.officers import Officer, may_approve, may_fill
from tracker.reports.figures import standing_figures
from tracker.reports.reports import WITH_UNIT, Report
from tracker.reports.rounds import Asked, Round
from tracker.tasks.task import Task

_MOST, _MOST_TASKS = 5, 6  # reports and tasks in one digest


class Due(NamedTuple):
    """What one person is to be reminded of, and where."""

    officer: Officer
    address: Address
    reports: list[Owing]
    tasks: list[OwingTask]


def due(session: Session, now: datetime, channels: Collection[str]) -> list[Outgoing]:
    """Digests for the next people who are due one, in working hours; notes that they got it. [] when nobody is left.

    People without an address on one of these channels, or who blocked us there, are left for later.
    """
    people = take_due(session, now, channels)
    return [_digest(session, one.address, ToRemind(one.officer, _reports(one), _tasks(one)), now) for one in people]


def take_due(session: Session, now: datetime, channels: Collection[str]) -> list[Due]:
    """What the next people are to be reminded of, noted as told, at the last address that each wrote from."""
    if not is_working_time(now, WorkingDays.of(session)):
        return []
    people: dict[int, Due] = {}
    for one in _next_people(session, now, channels):
        mine = people.setdefault(one.officer.id, Due(one.officer, one.address, [], []))
        note = {"officer_id": one.officer.id, "rung": one.rung, "at": now}
        if isinstance(one, OwingTask):
            if insert_once(session, TaskReminder, note | {"task_id": one.task.id}):
                mine.tasks.append(one)
        elif insert_once(session, Reminder, note | {"report_id": one.asked.report.id}):  # not for another address of theirs
            mine.reports.append(one)
    return [mine for mine in people.values() if mine.reports or mine.tasks]


def _next_people(session: Session, now: datetime, channels: Collection[str]) -> list[Owing | OwingTask]:
    """All that is due to the people of the lowest numbers, as many people as one transaction may hold."""
    found: list[Owing | OwingTask] = []
    complete_to: int | None = None
    lists: list[Sequence[Owing | OwingTask]] = [owing(session, call, channels, now) for call in calls(session, now)]
    lists += owing_tasks(session, now, channels)
    for rows in lists:
        found += rows
        if len(rows) == AT_ONCE:  # there may be more of this call for people of higher numbers
            last = rows[-1].officer.id
            complete_to = last if complete_to is None else min(complete_to, last)
    return [one for one in found if complete_to is None or one.officer.id <= complete_to]


def _reports(mine: Due) -> list[Asked]:
    by_id = {one.asked.report.id: one.asked for one in mine.reports}
    return sorted(by_id.values(), key=lambda asked: (asked.report.due_at, asked.report.id))


def _tasks(mine: Due) -> list[Task]:
    by_id = {one.task.id: one.task for one in mine.tasks}
    return sorted(by_id.values(), key=lambda task: (task.due_on or date.max, task.id))


class ToRemind(NamedTuple):
    """What a digest speaks of."""

    officer: Officer
    reports: Sequence[Asked]
    tasks: Sequence[Task]


def _digest(session: Session, address: Address, owed: ToRemind, now: datetime) -> Outgoing:
    reports, tasks = owed.reports[:_MOST], owed.tasks[:_MOST_TASKS]
    numbers = [asked.report.id for asked in reports]
    choices = [OPEN.choice(reminding.do_it_now(asked.round), asked.report.id) for asked in reports]
    choices += [TASKS.choice(reminding.TASKS)] if tasks else []
    choices += [LATER.choice(reminding.LATER, *numbers)] if reports else []
    if len(reports) == 1 and not standing_figures(session, reports[0].report.id).figures:
        choices.append(NOTHING.choice(reminding.NOTHING, *numbers))
    subject = [f"r{asked.report.id}" for asked in reports] + [f"t{task.id}" for task in tasks]
    return Outgoing(
        address.channel,
        address.address,
        reminding.digest(reports, tasks, now),
        title=reminding.title(reports, tasks, now),
        buttons=tuple(button(choice, 0) for choice in choices),
        bulk=True,
        unasked=True,
        subject=f"reminder {owed.officer.id} {' '.join(subject)}",
    )


def refresh(session: Session, message: Outgoing, now: datetime) -> Outgoing | None:
    """A reminder or a summary as it is now; None when there is nothing to say any more, or it is not the hour.

    What else nobody asked for is not said any more to an account that has ended meanwhile.
    """
    what, *numbers = message.subject.split() or [""]
    if what == "summary":
        return refresh_summary(session, message, int(numbers[0]), now)
    address = session.get(Address, (message.channel, message.address))
    if what != "reminder":
        has_ended = message.unasked and address is None
        is_anothers = what == SUBJECT and address is not None and address.officer_id != int(numbers[1])
        return None if has_ended or is_anothers else message
    officer = session.get_one(Officer, int(numbers[0]))
    if address is None or address.officer_id != officer.id:  # the account ended, or is somebody else's by now
        forget_reminders(session, officer.id, _numbers(numbers, "r"))
        forget_task_reminders(session, officer.id, _numbers(numbers, "t"))
        return None
    reports = _still_owed(session, officer, _numbers(numbers, "r"), now)
    tasks = still_to_do(session, officer, _numbers(numbers, "t"))
    if not reports and not tasks:
        return None
    if not is_working_time(now, WorkingDays.of(session)):  # it was put off too long: the next working hour decides anew
        forget_reminders(session, officer.id, [asked.report.id for asked in reports])
        forget_task_reminders(session, officer.id, [task.id for task in tasks])
        return None
    return _digest(session, address, ToRemind(officer, reports, tasks), now)


def _numbers(subject: Sequence[str], kind: str) -> list[int]:
    return [int(one[1:]) for one in subject[1:] if one.startswith(kind)]


def _still_owed(session: Session, officer: Officer, numbers: Sequence[int], now: datetime) -> list[Asked]:
    wanted = (
        select(Report, Round)
        .join(Round, col(Round.id) == Report.round_id)
        .where(col(Report.id).in_(numbers), col(Report.state).in_(WITH_UNIT))
        .order_by(col(Report.due_at), col(Report.id))
    )
    found = [Asked(report, round_) for report, round_ in session.exec(wanted)]
    return [asked for asked in found if _is_theirs(officer, asked.report) and not asked.report.is_locked(now)]


def _is_theirs(officer: Officer, report: Report) -> bool:
    may = may_fill if report.is_open else may_approve
    return may(officer, report.unit_id)
