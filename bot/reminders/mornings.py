"""The desk's morning: how its rounds stand, who is late and cannot be reached; once a day, as it is when it is sent."""

from collections.abc import Collection
from datetime import datetime, time, timedelta
from typing import NamedTuple

from sqlalchemy import delete
from sqlmodel import Session, col, select

from bot.messages.actions import NUDGE, STATUS, TASKS, button
from bot.messages.messages import Outgoing
from bot.people.addresses import Address
from bot.people.reach import unreachable
from bot.reminders.notes import Notice
from bot.storage.database import insert_once
from bot.texts.desk import reminding
from tracker.calendar.ladder import is_working_time
from tracker.calendar.periods import ZONE
from tracker.calendar.working_days import WorkingDays
from tracker.office.officers import Officer, Role
from tracker.office.units import Unit
from tracker.reports.rounds import rounds_within
from tracker.review.standing import RoundStanding, rounds_standing
from tracker.tasks.classes import TaskClass
from tracker.tasks.overseen import open_within

_FROM = time(8)
_SOON, _LONG_PAST = timedelta(days=3), timedelta(days=30)  # around a due time a round is worth a word each morning
_AT_ONCE = 20  # desks in one transaction
_MOST = 3  # rounds in one summary


class _Desk(NamedTuple):
    officer: Officer
    unit: Unit
    address: Address


def morning_summaries(session: Session, now: datetime, channels: Collection[str]) -> list[Outgoing]:
    """Summaries for the next desks that got none today, from eight on a working day; notes that they were looked at."""
    local = now.astimezone(ZONE)
    if local.time() < _FROM or not is_working_time(now, WorkingDays.of(session)):
        return []
    what, summaries = _what(now), list[Outgoing]()
    while not summaries and (desks := _desks(session, what, channels)):
        for desk in desks:
            if insert_once(session, Notice, {"officer_id": desk.officer.id, "what": what, "at": now}):
                summary = _summary(session, desk, now)
                summaries += [summary] if summary else []
    return summaries


def _what(now: datetime) -> str:
    return f"summary {now.astimezone(ZONE).date()}"


def _desks(session: Session, what: str, channels: Collection[str]) -> list[_Desk]:
    told = select(Notice).where(Notice.officer_id == Officer.id, Notice.what == what).exists()
    wanted = (
        select(Officer, Unit, Address)
        .join(Unit, col(Unit.id) == Officer.unit_id)
        .join(Address, col(Address.officer_id) == Officer.id)
        .where(col(Officer.active), Officer.role == Role.DESK, ~told)
        .where(col(Address.channel).in_(channels), col(Address.blocked_at).is_(None))
        .order_by(col(Officer.id), col(Address.used_at).desc())
        .limit(_AT_ONCE)
    )
    return [_Desk(*row) for row in session.exec(wanted)]


def _summary(session: Session, desk: _Desk, now: datetime) -> Outgoing | None:
    """How the rounds of the desk stand that are due soon, overdue, or wait for it; None if none is."""
    lively = [standing for standing in _standings(session, desk.unit, now) if standing.owing or standing.to_review][:_MOST]
    overdue = _overdue_tasks(session, desk.unit, now)
    if not lively and not overdue:
        return None
    owing = [one.unit for standing in lively for one in standing.owing]
    choices = [STATUS.choice(reminding.STANDING)]
    choices += [TASKS.choice(reminding.TASKS)] if overdue else []
    choices += [NUDGE.choice(reminding.nudge(standing.round), standing.round.id) for standing in lively if standing.owing]
    return Outgoing(
        desk.address.channel,
        desk.address.address,
        reminding.summary(lively, unreachable(session, owing), overdue),
        title=reminding.SUMMARY_TITLE,
        buttons=tuple(button(choice, 0) for choice in choices),
        bulk=True,
        unasked=True,
        subject=f"summary {desk.officer.id}",
    )


def _overdue_tasks(session: Session, unit: Unit, now: datetime) -> list[tuple[Unit, int]]:
    """The units of the subtree with tasks that are overdue, and how many; most first."""
    counted = open_within(session, unit, now.astimezone(ZONE).date())
    late = {number: classes[TaskClass.OVERDUE] for number, classes in counted.items() if classes[TaskClass.OVERDUE]}
    units = session.exec(select(Unit).where(col(Unit.id).in_(late)))
    return sorted(((one, late[one.id]) for one in units), key=lambda pair: (-pair[1], pair[0].code))


def _standings(session: Session, unit: Unit, now: datetime) -> list[RoundStanding]:
    rounds = [r for r in rounds_within(session, unit) if now - _LONG_PAST < r.due_at < now + _SOON]
    standings = rounds_standing(session, rounds, unit)
    return sorted(standings, key=lambda standing: (standing.round.due_at, standing.round.id))


def refresh_summary(session: Session, message: Outgoing, officer_id: int, now: datetime) -> Outgoing | None:
    """The summary as it is now; outside of working hours it is left to the next morning."""
    if not is_working_time(now, WorkingDays.of(session)):
        session.execute(delete(Notice).where(col(Notice.officer_id) == officer_id, col(Notice.what) == _what(now)))
        return None
    officer = session.get_one(Officer, officer_id)
    address = session.get(Address, (message.channel, message.address))
    if address is None or address.officer_id != officer_id or not officer.active or officer.role != Role.DESK:
        return None
    return _summary(session, _Desk(officer, session.get_one(Unit, officer.unit_id), address), now)
