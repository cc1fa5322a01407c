"""Rows pasted from a spreadsheet: number, label, unit, figure, note, parted by tabs. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from bot.reading.answering.asked import AskedCells
from bot.reading.answering.understood import Explained, Guessed, Puzzled, Reading, Uncertainty, Unclear
from bot.reading.answers import read_answer
from bot.reading.characters import as_seen
from bot.reading.numbers import NotApplicable, Unread, read_number
from tracker.filled_form.aligning import align
from tracker.forms.cell import Cell
from tracker.forms.row import Kind, Row
from tracker.kernel.names import tidy
from tracker.reports.entry import Answer, Entry
from tracker.reports.reckoning import without_computed

_LABEL = re.compile(r"[^\W\d_]{2,}[\W\d_]+[^\W\d_]{2,}")  # two words
_NUMBER = re.compile(r"(?:[0-9]+(?:\.[0-9]+)*|[ivx]+)\.?[a-zđ]?\)?", re.IGNORECASE)
_BETWEEN = re.compile(r"\t| \|(?: |$)")
_SHORTEST_LABEL = 4


class TableLine(NamedTuple):
    """A row as it was pasted; "" for a column that it has not."""

    stt: str
    label: str
    figure: str
    note: str
    others: int = 0  # columns of figures beside the one that was taken

    @property
    def said(self) -> str:
        """What it is called, to be named back."""
        return " ".join(filter(None, (self.stt, self.label)))


def read_table(text: str) -> list[TableLine] | None:
    """The rows of a pasted table that has labels and figures; None for any other text."""
    lines = [[cell.strip() for cell in _BETWEEN.split(line)] for line in as_seen(text).split("\n") if line.strip()]
    if not any(len(line) > 1 for line in lines):
        return None
    width = max(map(len, lines))
    cells = [line + [""] * (width - len(line)) for line in lines]
    columns = list(zip(*cells, strict=True))
    label = max(range(width), key=lambda column: sum(len(cell) for cell in columns[column] if _is_label(cell)))
    figures = [sum(map(_is_figure, columns[column])) for column in range(label + 1, width)]
    if not any(map(_is_label, columns[label])) or not any(figures):
        return None
    figure = label + 1 + max(range(len(figures)), key=lambda column: (figures[column], column))
    others = sum(2 * count >= max(figures) for count in figures) - 1
    return [_line(line, label, figure)._replace(others=others) for line in cells if line[label]]


def _line(cells: Sequence[str], label: int, figure: int) -> TableLine:
    stt = next((cell for cell in cells[:label] if _NUMBER.fullmatch(cell)), "")
    return TableLine(stt, cells[label], cells[figure], " ".join(filter(None, cells[figure + 1 :])))


def _is_label(cell: str) -> bool:
    return (
        len(cell) >= _SHORTEST_LABEL and not _is_figure(cell) and bool(_LABEL.search(cell) or len(cell) > 2 * _SHORTEST_LABEL)
    )


def _is_figure(cell: str) -> bool:
    return not isinstance(read_number(cell, whole=False, percent=True), Unread)


def read_pasted(lines: Sequence[TableLine], asked: AskedCells) -> Reading:
    """The entries of a table; an empty figure of a row that the unit types in leaves it blank."""
    entries: dict[Cell, Entry] = {}
    unread: dict[Cell, Unread] = {}
    left: list[str] = []
    for line, row in zip(lines, align(asked.form.rows, lines), strict=True):
        entry = _entry(line, row, asked) if row else None
        if row and line.stt and not _is_numbered(line, row):
            left.append(line.said)
        elif row and isinstance(entry, Unread):
            unread[row.cell] = entry
        elif row and isinstance(entry, Entry):
            entries[row.cell] = entry
        elif line.figure and not (_says_nothing(line) if row else _is_head(line, entries)):
            left.append(line.said)
    entries = without_computed(asked.form, _without_blanks(entries, asked))
    if any(line.others for line in lines) and entries:
        return Guessed(entries, Uncertainty(Unclear.COLUMNS, tuple(left), unread))
    if not left and not unread:
        return Explained(entries) if entries else Puzzled(Uncertainty(Unclear.NO_FIGURE))
    doubt = Uncertainty(Unclear.WORDS if left else Unclear.UNREAD, tuple(left), unread)
    return Guessed(entries, doubt) if entries else Puzzled(doubt)


def _entry(line: TableLine, row: Row, asked: AskedCells) -> Entry | Unread | None:
    """What the line says of its row; None where it says nothing, and where the row takes no figure of the unit."""
    note = tidy(line.note.removeprefix(row.note))
    if row.kind is Kind.SECTION or not row.concerns(asked.level):
        return None
    if not line.figure:
        return Entry.blank(note) if row.typed else None
    read = read_answer(row, line.figure)
    return replace(read, note=note) if isinstance(read, Entry) and note else read


def _is_numbered(line: TableLine, row: Row) -> bool:
    """Whether the number on the line is the row's, as it is printed or as we call it."""
    return line.stt.rstrip(".").lower() in {row.stt.strip().rstrip(".").lower(), row.key.lower()}


def _is_head(line: TableLine, before: Mapping[Cell, Entry]) -> bool:
    """Whether it is the table's head: words above the first row."""
    return not before and not any(c.isdigit() for c in line.figure)


def _says_nothing(line: TableLine) -> bool:
    return isinstance(read_number(line.figure, whole=True, percent=True), NotApplicable)


def _without_blanks(entries: dict[Cell, Entry], asked: AskedCells) -> dict[Cell, Entry]:
    """Where a heading says that nothing arose, its rows stay as they are."""
    none = [cell for cell in asked.form.none_cells if cell in entries and entries[cell].amount == 0]
    under = {below for cell in none for below in asked.form.cells_under(cell)}
    return {cell: entry for cell, entry in entries.items() if cell not in under or entry.answer is not Answer.BLANK}
