"""Words that people type beside a figure, and the rows whose labels they may mean. Pure."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from bot.reading.tokens.vocabulary import LONGEST_SAME, TOTAL, bare, begins_with, said_otherwise, spelled, spellings
from tracker.forms.form import Form
from tracker.forms.row import Row
from tracker.kernel.names import fold

_WORD = re.compile(r"[^\W_]+(?:,\d+)?%?|%")
_IN_BRACKETS = re.compile(r"\([^)]*\)")
BELOW = "âm"  # is said of a figure below zero
_LONGEST_SHORT = 6  # letters of a short form: VBQPPL
_SHORTEST_STUB = 2


class _Words(NamedTuple):
    """Words as they are printed, and each by its spelling and without marks."""

    printed: tuple[str, ...]
    known: Mapping[str, str]

    @classmethod
    def of(cls, text: str) -> "_Words":
        printed = tuple(_WORD.findall(text.casefold()))
        return cls(
            printed, {bare(word): spelled(word) for word in printed} | {spelled(word): spelled(word) for word in printed}
        )

    @property
    def initials(self) -> str:
        """The first letters of several words, "" of one."""
        return "".join(bare(one)[0] for one in self.printed) if len(self.printed) > 1 else ""

    def find(self, typed: str) -> str | None:
        return next((self.known[one] for one in (spelled(typed), *spellings(typed)) if one in self.known), None)


@dataclass(frozen=True)
class Hits:
    """What typed words are in a row: the words of its label, by their spelling, and those that are not in it."""

    label: frozenset[str]
    left: tuple[str, ...]
    loose: int = 0  # words that were typed without marks among others that have them, and fit only so

    @property
    def misfits(self) -> int:
        """How far the words are from being those of the row."""
        return len(self.left) + self.loose


@dataclass(frozen=True)
class RowWords:
    """The words of a row: those of its `label`, which may mean it; those `beside`, in brackets and `above` it, do not."""

    label: _Words
    beside: _Words
    above: _Words
    units: tuple[_Words, ...]
    short: frozenset[str]  # words of capitals in the label, folded

    def hits(self, typed: Sequence[str]) -> Hits:
        """Which of the typed words the row has."""
        label: set[str] = set()
        left: list[str] = []
        at = loose = 0
        marked = any(spelled(word) != bare(word) for word in typed)
        while at < len(typed):
            length, found = self._hit(typed[at:])
            label |= found
            loose += marked and length == 1 and self._is_loose(typed[at])
            if not length:
                left.append(typed[at])
            at += length or 1
        return Hits(frozenset(label), tuple(left), loose)

    def _is_loose(self, typed: str) -> bool:
        """Whether the word was typed without the marks that the label has."""
        return spelled(typed) == bare(typed) != self.label.find(typed)

    def _hit(self, typed: Sequence[str]) -> tuple[int, set[str]]:
        """How many words are in the row, and the words of the label that they are."""
        if found := self.label.find(typed[0]):
            return 1, {found}
        if said := self._written_short(typed):
            return said
        if len(typed) == 1 and any(bare(typed[0]) == unit.initials for unit in self.units):
            return 1, set()
        if short := _short_form(typed[0], self.label.printed):
            return 1, short
        for length, other in said_otherwise(tuple(typed[:LONGEST_SAME])):
            meant = {self.label.find(word) for word in other}
            if None not in meant:
                return length, {word for word in meant if word}
        length = self.unit_length(typed)
        return (length, set()) if length else (int(self.beside.find(typed[0]) is not None), set())

    def _written_short(self, typed: Sequence[str]) -> tuple[int, set[str]] | None:
        """Words that the label has by their initials: "thủ tục hành chính" for TTHC."""
        initials = "".join(bare(word)[0] for word in typed[:_LONGEST_SHORT])
        short = max((one for one in self.short if initials.startswith(one)), key=len, default="")
        return (len(short), {short}) if short else None

    def unit_length(self, typed: Sequence[str]) -> int:
        """How many of the words are the row's unit, whole or in a short form: "văn bản", "vb"."""
        return max((_unit_length(unit, typed) for unit in self.units), default=0)


