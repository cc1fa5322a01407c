"""Findings: rules that a report's figures break, and the reasons with which an officer keeps such figures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import UniqueConstraint, bindparam
from sqlmodel import Field, Session, SQLModel, col, select

from tracker.audit.line import What
from tracker.audit.writing import Deed, note
from tracker.forms.form import Form, Kind
from tracker.forms.rules import Facts, Formula, Level, Rule
from tracker.forms.vocabulary import COUNTS, SHARES
from tracker.kernel.columns import AwareTime
from tracker.kernel.errors import ReportClosed, RuleBlocks
from tracker.reports.behalf import EntryWay
from tracker.reports.figures import Entered, Entry, figures_of
from tracker.reports.previous import jumps, previous_figures
from tracker.reports.reckoning import as_if_entered, facts
from tracker.reports.reports import Report, Source, form_of, require_reason, unit_of
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


_OF_REPORT = select(Explanation).where(Explanation.report_id == bindparam("report"))  # built once: every message asks it


def findings(session: Session, report: Report, proposed: Mapping[str, Entry] | None = None) -> list[Finding]:
    """All rules that the figures break, or would break with the proposed entries, in the order of the form."""
    form, held = form_of(session, report), _facts(session, report, proposed or {})
    book = unlike_book(session, report, entered_on(figures_of(session, report)))
    before = previous_figures(session, report)
    found = out_of_line(form, held, {key: entry.amount for key, entry in before.items() if entry.amount is not None}, book)
    found += [_unlike_rollup(one) for one in unlike_rollup(session, report, proposed)]
    given = session.exec(_OF_REPORT, params={"report": report.id}) if found else ()
    return with_reasons(found, held, {(one.rule, one.on_figures): one.reason for one in given})


def kept_reasons(session: Session, report: Report, known: Mapping[str, Decimal]) -> list[tuple[str, str]]:
    """The reasons that hold for these numbers, of a version for one, each with the key of the row that it is about."""
    given = session.exec(_OF_REPORT.order_by(col(Explanation.id)), params={"report": report.id})
    told = {f"{key}={number.normalize():f}" for key, number in known.items()}
    return [(one.rule.split()[0], one.reason) for one in given if set(one.on_figures.split("; ")) <= told]


def entered_on(figures: Mapping[str, Entered]) -> dict[str, tuple[Decimal, date]]:
    """The numbers among the figures that stand, less those from the units below, each with the day of its entry."""
    own = {key: figure for key, figure in figures.items() if figure.way is not EntryWay.ROLLUP}
    return {key: (figure.amount, local_day(figure.at)) for key, figure in own.items() if figure.amount is not None}


def out_of_line(form: Form, held: Facts, before: Mapping[str, Decimal], book: Mapping[str, Decimal]) -> list[Finding]:
    """The rules that are broken, what jumped since `before`, and what the book of tasks says otherwise; without reasons."""
    jumped = [Finding(*jump) for jump in jumps(form, held.known, before)]
    return [*broken(form, held), *jumped, *(_unlike_book(key, held, counted) for key, counted in book.items())]


def _unlike_book(key: str, held: Facts, counted: Decimal) -> Finding:
    """A row that comes from tasks and was entered otherwise than the book of tasks said on that day."""
    rule = Rule(f"{key} book", (key,), "book", Formula(()), None, Level.WARN)
    return Finding(rule, held.known.get(key), counted)


def _unlike_rollup(unlike: Unlike) -> Finding:
    """A row that is not what the units below make; a reason holds for this very total, which is a part of the rule."""
    return Finding(rule_of(unlike), unlike.ours, unlike.total)


def rule_of(unlike: Unlike) -> Rule:
    """The rule that such a row breaks."""
    key, total = unlike.row.key, "none" if unlike.total is None else f"{unlike.total.normalize():f}"
    return Rule(f"{key} rollup {total}", (key,), "rollup", Formula(()), None, Level.WARN)


def _facts(session: Session, report: Report, proposed: Mapping[str, Entry]) -> Facts:
    form = form_of(session, report)
    return facts(form, as_if_entered(form, figures_of(session, report), proposed), unit_of(session, report).level)


def broken(form: Form, held: Facts) -> list[Finding]:
    """The rules of a form that these figures break."""
    checked = [(rule, rule.check(held)) for rule in form.rules]
    found = [Finding(rule, sides.left, sides.right) for rule, sides in checked if sides]
    return [*found, *_unlike(form, held), *_misnamed(form, held)]


def _unlike(form: Form, held: Facts) -> list[Finding]:
    """Rates of nothing that are typed in one row and left to themselves in another: nothing of nothing is printed alike."""
    nothing = [key for key, formula in form.formulas.items() if formula.is_of_nothing(held.known)]
    typed = [key for key in nothing if key in held.claimed]
    others = tuple(key for key in nothing if key not in held.claimed)
    if not others:
        return []
    rules = [Rule(f"{key} alike {' + '.join(others)}", (key,), "alike", Formula(others), None, Level.MENTION) for key in typed]
    return [Finding(rule, held.known.get(rule.about), None) for rule in rules]


def _misnamed(form: Form, held: Facts) -> list[Finding]:
    """Rows whose label counts ("Số …") while the unit is per cent, or the other way round."""
    found = []
    for row in form.rows:
        counts_in_percent = row.kind is Kind.RATE and not row.of and row.label.startswith(COUNTS)
        rate_in_pieces = row.kind is Kind.COUNT and row.label.startswith(SHARES)
        if (counts_in_percent or rate_in_pieces) and row.key in held.known:
            rule = Rule(f"{row.key} unit", (row.key,), "unit", Formula(()), None, Level.MENTION)
            found.append(Finding(rule, held.known[row.key], None))
    return found


def unsettled(session: Session, report: Report) -> list[Finding]:
    """The findings that the officer must still correct or explain."""
    return [found for found in findings(session, report) if found.is_unsettled]


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
    on_figures = _fingerprint(rule, _facts(session, report, {}))
    this = (Explanation.report_id == report.id, Explanation.rule == rule.text, Explanation.on_figures == on_figures)
    new = Explanation(
        report_id=report.id, rule=rule.text, on_figures=on_figures, reason="", officer_id=source.officer_id, at=source.at
    )
    stored = session.exec(select(Explanation).where(*this)).first() or new
    deed = Deed(What.EXPLANATION, "given", report.unit_id, report.id, rule.text, stored.reason, reason)
    note(session, deed, source)
    stored.reason, stored.officer_id, stored.at = reason, source.officer_id, source.at
    session.add(stored)
    session.flush()


def _fingerprint(rule: Rule, held: Facts) -> str:
    return "; ".join(f"{key}={held.known[key].normalize():f}" for key in rule.keys if key in held.known)


def with_reasons(found: Sequence[Finding], held: Facts, reasons: Mapping[tuple[str, str], str]) -> list[Finding]:
    """Each finding with the reason for its very figures; `reasons` are by rule and the figures that they were given for."""
    return [_with_reason(finding, held, reasons) for finding in found]


def _with_reason(finding: Finding, held: Facts, reasons: Mapping[tuple[str, str], str]) -> Finding:
    reason = reasons.get((finding.rule.text, _fingerprint(finding.rule, held)), "")
    return Finding(finding.rule, finding.left, finding.right, reason)
