"""Who has submitted and who is late: one query behind the chat, the command line and every sheet."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import TypeVarTuple

import sqlalchemy
from sqlalchemy import Select
from sqlmodel import Session, col, select

from tracker.kernel.names import fold
from tracker.office.units import Unit, full_name, subtree
from tracker.reports.reports import WITH_UNIT, Report, Stage, State, Whereabouts
from tracker.reports.rounds import Round
from tracker.review.counting import keep_counts

Columns = TypeVarTuple("Columns")


@dataclass(frozen=True)
class UnitStanding:
    """Where one unit's report stands, as it was counted last."""

    unit: Unit
    report: Report

    @property
    def entered(self) -> int:
        """How many of the cells that are asked are answered."""
        return self.report.entered

    @property
    def asked(self) -> int:
        """How many cells are asked."""
        return self.report.entered + self.report.waiting

    @property
    def unsettled(self) -> int:
        """How much of what is out of line waits to be corrected or explained, which is why it cannot be handed in."""
        return self.report.unsettled

    @property
    def kept(self) -> int:
        """How much of what is out of line stands for a reason."""
        return self.report.kept

    @property
    def submitted(self) -> bool:
        """Whether it was handed in at least once."""
        return self.report.first_submitted_at is not None

    @property
    def late(self) -> bool | None:
        """Whether it was first handed in after its due time; None before that."""
        return self.report.is_late

    @property
    def stage(self) -> Stage:
        """How far it has come."""
        return self.report.stage(begun=self.entered > 0)

    def is_overdue(self, now: datetime) -> bool:
        """Whether it was never handed in although its due time has passed."""
        return self.report.is_overdue(now)

    def is_late_by(self, least: timedelta, now: datetime) -> bool:
        """Whether it was first handed in so long after its due time, or is owed for so long."""
        return (self.report.first_submitted_at or now) - self.report.due_at >= least


class Numbers(ABC):
    """A round's numbers: on time + late + not yet = expected, always."""

    @property
    @abstractmethod
    def counted(self) -> Sequence[Whereabouts]:
        """The reports that are owed."""

    @property
    def expected(self) -> int:
        """How many reports are owed."""
        return len(self.counted)

    @cached_property
    def on_time(self) -> int:
        """Submitted by the report's due time."""
        return sum(report.is_late is False for report in self.counted)

    @cached_property
    def late(self) -> int:
        """Submitted after it."""
        return sum(report.is_late is True for report in self.counted)

    @cached_property
    def to_review(self) -> int:
        """Handed in and neither taken nor returned."""
        return sum(report.state == State.SUBMITTED for report in self.counted)

    @cached_property
    def not_yet(self) -> int:
        """Never submitted so far."""
        return sum(report.is_late is None for report in self.counted)

    def overdue(self, now: datetime) -> int:
        """Never submitted although the due time has passed."""
        return sum(report.is_overdue(now) for report in self.counted)


@dataclass(frozen=True)
class RoundStanding(Numbers):
    """A round, and where its units stand."""

    round: Round
    units: Sequence[UnitStanding]

    @cached_property
    def counted(self) -> Sequence[Report]:
        """Those of the units."""
        return [unit.report for unit in self.units]

    @property
    def owing(self) -> list[UnitStanding]:
        """The units whose report is with them: never handed in, returned, or taken back; also one that awaits approval."""
        return [unit for unit in self.units if unit.report.is_with_unit]

    def at(self, stage: Stage) -> list[UnitStanding]:
        """The units that have come so far, by name."""
        return [unit for unit in self.units if unit.stage is stage]

    @property
    def by_stage(self) -> list[UnitStanding]:
        """The units, those that want doing first."""
        return [unit for stage in Stage for unit in self.at(stage)]


def round_standing(session: Session, round_: Round, within: Unit) -> RoundStanding:
    """Where the units of the subtree of `within` stand in this round, by name, with how far each has come: one query."""
    return rounds_standing(session, [round_], within)[0]


