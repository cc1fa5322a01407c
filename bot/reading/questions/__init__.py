"""Questions and orders about the units' reports, as people type them: what about, which units, rounds, rows and days. Pure."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.reading.courtesy import reason_in
from bot.reading.dates.spelling import pattern
from bot.reading.fillers import without_purpose
from bot.reading.phrases import ANY_NUMBER
from bot.reading.questions.announced import read_announcement
from bot.reading.questions.asides import order_parts, without_excuse
from bot.reading.questions.early import OF_LAST, OPEN_ENDED, read_early, read_open_ended
from bot.reading.questions.figures import read_figures
from bot.reading.questions.following import compares_it, read_about_it, read_follow_up
from bot.reading.questions.groups import take_about
from bot.reading.questions.leftover import LEADS, changes_meaning, take_fillers, unknown_report
from bot.reading.questions.objects import NamesKnown, Objects, TimeSpan, before_reason, take_days, take_objects
from bot.reading.questions.question import Question
from bot.reading.questions.several import read_several
from bot.reading.questions.standing import read_rounds, read_standing
from bot.reading.questions.topics import read_topic
from bot.reading.questions.vocabulary import (
    EVERYBODY,
    EXCEPT,
    FILLERS,
    HAND_IN,
    MANY,
    MONTH,
    MOVING,
    REPORT,
    TOPICS,
    About,
    AnswerShape,
    Making,
    Topic,
)
from bot.reading.questions.whens import When, read_when, spoken
from bot.reading.questions.words import Spoken
from tracker.kernel.names import fold

__all__ = [
    "ORDERS",
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
    "changes_meaning",
    "compares_it",
    "names_form",
    "order_parts",
    "read_about_it",
    "read_announcement",
    "read_follow_up",
    "read_objects",
    "read_order",
    "read_question",
    "read_questions",
    "read_when",
]

_LONGEST = 25  # words of a question
_SHORTEST_INITIALS = 3
ORDERS = {
    *OPEN_ENDED,
    *OF_LAST,
    Topic.NUDGE,
    Topic.ACCEPT,
    Topic.RETURN,
    Topic.REOPEN,
    Topic.GRANT,
    Topic.ENTER,
    Topic.MOVE_ROUND,
} - {Topic.TASKS}
_OF_DAYS = {Topic.DUE}
_LEVEL_SAID = r"(?:các_|mấy_)?(?:xã|phường|thị_trấn|đơn_vị)"
_IN_FRONT = pattern(rf"(?<!\w)({_LEVEL_SAID})_thì_(?=(?:{_LEVEL_SAID}|nơi|chỗ|ai)(?!\w))")  # "phường thì phường nào"
_MONTHS = pattern(r"(?<!\w)([0-9]{1,2})(?:th|t)(?=_(?:đầu|cuối|qua|vừa|gần|liền))")  # "6th đầu năm"
_WHY = pattern(r"[,;:]\s+|\s+(?=(?:vì|do)\b)")  # a report goes back
_MAY_EXCEPT = {Topic.NUDGE, Topic.ANNOUNCE, Topic.ACCEPT, Topic.GRANT, Topic.STANDING}
_WITH_WORDS = {Topic.GRANT, Topic.REOPEN}  # a day and a reason follow
_RULES_WITH_WORDS = [rule for rule, topic in TOPICS.items() if topic in _WITH_WORDS]


def called(name: str) -> str:
    """A unit's name as it is looked for in a question; "" for one that is too short to be sure of."""
    words = re.findall(r"[\w/-]+", fold(name))
    return " ".join(words) if len(words) > 1 or "-" in name else ""


def names_form(words: str, name: str, code: str) -> bool:
    """Whether these words are a part of a form's name, its code, or the initials with which it ends, such as "CCHC".

    A single word is no part that tells anything: "báo" is also a verb.
    """
    wanted, folded = fold(words), fold(name)
    is_part = " " in wanted and f" {wanted} " in f" {folded} "
    initials = "".join(word[0] for word in folded.split())
    is_initials = len(wanted) >= _SHORTEST_INITIALS and initials.endswith(wanted)
    return bool(wanted) and (wanted == code or is_part or is_initials)


