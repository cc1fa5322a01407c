"""The findings of a whole round's reports: a constant number of queries, however many reports there are."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

import sqlalchemy
from sqlmodel import Session, col, select

from tracker.forms.cell import Cell
from tracker.forms.counting import TaskCount
from tracker.forms.form import Form
from tracker.office.units import Unit
from tracker.reports.behalf import EntryWay
from tracker.reports.entry import Entry
from tracker.reports.figures import Figure
from tracker.reports.many_reports import entries_of
from tracker.reports.reckoning import reckon
from tracker.reports.reports import Report
from tracker.reports.rounds import Round
from tracker.review.doubting import watches_of_round
from tracker.review.elsewhere import contrary_to, numbers_of, others_of_units
from tracker.review.findings import (
    Finding,
    asked,
    unlike_booked,
    unlike_other,
    with_doubts_of,
    with_reasons,
    with_reasons_there,
)
from tracker.review.reasons import Explanation
from tracker.review.struck import struck_in
from tracker.tasks.round_figures import unlike_books
from tracker.tasks.task import local_day


class Looked(NamedTuple):
    """What was looked at: the entries by report and cell, and by report what does not add up in them."""

    entries: Mapping[int, Mapping[Cell, Entry]]
    findings: Mapping[int, Sequence[Finding]]


def look_at_round(
    session: Session, round_: Round, reports: Sequence[tuple[Report, Unit]], forms: Mapping[int, Form]
) -> Looked:
    """What `findings` says of each report: nine queries, ten where their units have other reports for the period.

    `forms` are those of the reports, by version. What is handed in is complete and settled, so that only those are looked at
    that are open, or kept with a reason. What the units below a report's own unit say today is left to whoever opens that
    report: it takes a roll-up.
    """
    reasons = _reasons(session, round_)
    entries = entries_of(session, [report.id for report, _ in reports if report.is_open or report.id in reasons])
    begun = [(report, unit) for report, unit in reports if report.id in entries]
    watches = watches_of_round(session, round_, {unit.id: forms[report.form_version_id] for report, unit in begun})
    books = unlike_books(session, round_, _given(session, begun, forms))
    elsewhere = others_of_units(session, round_, [unit.id for _, unit in begun], [report.id for report, _ in reports])
    told = numbers_of(session, [one for others in elsewhere.values() for one in others])
    struck, found = struck_in(session, round_.form_code), {}
    for report, unit in begun:
        form = forms[report.form_version_id]
        held = reckon(form, unit.level, entries[report.id]).facts
        given = reasons.get(report.id, {})
        doubted = with_doubts_of(watches[unit.id], held, given, struck, is_open=report.is_open)
        own = unlike_booked(books.get(unit.id, {}), held)
        for other in elsewhere.get(unit.id, ()):
            contrary = contrary_to(form, held.known, other, told[other.report.id])
            own += [unlike_other(form, one) for one in contrary]
        found[report.id] = asked(doubted + with_reasons_there(session, report, with_reasons(own, held, given)), struck)
    return Looked(entries, found)


def _reasons(session: Session, round_: Round) -> dict[int, dict[tuple[str, str], str]]:
    """By report, then by rule and the figures that they were given for."""
    wanted = select(Explanation).join(Report, col(Report.id) == Explanation.report_id).where(Report.round_id == round_.id)
    reasons: dict[int, dict[tuple[str, str], str]] = {}
    for one in session.exec(wanted):
        reasons.setdefault(one.report_id, {})[one.rule, one.on_figures] = one.reason
    return reasons


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
