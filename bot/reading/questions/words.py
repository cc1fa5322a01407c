"""The words of a text, of which those that are understood are taken away until nothing is left that is not explained."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from copy import copy
from functools import lru_cache
from typing import NamedTuple, Self, TypeVar

from tracker.kernel.names import fold, tidy

T = TypeVar("T")
_WORD = re.compile(r"[0-9]+(?:\.[0-9]+)+[a-zđ]?(?!\w)|[\w/-]+|[<>]=?|=")
_NUMBER = re.compile(r"[0-9]{1,9}|[0-9]{1,3}(?:\.[0-9]{3})+")
_ANY_NUMBER = "#"


class TakenPhrase(NamedTuple):
    """A phrase that stood there, "" for none, and the numbers in it where the phrase has "#"."""

    phrase: str
    numbers: tuple[int, ...] = ()

    def __bool__(self) -> bool:
        """Whether one stood there."""
        return bool(self.phrase)


NOTHING = TakenPhrase("")


class Spoken:
    """The words of a text; those that are understood are taken away, and no phrase reaches over them.

    `numbers` are those in the phrase whose meaning was found last; the words of small numbers that are given at the
    beginning are taken for numbers as well.
    """

    numbers: tuple[int, ...]

    def __init__(self, text: str, numbers: Mapping[str, int]) -> None:
        """Nothing is taken yet."""
        self.text, self._numbers, self.numbers = tidy(text), numbers, ()
        found = list(_WORD.finditer(self.text))
        self._typed, self._ends = [one[0] for one in found], [one.end() for one in found]
        self._open, self._names = [True] * len(found), set[int]()
        self._read()

    def _read(self) -> None:
        self._folded = [fold(word) for word in self._typed]
        self._vocabulary = frozenset(self._folded)

    def __len__(self) -> int:
        return len(self._typed)

    def copy(self) -> Self:
        """These words once more, to be tried out."""
        other = copy(self)
        other.restore(self)
        return other

    def restore(self, other: Self) -> None:
        """As far as the other has come with the same words."""
        self._open, self._names = list(other._open), set(other._names)

    def spell_out(self, short: Mapping[str, str]) -> None:
        """Write short forms out, "ds" as "danh sách", where they are not taken yet."""
        typed: list[str] = []
        is_open: list[bool] = []
        ends: list[int] = []
        names = set()
        for at, (word, folded, free) in enumerate(zip(self._typed, self._folded, self._open, strict=True)):
            names |= {len(typed)} if at in self._names else set()
            words = short[folded].split() if free and folded in short else [word]
            typed += words
            is_open += [free] * len(words)
            ends += [self._ends[at]] * len(words)
        self._typed, self._ends, self._open, self._names = typed, ends, is_open, names
        self._read()

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

    def is_name(self, at: int) -> bool:
        """Whether a name stands here that is taken away."""
        return at in self._names

    def close_name(self, run: tuple[int, int]) -> None:
        """Take this name away."""
        self._names.add(run[0])
        self.close(run)

    def is_before(self, at: int, word: str) -> bool:
        """Whether this word, folded, stands just before."""
        return at > 0 and self._folded[at - 1] == word

    def take_before(self, at: int, phrases: Iterable[str]) -> TakenPhrase:
        """Take the longest of these phrases away if it stands just before."""
        for phrase, words, _ in sorted(map(_words, phrases), key=lambda one: -len(one.words)):
            if at >= len(words) and self._stands(at - len(words), words):
                self.close((at - len(words), at))
                return TakenPhrase(phrase, self._numbers_at(at - len(words), words))
        return NOTHING

    def is_spelt(self, run: tuple[int, int], words: str) -> bool:
        """Whether these words are typed as they are, with their diacritics, and not merely like them."""
        return self.typed(run).casefold() == words

    def take(self, phrases: Iterable[str]) -> TakenPhrase:
        """Take the longest of these phrases away that stands here."""
        possible = [words for words in map(_words, phrases) if words.bare <= self._vocabulary]
        for phrase, words, _ in sorted(possible, key=lambda one: -len(one.words)):
            for at in range(len(self) - len(words) + 1):
                if self._stands(at, words):
                    self.close((at, at + len(words)))
                    return TakenPhrase(phrase, self._numbers_at(at, words))
        return NOTHING

    def _stands(self, at: int, words: Sequence[str]) -> bool:
        here = range(at, at + len(words))
        return here.stop <= len(self) and all(self._open[n] and self._is(n, word) for n, word in zip(here, words, strict=True))

    def take_rule(self, rules: Iterable[str], lead: Collection[str]) -> str:
        """Take away what the longest of these rules asks for; gives the rule, "" for none.

        "a b + c" asks for both, in whatever order; "^a b" for words with which the text begins, after words of `lead`.
        """
        for rule in sorted(rules, key=lambda rule: -len(rule.split())):
            tried = self.copy()
            if all(tried.take_part(part, lead) for part in rule.split(" + ")):
                self.restore(tried)
                return rule
        return ""

    def take_part(self, part: str, lead: Collection[str]) -> bool:
        """Take one part of a rule away."""
        if not part.startswith("^"):
            return bool(self.take([part]))
        words = _words(part[1:]).words
        begins = next((at for at, word in enumerate(self._folded) if self._open[at] and word not in lead), len(self))
        at = next((at for at in range(begins + 1) if self._stands(at, words)), None)
        if at is not None:
            self.close((0, at + len(words)))
        return at is not None

    def take_last(self, phrases: Iterable[str]) -> bool:
        """Take the longest of these phrases away if it is the last that is open."""
        ends = next((at for at in range(len(self), 0, -1) if self._open[at - 1]), 0)
        for words in sorted((_words(phrase).words for phrase in phrases), key=len, reverse=True):
            if ends >= len(words) and self._stands(ends - len(words), words):
                self.close((ends - len(words), ends))
                return True
        return False

    def trim_left(self, phrases: Collection[str]) -> None:
        """Take these phrases away at the beginning of what is open."""
        while self.take_rule([f"^{phrase}" for phrase in phrases], ()):
            pass

    def close_words(self, words: str) -> None:
        """Take away these words, which stand in this order."""
        wanted = words.split()
        for at, word in enumerate(self._typed):
            if wanted and self._open[at] and word == wanted[0]:
                self.close((at, at + 1))
                wanted = wanted[1:]

    def _is(self, at: int, word: str) -> bool:
        if word == _ANY_NUMBER:
            return bool(_NUMBER.fullmatch(self._typed[at])) or self._folded[at] in self._numbers
        typed: str = self._typed[at].casefold()
        return typed == word.removeprefix("=") or (typed == self._folded[at] and typed == fold(word))

    def _numbers_at(self, at: int, words: Sequence[str]) -> tuple[int, ...]:
        places = [at + n for n, word in enumerate(words) if word == _ANY_NUMBER]
        return tuple(self._numbers.get(self._folded[n]) or int(self._typed[n].replace(".", "")) for n in places)

    def meant(self, table: Mapping[T, Collection[str]]) -> T | None:
        """What the longest phrase means that stands here; `numbers` are those in it."""
        taken = self.take(phrase for phrases in table.values() for phrase in phrases)
        self.numbers = taken.numbers
        return next((meaning for meaning, phrases in table.items() if taken.phrase in phrases), None)

    def cut(self) -> str:
        """Cut off, and give, the text behind the last word that is taken."""
        taken = [at for at, is_open in enumerate(self._open) if not is_open]
        if not taken:
            return ""
        self.close((taken[-1], len(self)))
        return self.text[self._ends[taken[-1]] :].strip(" ,:;.")

    @property
    def left(self) -> str:
        """What was not taken, as typed."""
        return " ".join(word for word, is_open in zip(self._typed, self._open, strict=True) if is_open)


class _Phrase(NamedTuple):
    text: str
    words: tuple[str, ...]
    bare: frozenset[str]


@lru_cache(maxsize=4096)
def _words(phrase: str) -> _Phrase:
    """The words of a phrase of the vocabulary, and those that must stand in the text, without diacritics."""
    words = tuple(phrase.split())
    return _Phrase(phrase, words, frozenset(fold(word.removeprefix("=")) for word in words if word != _ANY_NUMBER))
