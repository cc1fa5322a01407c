"""Announcements of a desk to people of many units: who was written to, whom nothing reaches, who has read it."""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy import func
from sqlmodel import Field, Session, SQLModel, col, select

from bot.messages.actions import READ, button
from bot.messages.messages import Outgoing
from bot.people.addresses import address_of
from bot.sending.outbox import Waiting
from bot.texts.office import announcing as sentences
from tracker.audit.log import Deed, What, note
from tracker.kernel.columns import AwareTime
from tracker.office.officers import Officer
from tracker.office.units import Unit, subtree_ids

SUBJECT = "announcement"


class Announcement(SQLModel, table=True):
    """What somebody of a desk has announced; `after` is the number of the last message that was put out before it."""

    id: int = Field(default=None, primary_key=True)
    officer_id: int = Field(foreign_key="officer.id")
    unit_id: int = Field(foreign_key="unit.id")
    text: str
    at: datetime = Field(sa_type=AwareTime)
    after: int


class AnnouncementTo(SQLModel, table=True):
    """One person whom it is meant for, of the unit that they were of then; `sent`: there was an address to write to."""

    __tablename__ = "announcement_to"

    announcement_id: int = Field(primary_key=True, foreign_key="announcement.id")
    officer_id: int = Field(primary_key=True, foreign_key="officer.id", index=True)
    unit_id: int = Field(foreign_key="unit.id")
    sent: bool
    read_at: datetime | None = Field(default=None, sa_type=AwareTime)


class Fate(StrEnum):
    """What became of it for one person."""

    READ = "read"
    DELIVERED = "delivered"
    WAITING = "waiting"
    FAILED = "failed"
    UNREACHED = "unreached"  # has not joined, or blocked the bot everywhere


class Recipient(NamedTuple):
    """One person with their unit, and what became of it for them."""

    officer: Officer
    unit: Unit
    fate: Fate
    read_at: datetime | None


def announce(session: Session, author: Officer, people: Iterable[Officer], text: str, now: datetime) -> list[Outgoing]:
    """Announce this to these people; gives the messages, which go out behind replies."""
    last = session.exec(select(func.max(Waiting.id))).one() or 0
    made = Announcement(officer_id=author.id, unit_id=author.unit_id, text=text, at=now, after=last)
    session.add(made)
    session.flush()
    messages, unit = list[Outgoing](), session.get_one(Unit, author.unit_id)
    for officer in people:
        address = address_of(session, officer)
        reached = address if address and address.blocked_at is None else None
        session.add(
            AnnouncementTo(announcement_id=made.id, officer_id=officer.id, unit_id=officer.unit_id, sent=bool(reached))
        )
        if reached:
            messages.append(
                Outgoing(
                    reached.channel,
                    reached.address,
                    sentences.announcement(text, author),
                    title=sentences.title(unit),
                    buttons=(button(READ.choice(sentences.READ, made.id), 0),),
                    bulk=True,
                    unasked=True,
                    subject=f"{SUBJECT} {made.id} {officer.id}",
                )
            )
    session.flush()
    note(session, Deed(What.NUDGE, "announced", author.unit_id, subject=f"{SUBJECT} {made.id}", new=f"{len(messages)} people"))
    return messages


def note_read(session: Session, officer: Officer, now: datetime, number: int | None = None) -> int | None:
    """The person has read this announcement, or all that they were sent; how many anew, None if there was never one."""
    wanted = select(AnnouncementTo).where(AnnouncementTo.officer_id == officer.id, AnnouncementTo.sent)
    found = session.exec(wanted if number is None else wanted.where(AnnouncementTo.announcement_id == number)).all()
    unread = [one for one in found if one.read_at is None]
    for one in unread:
        one.read_at = now
        note(session, Deed(What.NUDGE, "read", officer.unit_id, subject=f"{SUBJECT} {one.announcement_id}"))
    session.flush()
    return len(unread) if found else None


def announcements_of(session: Session, officer: Officer, most: int) -> Sequence[Announcement]:
    """The latest that were sent from the unit of this person or from below, the newest first."""
    within = subtree_ids(session, officer.unit_id)
    wanted = select(Announcement).where(col(Announcement.unit_id).in_(within))
    return session.exec(wanted.order_by(col(Announcement.id).desc()).limit(most)).all()


def recipients_of(session: Session, announcement: Announcement) -> list[Recipient]:
    """Everybody whom it was meant for, by unit, and what became of it for each."""
    rows = (
        select(AnnouncementTo, Officer, Unit)
        .join(Officer, col(Officer.id) == AnnouncementTo.officer_id)
        .join(Unit, col(Unit.id) == AnnouncementTo.unit_id)
        .where(AnnouncementTo.announcement_id == announcement.id)
        .order_by(col(Unit.name), col(Officer.id))
    )
    fates = _fates(session, announcement)
    return [Recipient(officer, unit, _fate(to, fates.get(officer.id)), to.read_at) for to, officer, unit in session.exec(rows)]


def _fate(to: AnnouncementTo, of_messages: Fate | None) -> Fate:
    if to.read_at:
        return Fate.READ
    return (of_messages or Fate.WAITING) if to.sent else Fate.UNREACHED


def _fates(session: Session, announcement: Announcement) -> dict[int, Fate]:
    """By person what became of the messages; one that got through on another channel got through."""
    about = f'"subject": "{SUBJECT} {announcement.id} '
    sent = select(Waiting).where(col(Waiting.id) > announcement.after, col(Waiting.body).contains(about, autoescape=True))
    found: dict[int, Fate] = {}
    for row in session.exec(sent.order_by(col(Waiting.id))):
        officer_id = int(json.loads(row.body)["subject"].split()[-1])
        fate = Fate.DELIVERED if row.sent_at else Fate.FAILED if row.failed_at or row.withdrawn_at else Fate.WAITING
        if found.get(officer_id) is not Fate.DELIVERED:
            found[officer_id] = fate
    return found
