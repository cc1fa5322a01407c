"""Figures said in a unit that no row which is asked has: "12 ha" of a row in million đồng; from measures.tsv. Pure."""

import csv
import re
from collections.abc import Collection, Sequence
from functools import cache
from importlib.resources import files
from io import StringIO
from typing import NamedTuple

from bot.reading.numbers import Unread, WhyUnread
from bot.reading.tokens.vocabulary import Phrase, begins_with
from tracker.forms.row import Kind, Row
from tracker.kernel.names import fold

_TOKEN = re.compile(r"[0-9][0-9.,]*(?<![.,])|[^\W\d_][\w-]*|\S")
_MONEY, _THINGS = "money", "things"


class _Unit(NamedTuple):
    """The words for one unit, and whether it is money, a measure, or things that are counted."""

    kind: str
    words: Sequence[Phrase]


@cache
def _units() -> Sequence[_Unit]:
    text = (files("bot.reading.tokens") / "measures.tsv").read_text(encoding="utf-8")
    lines = csv.DictReader(StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE)
    return [_Unit(line["kind"], [tuple(words.split()) for words in line["words"].split(", ")]) for line in lines]


def in_other_units(seen: str, rows: Sequence[Row], keys: Collection[str]) -> list[Unread]:
    """The figures, where each of the message is said in a unit that none of the rows has; `keys` are the rows' numbers."""
    if not rows or not all(row.is_number and row.unit for row in rows):
        return []
    tokens = _TOKEN.findall(seen)
    at = [n for n, token in enumerate(tokens) if token[0].isdigit() and token.lower() not in keys]
    said = [_said(tokens[n + 1 :], rows) for n in at]
    if not all(said):
        return []
    return [Unread(f"{tokens[n]} {words}", WhyUnread.OTHER_UNIT) for n, words in zip(at, said, strict=True)]


def _said(behind: Sequence[str], rows: Sequence[Row]) -> str:
    """The unit with which these words begin, if it is of none of the rows; "" for anything else."""
    found = [(len(words), unit) for unit in _units() for words in unit.words if begins_with(behind, words)]
    if not found:
        return ""
    length, unit = max(found, key=lambda one: one[0])
    return "" if any(_may_be_of(row, unit) for row in rows) else " ".join(behind[:length])


def _may_be_of(row: Row, unit: _Unit) -> bool:
    """Whether the row has the unit, names it in its label, or, where it counts, counts things."""
    if unit.kind == _THINGS and row.kind is Kind.COUNT:
        return True
    if unit.kind == _MONEY and row.kind is Kind.AMOUNT and _has(row.unit, unit):
        return True
    return _has(f"{row.unit} {row.label}", unit)


def _has(text: str, unit: _Unit) -> bool:
    words = fold(text)
    return any(re.search(rf"(?<!\w){re.escape(fold(' '.join(one).removeprefix('=')))}(?!\w)", words) for one in unit.words)
