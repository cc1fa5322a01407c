"""The tables of a form that came as an office's own workbook, found again in a file that comes back."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tracker.filled_form.placed import Candidate, Placed, Printed, is_filled
from tracker.filled_form.repeating import ListBody, lines_of_sheet
from tracker.filled_form.row_places import Words, place_rows
from tracker.filled_form.titles import MergedCells, TableTop, find_tops, match_columns, table_top, texts_of_row
from tracker.filled_form.words import gaps_filled, has_gaps, is_dots, is_number_like, matchable
from tracker.forms.fields import FormTable
from tracker.forms.form import Form
from tracker.forms.row import ColumnRole, Row
from tracker.kernel.grids import Grid, SheetPlace

WORDS_ABOVE = "0."  # begins the keys of the rows that stand for places for words in the head or foot of a sheet
_ENOUGH = 0.5  # of a table's printed rows must be found
_RIVAL = 0.7  # of the most that were found anywhere


@dataclass(frozen=True)
class Model:
    """A table in the office's blank workbook."""

    table: FormTable
    merged: MergedCells
    top: TableTop
    rows: tuple[Row, ...]
    printed: Printed
    numbering: frozenset[str]

    @property
    def fixed(self) -> list[Row]:
        """Its rows but for those that repeat, as printed."""
        return [row for row in self.rows if not row.repeats]

    @property
    def last(self) -> int:
        """The last of its rows."""
        return max((place for _, place in self.table.rows), default=self.top.last)


def models(form: Form, template: Sequence[Grid]) -> list[Model]:
    """The form's tables of figures in the blank workbook."""
    sheets = {grid.name: MergedCells(grid) for grid in template}
    tables = [table for table in form.tables if not is_for_words(table) and table.sheet in sheets]
    return [_model(form, table, sheets[table.sheet]) for table in tables]


def is_for_words(table: FormTable) -> bool:
    """Whether the table is a place for words outside of the tables of figures."""
    return table.head[0] > table.head[1] or all(key.startswith(WORDS_ABOVE) for key, _ in table.rows)


def _model(form: Form, table: FormTable, merged: MergedCells) -> Model:
    top = table_top(merged, *table.head)
    keys = sorted((place, key) for key, place in table.rows if key in form.by_key)
    rows = tuple(form.by_key[key] for _, key in keys)
    roles = {str(role): column for role, column in table.printed}
    numbering = frozenset(column.key for column in form.columns if column.role is ColumnRole.NUMBER)
    fixed = [table.row_places[row.key] for row in rows if not row.repeats]
    worded = [_worded(merged, row, {roles.get(role, 0) for role in (ColumnRole.NUMBER, ColumnRole.CODE)}) for row in fixed]
    labels = sorted({columns[0] for columns in worded if columns})
    labels = [roles[ColumnRole.LABEL]] if ColumnRole.LABEL in roles else labels
    others = sorted({column for columns in worded for column in columns} - set(labels))
    return Model(table, merged, top, rows, Printed(roles, labels, others), numbering)


def _worded(merged: MergedCells, row: int, but: set[int]) -> list[int]:
    """The columns in which a row has words."""
    width = len(merged.grid.rows[row - 1]) if row <= len(merged.grid.rows) else 0
    texts = [(column, merged.text(row, column)) for column in range(1, width + 1) if column not in but]
    return [column for column, text in texts if len(text) > 1 and not is_dots(text) and not is_number_like(text)]


def candidates(all_models: Sequence[Model], grids: Sequence[Grid]) -> list[list[Candidate]]:
    """For each table every place where it may stand; it ends where the head of another begins."""
    found: list[list[Candidate]] = [[] for _ in all_models]
    for grid in grids:
        merged = MergedCells(grid)
        tops = [find_tops(merged, model.top) for model in all_models]
        heads = sorted({top.first for some in tops for top in some})
        for model, some, places in zip(all_models, tops, found, strict=True):
            for top in some:
                end = next((head for head in heads if head > top.last), len(grid.rows) + 1) - 1
                placed, rows = _placed(model, merged, top, end)
                if rows >= _ENOUGH * len(model.fixed):
                    same = matchable(grid.name) == matchable(model.table.sheet)
                    places.append(Candidate(placed, rows, (is_filled(placed), same)))
    return found


