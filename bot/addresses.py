"""Where a person can be reached: their addresses on the channels."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import bindparam
from sqlmodel import Field, Session, SQLModel, col, select

from tracker.columns import AwareTime
from tracker.officers import Officer, may_fill
from tracker.units import Unit

_NOTED_EVERY = timedelta(minutes=1)


class Address(SQLModel, table=True):
    """One chat of one person; a person may have several."""

    channel: str = Field(primary_key=True)
    address: str = Field(primary_key=True)
    officer_id: int = Field(foreign_key="officer.id", index=True)
    used_at: datetime = Field(sa_type=AwareTime)


_AT = (  # built once: every message asks it
    select(Address, Officer, Unit)  # the unit comes along, because it is asked for next
    .join(Officer, col(Officer.id) == Address.officer_id)
    .join(Unit, col(Unit.id) == Officer.unit_id)
    .where(Address.channel == bindparam("channel"), Address.address == bindparam("address"), Officer.active)
)


def officer_at(session: Session, channel: str, address: str, now: datetime) -> Officer | None:
    """Who writes from this address, if they have joined and are still active; notes that the address is in use."""
    row = session.exec(_AT, params={"channel": channel, "address": address}).first()
    if row is None:
        return None
    found, officer, _ = row
    if now - found.used_at >= _NOTED_EVERY:
        found.used_at = now
    return officer


def join(session: Session, channel: str, address: str, officer: Officer, now: datetime) -> None:
    """From now on this address is this person's."""
    session.merge(Address(channel=channel, address=address, officer_id=officer.id, used_at=now))
    session.flush()


def address_of(session: Session, officer: Officer, channels: Collection[str] | None = None) -> Address | None:
    """The address that the person used last, on any of these channels."""
    mine = select(Address).where(Address.officer_id == officer.id)
    if channels is not None:
        mine = mine.where(col(Address.channel).in_(channels))
    return session.exec(mine.order_by(col(Address.used_at).desc())).first()


def addresses_in(session: Session, unit_id: int) -> list[Address]:
    """Where those who fill this unit's reports can be reached, each at the address that they used last."""
    officers = session.exec(select(Officer).where(Officer.unit_id == unit_id)).all()
    found = [address_of(session, officer) for officer in officers if may_fill(officer, unit_id)]
    return [address for address in found if address]
