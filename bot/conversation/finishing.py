"""The summary, handing in, the receipt with the appendix, and taking a report back."""

from bot.choices import Choice
from bot.conversation.opening import owed_reports
from bot.conversation.place import At
from bot.conversation.turn import Turn
from bot.messages import Attachment
from bot.texts import menu, refusals, totals
from bot.texts import reporting as sentences
from tracker.appendices import report_appendix, shown_entries
from tracker.desk_report import count_again
from tracker.errors import WrongState
from tracker.figures import numbers
from tracker.findings import findings, unsettled
from tracker.previous import previous_figures
from tracker.reports import Report, State, receipt_code
from tracker.rounds import Round
from tracker.rules import Level
from tracker.submission import reopen_report, submit_report


def show_summary(turn: Turn) -> None:
    """Everything on one screen, what was kept with a reason on top."""
    report, form = turn.report(), turn.form()
    kept = [found for found in findings(turn.session, report) if found.rule.level is not Level.MENTION]
    for found in kept:
        turn.note("" if found.rule.op == "rollup" else refusals.kept_finding(form, found))
    turn.note(totals.kept_unlike([found for found in kept if found.rule.op == "rollup"]))
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
    count_again(turn.session, report, turn.source)
    submit_report(turn.session, report, turn.source)
    round_ = turn.session.get_one(Round, report.round_id)
    code = receipt_code(report, turn.unit, round_.period)
    receipt = sentences.receipt(code, turn.now, late=report.is_late is True)
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
    choices: list[Choice] = [(sentences.REOPEN, f"reopen {report.id}")] if report.state == State.SUBMITTED else []
    if turn.place.at == At.SUMMARY:
        choices = [(sentences.SUBMIT, "submit"), (sentences.BACK, "back")]
    turn.say(sentences.HERE_IS_THE_SHEET, choices, numbered=True, attachment=_sheet(turn, report))


def reopen(turn: Turn, number: str) -> None:
    """Ask why a report that is handed in must be changed."""
    report = turn.report(number)
    if report.state != State.SUBMITTED:
        raise WrongState(state=report.state, wanted="reopened")
    turn.stand(At.REOPENING, report=report)
    report.require_unlocked(turn.now)


def ask_reason(turn: Turn) -> None:
    """Ask for the reason."""
    turn.say(sentences.WHY_REOPEN)


def hear_reason(turn: Turn, text: str) -> None:
    """Reopen it, for a reason in words."""
    reason = turn.reason(text)
    if reason is None:
        return
    reopen_report(turn.session, turn.report(), turn.source, reason)
    turn.note(sentences.REOPENED)
    turn.stand(At.SUMMARY)
