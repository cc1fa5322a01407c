"""Words of which no answer can be made and that nothing marks as a question: the question that they are most like."""

import re

from bot.conversation.core.places import Filling, Menu
from bot.conversation.core.turn import Turn
from bot.conversation.inquiring import questions
from bot.conversation.report import filling
from bot.conversation.report.taking import asked_of
from bot.reading.answering import Guessed, Puzzled, Unclear, read_message

_FIGURE = re.compile(r"\d")
_TALK = 3  # words that are no part of an answer


def heard(turn: Turn, text: str) -> bool:
    """Whether that question was clear enough to be answered; else the likeliest are named, and the answer is heard."""
    if _FIGURE.search(text) or not (turn.at(Menu) or (turn.at(Filling) and _is_talk(turn, text))):
        return False
    return questions.perhaps(turn, text)


def _is_talk(turn: Turn, text: str) -> bool:
    """Whether no figure can be read, or one only with many words beside it that are not understood."""
    match read_message(text, asked_of(turn.snapshot, filling.cells_asked(turn))):
        case Guessed(_, doubt):
            return len(doubt.left) >= _TALK
        case Puzzled(doubt):
            return doubt.why is Unclear.NO_FIGURE
    return False
