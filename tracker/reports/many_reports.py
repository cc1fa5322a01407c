"""The figures of many reports at once: one query, and no more of each figure than is needed."""

from collections.abc import Collection
from decimal import Decimal
from typing import Any

import sqlalchemy
from sqlmodel import Session, col

from tracker.forms.cell import Cell
from tracker.reports.figures import Answer, Entry, Figure

_ENTRIES = [Figure.__table__.c[name] for name in ("report_id", "row_key", "column_key", "answer", "amount", "text", "note")]  # type: ignore[attr-defined]
_AMOUNTS = _ENTRIES[:3] + _ENTRIES[4:5]


def entries_of(session: Session, report_ids: Collection[int]) -> dict[int, dict[Cell, Entry]]:
    """What stands in the cells of many reports, without who entered it and when: one query."""
    entries: dict[int, dict[Cell, Entry]] = {}
    shared: dict[tuple[Any, ...], Entry] = {}  # most of a country's figures are the same few
    wanted = sqlalchemy.select(*_ENTRIES).where(col(Figure.report_id).in_(report_ids))
    for report_id, row, column, *said in session.execute(wanted):
        entry = shared.get(known := tuple(said))
        if entry is None:
            entry = shared[known] = Entry(Answer(said[0]), *said[1:])
        entries.setdefault(report_id, {})[Cell(row, column)] = entry
    return entries


def amounts_of(session: Session, report_ids: Collection[int]) -> dict[int, dict[Cell, Decimal]]:
    """The numbers alone in the cells of many reports: one query."""
    amounts: dict[int, dict[Cell, Decimal]] = {}
    wanted = sqlalchemy.select(*_AMOUNTS).where(col(Figure.report_id).in_(report_ids), col(Figure.amount).is_not(None))
    for report_id, row, column, amount in session.execute(wanted):
        amounts.setdefault(report_id, {})[Cell(row, column)] = amount
    return amounts
