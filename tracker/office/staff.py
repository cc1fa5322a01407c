"""What becomes of people: another name, telephone or role, another unit, and the end of their work here."""

from typing import NamedTuple

from sqlmodel import Session, col, select

from tracker.audit.log import Deed, What, note
from tracker.kernel.errors import LastAdministrator
from tracker.kernel.names import spelt
from tracker.office.officers import Officer, Role, checked_name, checked_phone, oversees, written_officer
from tracker.office.units import Unit


class OfficerChange(NamedTuple):
    """What is to be other about a person; None stays as it is, and the telephone "" is taken away."""

    name: str | None = None
    phone: str | None = None
    role: Role | None = None


def change_officer(session: Session, officer: Officer, change: OfficerChange) -> bool:
    """Change it; whether anything is other now. Raises NameMissing, PhoneWrong, LastAdministrator."""
    name = officer.name if change.name is None else checked_name(change.name)
    phone = officer.phone if change.phone is None else checked_phone(change.phone)
    role = officer.role if change.role is None else change.role
    if role != officer.role:
        _require_another_admin(session, officer)
    if (name, phone, role) == (officer.name, officer.phone, officer.role):
        return False
    old = _of(session, officer)
    officer.name, officer.phone, officer.role = name, phone, role
    _keep(session, officer, "changed", old)
    return True


def move_officer(session: Session, officer: Officer, unit: Unit) -> None:
    """To another unit, with the role; what they entered stays with the unit that it is of. Raises LastAdministrator."""
    _require_another_admin(session, officer)
    old = _of(session, officer)
    officer.unit_id = unit.id
    _keep(session, officer, "moved", old)


def end_officer(session: Session, officer: Officer) -> None:
    """They do and see nothing any more from now on; what they did stays theirs. Raises LastAdministrator."""
    _require_another_admin(session, officer)
    old = _of(session, officer)
    officer.active = False
    _keep(session, officer, "ended", old)


def rename_erased(session: Session, officer: Officer, pseudonym: str) -> None:
    """From now on they are called so, and have no telephone number; the log tells nothing of what they were called.

    Raises LastAdministrator for one who is active.
    """
    if officer.active:
        _require_another_admin(session, officer)
    officer.name, officer.phone = pseudonym, ""
    _keep(session, officer, "erased", "")


def namesakes(session: Session, officer: Officer) -> list[Officer]:
    """Others of the unit who have the name: perhaps the person themselves, invited in another role."""
    others = select(Officer).where(Officer.unit_id == officer.unit_id, Officer.active, col(Officer.id) != officer.id)
    return [one for one in session.exec(others.order_by(col(Officer.id))) if spelt(one.name) == spelt(officer.name)]


def may_manage(session: Session, actor: Officer, officer: Officer) -> bool:
    """Whether the actor may change, move or end this person: whoever oversees their unit, an administrator only another one.

    Nobody does it to themselves: who did would be locked out by a slip.
    """
    over = officer.active and oversees(session, actor, officer.unit_id) and actor.id != officer.id
    return over and (officer.role != Role.ADMIN or actor.role == Role.ADMIN)


def roles_to_give(actor: Officer) -> list[Role]:
    """The roles that the actor may give: an administrator is made by another one alone."""
    return [role for role in Role if role != Role.ADMIN or actor.role == Role.ADMIN]


def _require_another_admin(session: Session, officer: Officer) -> None:
    others = select(Officer).where(Officer.role == Role.ADMIN, Officer.active, col(Officer.id) != officer.id)
    if officer.role == Role.ADMIN and session.exec(others).first() is None:
        raise LastAdministrator(name=officer.name)


def _of(session: Session, officer: Officer) -> str:
    return written_officer(officer, session.get_one(Unit, officer.unit_id))


def _keep(session: Session, officer: Officer, step: str, old: str) -> None:
    session.add(officer)
    session.flush()
    subject, new = f"{officer.id}", _of(session, officer)
    note(session, Deed(What.OFFICER, step, officer.unit_id, subject=subject, old=old, new=new))