def _placed(model: Model, merged: MergedCells, top: TableTop, end: int) -> tuple[Placed, int]:
    """The table under a head, and how many of its printed rows are there."""
    matched = match_columns(model.top, top)
    theirs = {its: column for column, its in matched.items()}
    columns = {theirs[place]: key for key, place in model.table.columns if place in theirs}
    roles = {role: theirs[place] for role, place in model.printed.roles.items() if place in theirs}
    labels, others = (
        [theirs[column] for column in some if column in theirs] for some in (model.printed.labels, model.printed.others)
    )
    printed = Printed(roles, labels, others)
    found = _rows(model, merged, printed, (top.last, end))
    number = next((place for place, key in columns.items() if key in model.numbering), 0)
    filled = frozenset(place for place in columns if place != number)
    body = ListBody(merged.grid, top.last + 1, _foot(model, merged, top.last + 1, end), found, number, filled)
    rows = found | lines_of_sheet(body, model.rows)
    says = {column: role for role, column in roles.items()}
    return Placed(merged.grid, (top.first, top.last), end, rows, columns, says, _fixed(model, theirs), model.top.titles), len(
        found
    )


def _fixed(model: Model, theirs: Mapping[int, int]) -> dict[tuple[str, int], str]:
    """What the blank workbook has in the columns of a row; "=" for a formula without a result."""
    fixed = {}
    for row in model.fixed:
        for its, column in theirs.items():
            place = SheetPlace(model.table.row_places[row.key], its)
            if text := "=" if place in model.merged.grid.unresolved else model.merged.text(*place):
                fixed[row.key, column] = text
    return fixed


def _rows(model: Model, merged: MergedCells, printed: Printed, within: tuple[int, int]) -> dict[int, str]:
    """The table's printed rows by the row of the sheet."""
    rows = [model.printed.words(model.merged, model.table.row_places[row.key]) for row in model.fixed]
    sheet_rows = [row for row in range(within[0] + 1, within[1] + 1) if texts_of_row(merged.grid, row)]
    found = place_rows(rows, [printed.words(merged, row) for row in sheet_rows])
    placed = {sheet_rows[line]: model.fixed[row].key for line, row in found.items()}
    silent = [row.key for row, words in zip(model.fixed, rows, strict=True) if words == Words()]
    return placed | dict(_by_distance(model, placed, silent, within))


def _by_distance(
    model: Model, placed: Mapping[int, str], silent: Sequence[str], within: tuple[int, int]
) -> Iterator[tuple[int, str]]:
    """Rows that print nothing, as far below the printed row or the head above them as in the blank workbook."""
    places = model.table.row_places
    anchors = {model.top.last: within[0]} | {places[key]: row for row, key in placed.items()}
    for key in silent:
        above = max((place for place in anchors if place < places[key]), default=model.top.last)
        row = anchors[above] + places[key] - above
        below = min((anchors[place] for place in anchors if place > places[key]), default=within[1] + 1)
        if row < below and row not in placed:
            yield row, key


def _foot(model: Model, merged: MergedCells, first: int, end: int) -> int:
    """The first row that says what stands below the table in the blank workbook; the row after the last if none does."""
    grid = model.merged.grid
    below = [text for row in range(model.last + 1, len(grid.rows) + 1) for text in texts_of_row(grid, row)]
    below = [text for text in below if not is_number_like(text) and not is_dots(text)]
    for row in range(first, end + 1):
        if any(is_printed(text, below) for text in texts_of_row(merged.grid, row)):
            return row
    return end + 1


def is_printed(text: str, printed: Sequence[str]) -> bool:
    """Whether it is one of these printed texts, with something in the place of dots or without."""
    said = matchable(text)
    return any(said == matchable(one) or (has_gaps(one) and gaps_filled(one, text) is not None) for one in printed)


def choose(found: Sequence[Sequence[Candidate]]) -> list[Placed | None]:
    """For each table the place where it stands; None where it has none, or several that are equally good."""
    chosen: list[Placed | None] = []
    for number, places in enumerate(found):
        free = [one for one in places if one.placed not in chosen]
        likely = [one for one in free if one.found >= _RIVAL * max(other.found for other in free)]
        best = [one for one in likely if one.rank == max(other.rank for other in likely)]
        same = sum(_is_same(other, places) for other in found[number:])
        chosen.append(best[0].placed if best and (len(best) == 1 or len(best) == same) else None)
    return chosen


def _is_same(one: Sequence[Candidate], other: Sequence[Candidate]) -> bool:
    """Whether two tables may stand in just the same places of one sheet."""
    theirs, others = ([(c.placed.grid.name, c.placed.head, c.rank) for c in some] for some in (one, other))
    return theirs == others and len({name for name, _, _ in theirs}) == 1
