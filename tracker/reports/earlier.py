"""The numbers of units' earlier reports on a form: one statement, however many units and reports."""

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

import sqlalchemy
from sqlalchemy import ColumnElement, Select, and_, bindparam, func
from sqlmodel import Session, col

from tracker.forms.cell import Cell, stored_cell
from tracker.reports.figures import Figure
from tracker.reports.reports import Report, State
from tracker.reports.rounds import Round

_Numbers = Select[tuple[int, int, str, str, str, Decimal]]


class EarlierReport(NamedTuple):
    """A report handed in for data that closed earlier: the code of its period, and the numbers that stand in it."""

    period: str
    numbers: dict[Cell, Decimal]


def _latest(which: ColumnElement[bool]) -> sqlalchemy.Subquery:
    """The reports that were handed in and closed before, the latest first in `place`."""
    closes = col(Round.window_to)
    place = func.row_number().over(partition_by=col(Report.unit_id), order_by=(closes.desc(), col(Report.id).desc()))
    wanted = (
        sqlalchemy.select(col(Report.id).label("number"), col(Report.unit_id), col(Round.period), place.label("place"))
        .join(Round, col(Round.id) == Report.round_id)
        .where(which, col(Round.form_code) == bindparam("form"), closes < bindparam("before"))
        .where(col(Report.first_submitted_at).is_not(None), col(Report.state) != State.CANCELLED)
    )
    return wanted.subquery()


def _with_numbers(which: ColumnElement[bool], rows: ColumnElement[bool] | None = None) -> _Numbers:
    latest = _latest(which)
    on = and_(col(Figure.report_id) == latest.c.number, col(Figure.amount).is_not(None))
    names = (col(Figure.row_key), col(Figure.column_key), col(Figure.amount))
    return (
        sqlalchemy.select(latest.c.number, latest.c.unit_id, latest.c.period, *names)
        .outerjoin(Figure, on if rows is None else and_(on, rows))
        .where(latest.c.place <= bindparam("most"))
        .order_by(latest.c.place)
    )


# Built once: messages ask them.
_ONE, _MANY = col(Report.unit_id) == bindparam("unit"), col(Report.unit_id).in_(bindparam("units", expanding=True))
_IN_ROWS = col(Figure.row_key).in_(bindparam("rows", expanding=True))
_OF_ONE, _OF_MANY, _OF_ROWS = _with_numbers(_ONE), _with_numbers(_MANY), _with_numbers(_ONE, _IN_ROWS)


def earlier_reports(
    session: Session, round_: Round, unit_id: int, most: int, rows: Collection[str] | None = None
) -> Sequence[EarlierReport]:
    """The unit's latest reports on the round's form before it, the latest first, with the numbers in these rows or in all."""
    about = {"form": round_.form_code, "before": round_.window_to, "unit": unit_id, "most": most}
    found = _gather(session, _OF_ONE, about) if rows is None else _gather(session, _OF_ROWS, about | {"rows": list(rows)})
    return found.get(unit_id, ())


def earlier_of_units(
    session: Session, round_: Round, unit_ids: Sequence[int], most: int
) -> Mapping[int, Sequence[EarlierReport]]:
    """By unit its latest reports on the round's form before it, with all numbers; a unit without one is left out."""
    about = {"form": round_.form_code, "before": round_.window_to, "units": unit_ids, "most": most}
    return _gather(session, _OF_MANY, about)


def _gather(session: Session, wanted: _Numbers, about: Mapping[str, object]) -> dict[int, list[EarlierReport]]:
    found: dict[int, list[EarlierReport]] = {}
    reports: dict[int, EarlierReport] = {}
    for number, unit_id, period, row, column, amount in session.execute(wanted, about):
        if number not in reports:
            reports[number] = EarlierReport(period, {})
            found.setdefault(unit_id, []).append(reports[number])
        if row is not None:  # an outer join: a report may have none of these
            reports[number].numbers[stored_cell(row, column)] = amount
    return found
