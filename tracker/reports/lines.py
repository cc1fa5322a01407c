"""The lines of a list: what is entered in each, how many there are, and what follows when one is changed or taken out."""

from collections.abc import Iterable, Mapping, Sequence

from tracker.forms.cell import ENTRY, Cell
from tracker.forms.form import Form
from tracker.reports.entry import Entry
from tracker.reports.reckoning import Figures

Line = Mapping[str, Entry]  # by column


def lines_of_list(form: Form, figures: Figures, key: str) -> list[Line]:
    """The lines that stand in the list of this row, in their order."""
    found: dict[int, dict[str, Entry]] = {}
    for cell in form.in_order(figures):
        if cell.line and cell.pattern.row == f"{key}{ENTRY}":
            one = figures[cell]
            found.setdefault(cell.line, {})[cell.column] = one if isinstance(one, Entry) else one.entry
    return [found[number] for number in sorted(found)]


def counts_of_lists(form: Form, figures: Figures, cells: Iterable[Cell]) -> dict[Cell, Entry]:
    """How many lines there are, for those of these cells that count the lines of a list in which some stand."""
    lists = {cell: len(lines_of_list(form, figures, cell.row)) for cell in cells if form.row_of(cell).repeats}
    return {cell: Entry.number(count) for cell, count in lists.items() if count}


def cells_of_line(key: str, number: int, line: Line) -> dict[Cell, Entry]:
    """What a line enters, by cell."""
    return {Cell(f"{key}{ENTRY}{number}", column): entry for column, entry in line.items()}


def cells_of_list(key: str, lines: Sequence[Line]) -> dict[Cell, Entry]:
    """What these lines enter as all that there are, and how many they are."""
    cells = {Cell(key): Entry.number(len(lines))}
    for number, line in enumerate(lines, start=1):
        cells |= cells_of_line(key, number, line)
    return cells
