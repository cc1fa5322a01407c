"""What is done on a page, by the functions by which the chat does it: one set of rules, one audit line for each deed."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlmodel import Session

from bot.conversation.core import journal
from bot.conversation.core.held import Held, Place
from bot.conversation.core.places import Filling
from bot.conversation.core.turn import Turn
from bot.messages.actions import Choice
from bot.messages.messages import Attachment, Carries, Incoming, Outgoing
from bot.people.web_sessions import WEB, Visitor
from bot.texts import refusals
from tracker.audit.log import act_as
from tracker.kernel.errors import TrackerError
from tracker.office.units import Unit
from tracker.reports.reports import Report
from tracker.review.taking_back import begin_message

_OF_NO_MESSAGE = -1  # the step of what pages do: no choice in the chat names it


@dataclass
class PageTurn(Turn):
    """A turn whose words stand on the page that follows, and whose person stays where they stand in the chat."""

    said: list[str] = field(default_factory=list, kw_only=True)

    def say(
        self,
        text: str,
        choices: Sequence[Choice] = (),  # noqa: ARG002 - a page has its own
        *,
        title: str = "",
        numbered: bool = False,  # noqa: ARG002
        attachment: Attachment | None = None,  # noqa: ARG002
    ) -> None:
        """Keep what would be said for the page."""
        self.said += [*filter(None, (*self._leads, title, text))]
        self.unsay()
        self.spoken = True

    def remark(self, text: str) -> None:
        """Keep what would be said in passing for the page."""
        self.say(text)

    def take_said(self) -> list[str]:
        """All that was said so far and is not taken yet."""
        said = [*self.said, *self._leads]
        self.said.clear()
        self.unsay()
        return said


def page_turn(
    session: Session, visitor: Visitor, now: datetime, report_id: int | None = None, at: Held | None = None
) -> PageTurn:
    """The visitor, as if they stood at this place of the chat with this report before them.

    The report is locked: a browser sends a field that is left and the whole page side by side, and both would enter a figure.
    """
    if report_id is not None:
        session.get(Report, report_id, with_for_update=True)
    officer, held = visitor.officer, at or Filling()
    place = Place(officer_id=officer.id, at=held.at, report_id=report_id)
    place.hold(held)
    incoming = Incoming(WEB, secrets.token_hex(8), visitor.session.address)
    unit = session.get_one(Unit, officer.unit_id)
    turn = PageTurn(session, incoming, now, officer, unit, place, carries=Carries(files=True))
    act_as(session, turn.source)
    return turn


def do_on_page(turn: PageTurn, deed: Callable[[], None]) -> tuple[list[str], list[Outgoing]]:
    """Do it, noted for taking back as what a message does is; gives what is said to the person, and to others."""
    begin_message(turn.session)
    stands = turn.session.get(Place, turn.officer.id) or Place(officer_id=turn.officer.id)
    begun = journal.Begun(_OF_NO_MESSAGE, journal.standing(stands), ())
    try:
        deed()
    except TrackerError as refused:
        turn.note(refusals.broken(refused))
    journal.keep(turn, begun)
    return turn.take_said(), turn.replies
