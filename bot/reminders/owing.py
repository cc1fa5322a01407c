"""Who owes a report whose rung has begun and was not told so: one query for each round, due time and rung."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement
from sqlalchemy.orm import aliased
from sqlmodel import Session, and_, col, or_, select

from bot.people.addresses import Address
from bot.reminders.notes import Nudge, Reminder, Snooze
from tracker.calendar.ladder import Course, Rung, latest_rung, parse_ladder
from tracker.calendar.working_days import WorkingDays
from tracker.forms.catalogue import FormVersion
from tracker.office.officers import FILLERS, Officer, Role
from tracker.office.units import subtree_ids
from tracker.reports.reports import OPEN, WITH_UNIT, Report, State
from tracker.reports.rounds import Asked, Round
from tracker.tasks.task import Task

AT_ONCE = 200  # people in one transaction
_NAGGED = timedelta(days=30)  # after the due time; then it is the desk's business alone
_NUDGED = timedelta(days=2)  # so long a nudge waits for working hours


class Owing(NamedTuple):
    """A person who is to be reminded of a report, where they can be reached, and by which rung."""

    officer: Officer
    address: Address
    asked: Asked
    rung: str


class OwingTask(NamedTuple):
    """A person who is to be reminded of a task, where they can be reached, and by which rung."""

    officer: Officer
    address: Address
    task: Task
    rung: str


class Call(NamedTuple):
    """A rung of the reports for which these conditions hold; `roles` are those whom it is for."""

    rung: str
    reports: Sequence[ColumnElement[bool]]
    roles: Collection[Role]


def calls(session: Session, now: datetime) -> list[Call]:
    """The rung that stands for every course that such reports follow, and the desks' nudges."""
    days = WorkingDays.of(session)
    found = []
    for round_, ladder, course in courses(session, now):
        rung = latest_rung(ladder, course, now, days)
        if rung:
            found.append(Call(rung.name, _following(round_, course), roles_of(rung)))
    return [*found, *_nudges(session, now)]


def roles_of(rung: Rung) -> Collection[Role]:
    """Whom a rung is for: from the due day on the unit's leader as well."""
    return (*FILLERS, Role.LEADER) if rung.escalates else FILLERS


def _following(round_: Round, course: Course) -> Sequence[ColumnElement[bool]]:
    """The reports of a round that follow this course."""
    locks_at = col(Report.locks_at)
    locked = locks_at.is_(None) if course.locks_at is None else locks_at == course.locks_at
    return (col(Report.round_id) == round_.id, col(Report.due_at) == course.due_at, locked)


def courses(session: Session, now: datetime) -> Iterator[tuple[Round, tuple[str, ...], Course]]:
    """The rounds with reports that are with their units: each course in them, with the form's ladder."""
    wanted = (
        select(Round, FormVersion, Report.due_at, Report.locks_at)
        .join(Report, col(Report.round_id) == Round.id)
        .join(FormVersion, col(FormVersion.id) == Report.form_version_id)
        .where(col(Report.state).in_(WITH_UNIT), Report.due_at > now - _NAGGED)
        .order_by(col(Report.due_at), col(Round.id))
        .distinct()
    )
    for round_, version, due_at, locks_at in session.exec(wanted):
        yield round_, parse_ladder(version.form.reminders), Course(round_.opened_at, due_at, locks_at)


def _nudges(session: Session, now: datetime) -> Iterator[Call]:
    for nudge in session.exec(select(Nudge).where(Nudge.at > now - _NUDGED)):
        below = subtree_ids(session, nudge.unit_id)
        unlocked = or_(col(Report.locks_at).is_(None), col(Report.locks_at) >= now)
        reports = (col(Report.round_id) == nudge.round_id, col(Report.unit_id).in_(below), unlocked)
        yield Call(f"nudge {nudge.id}", reports, (*FILLERS, Role.LEADER))


def owing(session: Session, call: Call, channels: Collection[str], now: datetime) -> list[Owing]:
    """Those whom this call is for and who were not reached yet, by number; at most so many as one transaction may hold."""
    rows = session.exec(_owing(call, channels, now).limit(AT_ONCE))
    return [Owing(officer, address, Asked(report, round_), call.rung) for officer, address, report, round_ in rows]


def _owing(call: Call, channels: Collection[str], now: datetime) -> Any:
    """What is with the officers is theirs to be reminded of; what awaits approval is the leader's alone, on every rung."""
    theirs = (Reminder.officer_id == Officer.id, Reminder.report_id == Report.id)
    told = select(Reminder).where(*theirs, Reminder.rung == call.rung).exists()
    later = select(Snooze).where(Snooze.officer_id == Officer.id, Snooze.report_id == Report.id, Snooze.until > now).exists()
    colleague = aliased(Officer)
    fills = col(colleague.role).in_(FILLERS)
    officers = select(colleague).where(colleague.unit_id == Report.unit_id, fills, colleague.active)
    is_leader = col(Officer.role) == Role.LEADER
    theirs_to_fill = or_(col(Officer.role).in_(call.roles), is_leader & ~officers.exists())
    return (
        select(Officer, Address, Report, Round)
        .join(Address, col(Address.officer_id) == Officer.id)
        .join(Report, col(Report.unit_id) == Officer.unit_id)
        .join(Round, col(Round.id) == Report.round_id)
        .where(*call.reports, col(Officer.active))
        .where(or_(and_(col(Report.state).in_(OPEN), theirs_to_fill), and_(Report.state == State.AWAITING, is_leader)))
        .where(col(Address.channel).in_(channels), col(Address.blocked_at).is_(None), ~told, ~later)
        .order_by(col(Officer.id), col(Address.used_at).desc())
    )
