"""Findings: rules that a report's figures break, and the reasons with which an officer keeps such figures."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, Session, SQLModel, select

from tracker.columns import AwareTime
from tracker.errors import ReasonMissing, ReportClosed, RuleBlocks
from tracker.figures import figures_of, numbers
from tracker.form import Form
from tracker.names import tidy
from tracker.reports import Report, Source, form_of
from tracker.rules import Rule


@dataclass(frozen=True)
class Finding:
    """A broken rule with both sides' values and, if the officer keeps the figures, the reason."""

    rule: Rule
    left: Decimal
    right: Decimal
    reason: str = ""


class Explanation(SQLModel, table=True):
    """Why figures that break a rule are right; it holds for these very figures (`on_figures`) and no others."""

    __table_args__ = (UniqueConstraint("report_id", "rule"),)

    id: int = Field(default=None, primary_key=True)
    report_id: int = Field(foreign_key="report.id")
    rule: str
    on_figures: str
    reason: str
    officer_id: int = Field(foreign_key="officer.id")
    at: datetime = Field(sa_type=AwareTime)


def findings(session: Session, report: Report) -> list[Finding]:
    """All rules that the figures break, in the order of the form."""
    form = form_of(session, report)
    known = numbers(form, figures_of(session, report))
    reasons = {e.rule: e for e in session.exec(select(Explanation).where(Explanation.report_id == report.id))}
    return [_with_reason(finding, known, reasons) for finding in broken(form, known)]


def broken(form: Form, known: Mapping[str, Decimal]) -> list[Finding]:
    """The rules of a form that these numbers break."""
    found = []
    for rule in form.rules:
        sides = rule.sides(known)
        if sides and sides[0] > sides[1]:
            found.append(Finding(rule, *sides))
    return found


def unsettled(session: Session, report: Report) -> list[Finding]:
    """The findings that nobody has corrected or explained."""
    return [finding for finding in findings(session, report) if not finding.reason]


def explain(session: Session, report: Report, rule: Rule, reason: str, source: Source) -> None:
    """Keep the figures, with a reason that is printed under Ghi chú; raises RuleBlocks, ReasonMissing, ReportClosed."""
    if not report.is_open:
        raise ReportClosed(state=report.state)
    if rule.blocks:
        raise RuleBlocks(rule=rule.text)
    if not tidy(reason):
        raise ReasonMissing
    known = numbers(form_of(session, report), figures_of(session, report))
    stored = session.exec(
        select(Explanation).where(Explanation.report_id == report.id, Explanation.rule == rule.text)
    ).first() or Explanation(report_id=report.id, rule=rule.text, on_figures="", reason="", officer_id=0, at=source.at)
    stored.on_figures, stored.reason = _fingerprint(rule, known), tidy(reason)
    stored.officer_id, stored.at = source.officer_id, source.at
    session.add(stored)
    session.flush()


def _fingerprint(rule: Rule, known: Mapping[str, Decimal]) -> str:
    return "; ".join(f"{key}={known[key].normalize():f}" for key in rule.keys)


def _with_reason(finding: Finding, known: Mapping[str, Decimal], reasons: Mapping[str, Explanation]) -> Finding:
    given = reasons.get(finding.rule.text)
    if given is None or given.on_figures != _fingerprint(finding.rule, known):
        return finding
    return Finding(finding.rule, finding.left, finding.right, given.reason)
