"""Figures: what a unit entered in a row of its report, by whom, when and from where, with every earlier value kept."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Self

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, Session, SQLModel, select

from tracker.columns import AwareTime, ExactDecimal
from tracker.errors import ReportClosed, RowNotAsked, RowUnknown
from tracker.form import Form, Row
from tracker.names import tidy
from tracker.reports import Report, Source, form_of, unit_of


class Answer(StrEnum):
    """A value (zero among them), left blank, or not applicable: three states that print differently."""

    VALUE = "value"
    BLANK = "blank"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True)
class Entry:
    """What is entered in a row: an amount or a text with VALUE, neither otherwise; `note` is printed under Ghi chú."""

    answer: Answer
    amount: Decimal | None = None
    text: str | None = None
    note: str = ""

    @classmethod
    def number(cls, amount: Decimal | int) -> Self:
        """A count, an amount or a rate."""
        return cls(Answer.VALUE, amount=Decimal(amount))

    @classmethod
    def words(cls, text: str) -> Self:
        """A choice as it is printed, or free text."""
        return cls(Answer.VALUE, text=tidy(text))

    @classmethod
    def blank(cls, note: str = "") -> Self:
        """Left blank, with the reason if one was given."""
        return cls(Answer.BLANK, note=tidy(note))

    @classmethod
    def not_applicable(cls) -> Self:
        """Does not apply to this unit; printed "-"."""
        return cls(Answer.NOT_APPLICABLE)


_SHAPE = "(answer = 'value') = (amount is not null or text is not null) and (amount is null or text is null)"


class _Entered(SQLModel):
    row_key: str
    answer: str
    amount: Decimal | None = Field(default=None, sa_type=ExactDecimal)
    text: str | None = None
    note: str = ""
    officer_id: int = Field(foreign_key="officer.id")
    at: datetime = Field(sa_type=AwareTime)
    origin: str

    @property
    def entry(self) -> Entry:
        """What stands in the row."""
        return Entry(Answer(self.answer), self.amount, self.text, self.note)


class Figure(_Entered, table=True):
    """The figure that stands: at most one for a row of a report."""

    __table_args__ = (
        UniqueConstraint("report_id", "row_key"),
        CheckConstraint("answer in ('value', 'blank', 'not_applicable')", name="answer_known"),
        CheckConstraint(_SHAPE, name="answer_shape"),
    )

    id: int = Field(default=None, primary_key=True)
    report_id: int = Field(foreign_key="report.id")


class EarlierFigure(_Entered, table=True):
    """A figure that was replaced; append-only, oldest first."""

    __tablename__ = "earlier_figure"

    id: int = Field(default=None, primary_key=True)
    report_id: int = Field(foreign_key="report.id", index=True)


def figures_of(session: Session, report: Report) -> dict[str, Figure]:
    """The figures that stand, by row."""
    return {figure.row_key: figure for figure in session.exec(select(Figure).where(Figure.report_id == report.id))}


def earlier_figures(session: Session, report: Report, key: str) -> list[EarlierFigure]:
    """What stood in the row before, oldest first."""
    wanted = select(EarlierFigure).where(EarlierFigure.report_id == report.id, EarlierFigure.row_key == key)
    return list(session.exec(wanted.order_by(EarlierFigure.id)))  # type: ignore[arg-type]


def record_figures(session: Session, report: Report, entries: Mapping[str, Entry], source: Source) -> list[Figure]:
    """Enter figures by row; returns copies of those that other values replaced.

    A value under a heading that said "none arose" takes that 0 back. Nothing is entered if any row is refused: raises
    ReportClosed, RowUnknown, RowNotAsked.
    """
    form, level = form_of(session, report), unit_of(session, report).level
    _check(form, level, report, entries)
    standing = figures_of(session, report)
    for key, entry in entries.items():
        row = form.by_key[key]
        if row.typed and entry.answer is Answer.VALUE and form.may_be_none(row.ask) and row.ask in standing:
            _erase(session, standing.pop(row.ask))
    replaced = [_store(session, report, standing.get(key), (key, entry), source) for key, entry in entries.items()]
    session.flush()
    return [figure for figure in replaced if figure]


def record_figure(session: Session, report: Report, key: str, entry: Entry, source: Source) -> None:
    """Enter one figure; see `record_figures`."""
    record_figures(session, report, {key: entry}, source)


def record_none_arose(session: Session, report: Report, rows: Sequence[Row], source: Source) -> None:
    """Answer rows of one group "không phát sinh".

    Where they are a whole group with a heading for it, 0 goes there and they stay blank, as offices do; otherwise each number
    among them is 0 and what is no number is blank.
    """
    form, level = form_of(session, report), unit_of(session, report).level
    group = rows[0].ask
    whole = [row for row in form.groups[group] if row.concerns(level)]
    if form.may_be_none(group) and list(rows) == whole:
        record_figures(session, report, {group: Entry.number(0)}, source)
        standing = figures_of(session, report)
        for row in rows:
            if row.key in standing:
                _erase(session, standing[row.key])
        session.flush()
    else:
        zeros = {row.key: Entry.number(0) if row.is_number else Entry.blank() for row in rows}
        record_figures(session, report, zeros, source)


def _check(form: Form, level: str, report: Report, keys: Iterable[str]) -> None:
    if not report.is_open:
        raise ReportClosed(state=report.state)
    for key in keys:
        row = form.by_key.get(key)
        if row is None:
            raise RowUnknown(key=key)
        if not row.concerns(level) or not (row.typed or form.may_be_none(key)):
            raise RowNotAsked(key=key)


def _store(
    session: Session, report: Report, figure: Figure | None, entered: tuple[str, Entry], source: Source
) -> Figure | None:
    key, entry = entered
    if figure is not None and figure.entry == entry:
        return None
    replaced = _keep(session, figure) if figure else None
    figure = figure or Figure(
        report_id=report.id, row_key=key, answer=entry.answer, officer_id=source.officer_id, at=source.at, origin=source.origin
    )
    figure.answer, figure.amount, figure.text, figure.note = entry.answer, entry.amount, entry.text, entry.note
    figure.officer_id, figure.at, figure.origin = source.officer_id, source.at, source.origin
    session.add(figure)
    return replaced


def _keep(session: Session, figure: Figure) -> Figure:
    facts = figure.model_dump(exclude={"id"})
    session.add(EarlierFigure(**facts))
    return Figure(**facts)


def _erase(session: Session, figure: Figure) -> None:
    _keep(session, figure)
    session.delete(figure)


def numbers(form: Form, figures: Mapping[str, Figure]) -> dict[str, Decimal]:
    """Every row that has a number, typed or computed."""
    known = {key: figure.amount for key, figure in figures.items() if figure.amount is not None}
    for key, formula in form.formulas.items():
        value = formula.value(known)
        if value is not None:
            known[key] = value
    return known


def printed(form: Form, figures: Mapping[str, Figure], level: str) -> dict[str, Entry]:
    """What each row of the appendix shows; rows that show nothing are left out."""
    known = numbers(form, figures)
    shown = {key: figure.entry for key, figure in figures.items()}
    for key, formula in form.formulas.items():
        if not form.by_key[key].concerns(level):
            continue
        if key in known:
            shown[key] = Entry.number(known[key])
        elif formula.is_of_nothing(known):
            shown[key] = Entry.not_applicable()
    return shown


def open_rows(session: Session, report: Report) -> list[Row]:
    """The rows that still wait for an answer, in printed order."""
    return still_open(form_of(session, report), unit_of(session, report).level, figures_of(session, report))


def still_open(form: Form, level: str, answered: Container[str]) -> list[Row]:
    """The rows asked of a unit of this level that are not among the answered ones and have no "none arose" over them."""
    return [
        row for row in form.asked(level) if row.key not in answered and not (form.may_be_none(row.ask) and row.ask in answered)
    ]
