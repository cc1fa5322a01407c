"""What was begun and left for something else is put by, and taken up again where it stood."""

from typing import Any

from bot.conversation.core.doing import does
from bot.conversation.core.held import Held, Leaving, Place
from bot.conversation.core.listening import Said
from bot.conversation.core.next import STAY, Next
from bot.conversation.core.places import Menu
from bot.conversation.core.turn import Turn, number_in
from bot.messages.actions import BACK, LEAVE, Action, Choice
from bot.texts.common import putting_by as sentences

TAKE_UP = Action("takeup", whole=("lam tiep",))


def watch(turn: Turn, said: Said) -> None:
    """From here on, whatever leads away puts by what was begun, unless this is its own choice or ends it."""
    own = {data for _, data in turn.place.offered}
    if said.action not in {LEAVE, BACK} and said.data not in own:
        turn.begun = _begun(turn.place)


def _begun(place: Place) -> dict[str, Any] | None:
    """What is begun here, or in the question behind the one in between."""
    here = place.before or place.where()
    return dict(here) if Held.kinds[here["at"]].leaving is Leaving.PUT_BY else None


def waiting(place: Place) -> list[Choice]:
    """What was put by, the latest first, to choose from."""
    return [TAKE_UP.choice(sentences.take_up(where["at"]), number) for number, where in enumerate(place.put_by)][::-1]


@does(TAKE_UP)
def take_up(turn: Turn, number: str) -> Next:
    """Go on with what was put by last, or with the one of that number."""
    kept = list(turn.place.put_by)
    wanted = number_in(number) if number else len(kept) - 1
    if wanted is None or not 0 <= wanted < len(kept):
        turn.note(sentences.NOTHING)
        return STAY
    where = kept.pop(wanted)
    turn.place.put_by = kept
    turn.go(Menu())
    turn.place.go_to(where)
    return STAY
