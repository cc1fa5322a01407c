"""Whose reports a roll-up takes, and which of them are in: a constant number of queries for any number of units."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import NamedTuple

from sqlmodel import Session, col, select

from tracker.calendar.periods import Period
from tracker.forms.catalogue import forms_of_versions
from tracker.forms.cell import Cell
from tracker.forms.concepts import are_alike
from tracker.forms.form import Form
from tracker.kernel.names import fold
from tracker.office.units import Unit, subtree_ids
from tracker.reports.entry import Entry
from tracker.reports.many_reports import entries_of
from tracker.reports.reports import HANDED_IN, Report, State
from tracker.reports.rounds import Round
from tracker.rollup.tally import Tally, partial_tallies


@dataclass(frozen=True)
class Share:
    """One unit's part of a roll-up: its report, on which form, and the figures that stand in it; {} while it is not in.

    `tally` says from which units the unit itself made its report, where some were missing then.
    """

    unit: Unit
    report: Report
    form: Form
    is_in: bool
    figures: Mapping[Cell, Entry] = field(default_factory=dict)
    tally: Tally | None = None


class Owed(NamedTuple):
    """A report that counts, in or not, with its unit and the form in its version."""

    report: Report
    unit: Unit
    form: Form


def gather(session: Session, form: Form, period: Period, within: Unit, *, accepted_only: bool) -> list[Share]:
    """A share of every unit below `within` that owes a report for this period on this form or on one alike, by name.

    Handed in means submitted or accepted: a report that was returned or taken back is being changed. A unit with reports on
    several forms is taken at its report on this one. A unit that owes a report of its own stands for all below it, whether
    it is in or not: what a district handed in is not added to what its communes did, and while it is missing it is the
    district that is. Without a report of its own its units count themselves. `within` counts only where nothing below does.
    """
    return read_shares(session, owed_within(session, form, period, within), accepted_only=accepted_only)


def owed_within(session: Session, form: Form, period: Period, within: Unit) -> list[Owed]:
    """Whose reports count, in or not, by name."""
    tree = subtree_ids(session, within.id)
    alike = [owed for owed in _asked(session, period, tree) if are_alike(form, owed.form)]
    return _topmost(_one_of_each(alike, form), _parents(session, tree), within)


def read_shares(session: Session, owed: Sequence[Owed], *, accepted_only: bool) -> list[Share]:
    """Each with the figures of the report if it is in."""
    counted = (State.ACCEPTED,) if accepted_only else HANDED_IN
    taken = [one.report.id for one in owed if one.report.state in counted]
    figures, tallies = entries_of(session, taken), partial_tallies(session, taken)
    return [
        Share(
            unit,
            report,
            form,
            report.state in counted,
            figures.get(report.id, {}),
            tallies.get(report.id),
        )
        for report, unit, form in owed
    ]


def _asked(session: Session, period: Period, tree: AbstractSet[int]) -> list[Owed]:
    wanted = (
        select(Report, Unit)
        .join(Unit, col(Unit.id) == Report.unit_id)
        .join(Round, col(Round.id) == Report.round_id)
        .where(Round.period == period.code, col(Report.unit_id).in_(tree), Report.state != State.CANCELLED)
    )
    found = list(session.exec(wanted))
    forms = forms_of_versions(session, {report.form_version_id for report, _ in found})
    return [Owed(report, unit, forms[report.form_version_id]) for report, unit in found]


def _one_of_each(alike: Sequence[Owed], form: Form) -> list[Owed]:
    """One report a unit: on this form before others alike, of several rounds the one handed in, then the latest."""

    def rank(owed: Owed) -> tuple[bool, bool, int]:
        return owed.form.code != form.code, owed.report.state not in HANDED_IN, -owed.report.id

    best: dict[int, Owed] = {}
    for owed in sorted(alike, key=rank):
        best.setdefault(owed.unit.id, owed)
    return sorted(best.values(), key=lambda owed: (fold(owed.unit.name), owed.unit.id))


def _parents(session: Session, tree: AbstractSet[int]) -> dict[int, int | None]:
    wanted = select(Unit.id, Unit.parent_id).where(col(Unit.id).in_(tree))
    return {unit: parent for unit, parent in session.exec(wanted)}  # noqa: C416 - a Row is no pair to dict()


def _topmost(owed: Sequence[Owed], parents: Mapping[int, int | None], within: Unit) -> list[Owed]:
    reporting = {one.unit.id for one in owed} - {within.id}

    def is_under_another(unit: Unit) -> bool:
        above = parents[unit.id]
        while above is not None and above != within.id:
            if above in reporting:
                return True
            above = parents[above]
        return False

    return [one for one in owed if one.unit.id in reporting and not is_under_another(one.unit)] or list(owed)
