"""What the questions about tasks have in common: refusals that leave them standing, and the way back."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from bot.conversation.core.doing import Do
from bot.conversation.core.held import Held
from bot.conversation.core.next import BACK, STAY, Go, Next
from bot.conversation.core.places import Menu
from bot.conversation.core.turn import Turn
from bot.conversation.tasks.places import AskingMoreTime, FinishingTask, MovingDue
from bot.texts import refusals
from tracker.kernel.errors import TrackerError

H = TypeVar("H", bound=Held)


def refusing(do: Do) -> Do:
    """Say what the tracker refuses and leave the question that stands: it may be about something else."""

    def done(turn: Turn, about: str) -> Next:
        try:
            return do(turn, about)
        except TrackerError as refused:
            turn.note(refusals.broken(refused))
            return STAY

    return done


def hearing(hear: Callable[[Turn, H, str], Next]) -> Callable[[Turn, H, str], Next]:
    """Say what the tracker refuses of an answer, and put the question again."""

    def heard(turn: Turn, held: H, text: str) -> Next:
        try:
            return hear(turn, held, text)
        except TrackerError as refused:
            turn.note(refusals.broken(refused))
            return STAY

    return heard


def back(turn: Turn, held: Held) -> Next:
    """From what was understood to the question, from the question to what stood before it."""
    if isinstance(held, FinishingTask | MovingDue) and held.day:
        turn.hold(replace(held, day=None))
        return STAY
    if isinstance(held, AskingMoreTime) and held.until:
        turn.hold(replace(held, until=None))
        return STAY
    return BACK if turn.place.before else Go(Menu())
