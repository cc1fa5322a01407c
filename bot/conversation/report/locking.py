"""Khóa sổ: an officer learns that a report is locked and asks that it be opened again."""

from bot.conversation.core.position import At
from bot.conversation.core.telling import tell_desks
from bot.conversation.core.turn import Turn
from bot.messages.choices import Choice
from bot.texts.office import menu
from bot.texts.report import locking as sentences
from bot.texts.report import reporting
from tracker.reports.extensions import ask_reopening, require_reopenable


def show(turn: Turn) -> None:
    """Since when the report at hand is locked, and what can be done."""
    report, on_behalf = turn.report(), bool(turn.place.behalf)
    turn.stand(At.MENU)
    choices: list[Choice] = [(sentences.ASK, f"askreopening {report.id}"), (reporting.SHEET, f"sheet {report.id}")]
    if on_behalf:
        choices = [(sentences.UNLOCK_THIS, f"unlock {report.id}")]
    turn.say(sentences.locked(turn.asked(report)), choices, numbered=True)


def begin(turn: Turn, number: str) -> None:
    """Ask why the report must be opened again."""
    report = turn.report(number)
    require_reopenable(report, turn.now)
    turn.step_aside(At.ASKING_REOPENING, report=report)


def ask_reason(turn: Turn) -> None:
    """Ask for the reason, which the desk will read."""
    turn.say(sentences.WHY_ASK, [(menu.LEAVE, "leave")])


def hear_reason(turn: Turn, text: str) -> None:
    """Ask the desks, for a reason in words."""
    report, reason = turn.report(), turn.reason(text)
    if reason is None:
        return
    ask_reopening(turn.session, report, reason, turn.source)
    turn.step_back()
    asked = turn.asked(report)
    told = tell_desks(
        turn,
        report,
        sentences.ASKED_TITLE,
        sentences.asked(asked, turn.unit, turn.officer, reason),
        [(sentences.UNLOCK, f"unlock {report.id}")],
    )
    turn.note(sentences.sent(told))
