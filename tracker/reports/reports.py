"""Reports: one unit's answer to one round, from the first figure to its acceptance above."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from sqlalchemy import CheckConstraint, UniqueConstraint, inspect
from sqlmodel import Field, Session, SQLModel, col, select

from tracker.audit.line import What
from tracker.audit.writing import Deed, note
from tracker.forms.catalogue import form_of_version
from tracker.forms.form import Form
from tracker.kernel.columns import AwareTime
from tracker.kernel.errors import ReasonMissing, ReportLocked
from tracker.kernel.keeping import note_change
from tracker.kernel.names import tidy
from tracker.office.units import Unit

ROLLED_UP = "rollup"  # the origin of figures that were taken over from the units below


class State(StrEnum):
    """Where a report stands; awaiting: complete, and with the unit's leader, who hands it in or sends it back."""

    DRAFTING = "drafting"
    AWAITING = "awaiting"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    ACCEPTED = "accepted"


OPEN = (State.DRAFTING, State.RETURNED)  # figures can be entered
WITH_UNIT = (*OPEN, State.AWAITING)  # the unit must still do something: its officers, or the leader who approves


class Report(SQLModel, table=True):
    """`first_submitted_at`, held against `due_at`, decides on time or late; `submissions` counts the versions handed in.

    `due_at` and `locks_at` are the round's terms for the unit's level, until an extension changes them for this report
    alone; `moved_from` is the day off that the due day was moved from.
    """

    __table_args__ = (
        UniqueConstraint("round_id", "unit_id"),
        CheckConstraint("state in ('drafting', 'awaiting', 'submitted', 'returned', 'accepted')", name="state_known"),
    )

    id: int = Field(default=None, primary_key=True)
    round_id: int = Field(foreign_key="round.id")
    unit_id: int = Field(foreign_key="unit.id", index=True)
    form_version_id: int = Field(foreign_key="form_version.id")
    state: str = State.DRAFTING
    submissions: int = 0
    first_submitted_at: datetime | None = Field(default=None, sa_type=AwareTime)
    submitted_at: datetime | None = Field(default=None, sa_type=AwareTime)
    due_at: datetime = Field(sa_type=AwareTime, index=True)
    moved_from: date | None = None
    locks_at: datetime | None = Field(default=None, sa_type=AwareTime)

    @property
    def is_open(self) -> bool:
        """Whether it is with its officers; they can enter figures unless it is locked."""
        return self.state in OPEN

    @property
    def is_with_unit(self) -> bool:
        """Whether the unit must still do something: its officers, or the leader who approves."""
        return self.state in WITH_UNIT

    @property
    def may_be_taken_back(self) -> bool:
        """Whether its officers may reopen it: it is with their leader, or handed in and not yet accepted."""
        return self.state in {State.AWAITING, State.SUBMITTED}

    @property
    def is_late(self) -> bool | None:
        """Whether it was first submitted after its due time; None if it never was."""
        return None if self.first_submitted_at is None else self.first_submitted_at > self.due_at

    @property
    def late_by(self) -> timedelta | None:
        """How long after its due time it was first submitted; None where it was not late."""
        first = self.first_submitted_at
        return first - self.due_at if first and first > self.due_at else None

    def is_locked(self, now: datetime) -> bool:
        """Whether nothing can be entered or handed in any more (khóa sổ); at the lock time itself it still can."""
        return self.locks_at is not None and now > self.locks_at

    def require_unlocked(self, now: datetime) -> None:
        """Raise ReportLocked if it is locked."""
        if self.is_locked(now):
            raise ReportLocked(locked_at=self.locks_at)


_WRITTEN = ("state", "submissions", "first_submitted_at", "submitted_at", "due_at", "locks_at")


def written(report: Report) -> str:
    """What stands of a report, as the audit log has it: all that decides where it is and whether it is late."""
    return _written({name: getattr(report, name) for name in _WRITTEN})


def _written_before(report: Report) -> str:
    """The same as it was before the changes that are not flushed yet."""
    changed = {name: inspect(report).attrs[name].history.deleted for name in _WRITTEN}
    return _written({name: before[0] if before else getattr(report, name) for name, before in changed.items()})


def _written(values: Mapping[str, object]) -> str:
    said = {name: _said(value) for name, value in values.items() if value}
    return " ".join(f"{name}={words}" for name, words in said.items())


def _said(value: object) -> str:
    return value.astimezone(UTC).isoformat() if isinstance(value, datetime) else str(value)


class ReportEvent(SQLModel, table=True):
    """A step in a report's life; append-only.

    Awaiting (the leader's approval), leader missing, sent back, submitted, reopened, returned, accepted; entering for (the
    desk begins to enter on behalf of the unit); extension asked, granted or refused; unlock asked, unlocked.
    """

    __tablename__ = "report_event"

    id: int = Field(default=None, primary_key=True)
    report_id: int = Field(foreign_key="report.id", index=True)
    what: str
    officer_id: int = Field(foreign_key="officer.id")
    at: datetime = Field(sa_type=AwareTime)
    origin: str
    reason: str = ""


@dataclass(frozen=True)
class Source:
    """Who did something, when, and over which channel or tool."""

    officer_id: int
    at: datetime
    origin: str


def require_reason(text: str) -> str:
    """The reason, tidied; raises ReasonMissing."""
    reason = tidy(text)
    if not reason:
        raise ReasonMissing
    return reason


def note_event(session: Session, report: Report, what: str, source: Source, reason: str = "") -> None:
    """Keep a step with who took it, when, where and why."""
    old = _written_before(report)
    note(session, Deed(What.REPORT, what, report.unit_id, report.id, "", old, written(report), reason), source)
    session.add(
        ReportEvent(
            report_id=report.id,
            what=what,
            officer_id=source.officer_id,
            at=source.at,
            origin=source.origin,
            reason=reason,
        )
    )
    session.flush()
    note_change(session)


def form_of(session: Session, report: Report) -> Form:
    """The form in the version that the report was begun on."""
    return form_of_version(session, report.form_version_id)


def unit_of(session: Session, report: Report) -> Unit:
    """The reporting unit."""
    return session.get_one(Unit, report.unit_id)


def receipt_code(report: Report, unit: Unit, period: str) -> str:
    """What an officer can read out over the telephone: unit, period, and which submission it was."""
    return f"{unit.code}-{period}-{report.submissions}"


def reports_of(session: Session, unit_id: int) -> list[Report]:
    """All reports of a unit, the latest first."""
    return list(session.exec(select(Report).where(Report.unit_id == unit_id).order_by(col(Report.id).desc())))
