"""/suckhoe: an administrator asks whether the bot is at work."""

from bot.conversation.core.position import At
from bot.conversation.core.turn import Turn
from bot.reminders.health import health
from bot.texts.office import health as sentences
from tracker.office.officers import Role


def show(turn: Turn, _rest: str) -> None:
    """When each tick ran, what waits and what failed; for administrators alone."""
    if turn.officer.role != Role.ADMIN:
        turn.note(sentences.NOT_FOR_YOU)
        return
    turn.stand(At.MENU)
    turn.note(f"{sentences.TITLE}\n{sentences.report(health(turn.session, turn.now))}")
