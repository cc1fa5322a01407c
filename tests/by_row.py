"""Reports by row, as tests write them: of a form with one column of figures a row's key says which cell is meant."""

from collections.abc import Mapping
from datetime import date

from sqlmodel import Session

from tracker.forms.cell import Cell
from tracker.forms.row import Row
from tracker.reports import comments, figures
from tracker.reports.comments import ReportComment
from tracker.reports.entry import Entry
from tracker.reports.figures import Entered
from tracker.reports.reports import Report, Source
from tracker.reports.snapshot import snapshot_of
from tracker.reports.versions import figures_of_version
from tracker.review.desk_report import totals_to_enter
from tracker.review.findings import Finding, look_over
from tracker.tasks.figures import FromTasks, counted_in_book
from tracker.workbooks.appendices import shown_cells


def cells(entries: Mapping[str, Entry]) -> dict[Cell, Entry]:
    return {Cell(key): entry for key, entry in entries.items()}


def figures_of(session: Session, report: Report) -> dict[str, Entered]:
    return {cell.row: figure for cell, figure in snapshot_of(session, report).figures.items()}


def version_figures(session: Session, report: Report, number: int) -> dict[str, Entered]:
    return {cell.row: figure for cell, figure in figures_of_version(session, report, number).items()}


def record_figures(session: Session, report: Report, entries: Mapping[str, Entry], source: Source) -> list[Entered]:
    return figures.record(session, report, cells(entries), source)


def record_figure(session: Session, report: Report, key: str, entry: Entry, source: Source) -> None:
    figures.record(session, report, {Cell(key): entry}, source)


def open_rows(session: Session, report: Report) -> list[Row]:
    here = snapshot_of(session, report)
    return here.form.rows_of(here.open)


def findings(session: Session, report: Report, proposed: Mapping[str, Entry] | None = None) -> list[Finding]:
    return look_over(session, snapshot_of(session, report), cells(proposed) if proposed else None)


def shown_entries(session: Session, report: Report) -> dict[str, Entry]:
    return {cell.row: entry for cell, entry in shown_cells(session, report).items()}


def open_totals(session: Session, report: Report) -> dict[str, Entry]:
    return {cell.row: entry for cell, entry in totals_to_enter(session, report).items()}


def figures_from_tasks(session: Session, report: Report, today: date) -> dict[str, FromTasks]:
    return {cell.row: figure for cell, figure in counted_in_book(session, report, today).items()}


def write_comment(session: Session, report: Report, key: str, text: str, source: Source) -> ReportComment:
    return comments.comment_on(session, report, Cell(key), text, source)
