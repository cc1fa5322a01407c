"""Each question about figures that was put to an officer, and what became of it, by kind, unit and period."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

import sqlalchemy
from sqlalchemy import UniqueConstraint
from sqlmodel import Field, Session, SQLModel, col, select

from tracker.forms.cell import Cell
from tracker.forms.rules import Level
from tracker.kernel.columns import AwareTime, ExactDecimal
from tracker.reports.reports import OPEN, Report, State
from tracker.reports.rounds import Round
from tracker.reports.snapshot import Snapshot
from tracker.review.findings import Finding
from tracker.review.reasons import Explanation, fingerprint
from tracker.review.struck import kind_of

_AGAINST = {"<=", "<", "=", "jump", "fell", "blank", "elsewhere", "book", "rollup"}  # what the right side may be meant to be


class FigureQuestion(SQLModel, table=True):
    """A finding that was put to a report's officers, or only mentioned: once for the very figures that it is about.

    `kind` is what may be struck; `cell` is the one that is likely to be wrong, `stands` its figure then, and `meant` what
    it may have been, or what it was held against.
    """

    __tablename__ = "figure_question"
    __table_args__ = (UniqueConstraint("report_id", "rule", "on_figures"),)

    id: int = Field(default=None, primary_key=True)
    report_id: int = Field(foreign_key="report.id")
    rule: str
    kind: str
    on_figures: str
    cell: str
    stands: Decimal | None = Field(default=None, sa_type=ExactDecimal)
    meant: Decimal | None = Field(default=None, sa_type=ExactDecimal)
    mentioned: bool = False
    at: datetime = Field(sa_type=AwareTime)


class QuestionOutcome(StrEnum):
    """What became of a question."""

    MENDED = "mended"
    KEPT = "kept"
    MENTIONED = "mentioned"
    OPEN = "open"


class QuestionsCounted(NamedTuple):
    """How many questions of a kind ended so, of a unit (its code) in a period."""

    kind: str
    unit: str
    period: str
    outcome: QuestionOutcome
    times: int


def note_questions(session: Session, snapshot: Snapshot, found: Iterable[Finding], at: datetime) -> None:
    """Keep that these were put to the officers, or mentioned; what was put before is kept once."""
    told = [_question(snapshot, one, at) for one in found]
    if not told:
        return
    wanted = select(FigureQuestion.rule, FigureQuestion.on_figures).where(FigureQuestion.report_id == snapshot.report.id)
    known = {(rule, on_figures) for rule, on_figures in session.exec(wanted)}
    session.add_all(one for one in told if (one.rule, one.on_figures) not in known)
    session.flush()


def _question(snapshot: Snapshot, found: Finding, at: datetime) -> FigureQuestion:
    readings = found.suspicion.readings if found.suspicion else ()
    against = found.right if found.rule.op in _AGAINST else None
    cell, meant = readings[0].changes[0] if readings else (_typed(snapshot, found), against)
    return FigureQuestion(
        report_id=snapshot.report.id,
        rule=found.rule.text,
        kind=kind_of(found.rule),
        on_figures=fingerprint(found.rule, snapshot.facts),
        cell=str(cell),
        stands=snapshot.amounts.get(cell) if readings else found.left,
        meant=meant,
        mentioned=found.rule.level is Level.MENTION,
        at=at,
    )


def _typed(snapshot: Snapshot, found: Finding) -> Cell:
    """The first cell that somebody typed; where all follow from others, the one that the rule is about."""
    return next((cell for cell in found.rule.cells if cell in snapshot.figures), found.rule.about)


_IS_KEPT = (
    sqlalchemy.exists()
    .where(col(Explanation.report_id) == FigureQuestion.report_id, col(Explanation.rule) == FigureQuestion.rule)
    .where(col(Explanation.on_figures) == FigureQuestion.on_figures)
    .correlate(FigureQuestion)
)
OUTCOME = sqlalchemy.case(
    (col(FigureQuestion.mentioned), QuestionOutcome.MENTIONED.value),
    (_IS_KEPT, QuestionOutcome.KEPT.value),
    (col(Report.state).in_(OPEN), QuestionOutcome.OPEN.value),
    else_=QuestionOutcome.MENDED.value,
)  # what is handed in without a reason was mended: nothing unsettled is


def outcomes(session: Session, form_code: str) -> Sequence[QuestionsCounted]:
    """What became of all questions about reports on a form, by kind, unit and period, the earliest period first."""
    unit = sqlalchemy.table("unit", sqlalchemy.column("id"), sqlalchemy.column("code"))
    by = (col(FigureQuestion.kind), unit.c.code, col(Round.period), OUTCOME.label("outcome"))
    wanted = (
        sqlalchemy.select(*by, sqlalchemy.func.count(), sqlalchemy.func.min(Round.window_to).label("closes"))
        .select_from(FigureQuestion)
        .join(Report, col(Report.id) == FigureQuestion.report_id)
        .join(Round, col(Round.id) == Report.round_id)
        .join(unit, unit.c.id == Report.unit_id)
        .where(col(Round.form_code) == form_code, col(Report.state) != State.CANCELLED)
        .group_by(*by)
        .order_by("closes", *by)
    )
    rows = session.execute(wanted)
    return [QuestionsCounted(kind, code, period, QuestionOutcome(was), times) for kind, code, period, was, times, _ in rows]
