"""Findings: rules that a report's figures break, what is doubted of them, and whether a reason was given."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from sqlmodel import Session

from tracker.doubts.doubts import Watch, doubts_of_report
from tracker.doubts.held import Mending
from tracker.doubts.slips import Slip
from tracker.forms.cell import Cell
from tracker.forms.form import Form
from tracker.forms.rules import Facts, Formula, Level, Rule
from tracker.reports.behalf import EntryWay
from tracker.reports.entry import Entry
from tracker.reports.figures import Entered
from tracker.reports.reckoning import as_if_entered, reckon
from tracker.reports.reports import Report
from tracker.reports.snapshot import Snapshot, snapshot_of
from tracker.review.doubting import Doubted, Suspicion, as_doubted, doubts_about, doubts_at
from tracker.review.elsewhere import ContraryFigure, ToldElsewhere, contrary_elsewhere
from tracker.review.reasons import Reasons, fingerprint, reasons_of
from tracker.review.struck import kind_of
from tracker.rollup.below import Unlike, unlike_rollup
from tracker.tasks.figures import unlike_book
from tracker.tasks.task import local_day

ELSEWHERE = "elsewhere"  # how the rule of such a finding is stored: "1.1 elsewhere 17:2.1=12"


@dataclass(frozen=True)
class Finding:
    """A broken rule with both sides' values and, if the officer keeps the figures, the reason.

    `suspicion` says which of its cells is likely to be wrong and what was meant, where the unit's past or other rules tell;
    `told` is what another report says of the figure.
    """

    rule: Rule
    left: Decimal | None
    right: Decimal | None
    reason: str = ""
    suspicion: Suspicion | None = field(default=None, compare=False)
    told: ToldElsewhere | None = field(default=None, compare=False)

    @property
    def is_unsettled(self) -> bool:
        """Whether the officer must still correct or explain it."""
        return not self.reason and self.rule.level is not Level.MENTION


def look_over(
    session: Session, snapshot: Snapshot, proposed: Mapping[Cell, Entry] | None = None, *, below: bool = True
) -> list[Finding]:
    """What is broken, or would be with the proposed entries, as printed; `below`: by the units below as well (a roll-up)."""
    report, held = snapshot.report, snapshot.facts if not proposed else _facts_with(snapshot, proposed)
    reasons = reasons_of(session, report.id)
    ruled = with_reasons(broken(snapshot.form, held), held, reasons)
    doubts = doubts_about(session, snapshot, held, settled_in(ruled) | snapshot.struck) if report.is_open else []
    found = with_doubts(ruled, as_doubted(doubts, held, snapshot.amounts_before, reasons))
    book = unlike_book(session, report, entered_on(snapshot.figures)) if snapshot.has_tasks else {}
    others = unlike_booked(book, held)
    if below and snapshot.has_units_below:
        others += [_unlike_rollup(one) for one in unlike_rollup(session, report, proposed)]
    others += [unlike_other(snapshot.form, one) for one in contrary_elsewhere(session, snapshot, held.known, None)]
    return asked(found + with_reasons_there(session, report, with_reasons(others, held, reasons)), snapshot.struck)


def look_at(session: Session, snapshot: Snapshot, cells: Collection[Cell]) -> list[Finding]:
    """The unsettled findings that compare one of these cells, in the order of `look_over`.

    No other rule is held against the figures: it is asked after every answer.
    """
    form, report, held = snapshot.form, snapshot.report, snapshot.facts
    places = sorted({place for cell in cells for place in form.rules_on.get(cell, ())})
    found = [one for one in _broken([form.rules[place] for place in places], held) if one.is_unsettled]
    settled = settled_in(with_reasons(found, held, reasons_of(session, report.id))) if found else frozenset()
    doubts = doubts_at(session, snapshot, [*cells], settled | snapshot.struck)
    if doubts:
        found = with_doubts(found, as_doubted(doubts, held, snapshot.amounts_before, reasons_of(session, report.id)))
    if snapshot.has_tasks:
        entered = {cell: figure for cell, figure in snapshot.figures.items() if cell in cells}
        book = unlike_book(session, report, entered_on(entered))
        found += unlike_booked(book, held)
    if snapshot.has_units_below:
        found += [_unlike_rollup(one) for one in unlike_rollup(session, report) if one.cell in cells]
    found += [unlike_other(form, one) for one in contrary_elsewhere(session, snapshot, held.known, cells)]
    found = [one for one in asked(found, snapshot.struck) if one.is_unsettled]
    if not found:
        return []
    told = with_reasons_there(session, report, with_reasons(found, held, reasons_of(session, report.id)))
    return [one for one in told if one.is_unsettled]


def entered_on(figures: Mapping[Cell, Entered]) -> dict[Cell, tuple[Decimal, date]]:
    """The numbers among the figures that stand, less those from the units below, each with the day of its entry."""
    own = {cell: figure for cell, figure in figures.items() if figure.way != EntryWay.ROLLUP}
    return {cell: (figure.amount, local_day(figure.at)) for cell, figure in own.items() if figure.amount is not None}


def settled_in(found: Sequence[Finding]) -> frozenset[str]:
    """The rules that are broken for a reason that was given."""
    return frozenset(one.rule.text for one in found if one.reason)


def with_doubts(ruled: Sequence[Finding], doubted: Doubted) -> list[Finding]:
    """The broken rules with what is suspected, then what the unit's past doubts of its own."""
    told = [replace(one, suspicion=doubted.suspicions.get(one.rule.text)) for one in ruled]
    own = [Finding(one.rule, one.left, one.right, one.reason, one.suspicion) for one in doubted.own]
    return told + own


