"""Reporting periods and their data windows (Nghị định 09/2019/NĐ-CP, article 12)."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tracker.errors import PeriodUnreadable

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")  # the hours and days that people mean
_WRITTEN = re.compile(
    r"(?P<year>20[0-9]{2})-(?:Q(?P<quarter>[1-4])|H(?P<half>[12])|(?P<nine>9M)|(?P<whole>Y)|M(?P<month>0[1-9]|1[0-2]))"
)
_ROMAN = ("I", "II", "III", "IV")


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
        months = self.last_month - self.first_month + 1
        if months == 1:
            return f"Tháng {self.first_month} năm {self.year}"
        if months == 3:  # noqa: PLR2004 - a quarter
            return f"Quý {_ROMAN[self.first_month // 3]} năm {self.year}"
        if months == 6:  # noqa: PLR2004 - a half-year
            return f"6 tháng {'đầu' if self.first_month == 1 else 'cuối'} năm {self.year}"
        return f"9 tháng năm {self.year}" if self.last_month == 9 else f"Năm {self.year}"  # noqa: PLR2004

    def window(self) -> tuple[date, date]:
        """First and last day of the data, both included: the 15th before the period to the 14th of its last month."""
        before = date(self.year, self.first_month, 1) - timedelta(days=1)
        return date(before.year, before.month, 15), date(self.year, self.last_month, 14)


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


def default_due(window_to: date) -> datetime:
    """17:00 of the first working day after the cut-off (the least that article 8.5 of the decree allows)."""
    day = window_to + timedelta(days=1)
    while day.weekday() > 4:  # noqa: PLR2004 - Saturday and Sunday
        day += timedelta(days=1)
    return datetime.combine(day, time(17), ZONE)
