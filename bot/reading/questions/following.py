"""A question that goes on from the one before: "thế còn quý trước", "phường thì sao", "nó tăng hay giảm". Pure."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from bot.reading.questions.groups import take_about
from bot.reading.questions.leftover import LEADS, take_fillers
from bot.reading.questions.objects import NamesKnown, Objects, take_days, take_objects
from bot.reading.questions.question import Question
from bot.reading.questions.vocabulary import COMPARING, FILLERS, FOLLOWS, IT, About, Making, Topic
from bot.reading.questions.whens import When, spoken

_IN_A_YEAR = {"Q": 4, "M": 12}
Read = Callable[[str, date, NamesKnown], Question | None]


def read_follow_up(text: str, before: Question, today: date, known: NamesKnown) -> Question | None:
    """The question before with what this one says instead; None if it is no such question."""
    said = spoken(text)
    objects = take_objects(said, today, known)
    begins = bool(said.take_rule([f"^{words}" for words in FOLLOWS["begins"]], LEADS))
    ends = said.take_last(FOLLOWS["ends"])
    if not begins and not ends:
        return None
    about = take_about(said) if ends else None
    objects = replace(objects, days=take_days(said, today))
    take_fillers(said, FILLERS)
    says_more = any((objects.names, objects.levels, objects.whens, objects.rows, objects.days, about))
    if said.left or not says_more or (about and before.topic is not Topic.STANDING):
        return None
    label = "" if objects.rows else before.label
    return replace(before, objects=_instead(objects, before.objects), about=about or before.about, label=label, asks=True)


def _instead(said: Objects, before: Objects) -> Objects:
    """The objects before with those that are said in their place."""
    of_units = bool(said.names or said.levels or said.but)
    return replace(
        before,
        names=said.names if of_units else before.names,
        levels=said.levels if of_units else before.levels,
        but=said.but if of_units else before.but,
        rows=said.rows or before.rows,
        whens=said.whens or before.whens,
        days=said.days or before.days,
        count=said.count,
    )


def compares_it(text: str, today: date, known: NamesKnown) -> bool:
    """Whether "it" is compared, and no row is named."""
    said = spoken(text)
    said.spell_out()
    objects = take_objects(said, today, known)
    return not objects.rows and bool(said.take(IT)) and bool(said.take_rule(COMPARING, LEADS))


def read_about_it(text: str, before: Question, today: date, known: NamesKnown, read: Read) -> Question | None:
    """A question about the figure that was asked for before, "nó"; None if it is no such question."""
    if before.topic is not Topic.FIGURES or before.about is not About.ALL:
        return None
    said = spoken(text)
    said.spell_out()
    if not said.take(IT) or not (row := _row(before)):
        return None
    whose = " ".join(before.names) if not take_objects(said.copy(), today, known).names else ""
    found = read(" ".join(filter(None, [row, whose, said.left])), today, known)
    if found is None or found.how is not Making.COMPARED or len(found.names) != 1:
        return found
    earlier = _one_before(before.when, today)
    return replace(found, how=Making.VALUE, objects=replace(found.objects, whens=earlier)) if earlier else found


def _one_before(when: When, today: date) -> tuple[When, ...]:
    """The round before a quarter or a month, and that one; () for any other."""
    part = when.parts[0] if len(when.parts) == 1 else ""
    kind, place = part[:1], part[1:]
    if kind not in _IN_A_YEAR or not place.isdecimal():
        return ()
    year, number = when.year or today.year, int(place) - 1
    before = (year, number) if number else (year - 1, _IN_A_YEAR[kind])
    return When((f"{kind}{before[1]:0{len(place)}}",), before[0]), when


def _row(before: Question) -> str:
    return before.objects.rows[0] if before.objects.rows else before.label
