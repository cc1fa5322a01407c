"""The unit's own report of a year before: what it says in the columns of the same period last year."""

from dataclasses import dataclass, field
from decimal import Decimal

import sqlalchemy
from sqlalchemy import bindparam
from sqlmodel import Session, col

from tracker.forms.cell import Cell
from tracker.forms.form import Form
from tracker.forms.row import Column, ColumnRole
from tracker.kernel.keeping import kept
from tracker.kernel.names import fold
from tracker.reports.reports import Report
from tracker.reports.rounds import Round
from tracker.reports.snapshot import Snapshot, find_snapshot

_THEN = (
    sqlalchemy.select(col(Report.id))
    .join(Round, col(Round.id) == Report.round_id)
    .where(
        col(Report.unit_id) == bindparam("unit"),
        col(Round.form_code) == bindparam("form"),
        col(Round.period) == bindparam("period"),
        col(Report.first_submitted_at).is_not(None),
    )
    .order_by(col(Report.first_submitted_at).desc())
    .limit(1)
)


@dataclass(frozen=True)
class Archived:
    """What the report of a year before says, by the cells of this one's columns for it, and the name of its period."""

    period: str = ""
    amounts: dict[Cell, Decimal] = field(default_factory=dict)


class Archives:
    """By report, what was found for it in a transaction."""

    def __init__(self) -> None:
        """Nothing yet."""
        self.of_report: dict[int, Archived] = {}


def archived(session: Session, here: Snapshot) -> Archived:
    """The figures of a year before for the cells in which a unit would have to type them; none without such a report."""
    known = kept(session, Archives).of_report
    if here.report.id not in known:
        known[here.report.id] = _found(session, here)
    return known[here.report.id]


def _found(session: Session, here: Snapshot) -> Archived:
    wanted = {column.key: of for column in here.form.columns if (of := column_then(here.form, column))}
    if not wanted:
        return Archived()
    year, _, part = here.round.period.partition("-")
    asked = {"unit": here.unit.id, "form": here.round.form_code, "period": f"{int(year) - 1}-{part}"}
    number = session.execute(_THEN, asked).scalar()
    then = find_snapshot(session, number) if number else None
    if then is None:
        return Archived()
    amounts: dict[Cell, Decimal] = {}
    for cell in here.form.of_level(here.unit.level).cells:
        source = Cell(cell.row, wanted.get(cell.column, cell.column))
        if cell.column in wanted and source in then.amounts and _is_same_row(here.form, then.form, cell, source):
            amounts[cell] = then.amounts[source]
    return Archived(then.round.period_label, amounts)


def is_of_a_year_before(form: Form, cell: Cell) -> bool:
    """Whether a cell stands in a column of the same period last year."""
    return not form.is_plain and any(one.key == cell.column and one.role is ColumnRole.BEFORE for one in form.columns)


def column_then(form: Form, column: Column) -> str:
    """The column whose figures of a year before stand in this one; "" for any other, and where that is not clear."""
    if column.role is not ColumnRole.BEFORE:
        return ""
    now = [one.key for one in form.columns if one.role is ColumnRole.NOW and one.table == column.table]
    return column.of or (now[0] if len(now) == 1 else "")


def _is_same_row(form: Form, then: Form, cell: Cell, source: Cell) -> bool:
    """Whether both forms say the same of the row; their keys alone may have come to mean another one."""
    if then.row_at(source) is None:
        return False
    ours, theirs = form.printed_row(cell), then.printed_row(source)
    return fold(ours.label) == fold(theirs.label) and fold(ours.unit) == fold(theirs.unit)
