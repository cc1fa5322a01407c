"""Reading the log: by unit, person, time, report and kind; and what became of one figure."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlmodel import Session, col, select

from tracker.audit.log import SEALED_TABLE, AuditLine, What
from tracker.forms.cell import Cell
from tracker.reports.behalf import Whence, unpack
from tracker.reports.entry import Answer, Entry


@dataclass(frozen=True)
class LinesWanted:
    """Which lines; None for any. The times are both included."""

    unit_ids: Iterable[int] | None = None
    officer_id: int | None = None
    since: datetime | None = None
    until: datetime | None = None
    report_id: int | None = None
    what: What | None = None
    subject: str | None = None


def lines_of(session: Session, wanted: LinesWanted, most: int) -> list[AuditLine]:
    """The latest lines that fit, at most so many, oldest first; not the sums of sealed rows, which `audit verify` reads."""
    pairs = (
        (wanted.unit_ids, lambda ids: col(AuditLine.unit_id).in_(ids)),
        (wanted.officer_id, lambda number: col(AuditLine.officer_id) == number),
        (wanted.since, lambda at: col(AuditLine.at) >= at),
        (wanted.until, lambda at: col(AuditLine.at) <= at),
        (wanted.report_id, lambda number: col(AuditLine.report_id) == number),
        (wanted.what, lambda what: col(AuditLine.what) == what),
        (wanted.subject, lambda subject: col(AuditLine.subject) == subject),
    )
    fitting = [condition(value) for value, condition in pairs if value is not None]
    found = (
        select(AuditLine)
        .where(*fitting, col(AuditLine.step) != SEALED_TABLE)
        .order_by(col(AuditLine.number).desc())
        .limit(most)
    )
    return list(session.exec(found))[::-1]


def entry_of(written: str) -> Entry:
    """The figure that a line has, from its text."""
    if written.startswith('"'):
        return Entry(Answer.VALUE, text=json.loads(written))
    if written == "-":
        return Entry.not_applicable()
    return Entry.blank() if written == "blank" else Entry.number(Decimal(written))


def whence_of(line: AuditLine) -> Whence:
    """Over which channel or tool, and by which way, what a line tells of came."""
    return unpack(line.origin)


def changes_of_cell(session: Session, report_id: int, cell: Cell, most: int) -> list[AuditLine]:
    """What was entered and erased in one cell of a report, the latest changes, oldest first."""
    return lines_of(session, LinesWanted(report_id=report_id, what=What.FIGURE, subject=str(cell)), most)
