"""Who is due which reminder now -> messages, each report's rung once for each person."""

from collections.abc import Collection, Sequence
from datetime import datetime, time, timedelta

from sqlmodel import Field, Session, SQLModel, col, select

from bot.addresses import Address, address_of
from bot.conversation.turn import button
from bot.database import insert_once
from bot.messages import Outgoing
from bot.texts import reminding
from tracker.columns import AwareTime
from tracker.officers import Officer, may_fill
from tracker.periods import ZONE
from tracker.reports import Report, State
from tracker.rounds import Round

_FROM, _UNTIL = time(7, 30), time(17)
_RUNGS = (("3 days", timedelta(days=3)),)  # name, and how long before the due time it begins


class Reminder(SQLModel, table=True):
    """A rung that a person was reminded of, for a report: never twice."""

    officer_id: int = Field(primary_key=True, foreign_key="officer.id")
    report_id: int = Field(primary_key=True, foreign_key="report.id")
    rung: str = Field(primary_key=True)
    at: datetime = Field(sa_type=AwareTime)


def due(session: Session, now: datetime, channels: Collection[str]) -> list[Outgoing]:
    """One digest for each person who owes a report whose rung has begun, in working hours; notes that they got it.

    People without an address on one of these channels are left for later.
    """
    local = now.astimezone(ZONE)
    if local.weekday() > 4 or not _FROM <= local.time() < _UNTIL:  # noqa: PLR2004 - Saturday and Sunday
        return []
    addresses: dict[int, Address] = {}
    digests: dict[int, list[tuple[Report, Round]]] = {}
    for rung, before in _RUNGS:
        for officer, report, round_ in _owing(session, now, now + before):
            address = address_of(session, officer, channels)
            reminder = {"officer_id": officer.id, "report_id": report.id, "rung": rung, "at": now}
            if address and may_fill(officer, report.unit_id) and insert_once(session, Reminder, reminder):
                addresses[officer.id] = address
                digests.setdefault(officer.id, []).append((report, round_))
    return [_digest(addresses[officer_id], owed) for officer_id, owed in digests.items()]


def _owing(session: Session, now: datetime, until: datetime) -> list[tuple[Officer, Report, Round]]:
    wanted = (
        select(Officer, Report, Round)
        .join(Report, col(Report.unit_id) == Officer.unit_id)
        .join(Round, col(Round.id) == Report.round_id)
        .where(col(Report.state).in_([State.DRAFTING, State.RETURNED]), Report.due_at > now, Report.due_at <= until)
        .order_by(col(Report.due_at), col(Officer.id))
    )
    return [(officer, report, round_) for officer, report, round_ in session.exec(wanted)]


def _digest(address: Address, owed: Sequence[tuple[Report, Round]]) -> Outgoing:
    buttons = tuple(button(reminding.do_it_now(round_), f"open {report.id}", 0) for report, round_ in owed)
    text = reminding.digest(owed)
    return Outgoing(address.channel, address.address, text, title=reminding.TITLE, buttons=buttons, bulk=True)
