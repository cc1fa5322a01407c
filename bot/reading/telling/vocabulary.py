"""The words with which people tell figures, from words.tsv, which a clerk may correct: a meaning, and the words that have it.

Each word may be typed with its own diacritics or with none, after "=" with its own alone. Particles of all regions say
nothing; what is not in the table means something and is never passed over.
"""

import csv
from collections.abc import Mapping, Sequence
from enum import StrEnum
from importlib.resources import files
from io import StringIO

from bot.reading.spelling import without_marks
from bot.reading.tokens.telex import from_telex
from bot.reading.tokens.vocabulary import Phrase, begins_with


class Tells(StrEnum):
    """What words do where figures are told."""

    IS = "is"  # the figure of the row follows
    SAME = "same"  # as another row, or as last period
    ALIKE = "alike"  # the rows before are one as the other
    EACH_ONE = "each one"  # the figure that follows is that of every row
    AS_BEFORE = "as before"  # as it stood last period
    LAST = "last"  # last period, behind SAME
    TIMES = "times"  # so many times as much, with a number behind it
    TWICE = "twice"
    AND_A_HALF = "and a half"  # one and a half times as much
    OF_TIMES = "of times"
    HALF = "half"
    REST = "rest"  # what is left of a whole, or the rows that are left
    OTHERS = "others"  # the rows that are left
    EACH = "each"  # all of it, or of all the rows named
    NONE = "none"
    OF_NOTHING = "of nothing"  # stresses that there is none
    BLANK = "blank"
    DIFFERS = "differs"  # the figure that follows is what is more or less
    LATER = "later"  # it is not known yet
    APPROXIMATE = "approximate"  # the figure that follows is none for sure
    TRAILING = "trailing approximate"  # the figure before is none for sure
    OR = "or"
    AND = "and"
    IN_ORDER = "each in order"
    IN = "in"  # a whole follows
    PARTS = "parts"  # parts follow
    PLUS = "plus"
    MINUS = "minus"  # the figure that follows is taken from the one before, or from what stands
    TOGETHER = "together"
    AMENDS = "amends"  # the figure that follows is in the place of the one before
    MAY_AMEND = "may amend"  # between two figures the second is in the place of the first
    IS_RIGHT = "is right"  # the last figure is the right one
    DENIED = "denied"  # the figure that follows was the wrong one
    WRONG = "wrong"  # the row named before does not have it
    SWAP = "swap"
    AUTOMATIC = "automatic"  # we are to compute it
    WHY = "why"  # a reason follows
    ROW = "row"  # the place of a row follows
    ROWS_UNDER = "rows under"  # the row whose parts are meant follows
    NUMBER_OF = "number of"
    FIRST = "first"
    LAST_ROW = "last row"
    POINT = "point"  # between the numbers of a row's number
    PERIOD = "period"  # a day, a month or another period
    PERSON = "person"  # a name follows
    PHONE = "phone"
    OVER = "over"  # between figures one of the other; before a figure it is more
    PARTICLE = "particle"


def _read() -> Mapping[str, Sequence[tuple[Phrase, Tells]]]:
    """The phrases by their first word without marks."""
    by_first: dict[str, list[tuple[Phrase, Tells]]] = {}
    text = (files("bot.reading.telling") / "words.tsv").read_text(encoding="utf-8")
    for line in csv.DictReader(StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE):
        for words in line["words"].split(", "):
            phrase = tuple(words.split())
            by_first.setdefault(without_marks(phrase[0].removeprefix("=")), []).append((phrase, Tells(line["meaning"])))
    return by_first


_BY_FIRST = _read()


def _known(words: Sequence[str]) -> Sequence[tuple[Phrase, Tells]]:
    """The phrases that begin with the first of these words, as it is typed or by the keys of its marks."""
    firsts = dict.fromkeys((without_marks(words[0]), without_marks(from_telex(words[0])))) if words else ()
    return [one for first in firsts for one in _BY_FIRST.get(first, ())]


def told(words: Sequence[str]) -> tuple[Tells, int] | None:
    """What the longest phrase means with which these words begin, and how many words it has; None for none."""
    begun = [(tells, len(phrase)) for phrase, tells in _known(words) if begins_with(words, phrase)]
    return max(begun, key=lambda one: one[1], default=None)


def tells(words: Sequence[str], *meanings: Tells) -> int:
    """How many words the longest phrase of these meanings has with which the words begin; 0 for none."""
    begun = (len(phrase) for phrase, meaning in _known(words) if meaning in meanings and begins_with(words, phrase))
    return max(begun, default=0)
