"""How the total of each cell of a form comes about: said by its field, and by what it is computed from."""

from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from enum import StrEnum

from tracker.forms.cell import Cell
from tracker.forms.form import Form, formula_of
from tracker.forms.row import Adding, Kind, Row
from tracker.forms.rules import Formula
from tracker.rollup.listed import columns_of_lists


class How(StrEnum):
    """How a cell's total comes about.

    Counts and amounts are added. Rates, and differences, are recomputed from the sums of their parts, over the units that gave
    them all. Of some the largest counts; what is the same for all counts once. What may not be added (a density, an average,
    a rate of those) has no total. Rates without parts, choices and texts are listed for a decision, and so are rows that no
    unit of the subtree is asked but the desk's own level. What the office has filled in stands as it is. A heading shows 0
    where nothing arose anywhere.
    """

    ADDED = "added"
    RECOMPUTED = "recomputed"
    LARGEST = "largest"
    SAME = "same"
    NOT_ADDED = "not_added"
    LISTED = "listed"
    DESK = "desk"
    FILLED_IN = "filled_in"
    HEADING = "heading"


def fields_to_total(form: Form) -> dict[Cell, Row]:
    """What a roll-up has a total or a list for, in printed order: every cell but sections', and the columns of lists."""
    fields = {cell: row for cell, row in form.by_cell.items() if row.kind is not Kind.SECTION}
    if not form.lines:
        return fields
    fields |= {cell: row for cell, row in columns_of_lists(form).items() if row.is_number and row.adding is not Adding.SAME}
    return {cell: fields[cell] for cell in form.in_order(fields)}


def formulas_of(form: Form, fields: Mapping[Cell, Row]) -> dict[Cell, Formula]:
    """How each computed one follows; in a list over the cells that stand for all its lines."""
    return {cell: formula_of(row) for cell, row in fields.items() if row.of} if form.lines else form.computed


def ways_of(fields: Mapping[Cell, Row], formulas: Mapping[Cell, Formula]) -> dict[Cell, How]:
    """How the total of each of these comes about where units of the subtree are asked for it."""
    ways: dict[Cell, How] = {}

    def way(cell: Cell) -> How:
        if cell not in ways:
            ways[cell] = How.NOT_ADDED  # for as long as it is looked at: what follows from itself has no total
            ways[cell] = _way(fields[cell], formulas.get(cell), way) if cell in fields else How.NOT_ADDED
        return ways[cell]

    return {cell: way(cell) for cell in fields}


def _way(row: Row, formula: Formula | None, way: Callable[[Cell], How]) -> How:
    if row.kind is Kind.HEADING:
        return How.HEADING
    if row.given:
        return How.FILLED_IN
    if row.adding is Adding.SAME:
        return How.SAME
    if not row.is_number:
        return How.LISTED
    return _way_of_number(row, formula, way)


def _way_of_number(row: Row, formula: Formula | None, way: Callable[[Cell], How]) -> How:
    if row.adding in {Adding.LARGEST, Adding.NOT}:
        return How.LARGEST if row.adding is Adding.LARGEST else How.NOT_ADDED
    if formula is not None:
        return _reckoned(row, formula, {way(cell) for cell in formula.cells})
    if row.kind is Kind.RATE:
        return How.LISTED
    return How.ADDED if row.adding is Adding.SUM else How.NOT_ADDED


def _reckoned(row: Row, formula: Formula, parts: AbstractSet[How]) -> How:
    """How a computed one comes about: what follows from the office's figures alone, or from a catalogue, is one for all."""
    if parts <= {How.FILLED_IN, How.SAME}:
        return How.SAME if How.SAME in parts else How.FILLED_IN
    if not parts <= {How.ADDED, How.RECOMPUTED, How.FILLED_IN}:
        return How.NOT_ADDED
    is_sum = formula.under is None and not formula.minus and row.kind is not Kind.RATE
    return How.ADDED if is_sum and row.adding is Adding.SUM and parts == {How.ADDED} else How.RECOMPUTED
