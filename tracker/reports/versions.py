"""Versions: every submission of a report, its figures as they were then, and what differs between two."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from tracker.forms.cell import Cell
from tracker.forms.form import Form
from tracker.forms.row import Row
from tracker.kernel.errors import VersionUnknown
from tracker.reports.behalf import EntryWay
from tracker.reports.figures import EarlierFigure, Entered, entered, standing_figures
from tracker.reports.reports import Report, ReportEvent

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
    """What stood in a cell in one version and in a later one; None where nothing did."""

    cell: Cell
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


def figures_of_version(session: Session, report: Report, number: int) -> Mapping[Cell, Entered]:
    """The figures of a version, by cell; raises VersionUnknown."""
    require_version(report, number)
    theirs = (EarlierFigure.report_id == report.id, EarlierFigure.since <= number, EarlierFigure.until >= number)
    replaced = session.exec(select(EarlierFigure).where(*theirs))
    figures = standing_figures(session, report.id).figures
    standing = {cell: figure for cell, figure in figures.items() if figure.since <= number}
    return standing | {figure.cell: entered(figure) for figure in replaced}


def differences(form: Form, first: Mapping[Cell, Entered], second: Mapping[Cell, Entered]) -> Sequence[Change]:
    """The cells whose entries differ, in printed order."""
    cells = form.in_order([*first, *second])
    sides = (Change(cell, form.row_of(cell), first.get(cell), second.get(cell)) for cell in cells)
    return [one for one in sides if (one.before and one.before.entry) != (one.after and one.after.entry)]
