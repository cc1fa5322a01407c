"""The smallest set of cells that explains all that is broken, each with what was probably meant there."""

import math
from collections.abc import Iterator, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from tracker.doubts.held import BrokenRule, HeldReport, Mending
from tracker.doubts.neighbours import exchanges_of
from tracker.doubts.slips import SHARES, Meant, Slip, meant_by
from tracker.doubts.weighing import decimals_of
from tracker.forms.cell import Cell
from tracker.forms.row import Kind, Row
from tracker.forms.rules import Rule

_WORKED_OUT = 0.3  # a figure that is worked out by hand and then typed can go wrong twice: in powers of ten
_ANYTHING = 12.0  # natural logarithms of figures reach from 0 to about twelve
_SECOND = -2.0  # that two figures of one relation are slips is a hundred times rarer than that one is
_STALE_OTHERWISE = 0.1  # a total that is not last period's either may be that of any draft: one of ten figures, say
_DECIMALS = {Kind.RATE: 2, Kind.AMOUNT: 3}  # of a row that does not say: two of a rate, thousandths of a ha or a triệu
_MOST_FIRST = 8  # of readings of one cell that leave something broken, how many are looked into for a second cell
_MOST_CELLS = 16  # of a sum with more parts than these, only those that history doubts most are tried


def parted(held: HeldReport, broken: Sequence[BrokenRule]) -> list[tuple[list[BrokenRule], list[Cell]]]:
    """The broken relations, those together that share a typed figure, with their typed cells in the order of first mention."""
    groups: list[tuple[list[BrokenRule], list[Cell]]] = []
    for one in broken:
        cells = list(dict.fromkeys(base for cell in one[0].cells for base in held.bases(cell)))
        rules = [one]
        for other in [group for group in groups if not set(cells).isdisjoint(group[1])]:
            groups.remove(other)
            rules, cells = other[0] + rules, list(dict.fromkeys(other[1] + cells))
        groups.append((rules, cells))
    return groups


def readings_of(held: HeldReport, broken: Sequence[BrokenRule], cells: Sequence[Cell]) -> list[Mending]:
    """The readings under which every one of these relations holds and no other breaks, the likeliest first.

    Those of one cell and exchanges of two; two separate slips only where nothing less explains all.
    """
    open_cells = [cell for cell in cells if held.is_open(cell)]
    within = [{base for cell in rule.cells for base in held.bases(cell)} for rule, _ in broken]
    everywhere = [cell for cell in open_cells if all(cell in one for one in within)]
    found = [
        one for cell in _worth_trying(held, everywhere) for one in _of_cell(held, broken, cell) if _mends(held, one, broken)
    ]
    found += [one for one in exchanges_of(held, open_cells, within) if _mends(held, one, broken)]
    found = found or _of_two(held, broken, _worth_trying(held, open_cells))
    return best_first(found)


def best_first(readings: Sequence[Mending]) -> list[Mending]:
    """Sorted by score, each set of figures once."""
    found: dict[tuple[tuple[Cell, Decimal | None], ...], Mending] = {}
    for one in sorted(readings, key=lambda each: -each.score):
        found.setdefault(one.changes, one)
    return list(found.values())


def _worth_trying(held: HeldReport, cells: list[Cell]) -> list[Cell]:
    if len(cells) <= _MOST_CELLS:
        return cells
    weights = held.weighing.evidence(cells, held.facts)
    return sorted(cells, key=lambda cell: weights.get(cell, 0.0))[:_MOST_CELLS]


def _mends(held: HeldReport, reading: Mending, broken: Sequence[BrokenRule]) -> bool:
    changed = held.with_changes(dict(reading.changes))
    if changed.broken(reading.cells):
        return False
    touched = {rule.text for rule in held.relations.touching(reading.cells)}
    return all(rule.text in touched for rule, _ in broken)


def _of_cell(held: HeldReport, broken: Sequence[BrokenRule], cell: Cell) -> Iterator[Mending]:
    """Readings of one cell: the values of which a known slip makes what stands, and those that a broken relation wants."""
    typed, row = held.facts.known[cell], held.relations.form.row_at(cell)
    for value, (slip, chance) in _values(held, broken, cell).items():
        if (value >= 0 or (row is not None and row.signed)) and value != typed and _is_fine(value, typed, row):
            changed = held.with_changes({cell: value})
            twice = _WORKED_OUT if held.follows(cell) else 0.0
            yield Mending(((cell, value),), slip, math.log10(chance) + twice + held.gain(changed, [cell]))


