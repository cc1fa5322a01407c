"""Where a message names rows that are asked: by their labels, whole or short, or by their numbers and places. Pure."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import NamedTuple

from bot.reading.spelling import long_form
from bot.reading.telling.short import stands_for
from bot.reading.tokens.vocabulary import VOCABULARY, bare, begins_with, is_word, spelled
from tracker.forms.row import Row

_WORD = re.compile(r"[^\W\d_]+|[0-9]+(?:[.,][0-9]+)*")
_VOWEL = re.compile("[aeiou]")
_IN_BRACKETS = re.compile(r"\([^)]*\)")
_LONGEST, _LONGEST_INITIALS = 14, 3  # words of a label, letters of what may be of several
_LITTLE = "so cac cua trong va da duoc co la tai theo voi tren duoi cho ve o nhung giua don vi"
_SAYS_LITTLE = frozenset(_LITTLE.split())
_TOTAL = "tong"
_SAME = sorted((*VOCABULARY.same, *((other, one) for one, other in VOCABULARY.same)), key=lambda pair: -len(pair[0]))

_OPPOSITE = sorted(VOCABULARY.opposite, key=lambda pair: -len(pair[0]))


class NamedRows(NamedTuple):
    """The rows that words may name, the likeliest first, by their places among those asked, and how many words they took."""

    rows: tuple[int, ...]
    length: int
    sure: bool = True  # of several rows the first is likelier than the others
    alike: tuple[int, ...] = ()  # the others that have as much of what was said
    initials: bool = False
    opposite: bool = False  # what was said is what the row does not count


class _Label(NamedTuple):
    """The words of a row's label, those of what stands above it, and the places of those that tell it from the others."""

    words: tuple[str, ...]
    above: tuple[str, ...]
    telling: frozenset[int]
    subject: frozenset[int]  # the places of the words that all of the rows have and that are no unit


class _Hit(NamedTuple):
    """How many words hit a label, and which places of it."""

    length: int
    places: tuple[int, ...] = ()


class _Walk(NamedTuple):
    """How far words go along a label, the places that they hit, and how many of these stand side by side."""

    length: int = 0
    places: frozenset[int] = frozenset()
    beside: int = 0


