"""What an appendix that was filled from a partial roll-up says on its face."""

from collections.abc import Sequence

from sqlmodel import Session

from tracker.office.units import units_by_id
from tracker.reports.reports import Report
from tracker.rollup.tally import tally_of

_MOST_NAMES = 40  # on the face of an appendix


def face_remarks(session: Session, report: Report) -> tuple[str, ...]:
    """What a report that was filled from a partial roll-up says on its face."""
    tally = tally_of(session, report.id)
    if tally is None or not tally.is_partial:
        return ()
    names = {unit.id: unit.full_name for unit in units_by_id(session, [*tally.missing, *(each[0] for each in tally.partly)])}
    missing = [names[number] for number in tally.missing]
    remarks = [f"Tổng hợp từ {len(tally.counted)}/{tally.owed} đơn vị{_still_missing(missing)}."]
    return (*remarks, *partly_counted([(names[number], counted, owed) for number, counted, owed in tally.partly]))


def _still_missing(names: Sequence[str]) -> str:
    more = len(names) - _MOST_NAMES
    rest = f" và {more} đơn vị khác" if more > 0 else ""
    return f", còn thiếu: {', '.join(names[:_MOST_NAMES])}{rest}" if names else ""


def partly_counted(partly: Sequence[tuple[str, int, int]]) -> list[str]:
    """Which counted units made their own report while some below them were missing, in one line."""
    units = "; ".join(f"{name} ({counted}/{owed} đơn vị)" for name, counted, owed in partly)
    return [f"Tổng hợp chưa đủ: {units}."] if units else []
