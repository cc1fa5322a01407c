"""What every administrator is told once when something is wrong with the machine or at the door."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import NamedTuple

from sqlmodel import Session, col, select

from bot.messages.messages import Outgoing
from bot.people.addresses import address_of, addresses_of
from bot.people.invitations import MANY_WRONG, wrong_on
from bot.reminders.notes import Notice
from bot.storage.database import insert_once
from bot.texts.office import health, joining
from tracker.calendar.periods import ZONE
from tracker.office.officers import Officer, Role
from tracker.reports.schedules import Unopened


class Alarm(NamedTuple):
    """Told once for each `key`, which says what is wrong and of which hour or day."""

    key: str
    title: str
    text: str


def raise_alarms(session: Session, alarms: Iterable[Alarm], now: datetime, channels: Collection[str]) -> list[Outgoing]:
    """To every administrator what they were not told yet."""
    found = list(alarms)
    administrators = session.exec(select(Officer).where(Officer.role == Role.ADMIN, col(Officer.active))) if found else ()
    reached = [(officer, address_of(session, officer, channels)) for officer in administrators]
    return [
        Outgoing(address.channel, address.address, alarm.text, title=alarm.title, unasked=True)
        for officer, address in reached
        for alarm in found
        if address and insert_once(session, Notice, {"officer_id": officer.id, "what": alarm.key, "at": now})
    ]


def to_administrators(session: Session, title: str, text: str) -> list[Outgoing]:
    """To every administrator, where they wrote last."""
    administrators = session.exec(select(Officer).where(Officer.role == Role.ADMIN, col(Officer.active))).all()
    return [
        Outgoing(one.channel, one.address, text, title=title, unasked=True) for one in addresses_of(session, administrators)
    ]


def guessing_alarm(session: Session, now: datetime) -> list[Alarm]:
    """Once a day, if more wrong codes were given than people mistype."""
    count = wrong_on(session, now)
    if count < MANY_WRONG:
        return []
    return [Alarm(f"guessing {now.astimezone(ZONE):%Y-%m-%d}", joining.GUESSING, joining.alarm_of_guessing(count))]


def schedule_alarm(found: Unopened) -> Alarm:
    """Once for each round that a schedule cannot open."""
    key = f"schedule {found.schedule.id} {found.period.code} {type(found.why).__name__}"
    return Alarm(key, health.SCHEDULE, health.schedule_failed(found))
