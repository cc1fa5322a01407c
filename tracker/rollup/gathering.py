"""Whose reports a roll-up takes, and which of them are in: a constant number of queries for any number of units."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

import sqlalchemy
from sqlmodel import Session, col, select

from tracker.catalogue import FormVersion
from tracker.concepts import forms_alike
from tracker.figures import Answer, Entry, Figure
from tracker.form import Form
from tracker.names import fold
from tracker.periods import Period
from tracker.reports import Report, State
from tracker.rollup.tally import Tally, partial_tallies
from tracker.rounds import Round
from tracker.units import Unit, subtree_ids

_HANDED_IN = frozenset({State.SUBMITTED, State.ACCEPTED})
_COLUMNS = [Figure.__table__.c[name] for name in ("report_id", "row_key", "answer", "amount", "text", "note")]  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Share:
    """One unit's part of a roll-up: its report, on which form, and the figures that stand in it; {} while it is not in.

    `tally` says from which units the unit itself made its report, where some were missing then.
    """

    unit: Unit
    report: Report
    form: Form
    is_in: bool
    figures: Mapping[str, Entry] = field(default_factory=dict)
    tally: Tally | None = None


def gather(session: Session, form_code: str, period: Period, within: Unit, *, accepted_only: bool) -> list[Share]:
    """A share of every unit below `within` that owes a report for this period on this form or on one alike, by name.

    Handed in means submitted or accepted: a report that was returned or taken back is being changed. A unit with reports on
    several forms is taken at its report on this one. A unit that owes a report of its own stands for all below it, whether
    it is in or not: what a district handed in is not added to what its communes did, and while it is missing it is the
    district that is. Without a report of its own its units count themselves. `within` counts only where nothing below does.
    """
    return read_shares(session, owed_within(session, form_code, period, within), accepted_only=accepted_only)


def owed_within(session: Session, form_code: str, period: Period, within: Unit) -> list[tuple[Report, Unit]]:
    """Whose reports count, in or not, by name."""
    tree = subtree_ids(session, within.id)
    return _topmost(_reports(session, form_code, period, tree), _parents(session, tree), within)


def read_shares(session: Session, owed: Sequence[tuple[Report, Unit]], *, accepted_only: bool) -> list[Share]:
    """Each with the figures of the report if it is in."""
    counted = {State.ACCEPTED} if accepted_only else _HANDED_IN
    forms = _forms(session, owed)
    taken = [report.id for report, _ in owed if report.state in counted]
    figures, tallies = _figures(session, taken), partial_tallies(session, taken)
    return [
        Share(
            unit,
            report,
            forms[report.form_version_id],
            report.state in counted,
            figures.get(report.id, {}),
            tallies.get(report.id),
        )
        for report, unit in owed
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


def _figures(session: Session, report_ids: Sequence[int]) -> dict[int, dict[str, Entry]]:
    figures: dict[int, dict[str, Entry]] = {}
    wanted = sqlalchemy.select(*_COLUMNS).where(col(Figure.report_id).in_(report_ids))
    for report_id, key, answer, amount, text, note in session.execute(wanted):
        figures.setdefault(report_id, {})[key] = Entry(Answer(answer), amount, text, note)
    return figures
