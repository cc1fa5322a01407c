"""The figures that are read back before a report is handed in: those whose error would do most harm."""

import math
from collections.abc import Collection, Sequence
from decimal import Decimal
from typing import NamedTuple

from sqlmodel import Session

from tracker.doubts.doubts import Watch
from tracker.doubts.weighing import grain_of
from tracker.forms.cell import Cell
from tracker.reports.behalf import EntryWay
from tracker.reports.snapshot import Snapshot
from tracker.review.doubting import watch_of

_MOST_DOUBTED = 6.0  # powers of ten: a figure that is less likely still is no more doubtful
_NO_PAST = 1.0  # how doubtful a figure is that nothing is known of


class ReadBack(NamedTuple):
    """A figure that is read back, and last period's, None without one."""

    cell: Cell
    amount: Decimal
    before: Decimal | None


def to_read_back(session: Session, snapshot: Snapshot, most: int, but: Collection[Cell] = ()) -> list[ReadBack]:
    """At most so many typed figures, the most harmful if wrong first; not those in `but`, nor those of the units below.

    The harm is how doubtful a figure is (its digits, and how unlike the unit's own past) times what depends on it: its share
    of the largest figure in the same unit of measure, and how many sums, rates and relations it enters. Of figures that are
    compared with each other one is read back.
    """
    form, known, before = snapshot.form, snapshot.amounts, snapshot.amounts_before
    typed = {cell: figure for cell, figure in snapshot.figures.items() if figure.amount is not None and cell not in but}
    rows = {cell: form.row_of(cell) for cell, figure in typed.items() if figure.way != EntryWay.ROLLUP}
    ours = [cell for cell, row in rows.items() if row.is_number and not row.repeats]
    largest: dict[str, Decimal] = {}
    for cell in ours:
        unit = rows[cell].unit
        largest[unit] = max(largest.get(unit, Decimal(0)), _size(known[cell], before.get(cell)))
    watch = watch_of(session, snapshot)
    harms = {}
    for cell in ours:
        size, of = _size(known[cell], before.get(cell)), largest[rows[cell].unit]
        if size:
            weight = float(size / of) * math.log10(10.0 + float(size)) * math.sqrt(1 + _uses(watch, cell))
            harms[cell] = _doubt(watch, cell, known[cell]) * weight
    worst = _apart(watch, sorted(harms, key=lambda cell: -harms[cell]), most)
    return [ReadBack(cell, known[cell], before.get(cell)) for cell in worst]


def _uses(watch: Watch, cell: Cell) -> int:
    relations = watch.weighing.relations
    return len(relations.following(cell)) + len(relations.touching([cell]))


def _apart(watch: Watch, worst: Sequence[Cell], most: int) -> list[Cell]:
    """The first of them, but for what is compared with one of those already: an error there would be questioned."""
    chosen: list[Cell] = []
    compared: set[Cell] = set()
    for cell in worst:
        if len(chosen) < most and cell not in compared:
            chosen.append(cell)
            compared |= {one for rule in watch.weighing.relations.touching([cell]) if cell in rule.cells for one in rule.cells}
    return chosen


def _size(now: Decimal, before: Decimal | None) -> Decimal:
    return max(abs(now), abs(before or Decimal(0)))


def _doubt(watch: Watch, cell: Cell, value: Decimal) -> float:
    """1 for a figure that is as likely as any, and one more by each power of ten that it is less likely than that."""
    expected, grain = watch.weighing.expected(cell), grain_of(value)
    if expected is None:
        return 1.0 + _NO_PAST
    return 1.0 + min(max(math.log10(expected.peak(grain) / expected.chance(float(value), grain)), 0.0), _MOST_DOUBTED)
