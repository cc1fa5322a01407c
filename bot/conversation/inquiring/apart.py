"""What is heard before the answer, at every step: a code, courtesy, an officer's question; the step stays as it is."""

from bot.conversation.core.listening import may_ask
from bot.conversation.core.turn import Turn
from bot.conversation.desk import asking
from bot.conversation.inquiring import beside, codes, commanded, perhaps, questions, taken_back
from bot.reading.courtesy import only_courtesy
from bot.texts.common.courtesy import ANSWERS


def heard(turn: Turn, text: str) -> bool:
    """Whether the text was no answer to the question that stands, and was dealt with."""
    courtesy = only_courtesy(text)
    if courtesy:
        turn.note(ANSWERS[courtesy])
        return True
    return (
        codes.heard(turn, text)
        or commanded.heard(turn, text)
        or beside.heard(turn, text)
        or questions.answered(turn, text)
        or (may_ask(turn, text) and asking.answered(turn, text))
        or questions.not_understood(turn, text)
        or taken_back.heard(turn, text)
        or perhaps.heard(turn, text)
    )
