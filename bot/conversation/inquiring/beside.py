"""A question beside a figure: the question is answered, the figure asked back, and neither passed over."""

from bot.conversation.core.places import Filling
from bot.conversation.core.turn import Turn
from bot.conversation.inquiring import questions
from bot.conversation.report import filling
from bot.conversation.report.taking import asked_of, offer
from bot.reading.answering import cells_told
from bot.reading.inquiries.beside import question_beside
from bot.texts.report import inquiring as sentences


def heard(turn: Turn, text: str) -> bool:
    """Whether the text had both where figures are asked, and was dealt with.

    A figure that names no row, behind a question about one, is of that row.
    """
    if not turn.at(Filling) or not (parts := question_beside(text, turn.today)):
        return False
    cells = filling.cells_asked(turn)
    asked = asked_of(turn.snapshot, cells)
    meant = cells_told(parts.asked, asked) if parts.asked_first and not cells_told(parts.told, asked) else []
    offered = offer(turn, parts.told, meant if len(meant) == 1 else cells)
    if offered is None:
        return False
    if not questions.answered(turn, parts.asked) and not questions.not_understood(turn, parts.asked):
        turn.note(sentences.not_understood(parts.asked))
    turn.follow(offered)
    return True
