"""A table of several columns of figures pasted from a spreadsheet: each figure in the cell of its row and its column. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from bot.reading.answering.asked import AskedCells
from bot.reading.answering.tables import TableLine
from bot.reading.answering.understood import Explained, Guessed, Puzzled, Reading, Uncertainty, Unclear
from bot.reading.answers import read_answer
from bot.reading.characters import as_seen
from bot.reading.numbers import Unread
from tracker.filled_form.aligning import align
from tracker.forms.cell import Cell
from tracker.forms.fields import columns_of
from tracker.forms.row import PRINTED, Column, Row
from tracker.kernel.names import fold
from tracker.reports.entry import Entry
from tracker.reports.reckoning import without_computed

_BETWEEN = re.compile(r"\t| \|(?: |$)")
_NOTHING = {"", "-", "x", "#", "…", "..."}  # in a cell that takes nothing
_LETTER = re.compile(r"[^\W\d_]")


class _Line(NamedTuple):
    """A line of the table: its row of the form, None for any other, and its cells."""

    row: Row | None
    cells: Sequence[str]


@dataclass
class _Taken:
    """What the table says so far, and what of it has no place."""

    entries: dict[Cell, Entry] = field(default_factory=dict)
    unread: dict[Cell, Unread] = field(default_factory=dict)
    left: list[str] = field(default_factory=list)


def read_grid(text: str, asked: AskedCells) -> Reading | None:
    """What a table with rows of the form says; None for any other text, and for figures without labels or numbers of rows."""
    lines = [[cell.strip() for cell in _BETWEEN.split(line)] for line in as_seen(text).split("\n") if line.strip()]
    width = max(map(len, lines), default=0)
    if width < 2:  # noqa: PLR2004 - a row and a figure
        return None
    cells = [line + [""] * (width - len(line)) for line in lines]
    label = _label_column(cells, asked)
    if label is None:
        return None
    found = _rows(cells, label, asked)
    first = next((at for at, line in enumerate(found) if line.row), None)
    if first is None:
        return None
    columns = _columns(found, first, label, asked)
    if columns is None:
        return Puzzled(Uncertainty(Unclear.COLUMNS))
    return _reading(_taken(found[first:], label, columns, asked), asked)


def _label_column(lines: Sequence[Sequence[str]], asked: AskedCells) -> int | None:
    """The column in which most cells are labels of rows; of a table without labels the one with their numbers."""
    labels = {fold(row.label) for row in asked.form.rows if row.label}
    numbers = {
        number for row in asked.form.rows for number in (row.stt.strip().rstrip(".").lower(), row.key.lower()) if number
    }
    counts = [sum(fold(line[at]) in labels for line in lines) for at in range(len(lines[0]))]
    if max(counts):
        return counts.index(max(counts))
    numbered = sum(line[0].rstrip(".").lower() in numbers for line in lines)
    return 0 if len(lines) > 1 and numbered >= len(lines) - 1 else None


def _rows(lines: Sequence[Sequence[str]], label: int, asked: AskedCells) -> list[_Line]:
    """The lines with their rows, found by number, label and order; by number alone where there is no label."""
    if any(_LETTER.search(line[label]) for line in lines):
        known = [TableLine(next((cell for cell in line[:label] if cell), ""), line[label], "", "") for line in lines]
        return [_Line(row, line) for row, line in zip(align(asked.form.rows, known), lines, strict=True)]
    by_number = {number: rows[0].key for number, rows in asked.numbered.items()}
    keys = [by_number.get(line[label].rstrip(".").lower(), "") for line in lines]
    return [_Line(asked.form.by_key.get(key), line) for key, line in zip(keys, lines, strict=True)]


def _columns(found: Sequence[_Line], first: int, label: int, asked: AskedCells) -> Mapping[int, Column] | None:
    """Which column of the form stands where: by the titles above the first row, else in order; None where it is unclear."""
    row = next(line.row for line in found[first:] if line.row)
    ours = [column for column in asked.form.columns if column.table == row.table and column.role not in PRINTED]
    places = [at for at in range(label + 1, len(found[0].cells)) if _holds_figures(found[first:], at)]
    if titled := _by_titles([line.cells for line in found[:first]], places, ours):
        return titled
    typed = {cell.column for cell in asked.form.of_level(asked.level).cells}
    for known in ([column for column in ours if column.key in typed], ours):
        if len(known) == len(places):
            return dict(zip(places, known, strict=True))
    return None


def _holds_figures(lines: Sequence[_Line], at: int) -> bool:
    """Whether a column holds something of the rows beside their units."""
    return any(line.row and line.cells[at] and fold(line.cells[at]) != fold(line.row.unit) for line in lines)


def _by_titles(heads: Sequence[Sequence[str]], places: Sequence[int], ours: Sequence[Column]) -> dict[int, Column]:
    """The columns by their titles, if each place has exactly one; a title over several columns stands above the first."""
    filled = [_carried_on(line) for line in heads[:-1]] + [list(line) for line in heads[-1:]]
    found: dict[int, Column] = {}
    for at in places:
        path = [fold(line[at]) for line in filled if line[at]]
        fitting = [column for column in ours if path and fold(column.title[-1] if column.title else "") == path[-1]]
        if len(fitting) > 1:
            fitting = [column for column in fitting if list(map(fold, column.title)) == path[-len(column.title) :]]
        if len(fitting) != 1 or fitting[0] in found.values():
            return {}
        found[at] = fitting[0]
    return found


def _carried_on(line: Sequence[str]) -> list[str]:
    last, carried = "", list[str]()
    for cell in line:
        last = cell or last
        carried.append(last)
    return carried


def _taken(lines: Sequence[_Line], label: int, columns: Mapping[int, Column], asked: AskedCells) -> _Taken:
    taken = _Taken()
    for line in lines:
        said = [line.cells[at] for at in columns if fold(line.cells[at]) not in _NOTHING]
        if line.row is None or line.row.repeats:
            taken.left += [" ".join(filter(None, line.cells[: label + 1]))] if said else []
            continue
        for at, column in columns.items():
            _take(taken, line.row, column, line.cells[at], asked)
    return taken


def _take(taken: _Taken, row: Row, column: Column, text: str, asked: AskedCells) -> None:
    """One cell of the table: taken, the same as the office's own figure, or without a place."""
    cell = Cell(row.key, column.key)
    there = asked.form.by_cell.get(cell) if column in columns_of(row, asked.form.columns) else None
    if there is None or not there.concerns(asked.level):
        taken.left += [] if fold(text) in _NOTHING else [f"{row.key} {text}"]
    elif there.given:
        taken.left += [] if not text or _is(there, text) else [f"{row.key} {there.named} {text}"]
    elif not text:
        taken.entries |= {cell: Entry.blank()} if there.asked else {}
    elif isinstance(read := read_answer(there, text), Unread):
        taken.unread[cell] = read
    else:
        taken.entries[cell] = read


def _is(there: Row, text: str) -> bool:
    read = read_answer(there, text)
    if isinstance(read, Entry) and read.amount is not None:
        return read.amount == Decimal(there.given)
    return fold(text) == fold(there.given)


def _reading(taken: _Taken, asked: AskedCells) -> Reading:
    entries = without_computed(asked.form, taken.entries)
    if not taken.left and not taken.unread:
        return Explained(entries) if entries else Puzzled(Uncertainty(Unclear.NO_FIGURE))
    doubt = Uncertainty(Unclear.WORDS if taken.left else Unclear.UNREAD, tuple(taken.left), taken.unread)
    return Guessed(entries, doubt) if entries else Puzzled(doubt)
