"""Which units belong to a group that somebody asks for."""

from collections.abc import Callable, Mapping
from datetime import datetime

from bot.reading.questions import About
from tracker.reports.reports import Stage
from tracker.review.standing import UnitStanding

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
    """Whether it is one of those."""
    return unit.is_overdue(now) if about is About.OVERDUE else _BELONGS[about](unit)
