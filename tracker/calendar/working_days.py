"""Working days: the public holidays of Việt Nam, and the days that the administrator says are worked or off all the same."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, Self

from sqlmodel import Field, Session, SQLModel, select

from tracker.audit import log as audit
from tracker.audit.log import Deed, What
from tracker.kernel.errors import SwapUnknown
from tracker.kernel.keeping import kept
from tracker.kernel.names import tidy

if TYPE_CHECKING:
    from holidays import HolidayBase

_DAY = timedelta(days=1)
_SATURDAY = 5


class DaySwap(SQLModel, table=True):
    """A day that is worked or off whatever the calendar says: swaps are announced every year, some of them late."""

    __tablename__ = "day_swap"

    day: date = Field(primary_key=True)
    working: bool
    note: str = ""


class SwapsSeen:
    """The swaps as a transaction has read them; None before that, and after one of them was changed."""

    def __init__(self) -> None:
        """Not read yet."""
        self.swaps: Mapping[date, bool] | None = None


class UnusualDay(NamedTuple):
    """A weekday that is off or a weekend day that is worked, with the holiday's name or the administrator's note."""

    day: date
    working: bool
    why: str


def _days_of(year: int) -> Iterator[date]:
    first = date(year, 1, 1)
    return (first + number * _DAY for number in range((date(year + 1, 1, 1) - first).days))


def _calendar(year: int) -> "HolidayBase":
    from holidays import country_holidays  # noqa: PLC0415 - it loads the calendars of 250 countries, for those who ask for one

    return country_holidays("VN", years=year, language="vi")


@lru_cache(maxsize=32)
def _worked_by_law(year: int) -> frozenset[date]:
    """As the holidays library knows them; Tết and the bridges of a year that is not announced yet are its reckoning."""
    calendar = _calendar(year)
    return frozenset(day for day in _days_of(year) if calendar.is_working_day(day))


def load_calendar(year: int) -> None:
    """Have the working days of a year at hand, else whoever first asks for one waits for the library to load."""
    _worked_by_law(year)


@dataclass(frozen=True)
class WorkingDays:
    """Which days are worked; `swaps` win over the calendar."""

    swaps: Mapping[date, bool]

    @classmethod
    def of(cls, session: Session) -> Self:
        """As this office has them; its swaps are read once in a transaction, since only this file changes them."""
        seen = kept(session, SwapsSeen)
        if seen.swaps is None:
            seen.swaps = {swap.day: swap.working for swap in session.exec(select(DaySwap))}
        return cls(seen.swaps)

    def is_working(self, day: date) -> bool:
        """Whether offices are open."""
        return self.swaps.get(day, day in _worked_by_law(day.year))

    def next_working(self, day: date) -> date:
        """That day, or the first working day after it."""
        return self.plus(day - _DAY, 1)

    def last_working(self, day: date) -> date:
        """That day, or the last working day before it."""
        return self.plus(day + _DAY, -1)

    def plus(self, day: date, count: int) -> date:
        """So many working days later, or earlier if negative; the day itself does not count."""
        step = _DAY if count > 0 else -_DAY
        for _ in range(abs(count)):
            day += step
            while not self.is_working(day):
                day += step
        return day


def swap_day(session: Session, day: date, note: str, *, working: bool) -> None:
    """Say that a day is worked, or off; what was said of it before is replaced."""
    known = session.get(DaySwap, day)
    old = _written(known) if known else ""
    swap = known or DaySwap(day=day, working=working)
    swap.working, swap.note = working, tidy(note)
    session.add(swap)
    _settle(session, Deed(What.DAY, "swapped", subject=f"{day}", old=old, new=_written(swap), reason=swap.note))


def unswap_day(session: Session, day: date) -> None:
    """Let the calendar decide about this day again; raises SwapUnknown."""
    swap = session.get(DaySwap, day)
    if swap is None:
        raise SwapUnknown(day=day)
    session.delete(swap)
    _settle(session, Deed(What.DAY, "as in the calendar", subject=f"{day}", old=_written(swap)))


def _written(swap: DaySwap) -> str:
    return "worked" if swap.working else "off"


def _settle(session: Session, deed: Deed) -> None:
    audit.note(session, deed)
    session.flush()
    kept(session, SwapsSeen).swaps = None


def unusual_days(session: Session, year: int) -> list[UnusualDay]:
    """The days of a year on which offices do not do what the weekday says, and those that were swapped, in order."""
    calendar, swaps = _calendar(year), {swap.day: swap for swap in session.exec(select(DaySwap))}
    days = WorkingDays.of(session)
    return [
        UnusualDay(day, days.is_working(day), swaps[day].note if day in swaps else calendar.get(day) or "")
        for day in _days_of(year)
        if day in swaps or days.is_working(day) is not (day.weekday() < _SATURDAY)
    ]
