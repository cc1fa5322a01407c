"""The units that report and receive reports: a tree in which the names of the levels are data."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from sqlmodel import Field, Session, SQLModel, col, select

from tracker.audit.log import Deed, What, note
from tracker.kernel.errors import UnitNotBelow, UnitTableWrong, UnitUnknown
from tracker.kernel.keeping import note_change
from tracker.kernel.names import fold, spelt

_CODE = re.compile(r"[A-Z0-9]+(?:-[A-Z0-9]+)*")


class Unit(SQLModel, table=True):
    """A commune, ward, department, district or province; `level` is its name of level: "xã", "huyện".

    It exists from `valid_from` to `valid_until`, both days included, either of which may be open; one that ended may have
    merged into another. A renamed unit keeps its code.
    """

    id: int = Field(default=None, primary_key=True)
    code: str = Field(unique=True)
    name: str
    level: str
    parent_id: int | None = Field(default=None, foreign_key="unit.id", index=True)
    valid_from: date | None = None
    valid_until: date | None = None
    merged_into_id: int | None = Field(default=None, foreign_key="unit.id")

    @property
    def full_name(self) -> str:
        """Level and name: "xã Bản Thi"."""
        return f"{self.level} {self.name}"

    def exists_on(self, day: date) -> bool:
        """Whether there is such a unit on this day."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_until is None or day <= self.valid_until)


class Validity(NamedTuple):
    """The days on which a unit exists, None where open, and the code of the unit that it merged into, "" for none."""

    since: date | None
    until: date | None
    merged_into: str


class UnitLine(NamedTuple):
    """One line of a unit table; `parent` is the code of the unit above, "" for the top.

    Without `validity` a new unit has always been there, and one that is known keeps what was said before.
    """

    row: int
    code: str
    name: str
    level: str
    parent: str
    validity: Validity | None = None


def unit_by_code(session: Session, code: str) -> Unit:
    """The unit with this code; raises UnitUnknown."""
    unit = session.exec(select(Unit).where(Unit.code == code.strip().upper())).first()
    if unit is None:
        raise UnitUnknown(code=code)
    return unit


def import_units(session: Session, lines: Iterable[UnitLine]) -> int:
    """Add or rename units, parents before children in any order; all or nothing; returns how many lines were taken."""
    given = waiting = list(lines)
    _check(given)
    known = {unit.code: unit for unit in session.exec(select(Unit))}
    before = _written(known.values())
    while waiting:
        ready = [line for line in waiting if not line.parent or line.parent in known]
        if not ready:
            line = waiting[0]
            raise UnitTableWrong(row=line.row, why=f"the unit above, {line.parent!r}, is neither in the table nor known")
        for line in ready:
            unit = known.get(line.code) or Unit(code=line.code, name="", level="")
            unit.name, unit.level = line.name, line.level
            unit.parent_id = known[line.parent].id if line.parent else None
            session.add(unit)
            session.flush()
            known[line.code] = unit
        waiting = [line for line in waiting if line not in ready]
    _refuse_circles(known.values(), {unit.id: unit for unit in known.values()})
    _set_validity(session, given, known)
    note_change(session)
    for code, new in _written(known.values()).items():
        if new != before.get(code):
            note(session, Deed(What.UNIT, "imported", known[code].id, subject=code, old=before.get(code, ""), new=new))
    return len(given)


def _written(units: Collection[Unit]) -> dict[str, str]:
    """Each unit by its code, as the audit log has it."""
    codes = {unit.id: unit.code for unit in units}
    said: dict[str, str] = {}
    for unit in units:
        below = f" below {codes[unit.parent_id]}" if unit.parent_id else ""
        since = f" from {unit.valid_from}" if unit.valid_from else ""
        until = f" until {unit.valid_until}" if unit.valid_until else ""
        merged = f" merged into {codes[unit.merged_into_id]}" if unit.merged_into_id else ""
        said[unit.code] = f"{unit.full_name}{below}{since}{until}{merged}"
    return said


def _check(lines: Sequence[UnitLine]) -> None:
    seen: dict[str, int] = {}
    for line in lines:
        if not _CODE.fullmatch(line.code):
            raise UnitTableWrong(row=line.row, why=f"the code {line.code!r} must be upper-case ASCII such as BAN-THI")
        if not line.name or not line.level:
            raise UnitTableWrong(row=line.row, why="name and level must be filled")
        if line.code in seen:
            raise UnitTableWrong(row=line.row, why=f"the code {line.code} stands in row {seen[line.code]} already")
        seen[line.code] = line.row


