"""Deadlines: when a report is due and when it is locked, from a small rule that a clerk can write."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from tracker.calendar.periods import ZONE
from tracker.calendar.working_days import WorkingDays
from tracker.kernel.errors import DueRuleUnreadable

DAY_END = time(17)
_WRITTEN = re.compile(
    r"(?:(?P<day>[1-9]|[12][0-9]|3[01])|\+(?P<count>[1-9][0-9]?)(?P<working>w)?)"
    r"(?: (?P<hour>[01][0-9]|2[0-3]):(?P<minute>[0-5][0-9]))?",
)


class Deadline(NamedTuple):
    """The due time (hạn nộp), the day off that it was moved from, and the time from which the report is locked (khóa sổ)."""

    due_at: datetime
    moved_from: date | None = None
    locks_at: datetime | None = None


@dataclass(frozen=True)
class DueRule:
    """A day counted from another: the next one of that number, so many days later, or so many working days; and a time."""

    day: int
    count: int
    working: bool
    at: time

    def day_after(self, start: date, days: WorkingDays) -> date:
        """The day that the rule means, always later than `start`; a short month's last day stands for the 29th to 31st."""
        if self.working:
            return days.plus(start, self.count)
        if self.count:
            return start + timedelta(days=self.count)
        month = start.replace(day=1)
        while (day := _in_month(month, self.day)) <= start:
            month = (month + timedelta(days=31)).replace(day=1)
        return day

    def time_on(self, day: date) -> datetime:
        """The rule's time of day, on another day than it means itself."""
        return datetime.combine(day, self.at, ZONE)


def _in_month(month: date, number: int) -> date:
    return month.replace(day=min(number, monthrange(month.year, month.month)[1]))


def parse_due_rule(text: str) -> DueRule:
    """Read 17, +3 or +2w, each with or without a time (17 09:00; else 17:00); raises DueRuleUnreadable."""
    found = _WRITTEN.fullmatch(text.strip())
    if not found:
        raise DueRuleUnreadable(text=text)
    at = time(int(found["hour"]), int(found["minute"])) if found["hour"] else DAY_END
    return DueRule(int(found["day"] or 0), int(found["count"] or 0), found["working"] is not None, at)


LEAST = parse_due_rule("+1w")  # article 8.5: at least one working day after the cut-off


def earliest_due(cut_off: date, days: WorkingDays) -> datetime:
    """The end of the first working day after the cut-off, the least that article 8.5 of the decree allows."""
    return LEAST.time_on(LEAST.day_after(cut_off, days))


def deadline(rule: DueRule, cut_off: date, days: WorkingDays, *, roll: bool) -> Deadline:
    """When a report with this cut-off is due; `roll` moves a day off to the next working day (civil code, article 148.5)."""
    meant = rule.day_after(cut_off, days)
    day = days.next_working(meant) if roll else meant
    return Deadline(rule.time_on(day), moved_from=None if day == meant else meant)


def with_lock(due: Deadline, lock: DueRule | None, days: WorkingDays) -> Deadline:
    """The terms with a lock so long after the due day."""
    if lock is None:
        return due
    return due._replace(locks_at=lock.time_on(lock.day_after(due.due_at.astimezone(ZONE).date(), days)))
