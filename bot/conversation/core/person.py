"""Who wrote, and what they may do with which report."""

import re
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import NamedTuple

from sqlmodel import Session, col

from bot.conversation.core.held import Place
from bot.errors.rights import NotYours
from bot.messages.messages import Carries, Incoming
from bot.people.addresses import WRITER, Address
from tracker.calendar.periods import ZONE
from tracker.forms.form import Form
from tracker.kernel.errors import ReportCancelled
from tracker.office.officers import Officer, may_fill, oversees, receives
from tracker.office.units import Unit
from tracker.reports.behalf import EntryWay
from tracker.reports.reports import Report, Source, State
from tracker.reports.rounds import Asked, Round
from tracker.reports.snapshot import COLUMNS, Snapshot, joined, snapshot_of, take_snapshot

_NUMBER = re.compile("[0-9]{1,9}")
_WRITES = joined(  # built once: every message asks it
    WRITER.add_columns(Unit, Place, *COLUMNS)
    .join(Unit, col(Unit.id) == Officer.unit_id)
    .outerjoin(Place, col(Place.officer_id) == Officer.id)
    .outerjoin(Report, col(Report.id) == Place.report_id)
)


def number_in(text: str) -> int | None:
    """The number that an action names."""
    return int(text) if _NUMBER.fullmatch(text) else None


def _asked_for(report: Report) -> Report:
    if report.state == State.CANCELLED:
        raise ReportCancelled
    return report


class Writer(NamedTuple):
    """Who wrote, with their unit and their place; at a place of their own that is new for one who has just joined."""

    officer: Officer
    unit: Unit
    place: Place


def find_writer(session: Session, incoming: Incoming, now: datetime) -> Writer | None:
    """Who writes from this address, if they have joined and are still active; notes that the address is in use.

    The report at hand is read along as it stands now.
    """
    at = {"channel": incoming.channel, "address": incoming.address}
    row = session.execute(_WRITES, at).first()
    if row is None:
        return None
    address, officer, unit, place, *of_report = row
    address.note_used(now)
    if of_report[0] is not None:
        take_snapshot(session, of_report)
    return Writer(officer, unit, place) if place else as_writer(session, officer)


def as_writer(session: Session, officer: Officer) -> Writer:
    """An officer who may not have written before."""
    place = session.get(Place, officer.id) or Place(officer_id=officer.id)
    session.add(place)
    return Writer(officer, session.get_one(Unit, officer.unit_id), place)


@dataclass
class Person:
    """The officer who wrote, with their unit, their place and the message; the reports that they may fill, see or receive.

    `carries` is what the channel of the message carries beside text.
    """

    session: Session
    incoming: Incoming
    now: datetime
    officer: Officer
    unit: Unit
    place: Place
    carries: Carries = field(kw_only=True)
    _reports: dict[int, Report | None] = field(default_factory=dict, kw_only=True)

    @property
    def source(self) -> Source:
        """The person, the time and the channel, for what they do."""
        return Source(self.officer.id, self.now, self.incoming.channel)

    @property
    def entry_source(self) -> Source:
        """The source of what they enter in the report at hand, which a desk may do on behalf of its unit."""
        how = self.place.behalf.get("how")
        return replace(self.source, way=EntryWay(how)) if how else self.source

    @property
    def today(self) -> date:
        """The day in Vietnam."""
        return self.now.astimezone(ZONE).date()

    @property
    def here(self) -> Address:
        """Where the person writes."""
        return self.session.get_one(Address, (self.incoming.channel, self.incoming.address))

    def report(self, number: str = "") -> Report:
        """The report at hand, or the one of that number; raises NotYours for any that the person may not fill."""
        report = self._report(number)
        if report is None or not self.may_fill(report):
            raise NotYours
        return _asked_for(report)

    @property
    def snapshot(self) -> Snapshot:
        """The report at hand as it stands now; raises NotYours where the person may not fill it."""
        return snapshot_of(self.session, self.report())

    def may_fill(self, report: Report) -> bool:
        """Whether it is their unit's, or the one that they, as the desk above, are entering on behalf of its unit."""
        if self.place.behalf.get("report") == report.id:
            return receives(self.session, self.officer, report.unit_id)
        return may_fill(self.officer, report.unit_id)

    @property
    def fills(self) -> bool:
        """Whether the person has reports to fill: their unit's, or one on behalf of its unit."""
        return bool(self.place.behalf) or may_fill(self.officer, self.unit.id)

    @property
    def reporting_unit(self) -> Unit:
        """Whose report is at hand."""
        return self.snapshot.unit

    def overseen_report(self, number: str = "") -> Report:
        """The report at hand, or the one of that number, which the person receives from a unit below; else raises NotYours."""
        report = self._report(number)
        if report is None or not receives(self.session, self.officer, report.unit_id):
            raise NotYours
        return _asked_for(report)

    def seen_report(self, number: str = "") -> Report:
        """The report at hand, or the one of that number, which the person may fill or oversees; else raises NotYours."""
        report = self._report(number)
        mine = report is not None and (self.may_fill(report) or oversees(self.session, self.officer, report.unit_id))
        if report is None or not mine:
            raise NotYours
        return _asked_for(report)

    def _report(self, number: str) -> Report | None:
        given = number_in(number) if number else None
        wanted = self.place.report_id if given is None else given
        if wanted is None:
            return None
        if wanted not in self._reports:
            self._reports[wanted] = self.session.get(Report, wanted)
        return self._reports[wanted]

    def asked(self, report: Report) -> Asked:
        """The report with the round that asks for it."""
        return Asked(report, self.session.get_one(Round, report.round_id))

    def form(self) -> Form:
        """The form of the report at hand."""
        return self.snapshot.form