@dataclass(frozen=True)
class RowNames:
    """The rows that are asked, and others of the form, as they are named in messages."""

    rows: tuple[Row, ...]
    parents: tuple[str, ...]  # the label above each of those that are asked; the rows behind them are named by number alone

    @cached_property
    def labels(self) -> Sequence[_Label]:
        """The labels with the words that tell them apart."""
        asked = self.rows[: len(self.parents)]
        units = frozenset(bare(word) for row in asked for word in _WORD.findall(row.unit))
        return _labels(tuple(row.label for row in asked), self.parents, units)

    @cached_property
    def keys(self) -> dict[str, int]:
        """The places of the rows by number."""
        return {row.key.lower(): at for at, row in enumerate(self.rows)}

    def under(self, at: int) -> list[int]:
        """The rows that are parts of this one by their numbers."""
        part = re.compile(re.escape(self.rows[at].key) + r"(?:[a-zđ]|\.[0-9]+)")
        return [n for n, row in enumerate(self.rows) if part.fullmatch(row.key)]

    def above(self, at: int) -> int | None:
        """The row of which this is a part by its number, if that is asked."""
        return next((n for n in range(len(self.rows)) if at in self.under(n)), None)

    def find(self, words: Sequence[str]) -> NamedRows | None:
        """The rows whose labels the words begin with, as far as they go; words that all of them have mean the whole."""
        if opposite := self._opposite(words):
            return opposite
        walks = {at: walk for at, label in enumerate(self.labels) if (walk := _walk(words, label, label.telling)).length}
        if not walks:
            return self._of_all(words)
        if bare(words[0]) == _TOTAL and len(words) > 1 and (part := self._total_of(words[1:])):
            return part
        longest = max(walk.length for walk in walks.values())
        named = {at: (walk.beside, self._share(at, walk)) for at, walk in walks.items() if walk.length == longest}
        order = sorted(named, key=lambda at: (*(-one for one in named[at]), at))
        best = [at for at in order if named[at] == named[order[0]]]
        alike = tuple(at for at in order[1:] if walks[at].beside == walks[order[0]].beside)
        initials = longest == 1 and len(words[0]) <= _LONGEST_INITIALS and not _VOWEL.search(bare(words[0]))
        others = alike if initials else best[1:]
        return NamedRows(tuple(order), longest, set(others) <= set(self.under(best[0])), alike, initials)

    def _opposite(self, words: Sequence[str]) -> NamedRows | None:
        """The only row that counts what is not this, where none counts this itself."""
        for one, other in _OPPOSITE:
            if begins_with(words, one):
                labels = [label.words for label in self.labels]
                rows = [at for at, label in enumerate(labels) if _has(label, other)]
                if len(rows) == 1 and not any(_has(label, said) for label in labels for said in _alike(one)):
                    return NamedRows((rows[0],), len(one), opposite=True)
        return None

    def _total_of(self, words: Sequence[str]) -> NamedRows | None:
        """A row with parts whose label does not say that it is their total: "tổng giải quyết"."""
        found = self.find(words)
        likely = found.rows[0] if found else 0
        if found is None or likely == self.whole or not self.under(likely) or len(found.rows) == len(self.labels):
            return None
        return NamedRows((likely,), found.length + 1)

    def _of_all(self, words: Sequence[str]) -> NamedRows | None:
        """The row that counts what all of them are about, where only words are said that all have."""
        if self.whole is None:
            return None
        label = self.labels[self.whole]
        walk = _walk(words, label, label.subject)
        return NamedRows((self.whole,), walk.length) if len(walk.places & label.subject) > 1 else None

    @cached_property
    def whole(self) -> int | None:
        """The row that counts what all of them are about: the one that says so, or the first of several."""
        return next((at for at, label in enumerate(self.labels) if "tổng" in label.words), None)

    def has_unit(self, word: str) -> bool:
        """Whether this is a word of a row's unit."""
        return any(is_word(word, one) for row in self.rows for one in row.unit.split() if row.unit)

    def has_short_unit(self, word: str) -> bool:
        """Whether these are the first letters of a row's unit, "tt" of "thủ tục"."""
        units = [row.unit.split() for row in self.rows]
        return any(len(unit) > 1 and bare(word) == "".join(bare(one)[0] for one in unit) for unit in units)

    def is_loose(self, word: str, mention: NamedRows) -> bool:
        """Whether the label of the likeliest row has this word with other marks alone."""
        alike = [one for one in self.labels[mention.rows[0]].words if bare(one) == bare(word)]
        return bool(alike) and all(spelled(word) != spelled(one) for one in alike)

    def share(self, words: Sequence[str], at: int) -> float:
        """How much of what tells the row's label from the others these words are."""
        return self._share(at, _walk(words, self.labels[at], self.labels[at].telling))

    def _share(self, at: int, walk: _Walk) -> float:
        telling = self.labels[at].telling
        return len(walk.places & telling) / len(telling) if telling else 0.0


def _has(label: Sequence[str], phrase: Sequence[str]) -> bool:
    return any(begins_with(label[at:], tuple(phrase)) for at in range(len(label)))


def _alike(phrase: tuple[str, ...]) -> list[tuple[str, ...]]:
    """The phrase, and those that say the same."""
    return [phrase, *(other for one, other in _SAME if one == phrase)]


def _walk(words: Sequence[str], label: _Label, telling: frozenset[int]) -> _Walk:
    """How many of the words are of this label or of what stands above it; nothing if none of them is telling."""
    at = end = beside = 0
    places: tuple[int, ...] = ()
    while at < min(len(words), _LONGEST):
        hit = _hit(words[at:], label, places[-1] + 1 if places else 0)
        if not hit.length or (hit.places and set(hit.places) <= set(places)):
            break
        at += hit.length
        if hit.places:
            end = at
            whole = (*places[-1:], *hit.places)
            beside += sum(other == one + 1 for one, other in pairwise(whole))
            places += hit.places
    return _Walk(end, frozenset(places), beside) if telling.intersection(places) else _Walk()


