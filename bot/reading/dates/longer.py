"""More time by its length: "thêm 3 ngày", "gia hạn 2 tuần", "thêm 3 ngày làm việc"; "3 ngày nữa" is a day."""

from typing import NamedTuple

from bot.reading.dates.spelling import NUMBER, number, pattern, spaced

_LONGER = pattern(
    rf"\A(?:(?:xin|cho|lùi|lùi_hạn|kéo_dài|kéo_dài_hạn|gia_hạn|dời_hạn|thêm)_)*(?P<count>[0-9]{{1,3}}|{NUMBER})_"
    r"(?P<unit>ngày|hôm|bữa|tuần)(?P<working>_làm_việc)?(?![\w/])(?!_(?:nữa|sau|tới|trước|qua))[_,;.:]*"
)
_DAYS_IN_WEEK = 7


class Longer(NamedTuple):
    """So many days more, of the calendar or working ones, and the rest of what was said."""

    days: int
    working: bool
    rest: str


def read_longer(text: str) -> Longer | None:
    """Read with how much more time a message begins; None for any other."""
    said = spaced(text)
    found = _LONGER.match(said)
    if found is None:
        return None
    days = number(found["count"]) * (_DAYS_IN_WEEK if found["unit"].casefold() in {"tuần", "tuan"} else 1)
    return Longer(days, bool(found["working"]), said[found.end() :]) if days else None
