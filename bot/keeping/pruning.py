"""What is older than the office keeps it is deleted, a few rows at a time; never what somebody still needs.

Drafts, what may be taken back until a report is handed in, results of tasks with their files, figures, reports and the log
are none of it.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Table, and_, delete, exists, func, or_, select, tuple_
from sqlmodel import Session, SQLModel

from bot.people.retention import OF_STRANGERS, Retention
from bot.people.wishes import WishOutcome
from bot.reminders.health import Heartbeat, beat
from bot.texts.office.health import Beat
from tracker.audit.log import Deed, What, note
from tracker.audit.row_seals import touch_rows
from tracker.calendar.periods import ZONE

AT_ONCE = 500  # rows in one transaction


class AgedRows(NamedTuple):
    """Rows of a table that are kept for so many days, what they are called, and which of them are too old."""

    name: str
    table: str
    days: int
    old: ColumnElement[bool]


class Pruned(NamedTuple):
    """How many rows of a kind are too old, and were deleted if they were."""

    name: str
    days: int
    rows: int


def _table(name: str) -> Table:
    return SQLModel.metadata.tables[name]


def _is_nobodys(table: Table) -> ColumnElement[bool]:
    here = _table("address").c
    return ~exists().where(here.channel == table.c.channel, here.address == table.c.address)


def kinds(retention: Retention, now: datetime) -> Sequence[AgedRows]:
    """What is deleted by age, in an order in which nothing is left that others lead to."""

    def before(days: int) -> datetime:
        return now - timedelta(days=days)

    outbox, received, links, wishes = map(_table, ("outbox", "received", "link", "data_wish"))
    told, announced = _table("announcement_to"), _table("announcement")
    invitations, requests, files = map(_table, ("invitation", "join_request", "incoming_file"))
    strangers, sent, links_end = now - OF_STRANGERS, before(retention.sent), before(retention.links)
    old_announced = select(announced.c.id).where(announced.c.at < sent)
    settled = func.coalesce(outbox.c.sent_at, outbox.c.failed_at, outbox.c.withdrawn_at)  # nothing where it still waits
    over = or_(invitations.c.expires_at < links_end, invitations.c.used_at < links_end)
    waited_for = exists().where(requests.c.invitation_id == invitations.c.id)
    few, many = OF_STRANGERS.days, retention.sent
    return (
        AgedRows("recipients of announcements", "announcement_to", many, told.c.announcement_id.in_(old_announced)),
        AgedRows("announcements", "announcement", many, announced.c.at < sent),
        AgedRows("messages sent", "outbox", many, settled < sent),
        AgedRows("messages sent to strangers", "outbox", few, and_(settled < strangers, _is_nobodys(outbox))),
        AgedRows("messages received", "received", retention.received, received.c.received_at < before(retention.received)),
        AgedRows(
            "messages received from strangers",
            "received",
            few,
            and_(received.c.received_at < strangers, _is_nobodys(received)),
        ),
        AgedRows("files nobody read", "incoming_file", retention.received, files.c.not_before < before(retention.received)),
        AgedRows("links", "link", retention.links, links.c.expires_at < links_end),
        AgedRows("requests to join", "join_request", retention.received, requests.c.asked_at < before(retention.received)),
        AgedRows("invitations", "invitation", retention.links, and_(over, ~waited_for)),
        AgedRows(
            "answered wishes",
            "data_wish",
            retention.wishes,
            and_(wishes.c.outcome != WishOutcome.OPEN, wishes.c.settled_at < before(retention.wishes)),
        ),
    )


def count_old(session: Session, retention: Retention, now: datetime) -> list[Pruned]:
    """How many rows of each kind are too old now; nothing is deleted."""
    counted = []
    for kind in kinds(retention, now):
        rows = session.execute(select(func.count()).select_from(_table(kind.table)).where(kind.old)).scalar_one()
        counted.append(Pruned(kind.name, kind.days, rows))
    return counted


def prune_some(session: Session, retention: Retention, now: datetime) -> Mapping[str, int]:
    """Delete the next few rows that are too old, of one kind; by its name how many, nothing once none is left."""
    for kind in kinds(retention, now):
        table = _table(kind.table)
        key: Any = tuple_(*table.primary_key) if len(table.primary_key) > 1 else next(iter(table.primary_key))
        some = select(*table.primary_key).where(kind.old).limit(AT_ONCE)
        gone = session.execute(delete(table).where(key.in_(some)).returning(*table.primary_key)).all()
        if gone:
            touch_rows(session, kind.table, gone)
            note(session, Deed(What.DATABASE, "pruned", subject=kind.name, new=f"{len(gone)}", reason=f"{kind.days} days"))
            return {kind.name: len(gone)}
    return {}


def prune_daily(session: Session, retention: Retention, now: datetime) -> bool:
    """Delete a few rows that are too old, unless all of them were today; whether there may be more."""
    last = session.get(Heartbeat, Beat.PRUNE)
    if last and last.at.astimezone(ZONE).date() >= now.astimezone(ZONE).date():
        return False
    if prune_some(session, retention, now):
        return True
    beat(session, Beat.PRUNE, now)
    return False
