"""One-time invitations, for seven days: a link of 128 bits opens the door, six digits only ask for it to be opened."""

import hashlib
import re
import secrets
from base64 import b32encode
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy import UniqueConstraint, delete
from sqlmodel import Field, Session, SQLModel, col, select

from tracker.audit.log import Deed, What, note
from tracker.calendar.periods import ZONE
from tracker.kernel.columns import AwareTime
from tracker.office.officers import Officer

LIFE = timedelta(days=7)
_TRIES = 5
_LOCK = timedelta(hours=1)
MANY_WRONG = 50  # wrong codes a day, over all addresses: more than people mistype
TOO_MANY_WRONG = 300  # from here on six digits open nothing until tomorrow; links do
LINK_LETTERS = "[a-zA-Z2-7]{26}"
_LINK = re.compile(LINK_LETTERS)


class Codes(NamedTuple):
    """The two ways of one invitation: six digits, which whoever invited confirms, and 128 bits as letters and digits."""

    digits: str
    link: str


class Invitation(SQLModel, table=True):
    """Only hashes are kept; `invited_by` is empty where the command line invited.

    A quick hash hides the digits from nobody who has the database; they open nothing without a person's confirmation.
    """

    id: int = Field(default=None, primary_key=True)
    code_hash: str = Field(unique=True)
    link_hash: str | None = Field(unique=True)
    invited_by: int | None = Field(default=None, foreign_key="officer.id")
    officer_id: int = Field(foreign_key="officer.id")
    expires_at: datetime = Field(sa_type=AwareTime)
    used_at: datetime | None = Field(default=None, sa_type=AwareTime)


class WrongCode(SQLModel, table=True):
    """How often an address gave a wrong code since its last lock or right one."""

    __tablename__ = "wrong_code"

    channel: str = Field(primary_key=True)
    address: str = Field(primary_key=True)
    tries: int = 0
    locked_until: datetime | None = Field(default=None, sa_type=AwareTime)


class WrongDay(SQLModel, table=True):
    """How many wrong codes were given on a day in Việt Nam, over all addresses."""

    __tablename__ = "wrong_day"

    day: date = Field(primary_key=True)
    tries: int = 0


class JoinRequest(SQLModel, table=True):
    """Somebody gave the digits of an invitation and waits to be let in; at each door only for what was given last."""

    __tablename__ = "join_request"
    __table_args__ = (UniqueConstraint("channel", "address", name="join_request_channel_address_key"),)

    id: int = Field(default=None, primary_key=True)
    invitation_id: int = Field(foreign_key="invitation.id")
    channel: str
    address: str
    asked_at: datetime = Field(sa_type=AwareTime)

    @property
    def door(self) -> tuple[str, str]:
        """Where they write from."""
        return self.channel, self.address


class CodeRefusal(StrEnum):
    """Why a code did not open the door."""

    WRONG = "wrong"
    EXPIRED = "expired"
    USED = "used"
    LOCKED = "locked"
    PAUSED = "paused"


def invite(session: Session, officer: Officer, now: datetime, by: Officer | None = None) -> Codes:
    """Make a new invitation and give its codes, which are not stored; earlier unused ones of the officer lapse."""
    lapse(session, officer, now)
    link = b32encode(secrets.token_bytes(16)).decode().rstrip("=").lower()
    while True:
        digits = f"{secrets.randbelow(1_000_000):06}"
        taken = session.exec(select(Invitation).where(Invitation.code_hash == _hash(digits))).first()
        if taken is None or taken.used_at is not None or taken.expires_at <= now:
            break
    if taken:
        _drop_requests(session, taken)
        session.delete(taken)
        session.flush()
    made = Invitation(code_hash=_hash(digits), link_hash=_hash(link), officer_id=officer.id, expires_at=now + LIFE)
    made.invited_by = by.id if by else None
    session.add(made)
    session.flush()
    _note(session, officer, "made")
    return Codes(digits, link)


def lapse(session: Session, officer: Officer, now: datetime) -> None:
    """None of the person's invitations that were not used can be used any more."""
    for earlier in session.exec(select(Invitation).where(Invitation.officer_id == officer.id)):
        if earlier.used_at is None:
            earlier.expires_at = min(earlier.expires_at, now)
            session.add(earlier)
    session.flush()


def redeem(session: Session, said: str, door: tuple[str, str], now: datetime) -> Officer | JoinRequest | CodeRefusal:
    """The officer whom the link invites, once; for six digits a request to be let in. `door`: channel and address.

    Five codes that open nothing lock the address for an hour.
    """
    found = knock(session, said, door, now)
    if isinstance(found, CodeRefusal):
        return found
    return use(session, found, now) if _LINK.fullmatch(said) else ask_to_join(session, found, door, now)


def ask_to_join(session: Session, invitation: Invitation, door: tuple[str, str], now: datetime) -> JoinRequest:
    """Let whoever stands at the door wait until somebody confirms who they are."""
    channel, address = door
    session.execute(delete(JoinRequest).where(col(JoinRequest.channel) == channel, col(JoinRequest.address) == address))
    request = JoinRequest(invitation_id=invitation.id, channel=channel, address=address, asked_at=now)
    session.add(request)
    session.flush()
    _note(session, session.get_one(Officer, invitation.officer_id), "asked", f"{channel} {address}")
    return request


