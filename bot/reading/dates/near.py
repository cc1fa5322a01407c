"""Days that are named from today: hôm nay, mai, 3 ngày nữa, thứ Sáu tuần sau."""

import re
from datetime import date, timedelta

from bot.reading.dates.days import DayAsked, calendar_day, months_on, stretch, week_day
from bot.reading.dates.rules import DayRule, Needs, WordKind, whole
from bot.reading.dates.said import Day, WhyNoDate
from bot.reading.dates.spelling import NUMBER, number, steps
from tracker.kernel.names import fold

_NEAR = {"nay": 0, "mai": 1, "ngay kia": 2, "mot": 2, "qua": -1, "hom kia": -2}
_WEEKDAYS = {"hai": 0, "ba": 1, "tu": 2, "nam": 3, "sau": 4, "bay": 5, "chu nhat": 6, "chua nhat": 6, "cn": 6}
_NUMBERED = "(?:thứ_|(?:thứ|t)(?=[2-7]))(?P<weekday>hai|ba|tư|năm|sáu|bảy|bẩy|[2-7])"
_WEEKDAY = f"(?:{_NUMBERED}|(?P<sunday>chủ_nhật|chúa_nhật))"
_SHORT_WEEKDAY = f"(?:{_NUMBERED}|(?P<sunday>chủ_nhật|chúa_nhật|cn))"
_WEEK = "tuần_(?P<week>này|nay|sau_nữa|sau|tới|trước|vừa_rồi|vừa_qua|qua|rồi)"
_WHICH = "_(?P<which>này|nay|tới|sau(?!_khi)|trước(?!_[0-9])|vừa_rồi|vừa_qua)"
_COUNT = f"(?P<count>[0-9]{{1,3}}|{NUMBER}|nửa)_(?P<unit>ngày|hôm|tuần|tháng|năm)"
_FROM_ELSEWHERE = "(?!_(?:làm_việc|kể|từ|khi|đó|của))"
_NO_DAY_FOLLOWS = "(?!_(?:[0-9]|mai|mốt|kia|hôm|mùng|mồng|thứ|chủ|cuối|đầu))"
_NO_NAME_FOLLOWS = r"(?!_(?-i:[A-Z\u0110]))"  # "Mai Châu"


def _near(found: re.Match[str], asked: DayAsked) -> Day:
    return asked.today + timedelta(days=_NEAR[fold(found["near"])])


def _today(_: re.Match[str], asked: DayAsked) -> Day:
    return asked.today


def _weekday(found: re.Match[str]) -> int:
    said = fold(found["weekday"] or found["sunday"])
    return int(said) - 2 if said.isdecimal() else _WEEKDAYS[said]


def _of_week(found: re.Match[str], asked: DayAsked) -> Day:
    return week_day(_weekday(found), steps(found["week"]), asked.today)


def _bare_weekday(found: re.Match[str], asked: DayAsked) -> Day:
    """The next such day (the last one, if the past is meant); on that very day it may be today or a week away."""
    day = week_day(_weekday(found), 0, asked.today)
    week = timedelta(weeks=1)
    if day == asked.today:
        return day, day + (week if asked.ahead else -week)
    return asked.nearest((day - week, day, day + week))


def _which_weekday(found: re.Match[str], asked: DayAsked) -> Day:
    """This week's, the coming one, the past one; asked back where people mean different weeks by it."""
    day = week_day(_weekday(found), 0, asked.today)
    week = timedelta(weeks=1)
    which = fold(found["which"])
    if which == "nay":
        return (day, day + week) if asked.ahead and day < asked.today else day
    if which == "toi":
        return day if day > asked.today else day + week
    if which == "sau":
        return (day, day + week) if day > asked.today else day + week
    past = day if day < asked.today else day - week
    return (day - week, day) if which == "truoc" and past == day else past


def _months_or_day(found: re.Match[str], asked: DayAsked) -> Day:
    """Six months on or the sixth of next month: "6 tháng sau" may be either."""
    counted = _counted(found, asked)
    first = stretch(asked.today, 1, steps(found["which"]))
    of_month = calendar_day(number(found["count"]), first.month, first.year)
    return (of_month, counted) if isinstance(counted, date) and isinstance(of_month, date) else counted


def _counted(found: re.Match[str], asked: DayAsked) -> Day:
    unit = fold(found["unit"])
    sign = -1 if found.groupdict().get("ago") else 1
    if fold(found["count"]) == "nua":
        return asked.today + timedelta(days=15 * sign) if unit == "thang" else WhyNoDate.WHICH_DAY
    count = number(found["count"]) * sign
    if unit in {"thang", "nam"}:
        return months_on(asked.today, count * (12 if unit == "nam" else 1))
    return asked.today + (timedelta(weeks=count) if unit == "tuan" else timedelta(days=count))


NEAR = (
    DayRule(whole("(?:ngày_)?hôm_(?P<near>nay|qua)"), _near, Needs.NOTHING),
    DayRule(whole("ngày_(?P<near>mai|mốt)"), _near, Needs.NOTHING),
    DayRule(whole("(?P<near>hôm_kia|ngày_kia)"), _near, Needs.NOTHING),
    DayRule(whole("(?P<part>sáng|trưa|chiều)_(?P<near>nay|mai|mốt|qua)"), _near, Needs.NOTHING),
    DayRule(whole("(?P<part>tối|đêm)_(?P<near>nay|mai|mốt|qua)"), _near, Needs.PAUSES),  # "toi nay" may be "tôi nay"
    DayRule(whole(f"(?P<near>mai|mốt){_NO_NAME_FOLLOWS}"), _near, Needs.PAUSES),
    DayRule(whole(f"(?:trong|cuối|hết)_ngày(?:_(?:hôm_)?nay|{_NO_DAY_FOLLOWS})"), _today, Needs.PAUSES),
    DayRule(whole(f"{_SHORT_WEEKDAY}(?:,|_của)?_{_WEEK}"), _of_week, Needs.NOTHING),
    DayRule(whole(f"{_WEEK},?_{_SHORT_WEEKDAY}"), _of_week, Needs.NOTHING),
    DayRule(whole(_SHORT_WEEKDAY + _WHICH), _which_weekday, Needs.NOTHING),
    DayRule(whole(_WEEKDAY), _bare_weekday, Needs.PAUSES, WordKind.WEEKDAY),
    DayRule(whole("(?P<weekday>)(?P<sunday>cn)"), _bare_weekday, Needs.DUE, WordKind.WEEKDAY),  # "CN, TTCN": công nghiệp
    DayRule(whole("(?P<count>[0-9]{1,3})_(?P<unit>tháng)_(?P<which>tới|sau|(?P<ago>trước))"), _months_or_day, Needs.PAUSES),
    DayRule(whole(f"{_COUNT}_nữa"), _counted, Needs.NOTHING),
    DayRule(whole(f"{_COUNT}_(?:tới|sau){_FROM_ELSEWHERE}"), _counted, Needs.PAUSES),
    DayRule(whole(f"{_COUNT}_(?P<ago>trước)(?!_[0-9]){_FROM_ELSEWHERE}"), _counted, Needs.PAUSES),
    DayRule(whole(f"(?P<ago>cách_đây)_{_COUNT}"), _counted, Needs.NOTHING),
    DayRule(whole(f"(?:sau|trong)_(?:vòng_)?{_COUNT}(?:_(?:tới|nữa))?{_FROM_ELSEWHERE}"), _counted, Needs.PAUSES),
    DayRule(whole("(?P<count>nửa)_(?P<unit>tháng)"), _counted, Needs.PAUSES),
)
