"""The rules of a form of any number of columns: those that are written down, and those that its fields imply."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from tracker.forms.cell import Cell
from tracker.forms.fields import is_plain
from tracker.forms.row import Adding, Column, ColumnRole, Kind, Row
from tracker.forms.rules import Level, Rule, implied_rules, moved, parse_rule

_ADDED = {Kind.COUNT, Kind.AMOUNT}


def rules_of(
    texts: Iterable[tuple[Level, Sequence[str]]],
    rows: Sequence[Row],
    columns: Sequence[Column],
    by_cell: Mapping[Cell, Row],
    lines: Mapping[Cell, Row],
) -> tuple[Rule, ...]:
    """All of them, in the order of the cell that they are about; `lines` stand for the sums over rows that repeat."""
    known = {**lines, **by_cell}
    written = [
        parse_rule(each, level) for level, some in texts for text in some for each in _everywhere(text, rows, columns, known)
    ]
    written = [rule for rule in written if rule.about in by_cell]
    implied = [*implied_rules(by_cell.values()), *map(parse_rule, _breakdowns(rows, columns, by_cell))]
    place = {cell: number for number, cell in enumerate(by_cell)}
    return tuple(sorted(dict.fromkeys([*written, *implied]), key=lambda rule: place[rule.about]))


def _everywhere(text: str, rows: Sequence[Row], columns: Sequence[Column], by_cell: Mapping[Cell, Row]) -> list[str]:
    """A rule over rows in each of the columns, one over columns in each of the rows, wherever all its cells are."""
    cells = parse_rule(text).cells
    if is_plain(columns) or all(cell.row and cell.column for cell in cells):
        return [text]
    if any(cell.row for cell in cells):
        texts = [_in_column(text, column.key) for column in columns if not column.follows]
    else:
        texts = [_in_row(text, row.key) for row in rows]
    return [each for each in texts if _holds_there(each, by_cell)]


def _holds_there(text: str, by_cell: Mapping[Cell, Row]) -> bool:
    """Whether all cells are numbers, and those of a sum can be added: no average is the sum of others."""
    rule = parse_rule(text)
    fields = [by_cell.get(cell) for cell in rule.cells]
    if not all(field is not None and field.is_number for field in fields):
        return False
    is_sum = rule.limit is None and rule.right.under is None
    return not is_sum or all(field is not None and field.kind in _ADDED and field.adding is Adding.SUM for field in fields)


def _in_column(text: str, key: str) -> str:
    return moved(text, lambda cell: Cell(cell.row, cell.column or key))


def _in_row(text: str, key: str) -> str:
    return moved(text, lambda cell: Cell(key, cell.column))


def _breakdowns(rows: Sequence[Row], columns: Sequence[Column], by_cell: Mapping[Cell, Row]) -> Iterator[str]:
    """That a breakdown of a count or an amount is at most the whole."""
    for column in columns:
        if column.role is ColumnRole.PART and column.of:
            for row in rows:
                part, whole = by_cell.get(Cell(row.key, column.key)), by_cell.get(Cell(row.key, column.of))
                if part and whole and {part.kind, whole.kind} <= _ADDED and not part.signed:
                    yield f"{part.cell} <= {whole.cell}"