def read_objects(text: str, today: date, known: NamesKnown) -> Question:
    """What an order is about whose own words are read already: "Đại Từ quý 3"."""
    said = spoken(text)
    objects = take_objects(said, today, known)
    objects = replace(objects, days=take_days(said, today))
    take_fillers(said, [*FILLERS, *MANY])
    return _with_exceptions(Question(objects=objects, left=said.left, asks=True, by_name=True))


def read_questions(text: str, today: date, known: NamesKnown) -> Sequence[Question]:
    """What a message asks or orders: several questions where each of its parts is one; [] if it is none of this kind."""
    plain, excuse = without_excuse(text)
    if excuse and (ordered := read_question(plain, today, known)) and ordered.topic in ORDERS and not ordered.left:
        return [replace(ordered, aside=excuse)]
    whole = read_question(text, today, known)
    several = read_several(without_purpose(text), whole, lambda part: read_question(part, today, known), frozenset(ORDERS))
    return several or ([whole] if whole else [])


def read_question(text: str, today: date, known: NamesKnown) -> Question | None:
    """Read it; None if it is no question and no order of this kind."""
    text = _IN_FRONT.sub(r"\1 ", text)
    text = _MONTHS.sub(rf"\1 {MONTH}", without_purpose(text.lower() if text.isupper() else text))
    question = _read(text, today, known)
    return _named(question, text) if question else None


def _named(question: Question, text: str) -> Question:
    """With the name of a report that is none of those that are known, and without it among the words that are left."""
    said = spoken(text)
    said.spell_out()
    report = unknown_report(said, question.left)
    words = [word for word in question.left.split() if word not in report.split()]
    return replace(question, report=report, left=" ".join(words)) if report else question


def _read(text: str, today: date, known: NamesKnown) -> Question | None:
    said = spoken(text)
    if (theirs := read_open_ended(said, today, known)) is not None:
        return theirs
    if early := read_early(said.copy(), today, known):
        return early
    if sent_back := _sent_back(text, today, known):
        return _with_exceptions(sent_back)
    objects = take_objects(said, today, known)
    if not 0 < len(said) <= _LONGEST:
        return None
    if said.copy().take_rule(_RULES_WITH_WORDS, LEADS):
        ordered = _with_reason(text, today, known)
        if ordered.topic is not Topic.STANDING:
            return _with_exceptions(ordered)
    tries = (
        _of_topic(said, objects, today, known),
        read_figures(said.copy(), objects, known),
        read_rounds(said.copy(), objects),
    )
    found = [question for question in tries if question and not _is_of_report(question, text)]
    if all(question.left for question in found) and not (found and objects.rows):
        found += filter(None, [read_standing(said, replace(objects, days=take_days(said, today)))])
    answered = next((question for question in found if not question.left), next(iter(found), None))
    return _with_exceptions(answered) if answered else None


def _of_topic(said: Spoken, objects: Objects, today: date, known: NamesKnown) -> Question | None:
    """A topic that its words name; some of them are asked of days as well: "báo cáo nào tới hạn trong tuần này"."""
    found = read_topic(said.copy(), objects, known)
    if found is None or not found.left or found.topic not in _OF_DAYS:
        return found
    tried = said.copy()
    days = take_days(tried, today)
    again = read_topic(tried, replace(objects, days=days), known) if days else None
    return again if again and again.topic is found.topic else found


def _is_of_report(question: Question, text: str) -> bool:
    """Whether words that are read as a row's label name the report that is to be handed in: "báo cáo chuyển đổi số ai nộp"."""
    said = spoken(text)
    said.spell_out()
    named = question.topic is Topic.FIGURES and not question.objects.rows and bool(said.copy().take(HAND_IN))
    return named and any(words.startswith(question.label) for words in said.open_behind(REPORT))


