"""Which printed row stands under which, and the keys that tell them apart for good."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, count, product

from tracker.blank_form import Doubt, PrintedRow, Uncertain
from tracker.blank_form.numbers import Number, number_in, rank_in
from tracker.kernel.reasons import Reason

_LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class Node:
    """A printed row in its place; `parent` is the key of the row that it stands under, `lettered` says it has no number."""

    row: PrintedRow
    key: str
    parent: str
    lettered: bool

    @property
    def label(self) -> str:
        """As printed."""
        return self.row.label


@dataclass(frozen=True)
class Tree:
    """All rows in printed order."""

    nodes: tuple[Node, ...]
    doubts: tuple[Doubt, ...]

    @cached_property
    def by_key(self) -> dict[str, Node]:
        """The rows by their keys."""
        return {node.key: node for node in self.nodes}

    @cached_property
    def _below(self) -> dict[str, list[Node]]:
        below: dict[str, list[Node]] = {}
        for node in self.nodes:
            below.setdefault(node.parent, []).append(node)
        return below

    def children(self, key: str) -> Sequence[Node]:
        """The rows directly under a row."""
        return self._below.get(key, ())

    def parts(self, key: str) -> list[Node]:
        """The rows directly under it that have no number of their own."""
        return [node for node in self.children(key) if node.lettered]

    def above(self, node: Node) -> Node | None:
        """The row that it stands under."""
        return self.by_key.get(node.parent)

    def ancestors(self, node: Node) -> Iterator[Node]:
        """The rows that it stands under, the nearest first."""
        up = self.above(node)
        while up:
            yield up
            up = self.above(up)

    def descendants(self, key: str) -> Iterator[Node]:
        """All rows under a row."""
        for node in self.children(key):
            yield node
            yield from self.descendants(node.key)


def plant(rows: Iterable[PrintedRow]) -> Tree:
    """Give every row its key and its place."""
    planting = _Planting()
    for row in rows:
        planting.add(row)
    return Tree(tuple(planting.nodes), tuple(planting.doubts))


@dataclass
class _Planting:
    nodes: list[Node] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    used: set[str] = field(default_factory=set)
    path: list[tuple[Number, str]] = field(default_factory=list)  # the numbered rows that are open
    last: str = "0"  # the key to which letters are added
    holder: str = ""  # the last row with a printed number
    dash: str = ""  # the last "-" under it, which "+" rows belong to
    astray: tuple[Number, str] | None = None  # numbers of a closed row that go on under another
    part: int = 0  # within Roman numbers or capital letters
    prefix: Number | None = None  # what they put before the numbers; None until the first number

    def add(self, row: PrintedRow) -> None:
        number = self._number(row.stt)
        key = ".".join(map(str, number))
        if not number:
            self._add_part(row)
        elif key in self.used:
            self._add_repeated(row, number)
        else:
            self._add_numbered(row, number, key)

    def _number(self, stt: str) -> Number:
        if rank := rank_in(stt):
            self.part, self.prefix = rank, None
            return (rank,)
        number = number_in(stt)
        if not number or not self.part:
            return number
        if self.prefix is None:
            self.prefix = () if len(number) > 1 and number[0] == self.part else (self.part,)
        return (*self.prefix, *number)

    def _add_numbered(self, row: PrintedRow, number: Number, key: str) -> None:
        if self.astray and number[:-1] == self.astray[0]:
            self._put(row, key, self.astray[1], lettered=False)
            self._doubt(row, key, Reason(Uncertain.NUMBER_GOES_ON, {"above": self.astray[1]}))
        else:
            while self.path and (len(self.path[-1][0]) >= len(number) or number[: len(self.path[-1][0])] != self.path[-1][0]):
                self.path.pop()
            above = self.path[-1] if self.path else ((), "")
            if above[0] != number[:-1]:
                missing = ".".join(map(str, number[:-1]))
                self._doubt(row, key, Reason(Uncertain.NO_ROW_ABOVE, {"missing": missing}))
            self._put(row, key, above[1], lettered=False)
            self.path.append((number, key))
            self.astray = None
        self.last = self.holder = key
        self.dash = ""

    def _add_repeated(self, row: PrintedRow, number: Number) -> None:
        key = self._lettered_key()
        self._doubt(row, key, Reason(Uncertain.NUMBER_TWICE, {"number": row.stt, "above": self.last}))
        self._put(row, key, self.last, lettered=False)
        here = self.path[-1][0] if self.path else ()
        if number[:-1] != here[: len(number) - 1]:
            self.astray = (number[:-1], self.last)
        self.holder, self.dash = key, ""

    def _add_part(self, row: PrintedRow) -> None:
        key = self._lettered_key()
        mark = (row.stt or row.label)[:1]
        self._put(row, key, self.dash if mark == "+" and self.dash else self.holder, lettered=True)
        self.dash = key if mark == "-" else self.dash

    def _lettered_key(self) -> str:
        words = chain.from_iterable(product(_LETTERS, repeat=length) for length in count(1))
        return next(key for word in words if (key := f"{self.last}{''.join(word)}") not in self.used)

    def _put(self, row: PrintedRow, key: str, parent: str, *, lettered: bool) -> None:
        self.used.add(key)
        self.nodes.append(Node(row, key, parent, lettered))

    def _doubt(self, row: PrintedRow, key: str, reason: Reason) -> None:
        self.doubts.append(Doubt(row.row, key, reason))
