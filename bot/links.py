"""Links for people whose channel carries no files: each gives one file to one person, or takes a filled sheet from them."""

import hashlib
import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from itsdangerous import BadSignature, Signer
from sqlalchemy import CheckConstraint, update
from sqlmodel import Field, Session, SQLModel, col

from bot.addresses import Address
from bot.messages import Attachment, FileLink, Outgoing
from tracker.columns import AwareTime
from tracker.officers import Officer, may_fill, oversees
from tracker.reports import Report, State

WORKBOOK = ".xlsx"


class Way(StrEnum):
    """What is done with the file; also the first part of the link's path."""

    FETCH = "tai"
    SHOW = "xem"  # the same file as FETCH gives, as a picture of its first rows; the same link, under another signature
    SEND = "gui"


class Refusal(StrEnum):
    """Why a link does not open."""

    ALTERED = "altered"  # or never ours
    EXPIRED = "expired"
    REVOKED = "revoked"
    NOT_YOURS = "not yours"  # the person has left, has another unit or role, or the chat is somebody else's by now
    HANDED_IN = "handed in"
    ACCEPTED = "accepted"
    LOCKED = "locked"


class Link(SQLModel, table=True):
    """One link; the file of one that gives is kept until it expires, a sheet that was sent goes another way."""

    __table_args__ = (CheckConstraint("way in ('tai', 'gui')", name="way_known"),)

    key: str = Field(primary_key=True)
    way: str
    officer_id: int = Field(foreign_key="officer.id", index=True)
    unit_id: int = Field(foreign_key="unit.id")
    report_id: int | None = Field(default=None, foreign_key="report.id")
    channel: str
    address: str
    name: str
    content: bytes | None = None
    expires_at: datetime = Field(sa_type=AwareTime, index=True)
    revoked_at: datetime | None = Field(default=None, sa_type=AwareTime)


class LinkUse(SQLModel, table=True):
    """Somebody, or a chat's preview robot, opened a link; append-only.

    `what` is "opened", "shown" (as a picture), "sent" or why it was refused.
    """

    __tablename__ = "link_use"

    id: int = Field(default=None, primary_key=True)
    link_key: str = Field(foreign_key="link.key", index=True)
    at: datetime = Field(sa_type=AwareTime)
    what: str


@dataclass(frozen=True)
class LinkOffice:
    """Where links lead, how they are signed, and how long they live (24 to 72 hours)."""

    public_url: str
    secret_key: str
    life: timedelta

    def url(self, link: Link, way: Way | None = None) -> str:
        """The address: a random key and its signature, and nothing of what it opens."""
        way = way or Way(link.way)
        return f"{self.public_url.rstrip('/')}/{way}/{self._signer(way).sign(link.key).decode()}"

    def key(self, way: Way, signed: str) -> str | None:
        """The key in an address of ours; None for any other, also for one that was signed for the other way."""
        try:
            return self._signer(way).unsign(signed).decode()
        except (BadSignature, UnicodeError):
            return None

    def _signer(self, way: Way) -> Signer:
        return Signer(self.secret_key, salt=f"dunghan link {way}", digest_method=hashlib.sha256)


def with_links(session: Session, message: Outgoing, office: LinkOffice | None, now: datetime) -> Outgoing:
    """The message with links in place of its attachment; without an office it only says which file there is."""
    file, address = message.attachment, session.get(Address, (message.channel, message.address))
    if file is None or address is None:
        return replace(message, attachment=None)
    if office is None:
        return replace(message, attachment=None, links=(FileLink(file.name, ""),))
    made = [_new_link(Way.FETCH, address, file, now + office.life)]
    if file.fills is not None:
        made.append(_new_link(Way.SEND, address, file, now + office.life))
    session.add_all(made)
    session.flush()
    return replace(message, attachment=None, links=tuple(_file_link(link, office) for link in made))


def _file_link(link: Link, office: LinkOffice) -> FileLink:
    preview = office.url(link, Way.SHOW) if link.name.endswith(WORKBOOK) else ""
    return FileLink(link.name, office.url(link), preview)


def _new_link(way: Way, address: Address, file: Attachment, expires_at: datetime) -> Link:
    gives = way is Way.FETCH
    return Link(
        key=secrets.token_urlsafe(16),
        way=way,
        officer_id=address.officer_id,
        unit_id=file.unit_id,
        report_id=None if gives else file.fills,
        channel=address.channel,
        address=address.address,
        name=file.name if gives else "",
        content=file.content if gives else None,
        expires_at=expires_at,
    )


def open_link(session: Session, key: str | None, now: datetime, what: str = "opened") -> Link | Refusal:
    """The link, if it still opens and its person still has the right; notes the use, `what` or why it was refused."""
    link = session.get(Link, key) if key else None
    if link is None:
        return Refusal.ALTERED
    refused = _refusal(session, link, now)
    note_use(session, link, refused or what, now)
    return refused or link


def note_use(session: Session, link: Link, what: str, now: datetime) -> None:
    """Keep what was done with a link."""
    session.add(LinkUse(link_key=link.key, at=now, what=what))
    session.flush()


def _refusal(session: Session, link: Link, now: datetime) -> Refusal | None:
    if link.revoked_at is not None:
        return Refusal.REVOKED
    if now >= link.expires_at:
        return Refusal.EXPIRED
    officer, address = session.get_one(Officer, link.officer_id), session.get(Address, (link.channel, link.address))
    if address is None or address.officer_id != officer.id or not officer.active:
        return Refusal.NOT_YOURS
    mine = may_fill(officer, link.unit_id)
    if link.report_id is None:
        return None if mine or oversees(session, officer, link.unit_id) else Refusal.NOT_YOURS
    return _closed(session.get_one(Report, link.report_id), now) if mine else Refusal.NOT_YOURS


def _closed(report: Report, now: datetime) -> Refusal | None:
    if report.state == State.ACCEPTED:
        return Refusal.ACCEPTED
    if not report.is_open:
        return Refusal.HANDED_IN
    return Refusal.LOCKED if report.is_locked(now) else None


def revoke_links(session: Session, officer: Officer, now: datetime) -> int:
    """None of the person's links opens any more, and their files are deleted; how many still did."""
    mine = (col(Link.officer_id) == officer.id, col(Link.revoked_at).is_(None), col(Link.expires_at) > now)
    revoked = session.execute(update(Link).where(*mine).values(revoked_at=now, content=None).returning(col(Link.key)))
    return len(revoked.all())


def drop_expired_files(session: Session, now: datetime) -> None:
    """Delete the files of links that do not open any more; the links stay, for the audit."""
    session.execute(update(Link).where(col(Link.expires_at) <= now, col(Link.content).is_not(None)).values(content=None))
