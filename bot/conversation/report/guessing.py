"""What a message most likely said: asked back, and taken or typed anew."""

from bot.conversation.core.doing import does
from bot.conversation.core.manners import OF_FIGURES
from bot.conversation.core.next import BACK, STAY, Next
from bot.conversation.core.places import Correcting, Filling, Guessing, Questioned, Revising
from bot.conversation.core.step import Step, keep_nothing, never, step_at
from bot.conversation.core.turn import Turn
from bot.conversation.report import correcting, editing, filling, questioning, revising
from bot.conversation.report.taking import Entries, go_on
from bot.messages.actions import Action, Means
from bot.reading.filled_sheet import unpacked
from bot.texts.report import guessing as sentences

RIGHT, NOT_RIGHT = Action("guessed", means=Means.YES), Action("notguessed", means=Means.NO)
# Under a guessed choice "có" and "không" are answers of their own and mean neither.
RIGHT_CHOICE, NOT_RIGHT_CHOICE = Action("guessedchoice"), Action("notguessedchoice")


def ask(turn: Turn, held: Guessing) -> None:
    """Name the guess, and what of the message was not understood."""
    form = turn.form()
    is_choice = any(form.row_of(cell).options for cell in unpacked(held.entries))
    right, wrong = (RIGHT_CHOICE, NOT_RIGHT_CHOICE) if is_choice else (RIGHT, NOT_RIGHT)
    choices = [right.choice(sentences.RIGHT), wrong.choice(sentences.NOT_RIGHT)]
    turn.say(sentences.ask(form, unpacked(held.entries), held.doubt), choices)


def hear(turn: Turn, _held: Guessing, text: str) -> Next:
    """What is neither yes nor no is an answer to the question that stood before."""
    turn.step_back()
    return step_at(turn).hear(turn, turn.held, text)


@does(RIGHT)
@does(RIGHT_CHOICE)
def accept(turn: Turn, _rest: str) -> Next:
    """Take what was guessed, as if it had been typed so at the question that stood before."""
    held = turn.held
    if not isinstance(held, Guessing):
        return STAY
    turn.step_back()
    return _take(turn, unpacked(held.entries))


def _take(turn: Turn, entries: Entries) -> Next:
    match turn.held:
        case Filling() as held:
            theirs = filling.answered_by_others(turn, list(entries))
            return theirs or filling.taken(turn, held, entries)
        case Questioned():
            return questioning.taken(turn, entries)
        case Correcting() as held:
            return correcting.taken(turn, held, entries)
        case Revising() as held:
            return revising.changed(turn, held, entries)
    return editing.taken(turn, entries)


@does(NOT_RIGHT)
@does(NOT_RIGHT_CHOICE)
def retype(turn: Turn, _rest: str) -> Next:
    """Nothing is recorded; the question that stood before is put again."""
    return BACK if turn.at(Guessing) else STAY


def back(_turn: Turn, _held: Guessing) -> Next:
    """To the question that stood before."""
    return BACK


GUESSING = Step(
    holds=Guessing,
    manner=OF_FIGURES,
    ask=ask,
    hear=hear,
    settled=never,
    back=back,
    go_on=go_on,
    keep=keep_nothing,
)
