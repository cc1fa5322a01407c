"""Days and times as an administrator types them."""

from datetime import date, datetime

from tracker.deadlines import DAY_END
from tracker.errors import TrackerError
from tracker.periods import ZONE


class NotADate(TrackerError):
    """{text!r} is no date; write 2024-03-08 for a day and 2024-03-15T17:00 for a time."""


def read_day(text: str) -> date:
    """An ISO date; raises NotADate."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise NotADate(text=text) from None


def read_time(text: str) -> datetime:
    """An ISO time, in Việt Nam if it names no zone; a day alone means its end. Raises NotADate."""
    if "T" not in text.strip() and " " not in text.strip():
        return datetime.combine(read_day(text), DAY_END, ZONE)
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise NotADate(text=text) from None
    return at if at.tzinfo else at.replace(tzinfo=ZONE)
