"""Whoever may answer somebody's wish about their data is told each working day from the day on which it is due."""

from collections.abc import Collection
from datetime import datetime

from sqlmodel import Session

from bot.messages.actions import WISHES, button
from bot.messages.messages import Outgoing
from bot.people.addresses import address_of
from bot.people.wishes import DataWish, open_wishes
from bot.reminders.notes import Notice
from bot.storage.database import insert_once
from bot.texts.office import personal as sentences
from tracker.calendar.ladder import is_working_time
from tracker.calendar.periods import ZONE
from tracker.calendar.working_days import WorkingDays
from tracker.office.officers import Officer, overseers
from tracker.office.staff import may_manage


def wishes_due(session: Session, now: datetime, channels: Collection[str]) -> list[Outgoing]:
    """To each of them one message a day, in working hours; notes that they were told."""
    today = now.astimezone(ZONE).date()
    due = [(wish, person) for wish, person in open_wishes(session) if wish.due_on <= today]
    if not due or not is_working_time(now, WorkingDays.of(session)):
        return []
    able: dict[int, tuple[Officer, list[DataWish]]] = {}
    for wish, person in due:
        for one in overseers(session, person.unit_id):
            if may_manage(session, one, person):
                able.setdefault(one.id, (one, []))[1].append(wish)
    told = []
    for officer, wishes in able.values():
        address = address_of(session, officer, channels)
        if address and insert_once(session, Notice, {"officer_id": officer.id, "what": f"wishes {today}", "at": now}):
            text, choices = sentences.due(len(wishes), wishes[0].due_on), (button(WISHES.choice(sentences.SEE_WISHES), 0),)
            where = (address.channel, address.address)
            told.append(Outgoing(*where, text, title=sentences.WISHES_TITLE, buttons=choices, unasked=True))
    return told
