"""The table of a form that we draw ourselves, found again in a file that comes back, in whatever layout an office has it."""

import re
from collections.abc import Sequence

from tracker.blank_form import BlankForm, PrintedRow, TableNotFound, read_blank_form
from tracker.blank_form.heads import role_of
from tracker.filled_form.placed import Candidate, Placed, is_filled
from tracker.filled_form.row_places import Words, place_rows
from tracker.filled_form.titles import MergedCells, TableTop, table_top
from tracker.filled_form.words import matchable
from tracker.forms.cell import ONE_COLUMN
from tracker.forms.form import Form
from tracker.forms.row import ColumnRole, Row
from tracker.kernel.grids import Grid

_BEFORE = re.compile(r".*\b((ky|nam|quy|thang|6 thang) (truoc|ngoai)|cung ky|ke hoach|chi tieu giao|luy ke)\b.*")
_FIELD = re.compile(r"\{\w+\}")
_ROLES = {"stt": ColumnRole.NUMBER, "label": ColumnRole.LABEL, "unit": ColumnRole.UNIT, "note": ColumnRole.NOTE}


def drawn_tables(form: Form, grids: Sequence[Grid]) -> list[Candidate]:
    """Every sheet with a table in which some of the form's rows are."""
    found = []
    for grid in grids:
        try:
            filled = read_blank_form([grid])
        except TableNotFound:
            continue
        found += [_drawn(form, grid, filled)]
    return [one for one in found if one.found]


def _drawn(form: Form, grid: Grid, filled: BlankForm) -> Candidate:
    pairs = place_rows([_words(row) for row in form.rows], [_words(row) for row in filled.rows])
    rows = {filled.rows[line].row: form.rows[row] for line, row in pairs.items()}
    printed = {row.row: row for row in filled.rows}
    head, merged = filled.head, MergedCells(grid)
    top = table_top(merged, head.first, head.last)
    says = {column: _ROLES[role] for role in _ROLES if (column := getattr(head.columns, role))}
    figure = _figure_column(form, top, set(says))
    placed = Placed(
        grid=grid,
        head=(top.first, top.last),
        end=len(grid.rows),
        rows={row: its.key for row, its in rows.items()},
        columns={figure: ONE_COLUMN} if figure else {},
        printed={column: str(role) for column, role in says.items()},
        fixed=_fixed(rows, printed, merged, says),
        titles=frozenset(matchable(text) for text in vars(form.head).values() if text),
        goes_on=_going_on(filled.rows, len(grid.rows)),
    )
    return Candidate(
        placed, len(pairs), (is_filled(placed), matchable(grid.name).startswith(matchable(form.appendix.split()[0])))
    )


def _words(row: Row | PrintedRow) -> Words:
    return Words(matchable(row.stt), matchable(row.label))


def _figure_column(form: Form, top: TableTop, others: set[int]) -> int:
    """The column of the figures asked now; 0 where several may be it."""
    titles = {column: path[-1] for column, path in top.paths.items() if path and column not in others}
    for fitting in (
        [column for column, title in titles.items() if title == matchable(form.head.figure)],
        [column for column, title in titles.items() if role_of(title) == "figure" and not _BEFORE.fullmatch(title)],
        [column for column, title in titles.items() if not _BEFORE.fullmatch(title)],
    ):
        if fitting:
            return fitting[0] if len(fitting) == 1 else 0
    return 0


def _fixed(
    rows: dict[int, Row], printed: dict[int, PrintedRow], merged: MergedCells, says: dict[int, ColumnRole]
) -> dict[tuple[str, int], str]:
    """What is printed in the columns of units and notes: as it came, if that is the form's."""
    fixed = {}
    for place, row in rows.items():
        for column, role in says.items():
            if role is ColumnRole.UNIT:
                same = matchable(printed[place].unit) in {"", "nt", matchable(row.unit)}
                fixed[row.key, column] = merged.text(place, column) if same else row.unit
            elif role is ColumnRole.NOTE:
                fixed[row.key, column] = row.note
    return fixed


def _going_on(rows: Sequence[PrintedRow], last: int) -> dict[int, str]:
    """Rows of the sheet between two printed ones, with all words of the one above."""
    ends = [*(row.row for row in rows[1:]), last + 1]
    return {
        line: matchable(f"{row.label} {row.unit} {row.note}")
        for row, end in zip(rows, ends, strict=True)
        for line in range(row.row + 1, end)
    }


def printed_lines(form: Form) -> list[str]:
    """The lines above the table, with dots where the period and the unit stand."""
    lines = (form.appendix, *form.title, form.attached_to)
    return [_FIELD.sub("……", line) for line in lines if line]