def with_doubts_of(watch: Watch, held: Facts, reasons: Reasons, struck: frozenset[str], *, is_open: bool) -> list[Finding]:
    """What a report breaks and what is doubted of it, with the reasons; of one handed in, what was kept for one."""
    ruled = with_reasons(broken(watch.weighing.relations.form, held), held, reasons)
    doubts = doubts_of_report(watch, held, settled_in(ruled) | struck) if is_open else []
    return with_doubts(ruled, as_doubted(doubts, held, watch.weighing.past.last, reasons))


def asked(found: Sequence[Finding], struck: Collection[str]) -> list[Finding]:
    """The findings but for those of kinds that are struck, unless a reason was given already."""
    return [one for one in found if one.reason or kind_of(one.rule) not in struck] if struck else [*found]


def unlike_booked(book: Mapping[Cell, Decimal], held: Facts) -> list[Finding]:
    """The cells that come from tasks and were entered otherwise than the book of tasks said on that day; without reasons."""
    return [_unlike_book(cell, held, counted) for cell, counted in book.items()]


def _unlike_book(cell: Cell, held: Facts, counted: Decimal) -> Finding:
    """A cell that comes from tasks and was entered otherwise than the book of tasks said on that day."""
    rule = Rule(f"{cell} book", (cell,), "book", Formula(()), None, Level.WARN)
    return Finding(rule, held.known.get(cell), counted)


def _unlike_rollup(unlike: Unlike) -> Finding:
    """A cell that is not what the units below make; a reason holds for this very total, which is a part of the rule."""
    return Finding(rule_of(unlike), unlike.ours, unlike.total)


def rule_of(unlike: Unlike) -> Rule:
    """The rule that such a cell breaks."""
    cell, total = unlike.cell, "none" if unlike.total is None else f"{unlike.total.normalize():f}"
    return Rule(f"{cell} rollup {total}", (cell,), "rollup", Formula(()), None, Level.WARN)


