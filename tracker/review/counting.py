"""The counts that are kept with each report: what it has entered, what waits, what is out of line."""

from collections.abc import Collection, Sequence

import sqlalchemy
from sqlalchemy import bindparam
from sqlmodel import Session, col, select

from tracker.forms.catalogue import forms_of_versions
from tracker.kernel.keeping import kept
from tracker.kernel.uncounted import Uncounted
from tracker.office.units import Unit
from tracker.reports.reckoning import reckon
from tracker.reports.reports import OPEN, Report
from tracker.reports.rounds import Round
from tracker.reports.snapshot import snapshot_of
from tracker.review.findings import Finding, look_over
from tracker.review.round_findings import look_at_round

_STORED = (
    sqlalchemy.select(col(Report.entered), col(Report.waiting), col(Report.unsettled), col(Report.kept))
    .where(col(Report.id) == bindparam("report"))
    .with_for_update()
)


def keep_counts(session: Session) -> None:
    """Count anew the reports that this transaction has changed; at its end, and before anybody reads the counts."""
    changed = kept(session, Uncounted)
    numbers, units = set(changed.reports), set(changed.units)
    changed.reports.clear()
    changed.units.clear()
    if units:
        concerned = select(Report.id).where(col(Report.unit_id).in_(units), col(Report.state).in_(OPEN))
        numbers.update(session.exec(concerned))
    if len(numbers) == 1:
        _count_one(session, session.get_one(Report, numbers.pop()))
    elif numbers:
        recount(session, numbers)


def _count_one(session: Session, report: Report) -> None:
    """From what the transaction has read already, unless somebody has counted the report since it was read.

    It is locked first, so that of two who enter figures side by side the second counts those of both.
    """
    session.flush()
    stored = session.execute(_STORED, {"report": report.id}).one()
    if tuple(stored) != _of(report):
        recount(session, [report.id])
        return
    here = snapshot_of(session, report)
    waiting = len(here.open) if report.is_open else 0
    _keep(session, report, len(here.form.of_level(here.unit.level).cells), waiting, look_over(session, here, below=False))


def recount(session: Session, report_ids: Collection[int]) -> int:
    """Count these reports, which are locked first, from all that is stored of them; how many had other counts."""
    session.flush()
    wanted = select(Report, Unit).join(Unit, col(Unit.id) == Report.unit_id).where(col(Report.id).in_(report_ids))
    locked = wanted.order_by(col(Report.id)).with_for_update(of=Report).execution_options(populate_existing=True)
    by_round: dict[int, list[tuple[Report, Unit]]] = {}
    for report, unit in session.exec(locked):
        by_round.setdefault(report.round_id, []).append((report, unit))
    return sum(_recount_round(session, session.get_one(Round, number), pairs) for number, pairs in by_round.items())


def recount_all(session: Session) -> tuple[int, int]:
    """Count every report, a round at a time; how many there are, and how many had other counts."""
    counted = changed = 0
    for number in session.exec(select(Round.id).order_by(col(Round.id))).all():
        reports = session.exec(select(Report.id).where(Report.round_id == number)).all()
        changed += recount(session, reports)
        counted += len(reports)
    return counted, changed


def _recount_round(session: Session, round_: Round, reports: Collection[tuple[Report, Unit]]) -> int:
    """A constant number of queries for any number of reports of a round."""
    forms = forms_of_versions(session, {report.form_version_id for report, _ in reports})
    looked = look_at_round(session, round_, list(reports), forms)
    changed = 0
    for report, unit in reports:
        form = forms[report.form_version_id]
        waiting = len(reckon(form, unit.level, looked.entries.get(report.id, {})).open) if report.is_open else 0
        asked = len(form.of_level(unit.level).cells)
        changed += _keep(session, report, asked, waiting, looked.findings.get(report.id, ()))
    return changed


def _keep(session: Session, report: Report, asked: int, waiting: int, found: Sequence[Finding]) -> bool:
    """Keep what was counted; whether it is other than it was."""
    before = _of(report)
    report.entered, report.waiting = asked - waiting, waiting
    report.unsettled, report.kept = sum(one.is_unsettled for one in found), sum(bool(one.reason) for one in found)
    session.add(report)
    session.flush()
    return _of(report) != before


def _of(report: Report) -> tuple[int, int, int, int]:
    return report.entered, report.waiting, report.unsettled, report.kept
