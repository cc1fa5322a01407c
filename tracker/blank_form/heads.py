"""Finds the head of an appendix's table: which column is the number, the label, the unit, the figure, the note."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from tracker.blank_form.printed import Columns, Doubt, TableHead, text_of, texts_in
from tracker.blank_form.uncertain import Uncertain
from tracker.forms.form import Head
from tracker.kernel.grids import Grid, SheetPlace
from tracker.kernel.names import fold
from tracker.kernel.reasons import Reason

LAST_ROW_OF_HEAD = 30
_MOST_HEAD_ROWS = 3
_LONGEST = 160  # characters; a longer cell is a sentence of the title, not a column's name
_WORDS = {
    "stt": re.compile(r"(s\.?t\.?t|t\.?t|so tt|so thu tu|thu tu)\.?"),
    "label": re.compile(r"((cac|ten|he thong) )?(chi tieu|noi dung|tieu chi)\b.*"),
    "unit": re.compile(r"(don vi( tinh)?|d\.?v\.?t\.?|dv tinh)( ?\(.*\))?"),
    "figure": re.compile(r"(so lieu|ket qua|gia tri|so luong|so bao cao|thuc hien)\b.*"),
    "note": re.compile(r"(ghi chu|giai trinh|chu thich)\b.*"),
}
_NUMBERING = re.compile(r"\(?(\d{1,2}|[a-z])\)?")


class _Found(NamedTuple):
    column: int
    upper: str
    lower: str


def role_of(text: str) -> str:
    """What a column of this name holds; "" for a column that a form does not need ("Mã số")."""
    folded = fold(text)
    if len(folded) > _LONGEST:
        return ""
    return next((role for role, words in _WORDS.items() if words.fullmatch(folded)), "")


def find_head(grid: Grid) -> TableHead | None:
    """The first table head within the first rows; None if the sheet has no table."""
    for first in range(1, min(LAST_ROW_OF_HEAD, len(grid.rows)) + 1):
        if _roles(grid, first).get("label") is None:
            continue
        last = _last_row(grid, first)
        found = _columns(grid, first, last)
        if "label" in found and {"unit", "figure"} & set(found):
            return TableHead(first, last, _places(found), _wording(found))
    return None


def is_repeated(grid: Grid, row: int, head: TableHead) -> bool:
    """Whether this row prints the head again, as at the top of a new page."""
    label, columns = fold(text_of(grid.at(SheetPlace(row, head.columns.label)))), head.columns
    if label and label == fold(head.wording.label):
        return True
    if label or not head.last > head.first:
        return False
    said = {fold(text) for column, text in texts_in(grid, row) if column not in {columns.stt, columns.label}}
    lower = {fold(text) for text in (head.wording.unit, head.wording.figure) if text}
    return bool(said) and bool(lower) and lower <= said


def is_numbering(grid: Grid, row: int, head: TableHead) -> bool:
    """Whether this row numbers the columns: (1) (2) (3) or A B 1 2."""
    texts = [fold(text) for _, text in texts_in(grid, row)]
    label = fold(text_of(grid.at(SheetPlace(row, head.columns.label))))
    return len(texts) > 1 and all(_NUMBERING.fullmatch(text) for text in texts) and bool(_NUMBERING.fullmatch(label))


def head_doubts(grid: Grid, head: TableHead) -> Iterator[Doubt]:
    """What the head leaves open: columns that are missing, hidden or there twice."""
    columns = head.columns
    for column, missing, hidden in (
        (columns.unit, Uncertain.NO_UNIT_COLUMN, Uncertain.UNIT_COLUMN_HIDDEN),
        (columns.figure, Uncertain.NO_FIGURE_COLUMN, Uncertain.FIGURE_COLUMN_HIDDEN),
    ):
        if not column:
            yield Doubt(head.first, "", Reason(missing))
        elif column in grid.hidden:
            yield Doubt(head.first, "", Reason(hidden), column)
    if columns.figure and role_of(head.wording.figure) != "figure":
        guessed = Reason(Uncertain.FIGURE_COLUMN_GUESSED, {"name": head.wording.figure})
        yield Doubt(head.last, "", guessed, columns.figure)
    if not columns.note:
        yield Doubt(head.first, "", Reason(Uncertain.NO_NOTE_COLUMN))
    figures = [found for found in _all_columns(grid, head.first, head.last) if role_of(found.lower) == "figure"]
    if len(figures) > 1:
        several = Reason(Uncertain.SEVERAL_FIGURE_COLUMNS, {"names": ", ".join(found.lower for found in figures)})
        yield Doubt(head.first, "", several, columns.figure)


def _roles(grid: Grid, row: int) -> dict[str, int]:
    roles: dict[str, int] = {}
    for column, text in texts_in(grid, row):
        if role := role_of(text):
            roles.setdefault(role, column)
    return roles if len(roles) > 1 else {}


def _last_row(grid: Grid, first: int) -> int:
    label = _roles(grid, first)["label"]
    last = first
    while last - first + 1 < _MOST_HEAD_ROWS and last < len(grid.rows):
        below = [(column, text) for column, text in texts_in(grid, last + 1)]
        if not any(role_of(text) for _, text in below) or any(c == label and role_of(t) != "label" for c, t in below):
            break
        last += 1
    return last


def _all_columns(grid: Grid, first: int, last: int) -> Iterator[_Found]:
    """The columns of the head, visible ones first, each with its upper and its lowest name."""
    width = max((len(grid.rows[row - 1]) for row in range(first, last + 1)), default=0)
    for column in sorted(range(1, width + 1), key=lambda column: (column in grid.hidden, column)):
        texts = [text for row in range(first, last + 1) if (text := text_of(grid.at(SheetPlace(row, column))))]
        if texts:
            yield _Found(column, texts[0] if len(texts) > 1 and texts[0] != texts[-1] else "", texts[-1])


def _columns(grid: Grid, first: int, last: int) -> dict[str, _Found]:
    found: dict[str, _Found] = {}
    nameless: list[_Found] = []
    for column in _all_columns(grid, first, last):
        if role := role_of(column.lower):
            found.setdefault(role, column)
        else:
            nameless.append(column)
    if "figure" not in found and "unit" in found and role_of(found["unit"].upper) == "figure":
        under_result = [column for column in nameless if column.column > found["unit"].column and not column.upper]
        found |= {"figure": under_result[0]} if under_result else {}  # "Kỳ trước", "Kỳ này" under "Kết quả"
    return found


def _places(found: dict[str, _Found]) -> Columns:
    return Columns(**{role: column.column for role, column in found.items()})


def _wording(found: dict[str, _Found]) -> Head:
    lower = {role: column.lower for role, column in found.items()}
    above = [found[role].upper for role in ("unit", "figure") if role in found and role_of(found[role].upper)]
    return Head(
        stt=lower.get("stt", ""),
        label=lower["label"],
        result=above[0] if above else "",
        unit=lower.get("unit", ""),
        figure=lower.get("figure", ""),
        note=lower.get("note", ""),
    )
