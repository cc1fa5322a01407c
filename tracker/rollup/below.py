"""A report of a unit that has reporting units below: what their roll-up says for it, row by row."""

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from sqlmodel import Session

from tracker.calendar.periods import parse_period
from tracker.forms.cell import Cell
from tracker.forms.form import Form
from tracker.forms.row import Row
from tracker.forms.rules import Formula
from tracker.kernel.keeping import kept
from tracker.kernel.reasons import Reason
from tracker.reports.behalf import EntryWay
from tracker.reports.entry import Entry
from tracker.reports.figures import Entered, standing_figures
from tracker.reports.reckoning import Figures, amounts, as_if_entered
from tracker.reports.reports import Report
from tracker.reports.snapshot import snapshot_of
from tracker.rollup.adding import How
from tracker.rollup.gathering import owed_within, read_shares
from tracker.rollup.totalling import Remark, RowTotal
from tracker.rollup.totals import RollUp, add_up


class Unlike(NamedTuple):
    """A cell in which something else stands than the units below make today; None where there is no number."""

    cell: Cell
    row: Row
    ours: Decimal | None
    total: Decimal | None


class RollUpsBelow:
    """By report the roll-up below it as a transaction has made it, and where the reports in it stood then."""

    def __init__(self) -> None:
        """None was made yet."""
        self.made: dict[int, tuple[object, RollUp]] = {}


def rollup_below(session: Session, report: Report) -> RollUp | None:
    """The roll-up of the units below the report's unit, in the report's own form; None where none of them owes a report.

    Nobody may be in yet. It is made once in a transaction, until another report below comes in or is taken back.
    """
    here = snapshot_of(session, report)
    if not here.has_units_below:
        return None
    unit, form, period = here.unit, here.form, parse_period(here.round.period)
    owed = [one for one in owed_within(session, form, period, unit) if one.unit.id != unit.id]
    if not owed:
        return None
    now = tuple((one.report.id, one.report.state, one.report.submitted_at) for one in owed)
    made = kept(session, RollUpsBelow).made
    if report.id not in made or made[report.id][0] != now:
        shares = read_shares(session, owed, accepted_only=False)
        made[report.id] = (now, RollUp(form, period, unit, shares, add_up(form, shares)))
    return made[report.id][1]


def totals_to_take(rolled: RollUp) -> dict[Cell, Entry]:
    """What a report takes over from a roll-up, by cell: the sums, and 0 on headings under which nothing arose anywhere.

    Cells of which there is no total, and those that the desk's own level reports, are left to be asked.
    """
    made = rolled.totals.values()
    added = [total for total in made if total.how in _TAKEN and total.row.typed and not _is_of_list(rolled.form, total.cell)]
    taken = {total.cell: total.entry for total in added if total.entry}
    return taken | {cell: Entry.number(0) for cell, total in rolled.totals.items() if _is_none(rolled, total)}


_TAKEN = {How.ADDED, How.LARGEST, How.SAME}


def _is_of_list(form: Form, cell: Cell) -> bool:
    """Whether it is the number of a list's lines, or stands for a column of them: the lines themselves are not taken over."""
    return cell in form.lines or form.row_of(cell).repeats


def _is_none(rolled: RollUp, total: RowTotal) -> bool:
    """Whether nothing arose under this heading, and the desk has nothing to add under it."""
    if total.how is not How.HEADING or total.entry is None:
        return False
    under = [rolled.totals[cell] for cell in rolled.form.cells_under(total.cell)]
    return not any(one.how is How.DESK and one.row.concerns(rolled.within.level) for one in under)


def totals_by_cell(rolled: RollUp) -> dict[Cell, Entry]:
    """The totals for every cell that a figure can stand in: 0 in those under a heading that says that nothing arose."""
    form, totals = rolled.form, totals_to_take(rolled)
    none = [under for cell in totals if cell in form.none_cells for under in form.cells_under(cell)]
    asked = [(cell, form.row_of(cell)) for cell in none]
    zeros = {cell: Entry.number(0) for cell, row in asked if row.is_number and row.concerns(rolled.within.level)}
    return {cell: entry for cell, entry in totals.items() if cell not in form.none_cells} | zeros


class Contrary(NamedTuple):
    """What belongs in a computed cell, and why."""

    amount: Decimal
    why: Reason


def contrary_totals(rolled: RollUp, standing: Mapping[Cell, Entered]) -> dict[Cell, Contrary]:
    """What belongs in computed cells which the totals of their cells would not make, with the reason.

    Some units gave one part of a rate alone, gave a sum without its rows, or insisted on another. What the desk reports
    itself in a row of a sum comes on top; as long as it has not, nothing is said of that sum.
    """
    form, totals = rolled.form, totals_to_take(rolled)
    desk = {cell for cell, total in rolled.totals.items() if total.how is How.DESK and cell in standing}
    known = amounts(form, totals | {cell: standing[cell].entry for cell in desk})
    found = {}
    for cell, formula in form.computed.items():
        total = rolled.totals[cell]
        if total.entry is None or total.entry.amount is None or not known.keys() | desk >= set(formula.cells):
            continue
        own = sum((known[part] for part in formula.over if part in desk and part in known), Decimal(0))
        if formula.value(known) != total.entry.amount + own:
            found[cell] = Contrary(total.entry.amount + own, total.remark or _insisted(total, formula))
    return found


def _insisted(total: RowTotal, formula: Formula) -> Reason:
    """Why a sum is not that of its cells although every unit is in it."""
    names = [part.share.unit.full_name for part in total.parts if _insists(part.share.figures, total.cell, formula)]
    return Reason(Remark.AS_THESE_WROTE, {"units": ", ".join(names)}) if names else Reason(Remark.AS_UNITS_WROTE)


def _insists(figures: Figures, cell: Cell, formula: Formula) -> bool:
    known = {each: entry.amount for each, entry in figures.items() if entry.amount is not None}
    return cell in known and known[cell] != formula.value(known)


def unlike_rollup(session: Session, report: Report, proposed: Mapping[Cell, Entry] | None = None) -> list[Unlike]:
    """The answered cells of a report in which something else stands than the roll-up of the units below says today.

    Or would stand with the proposed entries. Neither cells that are still open nor computed ones are among them.
    """
    rolled = rollup_below(session, report)
    if rolled is None:
        return []
    form, figures, totals = rolled.form, standing_figures(session, report.id).figures, totals_by_cell(rolled)
    standing = as_if_entered(form, figures, proposed or {})
    found = [_held(form, standing, cell, entry.amount) for cell, entry in totals.items()]
    taken = [cell for cell, figure in figures.items() if figure.way == EntryWay.ROLLUP and cell not in totals]
    gone = [(cell, form.row_of(cell)) for cell in taken if cell in standing]
    found += [Unlike(cell, row, standing[cell].amount, None) for cell, row in gone if row.typed]
    return [one for one in found if one and one.ours != one.total]


def _held(form: Form, standing: Mapping[Cell, Entry], cell: Cell, total: Decimal | None) -> Unlike | None:
    """The cell beside its total; one under "none arose" is 0, and one that is open is None."""
    row = form.row_of(cell)
    over = Cell(row.ask, cell.column)
    none = standing.get(over) if over in form.none_cells else None
    figure = standing.get(cell) or (none if none and none.amount == 0 else None)
    return Unlike(cell, row, figure.amount, total) if figure else None
