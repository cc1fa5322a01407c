"""The words of a text, of which those that are understood are taken away until nothing is left that is not explained."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from copy import copy
from functools import lru_cache
from typing import NamedTuple, Self, TypeVar

from bot.reading.phrases import ANY_NUMBER, OpenWords, words_of
from bot.reading.spelling import long_form
from tracker.kernel.names import tidy

T = TypeVar("T")
_WORD = re.compile(r"[0-9]+(?:\.[0-9]+)+[a-zđ]?(?!\w)|[\w/-]+|[<>]=?|=")
_DAY_OF_WEEK = "thứ"  # what follows counts nothing
_NUMBER = re.compile(r"[0-9]{1,9}|[0-9]{1,3}(?:\.[0-9]{3})+")


class TakenPhrase(NamedTuple):
    """A phrase that stood there, "" for none, and the numbers in it where the phrase has "#"."""

    phrase: str
    numbers: tuple[int, ...] = ()

    def __bool__(self) -> bool:
        """Whether one stood there."""
        return bool(self.phrase)


NOTHING = TakenPhrase("")


@lru_cache(maxsize=8192)
def _bare(rule: str) -> frozenset[str]:
    """The words that must stand in a text for this rule, without diacritics."""
    return frozenset().union(*(words_of(part.removeprefix("^")).bare for part in rule.split(" + ")))


class Spoken(OpenWords):
    """The words of a text; those that are understood are taken away, and no phrase reaches over them.

    `numbers` are those in the phrase whose meaning was found last; the words of small numbers that are given at the
    beginning are taken for numbers as well.
    """

    numbers: tuple[int, ...]

    def __init__(self, text: str, numbers: Mapping[str, int]) -> None:
        """Nothing is taken yet."""
        self.text, self._numbers, self.numbers = tidy(text), numbers, ()
        found = list(_WORD.finditer(self.text))
        self._ends, self._names = [one.end() for one in found], set[int]()
        self._starts = [one.start() for one in found]
        super().__init__([one[0] for one in found])

    def copy(self) -> Self:
        """These words once more, to be tried out."""
        other = copy(self)
        other.restore(self)
        return other

    def restore(self, other: Self) -> None:
        """As far as the other has come with the same words."""
        self._open, self._names, self.numbers = list(other._open), set(other._names), other.numbers

    def spell_out(self) -> None:
        """Write short forms out, "ds" as "danh sách", where they are not taken yet."""
        typed: list[str] = []
        is_open: list[bool] = []
        ends: list[int] = []
        names = set()
        for at, (word, free) in enumerate(zip(self._typed, self._open, strict=True)):
            names |= {len(typed)} if at in self._names else set()
            words = (free and long_form(word).split()) or [word]
            typed += words
            is_open += [free] * len(words)
            ends += [self._ends[at]] * len(words)
        self._open, self._ends, self._names = is_open, ends, names
        self._read(typed)

    def is_name(self, at: int) -> bool:
        """Whether a name stands here that is taken away."""
        return at in self._names

    def close_name(self, run: tuple[int, int]) -> None:
        """Take this name away."""
        self._names.add(run[0])
        self.close(run)

    @property
    def name_places(self) -> list[int]:
        """Where the names begin that are taken away."""
        return sorted(self._names)

    def begins(self, at: int, words: str) -> bool:
        """Whether these words, folded, stand here, taken or not."""
        wanted = words.split()
        return self._folded[at : at + len(wanted)] == wanted

    def characters(self, run: tuple[int, int]) -> tuple[int, int]:
        """Where these words stand in the text, which must be as it was typed."""
        return self._starts[run[0]], self._ends[run[1] - 1]

    def folded_at(self, at: int) -> str:
        """The word here, folded; "" behind the last."""
        return self._folded[at] if at < len(self) else ""

    def next_folded(self, run: tuple[int, int]) -> str:
        """The word just behind this run, folded; "" for none."""
        return self._folded[run[1]] if run[1] < len(self) else ""

    def is_before(self, at: int, word: str) -> bool:
        """Whether this word, folded, stands just before."""
        return at > 0 and self._folded[at - 1] == word

    def is_behind(self, at: int, phrases: Iterable[str]) -> bool:
        """Whether one of these phrases stands just before."""
        return any(at >= len(words) and self._stands(at - len(words), words) for _, words, _ in self._longest_first(phrases))

    def open_behind(self, phrases: Iterable[str]) -> Iterator[str]:
        """The words that are open behind each place of one of these phrases, whether that is open or not."""
        for _, words, _ in self._longest_first(phrases):
            for at in range(len(self) - len(words) + 1):
                first = last = at + len(words)
                if all(self._is(at + n, word) for n, word in enumerate(words)):
                    while last < len(self) and self._open[last]:
                        last += 1
                    yield self.typed((first, last))

    def take_before(self, at: int, phrases: Iterable[str]) -> TakenPhrase:
        """Take the longest of these phrases away if it stands just before."""
        for phrase, words, _ in self._longest_first(phrases):
            if at >= len(words) and self._stands(at - len(words), words):
                self.close((at - len(words), at))
                return TakenPhrase(phrase, self._numbers_at(at - len(words), words))
        return NOTHING

    def is_spelt(self, run: tuple[int, int], words: str) -> bool:
        """Whether these words are typed as they are, with their diacritics, and not merely like them."""
        return self.typed(run).casefold() == words

    def take_behind(self, at: int, phrases: Iterable[str]) -> TakenPhrase:
        """Take the longest of these phrases away if it begins here."""
        for phrase, words, _ in self._longest_first(phrases):
            if self._stands(at, words):
                self.close((at, at + len(words)))
                return TakenPhrase(phrase, self._numbers_at(at, words))
        return NOTHING

    def take(self, phrases: Iterable[str]) -> TakenPhrase:
        """Take the longest of these phrases away that stands here."""
        for phrase, words, _ in self._longest_first(phrases):
            for at in range(len(self) - len(words) + 1):
                if self._stands(at, words):
                    self.close((at, at + len(words)))
                    return TakenPhrase(phrase, self._numbers_at(at, words))
        return NOTHING

    def take_run(self, phrases: Iterable[str]) -> tuple[int, int] | None:
        """Take the longest of these phrases away that stands here; gives where, as first and after the last."""
        for _, words, _ in self._longest_first(phrases):
            for at in range(len(self) - len(words) + 1):
                if self._stands(at, words):
                    self.close((at, at + len(words)))
                    return at, at + len(words)
        return None

    def parted(self, phrases: Iterable[str]) -> tuple[str, str]:
        """The text before the first of these phrases that stands here behind another word, and the text from it on."""
        parts = [words for _, words, _ in self._longest_first(phrases)]
        at = next((at for at in range(1, len(self)) if any(self._stands(at, words) for words in parts)), None)
        end = len(self.text) if at is None else self._ends[at - 1]
        return self.text[:end], self.text[end:].strip(" ,:;.")

    def take_rule(self, rules: Iterable[str], lead: Collection[str]) -> str:
        """Take away what the longest of these rules asks for; gives the rule, "" for none.

        "a b + c" asks for both, in whatever order; "^a b" for words with which the text begins, after words of `lead`.
        """
        possible = [rule for rule in rules if _bare(rule) <= self._vocabulary]
        for rule in sorted(possible, key=lambda rule: -len(rule.split())):
            tried = self.copy()
            if all(tried.take_part(part, lead) for part in rule.split(" + ")):
                self.restore(tried)
                return rule
        return ""

    def take_part(self, part: str, lead: Collection[str]) -> bool:
        """Take one part of a rule away; `numbers` are those in it."""
        if not part.startswith("^"):
            taken = self.take([part])
            self.numbers = taken.numbers or self.numbers
            return bool(taken)
        words = words_of(part[1:]).words
        begins = next((at for at, word in enumerate(self._folded) if self._open[at] and word not in lead), len(self))
        at = next((at for at in range(begins + 1) if self._stands(at, words)), None)
        if at is not None:
            self.numbers = self._numbers_at(at, words) or self.numbers
            self.close((0, at + len(words)))
        return at is not None

    def take_last(self, phrases: Iterable[str]) -> bool:
        """Take the longest of these phrases away if it is the last that is open."""
        ends = next((at for at in range(len(self), 0, -1) if self._open[at - 1]), 0)
        for _, words, _ in self._longest_first(phrases):
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
        if word == ANY_NUMBER and at and self._typed[at - 1].casefold() == _DAY_OF_WEEK:
            return False
        if word == ANY_NUMBER:
            return bool(_NUMBER.fullmatch(self._typed[at])) or self._folded[at] in self._numbers
        return super()._is(at, word)

    def _numbers_at(self, at: int, words: Sequence[str]) -> tuple[int, ...]:
        places = [at + n for n, word in enumerate(words) if word == ANY_NUMBER]
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
