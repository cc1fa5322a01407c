"""How often units were in time over the rounds of a year: one query for a whole subtree."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

import sqlalchemy
from sqlalchemy import case, func, or_
from sqlmodel import Session, col

from tracker.office.units import Unit, subtree
from tracker.reports.reports import Report, State
from tracker.reports.rounds import Round


class InTime(NamedTuple):
    """So many of the reports that came due, or were handed in before, were handed in by their due time."""

    on_time: int
    due: int


def in_time_over_year(session: Session, round_: Round, within: Unit, now: datetime) -> Mapping[int, InTime]:
    """By unit of the subtree of `within` the reports on this round's form in its year; units without such a one lack."""
    year = round_.period.partition("-")[0]
    in_year = col(Round.period).startswith(f"{year}-", autoescape=True)
    of_year = sqlalchemy.select(col(Round.id)).where(col(Round.form_code) == round_.form_code, in_year)
    first, due = col(Report.first_submitted_at), col(Report.due_at)
    wanted = (
        sqlalchemy.select(col(Report.unit_id), func.sum(case((first <= due, 1), else_=0)), func.count())
        .where(col(Report.round_id).in_(of_year))
        .where(col(Report.unit_id).in_(subtree(within.id)), col(Report.state) != State.CANCELLED)
        .where(or_(first.is_not(None), due < now))
        .group_by(col(Report.unit_id))
    )
    return {unit_id: InTime(on_time, count) for unit_id, on_time, count in session.execute(wanted)}
