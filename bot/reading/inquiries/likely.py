"""Which of the known questions a text is most like, for those in which none of the known phrases stands. Pure.

The sentences of questions.tsv, each with what it asks, stand for all that ask the same. A text is compared with the mean of
the sentences of each question, and with the sentences that are nearest to it. Words are compared with their marks and
without, and two by two; each counts the more, the fewer sentences have it (tf-idf weights, compared by the cosine).
"""

import csv
import heapq
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.resources import files
from io import StringIO
from itertools import pairwise
from typing import NamedTuple

from bot.reading.inquiries.wants import Wants
from bot.reading.spelling import without_marks, written_out

_WORD = re.compile(r"[^\W\d_]+")
_HINT = 0.2  # of the best likeness, for what a known phrase in the text asks
_NEIGHBOURS, _THEIR_PART = 20, 0.3  # the nearest sentences, and how much of the likeness they make

Features = frozenset[str]


class Likely(NamedTuple):
    """What a text may ask, the likeliest first, and by how much the first is ahead of the second (0 to 1)."""

    wants: tuple[Wants, ...] = ()
    lead: float = 0.0


@lru_cache(maxsize=256)
def likely(text: str, hinted: frozenset[Wants] = frozenset()) -> Likely:
    """What the text may ask; `hinted` is what known phrases in it ask. Nothing where none of its words is known."""
    likeness = _Questions.known().likeness(_features(text))
    for wanted in hinted if likeness else ():
        likeness[wanted] = likeness.get(wanted, 0.0) + _HINT
    ranked = sorted(likeness, key=lambda wanted: -likeness[wanted])
    if not ranked:
        return Likely()
    first, second = likeness[ranked[0]], likeness[ranked[1]] if ranked[1:] else 0.0
    return Likely(tuple(ranked), (first - second) / first)


def load_questions() -> None:
    """Read the known sentences now, which takes a second, and not when somebody asks first."""
    _Questions.known()


def is_asked_with(word: str) -> bool:
    """Whether any of the known sentences has this word, however it is typed."""
    parts = _bare(word)
    return bool(parts) and all(part in _Questions.known().weight for part in parts)


class _Questions:
    """The known sentences: the weight of each feature, which sentences have it, and how much it says for each question."""

    def __init__(self, sentences: Iterable[tuple[Wants, Features]]) -> None:
        self._asks, features = zip(*sentences, strict=True)
        among = Counter(feature for of in features for feature in of)
        self.weight = {feature: math.log(1 + len(features) / often) for feature, often in among.items()}
        self._lengths = [self._length(of) for of in features]
        self._having: dict[str, list[int]] = defaultdict(list)
        says: dict[str, dict[Wants, float]] = defaultdict(lambda: defaultdict(float))
        for number, (wanted, of) in enumerate(zip(self._asks, features, strict=True)):
            for feature in of:
                self._having[feature].append(number)
                says[feature][wanted] += self.weight[feature] / self._lengths[number]
        lengths: dict[Wants, float] = defaultdict(float)
        for by in says.values():
            for wanted, much in by.items():
                lengths[wanted] += much**2
        self._says = {one: {w: much / math.sqrt(lengths[w]) for w, much in by.items()} for one, by in says.items()}

    @staticmethod
    @cache
    def known() -> "_Questions":
        """Those of questions.tsv, read when they are first asked for."""
        text = (files("bot.reading.inquiries") / "questions.tsv").read_text(encoding="utf-8")
        lines = csv.DictReader(StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE)
        return _Questions((Wants(line["asks"]), of) for line in lines if (of := _features(line["sentence"])))

    def likeness(self, features: Features) -> dict[Wants, float]:
        """By question how like it is, 1 at most; only questions that share a feature."""
        known = [feature for feature in features if feature in self.weight]
        means: dict[Wants, float] = defaultdict(float)
        shared: dict[int, float] = defaultdict(float)
        for feature in known:
            weight = self.weight[feature]
            for wanted, much in self._says[feature].items():
                means[wanted] += much * weight
            for number in self._having[feature]:
                shared[number] += weight**2 / self._lengths[number]
        near: dict[Wants, float] = defaultdict(float)
        for number in heapq.nlargest(_NEIGHBOURS, shared, key=shared.__getitem__):
            near[self._asks[number]] += shared[number]
        parts = ((means, 1 - _THEIR_PART), (near, _THEIR_PART))
        found: dict[Wants, float] = defaultdict(float)
        for part, weight in parts:
            for wanted, much in part.items():
                found[wanted] += weight * much / max(part.values())
        return dict(found)

    def _length(self, features: Features) -> float:
        return math.sqrt(sum(self.weight[feature] ** 2 for feature in features))


def _features(text: str) -> Features:
    """The words without their marks, with them after "=", and two by two."""
    marked, bare = _WORD.findall(written_out(text.lower())), _bare(text)
    own = {f"={word}" for word, without in zip(marked, bare, strict=True) if word != without}
    return frozenset({*bare, *own, *map(" ".join, pairwise(bare))})


def _bare(text: str) -> list[str]:
    return [without_marks(word) for word in _WORD.findall(written_out(text.lower()))]
