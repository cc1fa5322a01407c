"""One-time invitations: a six-digit code lets a person join as one officer, for seven days."""

import hashlib
import secrets
from datetime import datetime, timedelta
from enum import StrEnum

from sqlmodel import Field, Session, SQLModel, select

from tracker.audit.log import Deed, What, note
from tracker.kernel.columns import AwareTime
from tracker.office.officers import Officer

_LIFE = timedelta(days=7)
_TRIES = 5
_LOCK = timedelta(hours=1)


class Invitation(SQLModel, table=True):
    """Only a slow hash of the code is kept."""

    id: int = Field(default=None, primary_key=True)
    code_hash: str = Field(unique=True)
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


class CodeRefusal(StrEnum):
    """Why a code did not open the door."""

    WRONG = "wrong"
    EXPIRED = "expired"
    USED = "used"
    LOCKED = "locked"


def invite(session: Session, officer: Officer, now: datetime) -> str:
    """Make a new invitation and give its code, which is not stored; earlier unused ones of the officer lapse."""
    for earlier in session.exec(select(Invitation).where(Invitation.officer_id == officer.id)):
        if earlier.used_at is None:
            earlier.expires_at = min(earlier.expires_at, now)
    while True:
        code = f"{secrets.randbelow(1_000_000):06}"
        taken = session.exec(select(Invitation).where(Invitation.code_hash == _hash(code))).first()
        if taken is None or taken.used_at is not None or taken.expires_at <= now:
            break
    if taken:
        session.delete(taken)
        session.flush()
    session.add(Invitation(code_hash=_hash(code), officer_id=officer.id, expires_at=now + _LIFE))
    session.flush()
    _note(session, officer, "made")
    return code


def redeem(session: Session, code: str, door: tuple[str, str], now: datetime) -> Officer | CodeRefusal:
    """The officer whom the code invites, once; `door` is the channel and address that knock.

    Five codes that open nothing lock the address for an hour.
    """
    found = knock(session, code, door, now)
    return found if isinstance(found, CodeRefusal) else use(session, found, now)


def use(session: Session, invitation: Invitation, now: datetime) -> Officer | CodeRefusal:
    """The officer whom the invitation invites, once."""
    session.refresh(invitation, with_for_update=True)
    if not _is_live(invitation, now):
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
    if knocks and knocks.locked_until and now < knocks.locked_until:
        return None
    found = session.exec(select(Invitation).where(Invitation.code_hash == _hash(code))).first()
    return found if found and _is_live(found, now) else None


def _is_live(invitation: Invitation, now: datetime) -> bool:
    return invitation.used_at is None and now < invitation.expires_at


def _why_not(invitation: Invitation) -> CodeRefusal:
    return CodeRefusal.USED if invitation.used_at is not None else CodeRefusal.EXPIRED


def knock(session: Session, code: str, door: tuple[str, str], now: datetime) -> Invitation | CodeRefusal:
    """The invitation of this code, not yet used by this; a wrong code is counted."""
    knocks = session.get(WrongCode, door) or WrongCode(channel=door[0], address=door[1])
    if knocks.locked_until and now < knocks.locked_until:
        return CodeRefusal.LOCKED
    found = session.exec(select(Invitation).where(Invitation.code_hash == _hash(code))).first()
    if found is not None and _is_live(found, now):
        knocks.tries = 0
        session.add(knocks)
        session.flush()
        return found
    knocks.tries += 1
    if knocks.tries >= _TRIES:
        knocks.tries, knocks.locked_until = 0, now + _LOCK
    session.add(knocks)
    session.flush()
    if found is None:
        return CodeRefusal.LOCKED if knocks.tries == 0 else CodeRefusal.WRONG
    return _why_not(found)


def _note(session: Session, officer: Officer, step: str) -> None:
    note(session, Deed(What.INVITATION, step, officer.unit_id, subject=f"officer {officer.id}"))


def _hash(code: str) -> str:
    """Slow, because six digits are few: trying all of them takes hours."""
    return hashlib.scrypt(code.encode(), salt=b"dunghan invitation", n=2**14, r=8, p=1, dklen=32).hex()
