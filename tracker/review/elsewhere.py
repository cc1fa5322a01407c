"""The same figure in another report of the unit for the same period: offered where it is asked, named where the two differ."""

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple
from weakref import ReferenceType, ref

import sqlalchemy
from sqlmodel import Session, col

from tracker.forms.catalogue import forms_of_versions
from tracker.forms.cell import Cell
from tracker.forms.concepts import same_figures
from tracker.forms.form import Form
from tracker.kernel.keeping import UntilChange, kept
from tracker.reports.many_reports import entries_of
from tracker.reports.reckoning import amounts
from tracker.reports.reports import Report, State
from tracker.reports.rounds import Round
from tracker.reports.snapshot import Snapshot

Numbers = Mapping[Cell, Decimal]
Pair = tuple[tuple[Cell, ...], tuple[Cell, ...]]  # the cells of a form, and those of another, whose sums say the same


class Other(NamedTuple):
    """Another report of a unit for a period, with its round and its form."""

    report: Report
    round: Round
    form: Form


class ToldElsewhere(NamedTuple):
    """What another report says of a figure: in which of its cells, whose sum it is."""

    other: Other
    cells: tuple[Cell, ...]
    amount: Decimal


class ContraryFigure(NamedTuple):
    """The cells of a report whose sum is another figure than the other report says, and their sum."""

    cells: tuple[Cell, ...]
    amount: Decimal
    told: ToldElsewhere


class Others(UntilChange):
    """By report, the others of its unit and period that a transaction has found."""

    def __init__(self) -> None:
        """None are found yet."""
        self.of_report: dict[int, list[Other]] = {}


def others_of_units(
    session: Session, round_: Round, unit_ids: Collection[int], but: Collection[int]
) -> dict[int, list[Other]]:
    """By unit its other reports for the round's period, those first that are handed in: two queries. `but` are its own."""
    wanted = (
        sqlalchemy.select(Report, Round)
        .join(Round, col(Round.id) == Report.round_id)
        .where(col(Report.unit_id).in_(unit_ids), col(Round.period) == round_.period, col(Report.id).not_in(but))
        .where(col(Report.state) != State.CANCELLED)
        .order_by(col(Report.first_submitted_at).is_(None), col(Report.id))
    )
    found: dict[int, list[Other]] = {}
    rows = session.execute(wanted).all()
    forms = forms_of_versions(session, {report.form_version_id for report, _ in rows}) if rows else {}
    for report, round_there in rows:
        found.setdefault(report.unit_id, []).append(Other(report, round_there, forms[report.form_version_id]))
    return found


def numbers_of(session: Session, others: Sequence[Other]) -> dict[int, Numbers]:
    """By report every number that stands in these, typed or computed: one query."""
    entries = entries_of(session, [one.report.id for one in others]) if others else {}
    return {one.report.id: amounts(one.form, entries.get(one.report.id, {})) for one in others}


_SHARED: dict[tuple[int, int], tuple[ReferenceType[Form], ReferenceType[Form], list[Pair]]] = {}


def _same_figures(form: Form, other: Form) -> list[Pair]:
    """Found once while both forms live: it is asked for every answer."""
    known, place = _SHARED, (id(form), id(other))
    if place not in known or known[place][0]() is not form or known[place][1]() is not other:
        for at in [at for at, (one, two, _) in known.items() if one() is None or two() is None]:
            del known[at]
        known[place] = (ref(form), ref(other), same_figures(form, other))
    return known[place][2]


def told_elsewhere(session: Session, snapshot: Snapshot, cells: Collection[Cell]) -> dict[Cell, ToldElsewhere]:
    """What other reports say of these cells; the first one counts, those before the others that are handed in."""
    asked = set(cells)
    found: dict[Cell, ToldElsewhere] = {}
    for other, ours, theirs, known in _shared(session, snapshot, asked):
        amount = _sum(known, theirs)
        if amount is not None and len(ours) == 1 and ours[0] in asked:
            found.setdefault(ours[0], ToldElsewhere(other, theirs, amount))
    return found


def contrary_elsewhere(
    session: Session, snapshot: Snapshot, known: Numbers, cells: Collection[Cell] | None
) -> list[ContraryFigure]:
    """Where these numbers differ from other reports of the unit for the period: in all cells, or in `cells`."""
    found = [_contrary(*one[:3], known, one[3]) for one in _shared(session, snapshot, None if cells is None else set(cells))]
    return [one for one in found if one]


def contrary_to(form: Form, known: Numbers, other: Other, told: Numbers) -> list[ContraryFigure]:
    """Where these numbers differ from those that another report says, `told`."""
    found = [_contrary(other, ours, theirs, known, told) for ours, theirs in _same_figures(form, other.form)]
    return [one for one in found if one]


def _shared(
    session: Session, snapshot: Snapshot, cells: set[Cell] | None
) -> list[tuple[Other, tuple[Cell, ...], tuple[Cell, ...], Numbers]]:
    """What the report has in common with others around these cells, or anywhere; no other figure is read."""
    pairs = [
        (other, ours, theirs)
        for other in _others(session, snapshot)
        for ours, theirs in _same_figures(snapshot.form, other.form)
        if cells is None or not cells.isdisjoint(ours)
    ]
    known = numbers_of(session, list({other.report.id: other for other, _, _ in pairs}.values()))
    return [(*pair, known[pair[0].report.id]) for pair in pairs]


def _others(session: Session, snapshot: Snapshot) -> list[Other]:
    if not snapshot.has_others:
        return []
    known, report = kept(session, Others).of_report, snapshot.report
    if report.id not in known:
        known[report.id] = others_of_units(session, snapshot.round, [report.unit_id], [report.id]).get(report.unit_id, [])
    return known[report.id]


def _contrary(
    other: Other, ours: tuple[Cell, ...], theirs: tuple[Cell, ...], known: Numbers, told: Numbers
) -> ContraryFigure | None:
    amount, there = _sum(known, ours), _sum(told, theirs)
    if amount is None or there is None or _is_same(amount, there):
        return None
    return ContraryFigure(ours, amount, ToldElsewhere(other, theirs, there))


def _sum(known: Numbers, cells: Sequence[Cell]) -> Decimal | None:
    return sum((known[cell] for cell in cells), Decimal(0)) if all(cell in known for cell in cells) else None


def _is_same(one: Decimal, other: Decimal) -> bool:
    """Whether they are equal, at the decimals of the one that has fewer."""
    grain = max(Decimal(1).scaleb(min(_exponent(each), 0)) for each in (one, other))
    return one == other or abs(one - other) < grain / 2 or one.quantize(grain) == other.quantize(grain)


def _exponent(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0
