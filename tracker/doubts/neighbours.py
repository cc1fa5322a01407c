"""Figures that stand in each other's rows: two neighbours exchanged, a block one row too low or too high."""

import math
from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal

from tracker.doubts.held import HeldReport, Mending
from tracker.doubts.slips import Slip
from tracker.forms.cell import Cell

_EXCHANGED = 0.1  # of officers' slips one in ten or so is an exchange of rows, as one in twenty is a shift
_SHIFTED = 0.05
_A_CELL = 0.3  # by so much, in powers of ten, the past must prefer each figure of a block elsewhere: below it is noise
_A_BLOCK = 3  # figures
_LEAST_GAIN = 1.0  # what the past must say for an exchange, in powers of ten, before relations are asked


def neighbours_of(held: HeldReport) -> list[tuple[Cell, Cell]]:
    """Typed figures one under the other in a column, blank rows between them passed over."""
    last: dict[str, Cell] = {}
    found = []
    form = held.relations.form
    cells = list(form.by_cell) if not form.lines else form.in_order(held.facts.known)
    for cell in cells:
        if held.is_open(cell):
            if cell.column in last:
                found.append((last[cell.column], cell))
            last[cell.column] = cell
    return found


def exchanges_of(held: HeldReport, cells: Collection[Cell], within: Sequence[Collection[Cell]]) -> Iterator[Mending]:
    """Exchanges of a cell with the neighbour above or below that touch each of these sets, whatever the past says of them."""
    wanted = set(cells)
    for pair in neighbours_of(held):
        if not wanted.isdisjoint(pair) and all(pair[0] in one or pair[1] in one for one in within):
            reading = exchanged(held, *pair)
            if reading:
                yield reading


def unlikely_exchanges(held: HeldReport, pairs: Sequence[tuple[Cell, Cell]]) -> list[Mending]:
    """The exchanges for which the past speaks and which break no relation."""
    found = []
    for first, second in pairs:
        if _own_gain(held, first, second) > _LEAST_GAIN and (reading := exchanged(held, first, second)):
            changed = held.with_changes(dict(reading.changes))
            if not changed.broken(reading.cells):
                found.append(reading)
    return found


def _own_gain(held: HeldReport, first: Cell, second: Cell) -> float:
    known = held.facts.known
    weighing, a, b = held.weighing, float(known[first]), float(known[second])
    here, there = weighing.expected(first), weighing.expected(second)
    if a == b or here is None or there is None or held.is_share(first) != held.is_share(second):
        return 0.0
    return math.log10(here.chance(b) * there.chance(a) / (here.chance(a) * there.chance(b)))


def exchanged(held: HeldReport, first: Cell, second: Cell) -> Mending | None:
    """The reading that two figures stand in each other's cells; None where they are equal or of different kinds."""
    known = held.facts.known
    if known[first] == known[second] or held.is_share(first) != held.is_share(second):
        return None
    changes: dict[Cell, Decimal | None] = {first: known[second], second: known[first]}
    score = math.log10(_EXCHANGED) + held.gain(held.with_changes(changes), [first, second])
    return Mending(tuple(changes.items()), Slip.EXCHANGED, score)


def shifts(held: HeldReport, pairs: Sequence[tuple[Cell, Cell]]) -> list[Mending]:
    """The one block, for each way, whose figures the past would rather see one row higher or lower."""
    runs: list[list[Cell]] = []
    ends: dict[Cell, list[Cell]] = {}
    for first, second in pairs:
        run = ends.pop(first, None)
        if run is None:
            run = [first]
            runs.append(run)
        run.append(second)
        ends[second] = run
    found = []
    for run in runs:
        for slip, own, meant in ((Slip.LOWER, run[:-1], run[1:]), (Slip.HIGHER, run[1:], run[:-1])):
            if reading := _shift(held, slip, own, meant):
                found.append(reading)
    return found


def _shift(held: HeldReport, slip: Slip, own: Sequence[Cell], taken: Sequence[Cell]) -> Mending | None:
    """The stretch of cells with the greatest gain if each held the figure of the one beside it; of three figures and more."""
    gains = [_as_if(held, cell, held.facts.known[other]) - _A_CELL for cell, other in zip(own, taken, strict=True)]
    start, best, total = 0, (0.0, 0, 0), 0.0
    for at, gained in enumerate(gains):
        if total <= 0:
            start, total = at, 0.0
        total += gained
        best = max(best, (total, start, at + 1))
    total, start, end = best
    moved = [place for place in range(start, end) if held.facts.known[own[place]] != held.facts.known[taken[place]]]
    if sum(gains[place] > 0 for place in moved) < _A_BLOCK:
        return None
    changes = tuple((own[place], held.facts.known[taken[place]]) for place in moved)
    return Mending(changes, slip, math.log10(_SHIFTED / len(own)) + total)


def _as_if(held: HeldReport, cell: Cell, value: Decimal) -> float:
    expected = held.weighing.expected(cell)
    if expected is None:
        return 0.0
    gained = math.log10(expected.chance(float(value)) / expected.chance(float(held.facts.known[cell])))
    return max(-3.0, min(1.5, gained))
