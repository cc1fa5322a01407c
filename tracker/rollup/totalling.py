"""The total of each cell, made of what the units give to it in the way that its field says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from functools import cached_property
from typing import NamedTuple

from tracker.forms.cell import Cell
from tracker.forms.form import Form
from tracker.forms.row import Row
from tracker.forms.rules import Formula
from tracker.kernel.reasons import Reason
from tracker.reports.entry import Entry
from tracker.reports.reckoning import amounts
from tracker.rollup.adding import How, fields_to_total, formulas_of, ways_of
from tracker.rollup.contributions import Contribution, Given
from tracker.rollup.gathering import Share


class Remark(Enum):
    """What a reader must know about a total; each value is the sentence for the administrator."""

    ADDED_FROM_SOME = "added from {counted} of {asked} units"
    COMPUTED_FROM_SOME = "computed from {counted} of {asked} units"
    SAID_BY_SOME = "as {counted} of {asked} units say"
    AS_THESE_WROTE = "as {units} wrote it"
    AS_UNITS_WROTE = "as the units wrote it"


_FROM_SOME = {How.ADDED: Remark.ADDED_FROM_SOME, How.LARGEST: Remark.SAID_BY_SOME, How.SAME: Remark.SAID_BY_SOME}


class Part(NamedTuple):
    """What one unit gives to a total."""

    share: Share
    contribution: Contribution


@dataclass(frozen=True)
class RowTotal:
    """A cell's total, None where there is nothing to print; `parts` has one for each unit that is in, by name.

    It is made from `counted` of the `asked` units that it concerns: the others left it blank or have a form without it.
    """

    cell: Cell
    row: Row
    how: How
    entry: Entry | None
    parts: Sequence[Part]
    counted: int = 0
    asked: int = 0

    @property
    def remark(self) -> Reason | None:
        """That the total is made from some of the units alone, where it is."""
        if self.entry is None or self.counted == self.asked:
            return None
        if self.how in {How.LISTED, How.DESK, How.FILLED_IN, How.HEADING}:
            return None
        return Reason(
            _FROM_SOME.get(self.how, Remark.COMPUTED_FROM_SOME), {"counted": str(self.counted), "asked": str(self.asked)}
        )


class Totalling:
    """What the units give to the cells of a form, by cell and in the same order of units, on the way to its totals."""

    def __init__(self, form: Form, parts: Mapping[Cell, Sequence[Part]]) -> None:
        """The form, and what each unit gives."""
        self._form, self._parts = form, parts
        self._fields = fields_to_total(form)
        self._formulas = formulas_of(form, self._fields)
        self._ways = ways_of(self._fields, self._formulas)
        self._made: dict[Cell, RowTotal] = {}

    def totals(self) -> dict[Cell, RowTotal]:
        """All of them, as printed."""
        return {cell: self._total(cell) for cell in self._fields}

    def _total(self, cell: Cell) -> RowTotal:
        if cell not in self._made:
            self._made[cell] = self._new(cell, self._fields[cell], self._parts[cell])
        return self._made[cell]

    def _new(self, cell: Cell, row: Row, mine: Sequence[Part]) -> RowTotal:
        way = self._ways[cell]
        if way is How.FILLED_IN:
            return RowTotal(cell, row, way, self._filled_in(cell, row), mine)
        if way is not How.HEADING and not any(row.concerns(part.share.unit.level) for part in mine):
            return RowTotal(cell, row, How.DESK, None, mine)
        if way is How.RECOMPUTED:
            return self._recomputed(cell, row, mine)
        if way is How.SAME:
            return _same(cell, row, mine)
        if way in {How.ADDED, How.LARGEST}:
            addends = [part.contribution.addend for part in mine if part.contribution.addend is not None]
            made = _sum(addends, mine) if way is How.ADDED else _largest(addends, mine)
            return RowTotal(cell, row, way, made, mine, len(addends), sum(map(_concerns, mine)))
        return RowTotal(cell, row, way, None, mine)

    @cached_property
    def _known(self) -> Mapping[Cell, Decimal]:
        """What the office has filled in, and what follows from that alone."""
        return amounts(self._form, {})

    def _filled_in(self, cell: Cell, row: Row) -> Entry | None:
        if cell in self._known:
            return Entry.number(self._known[cell])
        return Entry.words(row.given) if row.given else None

    def _recomputed(self, cell: Cell, row: Row, mine: Sequence[Part]) -> RowTotal:
        """From the sums over the units that gave every part; where no part is a sum, from the totals of the parts."""
        formula = self._formulas[cell]
        if any(self._ways[part] is How.ADDED for part in formula.cells):
            given, asked = self._complete(formula)
            return RowTotal(cell, row, How.RECOMPUTED, _reckoned(formula, given), mine, len(given), asked)
        parts = [self._total(part) for part in formula.cells]
        known = {part.cell: part.entry.amount for part in parts if part.entry and part.entry.amount is not None}
        made = formula.value(known)
        counted, asked = min(part.counted for part in parts), max(part.asked for part in parts)
        entry = Entry.number(made) if made is not None else _nothing(formula, known)
        return RowTotal(cell, row, How.RECOMPUTED, entry, mine, counted, asked)

    def _complete(self, formula: Formula) -> tuple[list[list[Decimal]], int]:
        """The parts in each unit that gave them all, as some alone would bend it; and how many units it concerns."""
        by_unit = list(zip(*(self._parts[part] for part in formula.cells), strict=True))
        asked = [cell for cell, part in enumerate(formula.cells) if self._ways[part] is not How.FILLED_IN]
        addends = [[part.contribution.addend for part in parts] for parts in by_unit]
        given = [numbers for each in addends if len(numbers := [one for one in each if one is not None]) == len(each)]
        return given, sum(any(_concerns(parts[place]) for place in asked) for parts in by_unit)


def _concerns(part: Part) -> bool:
    return part.contribution.given not in {Given.NOT_APPLICABLE, Given.NOT_ASKED}


def _sum(addends: Sequence[Decimal], parts: Sequence[Part]) -> Entry | None:
    return Entry.number(sum(addends, Decimal(0))) if addends else _none(parts)


def _largest(addends: Sequence[Decimal], parts: Sequence[Part]) -> Entry | None:
    return Entry.number(max(addends)) if addends else _none(parts)


def _none(parts: Sequence[Part]) -> Entry | None:
    """That it applies to nobody, if that is so."""
    given = {part.contribution.given for part in parts} - {Given.LACKING, Given.NOT_ASKED}
    return Entry.not_applicable() if given == {Given.NOT_APPLICABLE} else None


def _same(cell: Cell, row: Row, parts: Sequence[Part]) -> RowTotal:
    """What all say alike, once; nothing where they differ."""
    said = [part.contribution for part in parts if part.contribution.addend is not None or part.contribution.text is not None]
    different = {(one.addend, one.text) for one in said}
    entry = _none(parts) if not said else None
    if len(different) == 1:
        ((amount, text),) = different
        entry = Entry.number(amount) if amount is not None else Entry.words(text or "")
    return RowTotal(cell, row, How.SAME, entry, parts, len(said), sum(map(_concerns, parts)))


def _reckoned(formula: Formula, given: Sequence[Sequence[Decimal]]) -> Entry | None:
    """What the sums make, rounded as in an appendix; not applicable for a rate of nothing, None without a unit."""
    if not given:
        return None
    sums = dict(zip(formula.cells, (sum(addends, Decimal(0)) for addends in zip(*given, strict=True)), strict=True))
    value = formula.value(sums)
    return Entry.not_applicable() if value is None else Entry.number(value)


def _nothing(formula: Formula, known: Mapping[Cell, Decimal]) -> Entry | None:
    return Entry.not_applicable() if formula.is_of_nothing(known) else None
