"""Printed lines beside the rows of a form: which line is which row, by numbers, labels and their order."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple, Protocol

from tracker.forms.row import Row
from tracker.kernel.names import fold

_BOTH, _LABEL, _NUMBER = 8, 5, 3  # how much it says that a number and a label are the same, a label alone, a number alone
_ALIKE = 0.75  # of two labels that share a number; _NEAR where only their place between two others speaks for them
_NEAR = 0.6


class PrintedLine(Protocol):
    """What is printed on one line."""

    @property
    def stt(self) -> str:
        """The number."""

    @property
    def label(self) -> str:
        """The words."""


class _Known(NamedTuple):
    number: str
    label: str


class _Pair(NamedTuple):
    line: int
    row: int
    weight: int


def align(rows: Sequence[Row], lines: Sequence[PrintedLine]) -> list[Row | None]:
    """For each line the row that it is, None for one that is no row of these; no row is taken twice.

    The lines that are rows in the rows' order are found first, as many and as alike as can be: so a row that was added,
    reworded or left out moves no other. A line that stands elsewhere is a row if it alone has its number and its label.
    """
    wanted = [_known(row.stt, row.label, row.key) for row in rows]
    known = [_known(line.stt, line.label) for line in lines]
    found = dict(_in_order(_pairs(known, wanted), len(rows)))
    found |= _between(known, wanted, found)
    found |= _elsewhere(known, wanted, found)
    return [rows[found[line]] if line in found else None for line in range(len(lines))]


def _known(stt: str, label: str, key: str = "") -> _Known:
    number = stt.strip().rstrip(".").lower()
    return _Known(number if number[:1].isdigit() else "", fold(label) or (key if not label else ""))


def _pairs(lines: Sequence[_Known], rows: Sequence[_Known]) -> list[_Pair]:
    """What each line may be, with how much speaks for it."""
    labels: dict[str, list[int]] = defaultdict(list)
    numbers: dict[str, list[int]] = defaultdict(list)
    for place, row in enumerate(rows):
        labels[row.label].append(place)
        numbers[row.number].append(place)
    pairs = []
    for place, line in enumerate(lines):
        same_label = labels.get(line.label, []) if line.label else []
        same_number = numbers.get(line.number, []) if line.number else []
        pairs += [_Pair(place, row, _BOTH if rows[row].number == line.number else _LABEL) for row in same_label]
        alike = (row for row in same_number if row not in same_label and _is_alike(line.label, rows[row].label, _ALIKE))
        pairs += [_Pair(place, row, _LABEL) for row in alike]
        pairs += [_Pair(place, row, _NUMBER) for row in same_number if not line.label]
    return pairs


def _is_alike(one: str, other: str, least: float) -> bool:
    shorter, longer = sorted((one, other), key=len)
    return bool(shorter) and (shorter in longer or SequenceMatcher(None, one, other, autojunk=False).ratio() >= least)


def _in_order(pairs: Iterable[_Pair], rows: int) -> list[tuple[int, int]]:
    """The pairs of the greatest weight together of which both sides ascend (a heaviest increasing subsequence)."""
    best: list[tuple[int, int]] = [(0, -1)] * (rows + 1)  # a Fenwick tree: the weight of a chain, and its last pair
    chain: list[tuple[_Pair, int]] = []
    for pair in sorted(pairs, key=lambda one: (one.line, -one.row)):
        before = _best_below(best, pair.row)
        chain.append((pair, before[1]))
        _raise_from(best, pair.row + 1, (before[0] + pair.weight, len(chain) - 1))
    found, last = [], _best_below(best, rows)[1]
    while last >= 0:
        pair, last = chain[last]
        found.append((pair.line, pair.row))
    return found


def _best_below(best: Sequence[tuple[int, int]], row: int) -> tuple[int, int]:
    found = (0, -1)
    while row > 0:
        found = max(found, best[row])
        row -= row & -row
    return found


def _raise_from(best: list[tuple[int, int]], row: int, to: tuple[int, int]) -> None:
    while row < len(best):
        best[row] = max(best[row], to)
        row += row & -row


def _between(lines: Sequence[_Known], rows: Sequence[_Known], found: dict[int, int]) -> dict[int, int]:
    """A single line between two that are found, where a single row is missing, if their labels are near."""
    more = {}
    ends = sorted([(-1, -1), *found.items(), (len(lines), len(rows))])
    for (line, row), (next_line, next_row) in pairwise(ends):
        if next_line - line == next_row - row == 2 and _is_alike(lines[line + 1].label, rows[row + 1].label, _NEAR):  # noqa: PLR2004
            more[line + 1] = row + 1
    return more


def _elsewhere(lines: Sequence[_Known], rows: Sequence[_Known], found: dict[int, int]) -> dict[int, int]:
    """Lines that stand out of order, and are alone in what they are called."""
    taken = set(found.values())
    waiting = {row: place for place, row in enumerate(rows) if place not in taken and rows.count(row) == 1}
    return {place: waiting[line] for place, line in enumerate(lines) if line in waiting and lines.count(line) == 1}