def rounds_standing(session: Session, rounds: Sequence[Round], within: Unit) -> list[RoundStanding]:
    """Where the units of several rounds stand, in one query; what the transaction has changed is counted first."""
    keep_counts(session)
    units: dict[int, list[UnitStanding]] = {round_.id: [] for round_ in rounds}
    for report, unit in _reports(session, rounds, within):
        units[report.round_id].append(UnitStanding(unit, report))
    return [RoundStanding(round_, units[round_.id]) for round_ in rounds]


@dataclass(slots=True)
class ReportRead(Whereabouts):
    """What a list of thousands of units is filtered, sorted and counted by."""

    unit_id: int
    unit_name: str
    level: str
    state: str
    first_submitted_at: datetime | None
    submitted_at: datetime | None
    due_at: datetime
    entered: int
    unsettled: int
    kept: int

    @property
    def unit_full_name(self) -> str:
        """Level and name of the unit."""
        return full_name(self.level, self.unit_name)


@dataclass(frozen=True)
class RoundRead(Numbers):
    """The reports of a round as far as they were read, by the names of their units."""

    reports: Sequence[ReportRead]

    @property
    def counted(self) -> Sequence[ReportRead]:
        """All of them."""
        return self.reports


def round_read(session: Session, round_: Round, within: Unit) -> RoundRead:
    """The reports that the subtree of `within` owes in this round, without a row of the tables at hand for each: one query."""
    keep_counts(session)
    of_unit = (col(Unit.name), col(Unit.level))
    counts = (col(Report.entered), col(Report.unsettled), col(Report.kept))
    times = (col(Report.first_submitted_at), col(Report.submitted_at), col(Report.due_at))
    wanted = sqlalchemy.select(col(Report.unit_id), *of_unit, col(Report.state), *times, *counts)
    rows = session.execute(_in_rounds(wanted.join(Unit, col(Unit.id) == Report.unit_id), [round_], within))
    return RoundRead(sorted((ReportRead(*row) for row in rows), key=lambda one: (fold(one.unit_name), one.unit_id)))


def stood(session: Session, rounds: Sequence[Round], units: Sequence[Unit]) -> dict[tuple[int, int], UnitStanding]:
    """How these units stand in these rounds, by the numbers of the round and of the unit: one query."""
    known = {unit.id: unit for unit in units}
    asked = (col(Report.round_id).in_([one.id for one in rounds]), col(Report.unit_id).in_(known))
    found = session.exec(select(Report).where(*asked, Report.state != State.CANCELLED)) if rounds and known else ()
    return {(report.round_id, report.unit_id): UnitStanding(known[report.unit_id], report) for report in found}


def _reports(session: Session, rounds: Sequence[Round], within: Unit) -> list[tuple[Report, Unit]]:
    """The reports of the subtree in these rounds, by their units' names."""
    wanted = sqlalchemy.select(Report, Unit).join(Unit, col(Unit.id) == Report.unit_id)
    rows = session.execute(_in_rounds(wanted, rounds, within))
    return sorted(((report, unit) for report, unit in rows), key=lambda row: (fold(row[1].name), row[1].id))


def _in_rounds(wanted: Select[*Columns], rounds: Sequence[Round], within: Unit) -> Select[*Columns]:
    """Only of what the subtree owes in these rounds."""
    of_rounds = wanted.where(col(Report.round_id).in_([one.id for one in rounds]), col(Report.state) != State.CANCELLED)
    return of_rounds.where(col(Report.unit_id).in_(subtree(within.id)))


def rounds_owing(session: Session, within: Unit) -> set[int]:
    """The rounds, as numbers, for which a unit of this subtree still has to hand something in."""
    wanted = select(Report.round_id).where(col(Report.state).in_(WITH_UNIT)).distinct()
    return set(session.exec(wanted.where(col(Report.unit_id).in_(subtree(within.id)))))
