"""What is done in a transaction, noted as it is done and written to the log in its end, in one insert."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from typing import NamedTuple, Protocol

from sqlalchemy import insert, select, text
from sqlmodel import Session

from tracker.audit.line import SEALED, AuditLine, SealKey, What, seal
from tracker.kernel.errors import AuditKeyMissing
from tracker.kernel.keeping import kept

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


def write_log(session: Session, key: SealKey) -> None:
    """Append what was noted to the log; the last thing before the commit, since others wait meanwhile.

    Raises AuditKeyMissing if the log is sealed and there is no key.
    """
    journal = kept(session, Journal)
    noted, journal.noted = journal.noted, []
    if not noted:
        return
    if session.get_bind().dialect.name == "postgresql":
        session.execute(_LOCK)  # a statement of its own: the head must be read as it is once the lock is ours
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
