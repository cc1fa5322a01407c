"""What becomes of one unit: it is added, renamed, merged into another, or ends; its figures and its code stay."""

from datetime import date

from sqlmodel import Session, col, select

from tracker.audit.log import Deed, What, note
from tracker.kernel.errors import UnitExists, UnitHasUnits
from tracker.kernel.keeping import note_change
from tracker.office.units import Unit, UnitLine, UnitsTaken, Validity, import_units, unit_by_code, written_unit


def add_unit(session: Session, line: UnitLine) -> Unit:
    """A new unit; raises UnitExists, UnitTableWrong."""
    known = session.exec(select(Unit).where(Unit.code == line.code)).first()
    if known:
        raise UnitExists(code=line.code, name=known.full_name)
    import_units(session, [line])
    return unit_by_code(session, line.code)


def rename_unit(session: Session, unit: Unit, name: str, level: str) -> UnitsTaken:
    """Another name or level; the code stays, and the old name is found as well. Raises UnitTableWrong."""
    parent = session.get_one(Unit, unit.parent_id).code if unit.parent_id else ""
    return import_units(session, [UnitLine(1, unit.code, name, level, parent)])


def end_unit(session: Session, unit: Unit, on: date, into: Unit | None = None) -> None:
    """Its last day, and the unit that takes its place, if there is one. Raises UnitHasUnits, UnitTableWrong."""
    below = session.exec(select(Unit).where(Unit.parent_id == unit.id).order_by(col(Unit.code)))
    standing = [one for one in below if one.valid_until is None or one.valid_until > on]
    if standing:
        raise UnitHasUnits(code=unit.code, day=on, units=", ".join(one.code for one in standing))
    parent = session.get_one(Unit, unit.parent_id).code if unit.parent_id else ""
    validity = Validity(unit.valid_from, on, into.code if into else "")
    import_units(session, [UnitLine(1, unit.code, unit.name, unit.level, parent, validity)])


def revive_unit(session: Session, unit: Unit) -> None:
    """It has not ended: it has no last day, and has merged into none."""
    old = written_unit(session, unit)
    unit.valid_until, unit.merged_into_id = None, None
    session.add(unit)
    session.flush()
    note_change(session)
    note(session, Deed(What.UNIT, "revived", unit.id, subject=unit.code, old=old, new=written_unit(session, unit)))
