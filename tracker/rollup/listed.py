"""Lists in a roll-up: the lines of all units one under the other, and what each unit's lines make together."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from tracker.forms.cell import ENTRY, Cell
from tracker.forms.form import Form, formula_of
from tracker.forms.row import Adding, Kind, Row
from tracker.forms.rules import moved
from tracker.reports.entry import Entry
from tracker.rollup.gathering import Share


@dataclass(frozen=True)
class ListedLine:
    """One line of a unit's list: the row that repeats, the line's number in the unit's report, and what stands by column."""

    share: Share
    row: str
    number: int
    entries: Mapping[str, Entry]


def columns_of_lists(form: Form) -> dict[Cell, Row]:
    """The fields of a line by the cell that stands for all lines ("5#[c3]"), formulas over such cells too."""
    return {cell: replace(row, of=_over_lines(row)) if row.of else row for cell, row in form.lines.items()}


def _over_lines(row: Row) -> str:
    """The formula of a line's field, each of whose cells is of the same line: "1[c3] / 1[c1]" is "1#[c3] / 1#[c1]"."""
    return moved(row.of, lambda cell: Cell(row.key, cell.column) if cell.row == row.ask else cell)


def lines_of(form: Form, shares: Sequence[Share], key: str) -> list[ListedLine]:
    """The lines of a row that repeats, by unit as they come; of units on another form none."""
    columns = {cell.column: row for cell, row in columns_of_lists(form).items() if row.ask == key}
    return [
        ListedLine(share, key, number, _computed(columns, entries))
        for share in shares
        if share.form.code == form.code
        for number, entries in sorted(_by_line(share, key, columns).items())
    ]


def _by_line(share: Share, key: str, columns: Mapping[str, Row]) -> dict[int, dict[str, Entry]]:
    found: dict[int, dict[str, Entry]] = {}
    for cell, entry in share.figures.items():
        if cell.line and cell.pattern.row == key + ENTRY and cell.column in columns:
            found.setdefault(cell.line, {})[cell.column] = entry
    return found


def _computed(columns: Mapping[str, Row], entries: Mapping[str, Entry]) -> dict[str, Entry]:
    """What stands in a line, with what follows in its computed columns."""
    shown = dict(entries)
    for column, row in columns.items():
        if row.of and column not in shown:
            known = {Cell(row.key, key): entry.amount for key, entry in shown.items() if entry.amount is not None}
            value = formula_of(row).value(known)
            shown |= {column: Entry.number(value)} if value is not None else {}
    return shown


def made_of_lines(form: Form, share: Share) -> dict[Cell, Decimal]:
    """What a unit's lines make in each column of numbers: added, or the largest; of rates and averages nothing."""
    made: dict[Cell, Decimal] = {}
    for key in [row.key for row in form.rows if row.repeats]:
        lines = lines_of(form, [share], key)
        for cell, row in columns_of_lists(form).items():
            entries = [line.entries[cell.column] for line in lines if cell.column in line.entries] if row.ask == key else []
            numbers = [entry.amount for entry in entries if entry.amount is not None]
            if numbers and row.adding in _MAKING and not _is_rate(row):
                made[cell] = _MAKING[row.adding](numbers)
    return made


_MAKING: Mapping[Adding, Callable[[Sequence[Decimal]], Decimal]] = {
    Adding.SUM: lambda numbers: sum(numbers, Decimal(0)),
    Adding.LARGEST: max,
}


def _is_rate(row: Row) -> bool:
    return row.kind is Kind.RATE or (bool(row.of) and formula_of(row).under is not None)
