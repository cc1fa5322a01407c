"""Questions and orders whose topic their own words name. Pure."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from bot.reading.phrases import Phrases
from bot.reading.questions.figures import read_figures
from bot.reading.questions.groups import take_about
from bot.reading.questions.leftover import LEADS, take_fillers
from bot.reading.questions.objects import NamesKnown, Objects
from bot.reading.questions.question import Question
from bot.reading.questions.vocabulary import (
    ABOUT,
    FILLERS,
    GENERAL,
    HAND_IN,
    HOW,
    MANY,
    NO_WARNING,
    OF_RANKING,
    OF_TASKS,
    SHAPES,
    TOPICS,
    WHICH,
    About,
    AnswerShape,
    Making,
    Topic,
)
from bot.reading.questions.words import Spoken

_WHOM_TO_CALL = {Topic.PEOPLE, Topic.NOT_JOINED, Topic.NOBODY, Topic.UNREACHED}
_OF_GROUP = {Topic.NUDGE, Topic.ACCEPT, Topic.OFTEN, Topic.RATE, Topic.INFLUENCE, Topic.BY_LEVEL, *_WHOM_TO_CALL}
_OF_TOPIC: Mapping[Topic, Phrases] = {
    Topic.RANKED: OF_RANKING,
    Topic.OFTEN: OF_RANKING,
    Topic.TASK_RATES: OF_TASKS,
}  # say nothing beside it
_READ_BEFORE = {Topic.RETURN, Topic.GRANT, Topic.REOPEN}
_NAMED: Collection[str] = {rule for rule, topic in TOPICS.items() if topic not in _READ_BEFORE}
_SAID_TWICE = {
    Topic.PEOPLE,
    Topic.UNREACHED,
    Topic.INFLUENCE,
    Topic.DUE,
    Topic.RATE,
    Topic.OFTEN,
    Topic.SENT,
    Topic.UNITS,
    Topic.BY_LEVEL,
    Topic.TASK_RATES,
}  # "danh bạ cán bộ"


def read_topic(said: Spoken, objects: Objects, known: NamesKnown) -> Question | None:
    """A topic that its words name."""
    plain = said.copy()
    topic = _meant(TOPICS.get(said.take_rule(_NAMED, LEADS)), plain, objects, known)
    if topic is None:
        return None
    ranked = plain.copy().meant(HOW) if topic is Topic.RANKED else None
    if topic in _SAID_TWICE:
        rules = [rule for rule, of in TOPICS.items() if of is topic and "^" not in rule]
        while said.take_rule(rules, LEADS):
            pass
    said.take(NO_WARNING if topic is Topic.ACCEPT else ())
    about = take_about(said) if topic in _OF_GROUP else None
    shape = said.meant(SHAPES) if topic in {Topic.TOTAL, *_WHOM_TO_CALL} else None
    many = bool(said.copy().take(MANY))
    take_fillers(said, [*FILLERS, *GENERAL, *MANY, *HAND_IN, *_OF_TOPIC.get(topic, ())])
    if topic is Topic.UNITS and said.left:
        return None  # something else is counted
    asked = Question(about or About.ALL, shape or AnswerShape.TEXT, objects, said.left, asks=True, many=many, topic=topic)
    if topic is not Topic.RANKED:
        return asked
    most = plain.copy()
    number = most.numbers[0] if most.meant(HOW) and most.numbers else objects.count
    return replace(asked, how=ranked or Making.HIGHEST, number=number)


def _meant(topic: Topic | None, plain: Spoken, objects: Objects, known: NamesKnown) -> Topic | None:
    """The topic that is meant by these words; None where the others say that something else is."""
    is_other = {
        Topic.ACCEPT: lambda: bool(plain.copy().take(WHICH)),  # which ones are accepted, is a question
        Topic.WHAT: lambda: not objects.rows,
        Topic.TOTAL: lambda: bool(objects.rows),  # of a row it asks for its figure
        Topic.SENT: lambda: not objects.names,  # "ai nộp rồi" asks for units
        Topic.TASK_RATES: lambda: read_figures(plain.copy(), objects, known) is not None,  # forms have rows of tasks as well
        Topic.UNITS: lambda: bool(objects.rows) or plain.copy().meant(ABOUT) is not None,
    }
    if topic is None or is_other.get(topic, bool)():
        return None
    if topic is Topic.RATE and plain.copy().meant(HOW) is not None:
        return Topic.RANKED if plain.copy().take(HAND_IN) else None  # "top 3" of another rate asks for figures
    return topic
