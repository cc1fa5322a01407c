"""Figures that keep every relation and are unlike the unit's past: how much likelier a slip is than the figure."""

import math
from collections.abc import Sequence
from decimal import Decimal

from tracker.doubts.held import HeldReport, Mending
from tracker.doubts.relations import PartOfWhole
from tracker.doubts.slips import SHARES, Slip, meant_by
from tracker.doubts.weighing import AT_ONCE, grain_of, pooled, share_in
from tracker.forms.cell import Cell

_MOST_VALUES = 12  # of the values that may have been meant, how many of the likeliest are held against the relations
_ANYTHING = 12.0  # natural logarithms of figures reach from 0 to about twelve
_NOTHING = 0.3  # of slips of no known kind, how many leave a 0 where something was to be filled in
_FIFTIETH = 50
_MOST_HARM = 1.0  # in powers of ten
_KNOWN_SLIPS = math.log10(0.3)  # the greatest chance with which any one slip gives what was typed


def readings_of_unlikely(held: HeldReport, cell: Cell, least: float) -> tuple[float, list[Mending]]:
    """How much likelier any slip in this cell is than its figure, in powers of ten, and the readings, the likeliest first.

    Looked into only where the past leaves room for `least`; (-inf, []) where it does not.
    """
    room, other = _room(held, cell), _as_anything(held, cell)
    if room + _KNOWN_SLIPS < least and other < least:
        return -math.inf, []
    readings = _weighed(held, cell)
    total = 10.0**other + sum(10.0**one.score for one in readings)
    return math.log10(total) if total else -math.inf, readings


def _room(held: HeldReport, cell: Cell) -> float:
    """How much likelier than what stands the likeliest figures would be."""
    weights = held.weighing.evidence(held.weighing.concerned([cell]), held.facts)
    rooms = []
    for key, weight in weights.items():
        if isinstance(key, PartOfWhole):
            expected, percent = held.weighing.expected_share(key), share_in(key, held.facts.known)
            grain, noise = percent[1:] if percent else (1.0, 0.0)
        else:
            expected, grain, noise = held.weighing.expected(key), grain_of(held.facts.known[key]), 0.0
        if expected is not None:
            rooms.append(min(AT_ONCE, max(0.0, math.log10(expected.peak(grain, noise)) - weight)))
    return pooled(rooms)


def _as_anything(held: HeldReport, cell: Cell) -> float:
    """How much likelier a slip of no known kind is, that could have left any figure."""
    expected, value = held.weighing.expected(cell), held.facts.known[cell]
    if expected is None:
        return -math.inf
    number, grain = float(value), grain_of(value)
    spread = grain / 100 if held.is_share(cell) else grain / (_ANYTHING * (1.0 + abs(number)))
    if number == 0:
        spread = _NOTHING
    return math.log10(SHARES[Slip.OTHER] * min(spread, 1.0) / expected.chance(number, grain))


def _weighed(held: HeldReport, cell: Cell) -> list[Mending]:
    typed, expected = held.facts.known[cell], held.weighing.expected(cell)
    grain, meant = grain_of(typed), meant_by(typed, is_share=held.is_share(cell))
    alone = {
        value: chance * (expected.chance(float(value), grain) if expected else 1.0) for value, (_, chance) in meant.items()
    }
    found = []
    for value in sorted(meant, key=lambda one: -alone[one])[:_MOST_VALUES]:
        slip, chance = meant[value]
        changed = held.with_changes({cell: value})
        if not changed.broken([cell]):
            found.append(Mending(((cell, value),), slip, math.log10(chance) + held.gain(changed, [cell])))
    return sorted(found, key=lambda one: -one.score)


def likely_slips(held: HeldReport, cells: Sequence[Cell], least: float) -> dict[Cell, tuple[float, list[Mending]]]:
    """Of these cells those in which a slip is likelier than the figure by `least` powers of ten and more.

    A figure that was typed where it follows from others breaks a relation if it is wrong.
    """
    open_cells = [cell for cell in cells if held.is_open(cell) and not held.follows(cell) and not _is_nearly_last(held, cell)]
    wanted = {cell: least - _harm(held, cell) for cell in open_cells}
    weighed = {cell: readings_of_unlikely(held, cell, enough) for cell, enough in wanted.items()}
    return {cell: one for cell, one in weighed.items() if one[0] >= wanted[cell]}


def _is_nearly_last(held: HeldReport, cell: Cell) -> bool:
    """Whether it has moved by no more than one, or by a fiftieth, since last period: true changes are as small."""
    last, now = held.weighing.past.last.get(cell), held.facts.known[cell]
    return last is not None and not held.is_share(cell) and abs(now - last) <= max(Decimal(1), abs(last) / _FIFTIETH)


def _harm(held: HeldReport, cell: Cell) -> float:
    """How much sooner a figure is asked about that is more than ten times what is likely, or less than a tenth of it."""
    expected = held.weighing.expected(cell)
    if expected is None or expected.is_share:
        return 0.0
    low, high = expected.likely
    size = abs(float(held.facts.known[cell]))
    times = max((1.0 + size) / (1.0 + abs(high)), (1.0 + low) / (1.0 + size) if low > 0 else 0.0, 1.0)
    return min(_MOST_HARM, max(0.0, math.log10(times) - 1.0))
