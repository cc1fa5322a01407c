"""Which incoming messages were taken already: the same one twice changes nothing."""

from datetime import datetime

from sqlmodel import Field, Session, SQLModel

from bot.messages.messages import Incoming
from bot.storage.database import insert_once
from tracker.kernel.columns import AwareTime


class Received(SQLModel, table=True):
    """A delivery that was taken, by its channel and the channel's id."""

    channel: str = Field(primary_key=True)
    external_id: str = Field(primary_key=True)
    address: str
    received_at: datetime = Field(sa_type=AwareTime)


def first_time(session: Session, incoming: Incoming, now: datetime) -> bool:
    """Note that the message came; False if it had come before."""
    return insert_once(
        session,
        Received,
        {
            "channel": incoming.channel,
            "external_id": incoming.external_id,
            "address": incoming.address,
            "received_at": now,
        },
    )
