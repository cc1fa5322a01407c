"""Whom no message reaches: units in which nobody has joined, or everybody has blocked us, with a telephone number."""

from collections.abc import Collection, Sequence
from enum import Enum
from typing import NamedTuple

from sqlmodel import Session, col, select

from bot.people.addresses import Address
from tracker.office.officers import Contact, Officer, may_fill
from tracker.office.units import Unit


class WhyUnreached(Enum):
    """Why nobody of a unit can be reached."""

    NOBODY = "the unit has no officer"
    NOT_JOINED = "not joined"
    BLOCKED = "blocked the bot"


class Unreachable(NamedTuple):
    """A unit that no message reaches, and whom to call there."""

    unit: Unit
    why: WhyUnreached
    name: str = ""
    phone: str = ""


def contacts_of(session: Session, ids: Collection[int]) -> dict[int, list[Contact]]:
    """Of the units of these numbers those who fill their reports, in the order in which they were invited."""
    wanted = select(Officer).where(col(Officer.unit_id).in_(ids), col(Officer.active)).order_by(col(Officer.id))
    people = [officer for officer in session.exec(wanted) if may_fill(officer, officer.unit_id)]
    theirs: dict[int, list[Address]] = {officer.id: [] for officer in people}
    for address in session.exec(select(Address).where(col(Address.officer_id).in_(theirs))):
        theirs[address.officer_id].append(address)
    found: dict[int, list[Contact]] = {number: [] for number in ids}
    for officer in people:
        reached = any(address.blocked_at is None for address in theirs[officer.id])
        found[officer.unit_id].append(Contact(officer, bool(theirs[officer.id]), reached))
    return found


def unreachable(session: Session, units: Sequence[Unit]) -> list[Unreachable]:
    """Those of these units whose reports nobody can be reminded of, in the order given."""
    contacts = contacts_of(session, [unit.id for unit in units])
    found = (_unreachable(unit, contacts[unit.id]) for unit in {unit.id: unit for unit in units}.values())
    return [one for one in found if one]


def _unreachable(unit: Unit, contacts: Sequence[Contact]) -> Unreachable | None:
    if any(one.is_reached for one in contacts):
        return None
    if not contacts:
        return Unreachable(unit, WhyUnreached.NOBODY)
    to_call = next((one.officer for one in contacts if one.officer.phone), contacts[0].officer)
    blocked = any(one.has_joined for one in contacts)
    return Unreachable(unit, WhyUnreached.BLOCKED if blocked else WhyUnreached.NOT_JOINED, to_call.name, to_call.phone)
