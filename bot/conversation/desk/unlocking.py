"""The desk opens one locked report again, until an expiry and for a reason; its officers are told at once."""

from bot.conversation import until
from bot.conversation.place import At
from bot.conversation.telling import tell_officers
from bot.conversation.turn import NotTheDesk, Turn
from bot.texts import locking as sentences
from bot.texts import menu, refusals, rounds
from tracker.errors import ReportNotLocked, TrackerError
from tracker.extensions import reason_for_reopening, reopen_after_lock, require_reopenable
from tracker.officers import is_desk
from tracker.reports import Report, State, reports_of, unit_of
from tracker.rounds import Asked, Round
from tracker.units import units_below, units_called


def find(turn: Turn, name: str) -> None:
    """Open a report of the unit of this name again, "mở lại xã Bản Thi"; asks which one where several are locked."""
    if not is_desk(turn.officer):
        raise NotTheDesk
    units = units_called(units_below(turn.session, turn.unit, turn.today), name)
    locked = [report for unit in units for report in reports_of(turn.session, unit.id) if _may_reopen(turn, report)]
    if not units:
        turn.note(rounds.no_unit(name))
    elif not locked:
        turn.note(sentences.none_locked(units))
    elif len(locked) == 1:
        unlock(turn, str(locked[0].id))
    else:
        choices = [(sentences.which(_asked(turn, report), unit_of(turn.session, report)), report) for report in locked]
        turn.stand(At.MENU)
        turn.say(sentences.WHICH_REPORT, [(label, f"unlock {report.id}") for label, report in choices], numbered=True)


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
        turn.say(sentences.confirm(_asked(turn, report), unit, *known), choices, title=sentences.CONFIRM_TITLE)
    elif "until" in turn.place.held:
        turn.say(sentences.WHY_UNLOCK, [(menu.LEAVE, "leave")])
    else:
        question = sentences.when(_asked(turn, report), unit, turn.place.held.get("reason", ""))
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


def _asked(turn: Turn, report: Report) -> Asked:
    return Asked(report, turn.session.get_one(Round, report.round_id))
