"""The findings of a whole round's reports: a constant number of queries, however many reports there are."""

from collections.abc import Mapping, Sequence

from sqlalchemy import func
from sqlmodel import Session, col, select

from tracker.figures import Entered, as_if_entered, facts, figures_of, read_figures
from tracker.findings import Explanation, Finding, entered_on, out_of_line, with_reasons
from tracker.form import Form
from tracker.reports import Report
from tracker.rounds import Round
from tracker.tasks.counting import parse_count
from tracker.tasks.round_figures import Given, unlike_books
from tracker.units import Unit


def findings_of_round(
    session: Session, round_: Round, reports: Sequence[tuple[Report, Unit]], forms: Mapping[int, Form]
) -> dict[int, list[Finding]]:
    """By report what `findings` says of each: seven queries. `forms` are those of the reports, by version.

    What is handed in is complete and settled, so that only those are looked at that are open, or kept with a reason.
    """
    reasons = _reasons(session, round_)
    looked_at = [(report, unit) for report, unit in reports if report.is_open or report.id in reasons]
    read_figures(session, [report.id for report, _ in looked_at])
    begun = [(report, unit) for report, unit in looked_at if figures_of(session, report)]
    before = _before(session, round_, [unit.id for _, unit in begun])
    given = {unit.id: _given(session, report, unit, forms[report.form_version_id]) for report, unit in begun}
    books = unlike_books(session, round_, given)
    found = {}
    for report, unit in begun:
        form = forms[report.form_version_id]
        held = facts(form, as_if_entered(form, figures_of(session, report), {}), unit.level)
        lines = out_of_line(form, held, before.get(unit.id, {}), books.get(unit.id, {}))
        found[report.id] = with_reasons(lines, held, reasons.get(report.id, {}))
    return found


def _reasons(session: Session, round_: Round) -> dict[int, dict[str, Explanation]]:
    """By report and rule."""
    wanted = select(Explanation).join(Report, col(Report.id) == Explanation.report_id).where(Report.round_id == round_.id)
    reasons: dict[int, dict[str, Explanation]] = {}
    for reason in session.exec(wanted):
        reasons.setdefault(reason.report_id, {})[reason.rule] = reason
    return reasons


def _before(session: Session, round_: Round, unit_ids: Sequence[int]) -> dict[int, Mapping[str, Entered]]:
    """By unit the figures of the last report that it handed in on this form for data that closed earlier."""
    latest_first = func.row_number().over(partition_by=col(Report.unit_id), order_by=col(Round.window_to).desc())
    earlier = (
        select(col(Report.id).label("number"), latest_first.label("place"))
        .join(Round, col(Round.id) == Report.round_id)
        .where(col(Report.unit_id).in_(unit_ids), col(Report.first_submitted_at).is_not(None))
        .where(Round.form_code == round_.form_code, col(Round.window_to) < round_.window_to)
        .subquery()
    )
    last = session.exec(select(Report).join(earlier, earlier.c.number == Report.id).where(earlier.c.place == 1)).all()
    read_figures(session, [report.id for report in last])
    return {report.unit_id: figures_of(session, report) for report in last}


def _given(session: Session, report: Report, unit: Unit, form: Form) -> Given:
    """The rows that count tasks, as they were entered."""
    entered = entered_on(figures_of(session, report))
    rows = [row for row in form.asked(unit.level) if row.tasks and row.key in entered]
    return {row.key: (parse_count(row.tasks), *entered[row.key]) for row in rows}
