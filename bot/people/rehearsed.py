"""What a rehearsal of the days ahead finds: who is reminded, what is late then, whom nothing reaches, what is amiss."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from bot.people.reach import Unreachable
from tracker.calendar.working_days import UnusualDay
from tracker.office.officers import Officer
from tracker.office.units import Unit
from tracker.reports.reports import Report
from tracker.reports.rounds import Asked, Round
from tracker.reports.schedules import Schedule
from tracker.tasks.task import Task


class Told(NamedTuple):
    """Somebody who would be reminded, of what, and by which rungs."""

    at: datetime
    officer: Officer
    unit: Unit
    reports: list[tuple[Asked, str]]
    tasks: list[tuple[Task, str]]


class RoundPlayed(NamedTuple):
    """A round that is asked in these days; `opens` if it opens in them. Who is asked, and who owes it now or from then on."""

    round: Round
    opens: bool
    asked: Sequence[Unit]
    owing: Sequence[tuple[Report, Unit]]


class LateThen(NamedTuple):
    """Reports of one round that are late at this time unless they are handed in before."""

    round: Round
    due_at: datetime
    units: Sequence[Unit]


class FaultKind(StrEnum):
    """What is amiss in an office, and shows once a round is asked."""

    NO_FORM = "schedule without form"
    NOBODY_ASKED = "schedule that asks nobody"
    NOTHING_ASKED = "unit that is asked nothing"
    NO_LEADER = "no leader to approve"
    NO_DESK = "no desk that can be reached"
    DAY_OFF = "due on a day off"
    TOO_SOON = "less than a working day after the data closes"
    LOCKED = "locked without being handed in"


class OfficeFault(NamedTuple):
    """One thing that is amiss, with the round or the schedule, or the units in which it is so."""

    kind: FaultKind
    round: Round | None = None
    schedule: Schedule | None = None
    units: Sequence[Unit] = ()


@dataclass(frozen=True)
class Rehearsal:
    """What became of these days; reminders by time, everything else by the day on which it matters."""

    since: datetime
    until: datetime
    top: Sequence[Unit]
    rounds: Sequence[RoundPlayed]
    told: Sequence[Told]
    unusual: Sequence[UnusualDay]
    late: Sequence[LateThen]
    unreached: Sequence[Unreachable]
    faults: Sequence[OfficeFault]
