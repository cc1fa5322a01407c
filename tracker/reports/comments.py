"""Comments (ý kiến): what the desk asks about single cells of a report that is handed in, and what became of each."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy
from sqlalchemy import CheckConstraint, func
from sqlmodel import Field, Session, SQLModel, col, select

from tracker.forms.cell import ONE_COLUMN, Cell
from tracker.forms.form import Form
from tracker.forms.row import Kind, Row
from tracker.kernel.altering import Alterations
from tracker.kernel.columns import AwareTime
from tracker.kernel.errors import CommentSent, ReportClosed, RowNotAsked, RowUnknown, WrongState
from tracker.kernel.keeping import kept
from tracker.reports.entry import Entry, WordsGiven
from tracker.reports.figures import Entered, standing_figures
from tracker.reports.reckoning import reckon
from tracker.reports.reports import Report, Source, State, form_of, require_reason, unit_of
from tracker.reports.versions import figures_of_version

_ANSWERED = (
    "(answered_at is null) = (answered_by_id is null) and (answered_at is null) = (answer = '')"
    " and (answered_at is null or sent_at is not null)"
)


class ReportComment(SQLModel, table=True):
    """A comment on one cell of one version; a draft of the desk's until the report is returned with it (`sent_at`).

    It is followed when the cell changes after that, or answered in words by whoever keeps the figure.
    """

    __tablename__ = "report_comment"
    __table_args__ = (CheckConstraint("text <> ''", name="text_given"), CheckConstraint(_ANSWERED, name="answer_shape"))

    id: int = Field(default=None, primary_key=True)
    report_id: int = Field(foreign_key="report.id", index=True)
    version: int
    row_key: str
    column_key: str = ONE_COLUMN
    text: str
    officer_id: int = Field(foreign_key="officer.id")
    at: datetime = Field(sa_type=AwareTime)
    origin: str
    sent_at: datetime | None = Field(default=None, sa_type=AwareTime)
    answer: str = ""
    answered_by_id: int | None = Field(default=None, foreign_key="officer.id")
    answered_at: datetime | None = Field(default=None, sa_type=AwareTime)

    @property
    def cell(self) -> Cell:
        """What it is about."""
        return Cell(self.row_key, self.column_key)

    @property
    def given(self) -> WordsGiven | None:
        """The answer, with who gave it and when."""
        if self.answered_by_id is None or self.answered_at is None:
            return None
        return WordsGiven(self.answer, self.answered_by_id, self.answered_at)


class AlteredAnswers(Alterations[int, WordsGiven]):
    """What a message has altered in the answers to comments so far, by the comments' numbers."""


@dataclass(frozen=True)
class Commented:
    """A comment that was sent, the cells in which it can be followed, with their rows, and what they show then and now."""

    comment: ReportComment
    cells: Mapping[Cell, Row]
    before: Mapping[Cell, Entry]
    now: Mapping[Cell, Entry]

    @property
    def changed(self) -> list[Cell]:
        """The cells that show something else by now."""
        return [cell for cell in self.cells if self.before.get(cell) != self.now.get(cell)]

    @property
    def is_open(self) -> bool:
        """Whether it was neither followed nor answered."""
        return not self.comment.answer and not self.changed


def comment_on(session: Session, report: Report, cell: Cell, text: str, source: Source) -> ReportComment:
    """Put down a comment on a cell; its officers see it when the report is returned.

    Raises WrongState (of one that is not handed in), RowUnknown, RowNotAsked (no figure of the unit's), ReasonMissing.
    """
    if report.state != State.SUBMITTED:
        raise WrongState(state=report.state, wanted="commented on")
    form, unit = form_of(session, report), unit_of(session, report)
    row = form.row_at(cell)
    if row is None:
        raise RowUnknown(key=str(cell))
    if not cells_behind(form, cell, unit.level):
        raise RowNotAsked(key=str(cell), by=row.by)
    text = require_reason(text)
    comment = ReportComment(
        report_id=report.id,
        version=report.submissions,
        row_key=cell.row,
        column_key=cell.column,
        text=text,
        officer_id=source.officer_id,
        at=source.at,
        origin=source.origin,
    )
    session.add(comment)
    session.flush()
    return comment


