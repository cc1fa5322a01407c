"""Getting into the pages without a password: links that the bot gives, codes at a computer, and the sessions they begin.

A link and a session are random, and only a keyed hash of them is stored; a new key ends them all. Looking at a link uses
nothing up, since the robots of chats look as well.
"""

import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Field, Session, SQLModel, col, func, select

from bot.people.addresses import Address
from bot.people.leaving import Door
from tracker.audit.log import Deed, What, note
from tracker.kernel.columns import AwareTime
from tracker.office.officers import Officer
from tracker.reports.reports import Source

WEB = "web"  # the origin of what is done on a page, in the audit log
LINK_LIFE, SESSION_LIFE, FRESH = timedelta(minutes=10), timedelta(hours=8), timedelta(minutes=15)
_MOST_LINKS, _MOST_CODES = 20, 200  # that are alive: of one person, of all
_MOST_WRONG, _WRONG_FOR = 5, timedelta(hours=1)
_KEPT = timedelta(days=1)  # after they are over, to say why they do not open
_CODE_DIGITS = 8
_MARK, _ASKED_FOR = 24, timedelta(minutes=1)  # digits of a hash; a question stands so long before it is put again


class _Standing(SQLModel):
    """Whom it lets in, as they stood then: a person of that unit and role, by the chat that it went to."""

    officer_id: int = Field(foreign_key="officer.id", index=True)
    unit_id: int = Field(foreign_key="unit.id")
    role: str
    channel: str
    address: str
    made_at: datetime = Field(sa_type=AwareTime)
    expires_at: datetime = Field(sa_type=AwareTime, index=True)

    def still_stands(self, session: Session, officer: Officer) -> bool:
        """Whether the person is still of that unit and role, and the chat still theirs."""
        address = session.get(Address, (self.channel, self.address))
        theirs = address is not None and address.officer_id == officer.id
        return theirs and officer.active and (officer.unit_id, officer.role) == (self.unit_id, self.role)


class WebLink(_Standing, table=True):
    """A link that lets one person in, once, to the page at `path`."""

    __tablename__ = "web_link"

    key_hash: str = Field(primary_key=True)
    path: str
    used_at: datetime | None = Field(default=None, sa_type=AwareTime)


class WebSession(_Standing, table=True):
    """A browser that is let in; `machine` is what it calls itself, for the log and for people.

    `asked_at`: when its person was asked last in the chat whether it is them who decides there, `confirmed_at`: when they
    said so.
    """

    __tablename__ = "web_session"

    token_hash: str = Field(primary_key=True)
    machine: str = ""
    ended_at: datetime | None = Field(default=None, sa_type=AwareTime)
    asked_at: datetime | None = Field(default=None, sa_type=AwareTime)
    confirmed_at: datetime | None = Field(default=None, sa_type=AwareTime)

    @property
    def mark(self) -> str:
        """By what the answer to such a question names it."""
        return self.token_hash[:_MARK]

    @property
    def door(self) -> Door:
        """The chat of the person."""
        return Door(self.channel, self.address)

    def is_fresh(self, now: datetime) -> bool:
        """Whether it began, or was confirmed, so lately that its person may decide without showing anew who they are."""
        return now - (self.confirmed_at or self.made_at) < FRESH


class WebCode(SQLModel, table=True):
    """A code that a page shows: whoever types it to the bot, and says yes, lets that browser in."""

    __tablename__ = "web_code"

    code: str = Field(primary_key=True)
    browser_hash: str = Field(unique=True)
    machine: str
    made_at: datetime = Field(sa_type=AwareTime)
    expires_at: datetime = Field(sa_type=AwareTime, index=True)
    officer_id: int | None = Field(default=None, foreign_key="officer.id")
    channel: str = ""
    address: str = ""
    used_at: datetime | None = Field(default=None, sa_type=AwareTime)


class WrongWebCode(SQLModel, table=True):
    """A code that opened nothing, and who typed it."""

    __tablename__ = "wrong_web_code"

    id: int = Field(default=None, primary_key=True)
    officer_id: int = Field(foreign_key="officer.id", index=True)
    at: datetime = Field(sa_type=AwareTime)


