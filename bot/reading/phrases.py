"""Phrases of a vocabulary that are looked for in what somebody typed; the vocabularies are tables beside their readers.

Each word of a phrase may be typed with its own diacritics or with none, after "=" with its own alone ("ảnh" is no "anh").
"""

import csv
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from io import StringIO
from typing import NamedTuple, TypeVar

from bot.reading.spelling import is_typed_for, without_marks
from tracker.kernel.names import fold, tidy

Phrases = Sequence[str]
Tables = Mapping[str, Mapping[str, Phrases]]  # by table and meaning
T = TypeVar("T")
ANY_NUMBER = "#"  # in a phrase
_WORD = re.compile(r"[\w/-]+")


@cache
def read_tables(package: str, name: str) -> Tables:
    """A vocabulary: the lines of a .tsv, each a table, a meaning and phrases that have it."""
    tables: dict[str, dict[str, list[str]]] = {}
    text = (files(package) / name).read_text(encoding="utf-8")
    for line in csv.DictReader(StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE):
        tables.setdefault(line["table"], {}).setdefault(line["meaning"], []).extend(line["phrases"].split(", "))
    return tables


class KnownPhrase(NamedTuple):
    """A phrase of a vocabulary, its words, and those that must stand in the text, without diacritics."""

    text: str
    words: tuple[str, ...]
    bare: frozenset[str]


@lru_cache(maxsize=8192)
def words_of(phrase: str) -> KnownPhrase:
    """The words of a phrase of a vocabulary; ANY_NUMBER among them stands for a number."""
    words = tuple(phrase.split())
    return KnownPhrase(phrase, words, frozenset(without_marks(word.removeprefix("=")) for word in words if word != ANY_NUMBER))


class OpenWords:
    """The words of a text, of which those that are understood are taken away; no phrase reaches over them."""

    def __init__(self, typed: Sequence[str]) -> None:
        """All of them are open at first."""
        self._open = [True] * len(typed)
        self._read(typed)

    def _read(self, typed: Sequence[str]) -> None:
        self._typed = list(typed)
        self._folded = [fold(word) for word in self._typed]
        self._vocabulary = frozenset(map(without_marks, self._typed))

    def __len__(self) -> int:
        return len(self._typed)

    def runs(self, longest: int) -> Iterator[tuple[int, int]]:
        """Where words stand that are open yet, the longest stretches first, as first and after the last."""
        for length in range(min(longest, len(self)), 0, -1):
            for at in range(len(self) - length + 1):
                if all(self._open[at : at + length]):
                    yield at, at + length

    def folded(self, run: tuple[int, int]) -> str:
        """These words without diacritics."""
        return " ".join(self._folded[slice(*run)])

    def typed(self, run: tuple[int, int]) -> str:
        """These words."""
        return " ".join(self._typed[slice(*run)])

    def close(self, run: tuple[int, int]) -> None:
        """Take these away."""
        self._open[slice(*run)] = [False] * (run[1] - run[0])

    @property
    def left(self) -> str:
        """What was not taken, as typed."""
        return " ".join(word for word, is_open in zip(self._typed, self._open, strict=True) if is_open)

    def _longest_first(self, phrases: Iterable[str]) -> list[KnownPhrase]:
        """Those of these phrases whose words all stand somewhere in the text."""
        possible = [phrase for phrase in map(words_of, phrases) if phrase.bare <= self._vocabulary]
        return sorted(possible, key=lambda phrase: -len(phrase.words))

    def _stands(self, at: int, words: Sequence[str]) -> bool:
        here = range(at, at + len(words))
        return here.stop <= len(self) and all(self._open[n] and self._is(n, word) for n, word in zip(here, words, strict=True))

    def _is(self, at: int, word: str) -> bool:
        return is_typed_for(self._typed[at], word)


class TypedWords(OpenWords):
    """The words of a text, with where each stands in it."""

    def __init__(self, text: str) -> None:
        """All of them are open at first."""
        found = list(_WORD.finditer(tidy(text)))
        self.spans = [word.span() for word in found]
        super().__init__([word.group() for word in found])

    def take(self, phrases: Iterable[str]) -> str:
        """Take the longest of these phrases away that stands here; gives it, "" for none."""
        for phrase, words, _ in self._longest_first(phrases):
            for at in range(len(self) - len(words) + 1):
                if self._stands(at, words):
                    self.close((at, at + len(words)))
                    return phrase
        return ""

    def take_matching(self, wanted: re.Pattern[str]) -> None:
        """Take every word away that is of this pattern as a whole."""
        for at in self.kept:
            if wanted.fullmatch(self._typed[at]):
                self.close((at, at + 1))

    def take_end(self, phrases: Iterable[str], *, last: bool, keep: int = 0) -> str:
        """Take the longest of these phrases away with which what is open begins, or ends if `last`; gives it, "" for none.

        So many words are kept at least.
        """
        here = self.kept
        for phrase, words, _ in self._longest_first(phrases):
            at = (here[-1] + 1 - len(words) if last else here[0]) if len(words) + keep <= len(here) else -1
            if at >= 0 and self._stands(at, words):
                self.close((at, at + len(words)))
                return phrase
        return ""

    @property
    def kept(self) -> list[int]:
        """Which words were not taken."""
        return [at for at, is_open in enumerate(self._open) if is_open]


def take_meaning(said: TypedWords, table: Mapping[T, Collection[str]]) -> T | None:
    """What the longest phrase means that stands here, which is taken away; None for none."""
    phrase = said.take(phrase for phrases in table.values() for phrase in phrases)
    return next((meaning for meaning, phrases in table.items() if phrase in phrases), None)