def cells_behind(form: Form, cell: Cell, level: str) -> dict[Cell, Row]:
    """The cells, with their rows, that a unit of this level types in for one.

    That is itself, what it is computed from, or those asked under it.
    """
    row = form.row_of(cell)
    if row.kind is Kind.SECTION or not row.concerns(level):
        return {}
    if row.typed:
        return {cell: row}
    if cell in form.computed:
        behind = [cells_behind(form, part, level) for part in form.computed[cell].cells]
        return {part: of for parts in behind for part, of in parts.items()}
    return {Cell(asked.key, cell.column): asked for asked in form.groups.get(row.key, ()) if asked.concerns(level)}


def delete_comment(session: Session, comment: ReportComment) -> None:
    """Take a draft back; raises CommentSent."""
    if comment.sent_at is not None:
        raise CommentSent
    session.delete(comment)
    session.flush()


def draft_comments(session: Session, report: Report) -> list[ReportComment]:
    """Those that the report would be returned with, in printed order."""
    return _in_order(session, report, col(ReportComment.sent_at).is_(None))


def drafts_on(session: Session, report_ids: Collection[int]) -> dict[int, int]:
    """How many such comments there are on each of these reports that has any."""
    count, here = func.count(), col(ReportComment.report_id).in_(report_ids)
    wanted = sqlalchemy.select(col(ReportComment.report_id), count).where(here, col(ReportComment.sent_at).is_(None))
    return {number: found for number, found in session.execute(wanted.group_by(col(ReportComment.report_id)))}  # noqa: C416 - a Row is no pair to dict()


def sent_comments(session: Session, report: Report) -> list[Commented]:
    """What became of those that the report was last returned with, in printed order; what came before is over."""
    sent = _in_order(session, report, col(ReportComment.sent_at).is_not(None))
    if not sent:
        return []
    version = max(comment.version for comment in sent)
    form, level = form_of(session, report), unit_of(session, report).level
    before = _shown(form, figures_of_version(session, report, version), level)
    now = _shown(form, standing_figures(session, report.id).figures, level)
    cells = {cell: cells_behind(form, cell, level) for cell in {comment.cell for comment in sent}}
    return [Commented(one, cells[one.cell], before, now) for one in sent if one.version == version]


def _in_order(session: Session, report: Report, which: object) -> list[ReportComment]:
    form = form_of(session, report)
    wanted = select(ReportComment).where(ReportComment.report_id == report.id, which)  # type: ignore[arg-type]
    found = list(session.exec(wanted.order_by(col(ReportComment.id))))
    place = {cell: number for number, cell in enumerate(form.in_order(comment.cell for comment in found))}
    return sorted(found, key=lambda comment: place[comment.cell])


def _shown(form: Form, figures: Mapping[Cell, Entered], level: str) -> dict[Cell, Entry]:
    """What the cells say; those under "none arose" are 0 there and blank in print, so the 0 is given to each of them."""
    none = [cell for cell in form.none_cells if cell in figures and figures[cell].amount == 0]
    zeros = {Cell(row.key, over.column): Entry.number(0) for over in none for row in form.groups[over.row]}
    return {**zeros, **reckon(form, level, figures).shown}


def open_comments(session: Session, report: Report) -> list[Commented]:
    """Those that the officers must still follow or answer."""
    if not report.is_with_unit or not report.submissions:
        return []
    return [one for one in sent_comments(session, report) if one.comment.version == report.submissions and one.is_open]


def send_comments(session: Session, report: Report, at: datetime) -> list[ReportComment]:
    """The drafts become comments on the version that is returned with them."""
    drafts = draft_comments(session, report)
    for comment in drafts:
        comment.sent_at, comment.version = at, report.submissions
        session.add(comment)
    return drafts


def answer_comment(session: Session, report: Report, comment: ReportComment, answer: str, source: Source) -> None:
    """Keep the figure, and say why; raises ReportLocked, ReportClosed, ReasonMissing."""
    report.require_unlocked(source.at)
    if not report.is_open:
        raise ReportClosed(state=report.state)
    _answer(session, comment, WordsGiven(require_reason(answer), source.officer_id, source.at))


def put_back_answer(session: Session, report: Report, number: int, before: WordsGiven | None) -> ReportComment:
    """Let the answer stand that stood before, or none; gives the comment."""
    comment = session.get_one(ReportComment, number)
    if comment.report_id != report.id:
        raise LookupError(number)
    _answer(session, comment, before)
    return comment


def _answer(session: Session, comment: ReportComment, given: WordsGiven | None) -> None:
    kept(session, AlteredAnswers).note(comment.report_id, comment.id, comment.given, given)
    comment.answer = given.words if given else ""
    comment.answered_by_id, comment.answered_at = (given.officer_id, given.at) if given else (None, None)
    session.add(comment)
    session.flush()
