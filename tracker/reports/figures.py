"""Figures: what a unit entered in a row of its report, by whom, when and from where, with every earlier value kept."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Self

import sqlalchemy
from sqlalchemy import CheckConstraint, UniqueConstraint, bindparam, delete, insert
from sqlmodel import Field, Session, SQLModel, col, select

from tracker.audit.line import What, written
from tracker.audit.writing import Deed, note_all
from tracker.forms.form import Form, Kind, Row
from tracker.kernel.columns import AwareTime, ExactDecimal
from tracker.kernel.errors import ReportClosed, RowNotAsked, RowUnknown
from tracker.kernel.names import tidy
from tracker.reports.behalf import EntryWay
from tracker.reports.reports import WAY_KNOWN, Report, Source, form_of, unit_of


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

    @property
    def written(self) -> str:
        """As the audit log has it, without the note."""
        return written(self.answer.value, self.amount, self.text)


_SHAPE = "(answer = 'value') = (amount is not null or text is not null) and (amount is null or text is null)"


class _Entered(SQLModel):
    """`since`: the first version handed in of which it is part; the one to come for what was entered last."""

    row_key: str
    answer: str
    amount: Decimal | None = Field(default=None, sa_type=ExactDecimal)
    text: str | None = None
    note: str = ""
    officer_id: int = Field(foreign_key="officer.id")
    at: datetime = Field(sa_type=AwareTime)
    origin: str
    way: str = EntryWay.OWN
    since: int = 1

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
        CheckConstraint(WAY_KNOWN, name="way_known"),
    )

    id: int = Field(default=None, primary_key=True)
    report_id: int = Field(foreign_key="report.id")


class EarlierFigure(_Entered, table=True):
    """A figure that was replaced; append-only, oldest first. `until`: the last version of which it is part, if any is."""

    __tablename__ = "earlier_figure"
    __table_args__ = (CheckConstraint(WAY_KNOWN, name="way_known"),)

    id: int = Field(default=None, primary_key=True)
    report_id: int = Field(foreign_key="report.id", index=True)
    until: int = 0


@dataclass(frozen=True)
class Entered:
    """A figure of a row: what was entered, by whom, when, over which channel or tool, which way, and since which version."""

    row_key: str
    entry: Entry
    officer_id: int
    at: datetime
    origin: str
    way: EntryWay
    since: int

    @property
    def amount(self) -> Decimal | None:
        """Its number, if it is one."""
        return self.entry.amount

    @property
    def answer(self) -> Answer:
        """A value, blank, or not applicable."""
        return self.entry.answer


# Built once and read as plain columns: every message asks it, and a report has up to 140 figures.
_NAMES = ("row_key", "answer", "amount", "text", "note", "officer_id", "at", "origin", "way", "since")
_COLUMNS = [Figure.__table__.c[name] for name in _NAMES]  # type: ignore[attr-defined]
_ENTER, _KEEP_EARLIER = insert(Figure.__table__), insert(EarlierFigure.__table__)  # type: ignore[attr-defined] # past the ORM
_OF_REPORT = sqlalchemy.select(*_COLUMNS).where(col(Figure.report_id) == bindparam("report"))


def figures_of(session: Session, report: Report) -> Mapping[str, Entered]:
    """The figures that stand, by row; read once in a session, since only this file changes them."""
    return _figures(session, report)


def _figures(session: Session, report: Report) -> dict[str, Entered]:
    read: dict[int, dict[str, Entered]] = session.info.setdefault("figures", {})
    if report.id not in read:
        rows = session.execute(_OF_REPORT, {"report": report.id}).all()
        read[report.id] = {
            key: Entered(key, Entry(Answer(answer), amount, text, note), officer_id, at, origin, EntryWay(way), since)
            for key, answer, amount, text, note, officer_id, at, origin, way, since in rows
        }
    return read[report.id]


def earlier_figures(session: Session, report: Report, key: str) -> list[Entered]:
    """What stood in the row before, oldest first."""
    wanted = select(EarlierFigure).where(EarlierFigure.report_id == report.id, EarlierFigure.row_key == key)
    return [entered(figure) for figure in session.exec(wanted.order_by(col(EarlierFigure.id)))]


def entered(figure: _Entered) -> Entered:
    """A stored figure as it is read."""
    whence = (figure.officer_id, figure.at, figure.origin, EntryWay(figure.way), figure.since)
    return Entered(figure.row_key, figure.entry, *whence)


def record_figures(session: Session, report: Report, entries: Mapping[str, Entry], source: Source) -> list[Entered]:
    """Enter figures by row; returns those that other values replaced.

    Computed rows and headings take a figure too, when somebody insists on one; rules hold it against the others. An entry
    under a heading that said "none arose" takes that 0 back. Nothing is entered if any row is refused: raises ReportLocked,
    ReportClosed, RowUnknown, RowNotAsked (a section, or another level's row, which takes only what its units have reported).
    """
    report.require_unlocked(source.at)
    form, level = form_of(session, report), unit_of(session, report).level
    _check(form, None if source.way is EntryWay.ROLLUP else level, report, entries)
    rows = [form.by_key[key] for key in entries]
    taken_back = _erase(session, report, [row.ask for row in rows if row.typed and row.ask in form.none_groups])
    standing = _figures(session, report)
    changed = {key: entry for key, entry in entries.items() if key not in standing or standing[key].entry != entry}
    replaced = [standing[key] for key in changed if key in standing]
    _erase(session, report, [figure.row_key for figure in replaced])
    whence = (source.officer_id, source.at, source.origin, source.way, report.submissions + 1)
    fresh = {key: Entered(key, entry, *whence) for key, entry in changed.items()}
    if fresh:
        session.execute(_ENTER, [_values(report, figure) for figure in fresh.values()])
    standing.update(fresh)
    _note(session, report, [*taken_back, *replaced], fresh, source)
    return replaced


def record_figure(session: Session, report: Report, key: str, entry: Entry, source: Source) -> None:
    """Enter one figure; see `record_figures`."""
    record_figures(session, report, {key: entry}, source)


def withdraw_figures(session: Session, report: Report, keys: Iterable[str], source: Source) -> None:
    """Take figures away: typed rows wait for an answer again, computed ones follow their parts. They are kept as earlier ones.

    Raises ReportLocked, ReportClosed.
    """
    report.require_unlocked(source.at)
    _check(form_of(session, report), None, report, keys)
    _note(session, report, _erase(session, report, keys), {}, source)


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
        _note(session, report, _erase(session, report, [row.key for row in rows]), {}, source)
    else:
        zeros = {row.key: Entry.number(0) if row.is_number else Entry.blank() for row in rows}
        record_figures(session, report, zeros, source)


def _check(form: Form, level: str | None, report: Report, keys: Iterable[str]) -> None:
    if not report.is_open:
        raise ReportClosed(state=report.state)
    for key in keys:
        row = form.by_key.get(key)
        if row is None:
            raise RowUnknown(key=key)
        if row.kind is Kind.SECTION or (level and not row.concerns(level)):
            raise RowNotAsked(key=key, by=row.by)


def _values(report: Report, figure: Entered) -> dict[str, object]:
    entry = figure.entry
    entered = {name: getattr(figure, name) for name in ("row_key", "officer_id", "at", "origin")} | {"way": figure.way.value}
    stands = {"answer": entry.answer.value, "amount": entry.amount, "text": entry.text, "note": entry.note}
    return {"report_id": report.id, **entered, **stands, "since": figure.since}


def _erase(session: Session, report: Report, keys: Iterable[str]) -> list[Entered]:
    """Take figures away from their rows; they are kept as earlier ones."""
    standing = _figures(session, report)
    gone = [standing.pop(key) for key in dict.fromkeys(keys) if key in standing]
    if gone:
        session.execute(_KEEP_EARLIER, [_values(report, figure) | {"until": report.submissions} for figure in gone])
        mine = col(Figure.report_id) == report.id
        session.execute(delete(Figure).where(mine, col(Figure.row_key).in_([figure.row_key for figure in gone])))
    return gone


def _note(session: Session, report: Report, gone: Iterable[Entered], fresh: Mapping[str, Entered], source: Source) -> None:
    """One line of the audit log for each row: what stood there, and what stands there now."""
    old, at = {figure.row_key: figure.entry.written for figure in gone}, (report.unit_id, report.id)
    entered = [
        Deed(What.FIGURE, "entered", *at, key, old.get(key, ""), figure.entry.written, figure.entry.note)
        for key, figure in fresh.items()
    ]
    erased = [Deed(What.FIGURE, "erased", *at, key, figure) for key, figure in old.items() if key not in fresh]
    note_all(session, [*erased, *entered], source)
