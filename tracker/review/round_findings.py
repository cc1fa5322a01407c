"""The findings of a whole round's reports: a constant number of queries, however many reports there are."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

import sqlalchemy
from sqlalchemy import func
from sqlmodel import Session, col, select

from tracker.forms.cell import Cell
from tracker.forms.counting import TaskCount
from tracker.forms.form import Form
from tracker.office.units import Unit
from tracker.reports.behalf import EntryWay
from tracker.reports.entry import Entry
from tracker.reports.figures import Figure
from tracker.reports.many_reports import amounts_of, entries_of
from tracker.reports.reckoning import reckon
from tracker.reports.reports import Report
from tracker.reports.rounds import Round
from tracker.review.findings import Explanation, Finding, out_of_line, with_reasons
from tracker.tasks.round_figures import unlike_books
from tracker.tasks.task import local_day


class Looked(NamedTuple):
    """What was looked at: the entries by report and cell, and by report what does not add up in them."""

    entries: Mapping[int, Mapping[Cell, Entry]]
    findings: Mapping[int, Sequence[Finding]]


def look_at_round(
    session: Session, round_: Round, reports: Sequence[tuple[Report, Unit]], forms: Mapping[int, Form]
) -> Looked:
    """What `findings` says of each report: eight queries. `forms` are those of the reports, by version.

    What is handed in is complete and settled, so that only those are looked at that are open, or kept with a reason. What the
    units below a report's own unit say today is left to whoever opens that report: it takes a roll-up.
    """
    reasons = _reasons(session, round_)
    entries = entries_of(session, [report.id for report, _ in reports if report.is_open or report.id in reasons])
    begun = [(report, unit) for report, unit in reports if report.id in entries]
    before = _before(session, round_, [unit.id for _, unit in begun])
    books = unlike_books(session, round_, _given(session, begun, forms))
    found = {}
    for report, unit in begun:
        form = forms[report.form_version_id]
        held = reckon(form, unit.level, entries[report.id]).facts
        lines = out_of_line(form, held, before.get(unit.id, {}), books.get(unit.id, {}))
        found[report.id] = with_reasons(lines, held, reasons.get(report.id, {}))
    return Looked(entries, found)


def _reasons(session: Session, round_: Round) -> dict[int, dict[tuple[str, str], str]]:
    """By report, then by rule and the figures that they were given for."""
    wanted = select(Explanation).join(Report, col(Report.id) == Explanation.report_id).where(Report.round_id == round_.id)
    reasons: dict[int, dict[tuple[str, str], str]] = {}
    for one in session.exec(wanted):
        reasons.setdefault(one.report_id, {})[one.rule, one.on_figures] = one.reason
    return reasons


def _before(session: Session, round_: Round, unit_ids: Sequence[int]) -> dict[int, Mapping[Cell, Decimal]]:
    """By unit the numbers of the last report that it handed in on this form for data that closed earlier."""
    latest_first = func.row_number().over(partition_by=col(Report.unit_id), order_by=col(Round.window_to).desc())
    earlier = (
        select(col(Report.id).label("number"), latest_first.label("place"))
        .join(Round, col(Round.id) == Report.round_id)
        .where(col(Report.unit_id).in_(unit_ids), col(Report.first_submitted_at).is_not(None))
        .where(Round.form_code == round_.form_code, col(Round.window_to) < round_.window_to)
        .subquery()
    )
    last = session.exec(select(Report).join(earlier, earlier.c.number == Report.id).where(earlier.c.place == 1)).all()
    amounts = amounts_of(session, [report.id for report in last])
    return {report.unit_id: amounts.get(report.id, {}) for report in last}


def _given(
    session: Session, reports: Sequence[tuple[Report, Unit]], forms: Mapping[int, Form]
) -> dict[int, dict[Cell, tuple[TaskCount, Decimal, date]]]:
    """By unit the cells that count tasks, as they were entered."""
    counts = {report.id: forms[report.form_version_id].of_level(unit.level).from_tasks for report, unit in reports}
    rows = {cell.row for cells in counts.values() for cell in cells}
    names = (Figure.report_id, Figure.row_key, Figure.column_key, Figure.amount, Figure.at)
    wanted = sqlalchemy.select(*(col(name) for name in names))
    wanted = wanted.where(col(Figure.report_id).in_(counts), col(Figure.row_key).in_(rows), col(Figure.amount).is_not(None))
    wanted = wanted.where(col(Figure.way) != EntryWay.ROLLUP)
    unit_of = {report.id: unit.id for report, unit in reports}
    given: dict[int, dict[Cell, tuple[TaskCount, Decimal, date]]] = {}
    for number, row, column, amount, at in session.execute(wanted):
        if (cell := Cell(row, column)) in counts[number]:
            given.setdefault(unit_of[number], {})[cell] = (counts[number][cell], amount, local_day(at))
    return given
