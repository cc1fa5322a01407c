"""Days that are named by their number: 15/12, ngày 15 tháng 12, mùng 5, ngày 20."""

import re
from collections.abc import Iterator

from bot.reading.dates.days import DayAsked, calendar_day, day_and_month, day_of_month, full_year, stretch
from bot.reading.dates.rules import DayRule, Needs, WordKind, whole
from bot.reading.dates.said import Day, WhyNoDate
from bot.reading.dates.spelling import NUMBER, WHICH, number, steps

_DAY = "(?P<day>[0-9]{1,2})"
_MONTH = rf"(?P<month>[0-9]{{1,2}}|{NUMBER})"
_WHEN, _DIGITS = "(?P<when>nay|này|sau|tới|trước|ngoái)", "(?P<year>[0-9]{4}|[0-9]{2})"
_YEAR = f"(?:_năm_{_WHEN}|(?:~/~|_năm_|_(?=20[0-9]{{2}})){_DIGITS})"
_COMING = r"(?:_(?:này|tới)(?!_[^\W\d_]))?"  # not "15/12 tới xã"
_LISTED = "~(?:[,–-]|và|hoặc|đến)~[0-9]{1,2}[/.-]"  # of "ngày 15, 16/12", which is no fifteenth of this month
_FIRST = "(?:mùng|mồng)"
_LAST_OF_FIRST = 10


def year_of(found: re.Match[str], asked: DayAsked) -> int | None:
    """The year that was said, as digits or as "năm sau"."""
    said = found.groupdict()
    if said.get("year"):
        return full_year(said["year"])
    return asked.today.year + steps(said["when"]) if said.get("when") else None


def _dated(found: re.Match[str], asked: DayAsked) -> Day:
    year = year_of(found, asked)
    day, month = int(found["day"]), number(found["month"])
    return day_and_month(day, month, asked) if year is None else calendar_day(day, month, year)


def _of_that_month(found: re.Match[str], asked: DayAsked) -> Day:
    first = stretch(asked.today, 1, steps(found["which"]))
    return calendar_day(int(found["day"]), first.month, first.year)


def _of_month(found: re.Match[str], asked: DayAsked) -> Day:
    return day_of_month(int(found["day"]), asked)


def _of_first_days(found: re.Match[str], asked: DayAsked) -> Day:
    return _of_month(found, asked) if int(found["day"]) <= _LAST_OF_FIRST else WhyNoDate.NO_SUCH_DAY


def _numeric() -> Iterator[DayRule]:
    """15.12 and 15-12 may be the number of a row or a range, 15/12 a share, 1.2.21 the number of a row."""
    for sign, sure in (("~/~", True), ("[.]", False), ("-", False)):
        bare = f"{_DAY}{sign}(?P<month>[0-9]{{1,2}})"
        yield DayRule(whole(f"{bare}{sign}(?P<year>[0-9]{{4}})"), _dated, Needs.NOTHING, WordKind.DATED)
        yield DayRule(whole(f"{bare}{sign}(?P<year>[0-9]{{2}})"), _dated, Needs.NOTHING if sure else Needs.DUE, WordKind.DATED)
        yield DayRule(whole(bare + _COMING), _dated, Needs.NO_COUNT if sure else Needs.DUE, WordKind.DATED)
        yield DayRule(whole(f"{bare}_năm_(?:{_WHEN}|{_DIGITS})"), _dated, Needs.NOTHING, WordKind.DATED)
        yield DayRule(whole(f"{bare}_(?P<year>20[0-9]{{2}})"), _dated, Needs.NOTHING if sure else Needs.DUE, WordKind.DATED)


_ISO = whole("(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})")
_WORDED = whole(f"(?:(?:ngày|{_FIRST})_)?{_DAY}(?:_tháng_|~th[.]?~|_t){_MONTH}{_YEAR}?")
_MONTH_FIRST = whole(f"tháng_{_MONTH},?_ngày_{_DAY}")
_THAT_MONTH = whole(f"(?:ngày|{_FIRST})_{_DAY}_tháng_{WHICH}")  # without "ngày" it counts: "6 tháng tới"
_FIRST_DAYS = whole(f"{_FIRST}_{_DAY}")
_OF_MONTH = whole(f"ngày_{_DAY}{_COMING}(?!_(?:hàng|hằng|mỗi)_tháng|{_LISTED})")

DATED = (
    *_numeric(),
    DayRule(_ISO, _dated, Needs.NOTHING, WordKind.DATED),
    DayRule(_THAT_MONTH, _of_that_month, Needs.NOTHING, WordKind.DATED),
    DayRule(_WORDED, _dated, Needs.NOTHING, WordKind.DATED),
    DayRule(_MONTH_FIRST, _dated, Needs.NOTHING, WordKind.DATED),
    DayRule(_FIRST_DAYS, _of_first_days, Needs.NOTHING, WordKind.DATED),
    DayRule(_OF_MONTH, _of_month, Needs.NO_COUNT, WordKind.DATED),
)
