"""A report's finished appendix: its figures, its reasons and its heading, put together for the workbook."""

from dataclasses import replace

from sqlmodel import Session

from tracker.figures import Answer, Entry, figures_of, printed
from tracker.findings import findings
from tracker.periods import parse_period
from tracker.reports import Report, form_of, unit_of
from tracker.rounds import Round
from tracker.workbook import Heading, appendix


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
    round_, unit = session.get_one(Round, report.round_id), unit_of(session, report)
    heading = Heading(parse_period(round_.period), unit.full_name)
    content = appendix(form_of(session, report), heading, shown_entries(session, report))
    return f"Phu-luc-{unit.code}-{round_.period}.xlsx", content
