"""Updates that a channel could not read: put aside as they came, so that the others are served and somebody can look."""

from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlmodel import Field, Session, SQLModel, col

from bot.messages.messages import Incoming
from tracker.kernel.columns import AwareTime

_LONGEST = 20_000  # characters; a message has some thousands
_KEPT = timedelta(days=30)


class UnreadUpdate(SQLModel, table=True):
    """One of them, by its channel and the channel's id of the delivery."""

    __tablename__ = "unread_update"

    channel: str = Field(primary_key=True)
    external_id: str = Field(primary_key=True)
    content: str
    received_at: datetime = Field(sa_type=AwareTime, index=True)


def put_aside_unread(session: Session, incoming: Incoming, now: datetime) -> None:
    """Keep what came."""
    content = incoming.unread[:_LONGEST]
    session.add(UnreadUpdate(channel=incoming.channel, external_id=incoming.external_id, content=content, received_at=now))
    session.flush()


def drop_old_unread(session: Session, now: datetime) -> None:
    """Delete those that nobody looked at for a month."""
    session.execute(delete(UnreadUpdate).where(col(UnreadUpdate.received_at) < now - _KEPT))
