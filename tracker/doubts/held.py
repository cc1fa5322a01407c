"""A report held against relations and past: what other figures would mend, what they would break, and how likely they are."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from tracker.doubts.relations import Changes, PartOfWhole, Relations, altered, broken_among
from tracker.doubts.slips import Slip
from tracker.doubts.weighing import Weighing, gain
from tracker.forms.cell import Cell
from tracker.forms.row import Kind
from tracker.forms.rules import Broken, Facts, Rule

BrokenRule = tuple[Rule, Broken]


@dataclass(frozen=True)
class Mending:
    """What may have been meant: the figures that would stand instead, the slip that was made, and how likely that is.

    `score` is the logarithm (base 10) of how much likelier the slip and these figures are than the figures that stand.
    """

    changes: tuple[tuple[Cell, Decimal | None], ...]
    slip: Slip
    score: float

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The cells that would change."""
        return tuple(cell for cell, _ in self.changes)


@dataclass(frozen=True)
class HeldReport:
    """The figures of a report beside what speaks about them; rules in `settled` are broken for a reason that was given."""

    weighing: Weighing
    facts: Facts
    settled: Collection[str] = field(default=frozenset())

    @property
    def relations(self) -> Relations:
        """Those of the form."""
        return self.weighing.relations

    def with_changes(self, changes: Changes) -> "HeldReport":
        """The report if these figures stood."""
        return HeldReport(self.weighing, altered(self.relations, self.facts, changes), self.settled)

    def broken(self, cells: Iterable[Cell]) -> list[BrokenRule]:
        """The relations around these cells that do not hold."""
        return broken_among(self.relations.touching(cells), self.facts, self.settled)

    def all_broken(self) -> list[BrokenRule]:
        """All relations that do not hold."""
        return broken_among(self.relations.all_for(self.facts.known), self.facts, self.settled)

    def gain(self, changed: "HeldReport", cells: Sequence[Cell]) -> float:
        """How much likelier the unit's past makes the report with these cells changed, in powers of ten."""
        seen: set[Cell | PartOfWhole] = set()
        total = 0.0
        for cell in cells:  # the figures of two cells are two events
            concerned = self.weighing.concerned([cell])
            before = self.weighing.evidence(concerned, self.facts)
            after = self.weighing.evidence(concerned, changed.facts)
            total += gain({key: weight for key, weight in before.items() if key not in seen}, after)
            seen |= before.keys()
        return total

    def is_open(self, cell: Cell) -> bool:
        """Whether somebody typed a number there that may be a slip."""
        entered = self.facts.known.get(cell) is not None and cell not in self.relations.form.known
        return entered and (cell in self.facts.claimed or cell not in self.relations.form.computed)

    def bases(self, cell: Cell) -> list[Cell]:
        """The cell if its number was typed, else those from which it follows."""
        form = self.relations.form
        if cell in form.known:
            return []
        if cell in self.facts.claimed or cell not in form.computed:
            return self._lines(cell)
        return [base for part in form.computed[cell].cells for base in self.bases(part)]

    def _lines(self, cell: Cell) -> list[Cell]:
        if cell not in self.relations.form.lines:
            return [cell] if cell in self.facts.known else []
        return [one for one in self.facts.known if one.column == cell.column and one.pattern == cell]

    def follows(self, cell: Cell) -> bool:
        """Whether the cell's figure follows from others, whoever typed it."""
        row = self.relations.form.row_at(cell)
        return row is not None and bool(row.of)

    def is_share(self, cell: Cell) -> bool:
        """Whether the cell's figure is a rate in per cent."""
        row = self.relations.form.row_at(cell)
        return row is not None and row.kind is Kind.RATE
