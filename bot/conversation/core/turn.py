"""One message being answered: who wrote, where they stand, and what we are about to say."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from sqlmodel import Session

from bot.conversation.core.position import RESTING, At, Place
from bot.errors.rights import NotYours
from bot.messages.choices import Choice, button
from bot.messages.messages import Attachment, Incoming, Outgoing, Wanted
from bot.people.addresses import Address
from bot.texts import refusals
from bot.texts.common import putting_by
from tracker.audit.line import What
from tracker.audit.writing import Deed, note
from tracker.calendar.periods import ZONE
from tracker.forms.form import Form
from tracker.office.officers import Officer, may_fill, oversees, receives
from tracker.office.units import Unit
from tracker.reports.behalf import EntryWay
from tracker.reports.reports import Report, Source, form_of, unit_of
from tracker.reports.rounds import Asked, Round

_WORDS = re.compile(r"[^\W\d_]{2}")
_MOST_PUT_BY = 5
_MANY = 20  # replies of one turn that go out at once
LONGEST_REASON = 300  # characters that still read well in the Ghi chú column
_NUMBER = re.compile("[0-9]{1,9}")


@dataclass
class Turn:
    """What the parts of the conversation work on; `replies` grows as they speak."""

    session: Session
    incoming: Incoming
    now: datetime
    officer: Officer
    unit: Unit
    place: Place
    replies: list[Outgoing] = field(default_factory=list)
    spoken: bool = False
    begun: dict[str, Any] | None = None  # to be put by when this message leads away from it
    _forms: dict[int, Form] = field(default_factory=dict)
    _reports: dict[int, Report | None] = field(default_factory=dict)
    _leads: list[str] = field(default_factory=list)
    _also: list[Choice] = field(default_factory=list)
    _wants: Wanted | None = None

    @property
    def source(self) -> Source:
        """The person, the time and the channel, for what they do."""
        return Source(self.officer.id, self.now, self.incoming.channel)

    @property
    def entry_source(self) -> Source:
        """The same for what they enter in the report at hand, which a desk may do on behalf of its unit."""
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

    def note(self, text: str) -> None:
        """Say this at the head of the next message."""
        if text:
            self._leads.append(text)

    def offer(self, label: str, action: str) -> None:
        """Offer this, after its own choices, with the next message."""
        self._also.append((label, action))

    def want_file(self, what: str, action: str) -> None:
        """Let them send a file in answer to the next message; the action leads to what it is for."""
        self._wants = Wanted(what, action)

    def say(
        self,
        text: str,
        choices: Sequence[Choice] = (),
        *,
        title: str = "",
        numbered: bool = False,
        attachment: Attachment | None = None,
    ) -> None:
        """Say something; choices belong to this step alone, except those that stay good in old messages.

        That a file was sent out is noted for the audit log.
        """
        if attachment:
            note(self.session, Deed(What.FILE, "sent", attachment.unit_id, attachment.fills, attachment.name), self.source)
        self.here.note_told(())
        self.place.step += 1
        choices = [*choices, *self._also]
        self._also.clear()
        self.place.offered, self.place.numbered = [list(choice) for choice in choices], numbered
        self.replies.append(
            Outgoing(
                self.incoming.channel,
                self.incoming.address,
                text,
                title=title,
                lead="\n".join(self._leads),
                buttons=tuple(button(label, action, self.place.step) for label, action in choices),
                numbered=numbered,
                attachment=attachment,
                wants=self._wants,
                spent=None if self.spoken else self.incoming.message_ref,
            )
        )
        self._leads.clear()
        self._wants = None
        self.spoken = True

    def tell(self, address: Address, title: str, text: str, choices: Sequence[Choice] = ()) -> None:
        """Say something to somebody else; only what needs no step may be offered, since their own question stands.

        What is told to many goes out behind other people's answers.
        """
        buttons = tuple(button(label, action, 0) for label, action in choices)
        many = len(self.replies) >= _MANY
        said = Outgoing(address.channel, address.address, text, title=title, buttons=buttons, unasked=True, bulk=many)
        self.replies.append(said)

    def stand(self, at: At, *, report: Report | None = None, focus: str = "") -> None:
        """Move to another place; without `report` the one at hand stays."""
        if self.begun and at != self.begun["at"]:
            self._put_by(self.begun)
        self.place.at, self.place.focus, self.place.asked, self.place.failures = at, focus, "", 0
        if self.place.held:
            self.place.held = {}
        if self.place.behalf and at in RESTING:
            self.place.behalf = {}
        if report is not None:
            self.place.report_id = report.id

    def _put_by(self, begun: dict[str, Any]) -> None:
        self.place.put_by, self.begun = [*self.place.put_by, begun][-_MOST_PUT_BY:], None
        self.note(putting_by.kept(begun["at"]))

    def hold(self, **what: Any) -> None:
        """Keep this beside what is held already; None drops it."""
        self.place.held = {name: kept for name, kept in {**self.place.held, **what}.items() if kept is not None}

    def step_aside(self, at: At, *, report: Report | None = None, **what: Any) -> None:
        """Ask something in between; `step_back` returns to the question that stood before."""
        before = self.place.held.get("before", self.place.where())
        self.begun = None
        self.stand(at, report=report)
        self.hold(**what, before=before)

    def step_back(self) -> None:
        """To the question that stood before the one in between, or to the menu."""
        before = self.place.held.get("before")
        self.stand(At.MENU)
        if before:
            self.place.go_to(before)

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
        """The same for a report that the person receives from a unit below; raises NotYours for any other."""
        report = self._report(number)
        if report is None or not receives(self.session, self.officer, report.unit_id):
            raise NotYours
        return report

    def seen_report(self, number: str = "") -> Report:
        """The same for a report that the person may fill or oversees; raises NotYours for any other."""
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

    def reason(self, text: str, missing: str = refusals.NO_REASON) -> str | None:
        """A reason in words, short enough to be printed; None, and says what is missing, if the text has no words."""
        if _WORDS.search(text):
            return text[:LONGEST_REASON]
        self.note(missing)
        return None

    def form(self) -> Form:
        """The form of the report at hand."""
        report = self.report()
        if report.form_version_id not in self._forms:
            self._forms[report.form_version_id] = form_of(self.session, report)
        return self._forms[report.form_version_id]


def number_in(text: str) -> int | None:
    """The number that an action names."""
    return int(text) if _NUMBER.fullmatch(text) else None
