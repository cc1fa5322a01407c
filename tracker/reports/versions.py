"""Versions: every submission of a report, its figures as they were then, and what differs between two."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from tracker.forms.form import Row
from tracker.kernel.errors import VersionUnknown
from tracker.reports.behalf import EntryWay
from tracker.reports.figures import EarlierFigure, Entered, entered, figures_of
from tracker.reports.reports import Report, ReportEvent, form_of

ENDS = ("returned", "reopened", "unlocked", "accepted")


@dataclass(frozen=True)
class Version:
    """One submission; `ended` is the step that came after it: returned, taken back, opened again or accepted."""

    number: int
    submitted: ReportEvent
    ended: ReportEvent | None = None

    @property
    def at(self) -> datetime:
        """When it was handed in."""
        return self.submitted.at

    @property
    def how(self) -> EntryWay | None:
        """How it came to the desk that handed it in on behalf of the unit; None if the unit did."""
        way = EntryWay(self.submitted.way)
        return way if way.is_on_behalf else None


@dataclass(frozen=True)
class Change:
    """What stood in a row in one version and in a later one; None where nothing did."""

    row: Row
    before: Entered | None
    after: Entered | None


def versions_of(session: Session, report: Report) -> list[Version]:
    """The report's versions, the first one first."""
    steps = session.exec(select(ReportEvent).where(ReportEvent.report_id == report.id).order_by(col(ReportEvent.id)))
    found: list[Version] = []
    for step in steps:
        if step.what == "submitted":
            found.append(Version(len(found) + 1, step))
        elif step.what in ENDS and found and found[-1].ended is None:
            found[-1] = Version(found[-1].number, found[-1].submitted, step)
    return found


def require_version(report: Report, number: int) -> None:
    """Raise VersionUnknown."""
    if not 1 <= number <= report.submissions:
        raise VersionUnknown(number=number, count=report.submissions)


def version_figures(session: Session, report: Report, number: int) -> Mapping[str, Entered]:
    """The figures of a version, by row; raises VersionUnknown."""
    require_version(report, number)
    theirs = (EarlierFigure.report_id == report.id, EarlierFigure.since <= number, EarlierFigure.until >= number)
    replaced = session.exec(select(EarlierFigure).where(*theirs))
    standing = {key: figure for key, figure in figures_of(session, report).items() if figure.since <= number}
    return standing | {figure.row_key: entered(figure) for figure in replaced}


def changes_between(
    session: Session, report: Report, first: Mapping[str, Entered], second: Mapping[str, Entered]
) -> Sequence[Change]:
    """The rows whose entries differ, in printed order."""
    pairs = ((row, first.get(row.key), second.get(row.key)) for row in form_of(session, report).rows)
    return [Change(row, a, b) for row, a, b in pairs if (a.entry if a else None) != (b.entry if b else None)]
