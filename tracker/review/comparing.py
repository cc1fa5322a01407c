"""A unit against the others, and against its own past: what lies far from the rest first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlmodel import Session, col, select

from tracker.calendar.periods import parse_period
from tracker.forms.cell import Cell
from tracker.forms.row import Row
from tracker.reports.figures import Figure
from tracker.reports.reports import HANDED_IN, Report
from tracker.reports.rounds import Round
from tracker.reports.snapshot import snapshot_of
from tracker.rollup import Part, RowTotal

_FAR, FEWEST = 5, 5  # five times the usual distance is far, and fewer than five figures say nothing


@dataclass(frozen=True)
class Spread:
    """The middle of some figures (their median), and how far from it they usually are: exact, and moved by no single figure.

    The usual distance is `distances` over `of`: the median of the distances (median absolute deviation); where that is 0,
    since more than half of the figures are the same, their mean, which is kept as a sum so that nothing is rounded.
    """

    middle: Decimal
    distances: Decimal
    of: int

    def is_far(self, figure: Decimal) -> bool:
        """Whether it lies more than five times the usual distance from the middle."""
        return abs(figure - self.middle) * self.of > _FAR * self.distances


def spread_of(figures: Sequence[Decimal]) -> Spread:
    """The spread of one figure or more; nothing is far from fewer than five."""
    middle = _median(figures)
    distances = [abs(figure - middle) for figure in figures]
    if len(figures) < FEWEST:
        return Spread(middle, Decimal(0), 0)
    usual = _median(distances)
    return Spread(middle, usual, 1) if usual else Spread(middle, sum(distances, Decimal(0)), len(distances))


def _median(figures: Sequence[Decimal]) -> Decimal:
    ordered = sorted(figures)
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


@dataclass(frozen=True)
class Compared:
    """One unit's figure beside the others'."""

    part: Part
    figure: Decimal
    is_far: bool


def compare_units(total: RowTotal) -> list[Compared]:
    """The units with a number in this row of a roll-up, the farthest from the middle first."""
    given = [(part, part.contribution.amount) for part in total.parts if part.contribution.amount is not None]
    if not given:
        return []
    spread = spread_of([amount for _, amount in given])
    given.sort(key=lambda found: -abs(found[1] - spread.middle))
    return [Compared(part, amount, spread.is_far(amount)) for part, amount in given]


@dataclass(frozen=True)
class Past:
    """A cell's figure now and in earlier periods, by period code, the latest first."""

    cell: Cell
    row: Row
    now: Decimal
    before: Sequence[tuple[str, Decimal]]
    is_far: bool


def compare_with_past(session: Session, report: Report) -> list[Past]:
    """The report's numbers that have a past, those far from it first, else in printed order."""
    snapshot, before = snapshot_of(session, report), past_figures(session, report)
    known = snapshot.amounts
    found = [
        Past(cell, row, known[cell], before[cell], spread_of([n for _, n in before[cell]]).is_far(known[cell]))
        for cell, row in snapshot.form.by_cell.items()
        if cell in known and cell in before
    ]
    return sorted(found, key=lambda past: not past.is_far)


def past_figures(session: Session, report: Report) -> Mapping[Cell, list[tuple[str, Decimal]]]:
    """By cell, what the unit handed in on this form for earlier periods of the same length: one query for all of them."""
    round_ = session.get_one(Round, report.round_id)
    wanted = (
        select(Figure, Round.period)
        .join(Report, col(Report.id) == Figure.report_id)
        .join(Round, col(Round.id) == Report.round_id)
        .where(Report.unit_id == report.unit_id, Round.form_code == round_.form_code, Round.window_to < round_.window_to)
        .where(col(Report.state).in_(HANDED_IN), col(Figure.amount).is_not(None))
        .order_by(col(Round.window_to).desc(), col(Round.id).desc())
    )
    months, past = _months(round_.period), dict[Cell, list[tuple[str, Decimal]]]()
    for figure, period in session.exec(wanted):
        if figure.amount is not None and _months(period) == months:
            past.setdefault(figure.cell, []).append((period, figure.amount))
    return past


def _months(period: str) -> int:
    parsed = parse_period(period)
    return parsed.last_month - parsed.first_month
