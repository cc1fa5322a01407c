"""A form as data: the rows of a printed appendix, what each is, and the rules between them."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Any

from tracker.calendar.ladder import DEFAULT, parse_ladder
from tracker.forms.cell import ONE_COLUMN, Cell
from tracker.forms.contradictions import Contradiction, wrong_fields, wrong_rows, wrong_rules
from tracker.forms.fields import FormTable, fields_of, given_number, is_plain, lines_of
from tracker.forms.levels import OfLevel, of_level
from tracker.forms.parts import part_of_each, path_of
from tracker.forms.relations import FormRelation, relations_of
from tracker.forms.row import Column, Kind, Row
from tracker.forms.rules import Formula, Level, Rule, in_order_of_reckoning, parse_formula
from tracker.forms.rules_of_form import rules_of
from tracker.forms.vocabulary import COUNTS, SHARES
from tracker.kernel.errors import FormWrong, LadderUnreadable
from tracker.kernel.reasons import Reason
from tracker.kernel.working_out import Unchanging


class Approval(StrEnum):
    """Who must approve a report before it is handed in."""

    NONE = "none"
    LEADER = "leader"


@dataclass(frozen=True)
class Head:
    """The wording of the table head."""

    stt: str
    label: str
    result: str
    unit: str
    figure: str
    note: str


@dataclass(frozen=True)
class Form(Unchanging):
    """One version of a form; `reminders` is the ladder by which its units are reminded (tracker/ladder.py).

    `approval` is who approves its reports, unless a round says otherwise. `tables` say where its rows and columns stand in the
    office's own file, if it came from one; `given` are pairs of a cell's text and what the office has filled there,
    `concepts` the keys and wordings of those concepts of its rows that concepts.tsv does not list. `sources` are pairs of a
    relation and the evidence that it was read from; of one that is not among them somebody has written it.
    """

    code: str
    version: int
    name: str
    appendix: str
    title: tuple[str, ...]
    attached_to: str
    head: Head
    rows: tuple[Row, ...]
    warn: tuple[str, ...] = ()
    block: tuple[str, ...] = ()
    mention: tuple[str, ...] = ()
    reminders: str = DEFAULT
    approval: Approval = Approval.NONE
    columns: tuple[Column, ...] = (Column(),)
    tables: tuple[FormTable, ...] = ()
    given: tuple[tuple[str, str], ...] = ()
    concepts: tuple[tuple[str, str], ...] = ()
    sources: tuple[tuple[str, str], ...] = ()
    by_key: Mapping[str, Row] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Index the rows and refuse a form that contradicts itself."""
        object.__setattr__(self, "by_key", {row.key: row for row in self.rows})
        for why in _wrongs(self):
            raise FormWrong(code=self.code, why=why)

    @cached_property
    def fields(self) -> tuple[Row, ...]:
        """What can stand in each cell, in printed order; of a row that repeats the number of its lines."""
        given = {Cell.read(text): value for text, value in self.given}
        return fields_of(self.rows, self.columns, given)

    @cached_property
    def by_cell(self) -> dict[Cell, Row]:
        """The fields by their cells."""
        return {field.cell: field for field in self.fields}

    @cached_property
    def lines(self) -> dict[Cell, Row]:
        """The fields of a line of the rows that repeat, by the cell that stands for all lines ("5#[c3]")."""
        return lines_of(self.rows, self.columns)

    @cached_property
    def is_plain(self) -> bool:
        """Whether it has a single column of figures."""
        return is_plain(self.columns)

    @cached_property
    def computed(self) -> dict[Cell, Formula]:
        """The cells that follow from others, each with how, after those that it follows from, else in printed order."""
        return in_order_of_reckoning({field.cell: formula_of(field) for field in self.fields if field.of})

    @cached_property
    def known(self) -> dict[Cell, Decimal]:
        """The numbers that the office has filled in."""
        given = (field for field in self.fields if field.given and field.is_number)
        return {field.cell: number for field in given if (number := given_number(field.given)) is not None}

    def row_of(self, cell: Cell) -> Row:
        """The field that a cell of the form is."""
        if (found := self.row_at(cell)) is None:
            raise KeyError(cell)
        return found

    def rows_of(self, cells: Iterable[Cell]) -> list[Row]:
        """The fields that these cells are, each once."""
        return [self.row_of(cell) for cell in dict.fromkeys(cells)]

    def row_at(self, cell: Cell) -> Row | None:
        """The field that a cell is; None if the form has no such cell."""
        if cell in self.by_cell:
            return self.by_cell[cell]
        pattern = self.lines.get(cell.pattern) if self.lines else None
        return replace(pattern, key=cell.row) if pattern else None

    def cells_of(self, row: Row) -> tuple[Cell, ...]:
        """The cell of a field, or the cells of a printed row."""
        return (row.cell,) if row.cell in self.by_cell else self._cells_by_row.get(row.key, ())

    @cached_property
    def _cells_by_row(self) -> dict[str, tuple[Cell, ...]]:
        found: dict[str, list[Cell]] = {}
        for cell in self.by_cell:
            found.setdefault(cell.row, []).append(cell)
        return {key: tuple(cells) for key, cells in found.items()}

    def place_of(self, cell: Cell) -> tuple[str, int, int] | None:
        """Sheet, row and column of a cell in the office's own file before lines are added; None if it has none."""
        table, key = self._table_of.get(cell.column), cell.pattern_key
        row = table.row_places.get(key) if table else None
        if table is None or row is None:
            return None
        return table.sheet, row + max(cell.line - 1, 0) * table.height_of(key), table.column_places[cell.column]

    @cached_property
    def _table_of(self) -> dict[str, FormTable]:
        return {column: table for table in self.tables for column, _ in table.columns}

    def in_order(self, cells: Iterable[Cell]) -> list[Cell]:
        """These cells as they are printed, the lines of a row that repeats after their number."""
        return sorted(dict.fromkeys(cells), key=self._place)

    def _place(self, cell: Cell) -> tuple[int, int, int]:
        if (pattern := cell.pattern) in self.lines:
            return self._row_places[self.lines[pattern].ask], cell.line, self.column_places[cell.column]
        return self._row_places.get(cell.row, 0), 0, self.column_places.get(cell.column, 0)

    @cached_property
    def _row_places(self) -> dict[str, int]:
        return {row.key: place for place, row in enumerate(self.rows)}

    @cached_property
    def column_places(self) -> dict[str, int]:
        """The columns from left to right, by key."""
        return {column.key: place for place, column in enumerate(self.columns)}

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """All rules, in the order of the cell that they are about: those written down and those that the fields imply."""
        texts = [(Level.BLOCK, self.block), (Level.WARN, self.warn), (Level.MENTION, self.mention)]
        return rules_of(texts, self.rows, self.columns, self.by_cell, self.lines)

    @cached_property
    def relations(self) -> tuple[FormRelation, ...]:
        """What must hold between rows and between columns, each once with its evidence: what is computed first."""
        return relations_of(self.rows, self.columns, self.block + self.warn + self.mention, dict(self.sources))

    @cached_property
    def rules_on(self) -> dict[Cell, tuple[int, ...]]:
        """By cell the places of the rules that compare it."""
        found: dict[Cell, list[int]] = {}
        for place, rule in enumerate(self.rules):
            for cell in dict.fromkeys(rule.cells):
                found.setdefault(cell, []).append(place)
        return {cell: tuple(places) for cell, places in found.items()}

    @cached_property
    def groups(self) -> dict[str, tuple[Row, ...]]:
        """Fields that are asked together, by the key of the row that names the group, in printed order."""
        groups: dict[str, list[Row]] = {}
        for row in self.fields:
            if row.asked and row.ask:
                groups.setdefault(row.ask, []).append(row)
        return {key: tuple(rows) for key, rows in groups.items()}

    @cached_property
    def section_of(self) -> dict[str, Row]:
        """The part that each row stands in, itself for a row that opens one."""
        return part_of_each(self.rows, self.name)

    def section_at(self, cell: Cell) -> Row:
        """The section that a cell stands in."""
        return self.section_of[self.printed_row(cell).key]

    @cached_property
    def sections(self) -> tuple[Row, ...]:
        """The parts of the form in printed order: its sections, or what comes nearest to them; one at least."""
        return tuple({part.key: part for part in self.section_of.values()}.values())

    def section(self, key: str) -> Row:
        """The part of this key; the first one where there is none."""
        return next((part for part in self.sections if part.key == key), self.sections[0])

    def above(self, cell: Cell) -> list[Row]:
        """The rows that the row of a cell stands under, from the top down."""
        return path_of(self.by_key, self.printed_row(cell))

    def printed_row(self, cell: Cell) -> Row:
        """The printed row of a cell; of a line, the row that repeats."""
        line = self.lines.get(cell.pattern) if self.lines else None
        return self.by_key[line.ask if line else cell.row]

    def of_level(self, level: str) -> OfLevel:
        """What of the form concerns units of this level."""
        if level not in self._of_levels:
            self._of_levels[level] = of_level(self.fields, self.groups, self.lines, level)
        return self._of_levels[level]

    @cached_property
    def _of_levels(self) -> dict[str, OfLevel]:
        return {}

    def following(self, cells: Iterable[Cell]) -> list[Cell]:
        """The cells that are computed from any of these, in printed order."""
        changed = {one for cell in cells for one in (cell, cell.pattern)}
        computed = self.computed
        return [cell for cell in self.by_cell if cell in computed and not changed.isdisjoint(computed[cell].cells)]

    @cached_property
    def none_groups(self) -> frozenset[str]:
        """The groups with a heading of their own that takes the 0 when nothing arose."""
        return frozenset(
            group
            for group in self.groups
            if (over := self.by_key[group]).kind is Kind.HEADING and over.ask == group and over.cell in self.by_cell
        )

    @cached_property
    def cells_misnamed(self) -> tuple[Cell, ...]:
        """The cells of rows whose label counts ("Số …") while the unit is per cent, or the other way round."""
        begins = {Kind.RATE: COUNTS, Kind.COUNT: SHARES}
        misnamed = (row for row in self.fields if row.kind in begins and row.label.startswith(begins[row.kind]))
        return tuple(row.cell for row in misnamed if row.kind is Kind.COUNT or not row.of)

    @cached_property
    def none_cells(self) -> frozenset[Cell]:
        """The cells in which a 0 says that nothing arose in the group under them."""
        return frozenset(Cell(group, ONE_COLUMN) for group in self.none_groups)

    def cells_under(self, cell: Cell) -> tuple[Cell, ...]:
        """The cells of the fields that are asked under the row of this one."""
        return tuple(row.cell for row in self.groups.get(cell.row, ()))

    def dumps(self) -> str:
        """The whole form as JSON text; `loads` reads it back."""
        kept = {name: value for name, value in _fields_of(self).items() if value or name != "sources"}
        return json.dumps(kept, ensure_ascii=False, default=_fields_of)


def _fields_of(part: Any) -> dict[str, Any]:
    """What a form, a row or another part was made from, by the fields' names; `asdict` would copy all of it."""
    return {one.name: getattr(part, one.name) for one in fields(part) if one.init}


def formula_of(field: Row) -> Formula:
    """How a computed field follows, rates rounded to its decimals."""
    formula = parse_formula(field.of)
    return formula if field.decimals is None else replace(formula, places=Decimal(1).scaleb(-field.decimals))


def _wrongs(form: Form) -> Iterator[Reason]:
    yield from wrong_rows(form.rows, form.columns)
    yield from wrong_fields(form.fields, {*form.by_cell, *form.lines})
    yield from wrong_rules(form.warn + form.block + form.mention, lambda cell: _is_there(form, cell))
    try:
        parse_ladder(form.reminders)
    except LadderUnreadable:
        yield Reason(Contradiction.LADDER_UNREADABLE, {"text": form.reminders})


def _is_there(form: Form, cell: Cell) -> bool:
    """Whether the form has the cell, or the row or the column that stands for several."""
    if cell in form.by_cell:
        return True
    return cell.pattern_key in form.by_key if not cell.column else not cell.row and cell.column in form.column_places
