"""A report as it stands now: read once for a message in two statements, and right after whatever is done to it meanwhile."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

import sqlalchemy
from sqlalchemy import bindparam
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from tracker.forms.catalogue import FormVersion, form_of_version, note_version
from tracker.forms.cell import Cell
from tracker.forms.form import Form
from tracker.forms.rules import Facts
from tracker.kernel.keeping import kept
from tracker.office.units import Unit, UnitsBelow
from tracker.reports.figures import Entered, Entry, Standing, standing_figures
from tracker.reports.previous import REPORT_BEFORE, note_report_before
from tracker.reports.reckoning import answered, facts, shown, still_open
from tracker.reports.reports import Report, Steps
from tracker.reports.rounds import Round

_Below = aliased(Unit)
_HAS_BELOW = sqlalchemy.exists().where(col(_Below.parent_id) == Report.unit_id).correlate(Report)
_READ = (  # built once: every message asks it
    sqlalchemy.select(Report, Round, Unit, col(FormVersion.fingerprint), _HAS_BELOW, REPORT_BEFORE)
    .join(Round, col(Round.id) == Report.round_id)
    .join(Unit, col(Unit.id) == Report.unit_id)
    .join(FormVersion, col(FormVersion.id) == Report.form_version_id)
    .where(col(Report.id) == bindparam("report"))
)


@dataclass(frozen=True)
class Snapshot:
    """A report with its round, its unit and its form, its figures as they stand at any moment, and those of last period.

    `has_units_below`: whether its unit's own units may make up its figures.
    """

    report: Report
    round: Round
    unit: Unit
    form: Form
    has_units_below: bool
    previous: Mapping[Cell, Entered]
    _standing: Standing
    _following: list["_Following"] = field(default_factory=list)

    @property
    def figures(self) -> Mapping[Cell, Entered]:
        """The figures that stand, by cell."""
        return self._standing.figures

    @property
    def open(self) -> tuple[Cell, ...]:
        """The cells that still wait for an answer, in printed order."""
        return self._follows.open

    @property
    def amounts(self) -> Mapping[Cell, Decimal]:
        """Every number, typed or computed."""
        return self.facts.known

    @property
    def facts(self) -> Facts:
        """What the rules are held against."""
        return self._follows.facts

    @property
    def shown(self) -> Mapping[Cell, Entry]:
        """What each cell of the appendix shows, without the reasons for figures that were kept."""
        return self._follows.shown

    @property
    def _follows(self) -> "_Following":
        if not self._following or self._following[-1].changes != self._standing.changes:
            self._following[:] = [_Following(self.form, self.unit.level, self.figures, self._standing.changes)]
        return self._following[-1]


@dataclass
class _Following:
    """What follows from the figures as they stood after so many changes, each reckoned when it is first asked for."""

    form: Form
    level: str
    figures: Mapping[Cell, Entered]
    changes: int

    @cached_property
    def open(self) -> tuple[Cell, ...]:
        return tuple(still_open(self.form, self.level, answered(self.figures)))

    @cached_property
    def facts(self) -> Facts:
        return facts(self.form, {cell: figure.entry for cell, figure in self.figures.items()}, self.level)

    @cached_property
    def shown(self) -> Mapping[Cell, Entry]:
        return shown(self.form, self.figures, self.level)


class Snapshots:
    """Those that a transaction has taken, by report, as long as no report takes a step and no unit is changed."""

    def __init__(self) -> None:
        """None yet."""
        self.taken: dict[int, Snapshot] = {}
        self.at = (0, 0)


def find_snapshot(session: Session, report_id: int) -> Snapshot | None:
    """The report of this number as it stands now; None if there is none."""
    snapshots, at = kept(session, Snapshots), (kept(session, Steps).taken, kept(session, UnitsBelow).changes)
    if snapshots.at != at:
        snapshots.taken, snapshots.at = {}, at
    if report_id not in snapshots.taken:
        row = session.execute(_READ, {"report": report_id}).first()
        if row is None:
            return None
        report, round_, unit, fingerprint, has_below, before = row
        note_version(session, report.form_version_id, fingerprint)
        note_report_before(session, report_id, before)
        kept(session, UnitsBelow).has_any[unit.id] = bool(has_below)
        form, standing = form_of_version(session, report.form_version_id), standing_figures(session, report_id, before)
        previous = {} if before is None else standing_figures(session, before).figures
        snapshots.taken[report_id] = Snapshot(report, round_, unit, form, bool(has_below), previous, standing)
    return snapshots.taken[report_id]


def snapshot_of(session: Session, report: Report) -> Snapshot:
    """A report as it stands now."""
    found = find_snapshot(session, report.id)
    if found is None:
        raise LookupError(report.id)
    return found
