"""One message being answered: who wrote, what we say, and where they go."""

from dataclasses import dataclass, field
from typing import Any

from bot.conversation.core.held import Held, Leaving, held_at
from bot.conversation.core.next import Aside, Back, Go, Next, Stay
from bot.conversation.core.person import number_in
from bot.conversation.core.places import Menu
from bot.conversation.core.replies import LONGEST_REASON, Replies
from bot.texts.common import putting_by
from tracker.reports.reports import Report

__all__ = ["LONGEST_REASON", "Turn", "number_in"]

_MOST_PUT_BY = 5


@dataclass
class Turn(Replies):
    """What the parts of the conversation work on.

    `begun` is to be put by when this message leads away from it; `takes_back`: what it does cannot be taken back in its turn.
    """

    begun: dict[str, Any] | None = field(default=None, kw_only=True)
    takes_back: bool = field(default=False, kw_only=True)

    @property
    def held(self) -> Held:
        """What is held where the person stands; its class is the place."""
        return held_at(self.place.at, self.place.held)

    def at(self, *places: type[Held]) -> bool:
        """Whether the person stands at one of these."""
        return self.place.at in {place.at for place in places}

    @property
    def rests(self) -> bool:
        """Whether the person stands where nothing is begun that would be lost."""
        return Held.kinds[self.place.at].leaving is Leaving.NOTHING_BEGUN

    def follow(self, what: Next) -> None:
        """Apply what follows from what was heard or done."""
        match what:
            case Go(held, report):
                self.go(held, report=report)
            case Aside(held, report):
                self.step_aside(held, report=report)
            case Back():
                self.step_back()
            case Stay():
                pass

    def go(self, held: Held, *, report: Report | None = None) -> None:
        """Move at once, since something is said at the other place; without `report` the one at hand stays."""
        if self.begun and held.at != self.begun["at"]:
            self._put_by(self.begun)
        self.place.at, self.place.before, self.place.failures = held.at, None, 0
        self.place.hold(held)
        if self.place.behalf and self.rests:
            self.place.behalf = {}
        if report is not None:
            self.place.report_id = report.id

    def _put_by(self, begun: dict[str, Any]) -> None:
        self.place.put_by, self.begun = [*self.place.put_by, begun][-_MOST_PUT_BY:], None
        self.note(putting_by.kept(begun["at"]))

    def hold(self, held: Held) -> None:
        """Hold this at the place where the person stands; what they come back to, and what failed, stays."""
        if held.at != self.place.at:
            raise ValueError(held.at)
        self.place.hold(held)

    def step_aside(self, held: Held, *, report: Report | None = None) -> None:
        """Ask something in between; `step_back` returns to the question that stood before."""
        before = self.place.before or self.place.where()
        self.begun = None
        self.go(held, report=report)
        self.place.before = before

    def step_back(self) -> None:
        """To the question that stood before the one in between, or to the menu."""
        before = self.place.before
        self.go(Menu())
        if before:
            self.place.go_to(before)
