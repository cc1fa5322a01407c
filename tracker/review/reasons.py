"""The reasons with which an officer keeps figures that break a rule."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

import sqlalchemy
from sqlalchemy import UniqueConstraint, bindparam
from sqlmodel import Field, Session, SQLModel, select

from tracker.audit.log import Deed, What, note
from tracker.forms.cell import Cell
from tracker.forms.rules import Facts, Level, Rule
from tracker.kernel.altering import Alterations
from tracker.kernel.columns import AwareTime
from tracker.kernel.errors import ReportClosed, RuleBlocks
from tracker.kernel.keeping import kept
from tracker.kernel.uncounted import count_again
from tracker.reports.entry import WordsGiven
from tracker.reports.reports import Report, Source, require_reason
from tracker.reports.snapshot import snapshot_of


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


def reasons_of(session: Session, report_id: int) -> Reasons:
    """Those that were given in a report, by rule and the figures that they were given for; read once for a transaction."""
    known = kept(session, ReasonsGiven).of_report
    if report_id not in known:
        rows = session.execute(_OF_REPORT, {"report": report_id})
        known[report_id] = {(rule, on_figures): reason for rule, on_figures, reason in rows}
    return known[report_id]


def kept_reasons(session: Session, report: Report, known: Mapping[Cell, Decimal]) -> list[tuple[Cell, str]]:
    """The reasons that hold for these numbers, of a version for one, each with the cell that it is about."""
    told = {f"{cell}={number.normalize():f}" for cell, number in known.items()}
    given = ((Ground(*ground), reason) for ground, reason in reasons_of(session, report.id).items())
    return [(about(ground), reason) for ground, reason in given if set(ground.on_figures.split("; ")) <= told]


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
    ground = Ground(rule.text, fingerprint(rule, snapshot_of(session, report).facts))
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
    count_again(session, report.id)


def fingerprint(rule: Rule, held: Facts) -> str:
    """The very figures that a reason is given for: "1.1=12; 1.2=3"."""
    return "; ".join(f"{cell}={held.known[cell].normalize():f}" for cell in rule.cells if cell in held.known)
