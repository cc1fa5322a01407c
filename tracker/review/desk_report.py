"""A desk's own report: filled from the roll-up of the units below it, brought up to date, or kept as it is with a reason."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import datetime

from sqlmodel import Session

from tracker.forms.cell import Cell
from tracker.kernel.reasons import Reason
from tracker.office.units import Unit
from tracker.reports.behalf import EntryWay
from tracker.reports.entry import Entry
from tracker.reports.figures import record, record_none_arose, standing_figures, withdraw
from tracker.reports.reports import Report, Source, form_of, unit_of
from tracker.reports.snapshot import snapshot_of
from tracker.review.findings import look_over, rule_of
from tracker.review.reasons import explain
from tracker.rollup import RollUp
from tracker.rollup.below import (
    Unlike,
    contrary_totals,
    rollup_below,
    totals_by_cell,
    totals_to_take,
    unlike_rollup,
)
from tracker.rollup.tally import Tally, keep_tally, tally_of

Printed = Callable[[Reason], str]  # words a remark on a total for people


def totals_to_enter(session: Session, report: Report) -> dict[Cell, Entry]:
    """What would be taken over from the roll-up where nothing stands yet, by cell.

    In cells that wait for an answer, and in those that the units below alone are asked.
    """
    rolled = rollup_below(session, report)
    if rolled is None:
        return {}
    form, snapshot = rolled.form, snapshot_of(session, report)
    others = [cell for row in form.rows if not row.concerns(rolled.within.level) for cell in form.cells_of(row)]
    free = {*snapshot.open, *(cell for cell in others if cell not in snapshot.figures)}
    return {cell: entry for cell, entry in totals_by_cell(rolled).items() if cell in free}


def unsettled_unlike(session: Session, report: Report) -> list[Unlike]:
    """The cells that are not what the units below make, and for which no reason was given."""
    unlike = unlike_rollup(session, report)
    found = look_over(session, snapshot_of(session, report)) if unlike else []
    given = {one.rule.text for one in found if one.reason}
    return [one for one in unlike if rule_of(one).text not in given]


def take_totals(session: Session, report: Report, source: Source, printed: Printed) -> int:
    """Take the roll-up over where cells are open or are not what it says; gives in how many.

    `printed` words the notes that are kept with the figures. What was kept with a reason stays. A cell that no unit gives a
    number for any more waits for an answer again. Raises ReportLocked, ReportClosed.
    """
    rolled = rollup_below(session, report)
    if rolled is None:
        return 0
    source = replace(source, way=EntryWay.ROLLUP)
    unlike = {one.cell for one in unsettled_unlike(session, report)}
    cells = unlike | totals_to_enter(session, report).keys()
    withdraw(session, report, unlike - totals_by_cell(rolled).keys(), source)
    _record(session, report, _noted(rolled, printed), cells, source)
    _keep_tally(session, report, rolled, source.at)
    settle_computed(session, report, source, printed)
    return len(cells)


def _noted(rolled: RollUp, printed: Printed) -> dict[Cell, Entry]:
    """The totals to take, with what a reader must know about them as their notes."""
    taken = {cell: (entry, rolled.totals[cell].remark) for cell, entry in totals_to_take(rolled).items()}
    return {cell: replace(entry, note=printed(remark)) if remark else entry for cell, (entry, remark) in taken.items()}


def _record(session: Session, report: Report, totals: Mapping[Cell, Entry], cells: Collection[Cell], source: Source) -> None:
    form, level = form_of(session, report), unit_of(session, report).level
    standing = standing_figures(session, report.id).figures
    record(session, report, {cell: totals[cell] for cell in cells if cell in totals and form.row_of(cell).typed}, source)
    under = {Cell(form.row_of(cell).ask, cell.column) for cell in cells if cell not in totals}
    for group in {cell.row for cell in under & totals.keys()}:
        mine = [(row, set(form.cells_of(row))) for row in form.groups[group] if row.concerns(level)]
        rows = [row for row, own in mine if own & set(cells) or not own & standing.keys()]  # what was kept with a reason stays
        record_none_arose(session, report, rows, source)


def settle_computed(session: Session, report: Report, source: Source, printed: Printed) -> None:
    """Put into computed cells what the units' totals make of them where the cells of the report would not, with the reason.

    Those that somebody typed, and those of which a part was kept otherwise, are left alone. Raises as `take_totals` does.
    """
    rolled = rollup_below(session, report)
    if rolled is None or tally_of(session, report.id) is None:
        return
    source, standing = replace(source, way=EntryWay.ROLLUP), standing_figures(session, report.id).figures
    form, kept = rolled.form, {one.cell for one in unlike_rollup(session, report)}
    computed = {cell for cell, formula in form.computed.items() if kept.isdisjoint(formula.cells)}
    contrary = {cell: one for cell, one in contrary_totals(rolled, standing).items() if cell in computed}
    ours = {cell for cell, figure in standing.items() if figure.way == EntryWay.ROLLUP and cell in form.computed}
    withdraw(session, report, ours - contrary.keys(), source)
    rules = {rule.text: rule for rule in form.rules}
    for cell, one in contrary.items():
        if cell in ours or cell not in standing:
            record(session, report, {cell: Entry.number(one.amount)}, source)
            explain(session, report, rules[f"{cell} = {form.row_of(cell).of}"], printed(one.why), source)


def _keep_tally(session: Session, report: Report, rolled: RollUp, at: datetime) -> None:
    tally = Tally(
        report_id=report.id,
        counted=[share.unit.id for share in rolled.taken],
        missing=[share.unit.id for share in rolled.missing],
        partly=[[s.unit.id, len(s.tally.counted), s.tally.owed] for s in rolled.taken if s.tally],
        at=at,
    )
    keep_tally(session, report.id, tally.model_dump(mode="json"))


def keep_unlike(session: Session, report: Report, reason: str, source: Source) -> int:
    """Keep every cell that is not what the units below make, for this reason; gives how many. Raises as `explain` does."""
    unlike = unsettled_unlike(session, report)
    for one in unlike:
        explain(session, report, rule_of(one), reason, source)
    return len(unlike)


def count_in(session: Session, report: Report, source: Source, printed: Printed) -> list[Unit]:
    """Where every total still stands, count in the units that have come in since; gives them, by name."""
    rolled, tally = rollup_below(session, report), tally_of(session, report.id)
    if rolled is None or tally is None or unlike_rollup(session, report):
        return []
    fresh = [share.unit for share in rolled.taken if share.unit.id not in tally.counted]
    standing, totals = standing_figures(session, report.id).figures, _noted(rolled, printed)
    typed = [cell for cell, figure in standing.items() if figure.way == EntryWay.ROLLUP and rolled.form.row_of(cell).typed]
    record(session, report, {cell: totals[cell] for cell in typed if cell in totals}, replace(source, way=EntryWay.ROLLUP))
    _keep_tally(session, report, rolled, source.at)
    settle_computed(session, report, source, printed)
    return fresh
