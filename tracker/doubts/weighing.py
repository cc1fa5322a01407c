"""Which of two readings of a report its unit's past speaks for, and how strongly: sums of logarithms to the base of ten."""

import math
from collections.abc import Iterable, Sequence
from decimal import Decimal

from tracker.doubts.expecting import Awaited, Expected, expect
from tracker.doubts.past import Numbers, Point, UnitPast, points_of, season_of
from tracker.doubts.relations import PartOfWhole, Relations
from tracker.forms.cell import Cell
from tracker.forms.row import Kind
from tracker.forms.rules import Facts
from tracker.kernel.names import fold

CUMULATIVE = "luy ke"  # in a label, without diacritics: counted from the year's start
_AGAIN = 0.3
AT_ONCE = 4.5  # more than this, in powers of ten, no single expectation counts for or against a reading


class Weighing:
    """A report's past, with what each cell and each share is expected to be, found out when first asked for."""

    def __init__(self, relations: Relations, past: UnitPast) -> None:
        """Nothing is expected before it is asked for."""
        self.relations, self.past = relations, past
        self._cells: dict[Cell, Expected | None] = {}
        self._shares: dict[PartOfWhole, Expected | None] = {}

    def expected(self, cell: Cell) -> Expected | None:
        """What the unit's past lets expect in a cell; None without one, and for what is no number of its own."""
        if cell not in self._cells:
            self._cells[cell] = self._expect(cell)
        return self._cells[cell]

    def is_cumulative(self, cell: Cell) -> bool:
        """Whether its label says that it counts from the year's start."""
        field = self.relations.form.row_at(cell)
        return field is not None and field.kind in {Kind.COUNT, Kind.AMOUNT} and CUMULATIVE in fold(field.label)

    def _expect(self, cell: Cell) -> Expected | None:
        field = self.relations.form.row_at(cell)
        if field is None or not field.is_number or cell in self.relations.form.known or not self.past.earlier:
            return None
        wanted = Awaited(
            self.past.now.year,
            season_of(self.past.now),
            field.kind is Kind.RATE,
            self.is_cumulative(cell),
        )
        return expect(points_of(self.past, cell), wanted)

    def expected_share(self, share: PartOfWhole) -> Expected | None:
        """What share of its whole the unit's past lets a part have, in per cent."""
        if share not in self._shares:
            found = []
            for one in self.past.earlier:
                percent = share_in(share, one.known)
                if percent is not None:
                    found.append(Point(one.period.year, season_of(one.period), percent[0]))
            wanted = Awaited(self.past.now.year, season_of(self.past.now), is_share=True)
            self._shares[share] = (
                expect(found, wanted) if len(found) > 1 else None
            )  # of a single one it is not known to be steady
        return self._shares[share]

    def evidence(self, cells: Iterable[Cell], facts: Facts) -> dict[Cell | PartOfWhole, float]:
        """By each of these cells and their shares that has a value and is expected, the logarithm of the value's chance."""
        found: dict[Cell | PartOfWhole, float] = {}
        for cell in cells:
            formula = self.relations.form.computed.get(cell)
            expected = self.expected(cell) if formula is None or formula.under is None else None  # a rate's counts say it
            value = facts.known.get(cell)
            if expected is not None and value is not None:
                found[cell] = math.log10(expected.chance(float(value), grain_of(value)))
            for share in self.relations.shares_on.get(cell, ()):
                if share not in found:
                    self._weigh_share(share, facts, found)
        return found

    def _weigh_share(self, share: PartOfWhole, facts: Facts, found: dict[Cell | PartOfWhole, float]) -> None:
        percent = share_in(share, facts.known)
        expected = self.expected_share(share) if percent else None
        if percent and expected:
            found[share] = math.log10(expected.chance(*percent))

    def concerned(self, cells: Iterable[Cell]) -> list[Cell]:
        """These cells and the sums that follow from them; rates are weighed as shares, with both their counts."""
        computed = self.relations.form.computed
        followers = (one for cell in cells for one in self.relations.following(cell) if computed[one].under is None)
        return list(dict.fromkeys([*cells, *followers]))


def gain(before: dict[Cell | PartOfWhole, float], after: dict[Cell | PartOfWhole, float]) -> float:
    """How much likelier the second reading is by the past, in powers of ten; what only one of them has is left out.

    A figure and its share of a whole speak about one event: what speaks for the reading counts once, and a part of the rest,
    while all that speaks against it counts.
    """
    steps = [max(-AT_ONCE, min(AT_ONCE, after[key] - weight)) for key, weight in before.items() if key in after]
    return pooled(steps)


def pooled(steps: Sequence[float]) -> float:
    """The strongest of what speaks for a reading, a part of the rest, and all that speaks against it."""
    speaking = [step for step in steps if step > 0]
    most = max(speaking, default=0.0)
    return most + _AGAIN * (sum(speaking) - most) + sum(step for step in steps if step < 0)


def share_in(share: PartOfWhole, known: Numbers) -> tuple[float, float, float] | None:
    """The part in per cent of the whole, how far apart such shares can be, and by how much chance alone moves them.

    The last is the standard deviation of a binomial share of that many, at a share of one in five or four in five. None where
    a figure is missing or the whole is 0.
    """
    part, whole = known.get(share.part), known.get(share.whole)
    if part is None or not whole or whole < 0:
        return None
    return float(100 * part / whole), min(float(100 / whole), 25.0), 40.0 / math.sqrt(float(whole))


def decimals_of(value: Decimal) -> int:
    """How many decimals a number is written with."""
    exponent = value.as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0


def grain_of(value: Decimal) -> float:
    """How far values written like this one are apart."""
    return 10.0 ** -decimals_of(value)
