"""A form as data: the rows of a printed appendix, what each is, and the rules between them."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from enum import Enum, StrEnum, unique
from functools import cached_property, lru_cache
from typing import Any

from tracker.calendar.ladder import DEFAULT, parse_ladder
from tracker.forms.cell import Cell
from tracker.forms.counting import CountUnreadable, TaskCount, parse_count
from tracker.forms.row import Column, Kind, Row
from tracker.forms.rules import Formula, Level, Rule, implied_rules, parse_formula, parse_rule
from tracker.forms.vocabulary import COUNTS, SHARES
from tracker.kernel.errors import FormWrong, LadderUnreadable
from tracker.kernel.reasons import Reason


class Approval(StrEnum):
    """Who must approve a report before it is handed in."""

    NONE = "none"
    LEADER = "leader"


@unique
class Contradiction(Enum):
    """How a form contradicts itself; each value is the sentence for the administrator."""

    KEY_TWICE = "two rows have the same key"
    FIRST_ROW_NO_SECTION = "the first row must be a section"
    ASKED_NOWHERE = "row {row} must say under which row it is asked"
    OPTIONS_OF_NO_CHOICE = "row {row}: a choice, and only a choice, has options"
    COMPUTED_FROM_ITSELF = "row {row} is computed from itself"
    TASKS_UNREADABLE = "row {row}: {text!r} counts no tasks; write for example assigned: on time"
    TASKS_OF_NO_COUNT = "row {row}: only a count that is typed in can come from tasks"
    RULE_UNREADABLE = "the rule {rule!r} cannot be read"
    LADDER_UNREADABLE = "the reminders {text!r} cannot be read; write them like opened 7d 3d 1w day 2h overdue"
    ROW_MISSING = "a formula or rule speaks of row {row}, which is not there"


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
class OfLevel:
    """What of a form concerns units of one level, all in printed order.

    `rows` and `cells`: what they type in; `groups`: the cells by the group that they belong to; `computed`: those that follow
    from others; `taking`: the cells in which a figure of theirs may stand; `from_tasks`: those of `cells` that the book of
    tasks counts too, each with what it counts.
    """

    rows: tuple[Row, ...]
    cells: tuple[Cell, ...]
    groups: tuple[tuple[Cell, ...], ...]
    computed: frozenset[Cell]
    taking: frozenset[Cell]
    from_tasks: Mapping[Cell, TaskCount]


@dataclass(frozen=True)
class Form:
    """One version of a form; `reminders` is the ladder by which its units are reminded (tracker/ladder.py).

    `approval` is who approves its reports, unless a round says otherwise.
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
    by_key: Mapping[str, Row] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Index the rows and refuse a form that contradicts itself."""
        object.__setattr__(self, "by_key", {row.key: row for row in self.rows})
        for why in _wrongs(self):
            raise FormWrong(code=self.code, why=why)

    @cached_property
    def computed(self) -> dict[Cell, Formula]:
        """The cells that follow from others, each with how."""
        return {row.cell: parse_formula(row.of) for row in self.rows if row.of}

    def row_of(self, cell: Cell) -> Row:
        """The row that a cell of the form stands in."""
        return self.by_key[cell.row]

    def rows_of(self, cells: Iterable[Cell]) -> list[Row]:
        """The rows that these cells stand in, each once."""
        return [self.by_key[key] for key in dict.fromkeys(cell.row for cell in cells)]

    def row_at(self, cell: Cell) -> Row | None:
        """The row that a cell stands in; None if the form has no such cell."""
        return self.by_key.get(cell.row) if any(cell.column == column.key for column in self.columns) else None

    def cells_of(self, row: Row) -> tuple[Cell, ...]:
        """The cells of a row, one in each column."""
        return self._cells[row.key]

    @cached_property
    def _cells(self) -> dict[str, tuple[Cell, ...]]:
        return {row.key: tuple(Cell(row.key, column.key) for column in self.columns) for row in self.rows}

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """All rules, in the order of the row that they are about: those written down and those that the rows imply."""
        written = [
            parse_rule(text, level)
            for level, texts in ((Level.BLOCK, self.block), (Level.WARN, self.warn), (Level.MENTION, self.mention))
            for text in texts
        ]
        place = {row.key: number for number, row in enumerate(self.rows)}
        return tuple(sorted([*written, *implied_rules(self.rows)], key=lambda rule: place[rule.about.row]))

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
        """Rows that are asked together, by the key of the row that names the group, in printed order."""
        groups: dict[str, list[Row]] = {}
        for row in self.rows:
            if row.typed and row.ask:
                groups.setdefault(row.ask, []).append(row)
        return {key: tuple(rows) for key, rows in groups.items()}

    @cached_property
    def section_of(self) -> dict[str, Row]:
        """The section that each row stands in, itself for a section."""
        result, section = {}, self.rows[0]
        for row in self.rows:
            section = row if row.kind is Kind.SECTION else section
            result[row.key] = section
        return result

    @cached_property
    def sections(self) -> tuple[Row, ...]:
        """The rows that open a part of the form."""
        return tuple(row for row in self.rows if row.kind is Kind.SECTION)

    def of_level(self, level: str) -> OfLevel:
        """What of the form concerns units of this level."""
        if level not in self._of_levels:
            self._of_levels[level] = _of_level(self, level)
        return self._of_levels[level]

    @cached_property
    def _of_levels(self) -> dict[str, OfLevel]:
        return {}

    def following(self, cells: Iterable[Cell]) -> list[Cell]:
        """The cells that are computed from any of these, in printed order."""
        changed = set(cells)
        return [cell for cell, formula in self.computed.items() if not changed.isdisjoint(formula.cells)]

    @cached_property
    def none_groups(self) -> frozenset[str]:
        """The groups with a heading of their own that takes the 0 when nothing arose."""
        return frozenset(
            group for group in self.groups if self.by_key[group].kind is Kind.HEADING and self.by_key[group].ask == group
        )

    @cached_property
    def cells_misnamed(self) -> tuple[Cell, ...]:
        """The cells of rows whose label counts ("Số …") while the unit is per cent, or the other way round."""
        counted = {row.key for row in self.rows if row.kind is Kind.RATE and not row.of and row.label.startswith(COUNTS)}
        rated = {row.key for row in self.rows if row.kind is Kind.COUNT and row.label.startswith(SHARES)}
        return tuple(cell for row in self.rows if row.key in counted | rated for cell in self.cells_of(row))

    @cached_property
    def cells_counted(self) -> tuple[Cell, ...]:
        """The cells in which a count or an amount is typed, in printed order."""
        counted = (row for row in self.rows if row.typed and row.kind is not Kind.RATE)
        return tuple(cell for row in counted for cell in self.cells_of(row))

    @cached_property
    def none_cells(self) -> frozenset[Cell]:
        """The cells in which a 0 says that nothing arose in the group under them."""
        return frozenset(cell for group in self.none_groups for cell in self.cells_of(self.by_key[group]))

    def cells_under(self, cell: Cell) -> tuple[Cell, ...]:
        """The cells of the rows that are asked under the row of this one, in its column."""
        return tuple(Cell(row.key, cell.column) for row in self.groups.get(cell.row, ()))

    def dumps(self) -> str:
        """The whole form as JSON text; `loads` reads it back."""
        data = asdict(self)
        del data["by_key"]
        return json.dumps(data, ensure_ascii=False)


def _of_level(form: Form, level: str) -> OfLevel:
    concerned = [row for row in form.rows if row.concerns(level)]
    rows = tuple(row for row in concerned if row.typed)
    groups = ([row for row in group if row.concerns(level)] for group in form.groups.values())
    counts = [(row, parse_count(row.tasks)) for row in rows if row.tasks]
    return OfLevel(
        rows=rows,
        cells=tuple(cell for row in rows for cell in form.cells_of(row)),
        groups=tuple(tuple(cell for row in group for cell in form.cells_of(row)) for group in groups if group),
        computed=frozenset(cell for cell in form.computed if form.row_of(cell).concerns(level)),
        taking=frozenset(cell for row in concerned if row.kind is not Kind.SECTION for cell in form.cells_of(row)),
        from_tasks={cell: count for row, count in counts for cell in form.cells_of(row)},
    )


def _wrongs(form: Form) -> Iterator[Reason]:
    if len(form.by_key) != len(form.rows):
        yield Reason(Contradiction.KEY_TWICE)
    if not form.rows or form.rows[0].kind is not Kind.SECTION:
        yield Reason(Contradiction.FIRST_ROW_NO_SECTION)
    for row in form.rows:
        if row.typed and row.ask not in form.by_key:
            yield Reason(Contradiction.ASKED_NOWHERE, {"row": row.key})
        if (row.kind is Kind.CHOICE) != bool(row.options):
            yield Reason(Contradiction.OPTIONS_OF_NO_CHOICE, {"row": row.key})
        yield from _wrong_tasks(row)
        if row.cell in form.computed and row.cell in form.computed[row.cell].cells:
            yield Reason(Contradiction.COMPUTED_FROM_ITSELF, {"row": row.key})
    yield from _wrong_words(form)


def _wrong_tasks(row: Row) -> Iterator[Reason]:
    if not row.tasks:
        return
    if not (row.typed and row.kind is Kind.COUNT):
        yield Reason(Contradiction.TASKS_OF_NO_COUNT, {"row": row.key})
    try:
        parse_count(row.tasks)
    except CountUnreadable:
        yield Reason(Contradiction.TASKS_UNREADABLE, {"row": row.key, "text": row.tasks})


def _wrong_words(form: Form) -> Iterator[Reason]:
    used = {cell for formula in form.computed.values() for cell in formula.cells}
    for text in form.warn + form.block + form.mention:
        try:
            used |= set(parse_rule(text).cells)
        except ValueError:
            yield Reason(Contradiction.RULE_UNREADABLE, {"rule": text})
    try:
        parse_ladder(form.reminders)
    except LadderUnreadable:
        yield Reason(Contradiction.LADDER_UNREADABLE, {"text": form.reminders})
    for missing in sorted(str(cell) for cell in used if form.row_at(cell) is None):
        yield Reason(Contradiction.ROW_MISSING, {"row": missing})


@lru_cache(maxsize=64)
def loads(text: str) -> Form:
    """Read a form back from `Form.dumps`."""
    data = json.loads(text)
    rows = tuple(
        Row(**row | {"kind": Kind(row["kind"]), "options": tuple((c, t) for c, t in row["options"])}) for row in data["rows"]
    )
    return build_form(data, rows)


def build_form(data: dict[str, Any], rows: tuple[Row, ...]) -> Form:
    """A form from the words of its file or of its JSON, and its rows."""
    lists = {name: tuple(data[name]) for name in ("title", "warn", "block", "mention")}
    approval = Approval(data.get("approval", Approval.NONE))
    columns = tuple(Column(**column) for column in data.get("columns", ({},)))  # a form of before there were several has none
    parts = {"head": Head(**data["head"]), "rows": rows, "approval": approval, "columns": columns}
    return Form(**{**data, **lists, **parts})
