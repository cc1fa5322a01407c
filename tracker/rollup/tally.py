"""Which units' reports a desk's own report was filled from, kept with it: what its face says stays true afterwards."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import JSON
from sqlmodel import Field, Session, SQLModel, col, select

from tracker.kernel.columns import AwareTime
from tracker.office.units import units_by_id
from tracker.reports.reports import Report

_MOST_NAMES = 40  # on the face of an appendix


class Tally(SQLModel, table=True):
    """The ids of the units that were `counted` when the totals were taken, and of those that were `missing`.

    `partly` are those among the counted whose own report was partial: the id, how many units it counted and how many it owed.
    """

    report_id: int = Field(primary_key=True, foreign_key="report.id")
    counted: list[int] = Field(default_factory=list, sa_type=JSON)
    missing: list[int] = Field(default_factory=list, sa_type=JSON)
    partly: list[list[int]] = Field(default_factory=list, sa_type=JSON)
    at: datetime = Field(sa_type=AwareTime)

    @property
    def owed(self) -> int:
        """How many units owed a report."""
        return len(self.counted) + len(self.missing)

    @property
    def is_partial(self) -> bool:
        """Whether a unit was missing, here or further below."""
        return bool(self.missing or self.partly)


def tally_of(session: Session, report_id: int) -> Tally | None:
    """The report's tally; None if it was not filled from a roll-up."""
    return session.get(Tally, report_id)


def partial_tallies(session: Session, report_ids: Collection[int]) -> Mapping[int, Tally]:
    """By report, the tallies of those of these reports that were filled while a unit was missing."""
    found = session.exec(select(Tally).where(col(Tally.report_id).in_(report_ids)))
    return {tally.report_id: tally for tally in found if tally.is_partial}


def face_remarks(session: Session, report: Report) -> tuple[str, ...]:
    """What a report that was filled from a partial roll-up says on its face."""
    tally = tally_of(session, report.id)
    if tally is None or not tally.is_partial:
        return ()
    names = {unit.id: unit.full_name for unit in units_by_id(session, [*tally.missing, *(each[0] for each in tally.partly)])}
    missing = [names[number] for number in tally.missing]
    remarks = [f"Tổng hợp từ {len(tally.counted)}/{tally.owed} đơn vị{_still_missing(missing)}."]
    return (*remarks, *partly_said([(names[number], counted, owed) for number, counted, owed in tally.partly]))


def _still_missing(names: Sequence[str]) -> str:
    more = len(names) - _MOST_NAMES
    rest = f" và {more} đơn vị khác" if more > 0 else ""
    return f", còn thiếu: {', '.join(names[:_MOST_NAMES])}{rest}" if names else ""


def partly_said(partly: Sequence[tuple[str, int, int]]) -> list[str]:
    """Which counted units made their own report while some below them were missing, in one line."""
    units = "; ".join(f"{name} ({counted}/{owed} đơn vị)" for name, counted, owed in partly)
    return [f"Tổng hợp chưa đủ: {units}."] if units else []
