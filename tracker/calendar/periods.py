"""Reporting periods and their data windows (Nghị định 09/2019/NĐ-CP, article 12)."""

import re
import tomllib
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from importlib.resources import files
from zoneinfo import ZoneInfo

from tracker.kernel.errors import PeriodUnreadable

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")  # the hours and days that people mean
_WRITTEN = re.compile(
    r"(?P<year>20[0-9]{2})-(?:Q(?P<quarter>[1-4])|H(?P<half>[12])|(?P<nine>9M)|(?P<whole>Y)|M(?P<month>0[1-9]|1[0-2]))"
)
_ROMAN = ("I", "II", "III", "IV")
_NAMES: dict[str, str] = tomllib.loads((files("tracker.calendar") / "periods.toml").read_text(encoding="utf-8"))


class WindowRule(StrEnum):
    """How a period's data window is cut: the decree's 15th to 14th, or whole calendar months."""

    DECREE = "decree"
    CALENDAR = "calendar"


class Every(StrEnum):
    """How often a report is asked; nine months are not in the decree, ministries and provinces add them."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    NINE = "nine"
    YEAR = "year"


@dataclass(frozen=True)
class Period:
    """A stretch of whole calendar months that a report speaks about: 2024-Q1 is months 1 to 3 of 2024."""

    code: str
    year: int
    first_month: int
    last_month: int

    @property
    def label(self) -> str:
        """As printed in a report's title."""
        half = "first_half" if self.first_month == 1 else "second_half"
        kind = {1: "month", 3: "quarter", 6: half, 9: "nine", 12: "whole"}[self.last_month - self.first_month + 1]
        return _NAMES[kind].format(year=self.year, month=self.first_month, roman=_ROMAN[self.first_month // 3 % 4])

    def window(self, rule: WindowRule = WindowRule.DECREE) -> tuple[date, date]:
        """First and last day of the data, both included.

        By the decree from the 15th before the period to the 14th of its last month; else the months as they are.
        """
        first = date(self.year, self.first_month, 1)
        if rule is WindowRule.CALENDAR:
            return first, date(self.year, self.last_month, monthrange(self.year, self.last_month)[1])
        before = first - timedelta(days=1)
        return date(before.year, before.month, 15), date(self.year, self.last_month, 14)


_PARTS = {
    Every.MONTH: [f"M{month:02}" for month in range(1, 13)],
    Every.QUARTER: ["Q1", "Q2", "Q3", "Q4"],
    Every.HALF: ["H1", "H2"],
    Every.NINE: ["9M"],
    Every.YEAR: ["Y"],
}


def periods_of(every: Every, year: int) -> list[Period]:
    """The periods of one kind that a year has."""
    return [parse_period(f"{year}-{part}") for part in _PARTS[every]]


def parse_period(text: str) -> Period:
    """Read 2024-Q1, 2024-H1, 2024-9M, 2024-Y or 2024-M03; raises PeriodUnreadable."""
    found = _WRITTEN.fullmatch(text.strip().upper())
    if not found:
        raise PeriodUnreadable(text=text)
    year = int(found["year"])
    if found["quarter"]:
        first, last = 3 * int(found["quarter"]) - 2, 3 * int(found["quarter"])
    elif found["half"]:
        first, last = 6 * int(found["half"]) - 5, 6 * int(found["half"])
    elif found["month"]:
        first = last = int(found["month"])
    else:
        first, last = 1, 9 if found["nine"] else 12
    return Period(found[0], year, first, last)
