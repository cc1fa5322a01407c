"""The words around figures, from words.tsv, which a clerk may correct: a meaning, and the words that have it.

Each word may be typed with its own diacritics or with none, after "=" with its own alone ("trống" is no "trong"). What is not
in the table means something and is never passed over.
"""

import csv
import unicodedata
from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files
from io import StringIO
from typing import NamedTuple

from bot.reading.tokens.telex import from_telex
from tracker.kernel.names import fold


class WordMeaning(StrEnum):
    """What a word does beside a figure."""

    COURTESY = "courtesy"  # nothing
    LINK = "link"  # parts one figure from the next
    MARKER = "marker"  # a row's number or label follows
    REPAIR = "repair"  # an earlier figure is put right; explained only beside the row that is named
    NONE_AROSE = "none arose"
    ZERO = "zero"  # of a count; of anything else most likely
    NONE = "none"  # there is no such thing here
    NOT_HERE = "not here"  # it does not concern the unit
    TERM = "term"  # a word of the office with a number in it that is no figure
    BLANK = "blank"
    DOUBTFUL_ZERO = "doubtful zero"  # most likely none, but it may be "not known yet"
    COUNTED = "counted"  # stands for any unit
    ALL = "all"  # the figure is that of every row
    REST = "rest"  # and this one that of every row which is not named
    EXCEPT = "except"  # a figure that is said of all rows is not that of the row that follows
    BOTH = "both"  # how a choice calls two of its options together
    DENYING = "denying"  # in the statement that answers a choice of yes and no
    AFFIRMING = "affirming"
    DOUBTING = "doubting"  # neither of both
    TOTAL = "total"  # the row of which others are parts
    DENIED = "denied"  # the figure that follows is the one that was wrong
    YES = "yes"  # to a choice; beside a figure it is courtesy
    OF_NOTHING = "of nothing"  # stresses that there is none
    DOCUMENT = "document"  # with the number that follows it a letter, and no figure
    UNFINISHED = "unfinished"  # of a thing that is there or is not: not yet
    CONTRAST = "contrast"  # what follows is what holds
    TIME = "time"  # with the number that follows it a day or a period, and no figure


Phrase = tuple[str, ...]


class Vocabulary(NamedTuple):
    """The phrases by their meaning, pairs of phrases that say the same, and pairs of which one is what the other is not."""

    of: Mapping[WordMeaning, Sequence[Phrase]]
    same: Sequence[tuple[Phrase, Phrase]]
    opposite: Sequence[tuple[Phrase, Phrase]]


def _read() -> Vocabulary:
    of: dict[WordMeaning, list[Phrase]] = {}
    pairs: dict[str, list[tuple[Phrase, Phrase]]] = {"same": [], "opposite": []}
    text = (files("bot.reading.tokens") / "words.tsv").read_text(encoding="utf-8")
    for line in csv.DictReader(StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE):
        for words in line["words"].split(", "):
            if line["meaning"] in pairs:
                one, _, other = words.partition(" = ")
                pairs[line["meaning"]].append((tuple(one.split()), tuple(other.split())))
            else:
                of.setdefault(WordMeaning(line["meaning"]), []).append(tuple(words.split()))
    longest_first = {meaning: sorted(phrases, key=len, reverse=True) for meaning, phrases in of.items()}
    return Vocabulary(longest_first, pairs["same"], pairs["opposite"])


VOCABULARY = _read()
LONGEST_PHRASE = max(len(phrase) for phrases in VOCABULARY.of.values() for phrase in phrases)  # words
TOTAL = " ".join(VOCABULARY.of[WordMeaning.TOTAL][0])


_SAME = [*VOCABULARY.same, *((other, one) for one, other in VOCABULARY.same)]
LONGEST_SAME = max(len(one) for one, _ in _SAME)  # words


def same_words(words: str) -> list[str]:
    """Other words that say the same as these, as a whole."""
    return [" ".join(one) for one, other in _SAME if " ".join(other) == words.casefold()]


@lru_cache(maxsize=8192)
def said_otherwise(typed: Phrase) -> tuple[tuple[int, Phrase], ...]:
    """How many of the first typed words say the same as other words, and these; of up to LONGEST_SAME words."""
    return tuple((len(one), other) for one, other in _SAME if begins_with(typed, one))


@lru_cache(maxsize=8192)
def spelled(word: str) -> str:
    """A word by its letters and its marks, wherever the mark is put (hòa, hoà), and with i for y (tỉ, tỷ)."""
    letters = unicodedata.normalize("NFD", word.casefold().replace("đ", "d\u0335"))
    marks = "".join(sorted(filter(unicodedata.combining, letters)))
    return "".join(c for c in letters if not unicodedata.combining(c)).replace("y", "i") + marks


@lru_cache(maxsize=8192)
def bare(word: str) -> str:
    """A word without its marks, with i for y: how it is spelled by who types none."""
    return fold(word).replace("y", "i")


@lru_cache(maxsize=8192)
def spellings(typed: str) -> frozenset[str]:
    """How a typed word may be spelled: as it is, and by the keys of its marks."""
    return frozenset({spelled(typed), spelled(from_telex(typed))})


@lru_cache(maxsize=65536)
def is_word(typed: str, word: str) -> bool:
    """Whether this was typed for that word: with its diacritics, with their keys, or, without "=", with none."""
    if word.startswith("="):
        return spelled(word[1:]) in spellings(typed)
    return spelled(typed) == bare(word) or spelled(word) in spellings(typed)


def begins_with(typed: Sequence[str], phrase: Phrase) -> bool:
    """Whether these typed words begin with that phrase."""
    return len(typed) >= len(phrase) and all(map(is_word, typed, phrase))
