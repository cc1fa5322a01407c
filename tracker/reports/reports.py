"""Reports: one unit's answer to one round, from the first figure to its acceptance above."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import CheckConstraint, UniqueConstraint, inspect
from sqlmodel import Field, Session, SQLModel, col, func, select

from tracker.audit.log import Deed, What, note
from tracker.forms.catalogue import form_of_version
from tracker.forms.form import Form
from tracker.kernel.columns import AwareTime
from tracker.kernel.errors import ReasonMissing, ReportLocked
from tracker.kernel.keeping import note_change
from tracker.kernel.names import tidy
from tracker.kernel.uncounted import count_again, count_units_again
from tracker.office.units import Unit
from tracker.reports.behalf import EntryWay, pack

WAY_KNOWN = f"way in ({', '.join(repr(way.value) for way in EntryWay)})"


class State(StrEnum):
    """Where a report stands; awaiting: complete, and with the unit's leader, who hands it in or sends it back.

    Cancelled: the unit is not asked for it any more; it is found nowhere, and what was entered stays.
    """

    DRAFTING = "drafting"
    AWAITING = "awaiting"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    CANCELLED = "cancelled"


class Stage(StrEnum):
    """How far a unit has come; each report is in exactly one, those that want doing first."""

    NOT_STARTED = "not_started"
    DRAFTING = "drafting"
    AWAITING = "awaiting"
    TAKEN_BACK = "taken_back"
    RETURNED = "returned"
    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    CANCELLED = "cancelled"


class Rules(NamedTuple):
    """What follows from a state; one that is added is added here, and its words where the tests ask for them.

    `is_open`: figures can be entered. `is_with_unit`: the unit must still do something, its officers, or the leader who
    approves. `may_be_taken_back`: its officers may reopen it. `is_in`: the desk has it, and its figures count.
    """

    stage: Stage
    is_open: bool = False
    is_with_unit: bool = False
    may_be_taken_back: bool = False
    is_in: bool = False


RULES: Mapping[State, Rules] = {
    State.DRAFTING: Rules(Stage.DRAFTING, is_open=True, is_with_unit=True),
    State.AWAITING: Rules(Stage.AWAITING, is_with_unit=True, may_be_taken_back=True),
    State.SUBMITTED: Rules(Stage.SUBMITTED, may_be_taken_back=True, is_in=True),
    State.RETURNED: Rules(Stage.RETURNED, is_open=True, is_with_unit=True),
    State.ACCEPTED: Rules(Stage.ACCEPTED, is_in=True),
    State.CANCELLED: Rules(Stage.CANCELLED),
}
OPEN = tuple(state for state, rules in RULES.items() if rules.is_open)
WITH_UNIT = tuple(state for state, rules in RULES.items() if rules.is_with_unit)
HANDED_IN = tuple(state for state, rules in RULES.items() if rules.is_in)


class Whereabouts:
    """What follows from where a report stands: the same for a whole report and for one of which a few columns were read."""

    if TYPE_CHECKING:
        state: str
        first_submitted_at: datetime | None
        due_at: datetime

    @property
    def is_open(self) -> bool:
        """Whether it is with its officers; they can enter figures unless it is locked."""
        return RULES[State(self.state)].is_open

    @property
    def is_with_unit(self) -> bool:
        """Whether the unit must still do something: its officers, or the leader who approves."""
        return RULES[State(self.state)].is_with_unit

    @property
    def may_be_taken_back(self) -> bool:
        """Whether its officers may reopen it: it is with their leader, or handed in and not yet accepted."""
        return RULES[State(self.state)].may_be_taken_back

    def stage(self, *, begun: bool) -> Stage:
        """How far it has come; `begun`: whether any row is answered."""
        if self.state != State.DRAFTING:
            return RULES[State(self.state)].stage
        if self.first_submitted_at is not None:
            return Stage.TAKEN_BACK
        return Stage.DRAFTING if begun else Stage.NOT_STARTED

    @property
    def is_late(self) -> bool | None:
        """Whether it was first submitted after its due time; None if it never was."""
        return None if self.first_submitted_at is None else self.first_submitted_at > self.due_at

    def is_overdue(self, now: datetime) -> bool:
        """Whether it was never submitted although its due time has passed."""
        return self.first_submitted_at is None and now > self.due_at

    @property
    def late_by(self) -> timedelta | None:
        """How long after its due time it was first submitted; None where it was not late."""
        first = self.first_submitted_at
        return first - self.due_at if first and first > self.due_at else None


class Report(Whereabouts, SQLModel, table=True):
    """`first_submitted_at`, held against `due_at`, decides on time or late; `submissions` counts the versions handed in.

    `due_at` and `locks_at` are the round's terms for the unit's level, until an extension changes them for this report
    alone; `moved_from` is the day off that the due day was moved from. Counted when figures or reasons change: of the cells
    that are asked so many are `entered` and so many `waiting`; of what is out of line so much is `unsettled`, which is why it
    cannot be handed in, and so much `kept` for a reason.
    """

    __table_args__ = (
        UniqueConstraint("round_id", "unit_id"),
        CheckConstraint(f"state in ({', '.join(repr(state.value) for state in State)})", name="state_known"),
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
    entered: int = 0
    waiting: int = 0
    unsettled: int = 0
    kept: int = 0

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
    __table_args__ = (CheckConstraint(WAY_KNOWN, name="way_known"),)

    id: int = Field(default=None, primary_key=True)
    report_id: int = Field(foreign_key="report.id", index=True)
    what: str
    officer_id: int = Field(foreign_key="officer.id")
    at: datetime = Field(sa_type=AwareTime)
    origin: str
    way: str = EntryWay.OWN
    reason: str = ""


@dataclass(frozen=True)
class Source:
    """Who did something, when, over which channel or tool, and by which way it came."""

    officer_id: int
    at: datetime
    origin: str
    way: EntryWay = EntryWay.OWN

    @property
    def logged_as(self) -> str:
        """Channel and way as the audit log has them."""
        return pack(self.origin, self.way)


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
            way=source.way,
            reason=reason,
        )
    )
    session.flush()
    note_change(session)
    count_again(session, report.id)
    count_units_again(session, report.unit_id)


def not_before_events(session: Session, report: Report, source: Source) -> Source:
    """The source, no earlier than the last step in the report's life: messages may be served later than they were sent."""
    latest = session.exec(select(func.max(ReportEvent.at)).where(ReportEvent.report_id == report.id)).one()
    return replace(source, at=latest) if latest and latest > source.at else source


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
    """All reports that a unit is asked for, the latest first."""
    wanted = select(Report).where(Report.unit_id == unit_id, Report.state != State.CANCELLED)
    return list(session.exec(wanted.order_by(col(Report.id).desc())))
