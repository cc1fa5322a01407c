"""What a unit reported in earlier periods on the same form, as plain figures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from tracker.calendar.periods import Period
from tracker.forms.cell import Cell

MOST_PERIODS = 8  # two years of quarters: each season twice, and what is older says little about a commune of today

Numbers = Mapping[Cell, Decimal]


@dataclass(frozen=True)
class Earlier:
    """One earlier report of the unit: its period and every number in it, typed or computed."""

    period: Period
    known: Numbers


@dataclass(frozen=True)
class UnitPast:
    """What a report is held against; `earlier` are the unit's own reports, the latest first.

    `now` is the period of the report itself. Without `earlier` it is the unit's first period.
    """

    now: Period
    earlier: tuple[Earlier, ...] = ()

    @property
    def last(self) -> Numbers:
        """The numbers of the report before; {} in a first period."""
        return self.earlier[0].known if self.earlier else {}


NO_PAST = UnitPast(Period("", 0, 1, 1))  # for what is asked of relations alone


def past_of(now: Period, earlier: Sequence[Earlier]) -> UnitPast:
    """The latest eight of these reports that can be compared, whatever their order, as the past of one for a later period."""
    before = _comparable(now, [one for one in earlier if _closes(one.period) < _closes(now)])
    latest = sorted(before, key=lambda one: _closes(one.period), reverse=True)[:MOST_PERIODS]
    return UnitPast(now, tuple(latest))


def _comparable(now: Period, earlier: Sequence[Earlier]) -> Sequence[Earlier]:
    """All where every period runs from January, one adding to the other; else those as long: a year is no quarter."""
    if all(period.first_month == 1 for period in (now, *(one.period for one in earlier))):
        return earlier
    return [one for one in earlier if _months(one.period) == _months(now)]


def _months(period: Period) -> int:
    return period.last_month - period.first_month


def _closes(period: Period) -> tuple[int, int]:
    return period.year, period.last_month


@dataclass(frozen=True)
class Point:
    """A figure of an earlier report: its year, the months that it speaks about, and the value."""

    year: int
    season: tuple[int, int]
    value: float


def points_of(past: UnitPast, cell: Cell) -> list[Point]:
    """The figures that earlier reports have in a cell, the latest first."""
    found = ((one.period, one.known.get(cell)) for one in past.earlier)
    return [Point(period.year, season_of(period), float(value)) for period, value in found if value is not None]


def season_of(period: Period) -> tuple[int, int]:
    """The months of a period: those of one season have the same."""
    return period.first_month, period.last_month
