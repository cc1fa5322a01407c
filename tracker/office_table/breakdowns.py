"""Which columns divide another: "Tổng số" beside "Trong đó: nữ", and what stands under "Chia ra"."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from tracker.kernel.names import fold
from tracker.printed_sheet import vocabulary
from tracker.printed_sheet.column_titles import Titled

_TOTAL, _AMONG = re.compile(vocabulary.TOTAL_COLUMN), re.compile(vocabulary.AMONG)
_SOME, _WOMEN = re.compile(vocabulary.SOME_PEOPLE), re.compile(vocabulary.WOMEN)
_SURELY = re.compile(vocabulary.SURELY_AMONG)
_DIVIDES = re.compile(vocabulary.DIVIDES)
_TOTAL_ALONE = re.compile(vocabulary.TOTAL_COLUMN_ALONE)
_ALL_PARTS = re.compile(vocabulary.ALL_PARTS)
_OUTCOMES = [(re.compile(whole), re.compile(outcome)) for whole, outcome in vocabulary.OUTCOMES]
_PARTITIONS = [tuple(re.compile(part) for part in parts) for parts in vocabulary.PARTITIONS]


class Whole(NamedTuple):
    """The column that another is a part of; `sure`: the head says so, and not only the order of its titles."""

    column: Titled
    sure: bool = True
    by_twin: bool = False  # it may as well be a part of the total of its own group
    rivals: bool = False  # other columns before it may be the whole as well


def whole_of(columns: Sequence[Titled], column: Titled) -> Whole | None:
    """The column that this one is a part of; None where the head shows none. `columns` are the table's columns of figures."""
    for level in range(len(column.path) - 2, -1, -1):
        found = _whole_at(columns, column, level)
        twin = _twin(columns, found.column, column, level) if found else None
        if twin:
            deeper = (_whole_at(columns, column, below) for below in range(len(column.path) - 1, level, -1))
            own = next((whole for whole in deeper if whole), None)
            is_total = own is None and bool(_TOTAL.fullmatch(fold(column.name)))
            if found and divides_fully(columns, column, level):
                return own
            return Whole(twin, by_twin=not is_total and own is not None)
    for level in range(len(column.path) - 1, -1, -1):
        if found := _whole_at(columns, column, level):
            return found
    return None


def _whole_at(columns: Sequence[Titled], column: Titled, level: int) -> Whole | None:
    """Of the columns under the same title the one before it that says it is the whole."""
    group = [other for other in columns if other.anchors[:level] == column.anchors[:level] and len(other.path) > level]
    before = [o for o in group if o.column < column.column and o.anchors[level] != column.anchors[level]]
    if not before:
        return None
    if _AMONG.fullmatch(fold(column.path[level])):
        plain = [other for other in before if not _AMONG.fullmatch(fold(other.path[level]))]
        if not plain:
            return None
        surely = level > 0 or bool(_SURELY.fullmatch(fold(column.path[level])))
        totals = [] if surely else [other for other in plain if _is_total(other)]
        nearest = (totals or plain)[-1]
        several = len({other.anchors[level] for other in plain}) > 1 and len({o.anchors[level] for o in totals}) != 1
        grouped = level < len(column.path) - 1
        whole = next(o for o in before if o.anchors[level] == nearest.anchors[level])
        return Whole(whole, surely or bool(totals), rivals=several and grouped)
    if level == len(column.path) - 1 and _SOME.fullmatch(fold(column.path[level])):
        others = [other for other in before if not _SOME.fullmatch(fold(other.path[level]))]
        if others and _is_total(others[-1]):
            return Whole(others[-1], sure=level > 0 or bool(_WOMEN.fullmatch(fold(column.path[level]))))
    first = before[0]
    named_alike = level > 0 and fold(first.path[level]) == fold(first.path[level - 1])
    if not named_alike and not (_TOTAL if level else _TOTAL_ALONE).fullmatch(fold(first.path[level])):
        return None
    divides = level == 0 and len(column.path) > 1 and bool(_DIVIDES.fullmatch(fold(column.path[0])))
    return Whole(first, sure=level > 0 or divides)


def divides_fully(columns: Sequence[Titled], column: Titled, level: int) -> bool:
    """Whether the groups beside a column's own, the total's left out, are all that there are: public and private ones."""
    beside = [other for other in columns if other.anchors[:level] == column.anchors[:level] and len(other.path) > level + 1]
    groups = list(dict.fromkeys(other.path[level] for other in beside))
    return _is_partition([name for name in groups if not _TOTAL.fullmatch(fold(name))])


def own_total(columns: Sequence[Titled], column: Titled) -> Titled | None:
    """The first total of a table whose groups each have a total of their own, as this column is one; None for others."""
    for level in range(len(column.path) - 1):
        is_total = all(_TOTAL.fullmatch(fold(title)) for title in column.path[level + 1 :])
        found = _whole_at(columns, column, level) if is_total else None
        if found and divides_fully(columns, column, level):
            return found.column
    return None


def outcome_of(columns: Sequence[Titled], column: Titled) -> Titled | None:
    """The column before it, under the same title, of which this one tells an outcome: the dead of those who fell ill."""
    beside = [other for other in columns if other.column < column.column and other.anchors[:-1] == column.anchors[:-1]]
    if not beside or len(column.path) < 2:  # noqa: PLR2004 - a title over both
        return None
    name, before = fold(column.name), beside[-1]
    return before if any(o.fullmatch(name) and w.fullmatch(fold(before.name)) for w, o in _OUTCOMES) else None


def whole_before(columns: Sequence[Titled], column: Titled) -> Titled | None:
    """The total of an earlier group that a group such as "Vị trí việc làm" or "Loại hợp đồng" may divide once more."""
    if len(column.path) < 2 or not _DIVIDES.fullmatch(fold(column.path[0])):  # noqa: PLR2004 - a title over its own
        return None
    before = [other for other in columns if other.column < column.column and other.anchors[0] != column.anchors[0]]
    totals = [other for other in before if len(other.path) > 1 and _TOTAL.fullmatch(fold(other.name))]
    alone = [
        one for one, following in pairwise(before) if _is_total(one) and len(one.path) == 1 and _begins_division(following)
    ]
    return totals[-1] if totals else alone[-1] if alone else None


def _begins_division(column: Titled) -> bool:
    return len(column.path) > 1 and bool(_ALL_PARTS.match(fold(column.path[0])))


def _is_total(column: Titled) -> bool:
    return any(_TOTAL.fullmatch(fold(title)) for title in column.path)


def _twin(columns: Sequence[Titled], whole: Titled, column: Titled, level: int) -> Titled | None:
    """The column with the same lowest titles under the whole's title: the dead who are no employees among all who are none."""
    beside = [
        other for other in columns if len(other.path) > level and other.anchors[: level + 1] == whole.anchors[: level + 1]
    ]
    tail = [fold(title) for title in column.path[level + 1 :]]
    return next((other for other in beside if tail and [fold(title) for title in other.path[level + 1 :]] == tail), None)


def is_whole_division(parts: Sequence[Titled]) -> bool:
    """Whether these are known to be all parts that there are: men and women, town and country, in time and late."""
    return _is_partition([part.name for part in parts])


def _is_partition(titles: Sequence[str]) -> bool:
    names = [re.sub(r"^(so|trong do:?|gom:?)\s+", "", fold(title)) for title in titles]
    return any(
        len(names) == len(pattern) and all(any(p.fullmatch(name) for name in names) for p in pattern)
        for pattern in _PARTITIONS
    )
