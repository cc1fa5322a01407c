"""A report as it stands now: read once for a message in two statements, and right after whatever is done to it meanwhile."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

import sqlalchemy
from sqlalchemy import Select, bindparam
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from tracker.forms.catalogue import FormVersion, form_of_version, note_version
from tracker.forms.cell import Cell
from tracker.forms.form import Form
from tracker.forms.rules import Facts
from tracker.kernel.keeping import UntilChange, kept
from tracker.office.units import Unit
from tracker.reports.entry import Entry
from tracker.reports.figures import Entered, Standing, standing_figures
from tracker.reports.previous import REPORT_BEFORE
from tracker.reports.reckoning import Reckoned, amounts, reckon
from tracker.reports.reports import Report, State
from tracker.reports.rounds import Round

_Its, _Below, _Other, _OtherRound = aliased(Unit), aliased(Unit), aliased(Report), aliased(Round)
_HAS_BELOW = sqlalchemy.exists().where(col(_Below.parent_id) == Report.unit_id).correlate(Report)
_TASK = sqlalchemy.table("task", sqlalchemy.column("lead_unit_id"), sqlalchemy.column("assigner_unit_id"))  # a floor above
_HAS_TASKS = (
    sqlalchemy.exists()
    .where((_TASK.c.lead_unit_id == col(Report.unit_id)) | (_TASK.c.assigner_unit_id == col(Report.unit_id)))
    .correlate(Report)
)
_HAS_OTHERS = (
    sqlalchemy.exists()
    .where(col(_Other.unit_id) == Report.unit_id, col(_Other.id) != Report.id, col(_Other.state) != State.CANCELLED)
    .where(col(_OtherRound.id) == _Other.round_id, col(_OtherRound.period) == Round.period)
    .correlate(Report, Round)
)
_KIND = sqlalchemy.table("struck_kind", sqlalchemy.column("form_code"), sqlalchemy.column("kind"))  # a floor above
_STRUCK = (
    sqlalchemy.select(sqlalchemy.func.aggregate_strings(_KIND.c.kind, "\n"))
    .where(_KIND.c.form_code == Round.form_code)
    .correlate(Round)
    .scalar_subquery()
)
_FACTS = (col(FormVersion.fingerprint), _HAS_BELOW, _HAS_TASKS, _HAS_OTHERS, _STRUCK, REPORT_BEFORE)
COLUMNS = (Report, Round, _Its, *_FACTS)


def joined(wanted: Select[Any]) -> Select[Any]:
    """A select from reports, or from what was joined to them, with all that COLUMNS are taken from."""
    wanted = wanted.outerjoin(Round, col(Round.id) == Report.round_id).outerjoin(_Its, col(_Its.id) == Report.unit_id)
    return wanted.outerjoin(FormVersion, col(FormVersion.id) == Report.form_version_id)


_READ = joined(sqlalchemy.select(*COLUMNS).select_from(Report)).where(col(Report.id) == bindparam("report"))  # built once


@dataclass(eq=False)
class Snapshot:
    """A report with its round, its unit and its form, its figures as they stand at any moment, and those of last period.

    `has_units_below`: whether its unit's own units may make up its figures; `has_tasks`: whether the book of tasks may;
    `has_others`: whether its unit has other reports for the period;
    `struck`: the kinds of questions that are not asked on the form. The figures are read when they are first asked for, both
    reports' at once.
    """

    report: Report
    round: Round
    unit: Unit
    form: Form
    has_units_below: bool
    has_tasks: bool
    has_others: bool
    struck: frozenset[str]
    _session: Session
    _before: int | None
    _reckoned: tuple[int, Reckoned] | None = None  # after so many changes of the figures

    @property
    def figures(self) -> Mapping[Cell, Entered]:
        """The figures that stand, by cell."""
        return self._standing.figures

    @cached_property
    def previous(self) -> Mapping[Cell, Entered]:
        """Those of the last report that the unit handed in on this form for data that closed earlier; {} without one."""
        return {} if self._before is None else standing_figures(self._session, self._before, self.report.id).figures

    @property
    def has_past(self) -> bool:
        """Whether the unit has handed in such a report before."""
        return self._before is not None

    @property
    def amounts_before(self) -> Mapping[Cell, Decimal]:
        """Every number of that report, typed or computed."""
        return amounts(self.form, self.previous)

    @property
    def open(self) -> Sequence[Cell]:
        """The cells that still wait for an answer, in printed order."""
        return self._now().open

    @property
    def amounts(self) -> Mapping[Cell, Decimal]:
        """Every number, typed or computed."""
        return self._now().amounts

    @property
    def facts(self) -> Facts:
        """What the rules are held against."""
        return self._now().facts

    @property
    def shown(self) -> Mapping[Cell, Entry]:
        """What each cell of the appendix shows, without the reasons for figures that were kept."""
        return self._now().shown

    @cached_property
    def _standing(self) -> Standing:
        return standing_figures(self._session, self.report.id, self._before)

    def _now(self) -> Reckoned:
        standing = self._standing
        if self._reckoned is None or self._reckoned[0] != standing.changes:
            self._reckoned = (standing.changes, reckon(self.form, self.unit.level, standing.figures))
        return self._reckoned[1]


class Snapshots(UntilChange):
    """Those that a transaction has taken, by report."""

    def __init__(self) -> None:
        """None yet."""
        self.taken: dict[int, Snapshot] = {}


def find_snapshot(session: Session, report_id: int) -> Snapshot | None:
    """The report of this number as it stands now; None if there is none."""
    taken = kept(session, Snapshots).taken
    if report_id not in taken:
        row = session.execute(_READ, {"report": report_id}).first()
        return None if row is None else take_snapshot(session, row)
    return taken[report_id]


def take_snapshot(session: Session, row: Sequence[Any]) -> Snapshot:
    """The report of a row of COLUMNS, as it stands now."""
    report, round_, unit, fingerprint, has_below, has_tasks, has_others, struck, before = row
    note_version(session, report.form_version_id, fingerprint)
    form = form_of_version(session, report.form_version_id)
    facts = (bool(has_below), bool(has_tasks), bool(has_others), frozenset(struck.split("\n") if struck else ()))
    taken = Snapshot(report, round_, unit, form, *facts, session, before)
    return kept(session, Snapshots).taken.setdefault(report.id, taken)


def snapshot_of(session: Session, report: Report) -> Snapshot:
    """A report as it stands now."""
    found = find_snapshot(session, report.id)
    if found is None:
        raise LookupError(report.id)
    return found
