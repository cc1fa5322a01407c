"""What is heard before the answer, at every step: a code, courtesy, an officer's question; the step stays as it is."""

from bot.conversation.core.listening import may_ask
from bot.conversation.core.places import Filling
from bot.conversation.core.turn import Turn
from bot.conversation.desk import asking
from bot.conversation.inquiring import beside, codes, commanded, perhaps, questions, taken_back
from bot.conversation.report import filling
from bot.conversation.report.taking import asked_of
from bot.reading.answering import Explained, Guessed, read_message
from bot.reading.courtesy import only_courtesy
from bot.reading.inquiries import read_inquiry
from bot.texts.common.courtesy import ANSWERS
from tracker.reports.entry import Entry


def _is_answer(turn: Turn, text: str) -> bool:
    """Whether the whole text is explained by the figures that are asked, and so asks nothing: "…, còn 1 cái chưa xong".

    Words that say none of all of them may as well ask: "ai chưa nộp".
    """
    if not turn.at(Filling) or "?" in text:
        return False
    cells = filling.cells_asked(turn)
    match read_message(text, asked_of(turn.snapshot, cells)):
        case Explained():
            return True
        case Guessed(entries, doubt) if not doubt.left and {*entries, *doubt.withheld} >= set(cells):
            inquiry = read_inquiry(text, turn.today)
            says_none = all(entry == Entry.number(0) for entry in entries.values())
            return not says_none and not (inquiry.wants and inquiry.sure)
    return False


def heard(turn: Turn, text: str) -> bool:
    """Whether the text was no answer to the question that stands, and was dealt with."""
    courtesy = only_courtesy(text)
    if courtesy:
        turn.note(ANSWERS[courtesy])
        return True
    if codes.heard(turn, text) or commanded.heard(turn, text):
        return True
    if _is_answer(turn, text):
        return False
    return (
        beside.heard(turn, text)
        or questions.answered(turn, text)
        or (may_ask(turn, text) and asking.answered(turn, text))
        or questions.not_understood(turn, text)
        or taken_back.heard(turn, text)
        or perhaps.heard(turn, text)
    )
