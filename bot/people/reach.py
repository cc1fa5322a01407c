"""Whom no message reaches: units in which nobody has joined, or everybody has blocked us, with a telephone number."""

from collections.abc import Sequence
from enum import Enum
from typing import NamedTuple

from sqlmodel import Session, col, select

from bot.people.addresses import Address
from tracker.office.officers import Officer, may_fill
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


def unreachable(session: Session, units: Sequence[Unit]) -> list[Unreachable]:
    """Those of these units whose reports nobody can be reminded of, in the order given."""
    ids = [unit.id for unit in units]
    people: dict[int, list[Officer]] = {}
    for officer in session.exec(
        select(Officer).where(col(Officer.unit_id).in_(ids), col(Officer.active)).order_by(col(Officer.id))
    ):
        if may_fill(officer, officer.unit_id):
            people.setdefault(officer.unit_id, []).append(officer)
    numbers = [officer.id for officers in people.values() for officer in officers]
    addresses: dict[int, list[Address]] = {}
    for address in session.exec(select(Address).where(col(Address.officer_id).in_(numbers))):
        addresses.setdefault(address.officer_id, []).append(address)
    found = (_unreachable(unit, people.get(unit.id, []), addresses) for unit in {unit.id: unit for unit in units}.values())
    return [one for one in found if one]


def _unreachable(unit: Unit, officers: Sequence[Officer], addresses: dict[int, list[Address]]) -> Unreachable | None:
    theirs = [address for officer in officers for address in addresses.get(officer.id, [])]
    if any(address.blocked_at is None for address in theirs):
        return None
    if not officers:
        return Unreachable(unit, WhyUnreached.NOBODY)
    to_call = next((officer for officer in officers if officer.phone), officers[0])
    return Unreachable(unit, WhyUnreached.BLOCKED if theirs else WhyUnreached.NOT_JOINED, to_call.name, to_call.phone)
