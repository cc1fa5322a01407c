"""Questions and orders about the units' reports, as people type them: what about, which units, rounds, rows and days. Pure."""

import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date

from bot.reading.dates.spelling import pattern
from bot.reading.questions.objects import NamesKnown, Objects, TimeSpan, When, read_when, spoken, take_days, take_objects
from bot.reading.questions.question import Question
from bot.reading.questions.vocabulary import (
    ABOUT,
    AGAIN,
    COMPARING,
    ELSEWHERE,
    FILLERS,
    GENERAL,
    HAND_IN,
    HOW,
    HOW_APART,
    LAST,
    LEAD,
    MANY,
    NO_WARNING,
    NOT_YET,
    OF_FIGURES,
    SHAPES,
    SUMS,
    TOPICS,
    WHICH,
    About,
    AnswerShape,
    Making,
    Topic,
)
from bot.reading.questions.words import Spoken
from tracker.kernel.names import fold

__all__ = [
    "About",
    "AnswerShape",
    "Making",
    "NamesKnown",
    "Objects",
    "Question",
    "TimeSpan",
    "Topic",
    "When",
    "called",
    "names_form",
    "read_objects",
    "read_order",
    "read_question",
    "read_when",
]

_LONGEST = 25  # words of a question
_SHORTEST_INITIALS = 3
_MOST_AGAIN = 2  # rounds one after the other, where no number is said
_BEGIN_LABELS = {"so", "tong", "tong so"}  # fillers with which a label may begin
_LEAD = frozenset(map(fold, LEAD))
_OPEN_ENDED = {Topic.ANNOUNCE, Topic.INVITE, Topic.DRAFT, Topic.CLOSE, Topic.TASKS}  # what follows is theirs, and not read
_WHY = pattern(r"[,;:]\s+|\s+(?=(?:vì|do)\b)")  # a report goes back
_NAMED = {rule for rule, topic in TOPICS.items() if topic is not Topic.RETURN}
_WITH_WORDS = {Topic.GRANT, Topic.REOPEN}  # a day and a reason follow


def called(name: str) -> str:
    """A unit's name as it is looked for in a question; "" for one that is too short to be sure of."""
    words = re.findall(r"[\w/-]+", fold(name))
    return " ".join(words) if len(words) > 1 or "-" in name else ""


def names_form(words: str, name: str, code: str) -> bool:
    """Whether these words are a part of a form's name, its code, or the initials with which it ends, such as "CCHC"."""
    wanted, folded = fold(words), fold(name)
    initials = "".join(word[0] for word in folded.split())
    is_initials = len(wanted) >= _SHORTEST_INITIALS and initials.endswith(wanted)
    return bool(wanted) and (wanted == code or f" {wanted} " in f" {folded} " or is_initials)


def read_objects(text: str, today: date, known: NamesKnown) -> Question:
    """What an order is about whose own words are read already: "Đại Từ quý 3"."""
    said = spoken(text)
    objects = take_objects(said, today, known)
    objects = replace(objects, days=take_days(said, today))
    _take_fillers(said, [*FILLERS, *MANY])
    return Question(objects=objects, left=said.left, asks=True)


def read_question(text: str, today: date, known: NamesKnown) -> Question | None:
    """Read it; None if it is no question and no order of this kind."""
    said = spoken(text)
    if (theirs := _open_ended(said)) is not None:
        return theirs
    if sent_back := _sent_back(text, today, known):
        return sent_back
    objects = take_objects(said, today, known)
    if not 0 < len(said) <= _LONGEST:
        return None
    if ordered := _with_words(said.copy(), objects):
        return ordered
    objects = replace(objects, days=take_days(said, today))
    tries = (_topic(said.copy(), objects), _figures(said.copy(), objects, known), _rounds(said.copy(), objects))
    return next((question for question in tries if question), None) or _standing(said, objects)


def _with_words(said: Spoken, objects: Objects) -> Question | None:
    """An order behind which a day and a reason follow."""
    topic = TOPICS.get(said.take_rule([rule for rule, topic in TOPICS.items() if topic in _WITH_WORDS], _LEAD))
    return _order(said, objects, topic) if topic else None


def read_order(text: str, today: date, known: NamesKnown) -> Question:
    """What an order is about whose own words are read already, and behind which a day and a reason follow."""
    said = spoken(text)
    return _order(said, take_objects(said, today, known))


def _order(said: Spoken, objects: Objects, topic: Topic = Topic.STANDING) -> Question:
    rest = said.cut()
    _take_fillers(said, FILLERS)
    left = said.left
    if rest and objects.names:  # why stands before
        rest, left = f"{rest} {left}".strip(), ""
    if not rest and any(letter.isdigit() for letter in left):  # the day stands before the round
        rest, left = left, ""
    return Question(objects=objects, topic=topic, asks=True, left=left, rest=rest)


def _open_ended(said: Spoken) -> Question | None:
    tried = said.copy()
    topic = TOPICS.get(tried.take_rule([rule for rule, topic in TOPICS.items() if topic in _OPEN_ENDED], _LEAD))
    return Question(topic=topic, asks=True) if topic else None


def _sent_back(text: str, today: date, known: NamesKnown) -> Question | None:
    """The order that a unit's report goes back; what follows is why."""
    head, *why = _WHY.split(text, maxsplit=1)
    said = spoken(head)
    if "?" in text or said.copy().take(MANY):
        return None
    objects = take_objects(said, today, known)
    topic = TOPICS.get(said.take_rule([rule for rule, topic in TOPICS.items() if topic is Topic.RETURN], _LEAD))
    _take_fillers(said, FILLERS)
    asked = Question(objects=objects, left=said.left, asks=True, topic=Topic.RETURN, rest="".join(why))
    return asked if topic and objects.names else None


