"""The audit log: its lines, what is noted for it as it is done, and the seal that ties each line to the line before it."""

import hmac
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from itertools import count
from typing import NamedTuple, Protocol

from sqlalchemy import CheckConstraint, Index, insert, select, text
from sqlmodel import Field, Session, SQLModel

from tracker.audit.keys import SealKey
from tracker.audit.row_seals import WATCHED, Touched, seal_rows, seal_table_anew
from tracker.kernel.columns import AwareTime
from tracker.kernel.errors import AuditKeyMissing
from tracker.kernel.keeping import kept


class What(StrEnum):
    """What a line is about; `step` says what became of it."""

    FIGURE = "figure"
    EXPLANATION = "explanation"
    REPORT = "report"
    ROUND = "round"
    SCHEDULE = "schedule"
    DAY = "day"
    FORM = "form"
    UNIT = "unit"
    OFFICER = "officer"
    INVITATION = "invitation"
    ADDRESS = "address"
    TASK = "task"
    NUDGE = "nudge"
    LINK = "link"
    FILE = "file"
    DATABASE = "database"


class AuditLine(SQLModel, table=True):
    """One line; append-only, and numbered without gaps.

    `officer_id` is empty for what nobody of the office did: a tick, the command line. `origin` is the channel or tool,
    with the way of what a desk entered.
    `subject` is a row's key, a rule, a file's name, "task 12": of `what`, which one. `old` and `new` are texts, "" where there
    was or is nothing; numbers in them are exact. `mark` tells which key sealed the line, "" if none did. `at` is empty
    only for what a script did without saying when.
    """

    __tablename__ = "audit_line"
    __table_args__ = (
        CheckConstraint(f"what in ({', '.join(repr(what.value) for what in What)})", name="what_known"),
        Index("ix_audit_line_report_id", "report_id"),
    )

    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    at: datetime | None = Field(sa_type=AwareTime)
    officer_id: int | None = Field(foreign_key="officer.id")
    origin: str
    what: str
    step: str
    unit_id: int | None = Field(foreign_key="unit.id")
    report_id: int | None = Field(foreign_key="report.id")
    subject: str
    old: str
    new: str
    reason: str
    mark: str
    hash: str


SEALED = tuple(name for name in AuditLine.model_fields if name != "hash")  # in this order for good


def seal(key: SealKey, before: str, values: Sequence[object]) -> str:
    """The hash of a line's values, in the order of SEALED, and of the hash of the line before it ("" for the first)."""
    text = json.dumps([before, *map(_plain, values)], ensure_ascii=False, separators=(",", ":"))
    return hmac.digest(key.secret, text.encode(), "sha256").hex()


def _plain(value: object) -> object:
    return value.astimezone(UTC).isoformat() if isinstance(value, datetime) else value


def written(answer: str, amount: Decimal | None, text: str | None) -> str:
    """A figure as the log has it: 41, "Có" with its quotes, blank, or - where it does not apply."""
    if amount is not None:
        return format(amount, "f")
    if text is not None:
        return json.dumps(text, ensure_ascii=False)
    return "-" if answer == "not_applicable" else answer


_LOCK = text("SELECT pg_advisory_xact_lock(7305809)")  # any number, the same for all who write the log
_LOG = AuditLine.__table__  # type: ignore[attr-defined] # past the ORM
_APPEND = insert(_LOG)
_HEAD = select(_LOG.c.number, _LOG.c.hash, _LOG.c.mark).order_by(_LOG.c.number.desc()).limit(1)


class Doer(Protocol):
    """Who does something, when, and over which channel or tool, in the words of the log."""

    @property
    def officer_id(self) -> int | None: ...  # noqa: D102 - the class says it
    @property
    def at(self) -> datetime | None: ...  # noqa: D102 - the class says it
    @property
    def logged_as(self) -> str: ...  # noqa: D102 - the class says it


@dataclass(frozen=True)
class Tool:
    """Something at work for which no officer answers: a tick, the command line, a link, a stranger at a channel's door."""

    origin: str
    at: datetime | None = None
    officer_id: None = None

    @property
    def logged_as(self) -> str:
        """The tool's name."""
        return self.origin


class Deed(NamedTuple):
    """What was done, or seen; the fields are those of AuditLine."""

    what: What
    step: str
    unit_id: int | None = None
    report_id: int | None = None
    subject: str = ""
    old: str = ""
    new: str = ""
    reason: str = ""


_NOBODY = Tool("")  # only a transaction of a test or a script does not say who is at work


class Journal:
    """What a transaction has to write to the log in its end, and who does what is noted without saying who."""

    def __init__(self) -> None:
        """Nothing was done yet, and nobody is at work."""
        self.doer: Doer = _NOBODY
        self.noted: list[tuple[Deed, Doer]] = []


def act_as(session: Session, doer: Doer) -> None:
    """From now on it is this one who does what is noted without saying who."""
    kept(session, Journal).doer = doer


def note(session: Session, deed: Deed, by: Doer | None = None) -> None:
    """Keep a deed for the log."""
    note_all(session, [deed], by)


def note_all(session: Session, deeds: Iterable[Deed], by: Doer | None = None) -> None:
    """Keep several deeds of one doer."""
    journal = kept(session, Journal)
    doer = by or journal.doer
    journal.noted += [(deed, doer) for deed in deeds]


def noted(session: Session) -> int:
    """How many deeds are kept for the log so far."""
    return len(kept(session, Journal).noted)


def came_to_nothing(session: Session, since: int) -> None:
    """What was noted after the first so many was undone again within the transaction: nobody ever saw it stand."""
    del kept(session, Journal).noted[since:]


SEALED_TABLE = "sealed"


UPGRADED = "upgraded"


def _sealed_table(name: str, before: str, total: str, reason: str = "") -> Deed:
    """What the rows of a table added up to before, and now."""
    return Deed(What.DATABASE, SEALED_TABLE, subject=name, old=before, new=total, reason=reason)


def seal_anew(session: Session, key: SealKey) -> None:
    """Seal all rows as they stand, after an upgrade gave them other columns: what was verified before stands."""
    note_all(session, [_sealed_table(name, "", seal_table_anew(session, key, name), UPGRADED) for name in WATCHED])


def write_log(session: Session, key: SealKey) -> None:
    """Append what was noted to the log; the last thing before the commit, since others wait meanwhile.

    Raises AuditKeyMissing if the log is sealed and there is no key.
    """
    session.flush()
    journal = kept(session, Journal)
    if not journal.noted and not kept(session, Touched).any:
        return
    if session.get_bind().dialect.name == "postgresql":
        session.execute(_LOCK)  # a statement of its own: the head must be read as it is once the lock is ours
    note_all(session, (_sealed_table(name, *sums) for name, sums in seal_rows(session, key).items()))
    noted, journal.noted = journal.noted, []
    last, before, mark = session.execute(_HEAD).first() or (0, "", "")
    if mark and not key.mark:
        raise AuditKeyMissing
    lines = []
    for number, (deed, doer) in zip(count(last + 1), noted, strict=False):
        what, *rest = deed
        values = (number, doer.at, doer.officer_id, doer.logged_as, what.value, *rest, key.mark)
        before = seal(key, before, values)
        lines.append({**dict(zip(SEALED, values, strict=True)), "hash": before})
    session.execute(_APPEND, lines)
