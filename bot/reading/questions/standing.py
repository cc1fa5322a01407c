"""Questions for where units stand, in one round or over several. Pure."""

from dataclasses import replace

from bot.reading.questions.groups import take_about
from bot.reading.questions.leftover import LEADS, take_fillers
from bot.reading.questions.objects import Objects
from bot.reading.questions.question import Question
from bot.reading.questions.vocabulary import (
    ABOUT,
    AGAIN,
    ALREADY,
    BOTH_SIDES,
    COMPARING,
    ELSEWHERE,
    FILLERS,
    GENERAL,
    GOT,
    HAND_IN,
    LATE_BY,
    MANY,
    NOT_YET,
    SHAPES,
    About,
    AnswerShape,
    Topic,
)
from bot.reading.questions.words import Spoken

_LATE = {About.LATE, About.OVERDUE}
_MOST_AGAIN = 2  # rounds one after the other, where no number is said


def read_rounds(said: Spoken, objects: Objects) -> Question | None:
    """Several rounds: one beside the other, or so many in a row."""
    taken = said.take(AGAIN)
    again = bool(taken) or objects.again is not None
    is_list = len(objects.whens) > 1
    comparing = bool(said.take_rule(COMPARING, LEADS))
    about = take_about(said)
    while about and about is said.copy().meant(ABOUT):
        said.meant(ABOUT)
    if not (again and about) and not (is_list and (comparing or about)) and not (comparing and objects.whens and not about):
        return None
    many = bool(said.take(MANY))
    take_fillers(said, [*FILLERS, *GENERAL, *MANY, *HAND_IN])
    topic = Topic.AGAIN if about else Topic.ROUNDS
    number = objects.again or (taken.numbers[0] if taken.numbers else _MOST_AGAIN if again else None)
    asked = Question(about or About.ALL, objects=objects, left=said.left, asks=True, many=many, topic=topic)
    return replace(asked, number=number)


def read_standing(said: Spoken, objects: Objects) -> Question | None:
    """Where units stand in a round."""
    if said.take(ELSEWHERE):
        return None
    shape = AnswerShape.HISTORY if objects.history else said.meant(SHAPES)
    general = bool(said.take(GENERAL)) | bool(said.take(GENERAL))  # "tình hình … thế nào"
    about = take_about(said)
    by = said.take(LATE_BY).numbers if about in _LATE else []
    if about is About.HANDED_IN and said.take_last(BOTH_SIDES):
        about, general = None, True
    got = about is None and not general and bool(said.copy().take(GOT))
    if got and objects.levels and not objects.whens and not said.copy().take([*HAND_IN, *ALREADY]):
        take_fillers(said, [*FILLERS, *GOT, *MANY])
        return Question(objects=objects, left=said.left, asks=True, many=True, topic=Topic.UNITS)
    many = False
    while said.take(MANY):
        many = True
    about = About.HANDED_IN if got and many and (objects.levels or not said.left) else about
    if about is None and not general and said.take(HAND_IN):
        general = bool(said.take(NOT_YET))
        about = About.HANDED_IN if (many or objects.days) and not general else None
    take_fillers(said, FILLERS)
    only_when = bool(objects.whens) and not said.left
    if about is None and shape is None and not general and not only_when and (not objects.names or said.left):
        return None
    asks = many or general or shape is not None or "?" in said.text
    asked = Question(about or About.ALL, shape or AnswerShape.TEXT, objects, said.left, asks, many)
    return replace(asked, number=by[0]) if by else asked
