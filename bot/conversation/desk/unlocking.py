"""The desk opens one locked report again, until an expiry and for a reason; its officers are told at once."""

from bot.conversation.core import until
from bot.conversation.core.position import At
from bot.conversation.core.telling import tell_officers
from bot.conversation.core.turn import Turn
from bot.conversation.desk.searching import Search, search
from bot.texts import refusals
from bot.texts.office import menu
from bot.texts.report import locking as sentences
from tracker.kernel.errors import ReportNotLocked, TrackerError
from tracker.reports.extensions import reason_for_reopening, reopen_after_lock, require_reopenable
from tracker.reports.reports import Report, State, unit_of


def find(turn: Turn, name: str) -> None:
    """Open a report of the unit of this name again, "mở lại xã Bản Thi"; asks which one where several are locked."""
    search(turn, name, Search(_may_reopen, unlock, "unlock", sentences.WHICH_REPORT, sentences.none_locked))


def _may_reopen(turn: Turn, report: Report) -> bool:
    return report.is_locked(turn.now) and report.state != State.ACCEPTED


def unlock(turn: Turn, number: str) -> None:
    """Ask until when and why; the question that stands is put again after that."""
    try:
        report = turn.overseen_report(number)
        require_reopenable(report, turn.now)
    except ReportNotLocked:
        turn.note(sentences.open_already(turn.overseen_report(number)))
    except TrackerError as refused:
        turn.note(refusals.broken(refused))
    else:
        turn.step_aside(At.UNLOCKING, report=report, reason=reason_for_reopening(turn.session, report) or None)


def ask(turn: Turn) -> None:
    """Ask until when and why; once both are known show them before the report is opened."""
    report, known = turn.overseen_report(), until.meant(turn)
    unit = unit_of(turn.session, report)
    if known:
        choices = [(sentences.UNLOCK, "unlockuntil"), (menu.CHANGE, "retype"), (menu.LEAVE, "leave")]
        turn.say(sentences.confirm(turn.asked(report), unit, *known), choices, title=sentences.CONFIRM_TITLE)
    elif "until" in turn.place.held:
        turn.say(sentences.WHY_UNLOCK, [(menu.LEAVE, "leave")])
    else:
        question = sentences.when(turn.asked(report), unit, turn.place.held.get("reason", ""))
        turn.say(question, [(menu.LEAVE, "leave")])


def hear(turn: Turn, text: str) -> None:
    """Take the time and the reason."""
    turn.overseen_report()
    until.hear(turn, text, turn.now)


def unlock_until(turn: Turn, _rest: str) -> None:
    """Open it again."""
    known = until.meant(turn)
    if turn.place.at != At.UNLOCKING or known is None:
        return
    report = turn.overseen_report()
    expiry, reason = known
    turn.step_back()
    reopen_after_lock(turn.session, report, expiry, reason, turn.source)
    turn.note(sentences.unlocked(unit_of(turn.session, report), report))
    tell_officers(turn, report, sentences.UNLOCKED_TITLE, sentences.open_until(report, reason))
