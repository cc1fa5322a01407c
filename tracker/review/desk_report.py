"""A desk's own report: filled from the roll-up of the units below it, brought up to date, or kept as it is with a reason."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import datetime

from sqlmodel import Session

from tracker.kernel.reasons import Reason
from tracker.office.units import Unit
from tracker.reports.behalf import EntryWay
from tracker.reports.figures import Entry, figures_of, record_figure, record_figures, record_none_arose, withdraw_figures
from tracker.reports.reckoning import open_rows
from tracker.reports.reports import Report, Source, form_of, unit_of
from tracker.review.findings import explain, findings, rule_of
from tracker.rollup import RollUp
from tracker.rollup.below import (
    Unlike,
    contrary_totals,
    rollup_below,
    totals_by_row,
    totals_to_take,
    unlike_rollup,
)
from tracker.rollup.tally import Tally, tally_of

Printed = Callable[[Reason], str]  # words a remark on a total for people


def open_totals(session: Session, report: Report) -> dict[str, Entry]:
    """What would be taken over from the roll-up where nothing stands yet, by row.

    In rows that wait for an answer, and in those that the units below alone are asked.
    """
    rolled = rollup_below(session, report)
    if rolled is None:
        return {}
    figures, waiting = figures_of(session, report), {row.key for row in open_rows(session, report)}
    theirs = {row.key for row in rolled.form.rows if not row.concerns(rolled.within.level) and row.key not in figures}
    return {key: entry for key, entry in totals_by_row(rolled).items() if key in waiting | theirs}


def unsettled_unlike(session: Session, report: Report) -> list[Unlike]:
    """The rows that are not what the units below make, and for which no reason was given."""
    unlike = unlike_rollup(session, report)
    given = {found.rule.text for found in findings(session, report) if found.reason} if unlike else set()
    return [one for one in unlike if rule_of(one).text not in given]


def take_totals(session: Session, report: Report, source: Source, printed: Printed) -> int:
    """Take the roll-up over where rows are open or are not what it says; gives in how many rows.

    `printed` words the notes that are kept with the figures. What was kept with a reason stays. A row that no unit gives a
    number for any more waits for an answer again. Raises ReportLocked, ReportClosed.
    """
    rolled = rollup_below(session, report)
    if rolled is None:
        return 0
    source = replace(source, way=EntryWay.ROLLUP)
    unlike = {one.row.key for one in unsettled_unlike(session, report)}
    keys = unlike | open_totals(session, report).keys()
    withdraw_figures(session, report, unlike - totals_by_row(rolled).keys(), source)
    _record(session, report, _noted(rolled, printed), keys, source)
    _keep_tally(session, report, rolled, source.at)
    settle_computed(session, report, source, printed)
    return len(keys)


def _noted(rolled: RollUp, printed: Printed) -> dict[str, Entry]:
    """The totals to take, with what a reader must know about them as their notes."""
    remarks = {key: total.remark for key, total in rolled.rows.items()}
    totals = totals_to_take(rolled)
    return {key: replace(entry, note=printed(why)) if (why := remarks[key]) else entry for key, entry in totals.items()}


def _record(session: Session, report: Report, totals: Mapping[str, Entry], keys: Collection[str], source: Source) -> None:
    form, level, standing = form_of(session, report), unit_of(session, report).level, figures_of(session, report)
    record_figures(session, report, {key: totals[key] for key in keys if key in totals and form.by_key[key].typed}, source)
    for group in {form.by_key[key].ask for key in keys if key not in totals} & totals.keys():
        mine = [row for row in form.groups[group] if row.concerns(level)]
        rows = [row for row in mine if row.key in keys or row.key not in standing]  # what was kept with a reason stays
        record_none_arose(session, report, rows, source)


def settle_computed(session: Session, report: Report, source: Source, printed: Printed) -> None:
    """Put into computed rows what the units' totals make of them where the rows of the report would not, with the reason.

    Rows that somebody typed, and those of which a part was kept otherwise, are left alone. Raises as `take_totals` does.
    """
    rolled = rollup_below(session, report)
    if rolled is None or tally_of(session, report.id) is None:
        return
    source, standing = replace(source, way=EntryWay.ROLLUP), figures_of(session, report)
    kept = {one.row.key for one in unlike_rollup(session, report)}
    formulas = {key: formula for key, formula in rolled.form.formulas.items() if kept.isdisjoint(formula.keys)}
    contrary = {key: one for key, one in contrary_totals(rolled, standing).items() if key in formulas}
    ours = {key for key, figure in standing.items() if figure.way is EntryWay.ROLLUP and key in rolled.form.formulas}
    withdraw_figures(session, report, ours - contrary.keys(), source)
    rules = {rule.text: rule for rule in rolled.form.rules}
    for key, one in contrary.items():
        if key in ours or key not in standing:
            record_figure(session, report, key, Entry.number(one.amount), source)
            explain(session, report, rules[f"{key} = {rolled.form.by_key[key].of}"], printed(one.why), source)


def _keep_tally(session: Session, report: Report, rolled: RollUp, at: datetime) -> None:
    tally = tally_of(session, report.id) or Tally(report_id=report.id, at=at)
    tally.counted = [share.unit.id for share in rolled.taken]
    tally.missing = [share.unit.id for share in rolled.missing]
    tally.partly = [[s.unit.id, len(s.tally.counted), s.tally.owed] for s in rolled.taken if s.tally]
    tally.at = at
    session.add(tally)
    session.flush()


def keep_unlike(session: Session, report: Report, reason: str, source: Source) -> int:
    """Keep every row that is not what the units below make, for this reason; gives how many. Raises as `explain` does."""
    unlike = unsettled_unlike(session, report)
    for one in unlike:
        explain(session, report, rule_of(one), reason, source)
    return len(unlike)


def count_again(session: Session, report: Report, source: Source, printed: Printed) -> list[Unit]:
    """Where every total still stands, count in the units that have come in since; gives them, by name."""
    rolled, tally = rollup_below(session, report), tally_of(session, report.id)
    if rolled is None or tally is None or unlike_rollup(session, report):
        return []
    fresh = [share.unit for share in rolled.taken if share.unit.id not in tally.counted]
    standing, totals = figures_of(session, report), _noted(rolled, printed)
    typed = [key for key, figure in standing.items() if figure.way is EntryWay.ROLLUP and rolled.form.by_key[key].typed]
    record_figures(session, report, {key: totals[key] for key in typed if key in totals}, replace(source, way=EntryWay.ROLLUP))
    _keep_tally(session, report, rolled, source.at)
    settle_computed(session, report, source, printed)
    return fresh