@dataclass(frozen=True)
class Visitor:
    """Who looks at a page, and the session by which they are let in."""

    officer: Officer
    session: WebSession

    def source(self, now: datetime) -> Source:
        """The person, the time and the pages, for what they do."""
        return Source(self.officer.id, now, WEB)


def keyed(secret_key: str, what: str, token: str) -> str:
    """The hash of a token under the office's key; `what` keeps hashes of one kind from standing for another's."""
    return hmac.digest(secret_key.encode(), f"dunghan {what} {token}".encode(), "sha256").hex()


def new_token() -> str:
    """A token of 256 bits."""
    return secrets.token_urlsafe(32)


def make_web_link(session: Session, address: Address, path: str, key_hash: str, now: datetime) -> bool:
    """Keep a link for the person of this address; whether it was, since nobody has ever so many that are alive."""
    live = (WebLink.officer_id == address.officer_id, col(WebLink.used_at).is_(None), col(WebLink.expires_at) > now)
    if session.exec(select(func.count()).select_from(WebLink).where(*live)).one() >= _MOST_LINKS:
        return False
    officer = session.get_one(Officer, address.officer_id)
    standing = _standing(officer, Door(address.channel, address.address), now, LINK_LIFE)
    session.add(WebLink(key_hash=key_hash, path=path, **standing))
    session.flush()
    return True


def _standing(officer: Officer, door: Door, now: datetime, life: timedelta) -> dict[str, Any]:
    who = {"officer_id": officer.id, "unit_id": officer.unit_id, "role": officer.role}
    return {**who, **door._asdict(), "made_at": now, "expires_at": now + life}


def live_link(session: Session, key_hash: str, now: datetime) -> tuple[WebLink, Officer] | None:
    """The link of this hash with its person, if it still lets them in; nothing is used up."""
    link = session.get(WebLink, key_hash)
    if link is None or link.used_at is not None or now >= link.expires_at:
        return None
    officer = session.get_one(Officer, link.officer_id)
    return (link, officer) if link.still_stands(session, officer) else None


def use_link(session: Session, key_hash: str, token_hash: str, machine: str, now: datetime) -> WebLink | None:
    """Begin a session by a link, which is used up; None if it lets nobody in."""
    session.get(WebLink, key_hash, with_for_update=True)
    found = live_link(session, key_hash, now)
    if found is None:
        return None
    link, officer = found
    link.used_at = now
    _begin(session, officer, Door(link.channel, link.address), (token_hash, machine), now)
    return link


def _begin(session: Session, officer: Officer, door: Door, browser: tuple[str, str], now: datetime) -> None:
    token_hash, machine = browser
    session.add(WebSession(token_hash=token_hash, machine=machine, **_standing(officer, door, now, SESSION_LIFE)))
    session.flush()
    note(session, Deed(What.LINK, "signed in", officer.unit_id, subject=machine), Source(officer.id, now, WEB))


def visitor_of(session: Session, token_hash: str, now: datetime) -> Visitor | None:
    """Whom this session lets in now: nobody once it is over, or once its person has left, moved or changed role."""
    found = session.get(WebSession, token_hash)
    if found is None or found.ended_at is not None or now >= found.expires_at:
        return None
    officer = session.get_one(Officer, found.officer_id)
    return Visitor(officer, found) if found.still_stands(session, officer) else None


def end_sessions(session: Session, officer: Officer, now: datetime, token_hash: str | None = None) -> int:
    """End the sessions of a person, or the one of this hash, and their links; how many still let them in."""
    live = (WebSession.officer_id == officer.id, col(WebSession.ended_at).is_(None), col(WebSession.expires_at) > now)
    wanted = select(WebSession).where(*live)
    found = session.exec(wanted if token_hash is None else wanted.where(WebSession.token_hash == token_hash)).all()
    for one in found:
        one.ended_at = now
        note(session, Deed(What.LINK, "signed out", officer.unit_id, subject=one.machine), Source(officer.id, now, WEB))
    if token_hash is None:
        for link in session.exec(select(WebLink).where(WebLink.officer_id == officer.id, col(WebLink.used_at).is_(None))):
            link.expires_at = min(link.expires_at, now)
    session.flush()
    return len(found)