def _with_exceptions(question: Question) -> Question:
    """Where no unit can be left out, that one should be is not understood."""
    if not question.objects.but or question.topic in _MAY_EXCEPT:
        return question
    return replace(question, left=" ".join(filter(None, [question.left, EXCEPT[0], *question.objects.but])))


def _without_rows(text: str, today: date, known: NamesKnown) -> tuple[Spoken, Objects]:
    """The words of an order and its objects; a row's number belongs to its reason: "mở lại Bản Thi để sửa 2.2.1"."""
    said = spoken(text)
    return said, take_objects(said, today, replace(known, rows=()))


def _with_words(said: Spoken, objects: Objects) -> Question | None:
    """An order behind which a day and a reason follow."""
    rule = said.take_rule(_RULES_WITH_WORDS, LEADS)
    if not rule:
        return None
    numbers = said.numbers
    if rule.startswith("^cho") and not objects.names and said.copy().take(MANY) and not any(map(str.isdigit, said.left)):
        return None  # "cho in danh sách nộp muộn"
    is_of_round = rule in MOVING and objects.whens and not objects.names and not objects.levels
    ordered = _order(said, objects, Topic.MOVE_ROUND if is_of_round else TOPICS[rule])
    longer = next((part.removeprefix("^") for part in rule.split(" + ") if ANY_NUMBER in part), "")
    if not longer:
        return ordered
    return replace(ordered, rest=f"{longer.replace(ANY_NUMBER, str(numbers[0]))} {ordered.rest}".strip())  # "thêm 3 ngày"


def read_order(text: str, today: date, known: NamesKnown, topic: Topic = Topic.STANDING) -> Question:
    """What an order is about whose own words are read already, and behind which a day and a reason follow."""
    return _named_in_order(_with_exceptions(_with_reason(text, today, known, topic)), text)


def _with_reason(text: str, today: date, known: NamesKnown, topic: Topic = Topic.STANDING) -> Question:
    """The order that a text is; what it names behind the reason's first word is no object of it."""
    head, why = before_reason(text, known)
    said, objects = _without_rows(head, today, known)
    ordered = _with_words(said.copy(), objects) or _order(said, objects, topic)
    return replace(ordered, rest=f"{ordered.rest} {why}".strip()) if reason_in(why) else ordered


def _named_in_order(question: Question, text: str) -> Question:
    """With the name of an unknown report that stands in what follows the order."""
    said = spoken(text)
    said.spell_out()
    known = question.objects.names or question.objects.forms or question.objects.whens
    return question if known else replace(question, report=unknown_report(said, f"{question.left} {question.rest}"))


def _order(said: Spoken, objects: Objects, topic: Topic = Topic.STANDING) -> Question:
    about = take_about(said) if topic is Topic.GRANT else None
    many = topic is Topic.GRANT and bool(said.take(EVERYBODY))
    rest = said.cut()
    rest = rest if reason_in(rest) else ""  # courtesy is no reason
    take_fillers(said, FILLERS)
    left = said.left
    if rest and objects.names:  # why stands before
        rest, left = f"{rest} {left}".strip(), ""
    if not rest and any(letter.isdigit() for letter in left):  # the day stands before the round
        rest, left = left, ""
    return Question(about or About.ALL, objects=objects, topic=topic, asks=True, many=many, left=left, rest=rest, by_name=True)


def _sent_back(text: str, today: date, known: NamesKnown) -> Question | None:
    """The order that a unit's report goes back; what follows is why."""
    head, *why = _WHY.split(text, maxsplit=1)
    said = spoken(head)
    if "?" in text or said.copy().take(MANY):
        return None
    objects = take_objects(said, today, known)
    topic = TOPICS.get(said.take_rule([rule for rule, topic in TOPICS.items() if topic is Topic.RETURN], LEADS))
    take_fillers(said, FILLERS)
    asked = Question(objects=objects, left=said.left, asks=True, topic=Topic.RETURN, rest="".join(why))
    return asked if topic and objects.names else None
