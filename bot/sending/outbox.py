"""What must still be sent: put in with the change that caused it, settled when the channel took or refused it."""

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Index, and_, func, insert, or_, text, update
from sqlalchemy import select as sql_select
from sqlalchemy.orm import aliased
from sqlmodel import Field, Session, SQLModel, col, select
from sqlmodel.sql.expression import SelectOfScalar

from bot.messages.messages import Attachment, Button, Failure, FileLink, Outgoing
from tracker.kernel.columns import AwareTime

_PATIENCE = (5, 15, 60, 300, 900)  # seconds until the next attempt; the last one repeats
_GIVE_UP = timedelta(days=3)
_AT_ONCE = 200  # replies that one look at the outbox brings
_UNSETTLED = "sent_at is null and failed_at is null and withdrawn_at is null"


def _index(name: str, *columns: str, only: str = "") -> Index:
    """An index of what is unsettled; SQLite uses it for the very words of a query, and writes truth as 1."""
    on_sqlite = only.replace("false", "0").replace("true", "1")
    return Index(name, *columns, sqlite_where=text(on_sqlite + _UNSETTLED), postgresql_where=text(only + _UNSETTLED))


class Waiting(SQLModel, table=True):
    """One message to one address; `sent_at`, `failed_at` or `withdrawn_at` settles it, `not_before` puts it off."""

    __tablename__ = "outbox"
    __table_args__ = (
        _index("outbox_replies", "id", only="bulk = false and "),
        _index("outbox_bulk", "channel", "not_before", "id", only="bulk = true and "),
        _index("outbox_addresses", "address", "channel"),
        _index("outbox_failing", "failure", "channel", "not_before", only="failure is not null and "),
    )

    id: int = Field(default=None, primary_key=True)
    channel: str
    address: str
    body: str
    file: bytes | None = None
    bulk: bool
    put_at: datetime = Field(sa_type=AwareTime)
    not_before: datetime = Field(sa_type=AwareTime)
    attempts: int = 0
    begun: int = 0  # parts that are through
    sent_at: datetime | None = Field(default=None, sa_type=AwareTime)
    failed_at: datetime | None = Field(default=None, sa_type=AwareTime)
    withdrawn_at: datetime | None = Field(default=None, sa_type=AwareTime)
    failure: str | None = None
    error: str = ""

    @property
    def outgoing(self) -> Outgoing:
        """The message itself."""
        body = json.loads(self.body)
        name, unit_id = body.pop("file_name"), body.pop("file_unit", 0)  # 0 and (): in rows of an earlier program
        buttons = tuple(Button(**button) for button in body.pop("buttons"))
        links = tuple(FileLink(**link) for link in body.pop("links", ()))
        attachment = Attachment(name, self.file, unit_id) if name and self.file is not None else None
        rest = {"links": links, "bulk": self.bulk, "begun": self.begun, **body}
        return Outgoing(self.channel, self.address, buttons=buttons, attachment=attachment, **rest)


@dataclass(frozen=True)
class Attempt:
    """How sending one message went: `failure` None means taken; `retry_after` is the pause that the channel asked for.

    `begun` is how many of the channel's parts of it are through by now; `refs` are the channel's references of those that
    went through now.
    """

    waiting_id: int
    failure: Failure | None = None
    error: str = ""
    retry_after: timedelta | None = None
    begun: int = 0
    refs: tuple[str, ...] = ()

    @property
    def put_off(self) -> bool:
        """Whether it will be tried again."""
        return self.failure is not None and self.failure.retryable


_OUTBOX = Waiting.__table__  # type: ignore[attr-defined] # past the ORM: every message is put here
_PUT = insert(_OUTBOX).returning(_OUTBOX.c.id)


def put(session: Session, messages: Iterable[Outgoing], now: datetime) -> list[tuple[int, Outgoing]]:
    """Store messages for sending after the commit; gives each with its number, in order."""
    stored = []
    for message in messages:  # one by one: the numbers are the order of sending
        row = session.execute(_PUT, _row(message, now))
        stored.append((row.scalar_one(), message))
    return stored


def _row(message: Outgoing, now: datetime) -> dict[str, object]:
    body = {
        "text": message.text,
        "title": message.title,
        "lead": message.lead,
        "buttons": [asdict(button) for button in message.buttons],
        "numbered": message.numbered,
        "spent": message.spent,
        "unasked": message.unasked,
        "subject": message.subject,
        "passed_on": message.passed_on,
        "instead": message.instead,
        "asks": message.asks,
        "links": [asdict(link) for link in message.links],
        "file_name": message.attachment.name if message.attachment else None,
        "file_unit": message.attachment.unit_id if message.attachment else None,
    }
    return {
        "channel": message.channel,
        "address": message.address,
        "body": json.dumps(body, ensure_ascii=False),
        "file": message.attachment.content if message.attachment else None,
        "bulk": message.bulk,
        "put_at": now,
        "not_before": now,
        "attempts": 0,
        "begun": 0,
        "error": "",
    }