def _values(held: HeldReport, broken: Sequence[BrokenRule], cell: Cell) -> Meant:
    """What may be meant in a cell; where sums that it is in are broken, only what one of them wants."""
    texts = {rule.text for rule in held.relations.touching([cell])}
    own = [rule for rule, _ in broken if rule.text in texts]
    sums = [rule for rule in own if rule.op == "=" and rule.right.under is None]
    meant = meant_by(held.facts.known[cell], is_share=held.is_share(cell))
    wanted = {value for rule in sums or own for value in _wanted(held, rule, cell)}
    found = {value: meant.get(value) or _for_a_reason(held, cell, value) for value in wanted}
    return found if sums else meant | found


def _is_fine(value: Decimal, typed: Decimal, row: Row | None) -> bool:
    """Whether the value has no more decimals than the row or what was typed: a count is not meant to be a half."""
    allowed = (
        row.decimals if row is not None and row.decimals is not None else _DECIMALS.get(row.kind if row else Kind.RATE, 0)
    )
    return decimals_of(value.normalize()) <= max(allowed, decimals_of(typed))


def _for_a_reason(held: HeldReport, cell: Cell, value: Decimal) -> tuple[Slip, float]:
    """A value that no slip of the finger explains: of a total that was not brought up to date, or of anything."""
    typed = held.facts.known[cell]
    if cell in held.relations.implied:
        as_last = held.weighing.past.last.get(cell) == typed
        return Slip.STALE, SHARES[Slip.STALE] * (1.0 if as_last else _STALE_OTHERWISE)
    return Slip.OTHER, SHARES[Slip.OTHER] / (_ANYTHING * (1.0 + abs(float(value))))


def _wanted(held: HeldReport, rule: Rule, cell: Cell) -> Iterator[Decimal]:
    """The values in a cell at which both sides of a rule would be equal, where the difference moves evenly with it."""
    here, typed = _difference(held, rule), held.facts.known[cell]
    if here is None or rule.op in {"!=", "needs"}:
        return
    if rule.right.under is not None:
        yield from _of_rate(held, rule, cell)
        return
    there = _difference(held.with_changes({cell: typed + 1}), rule)
    slope = None if there is None else there - here
    if slope:
        value = typed - here / slope
        if value == value.quantize(Decimal("1.0000")):
            yield value.normalize() if value != value.to_integral() else value.quantize(Decimal(1))


def _difference(held: HeldReport, rule: Rule) -> Decimal | None:
    known = held.facts.known
    if any(cell not in known for cell in rule.left):
        return None
    right = rule.limit if rule.limit is not None else rule.right.value(known)
    return None if right is None else sum((known[cell] for cell in rule.left), Decimal(0)) - right


def _of_rate(held: HeldReport, rule: Rule, cell: Cell) -> Iterator[Decimal]:
    """Of a typed rate against its two counts: the rate that they give, or the counts that give about this rate."""
    known, rate = held.facts.known, held.facts.known[rule.about]
    part, whole = rule.right.over[0], rule.right.under
    if cell == rule.about:
        value = rule.right.value(known)
        if value is not None:
            yield value
    if not rate or whole is None or part not in known or whole not in known:
        return
    if cell in {part, whole}:
        near = rate * known[whole] / 100 if cell == part else 100 * known[part] / rate
        yield from {near.to_integral(ROUND_FLOOR), near.to_integral(ROUND_CEILING)}


def _of_two(held: HeldReport, broken: Sequence[BrokenRule], cells: Sequence[Cell]) -> list[Mending]:
    """Two separate slips: one that mends a part of what is broken and breaks nothing, and one that mends the rest."""
    found: list[Mending] = []
    texts = {rule.text for rule, _ in broken}
    for first in best_first([one for cell in cells for one in _of_cell(held, broken, cell)])[:_MOST_FIRST]:
        changed = held.with_changes(dict(first.changes))
        left = changed.broken(first.cells)
        touched = {rule.text for rule in held.relations.touching(first.cells)}
        if any(rule.text not in texts for rule, _ in left):
            continue
        rest = left + [one for one in broken if one[0].text not in touched]
        if len(rest) >= len(broken):
            continue
        found += [_joined(first, second) for second in _second(changed, rest, cells)]
    return found


def _second(changed: HeldReport, rest: Sequence[BrokenRule], cells: Sequence[Cell]) -> list[Mending]:
    within = {base for rule, _ in rest for cell in rule.cells for base in changed.bases(cell)}
    readings = [one for cell in cells if cell in within and changed.is_open(cell) for one in _of_cell(changed, rest, cell)]
    return [one for one in readings if _mends(changed, one, rest)]


def _joined(first: Mending, second: Mending) -> Mending:
    return Mending(first.changes + second.changes, first.slip, first.score + second.score + _SECOND)
