"""What answers each topic of questions and orders: bound to it where it is written."""

from collections.abc import Callable

from bot.conversation.core.next import Next
from bot.conversation.core.turn import Turn
from bot.reading.questions import Question, Topic

Answer = Callable[[Turn, Question], Next]
ANSWERS: dict[Topic, Answer] = {}  # filled as the answers are defined; to a desk alone


def answers(*topics: Topic) -> Callable[[Answer], Answer]:
    """Bind a function to the topics that it answers, for a desk or an administrator in their own subtree."""

    def bind(answer: Answer) -> Answer:
        for topic in topics:
            if topic in ANSWERS:
                raise ValueError(topic)
            ANSWERS[topic] = answer
        return answer

    return bind


def unanswered() -> set[Topic]:
    """The topics that nothing answers; there must be none."""
    return set(Topic) - ANSWERS.keys()