def waiting(
    session: Session, channels: Sequence[str], now: datetime, only_to: str | None = None, besides: Collection[int] = ()
) -> list[tuple[int, Outgoing]]:
    """The first replies that are due over these channels, in order; behind one that is put off its address waits.

    `besides` are numbers of others, which are left out.
    """
    earlier = aliased(Waiting)
    held = (
        select(earlier.id)
        .where(
            earlier.channel == Waiting.channel,
            earlier.address == Waiting.address,
            *unsettled(earlier),
            col(earlier.not_before) > now,
            or_(and_(col(earlier.bulk).is_(False), col(earlier.id) < col(Waiting.id)), col(earlier.failure) == Failure.FLOOD),
        )
        .exists()
    )
    due = (
        select(Waiting)
        .where(Waiting.bulk == False, *unsettled(Waiting))  # noqa: E712 - so that the index is used
        .where(col(Waiting.channel).in_(channels), Waiting.not_before <= now, ~held)
        .order_by(col(Waiting.id))
        .limit(_AT_ONCE)
    )
    due = due.where(col(Waiting.id).not_in(besides)) if besides else due
    return [(row.id, row.outgoing) for row in session.exec(_only(due, only_to))]


def next_bulk(
    session: Session, channel: str, now: datetime, busy: Collection[str], only_to: str | None = None
) -> tuple[int, Outgoing] | None:
    """The bulk message that is due next, to none of the busy addresses; none at all while the channel asked for a pause."""
    flood = select(func.max(Waiting.not_before)).where(
        Waiting.failure == Failure.FLOOD, Waiting.channel == channel, *unsettled(Waiting)
    )
    until = session.exec(flood).one()
    if until is not None and until > now:
        return None
    due = (
        select(Waiting)
        .where(Waiting.bulk == True, *unsettled(Waiting))  # noqa: E712 - so that the index is used
        .where(Waiting.channel == channel, Waiting.not_before <= now, col(Waiting.address).not_in(busy))
        .order_by(col(Waiting.not_before), col(Waiting.id))
        .limit(1)
    )
    row = session.exec(_only(due, only_to)).first()
    return (row.id, row.outgoing) if row else None


def _only(due: SelectOfScalar[Waiting], address: str | None) -> SelectOfScalar[Waiting]:
    return due if address is None else due.where(Waiting.address == address)


def unsettled(table: type[Waiting]) -> list[ColumnElement[bool]]:
    """Neither sent, failed nor withdrawn."""
    return [col(table.sent_at).is_(None), col(table.failed_at).is_(None), col(table.withdrawn_at).is_(None)]


def settle(session: Session, attempts: Iterable[Attempt], now: datetime) -> None:
    """Note how sending went; a file that is through is not kept a second time."""
    attempts = list(attempts)
    sent = [attempt.waiting_id for attempt in attempts if attempt.failure is None]
    done = {"sent_at": now, "failure": None, "error": "", "file": None, "attempts": Waiting.attempts + 1}
    session.execute(update(Waiting).where(col(Waiting.id).in_(sent)).values(done))
    for attempt in [attempt for attempt in attempts if attempt.failure]:
        row = session.get_one(Waiting, attempt.waiting_id)
        row.failure, row.error, row.begun = attempt.failure, attempt.error, attempt.begun
        if not attempt.put_off or now - row.put_at > _GIVE_UP:
            row.failed_at = now
        else:
            pause = timedelta(seconds=_PATIENCE[min(row.attempts, len(_PATIENCE) - 1)])
            row.not_before = now + (attempt.retry_after or pause)
        row.attempts += 1
        if row.failed_at:
            row.file = None
        session.add(row)


def bring_forward(session: Session, now: datetime, *, asked_for: bool) -> None:
    """Let nothing wait for longer than we put things off: it was put off while the clock was ahead.

    `asked_for`: also what the channel asked us to put off, which may have been for long, once it is known that the clock was.
    """
    latest = now + timedelta(seconds=_PATIENCE[-1])
    late = [col(Waiting.not_before) > latest, *unsettled(Waiting)]
    if not asked_for:
        late.append(or_(col(Waiting.failure).is_(None), col(Waiting.failure) != Failure.FLOOD))
    if session.exec(select(Waiting.id).where(*late).limit(1)).first() is not None:  # else nothing is written
        session.execute(update(Waiting).where(*late).values(not_before=latest))


def waited_long(session: Session, number: int) -> bool:
    """Whether it was tried after every pause but the one that repeats: for some twenty minutes."""
    return session.get_one(Waiting, number).attempts > len(_PATIENCE)


def give_up(session: Session, number: int, now: datetime) -> None:
    """Note that a message is not tried again."""
    session.execute(update(Waiting).where(col(Waiting.id) == number).values(failed_at=now, file=None))


def withdraw(session: Session, number: int, now: datetime) -> None:
    """Note that there is no reason any more to send a message."""
    session.execute(update(Waiting).where(col(Waiting.id) == number).values(withdrawn_at=now, file=None))


def delivery_counts(session: Session) -> dict[str, int]:
    """How many messages are waiting, delivered, failed and withdrawn."""
    settled = (func.count(col(time)) for time in (Waiting.sent_at, Waiting.failed_at, Waiting.withdrawn_at))
    total, delivered, failed, withdrawn = session.execute(sql_select(func.count(), *settled).select_from(Waiting)).one()
    waiting = total - delivered - failed - withdrawn
    return {"waiting": waiting, "delivered": delivered, "failed": failed, "withdrawn": withdrawn}
