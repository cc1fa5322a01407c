"""A report's finished appendix: its figures, its reasons and its heading, put together for the workbook."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from sqlmodel import Session

from tracker.calendar.periods import ZONE, parse_period
from tracker.forms.cell import Cell
from tracker.forms.files import file_of
from tracker.forms.form import Form
from tracker.office.officers import Officer
from tracker.office.units import Unit
from tracker.reports.behalf import ON_BEHALF, EntryWay
from tracker.reports.entry import Answer, Entry
from tracker.reports.figures import Entered
from tracker.reports.reckoning import reckon
from tracker.reports.reports import Report, form_of, unit_of
from tracker.reports.rounds import Round
from tracker.reports.snapshot import snapshot_of
from tracker.reports.versions import figures_of_version, versions_of
from tracker.review.findings import look_over
from tracker.review.reasons import kept_reasons
from tracker.workbooks.appendix import Heading, appendix, sheet_to_fill
from tracker.workbooks.office_book import office_appendix, office_sheet_to_fill, with_own_file
from tracker.workbooks.partial import face_remarks
from tracker.workbooks.words import WAYS


def shown_cells(session: Session, report: Report) -> dict[Cell, Entry]:
    """What every cell shows, the reasons for kept figures under Ghi chú included."""
    snapshot = snapshot_of(session, report)
    shows = dict(snapshot.shown)
    for finding in look_over(session, snapshot):
        if finding.reason:
            about = finding.rule.about
            shows[about] = _with_reason(shows.get(about, Entry(Answer.BLANK)), finding.reason)
    return shows


def _with_reason(entry: Entry, reason: str) -> Entry:
    return replace(entry, note="; ".join(note for note in (entry.note, reason) if note))


def report_appendix(session: Session, report: Report) -> tuple[str, bytes]:
    """File name and content of the .xlsx."""
    remarks = (*face_remarks(session, report), *_remarks(session, snapshot_of(session, report).figures))
    heading = replace(_heading(session, report), remarks=remarks)
    return _name(session, report, "Phu-luc"), _filled(session, report, heading, shown_cells(session, report))


def _filled(session: Session, report: Report, heading: Heading, shown: Mapping[Cell, Entry]) -> bytes:
    """The office's own workbook filled, or the appendix as we draw it."""
    form, file = _with_file(session, report)
    return office_appendix(form, file, heading, shown) if file else appendix(form, heading, shown)


def _with_file(session: Session, report: Report) -> tuple[Form, bytes | None]:
    """The report's form with the office's workbook, or with one of ours where it has several columns and none came."""
    form, file = form_of(session, report), file_of(session, report.form_version_id)
    if file and form.tables:
        return form, file
    return (form, None) if form.is_plain else with_own_file(form)


def version_appendix(session: Session, report: Report, number: int) -> tuple[str, bytes]:
    """The appendix as it was handed in that time, which a line under the title says; raises VersionUnknown."""
    form, figures = form_of(session, report), figures_of_version(session, report, number)
    then = reckon(form, unit_of(session, report).level, figures)
    shows = dict(then.shown)
    for cell, reason in kept_reasons(session, report, then.amounts):
        shows[cell] = _with_reason(shows.get(cell, Entry(Answer.BLANK)), reason)
    at = versions_of(session, report)[number - 1].at.astimezone(ZONE)
    remarks = (f"(Lần nộp {number}, {at:%H:%M} ngày {at.day}/{at.month}/{at.year})", *_remarks(session, figures))
    name, heading = _name(session, report, "Phu-luc"), replace(_heading(session, report), remarks=remarks)
    return name.replace(".xlsx", f"-lan-{number}.xlsx"), _filled(session, report, heading, shows)


def _remarks(session: Session, figures: Mapping[Cell, Entered]) -> tuple[str, ...]:
    """Which figures a desk entered on behalf of the unit, and how they came to it."""
    entered = Counter((figure.officer_id, EntryWay(figure.way)) for figure in figures.values() if figure.way in ON_BEHALF)
    lines = []
    for (officer_id, way), count in entered.items():
        officer = session.get_one(Officer, officer_id)
        of = session.get_one(Unit, officer.unit_id).full_name
        which = "Số liệu" if count == len(figures) else f"{count} số liệu"
        lines.append(f"({which} do {officer.name}, {of}, nhập thay theo {WAYS[way]})")
    return tuple(lines)


def report_to_fill(session: Session, report: Report) -> tuple[str, bytes]:
    """The appendix to be filled on a computer, with what was entered so far; computed rows stay empty, since they follow."""
    (form, file), level = _with_file(session, report), unit_of(session, report).level
    entered = {cell: figure.entry for cell, figure in snapshot_of(session, report).figures.items()}
    name, heading = _name(session, report, "Bieu-dien"), _heading(session, report)
    if file:
        return name, office_sheet_to_fill(form, file, heading, entered, level)
    return name, sheet_to_fill(form, heading, entered, level)


def _heading(session: Session, report: Report) -> Heading:
    return Heading(parse_period(session.get_one(Round, report.round_id).period), unit_of(session, report).full_name)


def _name(session: Session, report: Report, what: str) -> str:
    return f"{what}-{unit_of(session, report).code}-{session.get_one(Round, report.round_id).period}.xlsx"
