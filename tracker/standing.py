"""Who has submitted and who is late: one query behind the chat, the command line and every sheet."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import sqlalchemy
from sqlmodel import Session, col, select

from tracker.figures import Figure, still_open
from tracker.form import Form
from tracker.names import fold
from tracker.reports import Report, State, form_of
from tracker.rounds import Round
from tracker.units import Unit, subtree_ids

_COLUMNS = (col(Figure.report_id), col(Figure.row_key), col(Figure.amount))  # a round's figures are too many for whole rows


@dataclass(frozen=True)
class UnitStanding:
    """Where one unit's report stands; `entered` of the `asked` rows are answered, 0 of 0 where that was not counted."""

    unit: Unit
    report: Report
    entered: int = 0
    asked: int = 0

    @property
    def submitted(self) -> bool:
        """Whether it was handed in at least once."""
        return self.report.first_submitted_at is not None

    @property
    def late(self) -> bool | None:
        """Whether it was first handed in after its due time; None before that."""
        return self.report.is_late


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


def round_standing(session: Session, round_: Round, within: Unit) -> RoundStanding:
    """Where the units of the subtree of `within` stand in this round, by name, with how far each has come."""
    answered = _answered(session, round_)
    versions: dict[int, Form] = {}
    units = []
    for report, unit in _reports(session, [round_], within):
        form = versions.setdefault(report.form_version_id, form_of(session, report))
        asked = len(form.asked(unit.level))
        waiting = len(still_open(form, unit.level, answered.get(report.id, {})))
        units.append(UnitStanding(unit, report, asked - waiting, asked))
    return RoundStanding(round_, units)


def rounds_standing(session: Session, rounds: Sequence[Round], within: Unit) -> list[RoundStanding]:
    """The same for several rounds in one query, without how far each unit has come."""
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


def _answered(session: Session, round_: Round) -> dict[int, dict[str, Decimal | None]]:
    answered: dict[int, dict[str, Decimal | None]] = {}
    wanted = sqlalchemy.select(*_COLUMNS).join(Report, col(Report.id) == col(Figure.report_id))
    for report_id, key, amount in session.execute(wanted.where(col(Report.round_id) == round_.id)):
        answered.setdefault(report_id, {})[key] = amount
    return answered
