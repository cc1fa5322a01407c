"""What the file itself computes: columns over other cells of their rows, and rows that add up others in each column."""

import re
from collections import Counter
from collections.abc import Sequence

from tracker.forms.row import ColumnRole
from tracker.kernel.reasons import Reason
from tracker.office_form.lines import FormLine
from tracker.office_table.drafts import Draft
from tracker.office_table.uncertain import Guess
from tracker.uploads.places import place_of

_MOST = 0.6  # of the rows with figures
_WIDEST = 60  # columns of a range
_TERM = re.compile(r"([-+]?)\$?([A-Z]{1,3})\$?(\d+)(?!\d*[:(])")
_SUM = re.compile(r"[-+]?\$?[A-Z]{1,3}\$?\d+([-+]\$?[A-Z]{1,3}\$?\d+)+")
_SUMS = re.compile(r"(^|[-+])SUM\(([A-Z0-9:,;+]*)\)")
_PIECE = r"([-+]?)([A-Z]{1,3}\d{1,7})(?::([A-Z]{1,3}\d{1,7}))?"
_PIECES, _DOWN = re.compile(_PIECE), re.compile(rf"{_PIECE}(?:(?=[-+]){_PIECE})*")
_TALLEST = 500  # rows of a range
_RANGE = re.compile(r"SUM\(\$?([A-Z]{1,3})\$?(\d+):\$?([A-Z]{1,3})\$?(\d+)\)")


def computed_by_cells(drafts: Sequence[Draft], lines: Sequence[FormLine]) -> None:
    """Take what most rows of a column compute as the formula of the column, where it is asked so far."""
    rows = [line for line in lines if line.row and not line.full and not line.unmeasured and not line.is_empty]
    keys = {draft.titled.column: draft.column.key for draft in drafts}
    for draft in drafts:
        if draft.role is not ColumnRole.NOW:
            continue
        found = Counter(_formula(line.computed.get(draft.column.key, ""), line.row, keys) for line in rows)
        text, times = max(found.items(), key=lambda item: (bool(item[0]), item[1]), default=("", 0))
        if text and times >= _MOST * len(rows):
            draft.settle(role=ColumnRole.COMPUTED, formula=text)
            draft.why = [Reason(Guess.FORMULA_OF_CELLS)]


def added_by_cells(line: FormLine, drafts: Sequence[Draft]) -> tuple[tuple[str, int], ...]:
    """The rows of the sheet that a row adds up or takes away, as most of its formulas say, with their signs; () for none."""
    columns = {draft.column.key: draft.titled.column for draft in drafts}
    read = Counter(_down(text, line.row, columns[key]) for key, text in line.computed.items() if key in columns)
    (terms, times), *_ = [*read.most_common(1), ((), 0)]
    return terms if times * 2 > sum(read.values()) else ()


def _down(text: str, own: int, column: int) -> tuple[tuple[str, int], ...]:
    """What a formula adds within its own column; () for anything else."""
    bare = text.lstrip("=+").replace(" ", "").replace("$", "").upper()
    plain = _SUMS.sub(lambda found: found[1] + re.sub("[,;]", "+", found[2]) if found[1] != "-" else found[0], bare)
    if not _DOWN.fullmatch(plain):
        return ()
    terms: list[tuple[str, int]] = []
    for sign, first, last in _PIECES.findall(plain):
        start, end = place_of(first), place_of(last or first)
        if start is None or end is None or {start.column, end.column} != {column} or end.row - start.row > _TALLEST:
            return ()
        terms += [(sign or "+", row) for row in range(start.row, end.row + 1) if row != own]
    return tuple(terms)


def _formula(text: str, row: int, keys: dict[int, str]) -> str:
    """A sum over the row in keys of columns; "" for anything else."""
    bare = text.lstrip("=").replace(" ", "").upper()
    if found := _RANGE.fullmatch(bare):
        first, last = place_of(found[1] + found[2]), place_of(found[3] + found[4])
        if first is None or last is None or first.row != row or last.row != row or last.column - first.column > _WIDEST:
            return ""
        terms = [("+", column) for column in range(first.column, last.column + 1)]
    elif _SUM.fullmatch(bare):
        places = [(sign or "+", place_of(letters + number)) for sign, letters, number in _TERM.findall(bare)]
        terms = [(sign, place.column) for sign, place in places if place and place.row == row]
        if len(terms) < len(places):
            return ""
    else:
        return ""
    if not all(column in keys for _, column in terms):
        return ""
    return "".join(f" {sign} {keys[column]}" for sign, column in terms).removeprefix(" + ").strip()