def unlike_other(form: Form, contrary: ContraryFigure) -> Finding:
    """A figure of which another report of the unit for the period says otherwise; to set ours to that is one reading."""
    cells, told = contrary.cells, contrary.told
    rule = _rule_of_other(cells, told.other.report.id, told.cells, told.amount)
    typed = len(cells) == 1 and form.row_of(cells[0]).typed
    readings = (Mending(((cells[0], told.amount),), Slip.OTHER, 0.0),) if typed else ()
    return Finding(rule, contrary.amount, told.amount, suspicion=Suspicion(cells, readings), told=told)


def _rule_of_other(cells: tuple[Cell, ...], number: int, there: tuple[Cell, ...], amount: Decimal) -> Rule:
    """The rule that such a figure breaks; a reason holds for the very figure of the other report, which is a part of it."""
    text = f"{cells[0]} {ELSEWHERE} {number}:{'+'.join(map(str, there))}={amount.normalize():f}"
    return Rule(text, cells, ELSEWHERE, Formula(()), None, Level.WARN)


def with_reasons_there(session: Session, report: Report, found: Sequence[Finding]) -> list[Finding]:
    """The findings, those with the reason that was given in the other report for the same two figures."""
    return [replace(one, reason=_reason_there(session, report, one)) if one.told and not one.reason else one for one in found]


def _reason_there(session: Session, report: Report, found: Finding) -> str:
    told = found.told
    if told is None or found.left is None:
        return ""
    rule = _rule_of_other(told.cells, report.id, found.rule.left, found.left)
    given = reasons_of(session, told.other.report.id)
    return next((why for (text, on), why in given.items() if text == rule.text and _sum_of(on) == told.amount), "")


def _sum_of(on_figures: str) -> Decimal:
    return sum((Decimal(part.rpartition("=")[2]) for part in on_figures.split("; ")), Decimal(0))


def _facts_with(snapshot: Snapshot, proposed: Mapping[Cell, Entry]) -> Facts:
    after = as_if_entered(snapshot.form, snapshot.figures, proposed)
    return reckon(snapshot.form, snapshot.unit.level, after).facts


def broken(form: Form, held: Facts) -> list[Finding]:
    """The rules of a form that these figures break."""
    return [*_broken(form.rules, held), *_unlike(form, held), *_misnamed(form, held)]


def _broken(rules: Sequence[Rule], held: Facts) -> list[Finding]:
    checked = [(rule, rule.check(held)) for rule in rules]
    return [Finding(rule, sides.left, sides.right) for rule, sides in checked if sides]


def _unlike(form: Form, held: Facts) -> list[Finding]:
    """Rates of nothing that are typed in one row and left to themselves in another: nothing of nothing is printed alike."""
    nothing = [cell for cell, formula in form.computed.items() if formula.is_of_nothing(held.known)]
    typed = [cell for cell in nothing if cell in held.claimed]
    others = tuple(cell for cell in nothing if cell not in held.claimed)
    if not others:
        return []
    named = " + ".join(map(str, others))
    rules = [Rule(f"{cell} alike {named}", (cell,), "alike", Formula(others), None, Level.MENTION) for cell in typed]
    return [Finding(rule, held.known.get(rule.about), None) for rule in rules]


def _misnamed(form: Form, held: Facts) -> list[Finding]:
    """Numbers in rows whose label says otherwise than the unit what is counted."""
    rules = [
        Rule(f"{cell} unit", (cell,), "unit", Formula(()), None, Level.MENTION)
        for cell in form.cells_misnamed
        if cell in held.known
    ]
    return [Finding(rule, held.known[rule.about], None) for rule in rules]


def unsettled(session: Session, report: Report) -> list[Finding]:
    """The findings that the officer must still correct or explain."""
    return [found for found in look_over(session, snapshot_of(session, report)) if found.is_unsettled]


def with_reasons(found: Sequence[Finding], held: Facts, reasons: Reasons) -> list[Finding]:
    """Each finding with the reason for its very figures; `reasons` are by rule and the figures that they were given for."""
    told = ((one, reasons.get((one.rule.text, fingerprint(one.rule, held)))) for one in found)
    return [replace(one, reason=reason) if reason else one for one, reason in told]
