"""Findings: rules that a report's figures break, and the reasons with which an officer keeps such figures."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

import sqlalchemy
from sqlalchemy import UniqueConstraint, bindparam
from sqlmodel import Field, Session, SQLModel, select

from tracker.audit.log import Deed, What, note
from tracker.forms.cell import Cell
from tracker.forms.form import Form
from tracker.forms.rules import Facts, Formula, Level, Rule
from tracker.kernel.altering import Alterations
from tracker.kernel.columns import AwareTime
from tracker.kernel.errors import ReportClosed, RuleBlocks
from tracker.kernel.keeping import kept
from tracker.reports.behalf import EntryWay
from tracker.reports.entry import Entry
from tracker.reports.figures import Entered
from tracker.reports.given import WordsGiven
from tracker.reports.previous import jumps
from tracker.reports.reckoning import as_if_entered, reckon
from tracker.reports.reports import Report, Source, require_reason
from tracker.reports.snapshot import Snapshot, snapshot_of
from tracker.rollup.below import Unlike, unlike_rollup
from tracker.tasks.figures import unlike_book
from tracker.tasks.task import local_day


@dataclass(frozen=True)
class Finding:
    """A broken rule with both sides' values and, if the officer keeps the figures, the reason."""

    rule: Rule
    left: Decimal | None
    right: Decimal | None
    reason: str = ""

    @property
    def is_unsettled(self) -> bool:
        """Whether the officer must still correct or explain it."""
        return not self.reason and self.rule.level is not Level.MENTION


class Explanation(SQLModel, table=True):
    """Why figures that break a rule are right; it holds for these very figures (`on_figures`) and no others.

    It stays when they change, since they are those of a version that was handed in, or may come back.
    """

    __table_args__ = (UniqueConstraint("report_id", "rule", "on_figures"),)

    id: int = Field(default=None, primary_key=True)
    report_id: int = Field(foreign_key="report.id")
    rule: str
    on_figures: str
    reason: str
    officer_id: int = Field(foreign_key="officer.id")
    at: datetime = Field(sa_type=AwareTime)


class Ground(NamedTuple):
    """What a reason is given for: a broken rule, and the very figures that break it."""

    rule: str
    on_figures: str


def about(ground: Ground) -> Cell:
    """The cell that such a reason is printed beside."""
    return Cell.read(ground.rule.split()[0])


class AlteredReasons(Alterations[Ground, WordsGiven]):
    """What a message has altered in the reasons so far."""


_REASONS = Explanation.__table__.c  # type: ignore[attr-defined]
_OF_REPORT = (  # built once, and read as plain columns: messages ask it
    sqlalchemy.select(_REASONS.rule, _REASONS.on_figures, _REASONS.reason)
    .where(_REASONS.report_id == bindparam("report"))
    .order_by(_REASONS.id)
)
Reasons = Mapping[tuple[str, str], str]  # by rule, and by the figures that they were given for


class ReasonsGiven:
    """By report, the reasons that a transaction has read; only this file adds to them, and forgets them here."""

    def __init__(self) -> None:
        """None are read yet."""
        self.of_report: dict[int, Reasons] = {}


def _reasons(session: Session, report_id: int) -> Reasons:
    known = kept(session, ReasonsGiven).of_report
    if report_id not in known:
        rows = session.execute(_OF_REPORT, {"report": report_id})
        known[report_id] = {(rule, on_figures): reason for rule, on_figures, reason in rows}
    return known[report_id]


def look_over(session: Session, snapshot: Snapshot, proposed: Mapping[Cell, Entry] | None = None) -> list[Finding]:
    """All rules that the figures break, or would break with the proposed entries, in the order of the form."""
    form, report = snapshot.form, snapshot.report
    held = snapshot.facts if not proposed else _facts_with(snapshot, proposed)
    book = unlike_book(session, report, entered_on(snapshot.figures)) if snapshot.has_tasks else {}
    found = out_of_line(form, held, _numbers(snapshot.previous), book)
    if snapshot.has_units_below:
        found += [_unlike_rollup(one) for one in unlike_rollup(session, report, proposed)]
    return with_reasons(found, held, _reasons(session, report.id)) if found else []


def look_at(session: Session, snapshot: Snapshot, cells: Collection[Cell]) -> list[Finding]:
    """The unsettled findings that compare one of these cells, in the order of `look_over`.

    No other rule is held against the figures: it is asked after every answer.
    """
    form, report, held = snapshot.form, snapshot.report, snapshot.facts
    places = sorted({place for cell in cells for place in form.rules_on.get(cell, ())})
    found = _broken([form.rules[place] for place in places], held)
    if snapshot.previous:
        before = _numbers({cell: snapshot.previous[cell] for cell in cells if cell in snapshot.previous})
        found += [Finding(*jump) for jump in jumps(form, held.known, before)]
    if snapshot.has_tasks:
        entered = {cell: figure for cell, figure in snapshot.figures.items() if cell in cells}
        book = unlike_book(session, report, entered_on(entered))
        found += [_unlike_book(cell, held, counted) for cell, counted in book.items()]
    if snapshot.has_units_below:
        found += [_unlike_rollup(one) for one in unlike_rollup(session, report) if one.cell in cells]
    found = [one for one in found if one.is_unsettled]
    return [one for one in with_reasons(found, held, _reasons(session, report.id)) if one.is_unsettled] if found else []


