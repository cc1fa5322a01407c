"""Figures that a text mentions: how they are written, in which clause and sentence, under which heading."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from tracker.kernel.names import fold
from tracker.written.vocabulary import CLAUSE, ITEM, LAST_LINES, NO_FIGURES
from tracker.written.wording import listed, phrases_of, plain, unit_at, words_of

_NUMBER = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?"
_FIGURE = re.compile(
    rf"(?<![\w.,/\-–])(?P<part>{_NUMBER})(?:\s*(?:đ|đồng)?\s*/\s*(?P<whole>{_NUMBER}))?(?P<rate>\s*%)?(?![\d/]|[.,]\d|-[A-ZĐ])"
)
_SENTENCE = re.compile(r"(?<=[.!?;])\s+(?=[A-ZĐÀ-Ỹ])|(?<=[.!?])\s*$")
_PART = re.compile(r",(?!\d)")
_NEAR_RATE = 40  # characters between a share and the rate that it makes


@dataclass(frozen=True)
class Mention:
    """A figure, or a share ("17/41") with its rate if one stands beside it.

    `own` are the words of its clause, `item` those of the list's line that it is a part of, `context` those of its paragraph
    and heading as well; `unit` is the unit that is written after it. `paragraph` is its place in the text, `at` where its
    part, its whole and its rate begin there, -1 for what there is not.
    """

    paragraph: int
    sentence: str
    written: str
    part: Decimal
    whole: Decimal | None
    rate: Decimal | None
    unit: str
    own: frozenset[str]
    item: frozenset[str]
    context: frozenset[str]
    at: tuple[int, int, int]

    @property
    def is_rate(self) -> bool:
        """Whether it is a percentage without the share that it comes from."""
        return self.whole is None and self.rate is not None


@dataclass
class _Place:
    """What a paragraph stands under."""

    heading: str = ""
    item: str = ""
    ahead: bool = False


class _Beside(NamedTuple):
    """The words of the list's line that a paragraph is a part of; all that stand around it."""

    item: frozenset[str]
    context: frozenset[str]


def number_of(text: str) -> Decimal:
    """A number as Vietnamese texts write it."""
    return Decimal(text.replace(".", "").replace(",", "."))


def mentions(paragraphs: Sequence[str]) -> Iterator[Mention]:
    """The figures of a report's text up to its receivers; plans, aims and other years are left out."""
    place = _Place()
    for number, text in enumerate(paragraphs):
        said = fold(text).strip()
        if said.startswith(LAST_LINES):
            return
        found = ITEM.match(text)
        mark = found["mark"] if found else ""
        under = _under(place, mark, text)
        if place.ahead:
            continue
        bare = text[found.end() :] if found else text
        about = _Beside(words_of(place.item) if mark not in {"-", "–"} else frozenset(), words_of(bare) | words_of(under))
        begins = len(text) - len(bare)
        for sentence in filter(None, (one.strip() for one in _SENTENCE.split(bare))):
            begins = text.index(sentence, begins)
            if _is_about_now(sentence):
                yield from _in_sentence((number, begins), sentence, about)
            begins += len(sentence)


def _under(place: _Place, mark: str, text: str) -> str:
    """Note what begins here, and give the words of what it stands under."""
    if mark and (mark[0].isdigit() or mark[0] in "IVX" or mark[0].isalpha()) and len(text) < 300:  # noqa: PLR2004 - a heading
        if mark[0] in "IVX":
            place.ahead = any(phrase in fold(text) for phrase in phrases_of("ahead"))
        place.heading, place.item = text, ""
        return place.heading
    if mark in {"-", "–"}:
        place.item = text
        return place.heading
    return f"{place.heading} {place.item}"


def _is_about_now(sentence: str) -> bool:
    said = fold(sentence)
    aims = any(re.search(rf"(?<!\w){word}(?!\w)", said) for word in ("phan dau", "dam bao 100", "muc tieu", "du kien"))
    return not aims and not any(phrase in said for phrase in phrases_of("elsewhere"))


def _in_sentence(place_of: tuple[int, int], sentence: str, about: _Beside) -> Iterator[Mention]:
    number, begins = place_of
    hidden = NO_FIGURES.sub(lambda found: "§" * len(found[0]), sentence)
    found = list(_FIGURE.finditer(hidden))
    shares = [one for one in found if one["whole"]]
    for place, one in enumerate(found):
        if one["rate"] and not one["whole"] and any(_belongs(one, share) for share in shares):
            continue  # told with its share
        beside = _rate_beside(one, found) if one["whole"] else (one if one["rate"] else None)
        rate = number_of(beside["part"]) if beside else None
        head = _head(hidden[: one.start()], found[place - 1].end() if place else 0)
        tail = _PART.split(CLAUSE.split(hidden[one.end() : found[place + 1].start() if place + 1 < len(found) else None])[0])[
            0
        ]
        unit, end = unit_at(plain(tail))
        own = words_of(f"{head} ") | _tail_words(plain(tail)[end:])
        whole = number_of(one["whole"]) if one["whole"] else None
        at = (
            begins + one.start(),
            begins + one.start("whole") if one["whole"] else -1,
            begins + beside.start() if beside else -1,
        )
        context = own | about.context
        yield Mention(
            number, sentence, one[0].strip(), number_of(one["part"]), whole, rate, unit, own, about.item, context, at
        )  # fmt: skip


def _belongs(rate: re.Match[str], share: re.Match[str]) -> bool:
    gap = rate.start() - share.end() if rate.start() > share.start() else share.start() - rate.end()
    return 0 <= gap <= _NEAR_RATE


def _rate_beside(share: re.Match[str], found: Sequence[re.Match[str]]) -> re.Match[str] | None:
    near = (one for one in found if one["rate"] and not one["whole"] and _belongs(one, share))
    return next(near, None)


def _head(before: str, after_last: int) -> str:
    """The words of a figure's own clause before it; after a colon the whole line's, with the figures that stand in it.

    "Trong đó" alone says nothing. What a comma parts off is a clause of its own if it begins as one that counts.
    """
    if before.rstrip().endswith(":"):
        line = before.rstrip(" :").rpartition(";")[2]
        if not _PART.search(line) or not CLAUSE.search(line):
            return line.rpartition(":")[2] if words_of(line.rpartition(":")[2]) else line
    said = next((part for part in reversed(CLAUSE.split(before[after_last:])) if words_of(part)), "")
    parts = _PART.split(said)
    while len(parts) > 1 and not any(re.match(rf"{lead}(?!\w)", fold(parts[-1]).strip()) for lead in phrases_of("lead")):
        parts[-2:] = [f"{parts[-2]}, {parts[-1]}"]
    return parts[-1]


def _tail_words(tail: str) -> frozenset[str]:
    """The words after the unit, up to one after which something else is said."""
    kept = []
    for word in tail.split():
        if word in listed("tail"):
            break
        kept.append(word)
    return words_of(" ".join(kept))
