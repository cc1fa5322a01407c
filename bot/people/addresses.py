"""Where a person can be reached: their addresses on the channels."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import JSON, Update, bindparam, update
from sqlmodel import Field, Session, SQLModel, col, select

from tracker.audit.log import Deed, What, note
from tracker.kernel.columns import AwareTime
from tracker.office.officers import Officer, may_fill

_NOTED_EVERY = timedelta(minutes=1)
_MOST_EARLIER = 20  # choices


class Address(SQLModel, table=True):
    """One chat of one person; a person may have several. `blocked_at`: since when nothing reaches them there.

    `told`: the choices, as (label, data), of what the person was told there without having asked, while nothing came after
    it; `told_earlier`: those of before, the latest first.
    """

    channel: str = Field(primary_key=True)
    address: str = Field(primary_key=True)
    officer_id: int = Field(foreign_key="officer.id", index=True)
    used_at: datetime = Field(sa_type=AwareTime)
    blocked_at: datetime | None = Field(default=None, sa_type=AwareTime)
    told: list[list[str]] = Field(default_factory=list, sa_type=JSON)
    told_earlier: list[list[str]] = Field(default_factory=list, sa_type=JSON)

    def note_used(self, now: datetime) -> None:
        """The person wrote from here; the time is noted once a minute."""
        if now - self.used_at >= _NOTED_EVERY:
            self.used_at = now
        if self.blocked_at is not None:
            self.blocked_at = None

    def note_told(self, choices: Sequence[tuple[str, str]]) -> None:
        """Something came with these choices, or, with none, an answer."""
        if choices or self.told:
            self.told_earlier = [*self.told, *self.told_earlier][:_MOST_EARLIER]
            self.told = [list(choice) for choice in choices]


WRITER = (  # built once: every message asks it, with what it needs besides
    select(Address, Officer)
    .join(Officer, col(Officer.id) == Address.officer_id)
    .where(Address.channel == bindparam("channel"), Address.address == bindparam("address"), Officer.active)
)


def officer_at(session: Session, channel: str, address: str, now: datetime) -> Officer | None:
    """Who writes from this address, if they have joined and are still active; notes that the address is in use."""
    row = session.exec(WRITER, params={"channel": channel, "address": address}).first()
    if row is None:
        return None
    found, officer = row
    found.note_used(now)
    return officer


def join(session: Session, channel: str, address: str, officer: Officer, now: datetime) -> None:
    """From now on this address is this person's."""
    known = session.get(Address, (channel, address))
    if known is None or known.officer_id != officer.id:
        old = f"officer {known.officer_id}" if known else ""
        subject, new = f"{channel} {address}", f"officer {officer.id}"
        note(session, Deed(What.ADDRESS, "joined", officer.unit_id, None, subject, old, new))
    session.merge(Address(channel=channel, address=address, officer_id=officer.id, used_at=now))
    session.flush()


def address_of(session: Session, officer: Officer, channels: Collection[str] | None = None) -> Address | None:
    """The address that the person used last, on any of these channels; one where they blocked us only if there is no other."""
    mine = select(Address).where(Address.officer_id == officer.id)
    if channels is not None:
        mine = mine.where(col(Address.channel).in_(channels))
    return session.exec(mine.order_by(col(Address.blocked_at).is_not(None), col(Address.used_at).desc())).first()


def other_address(session: Session, channel: str, address: str, channels: Collection[str]) -> Address | None:
    """Where else the person of this address can be reached: the one that they used last of those where nothing is blocked."""
    here = session.get(Address, (channel, address))
    if here is None:
        return None
    others = select(Address).where(Address.officer_id == here.officer_id, Address.channel != channel)
    others = others.where(col(Address.channel).in_(channels), col(Address.blocked_at).is_(None))
    return session.exec(others.order_by(col(Address.used_at).desc())).first()


def addresses_in(session: Session, unit_id: int) -> list[Address]:
    """Where those who fill this unit's reports can be reached, each at the address that they used last."""
    officers = session.exec(select(Officer).where(Officer.unit_id == unit_id).order_by(col(Officer.id)))
    return addresses_of(session, [officer for officer in officers if may_fill(officer, unit_id)])


def addresses_of(session: Session, officers: Iterable[Officer]) -> list[Address]:
    """Where these people can be reached, each at the address that they used last."""
    found = [address_of(session, officer) for officer in officers]
    return [address for address in found if address]


def note_blocked(session: Session, channel: str, address: str, now: datetime) -> None:
    """The person blocked us here, or left the service; that is over when they write, or when something gets through."""
    session.execute(_here(channel, [address]).where(col(Address.blocked_at).is_(None)).values(blocked_at=now))


def note_reached(session: Session, channel: str, addresses: Collection[str]) -> None:
    """Something got through to these."""
    session.execute(_here(channel, addresses).where(col(Address.blocked_at).is_not(None)).values(blocked_at=None))


def note_told(session: Session, channel: str, address: str, choices: Sequence[tuple[str, str]]) -> None:
    """A message that nobody asked for arrived with these choices, (label, data)."""
    if found := session.get(Address, (channel, address)):
        found.note_told(choices)
        session.flush()


def is_blocked(session: Session, channel: str, address: str) -> bool:
    """Whether the person has blocked us here."""
    found = session.get(Address, (channel, address))
    return found is not None and found.blocked_at is not None


def _here(channel: str, addresses: Collection[str]) -> Update:
    return update(Address).where(col(Address.channel) == channel, col(Address.address).in_(addresses))
