"""Choices of the screens before: those that last are still taken, of the others it is said what they were about."""

from collections.abc import Sequence

from bot.conversation.core.doing import does
from bot.conversation.core.held import Place
from bot.conversation.core.next import STAY, Next
from bot.conversation.core.turn import Turn
from bot.messages.actions import Action
from bot.texts.common import choices as sentences

GONE = Action("gone")


def lasting_choices(place: Place) -> Sequence[Sequence[str]]:
    """Those of the last few screens that stay good, the latest first."""
    return [one for one in place.shown if one[1].startswith("|")]


@does(GONE)
def say_what_it_was(turn: Turn, data: str) -> Next:
    """What a choice, as a button carried it, was about; the question that stands is put again if something came after it."""
    of = next(((label, about) for label, shown, about in turn.place.shown if shown == data), None)
    said = sentences.gone(*of) if of else sentences.GONE
    if turn.here.told:
        turn.note(said)
    else:
        turn.remark(said)
    return STAY
