"""A report's finished appendix: its figures, its reasons and its heading, put together for the workbook."""

from dataclasses import replace

from sqlmodel import Session

from tracker.figures import Answer, Entry, figures_of, printed
from tracker.findings import findings
from tracker.periods import parse_period
from tracker.reports import Report, form_of, unit_of
from tracker.rollup.tally import face_remarks
from tracker.rounds import Round
from tracker.workbook import Heading, appendix, sheet_to_fill


def shown_entries(session: Session, report: Report) -> dict[str, Entry]:
    """What every row shows, the reasons for kept figures under Ghi chú included."""
    shown = printed(form_of(session, report), figures_of(session, report), unit_of(session, report).level)
    for finding in findings(session, report):
        if finding.reason:
            entry = shown.get(finding.rule.about, Entry(Answer.BLANK))
            shown[finding.rule.about] = replace(entry, note="; ".join(n for n in (entry.note, finding.reason) if n))
    return shown


def report_appendix(session: Session, report: Report) -> tuple[str, bytes]:
    """File name and content of the .xlsx."""
    heading = replace(_heading(session, report), remarks=face_remarks(session, report))
    content = appendix(form_of(session, report), heading, shown_entries(session, report))
    return _name(session, report, "Phu-luc"), content


def report_to_fill(session: Session, report: Report) -> tuple[str, bytes]:
    """The same to be filled on a computer, with what was entered so far; computed rows stay empty, since they follow."""
    form, level = form_of(session, report), unit_of(session, report).level
    entered = {key: figure.entry for key, figure in figures_of(session, report).items()}
    return _name(session, report, "Bieu-dien"), sheet_to_fill(form, _heading(session, report), entered, level)


def _heading(session: Session, report: Report) -> Heading:
    return Heading(parse_period(session.get_one(Round, report.round_id).period), unit_of(session, report).full_name)


def _name(session: Session, report: Report, what: str) -> str:
    return f"{what}-{unit_of(session, report).code}-{session.get_one(Round, report.round_id).period}.xlsx"