def _topic(said: Spoken, objects: Objects) -> Question | None:
    """A topic that its words name."""
    plain = said.copy()
    topic = TOPICS.get(said.take_rule(_NAMED, _LEAD))
    if topic is None or (topic is Topic.ACCEPT and plain.take(WHICH)):
        return None  # which ones are accepted, is a question
    said.take(NO_WARNING if topic is Topic.ACCEPT else ())
    about: About | None = None
    shape: AnswerShape | None = None
    if topic in {Topic.NUDGE, Topic.ACCEPT, Topic.OFTEN, Topic.RATE, Topic.NOT_JOINED}:
        about = said.meant(ABOUT)
    if topic is Topic.TOTAL:
        shape = said.meant(SHAPES)
    many = bool(said.take(MANY))
    _take_fillers(said, [*FILLERS, *GENERAL, *MANY, *HAND_IN])
    return Question(about or About.ALL, shape or AnswerShape.TEXT, objects, said.left, asks=True, many=many, topic=topic)


def _figures(said: Spoken, objects: Objects, known: NamesKnown) -> Question | None:
    """Figures of rows that are named by number, or by words that stand in their labels."""
    how, number = _how(said)
    comparing = bool(said.take_rule(COMPARING, _LEAD))
    how = how or (Making.COMPARED if comparing else None)
    asks = "?" in said.text or bool(said.copy().take(MANY))
    label = ""
    if not objects.rows:
        is_elsewhere = said.copy().take(ELSEWHERE) and not said.copy().take(SUMS)
        if how is None and (is_elsewhere or not _says_more(said.copy())):
            return None
        label = next((words for words in _labels(said) if _may_be_label(words) and known.is_label(words)), "")
        if not label:
            return None
        said.close_words(label)
    _take_fillers(said, [*FILLERS, *OF_FIGURES, *MANY])
    number = objects.count if number is None else number
    asked = Question(objects=objects, left=said.left, asks=asks, topic=Topic.FIGURES, label=label)
    return replace(asked, how=how or Making.VALUE, number=number)


def _how(said: Spoken) -> tuple[Making | None, int | None]:
    """What is to be made of figures, and the number that goes with it; "top 5 … thấp nhất" are the lowest."""
    found: Making | None = None
    number: int | None = None
    while True:
        how = said.meant(HOW)
        if how is None:
            apart = HOW_APART.get(said.take_rule(HOW_APART, ())) if found is None else None
            return found or apart, number
        found = how if found is None or how is Making.LOWEST else found
        number = said.numbers[0] if said.numbers else number


def _says_more(said: Spoken) -> bool:
    """Whether there are words of a label, two at least, besides those that ask where units stand."""
    said.meant(ABOUT)
    said.meant(SHAPES)
    _take_fillers(said, [*FILLERS, *GENERAL, *HAND_IN, *MANY])
    return len(said.left.split()) > 1


def _may_be_label(words: str) -> bool:
    """Several words, or initials such as PAKN; words that all begin with a capital are a name."""
    parts = words.split()
    return words.isupper() or (len(parts) > 1 and not all(part[0].isupper() and not part.isupper() for part in parts))


def _labels(said: Spoken) -> Iterator[str]:
    """What may be words of a label: what is left, without what says nothing before it, also behind it, also between."""
    phrases = [*FILLERS, *OF_FIGURES, *MANY]
    tried = said.copy()
    tried.trim_left([phrase for phrase in phrases if fold(phrase) not in _BEGIN_LABELS])
    yield tried.left
    while tried.take_last(phrases):
        pass
    yield tried.left
    _take_fillers(tried, phrases)
    yield tried.left


def _rounds(said: Spoken, objects: Objects) -> Question | None:
    """Several rounds: one beside the other, or so many in a row."""
    again = said.take(AGAIN)
    is_list = len(objects.whens) > 1
    comparing = bool(said.take_rule(COMPARING, _LEAD))
    about = said.meant(ABOUT)
    if not (again and about) and not (is_list and (comparing or about)) and not (comparing and objects.whens):
        return None
    many = bool(said.take(MANY))
    _take_fillers(said, [*FILLERS, *GENERAL, *MANY, *HAND_IN])
    topic = Topic.AGAIN if about else Topic.ROUNDS
    number = (again.numbers[0] if again.numbers else _MOST_AGAIN) if again else None
    asked = Question(about or About.ALL, objects=objects, left=said.left, asks=True, many=many, topic=topic)
    return replace(asked, number=number)


def _standing(said: Spoken, objects: Objects) -> Question | None:
    """Where units stand in a round."""
    if said.take(ELSEWHERE):
        return None
    shape = AnswerShape.HISTORY if objects.history else said.meant(SHAPES)
    general = bool(said.take(GENERAL)) | bool(said.take(GENERAL))  # "tình hình … thế nào"
    about = said.meant(ABOUT)
    many = bool(said.take(MANY))
    if about is None and not general and said.take(HAND_IN):
        general = bool(said.take(NOT_YET))
        about = About.HANDED_IN if (many or objects.days) and not general else None
    _take_fillers(said, FILLERS)
    only_when = bool(objects.whens) and not said.left
    if about is None and shape is None and not general and not only_when and (not objects.names or said.left):
        return None
    asks = many or general or shape is not None or "?" in said.text
    return Question(about or About.ALL, shape or AnswerShape.TEXT, objects, said.left, asks, many)


def _take_fillers(said: Spoken, phrases: Collection[str]) -> None:
    while said.take(phrases):
        pass
    while said.take_last(LAST):
        pass