def _set_validity(session: Session, lines: Sequence[UnitLine], known: Mapping[str, Unit]) -> None:
    for line in lines:
        if line.validity is None:
            continue
        since, until, into = line.validity
        if since and until and until < since:
            raise UnitTableWrong(row=line.row, why=f"{line.code} ends on {until}, before it begins on {since}")
        if into and (into not in known or into == line.code):
            raise UnitTableWrong(row=line.row, why=f"{line.code} cannot merge into {into!r}, which is no other unit")
        if into and not until:
            raise UnitTableWrong(row=line.row, why=f"{line.code} merged into {into} but has no last day (valid_until)")
        unit = known[line.code]
        unit.valid_from, unit.valid_until = since, until
        unit.merged_into_id = known[into].id if into else None
        session.add(unit)
    session.flush()


def _refuse_circles(units: Iterable[Unit], by_id: dict[int, Unit]) -> None:
    for unit in units:
        above, steps = unit.parent_id, 0
        while above is not None:
            above, steps = by_id[above].parent_id, steps + 1
            if steps > len(by_id):
                raise UnitTableWrong(row="?", why=f"{unit.code} stands below itself")


def units_of_level(session: Session, level: str) -> list[Unit]:
    """All units of a level, such as every "xã"."""
    return list(session.exec(select(Unit).where(Unit.level == level)))


def units_of_codes(session: Session, codes: Collection[str]) -> list[Unit]:
    """The units of these codes; codes of none are left out."""
    return list(session.exec(select(Unit).where(col(Unit.code).in_(codes))))


def units_by_id(session: Session, ids: Collection[int]) -> list[Unit]:
    """The units of these numbers."""
    return list(session.exec(select(Unit).where(col(Unit.id).in_(ids))))


def subtree_ids(session: Session, unit_id: int) -> set[int]:
    """The unit and all units below it."""
    top = select(Unit.id).where(Unit.id == unit_id).cte(recursive=True)
    below = top.union_all(select(Unit.id).join(top, col(Unit.parent_id) == top.c.id))
    return set(session.exec(select(below.c.id)))


def units_above(session: Session, unit_id: int) -> list[int]:
    """The unit itself and the units above it, one after the other up to the top, as ids."""
    above: list[int] = []
    at: int | None = unit_id
    while at is not None:
        above.append(at)
        at = session.get_one(Unit, at).parent_id
    return above


def reporting_units(session: Session, of_unit: Unit, on: date) -> list[Unit]:
    """Those that report to `of_unit` on this day: the units below it that have none below themselves, by name."""
    units = units_below(session, of_unit, on)
    above = {unit.parent_id for unit in units}
    return [unit for unit in units if unit.id not in above]


def units_below(session: Session, of_unit: Unit, on: date) -> list[Unit]:
    """The units below `of_unit` that exist on this day, by name."""
    ids = subtree_ids(session, of_unit.id) - {of_unit.id}
    units = [unit for unit in session.exec(select(Unit).where(col(Unit.id).in_(ids))) if unit.exists_on(on)]
    return sorted(units, key=lambda unit: (fold(unit.name), unit.id))


def units_called(units: Sequence[Unit], words: str) -> list[Unit]:
    """Those of the units that somebody may mean: by code, by the whole name or by a part of it, without diacritics.

    A whole name that is typed with its own diacritics goes before others that are alike without them.
    """
    wanted, typed = _bare(words), spelt(words)
    return (
        [unit for unit in units if fold(unit.code) == fold(words)]
        or [unit for unit in units if typed in {spelt(unit.name), spelt(unit.full_name)}]
        or [unit for unit in units if wanted in {_bare(unit.name), _bare(unit.full_name)}]
        or [unit for unit in units if wanted and f" {wanted} " in f" {_bare(unit.full_name)} "]
    )


def _bare(words: str) -> str:
    return " ".join(re.findall(r"\w+", fold(words)))


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


def named_units(session: Session, codes: Iterable[str], of_unit: Unit, on: date) -> list[Unit]:
    """The units with these codes, each once; raises UnitUnknown, UnitNotBelow where one is not below `of_unit` on this day."""
    below = subtree_ids(session, of_unit.id) - {of_unit.id}
    units = {unit.id: unit for unit in (unit_by_code(session, code) for code in codes)}
    for unit in units.values():
        if unit.id not in below or not unit.exists_on(on):
            raise UnitNotBelow(unit=unit.code, of=of_unit.code, day=on)
    return list(units.values())
