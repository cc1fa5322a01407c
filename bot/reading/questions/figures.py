"""Questions for figures: of which row, by its number or by words of its label, and what shall be made of them. Pure."""

from collections.abc import Iterator
from dataclasses import replace

from bot.reading.questions.leftover import LEADS, take_fillers
from bot.reading.questions.objects import NamesKnown, Objects
from bot.reading.questions.question import Question
from bot.reading.questions.vocabulary import (
    ABOUT,
    BETWEEN,
    COMPARING,
    DAYS,
    ELSEWHERE,
    FILLERS,
    GENERAL,
    HAND_IN,
    HOW,
    HOW_APART,
    MANY,
    OF_FIGURES,
    SAME,
    SHAPES,
    SUMS,
    Making,
    Topic,
)
from bot.reading.questions.words import Spoken
from tracker.kernel.names import fold

_BEGIN_LABELS = {"so", "tong", "tong so"}  # fillers with which a label may begin


def read_figures(said: Spoken, objects: Objects, known: NamesKnown) -> Question | None:
    """Figures of rows that are named by number, or by words that stand in their labels."""
    how, number = _how(said)
    comparing = False
    while said.take_rule(COMPARING, LEADS):
        comparing = True
    if len(objects.names) > 1 and said.take_rule(BETWEEN, LEADS):
        comparing = True
    how = how or (Making.COMPARED if comparing else None)
    asks = "?" in said.text or bool(said.copy().take(MANY))
    label = ""
    if not objects.rows:
        is_elsewhere = said.copy().take(ELSEWHERE) and not said.copy().take(SUMS)
        if how is None and (is_elsewhere or not _says_more(said.copy())):
            return None
        label = _take_label(said, known)
        if not label:
            return None
    day = said.take([phrase for phrases in DAYS.values() for phrase in phrases]).phrase  # figures stand for a whole round
    take_fillers(said, [*FILLERS, *OF_FIGURES, *MANY])
    number = objects.count if number is None else number
    left = " ".join(filter(None, [said.left, day]))
    asked = Question(objects=objects, left=left, asks=asks, topic=Topic.FIGURES, label=label)
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
    take_fillers(said, [*FILLERS, *GENERAL, *HAND_IN, *MANY])
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
    take_fillers(tried, phrases)
    yield tried.left


def _take_label(said: Spoken, known: NamesKnown) -> str:
    """Take the words away that stand in the label of a row; gives them as forms have them, "" for none."""
    for typed in filter(_may_be_label, _labels(said)):
        label = next((words for words in (typed, _as_printed(typed)) if known.is_label(words)), "")
        if label:
            said.close_words(typed)
            return label
    return ""


def _as_printed(words: str) -> str:
    """The words as forms have them: "chưa xong" is "chưa hoàn thành"."""
    return " ".join(SAME.get(fold(word), word) for word in words.split())
