"""What was begun and left for something else is put by, and taken up again where it stood."""

from typing import Any

from bot.conversation.core.listening import Said
from bot.conversation.core.position import BEGUN, At, Place
from bot.conversation.core.turn import Turn, number_in
from bot.messages.choices import Choice
from bot.texts.common import putting_by as sentences

_ENDS_IT = {"leave", "back"}


def watch(turn: Turn, said: Said) -> None:
    """From here on, whatever leads away puts by what was begun, unless this is its own choice or ends it."""
    own = {offer for _, offer in turn.place.offered}
    if said.action not in _ENDS_IT and " ".join(filter(None, said)) not in own:
        turn.begun = _begun(turn.place)


def _begun(place: Place) -> dict[str, Any] | None:
    """What is begun here, or in the question behind the one in between."""
    here = place.held.get("before", place.where())
    return dict(here) if here["at"] in BEGUN else None


def waiting(place: Place) -> list[Choice]:
    """What was put by, the latest first, to choose from."""
    return [(sentences.take_up(where["at"]), f"takeup {number}") for number, where in enumerate(place.put_by)][::-1]


def take_up(turn: Turn, number: str) -> None:
    """Go on with what was put by last, or with the one of that number."""
    kept = list(turn.place.put_by)
    wanted = number_in(number) if number else len(kept) - 1
    if wanted is None or not 0 <= wanted < len(kept):
        turn.note(sentences.NOTHING)
        return
    where = kept.pop(wanted)
    turn.place.put_by = kept
    turn.stand(At.MENU)
    turn.place.go_to(where)
