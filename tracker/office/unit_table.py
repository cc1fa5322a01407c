"""A table of units in a spreadsheet: its head is found by its words, and each line is read; all mistakes are told together."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from tracker.kernel.errors import UnitTableWrong
from tracker.kernel.names import fold
from tracker.office.units import UnitLine, Validity, refuse_table

_NEEDED = ("code", "name", "level", "parent")
_VALIDITY = ("valid_from", "valid_until", "merged_into")
_HEADS: Mapping[str, frozenset[str]] = {  # folded
    "code": frozenset({"code", "ma", "ma don vi", "ma dvhc", "ma so"}),
    "name": frozenset({"name", "ten", "ten don vi", "ten dvhc", "don vi"}),
    "level": frozenset({"level", "cap", "loai", "cap don vi", "loai don vi", "loai hinh"}),
    "parent": frozenset({"parent", "cap tren", "don vi cap tren", "ma cap tren", "ma don vi cap tren", "truc thuoc"}),
    "valid_from": frozenset({"valid_from", "tu ngay", "co hieu luc tu", "ngay thanh lap"}),
    "valid_until": frozenset({"valid_until", "den ngay", "het ngay", "co hieu luc den"}),
    "merged_into": frozenset({"merged_into", "sap nhap vao", "nhap vao"}),
}
_MOST_ABOVE = 20  # rows in which a title stands
_DAY = re.compile(r"(?P<day>[0-9]{1,2})/(?P<month>[0-9]{1,2})/(?P<year>[0-9]{4})")


class _Head(NamedTuple):
    row: int
    places: Mapping[str, int]


def read_unit_table(rows: Sequence[Sequence[str]]) -> list[UnitLine]:
    """The lines of a table, whose cells are texts; raises UnitTableWrong with all that is wrong."""
    head = _find_head(rows)
    missing = [name for name in _NEEDED if name not in head.places]
    if missing:
        why = f"there is no column {', '.join(missing)}; the columns are {', '.join(_NEEDED)}"
        raise UnitTableWrong(row=head.row + 1, why=why)
    named = (
        (number, {name: row[place] for name, place in head.places.items() if place < len(row)})
        for number, row in enumerate(rows[head.row + 1 :], start=head.row + 2)
    )
    has_validity = not head.places.keys().isdisjoint(_VALIDITY)
    mistakes: list[tuple[int, str]] = []
    lines = [
        _line(number, cells, mistakes, has_validity=has_validity)
        for number, cells in named
        if any(cells.get(name) for name in _NEEDED)
    ]
    refuse_table(mistakes)
    return lines


def _find_head(rows: Sequence[Sequence[str]]) -> _Head:
    """The row that names the most columns, the first of several."""
    heads = [_Head(number, _named(row)) for number, row in enumerate(rows[:_MOST_ABOVE])]
    return max(heads, key=lambda head: len(head.places), default=_Head(0, {}))


def _named(row: Sequence[str]) -> dict[str, int]:
    places: dict[str, int] = {}
    for place, cell in enumerate(row):
        name = next((name for name, words in _HEADS.items() if fold(cell) in words), None)
        if name:
            places.setdefault(name, place)
    return places


def _line(row: int, cells: Mapping[str, str], mistakes: list[tuple[int, str]], *, has_validity: bool) -> UnitLine:
    code, name, level, parent = (cells.get(column, "") for column in _NEEDED)
    days = []
    for column in ("valid_from", "valid_until"):
        text = cells.get(column, "")
        day = next(_days(text), None)
        if text and day is None:
            mistakes.append((row, f"{text!r} is no date; write 30/6/2026"))
        days.append(day)
    validity = Validity(days[0], days[1], cells.get("merged_into", "").upper()) if has_validity else None
    return UnitLine(row, code.upper(), name, level, parent.upper(), validity)


def _days(text: str) -> Iterator[date]:
    """A date cell, or text such as 30/6/2026 or 2026-06-30; none if it is no date."""
    written = _DAY.fullmatch(text)
    try:
        if written:
            yield date(int(written["year"]), int(written["month"]), int(written["day"]))
        elif text:
            yield date.fromisoformat(text)
    except ValueError:
        return
