"""Khóa sổ: an officer learns that a report is locked and asks that it be opened again."""

from dataclasses import dataclass

from bot.conversation.core import manners
from bot.conversation.core.doing import does
from bot.conversation.core.held import Held, Leaving
from bot.conversation.core.next import BACK, STAY, Aside, Next
from bot.conversation.core.places import Menu
from bot.conversation.core.step import Step, keep_nothing, never, stay
from bot.conversation.core.telling import tell_desks
from bot.conversation.core.turn import Turn
from bot.messages.actions import ASK_REOPENING, LEAVE, SHEET, UNLOCK
from bot.texts.office import menu
from bot.texts.report import locking as sentences
from bot.texts.report import reporting
from tracker.reports.extensions import ask_reopening, require_reopenable


@dataclass(frozen=True)
class AskingReopening(Held, at="asking_reopening", leaving=Leaving.RECORDED):
    """Why a locked report must be opened again."""


def show(turn: Turn) -> None:
    """Since when the report at hand is locked, and what can be done."""
    report, on_behalf = turn.report(), bool(turn.place.behalf)
    turn.go(Menu())
    choices = [ASK_REOPENING.choice(sentences.ASK, report.id), SHEET.choice(reporting.SHEET, report.id)]
    if on_behalf:
        choices = [UNLOCK.choice(sentences.UNLOCK_THIS, report.id)]
    turn.say(sentences.locked(turn.asked(report)), choices, numbered=True)


@does(ASK_REOPENING)
def begin(turn: Turn, number: str) -> Next:
    """Ask why the report must be opened again."""
    report = turn.report(number)
    require_reopenable(report, turn.now)
    return Aside(AskingReopening(), report)


def ask_reason(turn: Turn, _held: AskingReopening) -> None:
    """Ask for the reason, which the desk will read."""
    turn.say(sentences.WHY_ASK, [LEAVE.choice(menu.LEAVE)])


def hear_reason(turn: Turn, _held: AskingReopening, text: str) -> Next:
    """Ask the desks, for a reason in words."""
    report, reason = turn.report(), turn.reason(text)
    if reason is None:
        return STAY
    ask_reopening(turn.session, report, reason, turn.source)
    asked = turn.asked(report)
    told = tell_desks(
        turn,
        report,
        sentences.ASKED_TITLE,
        sentences.asked(asked, turn.unit, turn.officer, reason),
        [UNLOCK.choice(sentences.UNLOCK, report.id)],
    )
    turn.note(sentences.sent(told))
    return BACK


ASKING_REOPENING = Step(
    holds=AskingReopening,
    manner=manners.OF_A_SENTENCE,
    ask=ask_reason,
    hear=hear_reason,
    settled=never,
    back=stay,
    go_on=stay,
    keep=keep_nothing,
)
