"""Times of the day: "17h", "9h30", "14:00", "16 giờ", "5h chiều"."""

import re
from datetime import time

from bot.reading.dates.said import WhyNoDate
from bot.reading.dates.spelling import pattern
from tracker.kernel.names import fold

PART = "(?:sáng|trưa|chiều|tối|đêm)"
TIME = (
    "(?P<hour>[0-9]{1,2})(?:~(?:h|giờ|g)(?:~(?P<minute>[0-9]{2}|rưỡi)(?:~(?:phút|p|'))?)?|:(?P<minutes>[0-9]{2})(?::[0-9]{2})?)"
    rf"(?:_(?:buổi_)?(?P<half>{PART}))?(?!\w|[/:.-][0-9])"
)
_TIME = pattern(TIME)
_MORNING = range(1, 7)  # hours that an office does not keep, so that the afternoon may be meant
_NOON = 12
_HOURS = {
    "sang": range(12),
    "trua": range(10, 15),
    "chieu": range(12, 20),
    "toi": range(17, 24),
    "dem": (*range(6), *range(21, 24)),
}


def is_time(text: str) -> bool:
    """Whether there is nothing but a time."""
    return bool(_TIME.fullmatch(text))


def time_of(found: re.Match[str], part: str) -> time | WhyNoDate:
    """The time in a match of TIME; `part` is the part of the day said elsewhere ("chiều thứ Sáu lúc 3h")."""
    hour = int(found["hour"])
    minute = found["minute"] or found["minutes"] or "0"
    minutes = int(minute) if minute.isdecimal() else 30
    shifted = _in_part(hour, fold(found["half"] or part), short=found["hour"][0] != "0")
    if isinstance(shifted, WhyNoDate):
        return shifted
    return time(shifted, minutes) if shifted < 24 and minutes < 60 else WhyNoDate.NO_SUCH_TIME  # noqa: PLR2004 - a day's, an hour's


def _in_part(hour: int, part: str, *, short: bool) -> int | WhyNoDate:
    if not part:
        return WhyNoDate.WHICH_HALF if short and hour in _MORNING else hour
    return next((sure for sure in (hour, hour + _NOON) if sure in _HOURS[part]), WhyNoDate.NO_SUCH_TIME)