def ask_to_confirm(session: Session, visitor: Visitor, now: datetime) -> bool:
    """Note that the person is asked in the chat whether it is them; whether that was not done just now."""
    found = visitor.session
    if found.asked_at is not None and now - found.asked_at < _ASKED_FOR:
        return False
    found.asked_at = now
    session.add(found)
    session.flush()
    return True


def confirm_session(session: Session, officer: Officer, mark: str, now: datetime) -> WebSession | None:
    """The person said that it is them: they may decide there for a while. None if they were not asked, or long ago."""
    wanted = select(WebSession).where(WebSession.officer_id == officer.id, col(WebSession.token_hash).startswith(mark))
    found = session.exec(wanted).first() if len(mark) == _MARK and mark.isalnum() else None
    if found is None or found.asked_at is None or now - found.asked_at >= LINK_LIFE:
        return None
    if found.ended_at is not None or now >= found.expires_at or not found.still_stands(session, officer):
        return None
    found.asked_at, found.confirmed_at = None, now
    session.add(found)
    session.flush()
    note(session, Deed(What.LINK, "confirmed", officer.unit_id, subject=found.machine), Source(officer.id, now, WEB))
    return found


def make_code(session: Session, browser_hash: str, machine: str, now: datetime) -> str | None:
    """A code for a browser to show; None while too many are alive."""
    live = (col(WebCode.expires_at) > now, col(WebCode.used_at).is_(None))
    if session.exec(select(func.count()).select_from(WebCode).where(*live)).one() >= _MOST_CODES:
        return None
    code = f"{secrets.randbelow(10**_CODE_DIGITS):0{_CODE_DIGITS}}"
    while session.get(WebCode, code):
        code = f"{secrets.randbelow(10**_CODE_DIGITS):0{_CODE_DIGITS}}"
    expires_at = now + LINK_LIFE
    session.add(WebCode(code=code, browser_hash=browser_hash, machine=machine, made_at=now, expires_at=expires_at))
    session.flush()
    return code


def code_of(session: Session, browser_hash: str, now: datetime) -> WebCode | None:
    """The code that a browser shows, while it may still be typed or used."""
    found = session.exec(select(WebCode).where(WebCode.browser_hash == browser_hash)).first()
    return found if found and found.used_at is None and now < found.expires_at else None


def typed_code(session: Session, officer: Officer, code: str, now: datetime) -> WebCode | None:
    """The code that a person typed, if it still waits for somebody; wrong ones are counted, and after five none is found."""
    wrong = select(func.count()).select_from(WrongWebCode).where(WrongWebCode.officer_id == officer.id)
    if session.exec(wrong.where(col(WrongWebCode.at) > now - _WRONG_FOR)).one() >= _MOST_WRONG:
        return None
    found = session.get(WebCode, code)
    if found and found.used_at is None and found.officer_id is None and now < found.expires_at:
        return found
    session.add(WrongWebCode(officer_id=officer.id, at=now))
    session.flush()
    return None


def approve_code(session: Session, code: WebCode, officer: Officer, door: Door) -> None:
    """The person says that the browser with this code is theirs."""
    code.officer_id, (code.channel, code.address) = officer.id, door
    session.add(code)
    session.flush()


def use_code(session: Session, browser_hash: str, token_hash: str, now: datetime) -> bool:
    """Begin a session in the browser whose code its person has approved; whether it has."""
    code = code_of(session, browser_hash, now)
    if code is None or code.officer_id is None:
        return False
    officer, address = session.get_one(Officer, code.officer_id), session.get(Address, (code.channel, code.address))
    if not officer.active or address is None or address.officer_id != officer.id:
        return False
    code.used_at = now
    _begin(session, officer, Door(code.channel, code.address), (token_hash, code.machine), now)
    return True


def drop_web_access(session: Session, now: datetime) -> None:
    """Delete links, codes and sessions that have been over for a day."""
    for kind in (WebLink, WebCode, WebSession):
        for old in session.exec(select(kind).where(col(kind.expires_at) < now - _KEPT)):
            session.delete(old)
    for wrong in session.exec(select(WrongWebCode).where(col(WrongWebCode.at) < now - _KEPT)):
        session.delete(wrong)
    session.flush()
