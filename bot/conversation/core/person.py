"""Who wrote, and what they may do with which report."""

import re
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from sqlmodel import Session

from bot.conversation.core.position import Place
from bot.errors.rights import NotYours
from bot.messages.messages import Incoming
from bot.people.addresses import Address
from tracker.calendar.periods import ZONE
from tracker.forms.form import Form
from tracker.office.officers import Officer, may_fill, oversees, receives
from tracker.office.units import Unit
from tracker.reports.behalf import EntryWay
from tracker.reports.reports import Report, Source, form_of, unit_of
from tracker.reports.rounds import Asked, Round

_NUMBER = re.compile("[0-9]{1,9}")


def number_in(text: str) -> int | None:
    """The number that an action names."""
    return int(text) if _NUMBER.fullmatch(text) else None


@dataclass
class Person:
    """The officer who wrote, with their unit, their place and the message; the reports that they may fill, see or receive."""

    session: Session
    incoming: Incoming
    now: datetime
    officer: Officer
    unit: Unit
    place: Place
    _forms: dict[int, Form] = field(default_factory=dict, kw_only=True)
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
        if report is None or not self._may_fill(report):
            raise NotYours
        return report

    def _may_fill(self, report: Report) -> bool:
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
        return unit_of(self.session, self.report())

    def overseen_report(self, number: str = "") -> Report:
        """The report at hand, or the one of that number, which the person receives from a unit below; else raises NotYours."""
        report = self._report(number)
        if report is None or not receives(self.session, self.officer, report.unit_id):
            raise NotYours
        return report

    def seen_report(self, number: str = "") -> Report:
        """The report at hand, or the one of that number, which the person may fill or oversees; else raises NotYours."""
        report = self._report(number)
        mine = report is not None and (self._may_fill(report) or oversees(self.session, self.officer, report.unit_id))
        if report is None or not mine:
            raise NotYours
        return report

    def _report(self, number: str) -> Report | None:
        wanted = self.place.report_id if (given := number_in(number)) is None else given
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
        report = self.report()
        if report.form_version_id not in self._forms:
            self._forms[report.form_version_id] = form_of(self.session, report)
        return self._forms[report.form_version_id]
