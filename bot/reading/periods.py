"""Periods as people type them: "quý 1 2027", "6 tháng đầu năm 2021", "tháng 3"."""

import re
from datetime import date

from tracker.calendar.periods import Period, parse_period
from tracker.kernel.errors import PeriodUnreadable
from tracker.kernel.names import fold

_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "mot": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4}
_YEAR = r"(?:[ /-]*(?:nam )?(?:(?P<year>20[0-9]{2})|(?P<when>nay|ngoai|truoc|sau|toi)))?"
_WRITTEN = tuple(
    re.compile(rf"(?:(?:bao cao|ky) )*{words}{_YEAR}")
    for words in (
        r"(?:qu[yi]|q) ?(?P<quarter>iv|i{1,3}|[1-4]|mot|hai|ba|bon|tu)",
        r"(?:6|sau) thang (?P<half>dau|cuoi)(?: nam)?",
        r"(?P<nine>9|chin) thang(?: dau)?(?: nam)?",
        r"(?:thang |t)(?P<month>1[0-2]|0?[1-9])",
        r"(?P<whole>(?:ca )?nam)",
    )
)
_STEPS = {"nay": 0, "ngoai": -1, "truoc": -1, "sau": 1, "toi": 1}


def read_period(text: str, today: date) -> Period | None:
    """Read a period; without its year, the one whose data closes nearest to today. None if it is no period."""
    said = fold(text).strip(" .")
    if re.fullmatch("20[0-9]{2}-[a-z0-9]{1,3}", said):
        return _parsed(said.upper())
    found = next((found for written in _WRITTEN if (found := written.fullmatch(said))), None)
    if found is None:
        return None
    part = _part(found.groupdict())
    if found["year"]:
        return parse_period(f"{found['year']}-{part}")
    if found["when"]:
        return parse_period(f"{today.year + _STEPS[found['when']]}-{part}")
    near = [parse_period(f"{today.year + step}-{part}") for step in (-1, 0, 1)]
    return None if part == "Y" else min(near, key=lambda period: abs(period.window()[1] - today))


def _part(said: dict[str, str | None]) -> str:
    if quarter := said.get("quarter"):
        return f"Q{_QUARTERS.get(quarter, quarter)}"
    if half := said.get("half"):
        return "H1" if half == "dau" else "H2"
    if month := said.get("month"):
        return f"M{int(month):02}"
    return "9M" if said.get("nine") else "Y"


def _parsed(code: str) -> Period | None:
    try:
        return parse_period(code)
    except PeriodUnreadable:
        return None