def kept_reasons(session: Session, report: Report, known: Mapping[Cell, Decimal]) -> list[tuple[Cell, str]]:
    """The reasons that hold for these numbers, of a version for one, each with the cell that it is about."""
    told = {f"{cell}={number.normalize():f}" for cell, number in known.items()}
    given = ((Ground(*ground), reason) for ground, reason in _reasons(session, report.id).items())
    return [(about(ground), reason) for ground, reason in given if set(ground.on_figures.split("; ")) <= told]


def entered_on(figures: Mapping[Cell, Entered]) -> dict[Cell, tuple[Decimal, date]]:
    """The numbers among the figures that stand, less those from the units below, each with the day of its entry."""
    own = {cell: figure for cell, figure in figures.items() if figure.way != EntryWay.ROLLUP}
    return {cell: (figure.amount, local_day(figure.at)) for cell, figure in own.items() if figure.amount is not None}


def _numbers(figures: Mapping[Cell, Entered]) -> dict[Cell, Decimal]:
    return {cell: figure.amount for cell, figure in figures.items() if figure.amount is not None}


def out_of_line(form: Form, held: Facts, before: Mapping[Cell, Decimal], book: Mapping[Cell, Decimal]) -> list[Finding]:
    """The rules that are broken, what jumped since `before`, and what the book of tasks says otherwise; without reasons."""
    jumped = [Finding(*jump) for jump in jumps(form, held.known, before)]
    return [*broken(form, held), *jumped, *(_unlike_book(cell, held, counted) for cell, counted in book.items())]


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


def explain(session: Session, report: Report, rule: Rule, reason: str, source: Source) -> None:
    """Keep the figures, with a reason that is printed under Ghi chú.

    Raises ReportLocked, ReportClosed, RuleBlocks, ReasonMissing.
    """
    report.require_unlocked(source.at)
    if not report.is_open:
        raise ReportClosed(state=report.state)
    if rule.level is Level.BLOCK:
        raise RuleBlocks(rule=rule.text)
    reason = require_reason(reason)
    ground = Ground(rule.text, _fingerprint(rule, snapshot_of(session, report).facts))
    _give(session, report, ground, WordsGiven(reason, source.officer_id, source.at), ("given", source))


def given_for(session: Session, report: Report, ground: Ground) -> WordsGiven | None:
    """The reason that stands for it, with who gave it and when."""
    stored = _explanation(session, report, ground)
    return WordsGiven(stored.reason, stored.officer_id, stored.at) if stored else None


def put_back_reason(session: Session, report: Report, ground: Ground, before: WordsGiven | None, source: Source) -> None:
    """Let the reason stand that stood before, or none."""
    _give(session, report, ground, before, ("taken back", source))


def _explanation(session: Session, report: Report, ground: Ground) -> Explanation | None:
    this = (Explanation.rule == ground.rule, Explanation.on_figures == ground.on_figures)
    return session.exec(select(Explanation).where(Explanation.report_id == report.id, *this)).first()


def _give(session: Session, report: Report, ground: Ground, given: WordsGiven | None, step: tuple[str, Source]) -> None:
    stored = _explanation(session, report, ground)
    old = WordsGiven(stored.reason, stored.officer_id, stored.at) if stored else None
    words = (old.words if old else "", given.words if given else "")
    note(session, Deed(What.EXPLANATION, step[0], report.unit_id, report.id, ground.rule, *words), step[1])
    kept(session, AlteredReasons).note(report.id, ground, old, given)
    if given:
        stored = stored or Explanation(report_id=report.id, **ground._asdict(), reason="", officer_id=0, at=given.at)
        stored.reason, stored.officer_id, stored.at = given
        session.add(stored)
    elif stored:
        session.delete(stored)
    session.flush()
    kept(session, ReasonsGiven).of_report.pop(report.id, None)


def _fingerprint(rule: Rule, held: Facts) -> str:
    return "; ".join(f"{cell}={held.known[cell].normalize():f}" for cell in rule.cells if cell in held.known)


def with_reasons(found: Sequence[Finding], held: Facts, reasons: Mapping[tuple[str, str], str]) -> list[Finding]:
    """Each finding with the reason for its very figures; `reasons` are by rule and the figures that they were given for."""
    return [_with_reason(finding, held, reasons) for finding in found]


def _with_reason(finding: Finding, held: Facts, reasons: Mapping[tuple[str, str], str]) -> Finding:
    reason = reasons.get((finding.rule.text, _fingerprint(finding.rule, held)), "")
    return Finding(finding.rule, finding.left, finding.right, reason)
