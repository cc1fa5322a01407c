"""Doubts about a report as findings: its unit's past read along, each doubt as a rule with both sides, kept ones first."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from sqlmodel import Session

from tracker.calendar.periods import parse_period
from tracker.doubts.doubts import (
    FigureDoubt,
    Watch,
    WhyDoubted,
    concerning,
    doubts_of_answer,
    doubts_of_report,
    watch_over,
)
from tracker.doubts.held import Mending
from tracker.doubts.past import MOST_PERIODS, Earlier, UnitPast, past_of
from tracker.forms.cell import Cell
from tracker.forms.form import Form
from tracker.forms.rules import Facts, Formula, Level, Rule
from tracker.kernel.keeping import UntilChange, kept
from tracker.reports.completing import completed
from tracker.reports.earlier import EarlierReport, earlier_of_units, earlier_reports
from tracker.reports.rounds import Round
from tracker.reports.snapshot import Snapshot

# How a doubt is stored as a rule: "7.1 jump", "1.1 exchanged 1.2", "1.1 copied 1.2 + 1.3".
OPS = {
    WhyDoubted.UNLIKELY: "jump",
    WhyDoubted.EXCHANGED: "exchanged",
    WhyDoubted.SHIFTED: "shifted",
    WhyDoubted.COPIED: "copied",
    WhyDoubted.FALLEN: "fell",
    WhyDoubted.NO_WHOLE: "share",
    WhyDoubted.FRACTION: "fraction",
    WhyDoubted.BLANK: "blank",
}
_OURS, _BLANK = frozenset(OPS.values()), OPS[WhyDoubted.BLANK]
_OF_ONE = {"jump", "fell", "fraction"}
_OF_MANY = {"shifted", "copied", _BLANK}
TO_LAST = {"jump", "fell"}
_ONLY_ODD = {OPS[WhyDoubted.NO_WHOLE], OPS[WhyDoubted.COPIED]}  # a section may be kept as it was on purpose
Reasons = Mapping[tuple[str, str], str]


class Suspicion(NamedTuple):
    """Which cells are wrong and what may have been meant, the likeliest first; no readings in a unit's first period."""

    cells: tuple[Cell, ...]
    readings: tuple[Mending, ...]


class Doubtful(NamedTuple):
    """A doubt as a rule that is broken, with both sides and what is suspected; `reason` if the figures are kept for one."""

    rule: Rule
    left: Decimal | None
    right: Decimal | None
    suspicion: Suspicion
    reason: str = ""


@dataclass
class Doubted:
    """What the past says about a report: `own` doubts, and by the text of each broken rule what is suspected."""

    own: list[Doubtful] = field(default_factory=list)
    suspicions: dict[str, Suspicion] = field(default_factory=dict)


class Watches(UntilChange):
    """The watch over each report that a transaction has looked at as a whole, and the doubts about it as it stood then."""

    def __init__(self) -> None:
        """None yet."""
        self.of_report: dict[int, Watch] = {}
        self.said: dict[int, tuple[Facts, Collection[str], list[FigureDoubt]]] = {}


def doubts_about(session: Session, snapshot: Snapshot, facts: Facts, settled: frozenset[str]) -> list[FigureDoubt]:
    """All doubts of a report with these facts, which may be proposed; the unit's past is read once for a transaction."""
    known, number = kept(session, Watches), snapshot.report.id
    said = known.said.get(number)
    if said is None or said[0] is not facts or said[1] != settled:
        found = doubts_of_report(watch_of(session, snapshot), facts, settled)
        said = known.said[number] = (facts, settled, found)
    return said[2]


def doubts_at(session: Session, snapshot: Snapshot, cells: Sequence[Cell], settled: frozenset[str]) -> list[FigureDoubt]:
    """The doubts about the figures in these cells; of the past no more is read than speaks about them."""
    known = kept(session, Watches).of_report.get(snapshot.report.id)
    watch = known or _watch_at(session, snapshot, concerning(snapshot.form, snapshot.facts, cells, settled))
    return doubts_of_answer(watch, snapshot.facts, cells, settled)


def watch_of(session: Session, snapshot: Snapshot) -> Watch:
    """What the report is held against as a whole; the unit's past is read once for a transaction."""
    known, number = kept(session, Watches).of_report, snapshot.report.id
    if number not in known:
        known[number] = _watch_at(session, snapshot, None)
    return known[number]


