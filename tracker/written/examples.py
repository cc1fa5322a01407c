"""Units that a sentence of a roll-up names as examples, chosen from what they gave to the total by one rule."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from tracker.forms.cell import Cell
from tracker.forms.rules import parse_formula
from tracker.written.vocabulary import SEVERAL_UNITS

ASKS = "most "  # how a place for examples begins: "{most 1.1}"
MOST_EXAMPLES = 3


class UnitBelow(NamedTuple):
    """A unit that is in the roll-up: its level and name, and what it gave to each total."""

    level: str
    name: str
    numbers: Mapping[Cell, Decimal]


def examples(below: Sequence[UnitBelow], place: str) -> list[UnitBelow]:
    """The units with the largest figures, at most three, the largest first; a figure of 0 is none.

    None where all units have the same, and none of those that tie for a place that is not there for all of them: nobody is
    named for their place in the list.
    """
    formula = parse_formula(place.removeprefix(ASKS))
    said = [(value, unit) for unit in below if (value := formula.value(unit.numbers)) is not None]
    ranked = sorted((one for one in said if one[0] > 0), key=lambda one: -one[0])
    if len({value for value, _ in said}) < 2:  # noqa: PLR2004 - nobody stands out
        return []
    first, behind = ranked[:MOST_EXAMPLES], ranked[MOST_EXAMPLES:]
    tied = behind[0][0] if behind else None
    return [unit for value, unit in first if value != tied]


def in_words(units: Sequence[UnitBelow]) -> str:
    """As in "các xã Bản Thi, Yên Thịnh"; each with its level where these differ."""
    levels = {unit.level for unit in units}
    if len(levels) == 1 and len(units) > 1:
        return SEVERAL_UNITS.format(level=units[0].level, names=", ".join(unit.name for unit in units))
    return ", ".join(f"{unit.level} {unit.name}".strip() for unit in units)
