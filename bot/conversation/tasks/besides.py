"""What may be said of a task besides: which units take part in it, and how often it comes again."""

from bot.conversation.core.turn import Turn
from bot.conversation.tasks import receivers
from bot.conversation.tasks.draft import Assigning, TaskPart
from bot.conversation.tasks.line import read_every
from bot.messages.actions import Action, Choice
from bot.texts.desk import rounds
from bot.texts.tasks import assigning as sentences
from tracker.kernel.names import fold
from tracker.office.units import units_called
from tracker.tasks.task import Repeat

NO_CO_UNITS, TASK_EVERY = Action("noco"), Action("taskevery")
_NONE = {"khong", "khong co", "khong co don vi nao", "khong lap lai"}


def take_part(turn: Turn, draft: Assigning, names: str) -> Assigning:
    """These units take part, of whom those that lead need not be named; what is not clear is asked for again."""
    if fold(names).strip(" .") in _NONE:
        return draft.said(co_units=())
    found = receivers.named(turn, names)
    draft = draft.said(co_units=tuple(dict.fromkeys((*draft.co_units, *found.units))))
    if not found.unclear:
        return draft
    among = receivers.candidates(turn)
    turn.note("\n".join(rounds.which_unit(n) if units_called(among, n) else rounds.no_unit(n) for n in found.unclear))
    return draft.again(TaskPart.CO_UNITS)


def come_again(turn: Turn, draft: Assigning, text: str) -> Assigning:
    """The draft of a task that comes again so often; without a due day it is asked for one."""
    if fold(text).strip(" .") in _NONE:
        return draft.said(every="")
    every = read_every(text)
    if every is None:
        turn.note(sentences.EVERY_UNREAD)
        return draft
    return draft.said(every=every)


def choices(part: TaskPart) -> list[Choice]:
    """What may be tapped in place of typing."""
    if part is TaskPart.CO_UNITS:
        return [NO_CO_UNITS.choice(sentences.NO_CO_UNITS)]
    if part is not TaskPart.EVERY:
        return []
    return [*(TASK_EVERY.choice(sentences.EVERY[repeat], repeat) for repeat in Repeat), TASK_EVERY.choice(sentences.ONCE)]
