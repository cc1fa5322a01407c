"""The written report as its office wants it: in the office's own document if it has one, else in the decree's layout."""

from typing import NamedTuple

from sqlmodel import Session

from tracker.narrative.templates import template_of
from tracker.papers.template import fill_template, template_values
from tracker.papers.written_report import written_report
from tracker.reports.reports import Report
from tracker.reports.snapshot import snapshot_of
from tracker.written.drafting import WrittenDraft
from tracker.written.outline import OutlineHeading


class OfficeReport(NamedTuple):
    """File name and content of a .docx; the headings of the draft for which the office's document has no place."""

    name: str
    content: bytes
    left_out: tuple[OutlineHeading, ...] = ()


def office_report(session: Session, report: Report, drafted: WrittenDraft) -> OfficeReport:
    """The document of a draft."""
    here = snapshot_of(session, report)
    template = template_of(session, here.unit, here.round.form_code)
    name, content = written_report(session, report, drafted)
    if template is None:
        return OfficeReport(name, content)
    filled = fill_template(template.content, template_values(session, report, drafted))
    lines = [one for one in drafted.headings if any((one.lines[0], *one.lines[1])) and one.heading.slot not in filled.used]
    return OfficeReport(name, filled.content, tuple(one.heading for one in lines))
