"""The lines of a row that repeats: whatever stands between the printed rows around it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tracker.blank_form import text_of
from tracker.filled_form.words import is_dots, is_number_like
from tracker.forms.cell import ENTRY
from tracker.forms.row import Row
from tracker.kernel.grids import Grid, SheetPlace

_SEVERAL = 3  # columns: a line of such a list has more than one cell filled


@dataclass(frozen=True)
class ListBody:
    """The part of a sheet in which the rows of a table stand.

    `found` are the printed rows by the row of the sheet; `number` is the column of line numbers, 0 for none; `filled` are the
    other columns of the list; `ends` is the row below the last that may be a line when no printed row follows.
    """

    grid: Grid
    first: int
    ends: int
    found: Mapping[int, str]
    number: int
    filled: frozenset[int]

    def has(self, row: int, column: int) -> bool:
        """Whether something stands in the cell."""
        place = SheetPlace(row, column)
        return place in self.grid.unresolved or not is_dots(text_of(self.grid.at(place)))

    def is_line(self, row: int) -> bool:
        """Whether the row is a line of the list."""
        count = sum(self.has(row, column) for column in self.filled)
        return count > 0 and (count > 1 or len(self.filled) < _SEVERAL or (self.number > 0 and self.has(row, self.number)))


def lines_of_sheet(body: ListBody, rows: Sequence[Row]) -> dict[int, str]:
    """The lines by the row of the sheet ("5#1"); `rows` are the table's, as printed. What may be of two lists is of none."""
    places = {key: row for row, key in body.found.items()}
    fixed = [-1, *(place for place, row in enumerate(rows) if row.key in places), len(rows)]
    lines: dict[int, str] = {}
    for before, after in pairwise(fixed):
        between = rows[before + 1 : after]
        repeats = [row for row in between if row.repeats]
        missing = between.index(repeats[0]) if repeats else 0
        if not repeats or list(between[missing : missing + len(repeats)]) != repeats:
            continue  # of several lists that do not take turns nobody can tell which line is whose
        first = places[rows[before].key] + 1 if before >= 0 else body.first
        last = places[rows[after].key] - 1 if after < len(rows) else body.ends - 1
        taken = _lines(body, range(first, last + 1), to_end=after == len(rows))
        taken = taken if missing == 0 or _is_numbered(body, taken[:1]) else taken[1:]
        taken = taken if missing + len(repeats) == len(between) or _is_numbered(body, taken[-1:]) else taken[:-1]
        if len(taken) % len(repeats) == 0:
            turns = [(repeats[turn % len(repeats)].key, turn // len(repeats) + 1) for turn in range(len(taken))]
            lines |= {row: f"{key}{ENTRY}{number}" for row, (key, number) in zip(taken, turns, strict=True)}
    return lines


def _lines(body: ListBody, rows: range, *, to_end: bool) -> list[int]:
    """The lines among these rows; where nothing printed follows they end with the first empty row after one."""
    found: list[int] = []
    for row in rows:
        if row in body.found:
            return []  # a printed row that was moved: what stands around it may be of another list
        if body.is_line(row):
            found.append(row)
        elif found and to_end and not any(body.has(row, column) for column in {*body.filled, body.number} if column):
            break
    return found


def _is_numbered(body: ListBody, rows: Sequence[int]) -> bool:
    """Whether the line at the edge is one by its number, where it might be the printed row that is missing there."""
    return all(body.number and is_number_like(text_of(body.grid.at(SheetPlace(row, body.number)))) for row in rows)