def _watch_at(session: Session, snapshot: Snapshot, cells: Collection[Cell] | None) -> Watch:
    if not snapshot.has_past:
        return watch_over(snapshot.form, UnitPast(parse_period(snapshot.round.period)))
    rows = None if cells is None else {cell.row for cell in cells}
    earlier = earlier_reports(session, snapshot.round, snapshot.unit.id, MOST_PERIODS, rows)
    return watch_over(snapshot.form, past_in(snapshot.form, snapshot.round, earlier, cells))


def past_in(form: Form, round_: Round, earlier: Iterable[EarlierReport], only: Collection[Cell] | None = None) -> UnitPast:
    """What a report of the round is held against, in all cells or `only` in these; a list is of other things each time."""
    reports = [
        Earlier(parse_period(one.period), completed(form, {c: n for c, n in one.numbers.items() if not c.line}, only))
        for one in earlier
    ]
    return past_of(parse_period(round_.period), reports)


def watches_of_round(session: Session, round_: Round, units: Mapping[int, Form]) -> dict[int, Watch]:
    """By unit the watch over its report of the round: one statement. `units` are the forms of their reports."""
    earlier = earlier_of_units(session, round_, list(units), MOST_PERIODS) if units else {}
    return {unit_id: watch_over(form, past_in(form, round_, earlier.get(unit_id, ()))) for unit_id, form in units.items()}


def as_doubted(doubts: Sequence[FigureDoubt], facts: Facts, last: Mapping[Cell, Decimal], reasons: Reasons) -> Doubted:
    """Each doubt as a rule; what was kept for a reason stays so as long as its figures stand, and is not doubted otherwise."""
    standing = {ground: reason for ground, reason in reasons.items() if _stand(ground[1], facts)}
    vouched = {Cell.read(part.rpartition("=")[0]) for _, figures in standing for part in figures.split("; ")}
    found = Doubted([_kept(text, reason, facts, last) for (text, _), reason in standing.items() if text.split()[1] in _OURS])
    for one in doubts:
        suspicion = Suspicion(one.cells, one.readings)
        found.suspicions |= {rule.text: suspicion for rule, _ in one.broken}
        if one.why is not WhyDoubted.BROKEN and not _is_vouched(rule := _rule(one), vouched):
            found.own.append(Doubtful(rule, *_sides(rule, facts, last, one.readings), suspicion))
    return found


def _stand(on_figures: str, facts: Facts) -> bool:
    told = (part.rpartition("=") for part in on_figures.split("; "))
    return bool(on_figures) and all(facts.known.get(Cell.read(cell)) == Decimal(number) for cell, _, number in told)


def _kept(text: str, reason: str, facts: Facts, last: Mapping[Cell, Decimal]) -> Doubtful:
    """A doubt that was answered with a reason, whatever the past says of its figures today."""
    rule = rule_in(text)
    return Doubtful(rule, *_sides(rule, facts, last), Suspicion((), ()), reason)


def _is_vouched(rule: Rule, vouched: Collection[Cell]) -> bool:
    """Whether a reason was given for the figures already, under whatever rule."""
    if rule.op in _OF_MANY:
        return all(cell in vouched for cell in rule.cells[rule.op == _BLANK :])
    return any(cell in vouched for cell in rule.cells)


def _rule(doubt: FigureDoubt) -> Rule:
    op = OPS[doubt.why]
    cells = (
        doubt.cells[:1] if op in _OF_ONE else doubt.readings[0].cells if op == "exchanged" and doubt.readings else doubt.cells
    )
    return rule_in(" ".join([str(cells[0]), op, *([" + ".join(map(str, cells[1:]))] if cells[1:] else [])]))


def rule_in(text: str) -> Rule:
    """The rule that such a text says; what is only odd is mentioned and not asked."""
    first, op, *others = text.split()
    level = Level.MENTION if op in _ONLY_ODD else Level.WARN
    return Rule(text, (Cell.read(first),), op, Formula(tuple(Cell.read(one) for one in others if one != "+")), None, level)


def _sides(
    rule: Rule, facts: Facts, last: Mapping[Cell, Decimal], readings: Sequence[Mending] = ()
) -> tuple[Decimal | None, Decimal | None]:
    left = facts.known.get(rule.about)
    if rule.op in TO_LAST:
        return left, last.get(rule.about)
    if rule.op == _BLANK and readings:
        return left, readings[0].changes[0][1]
    return left, facts.known.get(rule.right.over[0]) if rule.right.over else None
