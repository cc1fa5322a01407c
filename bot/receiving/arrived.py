"""What arrived at one of several processes, stored before it is answered; any of them answers, one at a time each person."""

import json
from collections.abc import Sequence
from dataclasses import asdict, fields, replace
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import delete, func, insert, select, tuple_
from sqlalchemy.dialects import postgresql
from sqlmodel import Field, Session, SQLModel

from bot.messages.messages import Incoming, SentFile
from bot.receiving.inbox import Received

_PLAIN = {one.name: one.default for one in fields(Incoming)}
_MOST_LOOKED_AT = 256  # addresses: more than processes can have in hand


class Doorway(SQLModel, table=True):
    """An address at which something has arrived; whoever locks the row answers there, and nobody else meanwhile."""

    channel: str = Field(primary_key=True)
    address: str = Field(primary_key=True)


class Arrived(SQLModel, table=True):
    """A message that nobody has answered yet, and the content of its file if it has one; its row goes with the answer."""

    id: int = Field(default=None, primary_key=True)
    channel: str
    address: str
    external_id: str
    body: str
    content: bytes | None = None


class Claimed(NamedTuple):
    """A message that is ours to answer in this transaction."""

    number: int
    incoming: Incoming


_DOORS, _ARRIVED = Doorway.__table__, Arrived.__table__  # type: ignore[attr-defined] # past the ORM
_RECEIVED = Received.__table__  # type: ignore[attr-defined]
_KEY = (_RECEIVED.c.channel, _RECEIVED.c.external_id)
_RECEIVE = postgresql.insert(_RECEIVED).on_conflict_do_nothing().returning(*_KEY)
_OPEN = postgresql.insert(_DOORS).on_conflict_do_nothing()
_STORE = insert(_ARRIVED)
_DOOR = (_DOORS.c.channel, _DOORS.c.address)


def store(session: Session, messages: Sequence[Incoming], now: datetime) -> bool:
    """Keep those that had not come before, in this order; whether there are any. On PostgreSQL only."""
    received = [
        {"channel": one.channel, "external_id": one.external_id, "address": one.address, "received_at": now}
        for one in messages
    ]
    new = {tuple(row) for row in session.execute(_RECEIVE, received)}
    fresh = {(one.channel, one.external_id): one for one in reversed(messages) if (one.channel, one.external_id) in new}
    if not fresh:
        return False
    rows = [_row(one) for one in reversed(fresh.values())]
    session.execute(_OPEN, [{"channel": row["channel"], "address": row["address"]} for row in rows])
    session.execute(_STORE, rows)
    return True


def _row(message: Incoming) -> dict[str, Any]:
    content = message.file.content if message.file else None
    bare = replace(message, file=replace(message.file, content=None)) if message.file else message
    body = {name: value for name, value in asdict(bare).items() if value != _PLAIN[name]}
    body |= {"at": message.at.isoformat()} if message.at else {}
    return {
        "channel": message.channel,
        "address": message.address,
        "external_id": message.external_id,
        "body": json.dumps(body, ensure_ascii=False),
        "content": content,
    }


def _incoming(body: str, content: bytes | None) -> Incoming:
    known = json.loads(body)
    file, at = known.pop("file", None), known.pop("at", None)
    sent = SentFile(**{**file, "content": content}) if file else None
    return Incoming(**known, file=sent, at=datetime.fromisoformat(at) if at else None)


def claim(session: Session, doors: int, most: int) -> list[Claimed]:
    """What waits at so many doors where nobody answers, at most so many messages, each person's in their order.

    The doors are ours until the transaction ends, however it ends; what is not answered by then waits again.
    """
    first = func.min(_ARRIVED.c.id).label("first")
    waiting = select(_ARRIVED.c.channel, _ARRIVED.c.address, first).group_by(_ARRIVED.c.channel, _ARRIVED.c.address)
    look = waiting.order_by(first).limit(_MOST_LOOKED_AT).subquery()
    free = select(*_DOOR).join(look, (_DOORS.c.channel == look.c.channel) & (_DOORS.c.address == look.c.address))
    free = free.order_by(look.c.first).limit(doors).with_for_update(of=_DOORS, skip_locked=True)
    ours = [tuple(row) for row in session.execute(free)]
    if not ours:
        return []
    # a statement of its own: another process may have answered there since the one above began
    mine = select(_ARRIVED.c.id, _ARRIVED.c.body, _ARRIVED.c.content).where(
        tuple_(_ARRIVED.c.channel, _ARRIVED.c.address).in_(ours)
    )
    return [
        Claimed(number, _incoming(body, content))
        for number, body, content in session.execute(mine.order_by(_ARRIVED.c.id).limit(most))
    ]


def lock_door(session: Session, channel: str, address: str) -> None:
    """Wait until nobody answers at this address, and let nobody until the transaction ends."""
    session.execute(select(*_DOOR).where(_DOORS.c.channel == channel, _DOORS.c.address == address).with_for_update())


def answered(session: Session, number: int) -> bool:
    """The message waits no more; False if it did not."""
    return session.execute(delete(_ARRIVED).where(_ARRIVED.c.id == number).returning(_ARRIVED.c.id)).first() is not None


def is_waiting(session: Session) -> bool:
    """Whether anything waits for being answered."""
    return session.execute(select(_ARRIVED.c.id).limit(1)).first() is not None
