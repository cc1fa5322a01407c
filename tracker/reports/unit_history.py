"""What became of units' reports over the rounds: on time or late by how long, returned how often, accepted when."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy
from sqlalchemy import func
from sqlmodel import Session, col, select

from tracker.reports.reports import Report, ReportEvent, State
from tracker.reports.rounds import Round


@dataclass(frozen=True)
class PastReport:
    """One report in a unit's history; `accepted_at` is None unless it stands accepted."""

    report: Report
    round: Round
    returned: int = 0
    accepted_at: datetime | None = None


def unit_histories(session: Session, unit_ids: Collection[int]) -> dict[int, list[PastReport]]:
    """By unit its reports in every round, the latest due first: two queries for any number of units and rounds."""
    wanted = select(Report, Round).join(Round, col(Round.id) == Report.round_id).where(col(Report.unit_id).in_(unit_ids))
    wanted = wanted.where(Report.state != State.CANCELLED)
    steps = _steps(session, unit_ids)
    histories: dict[int, list[PastReport]] = {unit_id: [] for unit_id in unit_ids}
    for report, round_ in session.exec(wanted.order_by(col(Round.due_at).desc(), col(Round.id).desc())):
        returned, accepted = steps.get((report.id, "returned")), steps.get((report.id, "accepted"))
        accepted_at = accepted[1] if accepted and report.state == State.ACCEPTED else None
        histories[report.unit_id].append(PastReport(report, round_, returned[0] if returned else 0, accepted_at))
    return histories


def _steps(session: Session, unit_ids: Collection[int]) -> dict[tuple[int, str], tuple[int, datetime]]:
    """By report and step how often it was taken and when last."""
    wanted = (
        sqlalchemy.select(col(ReportEvent.report_id), col(ReportEvent.what), func.count(), func.max(ReportEvent.at))
        .join(Report, col(Report.id) == ReportEvent.report_id)
        .where(col(Report.unit_id).in_(unit_ids), col(ReportEvent.what).in_(["returned", "accepted"]))
        .group_by(col(ReportEvent.report_id), col(ReportEvent.what))
    )
    return {(report_id, what): (count, last) for report_id, what, count, last in session.execute(wanted)}
