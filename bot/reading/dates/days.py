"""Days of the calendar, counted from the day on which somebody writes."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import MINYEAR, date, timedelta

from bot.reading.dates.said import WhyNoDate

FRIDAY = 4
_MONTHS = 12
_MOST_YEARS = 10


@dataclass(frozen=True)
class DayAsked:
    """The day of the question, and whether the days before it (a finishing date) or from it on (a due date) are meant."""

    today: date
    ahead: bool

    def nearest(self, days: Iterable[date]) -> date:
        """Of days that are called the same: the next one, today included; the last one if the past is meant."""
        return min(day for day in days if day >= self.today) if self.ahead else max(day for day in days if day <= self.today)


def calendar_day(day: int, month: int, year: int) -> date | WhyNoDate:
    """A day that exists, or why there is none."""
    if year < MINYEAR:
        return WhyNoDate.FAR
    if 1 <= month <= _MONTHS and 1 <= day <= monthrange(year, month)[1]:
        return date(year, month, day)
    return WhyNoDate.NO_SUCH_DAY


def full_year(digits: str) -> int:
    """2026 from "2026" and from "26"."""
    return int(digits) if len(digits) > 2 else 2000 + int(digits)  # noqa: PLR2004 - two digits


def day_and_month(day: int, month: int, asked: DayAsked) -> date | WhyNoDate:
    """15/12 of this year, or of the next (the last) if it has passed (is yet to come)."""
    today, said = (asked.today.month, asked.today.day), (month, day)
    step = int(said < today) if asked.ahead else -int(said > today)
    return calendar_day(day, month, asked.today.year + step)


def day_of_month(day: int, asked: DayAsked) -> date | WhyNoDate:
    """The 20th: of this month, or of the nearest month that has the day."""
    first = asked.today.replace(day=1)
    months = [_months_on(first, step) for step in range(-2, 3)]
    days = [calendar_day(day, month.month, month.year) for month in months]
    real = [found for found in days if isinstance(found, date)]
    return asked.nearest(real) if real else WhyNoDate.NO_SUCH_DAY


def week_day(weekday: int, weeks: int, today: date) -> date:
    """A day (Monday is 0) of the week that is so many weeks on; a week begins on Monday."""
    return today + timedelta(days=weekday - today.weekday(), weeks=weeks)


def months_on(today: date, months: int) -> date:
    """A day so many months after another, or the last of that month if it is shorter."""
    first = _months_on(today.replace(day=1), months)
    return first.replace(day=min(today.day, monthrange(first.year, first.month)[1]))


def _months_on(first: date, months: int) -> date:
    count = first.year * _MONTHS + first.month - 1 + months
    return date(count // _MONTHS, count % _MONTHS + 1, 1)


def stretch(today: date, months: int, steps: int) -> date:
    """First day of the month (1), quarter (3) or year (12) that is so many of them on."""
    first = date(today.year, (today.month - 1) // months * months + 1, 1)
    return _months_on(first, months * steps)


def last_day(first: date, months: int) -> date:
    """The last day of so many months."""
    return _months_on(first, months) - timedelta(days=1)


def is_far(day: date, today: date) -> bool:
    """Whether a year is more likely a slip of the finger."""
    return abs(day.year - today.year) > _MOST_YEARS
