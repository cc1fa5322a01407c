"""A report of a unit that has reporting units below: what their roll-up says for it, row by row."""

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from sqlalchemy import bindparam
from sqlmodel import Session, col, select

from tracker.calendar.periods import parse_period
from tracker.forms.form import Form, Row
from tracker.forms.rules import Formula
from tracker.kernel.reasons import Reason
from tracker.office.units import Unit
from tracker.reports.behalf import EntryWay
from tracker.reports.figures import Entered, Entry, figures_of
from tracker.reports.reckoning import as_if_entered, numbers
from tracker.reports.reports import Report, form_of, unit_of
from tracker.reports.rounds import Round
from tracker.rollup.gathering import owed_within, read_shares
from tracker.rollup.totals import How, Remark, RollUp, RowTotal, add_up

_BELOW = select(Unit.id).where(col(Unit.parent_id) == bindparam("unit")).limit(1)


class Unlike(NamedTuple):
    """A row in which something else stands than the units below make today; None where there is no number."""

    row: Row
    ours: Decimal | None
    total: Decimal | None


def rollup_below(session: Session, report: Report) -> RollUp | None:
    """The roll-up of the units below the report's unit, in the report's own form; None where none of them owes a report.

    Nobody may be in yet. It is made once in a session, until another report below comes in or is taken back.
    """
    if not _has_units_below(session, report.unit_id):
        return None
    round_, unit, form = session.get_one(Round, report.round_id), unit_of(session, report), form_of(session, report)
    period = parse_period(round_.period)
    owed = [one for one in owed_within(session, form, period, unit) if one.unit.id != unit.id]
    if not owed:
        return None
    now = tuple((one.report.id, one.report.state, one.report.submitted_at) for one in owed)
    made: dict[int, tuple[object, RollUp]] = session.info.setdefault("rollups_below", {})
    if report.id not in made or made[report.id][0] != now:
        shares = read_shares(session, owed, accepted_only=False)
        made[report.id] = (now, RollUp(form, period, unit, shares, add_up(form, shares)))
    return made[report.id][1]


def _has_units_below(session: Session, unit_id: int) -> bool:
    """Asked once in a session: every message to every commune needs it."""
    known: dict[int, bool] = session.info.setdefault("units_below", {})
    if unit_id not in known:
        known[unit_id] = session.exec(_BELOW, params={"unit": unit_id}).first() is not None
    return known[unit_id]


def totals_to_take(rolled: RollUp) -> dict[str, Entry]:
    """What a report takes over from a roll-up, by row: the sums, and 0 on headings under which nothing arose anywhere.

    Rows of which there is no total, and those that the desk's own level reports, are left to be asked.
    """
    added = [total for total in rolled.rows.values() if total.how is How.ADDED and total.row.typed]
    taken = {total.row.key: total.entry for total in added if total.entry}
    return taken | {key: Entry.number(0) for key, total in rolled.rows.items() if _is_none(rolled, total)}


def _is_none(rolled: RollUp, total: RowTotal) -> bool:
    """Whether nothing arose under this heading, and the desk has nothing to add under it."""
    if total.how is not How.HEADING or total.entry is None:
        return False
    rows = [rolled.rows[row.key] for row in rolled.form.groups.get(total.row.key, ())]
    return not any(one.how is How.DESK and one.row.concerns(rolled.within.level) for one in rows)


def totals_by_row(rolled: RollUp) -> dict[str, Entry]:
    """The same for every row that a figure can stand in: 0 in the rows under a heading that says that nothing arose."""
    totals = totals_to_take(rolled)
    none = [row for key in totals if key in rolled.form.none_groups for row in rolled.form.groups[key] if row.is_number]
    zeros = {row.key: Entry.number(0) for row in none if row.concerns(rolled.within.level)}
    return {key: entry for key, entry in totals.items() if key not in rolled.form.none_groups} | zeros


class Contrary(NamedTuple):
    """What belongs in a computed row, and why."""

    amount: Decimal
    why: Reason


def contrary_totals(rolled: RollUp, standing: Mapping[str, Entered]) -> dict[str, Contrary]:
    """What belongs in computed rows which the totals of their rows would not make, with the reason.

    Some units gave one part of a rate alone, gave a sum without its rows, or insisted on another. What the desk reports
    itself in a row of a sum comes on top; as long as it has not, nothing is said of that sum.
    """
    form, totals = rolled.form, totals_to_take(rolled)
    desk = {key for key, total in rolled.rows.items() if total.how is How.DESK and key in standing}
    known = numbers(form, totals | {key: standing[key].entry for key in desk})
    found = {}
    for key, formula in form.formulas.items():
        total = rolled.rows[key]
        if total.entry is None or total.entry.amount is None or not known.keys() | desk >= set(formula.keys):
            continue
        own = sum((known[part] for part in formula.over if part in desk and part in known), Decimal(0))
        if formula.value(known) != total.entry.amount + own:
            found[key] = Contrary(total.entry.amount + own, total.remark or _insisted(total, formula))
    return found


def _insisted(total: RowTotal, formula: Formula) -> Reason:
    """Why a sum is not that of its rows although every unit is in it."""
    names = [part.share.unit.full_name for part in total.parts if _insists(part.share.figures, total.row.key, formula)]
    return Reason(Remark.AS_THESE_WROTE, {"units": ", ".join(names)}) if names else Reason(Remark.AS_UNITS_WROTE)


def _insists(figures: Mapping[str, Entry], key: str, formula: Formula) -> bool:
    known = {row: entry.amount for row, entry in figures.items() if entry.amount is not None}
    return key in known and known[key] != formula.value(known)


def unlike_rollup(session: Session, report: Report, proposed: Mapping[str, Entry] | None = None) -> list[Unlike]:
    """The answered rows of a report in which something else stands than the roll-up of the units below says today.

    Or would stand with the proposed entries. Neither rows that are still open nor computed ones are among them. One query
    for a unit without units below.
    """
    rolled = rollup_below(session, report)
    if rolled is None:
        return []
    figures, totals = figures_of(session, report), totals_by_row(rolled)
    standing = as_if_entered(rolled.form, figures, proposed or {})
    found = [_held(rolled.form, standing, key, entry.amount) for key, entry in totals.items()]
    taken = [rolled.form.by_key[key] for key, figure in figures.items() if figure.way is EntryWay.ROLLUP and key not in totals]
    found += [Unlike(row, standing[row.key].amount, None) for row in taken if row.typed and row.key in standing]
    return [one for one in found if one and one.ours != one.total]


def _held(form: Form, standing: Mapping[str, Entry], key: str, total: Decimal | None) -> Unlike | None:
    """The row beside its total; a row under "none arose" is 0, and one that is open is None."""
    row = form.by_key[key]
    none = standing.get(row.ask) if row.ask in form.none_groups else None
    figure = standing.get(key) or (none if none and none.amount == 0 else None)
    return Unlike(row, figure.amount, total) if figure else None
