"""Units that are no more: into which unit of today each has merged."""

from datetime import date
from typing import NamedTuple

from sqlmodel import Session, col, select

from tracker.kernel.names import fold
from tracker.office.units import Unit, subtree_ids


class Merged(NamedTuple):
    """A unit that is no more, and the one that it is a part of today."""

    unit: Unit
    into: Unit


def merged_units(session: Session, of_unit: Unit, on: date) -> list[Merged]:
    """The units that stood below `of_unit` and have merged into one that exists there on this day, by name."""
    ids = subtree_ids(session, of_unit.id) - {of_unit.id}
    units = {unit.id: unit for unit in session.exec(select(Unit).where(col(Unit.id).in_(ids)))}
    found = []
    for unit in sorted(units.values(), key=lambda unit: (fold(unit.name), unit.id)):
        into, steps = unit, 0
        while not into.exists_on(on) and into.merged_into_id in units and steps < len(units):
            into, steps = units[into.merged_into_id], steps + 1
        if into is not unit and into.exists_on(on):
            found.append(Merged(unit, into))
    return found
