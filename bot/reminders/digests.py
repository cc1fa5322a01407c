"""One digest for each person, however many of their reports are due; made by a tick, decided again when it is sent."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from bot.addresses import Address
from bot.conversation.turn import Choice, button
from bot.database import insert_once
from bot.messages import Outgoing
from bot.reminders.mornings import refresh_summary
from bot.reminders.notes import Reminder, forget_reminders
from bot.reminders.owing import AT_ONCE, OPEN, Owing, calls, owing
from bot.texts import reminding
from tracker.figures import figures_of
from tracker.ladder import is_working_time
from tracker.officers import Officer, may_fill
from tracker.reports import Report
from tracker.rounds import Asked, Round
from tracker.working_days import WorkingDays

_MOST = 5  # reports in one digest


def due(session: Session, now: datetime, channels: Collection[str]) -> list[Outgoing]:
    """Digests for the next people who are due one, in working hours; notes that they got it. [] when nobody is left.

    People without an address on one of these channels, or who blocked us there, are left for later.
    """
    people = take_due(session, now, channels)
    return [_digest(session, mine[0].officer, mine[0].address, _reports(mine), now) for mine in people]


def take_due(session: Session, now: datetime, channels: Collection[str]) -> list[list[Owing]]:
    """What the next people are to be reminded of, noted as told; the last address that each wrote from."""
    if not is_working_time(now, WorkingDays.of(session)):
        return []
    people: dict[int, list[Owing]] = {}
    for one in _next_people(session, now, channels):
        mine = people.setdefault(one.officer.id, [])
        reminder = {"officer_id": one.officer.id, "report_id": one.asked.report.id, "rung": one.rung, "at": now}
        if insert_once(session, Reminder, reminder):  # not for another address of the same person
            mine.append(one)
    return [mine for mine in people.values() if mine]


def _next_people(session: Session, now: datetime, channels: Collection[str]) -> list[Owing]:
    """All that is due to the people of the lowest numbers, as many people as one transaction may hold."""
    found: list[Owing] = []
    complete_to: int | None = None
    for call in calls(session, now):
        rows = owing(session, call, channels, now)
        found += rows
        if len(rows) == AT_ONCE:  # there may be more of this call for people of higher numbers
            last = rows[-1].officer.id
            complete_to = last if complete_to is None else min(complete_to, last)
    return [one for one in found if complete_to is None or one.officer.id <= complete_to]


def _reports(owed: Iterable[Owing]) -> list[Asked]:
    by_id = {one.asked.report.id: one.asked for one in owed}
    return sorted(by_id.values(), key=lambda asked: (asked.report.due_at, asked.report.id))


def _digest(session: Session, officer: Officer, address: Address, owed: Sequence[Asked], now: datetime) -> Outgoing:
    owed = owed[:_MOST]
    numbers = " ".join(str(asked.report.id) for asked in owed)
    choices: list[Choice] = [(reminding.do_it_now(asked.round), f"open {asked.report.id}") for asked in owed]
    choices.append((reminding.LATER, f"later {numbers}"))
    if len(owed) == 1 and not figures_of(session, owed[0].report):
        choices.append((reminding.NOTHING, f"nothing {numbers}"))
    return Outgoing(
        address.channel,
        address.address,
        reminding.digest(owed, now),
        title=reminding.title(owed, now),
        buttons=tuple(button(label, action, 0) for label, action in choices),
        bulk=True,
        unasked=True,
        subject=f"reminder {officer.id} {numbers}",
    )


def refresh(session: Session, message: Outgoing, now: datetime) -> Outgoing | None:
    """A reminder or a summary as it is now; None when there is nothing to say any more, or it is not the hour."""
    what, *numbers = message.subject.split()
    if what == "summary":
        return refresh_summary(session, message, int(numbers[0]), now)
    if what != "reminder":
        return message
    officer = session.get_one(Officer, int(numbers[0]))
    owed = _still_owed(session, officer, [int(number) for number in numbers[1:]], now)
    if not owed:
        return None
    if not is_working_time(now, WorkingDays.of(session)):  # it was put off too long: the next working hour decides anew
        forget_reminders(session, officer.id, [asked.report.id for asked in owed])
        return None
    address = session.get_one(Address, (message.channel, message.address))
    return _digest(session, officer, address, owed, now)


def _still_owed(session: Session, officer: Officer, numbers: Sequence[int], now: datetime) -> list[Asked]:
    wanted = (
        select(Report, Round)
        .join(Round, col(Round.id) == Report.round_id)
        .where(col(Report.id).in_(numbers), col(Report.state).in_(OPEN))
        .order_by(col(Report.due_at), col(Report.id))
    )
    found = [Asked(report, round_) for report, round_ in session.exec(wanted)]
    return [asked for asked in found if may_fill(officer, asked.report.unit_id) and not asked.report.is_locked(now)]
