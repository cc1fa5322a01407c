"""The desk opens one locked report again, until an expiry and for a reason; its officers are told at once."""

from dataclasses import dataclass

from bot.conversation.core import manners, until
from bot.conversation.core.doing import does
from bot.conversation.core.held import Leaving
from bot.conversation.core.next import STAY, Aside, Next
from bot.conversation.core.places import Menu, Until
from bot.conversation.core.step import Step, keep_nothing, never, stay
from bot.conversation.core.telling import tell_officers
from bot.conversation.core.turn import Turn
from bot.conversation.seeking.answers import answers
from bot.conversation.seeking.meant import desk_units, known_to
from bot.conversation.seeking.searching import Search, search_for
from bot.messages.actions import LEAVE, RETYPE, UNLOCK, Action, Means, Right
from bot.reading.questions import Question, Topic, read_order
from bot.texts import refusals
from bot.texts.office import menu
from bot.texts.report import locking as sentences
from tracker.kernel.errors import ReportNotLocked, TrackerError
from tracker.reports.extensions import reason_for_reopening, reopen_after_lock, require_reopenable
from tracker.reports.reports import Report, State, unit_of

UNLOCK_UNIT = Action("unlockunit", right=Right.DESK, begins=("mo lai",))
UNLOCK_UNTIL = Action("unlockuntil", means=Means.YES)


@dataclass(frozen=True)
class Unlocking(Until, at="unlocking", leaving=Leaving.RECORDED):
    """Until when a locked report is opened again, and why."""


@does(UNLOCK_UNIT)
def find(turn: Turn, words: str) -> Next:
    """Open a report of the unit that is named again, "mở lại xã Bản Thi quý 3"; asks which one where several are locked."""
    return answer(turn, read_order(words, turn.today, known_to(turn, desk_units(turn))))


@answers(Topic.REOPEN)
def answer(turn: Turn, question: Question) -> Next:
    """Open the report that is meant again; a day and a reason may follow."""

    def take(turn: Turn, number: str) -> Next:
        return _begin(turn, number, question.rest)

    what = search_for(turn, question, Search(_may_reopen, take, UNLOCK, sentences.WHICH_REPORT, sentences.none_locked))
    if turn.spoken and turn.at(Menu):
        turn.hold(Menu(words=question.rest))
    return what


def _may_reopen(turn: Turn, report: Report) -> bool:
    return report.is_locked(turn.now) and report.state != State.ACCEPTED


@does(UNLOCK)
def unlock(turn: Turn, number: str) -> Next:
    """Ask until when and why; the question that stands is put again after that."""
    held = turn.held
    return _begin(turn, number, held.words if isinstance(held, Menu) else "")


def _begin(turn: Turn, number: str, words: str) -> Next:
    try:
        report = turn.overseen_report(number)
        require_reopenable(report, turn.now)
    except ReportNotLocked:
        turn.note(sentences.open_already(turn.overseen_report(number)))
    except TrackerError as refused:
        turn.note(refusals.broken(refused))
    else:
        held = Unlocking(reason=reason_for_reopening(turn.session, report))
        return Aside(until.hear(turn, held, words, turn.now) if words else held, report)
    return STAY


def ask(turn: Turn, held: Unlocking) -> None:
    """Ask until when and why; once both are known show them before the report is opened."""
    report, leave = turn.overseen_report(), LEAVE.choice(menu.LEAVE)
    unit = unit_of(turn.session, report)
    if held.meant:
        choices = [UNLOCK_UNTIL.choice(sentences.UNLOCK), RETYPE.choice(menu.CHANGE), leave]
        turn.say(sentences.confirm(turn.asked(report), unit, *held.meant), choices, title=sentences.CONFIRM_TITLE)
    elif held.until:
        turn.say(sentences.WHY_UNLOCK, [leave])
    else:
        turn.say(sentences.when(turn.asked(report), unit, held.reason), [leave])


def hear(turn: Turn, held: Unlocking, text: str) -> Next:
    """Take the time and the reason."""
    turn.overseen_report()
    turn.hold(until.hear(turn, held, text, turn.now))
    return STAY


@does(UNLOCK_UNTIL)
def unlock_until(turn: Turn, _rest: str) -> Next:
    """Open it again."""
    held = turn.held
    if not isinstance(held, Unlocking) or held.meant is None:
        return STAY
    report = turn.overseen_report()
    expiry, reason = held.meant
    turn.step_back()
    try:
        reopen_after_lock(turn.session, report, expiry, reason, turn.source)
    except TrackerError as refused:
        turn.note(refusals.broken(refused))
        return STAY
    turn.note(sentences.unlocked(unit_of(turn.session, report), report))
    tell_officers(turn, report, sentences.UNLOCKED_TITLE, sentences.open_until(report, reason))
    return STAY


UNLOCKING = Step(
    holds=Unlocking,
    manner=manners.OF_A_SENTENCE,
    ask=ask,
    hear=hear,
    settled=never,
    back=stay,
    go_on=stay,
    keep=keep_nothing,
)
