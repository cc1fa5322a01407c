"""Who has submitted and who is late: one query behind the chat, the command line and every sheet."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlmodel import Session, col, select

from tracker.catalogue import FormVersion
from tracker.figures import Figure, still_open
from tracker.names import fold
from tracker.reports import Report
from tracker.rounds import Round
from tracker.units import Unit, subtree_ids


@dataclass(frozen=True)
class UnitStanding:
    """Where one unit's report stands; `entered` of the `asked` rows are answered; `late` is None before it is submitted."""

    unit: Unit
    report: Report
    entered: int
    asked: int
    late: bool | None

    @property
    def submitted(self) -> bool:
        """Whether it was handed in at least once."""
        return self.report.first_submitted_at is not None


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
    def not_yet(self) -> int:
        """Never submitted so far."""
        return sum(unit.late is None for unit in self.units)


def round_standing(session: Session, round_: Round, within: Unit) -> RoundStanding:
    """Where the units of the subtree of `within` stand in this round, by name."""
    rows = session.exec(
        select(Report, Unit, FormVersion)
        .join(Unit, col(Unit.id) == Report.unit_id)
        .join(FormVersion, col(FormVersion.id) == Report.form_version_id)
        .where(Report.round_id == round_.id, col(Report.unit_id).in_(subtree_ids(session, within.id)))
    ).all()
    answered = _answered(session, round_)
    units = []
    for report, unit, version in rows:
        asked = len(version.form.asked(unit.level))
        waiting = len(still_open(version.form, unit.level, answered.get(report.id, {})))
        units.append(UnitStanding(unit, report, asked - waiting, asked, report.is_late))
    return RoundStanding(round_, sorted(units, key=lambda unit: (fold(unit.unit.name), unit.unit.id)))


def _answered(session: Session, round_: Round) -> dict[int, dict[str, Decimal | None]]:
    answered: dict[int, dict[str, Decimal | None]] = {}
    wanted = select(Figure).join(Report, col(Report.id) == Figure.report_id)
    for figure in session.exec(wanted.where(Report.round_id == round_.id)):
        answered.setdefault(figure.report_id, {})[figure.row_key] = figure.amount
    return answered
