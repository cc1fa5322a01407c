"""What is read before its objects are: about reminders and extensions, and orders that are open-ended. Pure."""

from dataclasses import replace
from datetime import date

from bot.reading.questions.leftover import LEADS, take_fillers
from bot.reading.questions.objects import NamesKnown, take_days, take_objects
from bot.reading.questions.question import Question
from bot.reading.questions.vocabulary import ABOUT, AHEAD, FILLERS, GENERAL, HAND_IN, MANY, REMIND, TOPICS, About, Topic
from bot.reading.questions.words import Spoken

# What follows is theirs, and not read.
OPEN_ENDED = {Topic.ANNOUNCE, Topic.DRAFT, Topic.CLOSE, Topic.TASKS, Topic.NO_NUDGE}
OF_LAST = {Topic.TAKE_BACK, Topic.CANCEL_TASK, Topic.MOVE_TASK, Topic.INVITE}  # only units are read of what follows
_EARLY = {Topic.REMINDED, Topic.EXTENDED, Topic.AUTOMATIC, Topic.LATER}  # whose words other rules would take for their own


def read_early(said: Spoken, today: date, known: NamesKnown) -> Question | None:
    """What is asked about reminders and extensions, and the order to remind on another day."""
    tried = said.copy()
    topic = TOPICS.get(said.take_rule([rule for rule, of in TOPICS.items() if of in _EARLY], LEADS))
    if topic is None and tried.take(REMIND) and tried.take(AHEAD):
        said, topic = tried, Topic.LATER
    if topic is None:
        return None
    objects = take_objects(said, today, known)
    if topic is Topic.REMINDED:
        objects = replace(objects, days=take_days(said, today))
    about = said.meant(ABOUT)
    many = bool(said.take(MANY))
    take_fillers(said, [*FILLERS, *GENERAL, *MANY, *HAND_IN, *REMIND, *AHEAD])
    if topic is Topic.EXTENDED and (about or any(map(str.isdigit, said.left))):
        return None  # an order: "gia hạn cho những xã nào chưa nộp đến 20/12"
    return Question(about or About.ALL, objects=objects, left=said.left, asks=True, many=many, topic=topic)


def read_open_ended(said: Spoken, today: date, known: NamesKnown) -> Question | None:
    """An order of which only its units are read, or nothing at all."""
    if ":" not in said.text and said.copy().take_rule([rule for rule, of in TOPICS.items() if of is Topic.READ], LEADS):
        return Question(topic=Topic.READ, asks=True)
    others = {*OPEN_ENDED, *OF_LAST, *_EARLY, Topic.NUDGE, Topic.TASK_RATES, Topic.RECEIVERS}
    topic = TOPICS.get(said.copy().take_rule([rule for rule, of in TOPICS.items() if of in others], LEADS))
    if topic in OF_LAST:
        return Question(objects=replace(take_objects(said.copy(), today, known), whens=()), topic=topic, asks=True)
    return Question(topic=topic, asks=True) if topic in OPEN_ENDED else None
