"""The ladder of reminders: which rung has begun at which working hour, from the opening of a round to its lock."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from tracker.calendar.periods import ZONE
from tracker.calendar.working_days import WorkingDays
from tracker.kernel.errors import LadderUnreadable

DEFAULT = "opened 7d 3d 1w day 2h overdue"
OPENS, CLOSES = time(7, 30), time(17)
_MORNING, _LAST_HOUR = time(8), time(16)
_STEP = re.compile(r"opened|day|overdue|(?P<count>[1-9][0-9]?)(?P<unit>[dwh])")


class Rung(NamedTuple):
    """A step that has begun; `name` tells it from every other of this report, `escalates` when the leader is told too."""

    name: str
    begins: datetime
    escalates: bool


@dataclass(frozen=True)
class Course:
    """What the rungs of one report are counted from: its opening, its due time and its lock."""

    opened_at: datetime
    due_at: datetime
    locks_at: datetime | None = None


def parse_ladder(text: str) -> tuple[str, ...]:
    """Read "opened 7d 3d 1w day 2h overdue": days, working days and hours before the due time; raises LadderUnreadable."""
    steps = tuple(text.split())
    for step in steps:
        if not _STEP.fullmatch(step):
            raise LadderUnreadable(step=step)
    return steps


def is_working_time(now: datetime, days: WorkingDays) -> bool:
    """Whether people may be written to unasked."""
    local = now.astimezone(ZONE)
    return OPENS <= local.time() < CLOSES and days.is_working(local.date())


def next_working_time(now: datetime, days: WorkingDays) -> datetime:
    """Now, or when offices open next."""
    local = now.astimezone(ZONE)
    if is_working_time(now, days):
        return now
    day = local.date() if local.time() < OPENS else local.date() + timedelta(days=1)
    return datetime.combine(days.next_working(day), OPENS, ZONE)


def latest_rung(steps: Sequence[str], course: Course, now: datetime, days: WorkingDays) -> Rung | None:
    """The rung that began last; those before it are over, so that whoever missed several is reminded once.

    None before the first, and after the lock.
    """
    if course.locks_at is not None and now > course.locks_at:
        return None
    begun = [rung for rung in rungs(steps, course, now, days) if rung.begins <= now]
    return max(begun, key=lambda rung: rung.begins, default=None)


def rungs(steps: Sequence[str], course: Course, until: datetime, days: WorkingDays) -> Iterator[Rung]:
    """The rungs of a report in the order of its ladder; of those after the due time, the last until then."""
    due = course.due_at.astimezone(ZONE)
    for step in steps:
        if step == "overdue":
            yield from _overdue(due, until, days)
        elif step == "opened":
            yield Rung("opened", _settled(course.opened_at, due, days), escalates=False)
        else:
            moment = _settled(_meant(step, due, days), due, days)
            if moment >= course.opened_at:
                yield Rung(f"{step} {due:%Y-%m-%d %H:%M}", moment, escalates=step == "day" or step.endswith("h"))


def _meant(step: str, due: datetime, days: WorkingDays) -> datetime:
    """When a step would begin if there were no hours and days off."""
    if step == "day":
        return datetime.combine(due.date(), OPENS, ZONE)
    count, unit = int(step[:-1]), step[-1]
    if unit == "h":
        return due - timedelta(hours=count)
    day = days.plus(due.date(), -count) if unit == "w" else due.date() - timedelta(days=count)
    return datetime.combine(day, _MORNING, ZONE)


def _settled(moment: datetime, due: datetime, days: WorkingDays) -> datetime:
    """The moment, or when offices open after it; if it is due by then, the last hour before."""
    later = next_working_time(moment, days)
    if later < due:
        return later
    local = min(moment, due).astimezone(ZONE)
    day = local.date() if local.time() > _LAST_HOUR else local.date() - timedelta(days=1)
    return datetime.combine(days.last_working(day), _LAST_HOUR, ZONE)


def _overdue(due: datetime, until: datetime, days: WorkingDays) -> Iterator[Rung]:
    day = _last_morning(until, days)
    if day > due.date():
        yield Rung(f"overdue {day}", datetime.combine(day, _MORNING, ZONE), escalates=True)


def _last_morning(until: datetime, days: WorkingDays) -> date:
    """The last working day whose morning has come."""
    local = until.astimezone(ZONE)
    return days.last_working(local.date() if local.time() >= _MORNING else local.date() - timedelta(days=1))
