"""Questions about figures that were sent out: where a reply to such a message answers."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import JSON, delete
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Field, Session, SQLModel, col

from tracker.kernel.columns import AwareTime

_KEPT = timedelta(weeks=4)  # longer than anybody scrolls back; a later reply is heard as any other message


class SentQuestion(SQLModel, table=True):
    """One message of ours that asked for figures, by the channel's reference of it; `place`: where the person stood then."""

    __tablename__ = "question"

    channel: str = Field(primary_key=True)
    address: str = Field(primary_key=True)
    ref: str = Field(primary_key=True)
    place: dict[str, Any] = Field(sa_type=JSON)
    sent_at: datetime = Field(sa_type=AwareTime, index=True)


class JustSent(NamedTuple):
    """A question that has just been sent: over which channel, to whom, under which reference, and where it is answered."""

    channel: str
    address: str
    ref: str
    place: Mapping[str, Any]


def note_questions(session: Session, sent: Iterable[JustSent], now: datetime) -> None:
    """Keep them; a reference that comes again, from another bot, is that of the later message."""
    rows = [{**one._asdict(), "sent_at": now} for one in sent]
    if not rows:
        return
    table = SentQuestion.__table__  # type: ignore[attr-defined] # past the ORM
    insert = (sqlite if session.get_bind().dialect.name == "sqlite" else postgresql).insert(table).values(rows)
    fresh = {"place": insert.excluded.place, "sent_at": insert.excluded.sent_at}
    session.execute(insert.on_conflict_do_update(index_elements=["channel", "address", "ref"], set_=fresh))


def question_of(session: Session, channel: str, address: str, ref: str) -> SentQuestion | None:
    """The question that this message of ours asked, if it asked for figures and is not too old."""
    return session.get(SentQuestion, (channel, address, ref))


def drop_old_questions(session: Session, now: datetime) -> None:
    """Delete those that nobody answers any more."""
    session.execute(delete(SentQuestion).where(col(SentQuestion.sent_at) < now - _KEPT))
