"""Beginnings, middles and ends of weeks, months, quarters and years; and words that name such a stretch but no day."""

import re
from collections.abc import Iterable
from datetime import date

from bot.reading.dates.dated import year_of
from bot.reading.dates.days import FRIDAY, DayAsked, last_day, stretch, week_day
from bot.reading.dates.rules import DayRule, Needs, whole
from bot.reading.dates.said import Day, WhyNoDate
from bot.reading.dates.spelling import NUMBER, WHICH, number, steps
from tracker.kernel.names import fold

_MONTHS = {"thang": 1, "quy": 3, "qui": 3, "nam": 12}
_EDGE = "(?P<edge>đầu|giữa|cuối|hết)"
_YEAR = "(?:_năm_(?P<when>nay|này|sau|tới|trước|ngoái)|(?:~/~|-|_năm_)(?P<year>20[0-9]{2}|[0-9]{2}))"
_QUARTER = "(?:quý|quí)_(?P<quarter>iv|i{1,3}|[1-4]|một|hai|ba|bốn|tư)"
_MONTH = f"tháng_(?P<month>1[0-2]|0?[1-9]|{NUMBER})"
_NUMBERED = f"(?:{_QUARTER}|{_MONTH})"
_NO_NUMBER = "(?!_[0-9]+(?![0-9]|~[hg:]))"  # "cuối tháng 13" is not "cuối tháng", "cuối tháng 17h" is
_MIDDLE = 15


def _of_week(found: re.Match[str], asked: DayAsked) -> Day:
    """An office's week ends on Friday; at the weekend, "cuối tuần" may be the one that has begun."""
    edge, weeks = fold(found["edge"]), steps(found["which"]) if found["which"] else None
    at_weekend = asked.today.weekday() > FRIDAY and not weeks
    if edge == "giua" or (edge == "dau" and weeks is None) or (edge in {"cuoi", "het"} and at_weekend):
        return WhyNoDate.WHICH_DAY
    if weeks is None:
        return asked.nearest(week_day(FRIDAY, each, asked.today) for each in (-1, 0))
    return week_day(0 if edge == "dau" else FRIDAY, weeks, asked.today)


def _of_stretch(found: re.Match[str], asked: DayAsked) -> Day:
    """Of this month, of next quarter."""
    months = _MONTHS[fold(found["unit"])]
    if found["which"]:
        return _edge(found["edge"], stretch(asked.today, months, steps(found["which"])), months)
    if fold(found["edge"]) == "dau":
        return WhyNoDate.WHICH_DAY  # this month's first days are hardly meant, but nothing says next month's
    return _nearest_edge(found["edge"], (stretch(asked.today, months, step) for step in (-1, 0, 1)), months, asked)


def _of_numbered(found: re.Match[str], asked: DayAsked) -> Day:
    """Of a month, a quarter or a year that is named by its number."""
    year = year_of(found, asked)
    months = 3 if found["quarter"] else 1
    first = number(found["quarter"]) * 3 - 2 if found["quarter"] else number(found["month"])
    if year is not None:
        return _edge(found["edge"], date(year, first, 1), months)
    years = (asked.today.year + step for step in (-1, 0, 1))
    return _nearest_edge(found["edge"], (date(each, first, 1) for each in years), months, asked)


def _of_year(found: re.Match[str], _: DayAsked) -> Day:
    return _edge(found["edge"], date(int(found["year"]), 1, 1), _MONTHS["nam"])


def _edge(edge: str, first: date, months: int) -> Day:
    if fold(edge) == "dau":
        return first
    if fold(edge) == "giua":
        return first.replace(day=_MIDDLE) if months == 1 else WhyNoDate.WHICH_DAY
    return last_day(first, months)


def _nearest_edge(edge: str, firsts: Iterable[date], months: int, asked: DayAsked) -> Day:
    days = [_edge(edge, first, months) for first in firsts]
    real = [day for day in days if isinstance(day, date)]
    return asked.nearest(real) if real else days[0]


def _unclear(why: WhyNoDate, *written: str) -> tuple[DayRule, ...]:
    return tuple(DayRule(whole(each), lambda _found, _asked: why, Needs.LIMIT) for each in written)


STRETCHES = (
    DayRule(whole(f"{_EDGE}_tuần(?P<which>){_NO_NUMBER}"), _of_week, Needs.PAUSES),
    DayRule(whole(f"{_EDGE}_tuần_{WHICH}"), _of_week, Needs.NOTHING),
    DayRule(whole(f"{_EDGE}_(?P<unit>tháng|quý|quí|năm)(?P<which>){_NO_NUMBER}"), _of_stretch, Needs.PAUSES),
    DayRule(whole(f"{_EDGE}_(?P<unit>tháng|quý|quí|năm)_{WHICH}"), _of_stretch, Needs.NOTHING),
    DayRule(whole(f"{_EDGE}_{_NUMBERED}{_YEAR}?"), _of_numbered, Needs.PAUSES),
    DayRule(whole(f"{_EDGE}_năm_(?P<year>20[0-9]{{2}})"), _of_year, Needs.PAUSES),
)

_SOME = "(?:vài|mấy|ít|dăm|[0-9]{1,2}~[-–]~[0-9]{1,2}|(?:NUMBER_)?(?:NUMBER|mươi|lăm|mốt|chục))".replace("NUMBER", NUMBER)
_MONTH_WORD = "(?:tháng_|th~|t)"

UNCLEAR = (
    *_unclear(
        WhyNoDate.WHICH_DAY,
        f"(?:tuần|tháng|quý|quí|năm)_{WHICH}",
        "(?:sang|trong)_(?:tuần|tháng|quý|quí|năm)",
        f"{_NUMBERED}{_YEAR}?",
        f"{_MONTH_WORD}(?:1[0-2]|0?[1-9])(?:[/-][0-9]{{4}})?",
        "(?:1[0-2]|0?[1-9])/(?:20)[0-9]{2}",
        "năm_20[0-9]{2}",
        "mai_(?:kia|mốt|sau)",
        f"{_SOME}_(?:ngày|hôm|tuần|tháng)_(?:nữa|tới)",
    ),
    *_unclear(WhyNoDate.NO_SUCH_WEEKDAY, "thứ_?(?:[0-9]+|tám|chín|mười)"),
    *_unclear(
        WhyNoDate.LUNAR,
        "(?:(?:(?:ngày|mùng|mồng)_)?[0-9]{1,2}_)?(?:tháng_(?:giêng|chạp)|tết)",
        "(?:(?:ngày|mùng|mồng)_)?[0-9]{1,2}(?:(?:/|_tháng_)[0-9]{1,2})?_(?:âm_lịch|âm|âl)",
        f"rằm(?:_tháng_(?:[0-9]{{1,2}}|{NUMBER}|giêng|chạp))?",
    ),
    *_unclear(
        WhyNoDate.WORKING_DAYS, f"(?:(?:sau|trong)_(?:vòng_)?)?(?:[0-9]{{1,3}}|{NUMBER})_ngày_làm_việc(?:_(?:nữa|tới))?"
    ),
)
