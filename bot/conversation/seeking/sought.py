"""What is looked for of a round's standing, as an action carries it; whoever presses it is asked again what they may see."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple, Self

from bot.conversation.core.naming import Pick
from bot.conversation.core.turn import number_in
from bot.errors.rights import NotYours
from bot.messages.actions import Action, Choice
from bot.reading.questions import About, AnswerShape, TimeSpan
from tracker.calendar.periods import ZONE
from tracker.kernel.names import fold
from tracker.reports.reports import Stage
from tracker.review.standing import UnitStanding

ASK = Action("ask", lasts=True)
_LENGTHS = {5, 7, 8, 9}  # parts: without levels and days, with them, with units that are left out, with how late
_NONE = "-"
_LONGEST_LEVEL = 10  # characters, which tell the levels of an office apart
_HOUR = 3600  # seconds


class Sought(NamedTuple):
    """The group, in what shape, of which round (0 for the latest in which something is owed), which page, and which unit.

    `levels` and `days` narrow it, as `level_keys` and `hours` write them, `but` are units that are left out; "" for all.
    `late_by` is how many days at least somebody is late, where that is asked. As an action carries it the unit comes last,
    so that an action without it can be completed by the unit that is chosen.
    """

    about: About = About.ALL
    shape: AnswerShape = AnswerShape.TEXT
    round_id: int = 0
    page: int = 1
    unit_id: int = 0
    levels: str = ""
    days: str = ""
    but: str = ""
    late_by: int = 0

    @property
    def _before_unit(self) -> tuple[object, ...]:
        narrowed: list[object] = [self.levels, self.days, self.but, self.late_by]
        while narrowed and not narrowed[-1]:
            narrowed.pop()
        if len(narrowed) == 1:
            narrowed.append("")
        return (self.about, self.shape, self.round_id, self.page, *(one or _NONE for one in narrowed))

    def choice(self, label: str) -> Choice:
        """To be offered: "ask late text 12 1 7"."""
        return ASK.choice(label, *self._before_unit, self.unit_id)

    @property
    def of_some_unit(self) -> Pick:
        """The question before a unit is picked for it."""
        return Pick(ASK, self._before_unit)

    @classmethod
    def read(cls, words: str) -> Self:
        """Read what follows "ask"; raises NotYours for what no button of ours carries."""
        parts = words.split(" ")
        if len(parts) not in _LENGTHS or parts[0] not in set(About) or parts[1] not in set(AnswerShape):
            raise NotYours
        numbers = [number_in(part) for part in (*parts[2:4], parts[-1])]
        levels, days, but, by = ("" if part == _NONE else part for part in [*parts[4:-1], "", "", "", ""][:4])
        late_by = number_in(by) if by else 0
        all_numbers = None not in (*numbers, late_by) and all(map(str.isdecimal, but.split("+") if but else ()))
        if not all_numbers or (days and _span_of(days) is None):
            raise NotYours
        round_id, page, unit_id = (number or 0 for number in numbers)
        return cls(About(parts[0]), AnswerShape(parts[1]), round_id, page, unit_id, levels, days, but, late_by or 0)

    @property
    def span(self) -> TimeSpan | None:
        """The days."""
        return _span_of(self.days)

    @property
    def left_out(self) -> frozenset[int]:
        """The units that are left out."""
        return frozenset(map(int, self.but.split("+"))) if self.but else frozenset()

    def is_of(self, level: str) -> bool:
        """Whether units of this level are looked for."""
        return not self.levels or level_keys([level]) in self.levels.split("+")


def level_keys(levels: Sequence[str]) -> str:
    """Levels as an action carries them."""
    return "+".join(fold(level).replace(" ", "_")[:_LONGEST_LEVEL] for level in levels)


def hours(days: TimeSpan | None) -> str:
    """Days as an action carries them: the hours since 1970 at which they begin and end."""
    return f"{int(days.since.timestamp()) // _HOUR}-{int(days.until.timestamp()) // _HOUR}" if days else ""


def _span_of(days: str) -> TimeSpan | None:
    since, until = (number_in(part) for part in (*days.split("-"), "")[:2])
    if since is None or until is None:
        return None
    return TimeSpan(*(datetime.fromtimestamp(hour * _HOUR, ZONE) for hour in (since, until)))


_BELONGS: Mapping[About, Callable[[UnitStanding], bool]] = {
    About.ALL: lambda _: True,
    About.OWING: lambda unit: not unit.submitted,
    About.NOT_STARTED: lambda unit: unit.stage is Stage.NOT_STARTED,
    About.DRAFTING: lambda unit: unit.stage is Stage.DRAFTING,
    About.UNFINISHED: lambda unit: unit.report.is_open and unit.entered < unit.asked,
    About.RETURNED: lambda unit: unit.stage is Stage.RETURNED,
    About.HANDED_IN: lambda unit: unit.submitted,
    About.ON_TIME: lambda unit: unit.late is False,
    About.LATE: lambda unit: unit.late is True,
    About.TO_REVIEW: lambda unit: unit.stage is Stage.SUBMITTED,
    About.ACCEPTED: lambda unit: unit.stage is Stage.ACCEPTED,
    About.UNSETTLED: lambda unit: unit.unsettled > 0,
}


def belongs(unit: UnitStanding, sought: Sought, now: datetime) -> bool:
    """Whether the unit is one of the group that is looked for."""
    if not sought.is_of(unit.unit.level) or (sought.late_by and not unit.is_late_by(timedelta(days=sought.late_by), now)):
        return False
    if span := sought.span:
        first = unit.report.first_submitted_at
        if sought.about is About.OWING:
            return first is None or first >= span.until
        return _belongs(unit, sought.about, now) and span.has(first)
    return _belongs(unit, sought.about, now)


def _belongs(unit: UnitStanding, about: About, now: datetime) -> bool:
    return unit.is_overdue(now) if about is About.OVERDUE else _BELONGS[about](unit)
