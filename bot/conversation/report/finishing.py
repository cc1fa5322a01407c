"""The summary, handing in, the receipt with the appendix, and taking a report back."""

from bot.conversation.core.position import At
from bot.conversation.core.turn import Turn
from bot.conversation.report import approving, handed_in_for, questioning
from bot.conversation.report.opening import owed_reports
from bot.messages.choices import Choice
from bot.messages.messages import Attachment
from bot.texts import refusals
from bot.texts.office import menu
from bot.texts.report import reporting as sentences
from tracker.forms.rules import Level
from tracker.kernel.errors import CommentsOpen, LeaderMissing, WrongState
from tracker.reports.previous import previous_figures
from tracker.reports.reckoning import numbers
from tracker.reports.reports import Report, State, receipt_code
from tracker.reports.rounds import Round
from tracker.review.desk_report import count_again
from tracker.review.findings import findings, unsettled
from tracker.review.submission import reopen_report, submit_report
from tracker.workbooks.appendices import report_appendix, shown_entries
from tracker.workbooks.words import remark_in_print


def show_summary(turn: Turn) -> None:
    """Everything on one screen, what was kept with a reason on top."""
    report, form = turn.report(), turn.form()
    kept = [found for found in findings(turn.session, report) if found.rule.level is not Level.MENTION]
    questioning.name_kept(turn, form, kept)
    turn.say(
        sentences.summary(form, shown_entries(turn.session, report), numbers(form, previous_figures(turn.session, report))),
        [(sentences.SUBMIT, "submit"), (sentences.SHEET, f"sheet {report.id}"), (sentences.BACK, "back")],
        title=sentences.summary_title(turn.session.get_one(Round, report.round_id)),
        numbered=True,
    )


def hear(turn: Turn, _text: str) -> None:
    """At the summary only the choices and edits are understood."""
    turn.note(sentences.TAP_OR_TYPE)


def submit(turn: Turn, _rest: str) -> None:
    """Hand it in; the receipt and the appendix come back."""
    if turn.place.at != At.SUMMARY:
        turn.note(menu.NOT_UNDERSTOOD if turn.place.at == At.MENU else refusals.STILL_OPEN)
        return
    report = turn.report()
    if unsettled(turn.session, report):  # the units below may have changed something since the summary
        turn.stand(At.FILLING)
        return
    count_again(turn.session, report, turn.source, remark_in_print)
    try:
        submit_report(turn.session, report, turn.entry_source)
    except CommentsOpen as refused:
        turn.note(refusals.broken(refused))
        turn.stand(At.FILLING)
    except LeaderMissing:
        approving.refuse_without_leader(turn, report)
    else:
        _say_what_came_of_it(turn, report)


def _say_what_came_of_it(turn: Turn, report: Report) -> None:
    if report.state == State.AWAITING:
        approving.ask_leaders(turn, report)
        return
    if turn.place.behalf:
        handed_in_for.finish(turn, report)
        return
    round_ = turn.session.get_one(Round, report.round_id)
    receipt = sentences.receipt(report, receipt_code(report, turn.reporting_unit, round_.period))
    turn.stand(At.MENU)
    turn.say(
        sentences.next_due(owed_reports(turn)),
        [(sentences.REOPEN, f"reopen {report.id}")],
        title=receipt,
        numbered=True,
        attachment=_sheet(turn, report),
    )


def _sheet(turn: Turn, report: Report) -> Attachment:
    return Attachment(*report_appendix(turn.session, report), report.unit_id)


def send_sheet(turn: Turn, number: str) -> None:
    """The appendix as it stands, with what can be done next."""
    report = turn.report(number)
    choices: list[Choice] = [(sentences.REOPEN, f"reopen {report.id}")] if report.may_be_taken_back else []
    if turn.place.at == At.SUMMARY:
        choices = [(sentences.SUBMIT, "submit"), (sentences.BACK, "back")]
    turn.say(sentences.HERE_IS_THE_SHEET, choices, numbered=True, attachment=_sheet(turn, report))


def reopen(turn: Turn, number: str) -> None:
    """Ask why a report that is handed in must be changed."""
    report = turn.report(number)
    if not report.may_be_taken_back:
        raise WrongState(state=report.state, wanted="reopened")
    turn.stand(At.REOPENING, report=report)
    report.require_unlocked(turn.now)


def ask_reason(turn: Turn) -> None:
    """Ask for the reason."""
    turn.say(sentences.why_reopen(turn.report()))


def hear_reason(turn: Turn, text: str) -> None:
    """Reopen it, for a reason in words."""
    reason = turn.reason(text)
    if reason is None:
        return
    reopen_report(turn.session, turn.report(), turn.entry_source, reason)
    turn.note(sentences.REOPENED)
    turn.stand(At.SUMMARY)
