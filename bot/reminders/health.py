"""Whether the bot is at work: when each tick ran last, what waits to be sent, and an alarm when a reminder waits too long."""

from datetime import datetime, timedelta

from sqlalchemy import func
from sqlmodel import Field, Session, SQLModel, col, select

from bot.messages.messages import Failure
from bot.reminders.alarms import Alarm
from bot.sending.outbox import Waiting, delivery_counts, unsettled
from bot.texts.office import health as sentences
from bot.texts.office.health import Beat, Health
from tracker.kernel.columns import AwareTime

LATE = timedelta(minutes=15)  # so long may a reminder wait to be sent
WELL, SILENCE = "ok", timedelta(minutes=10)  # so long may the ticks, which come every minute, be silent
_RECENT = timedelta(days=1)


class Heartbeat(SQLModel, table=True):
    """When a tick ran last."""

    tick: str = Field(primary_key=True)
    at: datetime = Field(sa_type=AwareTime)


def beat(session: Session, tick: Beat, now: datetime) -> None:
    """Note that a tick ran."""
    session.merge(Heartbeat(tick=tick, at=now))
    session.flush()


def health(session: Session, now: datetime) -> Health:
    """How things stand."""
    beats = {Beat(row.tick): row.at for row in session.exec(select(Heartbeat).order_by(col(Heartbeat.tick)))}
    failed = select(col(Waiting.failure), func.count()).where(col(Waiting.failed_at) > now - _RECENT)
    failures = {Failure(str(kind)): count for kind, count in session.exec(failed.group_by(col(Waiting.failure)))}
    return Health(beats, delivery_counts(session), failures, _oldest(session))


def _oldest(session: Session) -> datetime | None:
    first = select(Waiting.put_at).where(Waiting.bulk == True, *unsettled(Waiting))  # noqa: E712 - so that the index is used
    return session.exec(first.order_by(col(Waiting.put_at)).limit(1)).first()


def is_late(session: Session, now: datetime) -> bool:
    """Whether a reminder waits for longer than it may; one look at an index, since every tick and every probe asks."""
    oldest = _oldest(session)
    return oldest is not None and now - oldest >= LATE


def status(session: Session, now: datetime) -> str:
    """WELL, or in one word what is not: a reminder that is late, or ticks that have not run for ten minutes."""
    if is_late(session, now):
        return "late"
    last = session.exec(select(Heartbeat.at).order_by(col(Heartbeat.at).desc()).limit(1)).first()
    return "ticks stand" if last is not None and now - last > SILENCE else WELL


def late_alarm(session: Session, now: datetime) -> list[Alarm]:
    """Once an hour, if a reminder that was due has waited for a quarter of an hour."""
    if not is_late(session, now):
        return []
    return [Alarm(f"alarm {now:%Y-%m-%dT%H}", sentences.ALARM, sentences.alarm(health(session, now)))]
