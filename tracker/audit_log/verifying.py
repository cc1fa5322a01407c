"""Whether the log is as it was written, and whether what stands is what it says; in pieces, so that nobody waits for it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, unique
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlmodel import Session, col

from tracker.audit.keys import NO_KEY, SealKey
from tracker.audit.log import SEALED, SEALED_TABLE, UPGRADED, AuditLine, What, seal
from tracker.audit.redacting import digest, redactions
from tracker.audit.row_seals import NOTHING, RowSeal, seal_of, total_of, watched
from tracker.reports.figures import standing_figures
from tracker.reports.reports import Report, written

MOST_LINES, MOST_REPORTS = 5_000, 100  # at once
_COLUMNS = [AuditLine.__table__.c[name] for name in (*SEALED, "hash")]  # type: ignore[attr-defined]

_SEALS = select(col(RowSeal.key), col(RowSeal.seal), col(RowSeal.mark))


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
    WHOSE = "report {report}, row {row}: {stands} stands, but nobody entered that as whom and when it names"
    ROW = "{table} {key}: is not as the program wrote it"
    ROW_SLIPPED_IN = "{table} {key}: was put in beside the program"
    ROW_GONE = "{table} {key}: is gone, and the program did not delete it"
    TABLE = "{table}: does not add up to what the log says: rows were taken out, or stand as they stood earlier"
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

    `keys` sealed it one after the other, NO_KEY the first of them; a later line never has an earlier key. `redacted` counts
    the lines of which somebody's name or address was taken out, as a later line says.
    """

    keys: Sequence[SealKey] = (NO_KEY,)
    wanted_head: str = ""
    number: int = 0
    head: str = ""
    mark: str = ""
    head_found: bool = False
    fault: Fault | None = None
    redacted: int = 0
    _known: Mapping[int, str] = field(default_factory=dict)

    def follow(self, session: Session) -> bool:
        """Verify the next lines; whether there may be more. Stops at the first that is wrong."""
        wanted = select(*_COLUMNS).where(col(AuditLine.number) > self.number).order_by(col(AuditLine.number))
        lines = session.execute(wanted.limit(MOST_LINES)).all()
        for *values, found in lines:
            self.fault = self._wrong_with(session, values, found)
            if self.fault:
                return False
            self.number, self.head, self.mark = values[0], found, values[-1]
            self.head_found |= found == self.wanted_head
        return len(lines) == MOST_LINES

    def _wrong_with(self, session: Session, values: list[Any], found: str) -> Fault | None:
        number, marks, wrong = values[0], [key.mark for key in self.keys], None
        place = marks.index(values[-1]) if values[-1] in marks else None
        if number != self.number + 1:
            wrong, number = Wrong.MISSING, self.number + 1
        elif place is None:
            wrong = Wrong.OTHER_KEY
        elif place < marks.index(self.mark):
            wrong = Wrong.EARLIER_KEY
        elif found != seal(self.keys[place], self.head, values):
            wrong = None if self._is_redacted(session, values) else Wrong.ALTERED
        return Fault(wrong, {"number": number}) if wrong else None

    def _is_redacted(self, session: Session, values: list[Any]) -> bool:
        """Whether a later line says that this one was redacted, and says so since."""
        number, says = values[0], digest(values)
        if self._known.get(number) != says:
            self._known = redactions(session)
        is_so = self._known.get(number) == says
        self.redacted += is_so
        return is_so

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
    lines = select(*(col(getattr(AuditLine, name)) for name in ("what", "subject", "new", "reason", "officer_id", "at")))
    mine = lines.where(AuditLine.report_id == report.id).order_by(col(AuditLine.number))  # type: ignore[arg-type]
    logged, state, entered = dict[str, str](), "", set[tuple[object, ...]]()
    for what, subject, new, note, *whose in session.execute(mine):
        if what == What.FIGURE:
            logged[subject] = _with_note(new, note)
            entered.add((subject, logged[subject], *whose))
        elif what == What.REPORT and new:
            state = new
    figures = {str(cell): figure for cell, figure in standing_figures(session, report.id).figures.items()}
    stands = {cell: _with_note(figure.entry.written, figure.entry.note) for cell, figure in figures.items()}
    for row in sorted(logged.keys() | stands.keys()):
        if stands.get(row, "") != logged.get(row, ""):
            facts = {"row": row, "stands": stands.get(row) or "nothing", "logged": logged.get(row) or "nothing"}
            yield Fault(Wrong.FIGURE, {"report": report.id, **facts})
        elif row in figures and (row, stands[row], figures[row].officer_id, figures[row].at) not in entered:
            yield Fault(Wrong.WHOSE, {"report": report.id, "row": row, "stands": stands[row]})
    if written(report) != state:
        yield Fault(Wrong.REPORT, {"report": report.id, "stands": written(report), "logged": state or "nothing"})


def _with_note(figure: str, note: str) -> str:
    return f"{figure} ({note})" if figure and note else figure


def unlike_seals(session: Session, name: str, keys: Sequence[SealKey]) -> list[Fault]:
    """What of a watched table is not as the program wrote it, in the order of the keys."""
    table, by_mark = watched(name), {key.mark: key for key in keys}
    seals = {key: (seal, mark) for key, seal, mark in session.execute(_SEALS.where(RowSeal.name == name))}  # type: ignore[arg-type]
    faults, found = [], list[str]()
    for row in session.execute(select(table)):
        at, _ = seal_of(NO_KEY, table, row._mapping)  # noqa: SLF001 - its public way
        seal, mark = seals.pop(at, ("", ""))
        now = seal_of(by_mark.get(mark, NO_KEY), table, row._mapping).seal  # noqa: SLF001 - its public way
        found.append(now)
        if now != seal:
            faults.append(Fault(Wrong.ROW if seal else Wrong.ROW_SLIPPED_IN, {"table": name, "key": at}))
    faults += [Fault(Wrong.ROW_GONE, {"table": name, "key": at}) for at in seals]
    if not faults and _sum_in_log(session, name) != total_of(found):
        faults.append(Fault(Wrong.TABLE, {"table": name}))
    return sorted(faults, key=lambda one: str(one.facts.get("key", "")))


def _sum_in_log(session: Session, name: str) -> str | None:
    """What the table should add up to; None where the log does not go on from one sum to the next."""
    about = (col(AuditLine.what) == What.DATABASE, col(AuditLine.step) == SEALED_TABLE, col(AuditLine.subject) == name)
    lines = select(col(AuditLine.old), col(AuditLine.new), col(AuditLine.reason)).where(*about)
    total, first = NOTHING, True
    for old, new, reason in session.execute(lines.order_by(col(AuditLine.number))):
        if old != total and not (old == "" and (first or reason == UPGRADED)):
            return None
        total, first = new, False
    return total
