"""The people: which unit they serve, in which role, and what that lets them do."""

import re
from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy import CheckConstraint
from sqlmodel import Field, Session, SQLModel, col, select

from tracker.audit.log import Deed, What, note
from tracker.kernel.errors import NameMissing, OfficerAmbiguous, OfficerUnknown, PhoneWrong
from tracker.kernel.names import fold, like, spelt, tidy
from tracker.office.units import Unit, subtree_ids, units_above


class Role(StrEnum):
    """What a person is to the unit that they belong to."""

    OFFICER = "officer"
    LEADER = "leader"
    DESK = "desk"
    ADMIN = "admin"


_PHONE = re.compile(r"\+?[0-9]{8,13}")
FILLERS = (Role.OFFICER, Role.DESK)  # whose daily work their unit's reports are: a desk reports to the level above


class Officer(SQLModel, table=True):
    """A person who reports for a unit, leads it, or sits at the desk that receives its subtree's reports."""

    __table_args__ = (CheckConstraint("role in ('officer', 'leader', 'desk', 'admin')", name="role_known"),)

    id: int = Field(default=None, primary_key=True)
    name: str
    unit_id: int = Field(foreign_key="unit.id", index=True)
    role: str = Role.OFFICER
    phone: str = ""
    active: bool = True


class Contact(NamedTuple):
    """Somebody who fills a unit's reports: whether they have ever joined, and whether a message reaches them."""

    officer: Officer
    has_joined: bool
    is_reached: bool


def add_officer(session: Session, name: str, unit: Unit, role: Role, phone: str = "") -> Officer:
    """The officer of that name and role in the unit, made if there is none yet; a telephone number replaces the one known.

    Hòa and Hóa are two people; a name that is typed without any diacritics is that of the only one it may be. Raises
    NameMissing, PhoneWrong.
    """
    name, phone = checked_name(name), checked_phone(phone)
    known = known_officer(session, name, unit, role)
    old = written_officer(known, unit) if known else ""
    officer = known or Officer(name=name, unit_id=unit.id, role=role)
    officer.active, officer.phone = True, phone or officer.phone
    session.add(officer)
    session.flush()
    if (new := written_officer(officer, unit)) != old:
        note(session, Deed(What.OFFICER, "changed" if known else "added", unit.id, subject=f"{officer.id}", old=old, new=new))
    return officer


def known_officer(session: Session, name: str, unit: Unit, role: Role) -> Officer | None:
    """The officer whom `add_officer` would find, also one who has ended; None if it would make a new one."""
    return _called(session.exec(select(Officer).where(Officer.unit_id == unit.id, Officer.role == role)).all(), name)


def _called(officers: Sequence[Officer], name: str) -> Officer | None:
    exact = [one for one in officers if spelt(one.name) == spelt(name)]
    alike = [one for one in officers if fold(one.name) == fold(name)] if name.casefold() == fold(name) else []
    return exact[0] if exact else alike[0] if len(alike) == 1 else None


def checked_name(text: str) -> str:
    """A person's name on one line; raises NameMissing."""
    name = " ".join(tidy(text).split())
    if not fold(name).strip(" .,-"):
        raise NameMissing
    return name


def checked_phone(text: str) -> str:
    """A telephone number as it was written, or "" for none; raises PhoneWrong."""
    phone = " ".join(tidy(text).split())
    if phone and not _PHONE.fullmatch(re.sub(r"[ .()/-]", "", phone)):
        raise PhoneWrong(phone=phone)
    return phone


def written_officer(officer: Officer, unit: Unit) -> str:
    """As the audit log has them."""
    phone = f", {officer.phone}" if officer.phone else ""
    return f"{officer.name}, {officer.role} of {unit.code}{phone}{'' if officer.active else ', not active'}"


def find_officer(session: Session, name: str) -> Officer:
    """By number, or by the whole name or a part of it, its own diacritics first; raises OfficerUnknown or OfficerAmbiguous."""
    officers = session.exec(select(Officer).where(Officer.active)).all()
    wanted, typed = fold(name), spelt(tidy(name))
    fitting = (
        [o for o in officers if str(o.id) == wanted]
        or [o for o in officers if spelt(o.name) == typed]
        or [o for o in officers if fold(o.name) == wanted]
        or [o for o in officers if wanted and f" {wanted} " in f" {fold(o.name)} "]
    )
    if not fitting:
        raise OfficerUnknown(name=name, like=like(name, (officer.name for officer in officers)))
    if len(fitting) > 1:
        raise OfficerAmbiguous(name=name, candidates=", ".join(f"{o.id} {o.name}" for o in fitting))
    return fitting[0]


def may_fill(officer: Officer, unit_id: int) -> bool:
    """Whether the officer may enter and submit this unit's figures: its own people, those at its desk as well."""
    return officer.active and officer.unit_id == unit_id and officer.role in {*FILLERS, Role.LEADER}


def may_approve(officer: Officer, unit_id: int) -> bool:
    """Whether the officer may hand in what awaits the approval of this unit's leader."""
    return may_fill(officer, unit_id) and officer.role == Role.LEADER


def leaders_of(session: Session, unit_id: int) -> list[Officer]:
    """Those who may approve this unit's reports."""
    officers = session.exec(select(Officer).where(Officer.unit_id == unit_id).order_by(col(Officer.id)))
    return [officer for officer in officers if may_approve(officer, unit_id)]


def oversees(session: Session, officer: Officer, unit_id: int) -> bool:
    """Whether the officer may see where this unit stands: a desk or an administrator, in their own subtree."""
    return is_desk(officer) and unit_id in subtree_ids(session, officer.unit_id)


def receives(session: Session, officer: Officer, unit_id: int) -> bool:
    """Whether the officer decides on this unit's reports: from above, since nobody accepts what their own unit sent."""
    return oversees(session, officer, unit_id) and officer.unit_id != unit_id


def is_desk(officer: Officer) -> bool:
    """Whether the officer receives the reports of a subtree: a desk or an administrator."""
    return officer.active and officer.role in {Role.DESK, Role.ADMIN}


def overseers(session: Session, unit_id: int) -> list[Officer]:
    """Everybody who oversees this unit, those nearest to it first."""
    above = units_above(session, unit_id)
    officers = session.exec(select(Officer).where(col(Officer.unit_id).in_(above)).order_by(col(Officer.id)))
    return sorted(filter(is_desk, officers), key=lambda officer: above.index(officer.unit_id))
