"""The end of an account, and of all that a person had: addresses and invitations."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlmodel import Session, col, select

from bot.people.addresses import Address
from bot.people.invitations import lapse
from tracker.audit.log import Deed, What, note
from tracker.office.officers import Officer
from tracker.office.staff import end_officer


class Door(NamedTuple):
    """Where somebody was reached: a channel and an address on it."""

    channel: str
    address: str


def end_person(session: Session, officer: Officer, now: datetime) -> list[Door]:
    """End a person's work here; gives where they were reached, to tell them. Raises LastAdministrator."""
    end_officer(session, officer)
    lapse(session, officer, now)
    return end_addresses(session, officer, doors_of(session, officer))


def doors_of(session: Session, officer: Officer, channel: str = "", address: str = "") -> list[Door]:
    """Where the person writes from: on all channels or on this one, at all addresses there or at this one."""
    mine = select(Address).where(Address.officer_id == officer.id)
    if channel:
        mine = mine.where(Address.channel == channel)
    if address:
        mine = mine.where(Address.address == address)
    found = session.exec(mine.order_by(col(Address.channel), col(Address.address)))
    return [Door(one.channel, one.address) for one in found]


def end_addresses(session: Session, officer: Officer, doors: Sequence[Door]) -> list[Door]:
    """Whoever writes from these is a stranger from now on, as long as no new invitation is used there; gives those of them."""
    ended = []
    for door in doors:
        found = session.get(Address, door)
        if found is None or found.officer_id != officer.id:
            continue
        session.delete(found)
        subject = f"{door.channel} {door.address}"
        note(session, Deed(What.ADDRESS, "ended", officer.unit_id, subject=subject, old=f"officer {officer.id}"))
        ended.append(door)
    session.flush()
    return ended
