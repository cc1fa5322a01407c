"""How a word may be spelled: the tone on either vowel (hòa, hoà), i for y (kì, kỳ), and short and regional forms written out.

The forms are data, short_forms.tsv, which a clerk may correct: what is meant, and how it is typed, letter by letter.
"""

import csv
import re
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files
from io import StringIO

from tracker.kernel.names import fold, spelt

_WORD = re.compile(r"[\w/-]+")
_STOPS = ("c", "ch", "p", "t")  # behind which a syllable has a rising or a low tone
_TONES = frozenset("\u0300\u0301\u0309\u0303\u0323")
_LONG_I = re.compile("(?:(?<=[bcdđghklmnrstvx])|(?<=^qu))y(?=[\u0300-\u036f]*$)")


@lru_cache(maxsize=8192)
def spelling(word: str) -> str:
    """A word with its marks, in one of the ways in which it may be spelled."""
    return _LONG_I.sub("i", spelt(word))


@lru_cache(maxsize=8192)
def without_marks(word: str) -> str:
    """A word without its marks, in one of the ways in which it may be spelled."""
    return _LONG_I.sub("i", fold(word))


def _misses_its_tone(typed: str) -> bool:
    """Whether the mark of the tone was forgotten, "nôp": a syllable that ends so has one, and other marks were typed."""
    return typed.casefold().endswith(_STOPS) and _without_tone(typed) == spelling(typed) != without_marks(typed)


@lru_cache(maxsize=8192)
def _without_tone(word: str) -> str:
    letters = unicodedata.normalize("NFD", word)
    return spelling(unicodedata.normalize("NFC", "".join(c for c in letters if c not in _TONES)))


def is_typed_for(typed: str, word: str) -> bool:
    """Whether this was typed for that word: with its marks or with none; after "=" with its own alone."""
    own = spelling(typed)
    plain = word.removeprefix("=")
    if own == spelling(plain) or (own == without_marks(typed) == without_marks(word)):
        return True
    return _misses_its_tone(typed) and own == _without_tone(plain)


_SYLLABLE = re.compile(
    "(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnpqrstvxfjzw])?[aeiouy]{1,4}(?:ng|nh|ch|[cmnptu])?", re.IGNORECASE
)


def is_syllable(word: str) -> bool:
    """Whether a word may be one of Vietnamese: "thi", but not "tđkt"."""
    return bool(_SYLLABLE.fullmatch(fold(word)))


@cache
def _forms() -> dict[str, str]:
    text = (files("bot.reading") / "short_forms.tsv").read_text(encoding="utf-8")
    lines = csv.DictReader(StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE)
    return {form: line["means"] for line in lines for form in line["forms"].split(", ")}


def long_form(typed: str) -> str:
    """What a short or regional form stands for, "bc" for "báo cáo"; "" for any other word, and for one that may be a name."""
    may_be_name = typed[:1].isupper() and not typed.isupper()
    return "" if may_be_name else _forms().get(typed.casefold(), "")


def written_out(text: str) -> str:
    """The text with its short and regional forms written out; a capital at the beginning makes no name."""

    def write(found: re.Match[str]) -> str:
        word = found[0]
        return long_form(word if found.start() else word[:1].lower() + word[1:]) or word

    return _WORD.sub(write, text)
