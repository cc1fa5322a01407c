"""Figures: what a unit entered in a cell of its report, by whom, when and from where, with every earlier value kept."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

import sqlalchemy
from sqlalchemy import CheckConstraint, String, UniqueConstraint, bindparam, delete, insert, or_, tuple_, type_coerce
from sqlmodel import Field, Session, SQLModel, col, select

from tracker.audit.log import Deed, What, note_all
from tracker.audit.row_seals import touch_report
from tracker.forms.cell import ONE_COLUMN, Cell, stored_cell
from tracker.forms.form import Form
from tracker.forms.row import Kind, Row
from tracker.kernel.altering import Alterations
from tracker.kernel.columns import AwareTime, ExactDecimal
from tracker.kernel.errors import ReportClosed, RowNotAsked, RowUnknown
from tracker.kernel.keeping import kept
from tracker.kernel.uncounted import count_again
from tracker.reports.behalf import EntryWay
from tracker.reports.completing import outdated
from tracker.reports.entry import Answer, Entry, StoredEntries
from tracker.reports.reports import WAY_KNOWN, Report, Source, form_of, unit_of

_SHAPE = "(answer = 'value') = (amount is not null or text is not null) and (amount is null or text is null)"


class _Entered(SQLModel):
    """`since`: the first version handed in of which it is part; the one to come for what was entered last."""

    row_key: str
    column_key: str = ONE_COLUMN
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
    def cell(self) -> Cell:
        """Where it stands."""
        return Cell(self.row_key, self.column_key)

    @property
    def entry(self) -> Entry:
        """What stands there."""
        return Entry(Answer(self.answer), self.amount, self.text, self.note)


class Figure(_Entered, table=True):
    """The figure that stands: at most one for a cell of a report."""

    __table_args__ = (
        UniqueConstraint("report_id", "row_key", "column_key"),
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


class Entered(NamedTuple):
    """A figure of a cell: what was entered, by whom, when, over which channel or tool, and since which version."""

    cell: Cell
    entry: Entry
    officer_id: int
    at: datetime
    origin: str
    way: str
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
_STANDING, _EARLIER = Figure.__table__, EarlierFigure.__table__  # type: ignore[attr-defined] # past the ORM
_DIGITS = type_coerce(_STANDING.c.amount, String)
STORED = (  # a report, a cell, and what `StoredEntries` makes an entry of
    *(_STANDING.c[name] for name in ("report_id", "row_key", "column_key")),
    *(_STANDING.c.answer, _DIGITS, _STANDING.c.text, _STANDING.c.note),
)
_WHENCE = [_STANDING.c[name] for name in ("officer_id", "at", "origin", "way", "since")]
_ENTER, _KEEP_EARLIER = insert(_STANDING), insert(_EARLIER)
_OF_TWO = sqlalchemy.select(*STORED, *_WHENCE).where(
    or_(_STANDING.c.report_id == bindparam("one"), _STANDING.c.report_id == bindparam("other"))
)
_CELL = tuple_(_STANDING.c.row_key, _STANDING.c.column_key)
_ERASE = delete(_STANDING).where(_STANDING.c.report_id == bindparam("report"), _CELL.in_(bindparam("cells", expanding=True)))


@dataclass
class Standing:
    """The figures of one report as they stand; `changes` grows with each change, so that what follows is reckoned again."""

    figures: dict[Cell, Entered] = field(default_factory=dict)
    changes: int = 0


@dataclass
class StandingFigures:
    """By report, the figures that a transaction has read; only this file changes figures, and renews them here."""

    of_report: dict[int, Standing] = field(default_factory=dict)


class AlteredFigures(Alterations[Cell, Entered]):
    """What a message has altered in the cells of reports so far."""


def standing_figures(session: Session, report_id: int, other_id: int | None = None) -> Standing:
    """The figures of a report as they stand, read once in a transaction; those of the other report are read along."""
    known = kept(session, StandingFigures).of_report
    if report_id not in known:
        _read(session, known, {report_id, report_id if other_id is None else other_id} - known.keys())
    return known[report_id]


def _read(session: Session, known: dict[int, Standing], wanted: set[int]) -> None:
    stored = StoredEntries()
    known |= {report_id: Standing() for report_id in wanted}
    rows = session.execute(_OF_TWO, {"one": min(wanted), "other": max(wanted)})
    for report_id, row, column, answer, digits, text, note, *whence in rows:
        cell = stored_cell(row, column)
        known[report_id].figures[cell] = Entered(cell, stored.entry(answer, digits, text, note), *whence)


def earlier_figures(session: Session, report: Report, cell: Cell) -> list[Entered]:
    """What stood in the cell before, oldest first."""
    here = (EarlierFigure.row_key == cell.row, EarlierFigure.column_key == cell.column)
    wanted = select(EarlierFigure).where(EarlierFigure.report_id == report.id, *here)
    return list(map(entered, session.exec(wanted.order_by(col(EarlierFigure.id)))))


def entered(figure: _Entered) -> Entered:
    """A stored figure as it is read."""
    return Entered(figure.cell, figure.entry, figure.officer_id, figure.at, figure.origin, figure.way, figure.since)


def record(session: Session, report: Report, entries: Mapping[Cell, Entry], source: Source) -> list[Entered]:
    """Enter figures by cell; returns those that other values replaced.

    Computed rows and headings take a figure too, when somebody insists; rules hold it against the others, and one that was
    only rounded goes with them. What is under a heading that said "none arose" takes that 0 back. Nothing is entered if any
    is refused: raises ReportLocked, ReportClosed, RowUnknown, RowNotAsked (a section; another level's, but for a roll-up).
    """
    report.require_unlocked(source.at)
    source = not_before_figures(session, report, source)
    form, level = form_of(session, report), unit_of(session, report).level
    _check(form, None if source.way is EntryWay.ROLLUP else level, report, entries)
    standing = standing_figures(session, report.id).figures
    taken_back = _erase(session, report, [*none_taken_back(form, entries), *outdated(form, standing, entries)])
    changed = {cell: entry for cell, entry in entries.items() if cell not in standing or standing[cell].entry != entry}
    replaced = _erase(session, report, changed)
    whence = (source.officer_id, source.at, source.origin, source.way.value, report.submissions + 1)
    _enter(session, report, fresh := {cell: Entered(cell, entry, *whence) for cell, entry in changed.items()})
    _note(session, report, [*taken_back, *replaced], fresh, source)
    return replaced


def not_before_figures(session: Session, report: Report, source: Source) -> Source:
    """The source, no earlier than what was entered in the report already: messages may be served later than they were sent.

    What is handed in late would else seem to have been in time, with a figure that came later.
    """
    latest = max((figure.at for figure in standing_figures(session, report.id).figures.values()), default=source.at)
    return replace(source, at=latest) if latest > source.at else source


def none_taken_back(form: Form, cells: Iterable[Cell]) -> list[Cell]:
    """Where "none arose" stood over these cells, which it does no more once something is entered in them."""
    rows = ((form.row_of(cell), cell.column) for cell in cells)
    return [Cell(row.ask, column) for row, column in rows if row.typed and row.ask in form.none_groups]


def withdraw(session: Session, report: Report, cells: Iterable[Cell], source: Source) -> None:
    """Take figures away: typed rows wait for an answer again, computed ones follow their parts. They are kept as earlier ones.

    Raises ReportLocked, ReportClosed.
    """
    report.require_unlocked(source.at)
    _check(form := form_of(session, report), None, report, cells := list(cells))
    gone = outdated(form, standing_figures(session, report.id).figures, dict.fromkeys(cells, Entry.blank()))
    _note(session, report, _erase(session, report, [*cells, *gone]), {}, source)


def put_back(session: Session, report: Report, wanted: Mapping[Cell, Entered | None], source: Source) -> None:
    """Let stand in these cells what stood there before, as it was entered then; None for nothing.

    What stands there now is kept as earlier figures. Raises ReportLocked, ReportClosed.
    """
    report.require_unlocked(source.at)
    _check(form_of(session, report), None, report, wanted)
    old = {figure.cell: figure.entry.written for figure in _erase(session, report, wanted)}
    back = {cell: figure for cell, figure in wanted.items() if figure}
    _enter(session, report, back)
    new = {cell: (figure.entry.written, figure.entry.note) for cell, figure in back.items()}
    about = ((cell, old.get(cell, ""), *new.get(cell, ("", ""))) for cell in wanted if cell in old.keys() | new.keys())
    deeds = [Deed(What.FIGURE, "taken back", report.unit_id, report.id, str(cell), *what) for cell, *what in about]
    note_all(session, deeds, source)


def record_none_arose(session: Session, report: Report, rows: Sequence[Row], source: Source) -> None:
    """Answer rows of one group "không phát sinh".

    Where they are a whole group with a heading for it, 0 goes there and they stay blank, as offices do; otherwise each number
    among them is 0 and what is no number is blank.
    """
    form, level = form_of(session, report), unit_of(session, report).level
    group = rows[0].ask
    if group in form.none_groups and list(rows) == [row for row in form.groups[group] if row.concerns(level)]:
        record(session, report, {form.by_key[group].cell: Entry.number(0)}, source)
        withdraw(session, report, [row.cell for row in rows], source)
    else:
        zeros = {row.cell: Entry.number(0) if row.is_number else Entry.blank() for row in rows}
        record(session, report, zeros, source)


def _check(form: Form, level: str | None, report: Report, cells: Iterable[Cell]) -> None:
    if not report.is_open:
        raise ReportClosed(state=report.state)
    taking = form.of_level(level).taking if level else None
    for cell in cells:
        row = form.row_at(cell)
        if row is None:
            raise RowUnknown(key=str(cell))
        if row.kind is Kind.SECTION or (taking is not None and cell.pattern not in taking):
            raise RowNotAsked(key=str(cell), by=row.by)


def _enter(session: Session, report: Report, fresh: Mapping[Cell, Entered]) -> None:
    """Let figures stand in cells in which nothing does."""
    if not fresh:
        return
    now, altered = standing_figures(session, report.id), kept(session, AlteredFigures)
    session.execute(_ENTER, [_values(report, figure) for figure in fresh.values()])
    now.figures.update(fresh)
    now.changes += 1
    for cell, figure in fresh.items():
        altered.note(report.id, cell, None, figure)


def _values(report: Report, figure: Entered) -> dict[str, object]:
    entry, where = figure.entry, {"report_id": report.id, "row_key": figure.cell.row, "column_key": figure.cell.column}
    entered = {name: getattr(figure, name) for name in ("officer_id", "at", "origin", "way", "since")}
    return {**where, **entered, "answer": entry.answer.value, "amount": entry.amount, "text": entry.text, "note": entry.note}


def _erase(session: Session, report: Report, cells: Iterable[Cell]) -> list[Entered]:
    """Take figures away from their cells; they are kept as earlier ones. Whatever changes a report begins with this."""
    count_again(session, report.id)
    now = standing_figures(session, report.id)
    gone = [now.figures.pop(cell) for cell in dict.fromkeys(cells) if cell in now.figures]
    if gone:
        now.changes += 1
        touch_report(session, EarlierFigure.__tablename__, report.id)
        session.execute(_KEEP_EARLIER, [_values(report, figure) | {"until": report.submissions} for figure in gone])
        session.execute(_ERASE, {"report": report.id, "cells": [figure.cell for figure in gone]})
        for figure in gone:
            kept(session, AlteredFigures).note(report.id, figure.cell, figure, None)
    return gone


def _note(session: Session, report: Report, gone: Iterable[Entered], fresh: Mapping[Cell, Entered], source: Source) -> None:
    """One line of the audit log for each cell: what stood there, and what stands there now."""
    old, at = {figure.cell: figure.entry.written for figure in gone}, (report.unit_id, report.id)
    entered = [
        Deed(What.FIGURE, "entered", *at, str(cell), old.get(cell, ""), figure.entry.written, figure.entry.note)
        for cell, figure in fresh.items()
    ]
    erased = [Deed(What.FIGURE, "erased", *at, str(cell), figure) for cell, figure in old.items() if cell not in fresh]
    note_all(session, [*erased, *entered], source)
