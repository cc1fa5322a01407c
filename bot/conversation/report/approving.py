"""The leader approves: they look at what awaits them, hand it in or send it back; the officers are told at once."""

from dataclasses import dataclass

from sqlmodel import select

from bot.conversation.core import manners
from bot.conversation.core.doing import does
from bot.conversation.core.held import Held, Leaving
from bot.conversation.core.next import BACK, STAY, Aside, Next
from bot.conversation.core.places import Menu
from bot.conversation.core.step import Step, keep_nothing, never, stay
from bot.conversation.core.telling import tell_desks, tell_leaders, tell_officers
from bot.conversation.core.turn import Turn
from bot.conversation.report import questioning
from bot.messages.actions import LEAVE, OPEN, REOPEN, STATUS, Action
from bot.messages.messages import Attachment
from bot.texts import refusals
from bot.texts.office import menu
from bot.texts.report import approving as sentences
from bot.texts.report import reporting
from tracker.forms.rules import Level
from tracker.kernel.errors import LeaderMissing, NotTheLeader, ReportLocked, TrackerError
from tracker.office.officers import may_approve
from tracker.reports.reports import Report, ReportEvent, State, note_event, receipt_code, unit_of
from tracker.reports.rounds import Round
from tracker.reports.snapshot import snapshot_of
from tracker.review.findings import look_over
from tracker.review.submission import send_back_report, submit_report
from tracker.workbooks.appendices import report_appendix, shown_cells

APPROVE, SEND_BACK = Action("approve", lasts=True), Action("sendback", lasts=True)


@dataclass(frozen=True)
class SendingBack(Held, at="sending_back", leaving=Leaving.RECORDED):
    """What must be changed in a report that awaits approval."""


def ask_leaders(turn: Turn, report: Report) -> None:
    """The report awaits approval: tell the unit's leaders."""
    asked = turn.asked(report)
    choices = [APPROVE.choice(sentences.APPROVE, report.id), SEND_BACK.choice(sentences.SEND_BACK, report.id)]
    told = tell_leaders(
        turn,
        report,
        sentences.TITLE,
        sentences.awaits(asked, turn.officer),
        [*choices, OPEN.choice(sentences.SEE, report.id)],
    )
    turn.go(Menu())
    turn.say(sentences.sent(asked, told), [REOPEN.choice(reporting.REOPEN, report.id)], numbered=True)


def refuse_without_leader(turn: Turn, report: Report) -> None:
    """Nobody of the unit could approve: the officer is told what to do, and the desks once."""
    turn.note(refusals.broken(LeaderMissing()))
    told = select(ReportEvent).where(ReportEvent.report_id == report.id, ReportEvent.what == "leader_missing")
    if turn.session.exec(told).first() is None:
        note_event(turn.session, report, "leader_missing", turn.source)
        about = sentences.missing(turn.asked(report), unit_of(turn.session, report))
        tell_desks(turn, report, sentences.MISSING_TITLE, about, [])


def show(turn: Turn, report: Report) -> None:
    """Everything on one screen, what was kept with a reason on top, the appendix attached."""
    here = snapshot_of(turn.session, report)
    kept = [found for found in look_over(turn.session, here) if found.rule.level is not Level.MENTION]
    questioning.name_kept(turn, here.form, kept)
    turn.go(Menu(), report=report)
    turn.say(
        reporting.figures_by_section(here.form, shown_cells(turn.session, report), here.amounts_before),
        [APPROVE.choice(sentences.APPROVE, report.id), SEND_BACK.choice(sentences.SEND_BACK, report.id)],
        title=sentences.summary_title(turn.session.get_one(Round, report.round_id)),
        numbered=True,
        attachment=Attachment(*report_appendix(turn.session, report), report.unit_id, shows=report.id),
    )


@does(APPROVE)
def approve(turn: Turn, number: str) -> Next:
    """Approve it, which hands it in; the question that stands is left as it is."""
    report = _awaiting(turn, number)
    if report is None:
        return STAY
    try:
        submit_report(turn.session, report, turn.source)
    except ReportLocked:
        turn.go(Menu(), report=report)
        raise
    except TrackerError as refused:
        turn.note(refusals.broken(refused))
        return STAY
    code = receipt_code(report, unit_of(turn.session, report), turn.session.get_one(Round, report.round_id).period)
    late = report.is_late is True
    tell_officers(turn, report, sentences.APPROVED_TITLE, sentences.approved(code, turn.now, turn.officer, late=late))
    receipt = reporting.receipt(report, code)
    if turn.rests:
        file = Attachment(*report_appendix(turn.session, report), report.unit_id, shows=report.id)
        turn.say(reporting.WITH_THE_SHEET, [STATUS.choice(menu.STATUS)], title=receipt, numbered=True, attachment=file)
    else:
        turn.note(receipt)
    return STAY


@does(SEND_BACK)
def send_back(turn: Turn, number: str) -> Next:
    """Ask what must be changed; the question that stands is put again after that."""
    report = _awaiting(turn, number)
    return STAY if report is None else Aside(SendingBack(), report)


def ask_reason(turn: Turn, _held: SendingBack) -> None:
    """Ask for the reason, which the officers will read."""
    turn.say(sentences.WHY_SEND_BACK, [LEAVE.choice(menu.LEAVE)])


def hear_reason(turn: Turn, _held: SendingBack, text: str) -> Next:
    """Send it back, for a reason in words, unless something else came of it meanwhile."""
    reason = turn.reason(text)
    if reason is None:
        return STAY
    report = _awaiting(turn, "")
    if report is not None:
        send_back_report(turn.session, report, turn.source, reason)
        turn.note(sentences.SENT_BACK)
        tell_officers(turn, report, sentences.SENT_BACK_TITLE, sentences.sent_back(turn.officer, reason))
    return BACK


def _awaiting(turn: Turn, number: str) -> Report | None:
    """The report, if it still awaits approval; else says what came of it. Raises NotYours, NotTheLeader."""
    report = turn.report(number)
    if not may_approve(turn.officer, report.unit_id):
        raise NotTheLeader
    if report.state == State.AWAITING:
        return report
    turn.note(sentences.settled(turn.asked(report)))
    return None


SENDING_BACK = Step(
    holds=SendingBack,
    manner=manners.OF_A_SENTENCE,
    ask=ask_reason,
    hear=hear_reason,
    settled=never,
    back=stay,
    go_on=stay,
    keep=keep_nothing,
)
