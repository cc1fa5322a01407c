"""Those concerned are told that a round was changed or cancelled; what they were told is no reminder once more."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session

from bot.messages.actions import OPEN, Choice
from bot.messages.messages import Outgoing
from bot.people.addresses import Address, addresses_in, addresses_of
from bot.reminders.notes import Reminder
from bot.reminders.telling import in_turn, say_to
from bot.storage.database import insert_once
from bot.texts.desk import changing_rounds as sentences
from bot.texts.desk import reviewing
from tracker.calendar.ladder import Course, latest_rung, parse_ladder
from tracker.calendar.working_days import WorkingDays
from tracker.office.officers import leaders_of
from tracker.reports.reports import Report, State, form_of, reports_of
from tracker.reports.round_changes import RoundEffect
from tracker.reports.rounds import Round


def tell_changed(session: Session, round_: Round, effect: RoundEffect, reason: str, now: datetime) -> list[Outgoing]:
    """To those who fill a report of which the due time moved, who are asked now, and who are asked no more."""
    told: list[Outgoing] = []
    for one in effect.moved:
        if not one.report.is_with_unit and one.was_late == one.is_late:
            continue
        addresses = _addresses(session, one.report)
        told += say_to(addresses, sentences.CHANGED_TITLE, sentences.told_of_due(round_, one, reason), _to_open(one.report))
        _note_told(session, round_, one.report, addresses, now)
    for unit in effect.added:
        report = next(report for report in reports_of(session, unit.id) if report.round_id == round_.id)
        addresses = addresses_in(session, unit.id)
        told += say_to(addresses, sentences.CHANGED_TITLE, sentences.told_of_asking(round_), _to_open(report))
    return in_turn([*told, *_of_cancelled(session, round_, effect.removed, reason)])


def tell_cancelled(session: Session, round_: Round, reports: Sequence[Report], reason: str) -> list[Outgoing]:
    """To those who would have filled one of its reports, or handed it in."""
    return in_turn(_of_cancelled(session, round_, reports, reason))


def _of_cancelled(session: Session, round_: Round, reports: Sequence[Report], reason: str) -> list[Outgoing]:
    text = sentences.told_of_cancelling(round_, reason)
    return [
        message
        for report in reports
        for message in say_to(addresses_in(session, report.unit_id), sentences.CANCELLED_TITLE, text, [])
    ]


def _addresses(session: Session, report: Report) -> list[Address]:
    if report.state == State.AWAITING:
        return addresses_of(session, leaders_of(session, report.unit_id))
    return addresses_in(session, report.unit_id)


def _to_open(report: Report) -> list[Choice]:
    return [OPEN.choice(reviewing.OPEN, report.id)] if report.is_with_unit else []


def _note_told(session: Session, round_: Round, report: Report, addresses: Sequence[Address], now: datetime) -> None:
    """The rung that stands by the new due time has nothing to add to what they are told now."""
    ladder = parse_ladder(form_of(session, report).reminders)
    rung = latest_rung(ladder, Course(round_.opened_at, report.due_at, report.locks_at), now, WorkingDays.of(session))
    if rung is None or now > report.due_at:
        return
    for address in addresses:
        values = {"officer_id": address.officer_id, "report_id": report.id, "rung": rung.name, "at": now}
        insert_once(session, Reminder, values)
