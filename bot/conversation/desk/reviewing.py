"""The desk reviews a report: see it, take it, or return it with a reason; its officers are told at once."""

from decimal import Decimal

from bot.choices import Choice
from bot.conversation.place import At
from bot.conversation.telling import tell_officers
from bot.conversation.turn import Turn
from bot.messages import Attachment
from bot.texts import locking, refusals, reporting
from bot.texts import reviewing as sentences
from tracker.appendices import report_appendix, shown_entries
from tracker.audit.line import What
from tracker.audit.writing import Deed, note
from tracker.figures import numbers
from tracker.findings import findings
from tracker.previous import previous_figures
from tracker.reports import Report, State, form_of, unit_of
from tracker.rounds import Round
from tracker.submission import accept_report, return_report


def see(turn: Turn, number: str) -> None:
    """The report's figures on one screen, the reasons on top, the appendix attached."""
    report = turn.overseen_report(number)
    form, round_ = form_of(turn.session, report), turn.session.get_one(Round, report.round_id)
    note(turn.session, Deed(What.REPORT, "seen", report.unit_id, report.id), turn.source)
    turn.stand(At.MENU, report=report)
    for found in findings(turn.session, report):
        turn.note(refusals.kept_finding(form, found))
    choices: list[Choice] = []
    if report.state == State.SUBMITTED:
        choices = [(sentences.ACCEPT, f"accept {report.id}"), (sentences.RETURN, f"return {report.id}")]
    if report.is_locked(turn.now) and report.state != State.ACCEPTED:
        choices.append((locking.UNLOCK_THIS, f"unlock {report.id}"))
    turn.say(
        reporting.figures_by_section(form, shown_entries(turn.session, report), _before(turn, report)),
        [*choices, (sentences.ALL_UNITS, "status")],
        title=sentences.title(round_, unit_of(turn.session, report)),
        numbered=True,
        attachment=Attachment(*report_appendix(turn.session, report), report.unit_id),
    )


def _before(turn: Turn, report: Report) -> dict[str, Decimal]:
    return numbers(form_of(turn.session, report), previous_figures(turn.session, report))


def accept(turn: Turn, number: str) -> None:
    """Take it (tiếp nhận)."""
    report = turn.overseen_report(number)
    accept_report(turn.session, report, turn.source)
    turn.stand(At.MENU)
    turn.note(sentences.accepted(unit_of(turn.session, report)))
    tell_officers(turn, report, sentences.ACCEPTED_TITLE, "")


def return_(turn: Turn, number: str) -> None:
    """Ask why it goes back (trả lại)."""
    turn.stand(At.RETURNING, report=turn.overseen_report(number))


def ask_reason(turn: Turn) -> None:
    """Ask for the reason, which the officers will read."""
    turn.say(sentences.why_return(unit_of(turn.session, turn.overseen_report())))


def hear_reason(turn: Turn, text: str) -> None:
    """Return it, for a reason in words."""
    reason = turn.reason(text)
    if reason is None:
        return
    report = turn.overseen_report()
    return_report(turn.session, report, turn.source, reason)
    turn.stand(At.MENU)
    turn.note(sentences.returned(unit_of(turn.session, report)))
    tell_officers(turn, report, sentences.RETURNED_TITLE, sentences.returned_because(reason))
