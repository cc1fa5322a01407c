"""Who would be reminded of what in the days to come if nobody handed anything in, and who would not be, and why."""

from collections.abc import Collection, Iterator
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from sqlmodel import Session, col, select

from bot.people.reach import Unreachable, unreachable
from bot.people.rehearsed import Told
from bot.reminders.digests import take_due
from bot.reminders.owing import courses
from tracker.calendar.ladder import CLOSES, OPENS, rungs
from tracker.calendar.periods import ZONE
from tracker.calendar.working_days import WorkingDays
from tracker.office.units import Unit
from tracker.reports.reports import WITH_UNIT, Report
from tracker.reports.rounds import Asked, Round
from tracker.reports.schedules import open_due_rounds

_MORNING = time(8)


class Untold(NamedTuple):
    """A report of which nobody would be reminded; `unreachable` if nobody can be, `locked` since its lock."""

    unit: Unit
    asked: Asked
    unreachable: Unreachable | None
    locked: bool


def forecast(session: Session, since: datetime, days: int, channels: Collection[str]) -> tuple[list[Told], list[Untold]]:
    """Play the ticks of these days; rounds that schedules open are among them. The caller rolls the session back."""
    told = [one for moment in _moments(session, since, days) for one in _told(session, moment, channels)]
    known = {asked.report.id for one in told for asked, _ in one.reports}
    return told, [one for one in _open(session, since + timedelta(days=days)) if one.asked.report.id not in known]


def _told(session: Session, at: datetime, channels: Collection[str]) -> Iterator[Told]:
    while people := take_due(session, at, channels):
        for mine in people:
            unit = session.get_one(Unit, mine.officer.unit_id)
            reports = [(one.asked, one.rung) for one in mine.reports]
            yield Told(at, mine.officer, unit, reports, [(one.task, one.rung) for one in mine.tasks])


def _moments(session: Session, since: datetime, days: int) -> Iterator[datetime]:
    """The moments in these days at which a rung may begin: the morning's, and those of the reports' own ladders."""
    calendar = WorkingDays.of(session)
    first = since.astimezone(ZONE).date()
    for day in (first + timedelta(days=number) for number in range(days + 1)):
        if not calendar.is_working(day):
            continue
        morning = datetime.combine(day, _MORNING, ZONE)
        open_due_rounds(session, max(morning, since))
        begun = {since, morning, datetime.combine(day, OPENS, ZONE), *_begin_on(session, day, calendar)}
        yield from sorted(moment for moment in begun if _is_on(moment, day) and moment >= since)


def _begin_on(session: Session, day: date, calendar: WorkingDays) -> Iterator[datetime]:
    evening = datetime.combine(day, CLOSES, ZONE)
    for _, ladder, course in courses(session, evening):
        yield from (rung.begins for rung in rungs(ladder, course, evening, calendar))


def _is_on(moment: datetime, day: date) -> bool:
    return moment.astimezone(ZONE).date() == day


def _open(session: Session, now: datetime) -> list[Untold]:
    wanted = (
        select(Unit, Report, Round)
        .join(Report, col(Report.unit_id) == Unit.id)
        .join(Round, col(Round.id) == Report.round_id)
        .where(col(Report.state).in_(WITH_UNIT))
        .order_by(col(Report.due_at), col(Unit.id))
    )
    rows = list(session.exec(wanted))
    cannot = {one.unit.id: one for one in unreachable(session, [unit for unit, _, _ in rows])}
    return [Untold(unit, Asked(report, round_), cannot.get(unit.id), report.is_locked(now)) for unit, report, round_ in rows]
