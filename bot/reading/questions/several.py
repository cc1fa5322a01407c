"""Several questions in one message: each part that asks something, with the round and the unit that another names."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from bot.reading.questions.question import Question
from bot.reading.questions.vocabulary import About, AnswerShape, Topic

Read = Callable[[str], Question | None]
_SENTENCES = re.compile(r"\s*[?\n]+\s*")
_PARTS = re.compile(r"\s*[?;,\n]+\s*|\.\s+|(?<!\bso)\s+(?:và|với|còn|rồi|kèm|cùng|va|voi|con|kem|cung)\s+", re.IGNORECASE)
_MOST = 4
_OF_ONE_UNIT = {Topic.STANDING, Topic.PEOPLE, Topic.SENT, Topic.DUE, Topic.FIGURES, Topic.REMINDED, Topic.SEEN}
_OF_SEVERAL = {Topic.FIGURES, Topic.ROUNDS, Topic.AGAIN}  # which name several units or rounds themselves


def read_several(text: str, whole: Question | None, read: Read, orders: frozenset[Topic]) -> Sequence[Question]:
    """The questions of a message, one for each part; none unless every part is understood to its last word.

    What is understood as one question stays one, unless its parts are about different things.
    """
    if asked := _each(_SENTENCES.split(text), read, orders):
        return _with_objects(asked)
    asked = _each(_PARTS.split(text), read, orders)
    topics = {one.topic for one in asked}
    is_whole = whole is not None and not whole.left and not whole.report
    each_apart = len({one.about for one in asked}) > 1 and all(one.whens for one in asked)  # "quý 3 ai trễ, quý 4 ai nộp"
    asks_what = Topic.WHAT in topics and len(topics) > 1  # "mục 1.1 là gì, Ba Bể ghi mấy"
    if (
        is_whole
        and whole
        and not each_apart
        and not asks_what
        and (len(topics) == 1 or whole.topic not in topics or whole.topic in _OF_SEVERAL)
    ):
        return []
    return _with_objects(asked)


def _each(typed: Sequence[str], read: Read, orders: frozenset[Topic]) -> Sequence[Question]:
    """The question of each part; none unless all of several are one."""
    parts = [part for part in typed if part.strip(" .!?")]
    if not 1 < len(parts) <= _MOST:
        return []
    found = list(_read_each(parts, read))
    asked = [one for one in found if one and _stands_alone(one) and one.topic not in orders]
    return asked if len(asked) == len(parts) else []


def _read_each(parts: Sequence[str], read: Read) -> Iterator[Question | None]:
    """Each part; one that is not understood alone may be about the row of the part before: "mục 3.2.4 là gì, ai trên 90"."""
    row = ""
    for part in parts:
        found = read(part)
        if row and (found is None or found.left) and (again := read(f"{row} {part}")) and not again.left:
            found = again
        row = found.objects.rows[0] if found and found.objects.rows else row
        yield found


def _stands_alone(asked: Question) -> bool:
    says_what = asked.topic is not Topic.STANDING or asked.about is not About.ALL or asked.shape is not AnswerShape.TEXT
    of_another = asked.topic is Topic.BY_LEVEL and asked.about is About.ALL  # "…, chia theo cấp"
    return not asked.left and not asked.report and not of_another and (says_what or asked.asks)


def _with_objects(asked: Sequence[Question]) -> list[Question]:
    """Each with the rounds that are named last before it, or first behind it, and with the unit before it, if it has none."""
    whens = next((one.whens for one in asked if one.whens), ())
    names: tuple[str, ...] = ()
    found = []
    for one in asked:
        whens, names = one.whens or whens, one.names or names
        of_unit = one.topic in _OF_ONE_UNIT and not one.many and not one.objects.levels
        objects = replace(one.objects, whens=whens, names=names if of_unit else one.names)
        found.append(replace(one, objects=objects))
    return found
