"""A task's page, where the words of its buttons may have their answer behind them."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from bot.conversation.core import manners
from bot.conversation.core.doing import Do
from bot.conversation.core.held import Held
from bot.conversation.core.listening import after
from bot.conversation.core.next import STAY, Next
from bot.conversation.core.step import Questions, Step, keep_nothing, never, stay
from bot.conversation.core.turn import Turn
from bot.conversation.report.extending import EXTEND
from bot.conversation.tasks import listing, more_time, working
from bot.conversation.tasks.asking import hearing
from bot.conversation.tasks.places import AskingMoreTime, FinishingTask, NotingProgress, TaskPage
from tracker.kernel.names import fold

Hear = Callable[[Turn, Any, str], Next]
_FINISH = (FinishingTask, working.begin_finish, working.hear_finish)
_PROGRESS = (NotingProgress, working.begin_progress, working.hear_progress)
_MORE_TIME = (AskingMoreTime, more_time.begin_more_time, more_time.hear_until)
_WORDS: Mapping[str, tuple[type[Held], Do, Hear]] = {
    "hoan thanh": _FINISH,
    "xong": _FINISH,
    "ghi tien do": _PROGRESS,
    "tien do": _PROGRESS,
    "xin gia han": _MORE_TIME,
    "gia han": _MORE_TIME,
}


@hearing
def hear(turn: Turn, held: TaskPage, text: str) -> Next:
    """A button's words with the answer behind them: "hoàn thành 15/BC-UBND ngày 12/3"."""
    folded = fold(text)
    words = next((words for words in _WORDS if folded == words or folded.startswith(f"{words} ")), None)
    if words is None:
        return listing.hear(turn, held, text)
    place, begin, hear_answer = _WORDS[words]
    turn.follow(begin(turn, str(held.task)))
    return hear_answer(turn, turn.held, after(text, words)) if turn.at(place) and folded != words else STAY


PAGE = Step(
    holds=TaskPage,
    manner=replace(manners.AT_REST, questions=Questions.IF_SURE, own=frozenset({EXTEND})),
    ask=listing.ask_page,
    hear=hear,
    settled=never,
    back=lambda turn, _held: listing.leave_page(turn, ""),
    go_on=stay,
    keep=keep_nothing,
)
