"""The steps in a report's life: handed in, approved by the leader, taken back, returned or accepted by the desk."""

from datetime import datetime

from sqlmodel import Session

from tracker.forms.form import Approval
from tracker.kernel.errors import CommentsOpen, LeaderMissing, NotTheLeader, ReportIncomplete, ReportQuestioned, WrongState
from tracker.kernel.names import tidy
from tracker.office.officers import Officer, leaders_of, may_approve
from tracker.reports.comments import open_comments, send_comments
from tracker.reports.figures import not_before_figures
from tracker.reports.reports import Report, Source, State, not_before_events, note_event, require_reason
from tracker.reports.rounds import Round
from tracker.reports.snapshot import snapshot_of
from tracker.review.findings import look_over
from tracker.review.questions import note_questions


def submit_report(session: Session, report: Report, source: Source) -> None:
    """Hand the report in; where the round wants the leader's approval, an officer's report awaits it first.

    The leader's own submission is the approval, and its time decides on time or late. What a desk enters on behalf of the
    unit needs none here: it came signed, or the desk answers for it. Raises ReportLocked, WrongState, ReportIncomplete,
    ReportQuestioned, CommentsOpen, LeaderMissing.
    """
    report.require_unlocked(source.at)
    source = not_before_figures(session, report, not_before_events(session, report, source))
    needs_approval = _needs_approval(session, report, source)
    allowed = {State.DRAFTING, State.RETURNED} | (set() if needs_approval else {State.AWAITING})
    _require(report, allowed, "submitted")
    _require_complete(session, report, source.at)
    if needs_approval:
        if not leaders_of(session, report.unit_id):
            raise LeaderMissing
        _move(session, report, State.AWAITING, source)
        return
    report.submissions += 1
    report.submitted_at = source.at
    report.first_submitted_at = report.first_submitted_at or source.at
    _move(session, report, State.SUBMITTED, source)


def _needs_approval(session: Session, report: Report, source: Source) -> bool:
    if session.get_one(Round, report.round_id).approval != Approval.LEADER or source.way.is_on_behalf:
        return False
    return not may_approve(session.get_one(Officer, source.officer_id), report.unit_id)


def _require_complete(session: Session, report: Report, at: datetime) -> None:
    snapshot = snapshot_of(session, report)
    still_open = snapshot.open
    if still_open:
        raise ReportIncomplete(count=len(still_open), key=str(still_open[0]))
    found = look_over(session, snapshot)
    questions = [one for one in found if one.is_unsettled]
    if questions:
        raise ReportQuestioned(count=len(questions), rule=questions[0].rule.text)
    comments = open_comments(session, report)
    if comments:
        raise CommentsOpen(count=len(comments), key=str(comments[0].comment.cell))
    note_questions(session, snapshot, found, at)


def send_back_report(session: Session, report: Report, source: Source, reason: str) -> None:
    """The leader does not approve it: back to the officers (chuyển lại); raises NotTheLeader, WrongState, ReasonMissing."""
    if not may_approve(session.get_one(Officer, source.officer_id), report.unit_id):
        raise NotTheLeader
    _require(report, {State.AWAITING}, "sent back")
    _give_back(session, report, "sent_back", source, reason)


def reopen_report(session: Session, report: Report, source: Source, reason: str) -> None:
    """Take it back to correct it while it is not yet accepted; raises ReportLocked, WrongState, ReasonMissing."""
    report.require_unlocked(source.at)
    _require(report, {State.AWAITING, State.SUBMITTED}, "reopened")
    _give_back(session, report, "reopened", source, reason)


def return_report(session: Session, report: Report, source: Source, reason: str = "") -> None:
    """Send it back to its officers (trả lại), with the comments that were put down; raises WrongState, ReasonMissing.

    A reason is needed where there is no comment.
    """
    _require(report, {State.SUBMITTED}, "returned")
    source = not_before_events(session, report, source)
    comments = send_comments(session, report, source.at)
    _move(session, report, State.RETURNED, source, tidy(reason) if comments else require_reason(reason))


def accept_report(session: Session, report: Report, source: Source) -> None:
    """Take it (tiếp nhận); raises WrongState."""
    _require(report, {State.SUBMITTED}, "accepted")
    _move(session, report, State.ACCEPTED, not_before_events(session, report, source))


def _require(report: Report, allowed: set[State], wanted: str) -> None:
    if report.state not in allowed:
        raise WrongState(state=report.state, wanted=wanted)


def _give_back(session: Session, report: Report, what: str, source: Source, reason: str) -> None:
    reason = require_reason(reason)
    report.state = State.DRAFTING
    session.add(report)
    note_event(session, report, what, not_before_events(session, report, source), reason)


def _move(session: Session, report: Report, state: State, source: Source, reason: str = "") -> None:
    report.state = state
    session.add(report)
    note_event(session, report, state.value, source, reason)
