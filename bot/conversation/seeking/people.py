"""The actions that show whom to call: offered wherever somebody cannot be reached."""

from bot.messages.actions import Action, Right
from bot.reading.questions import About, Topic

PEOPLE = Action("people", right=Right.DESK, lasts=True)
STAFF = Action("staff", right=Right.DESK, lasts=True)
PERSON = Action("person", right=Right.DESK, lasts=True)
ERASE_PERSON = Action("eraseperson", right=Right.DESK)
NONE = "-"


def whom_to_call(round_id: int, levels: str) -> tuple[object, ...]:
    """What PEOPLE is about before the unit: those who owe the round and cannot be reached."""
    return Topic.UNREACHED, 1, levels or NONE, About.ALL, round_id