def _hit(words: Sequence[str], label: _Label, after: int) -> _Hit:
    """How many words, with which these begin, are of the label, and which of it they are; the next one is looked at first."""
    first = words[0]
    if first[0].isdigit():
        return _Hit(0)
    if same := _same(words, label.words):
        return same
    order = [*range(after, len(label.words)), *range(after)]
    if (at := next((n for n in order if is_word(first, label.words[n])), None)) is not None:
        return _with_number(1, (at,), words, label.words)
    if (short := _short(words, label)) is not None:
        return short
    return _Hit(int(any(is_word(first, one) for one in label.above)))


def _short(words: Sequence[str], label: _Label) -> _Hit | None:
    """Words of the label in a short form: "hs", "ttuyến", "trc", or one letter before a number of the label, "m3"."""
    first = words[0]
    if len(first) == 1 and len(words) > 1 and words[1].isdecimal():
        numbered = (
            n for n, one in enumerate(label.words) if bare(one)[0] == bare(first) and words[1] in label.words[n + 1 : n + 3]
        )
        if (initial := next(numbered, None)) is not None:
            return _with_number(1, (initial,), words, label.words)
    long = long_form(first).split()
    meant = tuple(n for n, one in enumerate(label.words) if any(is_word(part, one) for part in long))
    if long and len(meant) >= len(long):
        return _Hit(1, meant[: len(long)])
    run = next(stands_for(first, label.words), None)
    return None if run is None else _Hit(1, tuple(run))


def _with_number(length: int, places: tuple[int, ...], words: Sequence[str], label: Sequence[str]) -> _Hit:
    """With the number that follows in the label, if it was said: "mức 3"."""
    number = words[length] if len(words) > length and words[length].isdecimal() else None
    behind = range(places[-1] + 1, min(places[-1] + 3, len(label)))
    at = next((n for n in behind if label[n] == number), None)
    return _Hit(length, places) if at is None else _Hit(length + 1, (*places, at))


def _same(words: Sequence[str], label: Sequence[str]) -> _Hit | None:
    """Words that say the same as words of the label; a number behind them is of the label too."""
    for one, other in _SAME:
        if begins_with(words, one):
            run = range(len(label) - len(other) + 1)
            at = next((n for n in run if all(map(is_word, other, label[n : n + len(other)]))), None)
            if at is not None:
                return _with_number(len(one), tuple(range(at, at + len(other))), words, label)
    return None


@lru_cache(maxsize=512)
def _labels(labels: tuple[str, ...], parents: tuple[str, ...], units: frozenset[str]) -> Sequence[_Label]:
    words = [tuple(_WORD.findall(_IN_BRACKETS.sub(" ", label).casefold())) for label in labels]
    bared = [list(map(bare, one)) for one in words]
    shared = frozenset.intersection(*map(frozenset, bared)) if len(bared) > 1 else frozenset[str]()
    above = [tuple(_WORD.findall(parent.casefold())) for parent in parents]
    whole = next((n for n, one in enumerate(bared) if _TOTAL in one), 0 if len(labels) > 1 else None)
    if whole is not None and _TOTAL not in bared[whole]:
        words[whole], bared[whole] = (*words[whole], "tổng"), [*bared[whole], _TOTAL]
    told = [
        _places(one, shared | units | _SAYS_LITTLE) or _places(one, shared | _SAYS_LITTLE) or _places(one, ()) for one in bared
    ]
    subject = [_places(one, (units | _SAYS_LITTLE | set(one)) - (shared - units - _SAYS_LITTLE)) for one in bared]
    return [_Label(*one) for one in zip(words, above, told, subject, strict=True)]


def _places(words: Sequence[str], without: Collection[str]) -> frozenset[int]:
    return frozenset(n for n, word in enumerate(words) if word not in without)
