"""What is looked for of a round's standing, as an action carries it; whoever presses it is asked again what they may see."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import NamedTuple, Self

from bot.conversation.core.naming import Pick
from bot.conversation.core.turn import number_in
from bot.errors.rights import NotYours
from bot.messages.actions import Action, Choice
from bot.reading.questions import About, AnswerShape
from tracker.reports.reports import Stage
from tracker.review.standing import UnitStanding

ASK = Action("ask", lasts=True)
_PARTS = 5


class Sought(NamedTuple):
    """The group, in what shape, of which round (0 for the latest in which something is owed), which page, and which unit.

    The unit comes last, so that an action without it can be completed by the unit that is chosen.
    """

    about: About = About.ALL
    shape: AnswerShape = AnswerShape.TEXT
    round_id: int = 0
    page: int = 1
    unit_id: int = 0

    def choice(self, label: str) -> Choice:
        """To be offered: "ask late text 12 1 7"."""
        return ASK.choice(label, *self)

    @property
    def of_some_unit(self) -> Pick:
        """The question before a unit is picked for it."""
        return Pick(ASK, self[:-1])

    @classmethod
    def read(cls, words: str) -> Self:
        """Read what follows "ask"; raises NotYours for what no button of ours carries."""
        parts = words.split(" ")
        numbers = [number_in(part) for part in parts[2:]]
        if len(parts) != _PARTS or None in numbers or parts[0] not in set(About) or parts[1] not in set(AnswerShape):
            raise NotYours
        round_id, page, unit_id = (number or 0 for number in numbers)
        return cls(About(parts[0]), AnswerShape(parts[1]), round_id, page, unit_id)


_BELONGS: Mapping[About, Callable[[UnitStanding], bool]] = {
    About.ALL: lambda _: True,
    About.OWING: lambda unit: not unit.submitted,
    About.NOT_STARTED: lambda unit: unit.stage is Stage.NOT_STARTED,
    About.DRAFTING: lambda unit: unit.stage is Stage.DRAFTING,
    About.UNFINISHED: lambda unit: unit.entered < unit.asked,
    About.RETURNED: lambda unit: unit.stage is Stage.RETURNED,
    About.HANDED_IN: lambda unit: unit.submitted,
    About.ON_TIME: lambda unit: unit.late is False,
    About.LATE: lambda unit: unit.late is True,
    About.TO_REVIEW: lambda unit: unit.stage is Stage.SUBMITTED,
    About.ACCEPTED: lambda unit: unit.stage is Stage.ACCEPTED,
    About.UNSETTLED: lambda unit: unit.unsettled > 0,
}


def belongs(unit: UnitStanding, about: About, now: datetime) -> bool:
    """Whether the unit is one of the group that is looked for."""
    return unit.is_overdue(now) if about is About.OVERDUE else _BELONGS[about](unit)