def let_in(session: Session, request: JoinRequest, now: datetime) -> Officer | CodeRefusal:
    """The officer as whom this one was waiting; nobody waits for that invitation any more."""
    invitation, door = session.get_one(Invitation, request.invitation_id), request.door
    officer = use(session, invitation, now)
    _drop_requests(session, invitation)
    if isinstance(officer, Officer):
        _note(session, officer, "confirmed", " ".join(door))
    return officer


def keep_out(session: Session, request: JoinRequest, now: datetime) -> None:
    """Lock the door of whoever is not the person for a day, and make the invitation, whose digits they know, void."""
    invitation, door = session.get_one(Invitation, request.invitation_id), request.door
    invitation.expires_at = min(invitation.expires_at, now)
    knocks = session.get(WrongCode, door) or WrongCode(channel=door[0], address=door[1])
    knocks.tries, knocks.locked_until = 0, now + timedelta(days=1)
    session.add_all([invitation, knocks])
    _drop_requests(session, invitation)
    _note(session, session.get_one(Officer, invitation.officer_id), "refused", " ".join(door))


def waiting_requests(session: Session, now: datetime) -> list[tuple[JoinRequest, Officer, int | None]]:
    """Who waits to be let in, the longest first, as which officer, and by whom that one was invited."""
    wanted = select(JoinRequest, Officer, Invitation.invited_by)
    wanted = wanted.join(Invitation, col(Invitation.id) == JoinRequest.invitation_id)
    wanted = wanted.join(Officer, col(Officer.id) == Invitation.officer_id)
    wanted = wanted.where(col(Invitation.used_at).is_(None), col(Invitation.expires_at) > now, Officer.active)
    return list(session.exec(wanted.order_by(col(JoinRequest.asked_at), col(JoinRequest.id))))


def _drop_requests(session: Session, invitation: Invitation) -> None:
    session.execute(delete(JoinRequest).where(col(JoinRequest.invitation_id) == invitation.id))
    session.flush()


def wrong_on(session: Session, now: datetime) -> int:
    """How many wrong codes were given today, over all addresses."""
    today = session.get(WrongDay, now.astimezone(ZONE).date())
    return today.tries if today else 0


def _count_wrong(session: Session, now: datetime) -> None:
    day = now.astimezone(ZONE).date()
    today = session.get(WrongDay, day, with_for_update=True) or WrongDay(day=day)
    today.tries += 1
    session.add(today)


def use(session: Session, invitation: Invitation, now: datetime) -> Officer | CodeRefusal:
    """The officer whom the invitation invites, once."""
    session.refresh(invitation, with_for_update=True)
    if not is_live(invitation, now):
        return _why_not(invitation)
    invitation.used_at = now
    session.add(invitation)
    session.flush()
    officer = session.get_one(Officer, invitation.officer_id)
    _note(session, officer, "used")
    return officer


def live_invitation(session: Session, code: str, door: tuple[str, str], now: datetime) -> Invitation | None:
    """The invitation of this code that could still be used, for somebody who may have meant no code at all.

    Nothing is counted; where too many wrong ones were tried, none is found.
    """
    knocks = session.get(WrongCode, door)
    if (knocks and knocks.locked_until and now < knocks.locked_until) or wrong_on(session, now) >= TOO_MANY_WRONG:
        return None
    found = _of(session, code)
    return found if found and is_live(found, now) else None


def is_live(invitation: Invitation, now: datetime) -> bool:
    """Whether it can still be used."""
    return invitation.used_at is None and now < invitation.expires_at


def _why_not(invitation: Invitation) -> CodeRefusal:
    return CodeRefusal.USED if invitation.used_at is not None else CodeRefusal.EXPIRED


def knock(session: Session, said: str, door: tuple[str, str], now: datetime) -> Invitation | CodeRefusal:
    """The invitation of these digits or of this link, not yet used by this; a wrong one is counted."""
    knocks = session.get(WrongCode, door) or WrongCode(channel=door[0], address=door[1])
    if knocks.locked_until and now < knocks.locked_until:
        return CodeRefusal.LOCKED
    if not _LINK.fullmatch(said) and wrong_on(session, now) >= TOO_MANY_WRONG:
        return CodeRefusal.PAUSED
    found = _of(session, said)
    if found is not None and is_live(found, now):
        knocks.tries = 0
        session.add(knocks)
        session.flush()
        return found
    _count_wrong(session, now)
    knocks.tries += 1
    if knocks.tries >= _TRIES:
        knocks.tries, knocks.locked_until = 0, now + _LOCK
    session.add(knocks)
    session.flush()
    if found is None:
        return CodeRefusal.LOCKED if knocks.tries == 0 else CodeRefusal.WRONG
    return _why_not(found)


def _of(session: Session, said: str) -> Invitation | None:
    is_link = _LINK.fullmatch(said)
    hashed = _hash(said.lower())
    column = Invitation.link_hash if is_link else Invitation.code_hash
    return session.exec(select(Invitation).where(column == hashed)).first()


def _note(session: Session, officer: Officer, step: str, door: str = "") -> None:
    note(session, Deed(What.INVITATION, step, officer.unit_id, subject=f"officer {officer.id}", new=door))


def _hash(code: str) -> str:
    return hashlib.sha256(f"dunghan invitation {code}".encode()).hexdigest()
