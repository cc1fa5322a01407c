"""Days and times as an administrator types them."""

from datetime import date, datetime

from bot.errors.command_line import NotADate
from tracker.calendar.deadlines import DAY_END
from tracker.calendar.periods import ZONE

_YEARS = range(2000, 2100)  # those that a period can name; holidays are not known for all others


def read_day(text: str) -> date:
    """An ISO date; raises NotADate."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise NotADate(text=text) from None
    if day.year not in _YEARS:
        raise NotADate(text=text)
    return day


def read_time(text: str) -> datetime:
    """An ISO time, in Việt Nam if it names no zone; a day alone means its end. Raises NotADate."""
    day, between, _ = text.partition("T")
    if not between:
        return datetime.combine(read_day(day), DAY_END, ZONE)
    read_day(day)
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise NotADate(text=text) from None
    return at if at.tzinfo else at.replace(tzinfo=ZONE)
