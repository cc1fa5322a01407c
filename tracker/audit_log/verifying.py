"""Whether the log is as it was written, and whether what stands is what it says; in pieces, so that nobody waits for it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, unique
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlmodel import Session, col

from tracker.audit.log import NO_KEY, SEALED, AuditLine, SealKey, What, seal
from tracker.reports.figures import standing_figures
from tracker.reports.reports import Report, written

MOST_LINES, MOST_REPORTS = 5_000, 100  # at once
_COLUMNS = [AuditLine.__table__.c[name] for name in (*SEALED, "hash")]  # type: ignore[attr-defined]


@unique
class Wrong(Enum):
    """What can be wrong; each value is the sentence for the administrator."""

    MISSING = "line {number} is missing"
    ALTERED = "line {number} is not as it was written, or stands where another one stood"
    OTHER_KEY = "line {number} was sealed with another key than AUDIT_KEY and those before it"
    EARLIER_KEY = "line {number} is sealed with an earlier key than the line before it, or with none"
    NOT_YET = "the last line is not sealed with AUDIT_KEY; if that was set just now, start the bot and verify again"
    HEAD_UNKNOWN = "no line has the hash {head}: lines after it was written down are gone, or were written anew"
    FIGURE = "report {report}, row {row}: {stands} stands, but the log says {logged}"
    REPORT = "report {report}: it is {stands}, but the log says {logged}"


class Fault(NamedTuple):
    """What is wrong, and the facts for its sentence."""

    wrong: Wrong
    facts: Mapping[str, object]

    @property
    def words(self) -> str:
        """The sentence."""
        return self.wrong.value.format(**self.facts)


@dataclass
class Chain:
    """The log as far as it was verified; `wanted_head` is a hash that somebody wrote down before.

    `keys` sealed it one after the other, NO_KEY the first of them; a later line never has an earlier key.
    """

    keys: Sequence[SealKey] = (NO_KEY,)
    wanted_head: str = ""
    number: int = 0
    head: str = ""
    mark: str = ""
    head_found: bool = False
    fault: Fault | None = None

    def follow(self, session: Session) -> bool:
        """Verify the next lines; whether there may be more. Stops at the first that is wrong."""
        wanted = select(*_COLUMNS).where(col(AuditLine.number) > self.number).order_by(col(AuditLine.number))
        lines = session.execute(wanted.limit(MOST_LINES)).all()
        for *values, found in lines:
            self.fault = self._wrong_with(values, found)
            if self.fault:
                return False
            self.number, self.head, self.mark = values[0], found, values[-1]
            self.head_found |= found == self.wanted_head
        return len(lines) == MOST_LINES

    def _wrong_with(self, values: list[Any], found: str) -> Fault | None:
        number, marks, wrong = values[0], [key.mark for key in self.keys], None
        place = marks.index(values[-1]) if values[-1] in marks else None
        if number != self.number + 1:
            wrong, number = Wrong.MISSING, self.number + 1
        elif place is None:
            wrong = Wrong.OTHER_KEY
        elif place < marks.index(self.mark):
            wrong = Wrong.EARLIER_KEY
        elif found != seal(self.keys[place], self.head, values):
            wrong = Wrong.ALTERED
        return Fault(wrong, {"number": number}) if wrong else None

    def conclude(self) -> Fault | None:
        """What is wrong with the log, once all of it was followed."""
        if self.fault:
            return self.fault
        if self.number and self.mark != self.keys[-1].mark:
            return Fault(Wrong.NOT_YET, {})
        if self.wanted_head and not self.head_found:
            return Fault(Wrong.HEAD_UNKNOWN, {"head": self.wanted_head})
        return None


def unlike_log(session: Session, after: int) -> tuple[list[Fault], int | None]:
    """What stands otherwise than the log says, of the next reports after this one; and the last of them, None at the end."""
    wanted = select(Report).where(col(Report.id) > after).order_by(col(Report.id)).limit(MOST_REPORTS)
    reports = list(session.scalars(wanted))
    faults = [fault for report in reports for fault in _unlike_log(session, report)]
    return faults, reports[-1].id if reports else None


def _unlike_log(session: Session, report: Report) -> Iterator[Fault]:
    lines = select(col(AuditLine.what), col(AuditLine.subject), col(AuditLine.new), col(AuditLine.reason))
    mine = lines.where(AuditLine.report_id == report.id).order_by(col(AuditLine.number))  # type: ignore[arg-type]
    logged, state = dict[str, str](), ""
    for what, subject, new, note in session.execute(mine):
        if what == What.FIGURE:
            logged[subject] = _with_note(new, note)
        elif what == What.REPORT and new:
            state = new
    stands = {
        str(cell): _with_note(f.entry.written, f.entry.note)
        for cell, f in standing_figures(session, report.id).figures.items()
    }
    for row in sorted(logged.keys() | stands.keys()):
        if stands.get(row, "") != logged.get(row, ""):
            facts = {"row": row, "stands": stands.get(row) or "nothing", "logged": logged.get(row) or "nothing"}
            yield Fault(Wrong.FIGURE, {"report": report.id, **facts})
    if written(report) != state:
        yield Fault(Wrong.REPORT, {"report": report.id, "stands": written(report), "logged": state or "nothing"})


def _with_note(figure: str, note: str) -> str:
    return f"{figure} ({note})" if figure and note else figure
