"""What follows when a person was heard: they stay, go somewhere, are asked something in between, or come back from that."""

from dataclasses import dataclass

from bot.conversation.core.held import Held
from tracker.reports.reports import Report


@dataclass(frozen=True)
class Stay:
    """The question that stands is put again, unless something was said."""


@dataclass(frozen=True)
class Go:
    """To another place; without `report` the one at hand stays."""

    held: Held
    report: Report | None = None


@dataclass(frozen=True)
class Aside:
    """To a question in between; `Back` returns to the one that stood before."""

    held: Held
    report: Report | None = None


@dataclass(frozen=True)
class Back:
    """To the question that stood before the one in between, or to the menu."""


Next = Stay | Go | Aside | Back
STAY, BACK = Stay(), Back()
