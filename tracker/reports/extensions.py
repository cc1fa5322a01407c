"""Extensions: more time for one report, asked for by its officer, granted or refused by the desk; reopening after the lock."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field, Session, SQLModel, col, select

from tracker.kernel.columns import AwareTime
from tracker.kernel.errors import ExtensionDecided, ExtensionPointless, ExtensionWaiting, ReportNotLocked, TooEarly, WrongState
from tracker.office.units import Unit, subtree_ids
from tracker.reports.reports import Report, ReportEvent, Source, State, note_event, require_reason

_UNDECIDED = text("decided_at is null")
_DECIDED = (
    "(decided_at is null) = (decided_by_id is null)"
    " and (decided_at is not null) = (granted_due_at is not null or refusal <> '')"
    " and (granted_due_at is null or refusal = '')"
)


class Extension(SQLModel, table=True):
    """A later due time that was asked for: waiting, granted (`granted_due_at`) or refused (`refusal` says why)."""

    __table_args__ = (
        CheckConstraint(_DECIDED, name="decided_shape"),
        Index("extension_waiting", "report_id", unique=True, sqlite_where=_UNDECIDED, postgresql_where=_UNDECIDED),
    )

    id: int = Field(default=None, primary_key=True)
    report_id: int = Field(foreign_key="report.id", index=True)
    asked_by_id: int = Field(foreign_key="officer.id")
    asked_at: datetime = Field(sa_type=AwareTime)
    wanted_due_at: datetime = Field(sa_type=AwareTime)
    reason: str
    decided_by_id: int | None = Field(default=None, foreign_key="officer.id")
    decided_at: datetime | None = Field(default=None, sa_type=AwareTime)
    granted_due_at: datetime | None = Field(default=None, sa_type=AwareTime)
    refusal: str = ""


def ask_extension(session: Session, report: Report, wanted_due_at: datetime, reason: str, source: Source) -> Extension:
    """Ask for a later due time; raises ReportLocked, ExtensionPointless, ExtensionWaiting, TooEarly, ReasonMissing."""
    require_extendable(session, report, source.at)
    _require_later(wanted_due_at, report, source)
    asked = Extension(
        report_id=report.id,
        asked_by_id=source.officer_id,
        asked_at=source.at,
        wanted_due_at=wanted_due_at,
        reason=require_reason(reason),
    )
    session.add(asked)
    note_event(session, report, "extension_asked", source, asked.reason)
    return asked


def require_extendable(session: Session, report: Report, now: datetime) -> None:
    """Raise ReportLocked, ExtensionPointless or ExtensionWaiting if an extension cannot be asked for."""
    report.require_unlocked(now)
    if report.first_submitted_at is not None:
        raise ExtensionPointless
    if waiting_extension(session, report):
        raise ExtensionWaiting


def waiting_extension(session: Session, report: Report) -> Extension | None:
    """The one that was asked for and is not decided yet."""
    return session.exec(select(Extension).where(Extension.report_id == report.id, _UNDECIDED)).first()


def grant_extension(session: Session, extension: Extension, due_at: datetime, source: Source) -> None:
    """Give the report this due time, which need not be the one asked for; its lock stays as long after it as it was.

    Raises ExtensionDecided, TooEarly.
    """
    _require_waiting(extension)
    report = session.get_one(Report, extension.report_id)
    _require_later(due_at, report, source)
    extension.granted_due_at = due_at
    if report.locks_at is not None:
        report.locks_at += due_at - report.due_at
    report.due_at, report.moved_from = due_at, None
    _decide(session, extension, source)
    note_event(session, report, "extension_granted", source)


def give_extension(session: Session, report: Report, due_at: datetime, reason: str, source: Source) -> None:
    """Give the report this due time of the desk's own accord, or as the answer to what its officers asked for.

    Raises ReportLocked, ExtensionPointless, TooEarly, ReasonMissing.
    """
    asked = waiting_extension(session, report) or ask_extension(session, report, due_at, reason, source)
    session.flush()
    grant_extension(session, asked, due_at, source)


def refuse_extension(session: Session, extension: Extension, reason: str, source: Source) -> None:
    """Leave the due time as it is; raises ExtensionDecided, ReasonMissing."""
    _require_waiting(extension)
    extension.refusal = require_reason(reason)
    _decide(session, extension, source)
    note_event(session, session.get_one(Report, extension.report_id), "extension_refused", source, extension.refusal)


def _decide(session: Session, extension: Extension, source: Source) -> None:
    extension.decided_by_id, extension.decided_at = source.officer_id, source.at
    session.add(extension)


def waiting_extensions(session: Session, unit: Unit) -> list[tuple[Extension, Report]]:
    """Those that the units below wait for, the first asked first; a report that came in on time needs none."""
    wanted = (
        select(Extension, Report)
        .join(Report, col(Report.id) == Extension.report_id)
        .where(_UNDECIDED, col(Report.unit_id).in_(subtree_ids(session, unit.id) - {unit.id}))
        .where(Report.state != State.CANCELLED)
        .order_by(col(Extension.asked_at), col(Extension.id))
    )
    return [(extension, report) for extension, report in session.exec(wanted) if report.is_late is not False]


def ask_reopening(session: Session, report: Report, reason: str, source: Source) -> None:
    """Ask that a locked report be opened again; raises ReportNotLocked, WrongState, ReasonMissing."""
    require_reopenable(report, source.at)
    note_event(session, report, "unlock_asked", source, require_reason(reason))


def reason_for_reopening(session: Session, report: Report) -> str:
    """Why its officers asked last that it be opened again since it was locked; "" if they did not."""
    asked = select(ReportEvent).where(ReportEvent.report_id == report.id, ReportEvent.what == "unlock_asked")
    latest = session.exec(asked.order_by(col(ReportEvent.id).desc())).first()
    return latest.reason if latest and report.is_locked(latest.at) else ""


def require_reopenable(report: Report, now: datetime) -> None:
    """Raise ReportNotLocked, or WrongState of one that was accepted."""
    if not report.is_locked(now):
        raise ReportNotLocked
    if report.state == State.ACCEPTED:
        raise WrongState(state=report.state, wanted="reopened")


def reopen_after_lock(session: Session, report: Report, until: datetime, reason: str, source: Source) -> None:
    """Let one unit's report be changed until then, when it is locked again; one that is handed in goes back to its officers.

    Its due time stays, so what was late stays late. Raises ReportNotLocked, WrongState, TooEarly, ReasonMissing.
    """
    require_reopenable(report, source.at)
    if until <= source.at:
        raise TooEarly(what="The new lock", wanted=until, than=source.at)
    reason = require_reason(reason)
    report.locks_at = until
    if report.state == State.SUBMITTED:
        report.state = State.DRAFTING
    session.add(report)
    note_event(session, report, "unlocked", source, reason)


def _require_waiting(extension: Extension) -> None:
    if extension.decided_at is not None:
        raise ExtensionDecided


def _require_later(due_at: datetime, report: Report, source: Source) -> None:
    earliest = earliest_extension(report, source.at)
    if due_at <= earliest:
        raise TooEarly(what="The new due time", wanted=due_at, than=earliest)


def earliest_extension(report: Report, now: datetime) -> datetime:
    """What a new due time must be later than."""
    return max(report.due_at, now)
