"""Of all that is doubtful in the reports that wait for a desk, what would move the totals most if it were wrong."""

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

import sqlalchemy
from sqlmodel import Session, col

from tracker.forms.cell import Cell, stored_cell
from tracker.office.units import Unit
from tracker.reports.figures import Figure
from tracker.reports.reports import HANDED_IN, Report, State
from tracker.reports.rounds import Round
from tracker.review.questions import OUTCOME, FigureQuestion, QuestionOutcome
from tracker.review.reasons import Explanation

_WAITS = (QuestionOutcome.KEPT.value, QuestionOutcome.MENTIONED.value)  # what was mended is not doubtful any more


class DoubtfulFigure(NamedTuple):
    """A doubtful figure of a report that waits: what stands, what may be meant, why it was kept ("" if it was only mentioned).

    `share` is how far the total of its cell over the round would move, of the total; `risk` is that, times how often such a
    question found something wrong.
    """

    report: Report
    round: Round
    unit: Unit
    cell: Cell
    stands: Decimal | None
    meant: Decimal | None
    reason: str
    share: Decimal
    risk: Decimal


class Influence(NamedTuple):
    """The doubtful figures, those with the greatest risk first."""

    figures: Sequence[DoubtfulFigure]

    def covered(self, count: int) -> Decimal:
        """How much of the whole risk the first of them cover, from 0 to 1."""
        whole = sum((one.risk for one in self.figures), Decimal(0))
        return sum((one.risk for one in self.figures[:count]), Decimal(0)) / whole if whole else Decimal(1)

    @property
    def of_reports(self) -> dict[int, Decimal]:
        """By report the risk of all its figures."""
        risks: dict[int, Decimal] = {}
        for one in self.figures:
            risks[one.report.id] = risks.get(one.report.id, Decimal(0)) + one.risk
        return risks


def by_influence(session: Session, unit_ids: Collection[int], round_id: int | None = None) -> Influence:
    """Of the reports of these units that wait, in one round or in all: four queries.

    One figure is counted once, by its greatest risk, however many questions it raised.
    """
    rows = _doubtful(session, unit_ids, round_id)
    rounds = {round_.id: round_ for _, _, round_, _, _ in rows}
    totals = _totals(session, unit_ids, rounds)
    wrong = _how_often_wrong(session, {round_.form_code for round_ in rounds.values()})
    worst: dict[tuple[int, Cell], DoubtfulFigure] = {}
    for question, report, round_, unit, reason in rows:
        cell = Cell.read(question.cell)
        share = _share(question, totals.get((round_.id, cell), Decimal(0)))
        risk = share * wrong.get((round_.form_code, question.kind), Decimal(1) / 2)
        one = DoubtfulFigure(report, round_, unit, cell, question.stands, question.meant, reason or "", share, risk)
        if (report.id, cell) not in worst or worst[report.id, cell].risk < risk:
            worst[report.id, cell] = one
    return Influence(sorted(worst.values(), key=lambda one: (-one.risk, one.report.id)))


_Row = tuple[FigureQuestion, Report, Round, Unit, str | None]


def _doubtful(session: Session, unit_ids: Collection[int], round_id: int | None) -> Sequence[_Row]:
    pairs = [(getattr(Explanation, name), getattr(FigureQuestion, name)) for name in ("report_id", "rule", "on_figures")]
    same = sqlalchemy.and_(*(col(ours) == col(theirs) for ours, theirs in pairs))
    wanted = (
        sqlalchemy.select(FigureQuestion, Report, Round, Unit, col(Explanation.reason))
        .join(Report, col(Report.id) == FigureQuestion.report_id)
        .join(Round, col(Round.id) == Report.round_id)
        .join(Unit, col(Unit.id) == Report.unit_id)
        .outerjoin(Explanation, same)
        .where(col(Report.state) == State.SUBMITTED, col(Report.unit_id).in_(unit_ids), OUTCOME.in_(_WAITS))
    )
    if round_id is not None:
        wanted = wanted.where(col(Round.id) == round_id)
    return [(*row,) for row in session.execute(wanted.order_by(col(FigureQuestion.id)))]


def _totals(session: Session, unit_ids: Collection[int], rounds: Collection[int]) -> dict[tuple[int, Cell], Decimal]:
    """By round and cell the sum of what is handed in, without its sign; as near as the database's own numbers are."""
    amount = sqlalchemy.func.sum(sqlalchemy.func.abs(sqlalchemy.cast(col(Figure.amount), sqlalchemy.Float)))
    wanted = (
        sqlalchemy.select(col(Report.round_id), col(Figure.row_key), col(Figure.column_key), amount)
        .join(Report, col(Report.id) == Figure.report_id)
        .where(col(Report.round_id).in_(rounds), col(Report.unit_id).in_(unit_ids), col(Report.state).in_(HANDED_IN))
        .where(col(Figure.amount).is_not(None))
        .group_by(col(Report.round_id), col(Figure.row_key), col(Figure.column_key))
    )
    return {(number, stored_cell(row, column)): Decimal(total) for number, row, column, total in session.execute(wanted)}


def _how_often_wrong(session: Session, codes: Collection[str]) -> Mapping[tuple[str, str], Decimal]:
    """By form and kind of question, what part of such questions was mended: half before any is settled."""
    mended = sqlalchemy.case((OUTCOME.in_([QuestionOutcome.MENDED.value]), 1), else_=0)
    wanted = (
        sqlalchemy.select(col(Round.form_code), col(FigureQuestion.kind), sqlalchemy.func.sum(mended), sqlalchemy.func.count())
        .join(Report, col(Report.id) == FigureQuestion.report_id)
        .join(Round, col(Round.id) == Report.round_id)
        .where(col(Round.form_code).in_(codes), OUTCOME.not_in([QuestionOutcome.OPEN.value]))
        .group_by(col(Round.form_code), col(FigureQuestion.kind))
    )
    return {(code, kind): Decimal(found + 1) / (count + 2) for code, kind, found, count in session.execute(wanted)}


def _share(question: FigureQuestion, total: Decimal) -> Decimal:
    """How far the total would move; not at all where nothing says what may be meant."""
    moved = abs((question.stands or Decimal(0)) - question.meant) if question.meant is not None else Decimal(0)
    return moved / max(total, moved) if moved else Decimal(0)
