"""The figures of many reports at once: one query, and no more of each figure than is needed."""

from collections.abc import Collection

import sqlalchemy
from sqlmodel import Session, col

from tracker.forms.cell import Cell, stored_cell
from tracker.reports.entry import Entry, StoredEntries
from tracker.reports.figures import STORED, Figure


def entries_of(session: Session, report_ids: Collection[int]) -> dict[int, dict[Cell, Entry]]:
    """What stands in the cells of many reports, without who entered it and when: one query."""
    entries: dict[int, dict[Cell, Entry]] = {}
    stored = StoredEntries()
    for report_id, row, column, *said in session.execute(
        sqlalchemy.select(*STORED).where(col(Figure.report_id).in_(report_ids))
    ):
        entries.setdefault(report_id, {})[stored_cell(row, column)] = stored.entry(*said)
    return entries
