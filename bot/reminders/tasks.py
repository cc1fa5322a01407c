"""Tasks that come due: who is reminded of them, on the same road as of reports."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from sqlmodel import Session, col, or_, select

from bot.people.addresses import Address
from bot.reminders.notes import TaskReminder
from bot.reminders.owing import AT_ONCE, OwingTask
from tracker.calendar.deadlines import DAY_END
from tracker.calendar.ladder import Course, Rung, latest_rung, parse_ladder
from tracker.calendar.periods import ZONE
from tracker.calendar.working_days import WorkingDays
from tracker.office.officers import Officer, Role
from tracker.tasks.task import UNFINISHED, Task

_LADDER = parse_ladder("3d 1w day overdue")  # its officers are told when it is assigned
_AHEAD, _NAGGED = timedelta(days=14), timedelta(days=30)  # around the due day


def owing_tasks(session: Session, now: datetime, channels: Collection[str]) -> list[list[OwingTask]]:
    """Those who are to be reminded of a task and were not: of each due day a list by their number, at most AT_ONCE."""
    days = WorkingDays.of(session)
    found = []
    for due_on in _due_days(session, now):
        due_at = datetime.combine(due_on, DAY_END, ZONE)
        rung = latest_rung(_LADDER, Course(due_at - _NAGGED, due_at), now, days)
        if rung:
            found.append(_owing(session, due_on, rung, channels))
    return found


def _due_days(session: Session, now: datetime) -> list[date]:
    today = now.astimezone(ZONE).date()
    wanted = select(col(Task.due_on)).where(col(Task.state).in_(UNFINISHED)).distinct()
    between = (col(Task.due_on) > today - _NAGGED, col(Task.due_on) < today + _AHEAD)
    return [day for day in session.exec(wanted.where(*between).order_by(col(Task.due_on))) if day]


def _owing(session: Session, due_on: date, rung: Rung, channels: Collection[str]) -> list[OwingTask]:
    """The officers of the unit in the lead, or the one who is responsible; its leader too where the rung escalates."""
    told = select(TaskReminder).where(
        TaskReminder.officer_id == Officer.id, TaskReminder.task_id == Task.id, TaskReminder.rung == rung.name
    )
    concerned = or_(col(Task.responsible_id).is_(None), col(Task.responsible_id) == col(Officer.id))
    roles = (col(Officer.role) == Role.OFFICER) & concerned
    rows = session.exec(
        select(Officer, Address, Task)
        .join(Address, col(Address.officer_id) == Officer.id)
        .join(Task, col(Task.lead_unit_id) == Officer.unit_id)
        .where(Task.due_on == due_on, col(Task.state).in_(UNFINISHED), col(Officer.active))
        .where(col(Task.assigned_on) <= rung.begins.astimezone(ZONE).date())
        .where(roles | (col(Officer.role) == Role.LEADER) if rung.escalates else roles)
        .where(col(Address.channel).in_(channels), col(Address.blocked_at).is_(None), ~told.exists())
        .order_by(col(Officer.id), col(Address.used_at).desc())
        .limit(AT_ONCE)
    )
    return [OwingTask(officer, address, task, rung.name) for officer, address, task in rows]


def still_to_do(session: Session, officer: Officer, numbers: Collection[int]) -> list[Task]:
    """Those of these tasks that are the officer's unit's and not done, by due day."""
    wanted = select(Task).where(col(Task.id).in_(numbers), col(Task.state).in_(UNFINISHED))
    found = session.exec(wanted.where(Task.lead_unit_id == officer.unit_id).order_by(col(Task.due_on), col(Task.id)))
    return list(found)
