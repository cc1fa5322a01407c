"""Whose reports a roll-up takes, and which of them are in: a constant number of queries for any number of units."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from sqlmodel import Session, col, select

from tracker.catalogue import FormVersion
from tracker.concepts import forms_alike
from tracker.figures import Entry
from tracker.form import Form
from tracker.many_reports import entries_of
from tracker.names import fold
from tracker.periods import Period
from tracker.reports import Report, State
from tracker.rounds import Round
from tracker.units import Unit, subtree_ids

_HANDED_IN = frozenset({State.SUBMITTED, State.ACCEPTED})


@dataclass(frozen=True)
class Share:
    """One unit's part of a roll-up: its report, on which form, and the figures that stand in it; {} while it is not in."""

    unit: Unit
    report: Report
    form: Form
    is_in: bool
    figures: Mapping[str, Entry] = field(default_factory=dict)


def gather(session: Session, form_code: str, period: Period, within: Unit, *, accepted_only: bool) -> list[Share]:
    """A share of every unit below `within` that owes a report for this period on this form or on one alike, by name.

    Handed in means submitted or accepted: a report that was returned or taken back is being changed. A unit with reports on
    several forms is taken at its report on this one. A unit's own report stands for all below it, so what a district handed
    in is not added to what its communes did; `within` itself counts only where nothing below it reports.
    """
    counted = {State.ACCEPTED} if accepted_only else _HANDED_IN
    tree = subtree_ids(session, within.id)
    reports = _topmost(_reports(session, form_code, period, tree), _parents(session, tree), within)
    forms = _forms(session, reports)
    taken = [report.id for report, _ in reports if report.state in counted]
    figures = entries_of(session, taken)
    return [
        Share(unit, report, forms[report.form_version_id], report.state in counted, figures.get(report.id, {}))
        for report, unit in reports
    ]


def _reports(session: Session, form_code: str, period: Period, tree: AbstractSet[int]) -> list[tuple[Report, Unit]]:
    """One report a unit: on this form before others alike, of several rounds the one handed in, then the latest."""
    wanted = (
        select(Report, Unit, Round.form_code)
        .join(Unit, col(Unit.id) == Report.unit_id)
        .join(Round, col(Round.id) == Report.round_id)
        .where(Round.period == period.code, col(Round.form_code).in_(forms_alike(form_code)))
        .where(col(Report.unit_id).in_(tree))
    )
    best: dict[int, tuple[Report, Unit]] = {}
    for report, unit, _ in sorted(
        session.exec(wanted), key=lambda found: (found[2] != form_code, found[0].state not in _HANDED_IN, -found[0].id)
    ):
        best.setdefault(unit.id, (report, unit))
    return sorted(best.values(), key=lambda found: (fold(found[1].name), found[1].id))


def _parents(session: Session, tree: AbstractSet[int]) -> dict[int, int | None]:
    wanted = select(Unit.id, Unit.parent_id).where(col(Unit.id).in_(tree))
    return {unit: parent for unit, parent in session.exec(wanted)}  # noqa: C416 - a Row is no pair to dict()


def _topmost(
    reports: Sequence[tuple[Report, Unit]], parents: Mapping[int, int | None], within: Unit
) -> list[tuple[Report, Unit]]:
    reporting = {unit.id for _, unit in reports} - {within.id}

    def is_under_another(unit: Unit) -> bool:
        above = parents[unit.id]
        while above is not None and above != within.id:
            if above in reporting:
                return True
            above = parents[above]
        return False

    return [(r, unit) for r, unit in reports if unit.id in reporting and not is_under_another(unit)] or list(reports)


def _forms(session: Session, reports: Sequence[tuple[Report, Unit]]) -> dict[int, Form]:
    ids = {report.form_version_id for report, _ in reports}
    return {version.id: version.form for version in session.exec(select(FormVersion).where(col(FormVersion.id).in_(ids)))}
