"""Words that are left of a question or an order: those that say nothing, and those that leave open what is meant."""

from collections.abc import Collection

from bot.reading.questions.vocabulary import CHANGE_ORDER, CHANGE_QUESTION, ENDS_NAME, LAST, LEAD, REPORT
from bot.reading.questions.words import Spoken
from bot.reading.spelling import is_syllable
from tracker.kernel.names import fold

LEADS = frozenset(map(fold, LEAD))
_ENDS_NAME = frozenset(map(fold, ENDS_NAME))
_SHORTEST_NAME, _SHORTEST_INITIALS = 2, 3  # words, letters
_LONGEST_INITIALS = 6


def take_fillers(said: Spoken, phrases: Collection[str]) -> None:
    """Take these phrases away, and those that say nothing at the end."""
    while said.take(phrases):
        pass
    while said.take_last(LAST):
        pass


def changes_meaning(left: str, *, of_order: bool) -> bool:
    """Whether words that are left over may narrow or negate an order, or make an order of a question."""
    said = Spoken(left, {})
    if of_order:
        return any(map(str.isdigit, left)) or bool(said.take(CHANGE_ORDER))
    return bool(said.take(CHANGE_QUESTION))


def unknown_report(said: Spoken, left: str) -> str:
    """The name of a report among the words that are left: those behind "báo cáo", or initials; "" for none.

    `said` are all words, none of which is taken.
    """
    words = set(left.split())
    for behind in said.open_behind(REPORT):
        name: list[str] = []
        for word in behind.split():
            if word not in words or fold(word) in _ENDS_NAME or not word.isalpha():
                break
            name.append(word)
        if len(name) >= _SHORTEST_NAME or (name and _is_initials(name[0])):
            return " ".join(name)
    return next((word for word in left.split() if _is_initials(word) and word.islower()), "")


def _is_initials(word: str) -> bool:
    return word.isalpha() and _SHORTEST_INITIALS <= len(word) <= _LONGEST_INITIALS and not is_syllable(word)
