"""What one figure alone does not show: blocks copied from last period, shares of no whole number, blanks that a sum fills."""

import math
from collections.abc import Iterator, Sequence
from decimal import ROUND_FLOOR, Decimal

from tracker.doubts.held import HeldReport
from tracker.doubts.weighing import grain_of
from tracker.forms.cell import Cell
from tracker.forms.row import Kind
from tracker.forms.rules import Rule

_AT_ONCE = 1.5  # how much one figure that is equal to last time's may say, in powers of ten
_KNOWN_TO_MOVE = 3  # of fewer earlier reports nothing tells which figures ever change
_STAYS = 0.1  # what mostly stays is no part of a block that is asked about
_COPIED = -1.3  # of reports one in twenty or so has a block left over from last period


def copied(held: HeldReport) -> tuple[float, tuple[Cell, ...]]:
    """The block of figures, one after the other, that all are last period's and least expected to be, after its score.

    In powers of ten; what follows from others, or repeats a value of the block, says nothing new. (-inf, ()) where nothing is.
    """
    if len(held.weighing.past.earlier) < _KNOWN_TO_MOVE:
        return -math.inf, ()
    last, best, block = held.weighing.past.last, (-math.inf, ()), _Block()
    found: tuple[float, tuple[Cell, ...]] = best
    for cell in held.relations.form.by_cell:
        value = held.facts.known.get(cell)
        if value is None or not held.is_open(cell):
            continue
        if last.get(cell) != value:
            block = _Block()
            continue
        block.take(held, cell, value)
        if len(block.cells) > 1 and block.total + _COPIED > found[0]:
            found = block.total + _COPIED, tuple(block.cells)
    return found


class _Block:
    """A run of figures that are equal to last period's."""

    def __init__(self) -> None:
        self.total = 0.0
        self.cells: list[Cell] = []
        self.values: set[Decimal] = set()

    def take(self, held: HeldReport, cell: Cell, value: Decimal) -> None:
        """Add one; it counts for as much as it was unlikely to stay."""
        expected = held.weighing.expected(cell)
        if expected is None or value in self.values or cell in held.relations.implied:
            return
        self.values.add(value)
        stays = -math.log10(min(1.0, expected.chance(float(value), grain_of(value))))
        if stays > _STAYS:
            self.total += min(_AT_ONCE, stays)
            self.cells.append(cell)


def fallen(held: HeldReport, cells: Sequence[Cell]) -> list[Cell]:
    """Cumulative figures below last time's of the same year, by their labels."""
    past = held.weighing.past
    if not past.earlier or past.earlier[0].period.year != past.now.year:
        return []
    known = held.facts.known
    return [
        cell
        for cell in cells
        if cell in known and cell in past.last and known[cell] < past.last[cell] and held.weighing.is_cumulative(cell)
    ]


def of_no_whole(held: HeldReport, cells: Sequence[Cell]) -> list[tuple[Cell, Cell]]:
    """Typed shares that are of their base no whole number, however they were rounded, each with the cell of the base.

    The base is the count of the row under which the share stands: "7.1a" of "7.1".
    """
    found = []
    for cell in cells:
        base = _base(held, cell)
        if base is None:
            continue
        rate, whole = held.facts.known[cell], held.facts.known[base]
        half = Decimal(str(grain_of(rate))) / 2
        low, high = (rate - half) * whole / 100, (rate + half) * whole / 100
        if high.to_integral(ROUND_FLOOR) < low:
            found.append((cell, base))
    return found


def _base(held: HeldReport, cell: Cell) -> Cell | None:
    form, known = held.relations.form, held.facts.known
    row = form.row_at(cell)
    if row is None or row.kind is not Kind.RATE or not row.typed or row.may_exceed or cell not in known:
        return None
    key = row.parent or row.key.rstrip("abcdefgh")
    base = Cell(key, cell.column)
    above = form.by_cell.get(base)
    if above is None or above.kind is not Kind.COUNT or not known.get(base):
        return None
    return base


def is_fraction(held: HeldReport, cell: Cell) -> Decimal | None:
    """The rate in per cent where a rate of nothing like it was typed as a fraction of one (0.41 for 41); None otherwise.

    Known from the two counts of the rate, or from the unit's own past.
    """
    rate, row = held.facts.known.get(cell), held.relations.form.row_at(cell)
    if rate is None or row is None or row.kind is not Kind.RATE or not 0 < rate <= 1 or (rate == 1 and not row.of):
        return None
    percent = 100 * rate
    formula = held.relations.form.computed.get(cell)
    given = formula.value(held.facts.known) if formula and cell in held.facts.claimed else None
    if given is not None:
        return percent if abs(given - percent) <= max(Decimal("0.5"), percent / 100) and given > 1 else None
    expected = held.weighing.expected(cell)
    if expected is None or not expected.likely[0] <= float(percent) <= expected.likely[1]:
        return None
    return percent if float(rate) < expected.likely[0] else None


def blanks_that_follow(held: HeldReport) -> Iterator[tuple[Rule, Cell, Decimal]]:
    """Cells left blank though a sum that must hold gives their figure, which is not 0: the rule, the cell and the figure."""
    known, waiting = held.facts.known, held.facts.waiting
    for rule in held.relations.form.rules:
        if rule.op != "=" or rule.right.under is not None or len(rule.left) != 1 or rule.text in held.settled:
            continue
        missing = [cell for cell in dict.fromkeys(rule.cells) if cell not in known and cell not in held.relations.form.lines]
        if len(missing) != 1 or missing[0] in waiting or missing[0] in held.relations.form.computed:
            continue
        with_zero = {**known, missing[0]: Decimal(0)}
        right, row = rule.right.value(with_zero), held.relations.form.row_at(missing[0])
        if right is None or row is None or not (row.typed and row.is_number):
            continue
        less = with_zero[rule.about] - right
        figure = -less if missing[0] in rule.left or missing[0] in rule.right.minus else less
        if figure > 0:
            yield rule, missing[0], figure
