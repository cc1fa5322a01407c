"""Files that people sent: put aside with their message, until they are fetched, read and answered."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import UniqueConstraint, delete
from sqlmodel import Field, Session, SQLModel, col, func, select

from bot.messages.messages import Incoming, SentFile
from bot.people.addresses import officer_at
from tracker.kernel.columns import AwareTime

_MOST_WAITING = 3  # files of one address; reading one may take seconds of a core
_PATIENCE = (5, 15, 60)  # seconds until the next attempt to fetch a file


class IncomingFile(SQLModel, table=True):
    """A file that waits for being read; its row goes when it is answered. `text` is what was written beside it."""

    __tablename__ = "incoming_file"
    __table_args__ = (UniqueConstraint("channel", "external_id"),)

    id: int = Field(default=None, primary_key=True)
    channel: str
    address: str
    external_id: str
    name: str
    size: int
    ref: str
    content: bytes | None = None
    action: str = ""
    text: str = ""
    sent_at: datetime | None = Field(default=None, sa_type=AwareTime)
    not_before: datetime = Field(sa_type=AwareTime)
    attempts: int = 0

    @property
    def incoming(self) -> Incoming:
        """The message that brought it."""
        file = SentFile(self.name, self.size, self.ref, self.content, self.action)
        return Incoming(self.channel, self.external_id, self.address, text=self.text, file=file, at=self.sent_at)


def put_aside(session: Session, incoming: Incoming, file: SentFile, now: datetime) -> bool:
    """Keep the file of a message for reading; False if a stranger sent it, or somebody whose files pile up."""
    if officer_at(session, incoming.channel, incoming.address, now) is None:
        return False
    mine = (IncomingFile.channel == incoming.channel, IncomingFile.address == incoming.address)
    if session.exec(select(func.count()).select_from(IncomingFile).where(*mine)).one() >= _MOST_WAITING:
        return False
    session.add(
        IncomingFile(
            channel=incoming.channel,
            address=incoming.address,
            external_id=incoming.external_id,
            name=file.name,
            size=file.size,
            ref=file.ref,
            content=file.content,
            action=file.action,
            text=incoming.text,
            sent_at=incoming.at,
            not_before=now,
        )
    )
    session.flush()
    return True


def next_waiting(session: Session, channels: Collection[str], now: datetime) -> IncomingFile | None:
    """The file that has waited longest on these channels and is due."""
    due = select(IncomingFile).where(col(IncomingFile.channel).in_(channels), IncomingFile.not_before <= now)
    return session.exec(due.order_by(col(IncomingFile.id)).limit(1)).first()


def put_off(session: Session, number: int, now: datetime) -> bool:
    """Try again later to fetch it; False if that was tried often enough."""
    file = session.get_one(IncomingFile, number)
    if file.attempts >= len(_PATIENCE):
        return False
    file.not_before = now + timedelta(seconds=_PATIENCE[file.attempts])
    file.attempts += 1
    session.add(file)
    session.flush()
    return True


def drop(session: Session, incoming: Incoming) -> None:
    """The message is answered: its file, if it brought one, waits no more."""
    mine = (col(IncomingFile.channel) == incoming.channel, col(IncomingFile.external_id) == incoming.external_id)
    session.execute(delete(IncomingFile).where(*mine))
