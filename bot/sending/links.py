"""Links for people whose channel carries no files: each gives one file to one person, or takes a filled sheet from them."""

import hashlib
import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from itsdangerous import BadSignature, Signer
from sqlalchemy import CheckConstraint, update
from sqlmodel import Field, Session, SQLModel, col, select

from bot.messages.messages import Attachment, FileLink, Outgoing, Wanted
from bot.people.addresses import Address
from tracker.audit.log import Deed, What, note, note_all
from tracker.kernel.columns import AwareTime
from tracker.office.officers import Officer, may_fill, oversees, receives
from tracker.reports.reports import Report, Source, State

USED = "link"  # the origin of what is done by opening a link, in the audit log

WORKBOOK = ".xlsx"
ALL_PAGES = "trang"  # behind the address that shows the first page


class Way(StrEnum):
    """What is done with the file; also the first part of the link's path."""

    FETCH = "tai"
    SHOW = "xem"  # the same file as FETCH gives, as pictures of its pages; the same link, under another signature
    SEND = "gui"


class LinkRefusal(StrEnum):
    """Why a link does not open."""

    ALTERED = "altered"  # or never ours
    EXPIRED = "expired"
    REVOKED = "revoked"
    NOT_YOURS = "not yours"  # the person has left, has another unit or role, or the chat is somebody else's by now
    HANDED_IN = "handed in"
    ACCEPTED = "accepted"
    LOCKED = "locked"


class Link(SQLModel, table=True):
    """One link; the file of one that gives is kept until it expires, one that was sent goes another way.

    `action` leads to what a file that is sent is for, where that is no report.
    """

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
    action: str = ""
    expires_at: datetime = Field(sa_type=AwareTime, index=True)
    revoked_at: datetime | None = Field(default=None, sa_type=AwareTime)


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
    """The message with links in place of its files, to and fro; without an office it only says which file there is."""
    file, address, bare = message.attachment, session.get(Address, (message.channel, message.address)), _bare(message)
    if address is None:
        return bare
    if office is None:
        missing = file.name if file else message.wants.what if message.wants else ""
        return replace(bare, links=(FileLink(missing, ""),) if missing else ())
    made = [_new_link(Way.FETCH, address, file, now + office.life)] if file else []
    if file and file.fills is not None:
        made.append(_new_link(Way.SEND, address, file, now + office.life))
    if message.wants:
        made.append(_wanting(session, address, message.wants, now + office.life))
    if not made:
        return bare
    session.add_all(made)
    session.flush()
    note_all(session, (_deed(link, "made", f"for officer {link.officer_id}") for link in made))
    return replace(bare, links=tuple(_file_link(link, office) for link in made))


def _bare(message: Outgoing) -> Outgoing:
    return replace(message, attachment=None, wants=None) if message.attachment or message.wants else message


def _wanting(session: Session, address: Address, wanted: Wanted, expires_at: datetime) -> Link:
    return Link(
        key=secrets.token_urlsafe(16),
        way=Way.SEND,
        officer_id=address.officer_id,
        unit_id=_unit_of(session, address, wanted),
        report_id=wanted.fills,
        channel=address.channel,
        address=address.address,
        name=wanted.what,
        action=wanted.action,
        expires_at=expires_at,
    )


def _unit_of(session: Session, address: Address, wanted: Wanted) -> int:
    if wanted.fills is not None:
        return session.get_one(Report, wanted.fills).unit_id
    return session.get_one(Officer, address.officer_id).unit_id


def _file_link(link: Link, office: LinkOffice) -> FileLink:
    if link.way == Way.SEND:
        return FileLink("", office.url(link))
    preview = office.url(link, Way.SHOW) if link.name.endswith(WORKBOOK) else ""
    return FileLink(link.name, office.url(link), preview, f"{preview}/{ALL_PAGES}" if preview else "")


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


def open_link(session: Session, key: str | None, now: datetime, what: str = "opened") -> Link | LinkRefusal:
    """The link, if it still opens and its person still has the right; notes the use, `what` or why it was refused."""
    link = session.get(Link, key) if key else None
    if link is None:
        return LinkRefusal.ALTERED
    refused = _refusal(session, link, now)
    note_use(session, link, refused or what, now)
    return refused or link


def note_use(session: Session, link: Link, what: str, now: datetime) -> None:
    """Note for the audit log that the person, or a chat's preview robot, used a link: opened, sent or why it was refused."""
    note(session, _deed(link, what), Source(link.officer_id, now, USED))


def _deed(link: Link, step: str, reason: str = "") -> Deed:
    return Deed(What.LINK, step, link.unit_id, link.report_id, link.key, new=link.name or "upload", reason=reason)


def _refusal(session: Session, link: Link, now: datetime) -> LinkRefusal | None:
    if link.revoked_at is not None:
        return LinkRefusal.REVOKED
    if now >= link.expires_at:
        return LinkRefusal.EXPIRED
    officer, address = session.get_one(Officer, link.officer_id), session.get(Address, (link.channel, link.address))
    if address is None or address.officer_id != officer.id or not officer.active:
        return LinkRefusal.NOT_YOURS
    if not _has_right(session, link, officer):
        return LinkRefusal.NOT_YOURS
    return None if link.report_id is None else _closed(session.get_one(Report, link.report_id), now)


def _has_right(session: Session, link: Link, officer: Officer) -> bool:
    if link.way == Way.SEND and link.report_id is None:  # whoever answers the file asks what they may do with it
        return officer.unit_id == link.unit_id
    above = receives if link.way == Way.SEND else oversees
    return may_fill(officer, link.unit_id) or above(session, officer, link.unit_id)


def _closed(report: Report, now: datetime) -> LinkRefusal | None:
    if report.state in {State.ACCEPTED, State.CANCELLED}:
        return LinkRefusal.ACCEPTED if report.state == State.ACCEPTED else LinkRefusal.REVOKED
    if not report.is_open:
        return LinkRefusal.HANDED_IN
    return LinkRefusal.LOCKED if report.is_locked(now) else None


def revoke_links(session: Session, officer: Officer, now: datetime) -> int:
    """None of the person's links opens any more, and their files are deleted; how many still did."""
    mine = (col(Link.officer_id) == officer.id, col(Link.revoked_at).is_(None), col(Link.expires_at) > now)
    revoked = session.exec(select(Link).where(*mine)).all()
    for link in revoked:
        link.revoked_at, link.content = now, None
    session.flush()
    note_all(session, (_deed(link, "made void") for link in revoked))
    return len(revoked)


def drop_expired_files(session: Session, now: datetime) -> None:
    """Delete the files of links that do not open any more; the links stay, for the audit."""
    session.execute(update(Link).where(col(Link.expires_at) <= now, col(Link.content).is_not(None)).values(content=None))