def _unit_length(unit: _Words, typed: Sequence[str]) -> int:
    if begins_with(typed, unit.printed):
        return len(unit.printed)
    if not typed:
        return 0
    word = bare(typed[0])
    initials = unit.initials
    is_stub = len(unit.printed) == 1 and len(word) >= _SHORTEST_STUB and bare(unit.printed[0]).startswith(word)
    return int((bool(initials) and word == initials) or is_stub)


def _short_form(typed: str, printed: Sequence[str]) -> set[str]:
    """The neighbouring words whose initials were typed, "nv" for "nhiệm vụ"; none if they are no word's."""
    word, length = bare(typed), len(typed)
    if not 1 < length <= _LONGEST_SHORT:
        return set()
    initials = "".join(bare(one)[0] for one in printed)
    at = initials.find(word)
    return {spelled(one) for one in printed[at : at + length]} if at >= 0 else set()


def words_of(form: Form, row: Row, beside: Sequence[Row] = ()) -> RowWords:
    """The words of a row; those above it are its section's and its group's.

    Of a row that has parts among those `beside` it, "tổng cộng" is one of its words.
    """
    is_total = any(other.key != row.key and other.key.startswith(row.key) for other in beside)
    above = [form.section_at(row.cell).label] + ([form.by_key[row.ask].label] if row.ask in form.by_key else [])
    label = f"{TOTAL} {row.label}" if is_total else row.label
    if row.named:
        above.append(row.label)
        label = f"{form.printed_row(row.cell).label} {row.named}"
    if row.signed:
        label = f"{label} {BELOW}"
    return _row_words(label, "" if row.options else row.unit, " ".join(above))


@lru_cache(maxsize=4096)
def _row_words(label: str, unit: str, above: str) -> RowWords:
    units = tuple(_Words.of(one) for one in re.split("[;,]", unit) if _WORD.search(one))
    short = frozenset(bare(word) for word in re.findall(r"\b[A-ZĐ]{2,}\b", label))
    outside = _Words.of(_IN_BRACKETS.sub(" ", label))
    return RowWords(outside, _Words.of(f"{label} {above}"), _Words.of(above), units, short)


@lru_cache(maxsize=1024)
def option_words(label: str) -> RowWords:
    """The words of a choice's option."""
    return _row_words(label, "", "")


class Candidates(NamedTuple):
    """The rows that the words may mean, by key; `rest` are the words that none of them has."""

    keys: tuple[str, ...]
    left: tuple[str, ...]


def meant_by(typed: Sequence[str], also: Sequence[str], rows: Iterable[RowWords], keys: Sequence[str]) -> Candidates:
    """Which of these rows the typed words mean, as far as words of their labels tell them apart.

    `also` are words beside them that mean nothing alone ("lại" of "bổ nhiệm lại"): they tell apart what the others leave.
    """
    among = dict(zip(keys, rows, strict=True))
    labels = {key: frozenset(map(spelled, row.label.printed)) | row.short for key, row in among.items()}
    common = frozenset.intersection(*labels.values()) if len(labels) > 1 else frozenset[str]().union(*labels.values())
    hits = {key: row.hits(typed) for key, row in among.items()}
    nearest = min(hits.values(), key=lambda hit: hit.misfits, default=Hits(frozenset(), ()))
    telling = {key: hit for key, hit in hits.items() if hit.label - common and hit.misfits == nearest.misfits}
    left = nearest.left
    if len(telling) > 1:
        telling = _closest(telling, labels, common, {key: among[key].hits(also).label for key in telling})
    return Candidates(tuple(telling), left)


def _closest(
    telling: Mapping[str, Hits],
    labels: Mapping[str, frozenset[str]],
    common: frozenset[str],
    also: Mapping[str, frozenset[str]],
) -> dict[str, Hits]:
    """Those that have most of the words beside; among them one of which all was said that tells it apart."""
    most = max(len(also[key] - common) for key in telling)
    nearest = {key: hit for key, hit in telling.items() if len(also[key] - common) == most}
    whole = {key: hit for key, hit in nearest.items() if labels[key] - common <= hit.label | also[key]}
    return whole if len(whole) == 1 else nearest


def is_whole_label(typed: Sequence[str], row: Row, words: RowWords) -> bool:
    """Whether the words are a row's label and nothing else, with or without what it has in brackets."""
    said = fold(" ".join(typed))
    return said in {" ".join(map(fold, words.label.printed)), " ".join(_WORD.findall(fold(row.label)))}
