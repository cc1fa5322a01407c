"""Who has submitted and who is late: one query behind the chat, the command line and every sheet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from tracker.forms.catalogue import forms_of_versions
from tracker.forms.cell import Cell
from tracker.forms.form import Form
from tracker.kernel.names import fold
from tracker.office.units import Unit, subtree_ids
from tracker.reports.entry import Entry
from tracker.reports.reckoning import reckon
from tracker.reports.reports import WITH_UNIT, Report, Stage, State
from tracker.reports.rounds import Round
from tracker.review.findings import Finding
from tracker.review.round_findings import look_at_round


@dataclass(frozen=True)
class UnitStanding:
    """Where one unit's report stands.

    `entered` of the `asked` cells are answered, 0 of 0 where that was not counted. Of its findings `unsettled` wait to be
    corrected or explained, which is why it cannot be handed in, and `kept` stand for a reason.
    """

    unit: Unit
    report: Report
    entered: int = 0
    asked: int = 0
    unsettled: int = 0
    kept: int = 0

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
        return not self.submitted and now > self.report.due_at


@dataclass(frozen=True)
class RoundStanding:
    """A round's numbers: on time + late + not yet = expected, always."""

    round: Round
    units: Sequence[UnitStanding]

    @property
    def expected(self) -> int:
        """How many reports are owed."""
        return len(self.units)

    @property
    def on_time(self) -> int:
        """Submitted by the report's due time."""
        return sum(unit.late is False for unit in self.units)

    @property
    def late(self) -> int:
        """Submitted after it."""
        return sum(unit.late is True for unit in self.units)

    @property
    def to_review(self) -> int:
        """Handed in and neither taken nor returned."""
        return sum(unit.report.state == State.SUBMITTED for unit in self.units)

    @property
    def owing(self) -> list[UnitStanding]:
        """The units whose report is with them: never handed in, returned, or taken back; also one that awaits approval."""
        return [unit for unit in self.units if unit.report.is_with_unit]

    @property
    def not_yet(self) -> int:
        """Never submitted so far."""
        return sum(unit.late is None for unit in self.units)

    def at(self, stage: Stage) -> list[UnitStanding]:
        """The units that have come so far, by name."""
        return [unit for unit in self.units if unit.stage is stage]

    @property
    def by_stage(self) -> list[UnitStanding]:
        """The units, those that want doing first."""
        return [unit for stage in Stage for unit in self.at(stage)]


def round_standing(session: Session, round_: Round, within: Unit) -> RoundStanding:
    """Where the units of the subtree of `within` stand in this round, by name, with how far each has come.

    A constant number of queries; the figures of what is handed in are not read, since it is complete.
    """
    reports = _reports(session, [round_], within)
    forms = _forms(session, round_)
    looked = look_at_round(session, round_, reports, forms)
    units = []
    for report, unit in reports:
        asked = len(forms[report.form_version_id].of_level(unit.level).cells)
        waiting = _waiting(forms[report.form_version_id], unit, looked.entries.get(report.id, {})) if report.is_open else 0
        units.append(UnitStanding(unit, report, asked - waiting, asked, *_counted(looked.findings.get(report.id, []))))
    return RoundStanding(round_, units)


def _waiting(form: Form, unit: Unit, entries: Mapping[Cell, Entry]) -> int:
    """How many cells wait for an answer."""
    return len(reckon(form, unit.level, entries).open)


def _counted(found: Sequence[Finding]) -> tuple[int, int]:
    """How many are unsettled, and kept."""
    return sum(one.is_unsettled for one in found), sum(bool(one.reason) for one in found)


def _forms(session: Session, round_: Round) -> dict[int, Form]:
    """By version the forms on which the reports of a round were begun."""
    used = select(Report.form_version_id).where(Report.round_id == round_.id)
    return forms_of_versions(session, set(session.exec(used)))


def rounds_standing(session: Session, rounds: Sequence[Round], within: Unit) -> list[RoundStanding]:
    """Where the units of several rounds stand, in one query, without how far each unit has come."""
    units: dict[int, list[UnitStanding]] = {round_.id: [] for round_ in rounds}
    for report, unit in _reports(session, rounds, within):
        units[report.round_id].append(UnitStanding(unit, report))
    return [RoundStanding(round_, units[round_.id]) for round_ in rounds]


def _reports(session: Session, rounds: Sequence[Round], within: Unit) -> list[tuple[Report, Unit]]:
    """The reports of the subtree in these rounds, by their units' names."""
    ids = [round_.id for round_ in rounds]
    wanted = select(Report, Unit).join(Unit, col(Unit.id) == Report.unit_id).where(col(Report.round_id).in_(ids))
    rows = session.exec(wanted.where(col(Report.unit_id).in_(subtree_ids(session, within.id))))
    return sorted(((report, unit) for report, unit in rows), key=lambda row: (fold(row[1].name), row[1].id))


def rounds_owing(session: Session, within: Unit) -> set[int]:
    """The rounds, as numbers, for which a unit of this subtree still has to hand something in."""
    wanted = select(Report.round_id).where(col(Report.state).in_(WITH_UNIT)).distinct()
    return set(session.exec(wanted.where(col(Report.unit_id).in_(subtree_ids(session, within.id)))))
