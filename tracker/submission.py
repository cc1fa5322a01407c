"""The steps in a report's life: handed in, taken back by its officer, returned or accepted by the desk."""

from sqlmodel import Session

from tracker.errors import ReasonMissing, ReportIncomplete, ReportQuestioned, WrongState
from tracker.figures import open_rows
from tracker.findings import unsettled
from tracker.names import tidy
from tracker.reports import Report, Source, State, note_event


def submit_report(session: Session, report: Report, source: Source) -> None:
    """Hand the report in; raises ReportLocked, WrongState, ReportIncomplete, ReportQuestioned."""
    report.require_unlocked(source.at)
    _require(report, {State.DRAFTING, State.RETURNED}, "submitted")
    still_open = open_rows(session, report)
    if still_open:
        raise ReportIncomplete(count=len(still_open), key=still_open[0].key)
    questions = unsettled(session, report)
    if questions:
        raise ReportQuestioned(count=len(questions), rule=questions[0].rule.text)
    report.submissions += 1
    report.submitted_at = source.at
    report.first_submitted_at = report.first_submitted_at or source.at
    _move(session, report, State.SUBMITTED, source)


def reopen_report(session: Session, report: Report, source: Source, reason: str) -> None:
    """Take it back to correct it while it is not yet accepted; raises ReportLocked, WrongState, ReasonMissing."""
    report.require_unlocked(source.at)
    _require(report, {State.SUBMITTED}, "reopened")
    _move(session, report, State.DRAFTING, source, require_reason(reason))


def return_report(session: Session, report: Report, source: Source, reason: str) -> None:
    """Send it back to its officers (trả lại); raises WrongState, ReasonMissing."""
    _require(report, {State.SUBMITTED}, "returned")
    _move(session, report, State.RETURNED, source, require_reason(reason))


def accept_report(session: Session, report: Report, source: Source) -> None:
    """Take it (tiếp nhận); raises WrongState."""
    _require(report, {State.SUBMITTED}, "accepted")
    _move(session, report, State.ACCEPTED, source)


def _require(report: Report, allowed: set[State], wanted: str) -> None:
    if report.state not in allowed:
        raise WrongState(state=report.state, wanted=wanted)


def require_reason(text: str) -> str:
    """The reason, tidied; raises ReasonMissing."""
    reason = tidy(text)
    if not reason:
        raise ReasonMissing
    return reason


def _move(session: Session, report: Report, state: State, source: Source, reason: str = "") -> None:
    what = "reopened" if state is State.DRAFTING else state.value
    report.state = state
    session.add(report)
    note_event(session, report, what, source, reason)
