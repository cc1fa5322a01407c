"""The fields of a form: what can stand in each of its cells, put together from its printed rows and its columns."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, DecimalException
from functools import cached_property

from tracker.forms.cell import ENTRY, ONE_COLUMN, Cell
from tracker.forms.column_names import names_of
from tracker.forms.row import PRINTED, Adding, Column, ColumnRole, Kind, Row
from tracker.forms.rules import moved, without

_HEADINGS = {Kind.SECTION, Kind.HEADING}
_NUMBERS = {Kind.COUNT, Kind.AMOUNT, Kind.RATE}
_PARTED = ": "  # between the row's label and the column's title


@dataclass(frozen=True)
class FormTable:
    """Where a table of the form stands in the office's own file; rows and columns of the sheet count from 1.

    `caption` names the table to people. `rows` and `columns` are the places of the form's rows and columns by key; for a row
    that repeats, that of its first line. `printed` are the columns that only say what a row is, by role ("label", "note").
    `head` is the first and the last row of its head, `lines` how many lines are printed for each row that repeats; rows that
    repeat one right below the other take turns, as in tables with several lines a unit.
    """

    key: str = ""
    sheet: str = ""
    caption: str = ""
    head: tuple[int, int] = (1, 1)
    rows: tuple[tuple[str, int], ...] = ()
    columns: tuple[tuple[str, int], ...] = ()
    printed: tuple[tuple[str, int], ...] = ()
    lines: tuple[tuple[str, int], ...] = ()

    @cached_property
    def row_places(self) -> dict[str, int]:
        """The rows' places by key."""
        return dict(self.rows)

    @cached_property
    def turns(self) -> tuple[tuple[str, ...], ...]:
        """The keys of the rows that repeat, those together that take turns."""
        places = self.row_places
        found: list[tuple[str, ...]] = []
        for key, _ in sorted(self.lines, key=lambda one: places[one[0]]):
            follows = bool(found) and places[key] == places[found[-1][-1]] + 1
            found = [*found[:-1], (*found[-1], key)] if follows else [*found, (key,)]
        return tuple(found)

    def height_of(self, key: str) -> int:
        """How many rows of the sheet one line of a row that repeats takes, with those that take turns with it."""
        return next((len(together) for together in self.turns if key in together), 1)

    def is_body(self, row: int) -> bool:
        """Whether a row of its sheet is one of its rows, or of its head; a place for words has no head."""
        lines = dict(self.lines)
        last = max((place + (lines.get(key, 1) - 1) * self.height_of(key) for key, place in self.rows), default=self.head[1])
        return self.head[0] <= self.head[1] and self.head[0] <= row <= last

    @cached_property
    def column_places(self) -> dict[str, int]:
        """The columns' places by key."""
        return dict(self.columns)


def given_number(text: str) -> Decimal | None:
    """The number that the office has filled in a cell, "1234.5"; None for words, which are no figure."""
    try:
        number = Decimal(text)
    except DecimalException:
        return None
    return number if number.is_finite() else None


def is_plain(columns: Sequence[Column]) -> bool:
    """Whether the form has one column of figures and no word on it, as the official appendices do."""
    return len(columns) == 1 and columns[0].key == ONE_COLUMN and columns[0] == Column()


def fields_of(rows: Sequence[Row], columns: Sequence[Column], given: Mapping[Cell, str]) -> tuple[Row, ...]:
    """The fields in printed order; a heading of a form with one plain column is one, since it takes the 0 of "none arose"."""
    if is_plain(columns) and not given and not any(row.repeats for row in rows):
        return tuple(rows)
    return tuple(_fields(rows, columns, given))


def lines_of(rows: Sequence[Row], columns: Sequence[Column]) -> dict[Cell, Row]:
    """What stands in each cell of a line of the rows that repeat, by the cell that stands for all lines."""
    return {
        Cell(row.key + ENTRY, column.key): replace(
            field_in(row, column), key=row.key + ENTRY, repeats=False, ask=row.key, named=names_of(tuple(columns))[column.key]
        )
        for row in rows
        if row.repeats
        for column in columns_of(row, columns)
    }


def columns_of(row: Row, columns: Sequence[Column]) -> list[Column]:
    """The columns in which something can stand in the row."""
    theirs = (column for column in columns if column.table == row.table and column.key not in row.crossed)
    return [column for column in theirs if row.repeats or column.role not in PRINTED]


def _fields(rows: Sequence[Row], columns: Sequence[Column], given: Mapping[Cell, str]) -> Iterator[Row]:
    names, by_key = names_of(tuple(columns)), {row.key: row for row in rows}
    for row in rows:
        if row.repeats:
            yield replace(row, kind=Kind.COUNT, unit="", of="", signed=False, decimals=0, adding=Adding.SUM)
        elif row.kind not in _HEADINGS:
            for column in columns_of(row, columns):
                field = field_in(row, column)
                if field.of:
                    field = replace(field, of=without(field.of, lambda cell: _is_crossed(by_key.get(cell.pattern_key), cell)))
                yield replace(field, given=given.get(field.cell, ""), named=names[column.key])


def _is_crossed(row: Row | None, cell: Cell) -> bool:
    """Whether nothing is to be filled in the cell of this row."""
    return row is not None and (cell.column in row.crossed or row.kind in _HEADINGS)


def field_in(row: Row, column: Column) -> Row:
    """What stands in the cell of a row and a column: the column's kind, unit and formula go before the row's."""
    kind = _kind(row, column)
    return replace(
        row,
        column=column.key,
        label=_label(row, column),
        kind=kind,
        unit=column.unit or row.unit,
        of=_formula(row, column, kind),
        options=() if kind is not Kind.CHOICE else column.options or row.options,
        decimals=row.decimals if column.decimals is None and kind is row.kind else column.decimals,
        adding=row.adding if column.adding is Adding.SUM else column.adding,
        may_exceed=row.may_exceed or column.role is ColumnRole.COMPARISON,
        signed=row.signed or column.role is ColumnRole.COMPARISON,
        optional=row.optional or column.role in {ColumnRole.NOTE, ColumnRole.NUMBER} or (kind is Kind.TEXT and bool(row.of)),
        concept=row.concept if column.role is ColumnRole.NOW and column.key == ONE_COLUMN else "",
    )


def _kind(row: Row, column: Column) -> Kind:
    """What the cell holds; that of a row of totals under words or choices is for words."""
    if column.role in PRINTED or column.role is ColumnRole.NOTE:
        return Kind.TEXT
    kind = column.kind or row.kind
    return Kind.TEXT if row.of and kind not in _NUMBERS else kind


def _label(row: Row, column: Column) -> str:
    title = " ".join(part for part in (_PARTED.join(column.title),) if part)
    return _PARTED.join(part for part in (row.label, title) if part)


def _formula(row: Row, column: Column, kind: Kind) -> str:
    if column.formula:
        return moved(column.formula, lambda cell: Cell(row.key, cell.column or cell.row))
    if row.of and kind in _NUMBERS and column.role is not ColumnRole.COMPARISON:
        return moved(row.of, lambda cell: Cell(cell.row, column.key))
    return ""
