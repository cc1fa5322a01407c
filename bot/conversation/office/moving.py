"""Back, on, and "giữ vì …": the place where the person stands knows what they mean."""

from bot.conversation.core.doing import does
from bot.conversation.core.next import Next
from bot.conversation.core.putting_by import take_up
from bot.conversation.core.step import step_at
from bot.conversation.core.turn import Turn
from bot.conversation.desk.reviewing import next_waiting, see
from bot.conversation.report.opening import open_only
from bot.messages.actions import BACK, GO_ON, KEEP


@does(BACK)
def back(turn: Turn, _rest: str) -> Next:
    """To what stood before the question."""
    return step_at(turn).back(turn, turn.held)


@does(GO_ON)
def go_on(turn: Turn, rest: str) -> Next:
    """On with the report at hand; where nothing is begun, with what was put by, what waits for the desk, or what is owed."""
    if not turn.rests:
        return step_at(turn).go_on(turn, turn.held)
    if turn.place.put_by:
        return take_up(turn, "")
    waiting = next_waiting(turn)
    return see(turn, str(waiting.id)) if waiting else open_only(turn, rest)


@does(KEEP)
def keep(turn: Turn, reason: str) -> Next:
    """Keep the figures in question."""
    return step_at(turn).keep(turn, turn.held, reason)
