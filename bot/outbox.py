"""What must still be sent: put in with the change that caused it, settled when the channel took or refused it."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from sqlalchemy import Index, func, insert, text, update
from sqlmodel import Field, Session, SQLModel, col, select

from bot.messages import Attachment, Button, Outgoing
from tracker.columns import AwareTime

_PATIENCE = (5, 15, 60, 300, 900)  # seconds until the next attempt; the last one repeats
_GIVE_UP = timedelta(days=3)
_UNSETTLED = text("sent_at is null and failed_at is null")


class Waiting(SQLModel, table=True):
    """One message to one address; `sent_at` or `failed_at` settles it, `not_before` puts it off."""

    __tablename__ = "outbox"
    __table_args__ = (Index("outbox_unsettled", "id", sqlite_where=_UNSETTLED, postgresql_where=_UNSETTLED),)

    id: int = Field(default=None, primary_key=True)
    channel: str
    address: str
    body: str
    file: bytes | None = None
    put_at: datetime = Field(sa_type=AwareTime)
    not_before: datetime = Field(sa_type=AwareTime)
    attempts: int = 0
    sent_at: datetime | None = Field(default=None, sa_type=AwareTime)
    failed_at: datetime | None = Field(default=None, sa_type=AwareTime)
    error: str = ""

    @property
    def outgoing(self) -> Outgoing:
        """The message itself."""
        body = json.loads(self.body)
        name = body.pop("file_name")
        buttons = tuple(Button(**button) for button in body.pop("buttons"))
        attachment = Attachment(name, self.file) if name and self.file is not None else None
        return Outgoing(self.channel, self.address, buttons=buttons, attachment=attachment, **body)


@dataclass(frozen=True)
class Attempt:
    """How sending one message went: `error` "" means taken; `retry_after` is the pause that the channel asked for."""

    waiting_id: int
    error: str = ""
    retryable: bool = False
    retry_after: timedelta | None = None


_PUT = insert(Waiting).returning(col(Waiting.id))


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
        "bulk": message.bulk,
        "file_name": message.attachment.name if message.attachment else None,
    }
    return {
        "channel": message.channel,
        "address": message.address,
        "body": json.dumps(body, ensure_ascii=False),
        "file": message.attachment.content if message.attachment else None,
        "put_at": now,
        "not_before": now,
        "attempts": 0,
        "error": "",
    }


def waiting(session: Session, channels: Sequence[str], now: datetime) -> list[tuple[int, Outgoing]]:
    """What is due for sending over these channels, in order; an address whose first message is put off waits behind it."""
    rows = session.exec(
        select(Waiting)
        .where(
            col(Waiting.channel).in_(channels),
            col(Waiting.sent_at).is_(None),
            col(Waiting.failed_at).is_(None),
        )
        .order_by(col(Waiting.id))
    )
    due, held = [], set()
    for row in rows:
        if row.not_before > now:
            held.add((row.channel, row.address))
        elif (row.channel, row.address) not in held:
            due.append((row.id, row.outgoing))
    return due


def settle(session: Session, attempts: Iterable[Attempt], now: datetime) -> None:
    """Note how sending went; a file that is through is not kept a second time."""
    attempts = list(attempts)
    sent = [attempt.waiting_id for attempt in attempts if not attempt.error]
    done = {"sent_at": now, "error": "", "file": None, "attempts": Waiting.attempts + 1}
    session.execute(update(Waiting).where(col(Waiting.id).in_(sent)).values(done))
    for attempt in [attempt for attempt in attempts if attempt.error]:
        row = session.get_one(Waiting, attempt.waiting_id)
        row.error = attempt.error
        if not attempt.retryable or now - row.put_at > _GIVE_UP:
            row.failed_at = now
        else:
            pause = timedelta(seconds=_PATIENCE[min(row.attempts, len(_PATIENCE) - 1)])
            row.not_before = now + (attempt.retry_after or pause)
        row.attempts += 1
        if row.failed_at:
            row.file = None
        session.add(row)


def delivery_counts(session: Session) -> dict[str, int]:
    """How many messages are waiting, delivered and failed."""
    sent, failed = col(Waiting.sent_at).is_not(None), col(Waiting.failed_at).is_not(None)
    total = session.exec(select(func.count()).select_from(Waiting)).one()
    delivered = session.exec(select(func.count()).select_from(Waiting).where(sent)).one()
    lost = session.exec(select(func.count()).select_from(Waiting).where(failed)).one()
    return {"waiting": total - delivered - lost, "delivered": delivered, "failed": lost}
