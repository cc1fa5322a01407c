"""What is held of one person, read for them: who they are here, what went to and fro, what they entered, who looked at it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func
from sqlalchemy import select as sql_select
from sqlmodel import Session, SQLModel, col, select

from bot.people.addresses import Address
from bot.people.invitations import Invitation, is_live
from bot.people.web_sessions import WebSession
from bot.people.wishes import DataWish, wishes_of
from bot.receiving.inbox import Received
from bot.sending.links import Link
from bot.sending.outbox import Waiting
from tracker.audit.log import AuditLine, Deed, What, note
from tracker.office.officers import Officer
from tracker.office.units import Unit

SEEN = "seen"  # the step of a line that somebody looked at what is held of a person
_MOST_LOOKS = 10


class Counted(NamedTuple):
    """How many of something are kept, and since when; None for none."""

    rows: int
    since: datetime | None


class HeldOf(NamedTuple):
    """All that is held of a person; `entered` by what it was, `looks` the latest lines of others about them, oldest first.

    `undoable` are the steps that they can take back until a report is handed in.
    """

    officer: Officer
    unit: Unit
    addresses: Sequence[Address]
    sessions: Sequence[WebSession]
    live_invitations: int
    used_invitations: int
    sent: Counted
    received: Counted
    links: int
    undoable: int
    entered: Mapping[What, int]
    looks: Sequence[AuditLine]
    wishes: Sequence[DataWish]


def held_of(session: Session, officer: Officer, now: datetime) -> HeldOf:
    """Read it."""
    addresses = session.exec(
        select(Address).where(Address.officer_id == officer.id).order_by(col(Address.used_at).desc())
    ).all()
    mine = select(WebSession).where(WebSession.officer_id == officer.id, col(WebSession.ended_at).is_(None))
    sessions = session.exec(mine.where(col(WebSession.expires_at) > now).order_by(col(WebSession.made_at))).all()
    invitations = session.exec(select(Invitation).where(Invitation.officer_id == officer.id)).all()
    links = select(func.count()).select_from(Link).where(Link.officer_id == officer.id)
    steps = SQLModel.metadata.tables["message_done"]
    undoable = sql_select(func.count()).select_from(steps).where(steps.c.officer_id == officer.id)
    return HeldOf(
        officer,
        session.get_one(Unit, officer.unit_id),
        addresses,
        sessions,
        sum(is_live(one, now) for one in invitations),
        sum(one.used_at is not None for one in invitations),
        _counted(session, addresses, Waiting, Waiting.put_at),
        _counted(session, addresses, Received, Received.received_at),
        session.exec(links).one(),
        session.execute(undoable).scalar_one(),
        _entered(session, officer),
        _looks(session, officer),
        wishes_of(session, officer),
    )


def _counted(session: Session, addresses: Sequence[Address], table: type[Waiting | Received], at: datetime) -> Counted:
    count, since = 0, list[datetime]()
    for one in addresses:
        here = select(func.count(), func.min(at)).where(table.channel == one.channel, table.address == one.address)
        found, first = session.exec(here).one()
        count += found
        since += [first] if first else []
    return Counted(count, min(since, default=None))


def _entered(session: Session, officer: Officer) -> dict[What, int]:
    by_what = select(AuditLine.what, func.count()).where(AuditLine.officer_id == officer.id).group_by(col(AuditLine.what))
    return {What(what): count for what, count in session.exec(by_what)}


def _looks(session: Session, officer: Officer) -> list[AuditLine]:
    """Lines of what others did with the person or their data: saw it, changed it, invited them."""
    of_person = (AuditLine.what == What.OFFICER) & (AuditLine.subject == f"{officer.id}")
    invited = (AuditLine.what == What.INVITATION) & (AuditLine.subject == f"officer {officer.id}")
    by_others = (col(AuditLine.officer_id).is_(None)) | (AuditLine.officer_id != officer.id)
    wanted = select(AuditLine).where(of_person | invited, by_others).order_by(col(AuditLine.number).desc())
    return list(session.exec(wanted.limit(_MOST_LOOKS)))[::-1]


def note_seen(session: Session, officer: Officer) -> None:
    """Somebody else looks at what is held of the person: for the log, and so for the person."""
    note(session, Deed(What.OFFICER, SEEN, officer.unit_id, subject=f"{officer.id}"))
