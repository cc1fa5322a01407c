"""/suckhoe: an administrator asks whether the bot is at work."""

from bot.conversation.core.doing import does
from bot.conversation.core.next import STAY, Next
from bot.conversation.core.places import Menu
from bot.conversation.core.turn import Turn
from bot.messages.actions import Action
from bot.reminders.health import health
from bot.texts.office import health as sentences
from tracker.office.officers import Role

HEALTH = Action("health", whole=("/suckhoe", "suc khoe"))


@does(HEALTH)
def show(turn: Turn, _rest: str) -> Next:
    """When each tick ran, what waits and what failed; for administrators alone."""
    if turn.officer.role != Role.ADMIN:
        turn.note(sentences.NOT_FOR_YOU)
        return STAY
    turn.go(Menu())
    turn.note(f"{sentences.TITLE}\n{sentences.report(health(turn.session, turn.now))}")
    return STAY
