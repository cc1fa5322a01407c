"""The units that report and receive reports: a tree in which the names of the levels are data."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

import sqlalchemy
from sqlalchemy import JSON, Select
from sqlmodel import Field, Session, SQLModel, col, select

from tracker.audit.log import Deed, What, note
from tracker.kernel.errors import UnitNotBelow, UnitTableWrong, UnitUnknown
from tracker.kernel.keeping import UntilChange, kept, note_change
from tracker.kernel.names import fold, like, spelt
from tracker.office.unit_names import plain_level, plain_name

_CODE = re.compile(r"[A-Z0-9]+(?:-[A-Z0-9]+)*")


def full_name(level: str, name: str) -> str:
    """Level and name: "xã Bản Thi"."""
    return f"{level} {name}"


class Unit(SQLModel, table=True):
    """A commune, ward, department, district or province; `level` is its name of level: "xã", "huyện".

    It exists from `valid_from` to `valid_until`, both days included, either of which may be open; one that ended may have
    merged into another. A renamed unit keeps its code, and is found by its `former_names` (with their levels) as well.
    """

    id: int = Field(default=None, primary_key=True)
    code: str = Field(unique=True)
    name: str
    level: str
    parent_id: int | None = Field(default=None, foreign_key="unit.id", index=True)
    valid_from: date | None = None
    valid_until: date | None = None
    merged_into_id: int | None = Field(default=None, foreign_key="unit.id")
    former_names: list[str] = Field(default_factory=list, sa_type=JSON)

    @property
    def full_name(self) -> str:
        """Level and name: "xã Bản Thi"."""
        return full_name(self.level, self.name)

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
        raise UnitUnknown(code=code, like=like(code, session.exec(select(Unit.code)).all()))
    return unit


class UnitsTaken(NamedTuple):
    """What an import did, by the codes of the units: new, renamed or otherwise changed, and as they were."""

    added: list[str]
    changed: list[str]
    unchanged: list[str]


def import_units(session: Session, lines: Iterable[UnitLine]) -> UnitsTaken:
    """Add or change units, parents before children in any order; all or nothing. Raises UnitTableWrong with all mistakes."""
    given = waiting = [line._replace(name=plain_name(line.name, line.level), level=plain_level(line.level)) for line in lines]
    known = {unit.code: unit for unit in session.exec(select(Unit))}
    refuse_table([*_mistakes(given), *_astray(given, known), *_wrong_validity(given, known)])
    before = _written(known.values())
    while waiting:
        ready = [line for line in waiting if not line.parent or line.parent in known]
        for line in ready:
            known[line.code] = _keep(session, line, known)
        waiting = [line for line in waiting if line not in ready]
    _refuse_circles(known.values(), {unit.id: unit for unit in known.values()})
    _set_validity(session, given, known)
    note_change(session)
    taken, codes = UnitsTaken([], [], []), {line.code for line in given}
    for code, new in _written(known.values()).items():
        old = before.get(code, "")
        if new != old:
            note(session, Deed(What.UNIT, "imported", known[code].id, subject=code, old=old, new=new))
        if code in codes:
            (taken.unchanged if new == old else taken.changed if old else taken.added).append(code)
    return taken


def _keep(session: Session, line: UnitLine, known: Mapping[str, Unit]) -> Unit:
    unit = known.get(line.code) or Unit(code=line.code, name="", level="")
    if unit.name and (unit.name, unit.level) != (line.name, line.level):
        former = dict.fromkeys([*unit.former_names, unit.name, unit.full_name])
        unit.former_names = [name for name in former if name not in {line.name, f"{line.level} {line.name}"}]
    unit.name, unit.level = line.name, line.level
    unit.parent_id = known[line.parent].id if line.parent else None
    session.add(unit)
    session.flush()
    return unit


def written_unit(session: Session, unit: Unit) -> str:
    """As the audit log has it."""
    return _written(list(session.exec(select(Unit))))[unit.code]


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


def refuse_table(mistakes: Iterable[tuple[int, str]]) -> None:
    """Raise UnitTableWrong if there are any: rows and what is wrong there."""
    found = sorted(mistakes)
    if found:
        first, *others = found
        why = "; ".join([first[1], *(f"row {row}: {said}" for row, said in others)])
        raise UnitTableWrong(row=first[0], why=why)


def _mistakes(lines: Sequence[UnitLine]) -> Iterator[tuple[int, str]]:
    seen: dict[str, int] = {}
    for line in lines:
        if not _CODE.fullmatch(line.code):
            yield line.row, f"the code {line.code!r} must be upper-case ASCII such as BAN-THI"
        if not line.name or not line.level:
            yield line.row, "name and level must be filled"
        if line.code in seen:
            yield line.row, f"the code {line.code} stands in row {seen[line.code]} already"
        seen.setdefault(line.code, line.row)


def _astray(lines: Sequence[UnitLine], known: Mapping[str, Unit]) -> Iterator[tuple[int, str]]:
    """Lines whose unit above is nowhere, or leads back to them."""
    above = {line.code: line.parent for line in lines}
    for line in lines:
        at, steps = line.parent, 0
        while at in above and at != line.code and steps < len(above):
            at, steps = above[at], steps + 1
        if line.parent and line.parent not in above and line.parent not in known:
            yield line.row, f"the unit above, {line.parent!r}, is neither in the table nor known"
        elif at == line.code:
            yield line.row, f"{line.code} stands below itself"


def _wrong_validity(lines: Sequence[UnitLine], known: Mapping[str, Unit]) -> Iterator[tuple[int, str]]:
    codes = {*known, *(line.code for line in lines)}
    for line in lines:
        since, until, into = line.validity or (None, None, "")
        if since and until and until < since:
            yield line.row, f"{line.code} ends on {until}, before it begins on {since}"
        if into and (into not in codes or into == line.code):
            yield line.row, f"{line.code} cannot merge into {into!r}, which is no other unit"
        if into and not until:
            yield line.row, f"{line.code} merged into {into} but has no last day (valid_until)"


def _set_validity(session: Session, lines: Sequence[UnitLine], known: Mapping[str, Unit]) -> None:
    for line in lines:
        if line.validity is None:
            continue
        unit = known[line.code]
        unit.valid_from, unit.valid_until = line.validity[:2]
        unit.merged_into_id = known[line.validity.merged_into].id if line.validity.merged_into else None
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


class Subtrees(UntilChange):
    """By unit the ids of its subtree, as far as a transaction has asked for them."""

    def __init__(self) -> None:
        """None yet."""
        self.of_unit: dict[int, frozenset[int]] = {}


def subtree_ids(session: Session, unit_id: int) -> frozenset[int]:
    """The unit and all units below it; read once in a transaction."""
    known = kept(session, Subtrees).of_unit
    if unit_id not in known:
        known[unit_id] = frozenset(session.execute(subtree(unit_id)).scalars())
    return known[unit_id]


def subtree(unit_id: int) -> Select[tuple[int]]:
    """The ids of a unit and all below it, as a part of another query: thousands of them would make that long."""
    top = sqlalchemy.select(col(Unit.id)).where(col(Unit.id) == unit_id).cte(recursive=True)
    below = top.union_all(sqlalchemy.select(col(Unit.id)).join(top, col(Unit.parent_id) == top.c.id))
    return sqlalchemy.select(below.c.id)


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

    A whole name that is typed with its own diacritics goes before others that are alike without them, and names of today
    before former ones.
    """
    wanted, typed = _bare(words), spelt(words)
    return (
        [unit for unit in units if fold(unit.code) == fold(words)]
        or [unit for unit in units if typed in {spelt(unit.name), spelt(unit.full_name)}]
        or [unit for unit in units if wanted in {_bare(unit.name), _bare(unit.full_name)}]
        or [unit for unit in units if wanted in set(map(_bare, unit.former_names))]
        or [unit for unit in units if wanted and f" {wanted} " in f" {_bare(unit.full_name)} "]
    )


def _bare(words: str) -> str:
    return " ".join(re.findall(r"\w+", fold(words)))


def named_units(session: Session, codes: Iterable[str], of_unit: Unit, on: date) -> list[Unit]:
    """The units with these codes, each once; raises UnitUnknown, UnitNotBelow where one is not below `of_unit` on this day."""
    below = subtree_ids(session, of_unit.id) - {of_unit.id}
    units = {unit.id: unit for unit in (unit_by_code(session, code) for code in codes)}
    for unit in units.values():
        if unit.id not in below or not unit.exists_on(on):
            raise UnitNotBelow(unit=unit.code, of=of_unit.code, day=on)
    return list(units.values())
