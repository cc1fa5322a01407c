"""What the file itself computes: columns over other cells of their rows, and rows that add up others in each column."""

import re
from collections import Counter
from collections.abc import Sequence

from tracker.forms.row import Adding, ColumnRole, Kind
from tracker.kernel.names import fold
from tracker.kernel.reasons import Reason
from tracker.office_form.lines import FormLine
from tracker.office_table.drafts import Draft
from tracker.office_table.uncertain import Guess
from tracker.printed_sheet import vocabulary
from tracker.uploads.places import place_of

_PER_CENT = re.compile(vocabulary.IN_PER_CENT)
_MOST = 0.6  # of the rows with figures
_WIDEST = 60  # columns of a range
_TERM = re.compile(r"([-+]?)\$?([A-Z]{1,3})\$?(\d+)(?!\d*[:(])")
_SUM = re.compile(r"[-+]?\$?[A-Z]{1,3}\$?\d+([-+]\$?[A-Z]{1,3}\$?\d+)+")
_SUMS = re.compile(r"(^|[-+])SUM\(([A-Z0-9:,;+]*)\)")
_PIECE = r"([-+]?)([A-Z]{1,3}\d{1,7})(?::([A-Z]{1,3}\d{1,7}))?"
_PIECES, _DOWN = re.compile(_PIECE), re.compile(rf"{_PIECE}(?:(?=[-+]){_PIECE})*")
_TALLEST = 500  # rows of a range
_GUARDED = re.compile(r"(?:IFERROR\((?P<value>[^;,]+)[;,][^;,]*\)|IF\([^;,]*=0[;,][^;,]*[;,](?P<other>[^;,]+)\))")
_ROUNDED = re.compile(r"ROUND\((?P<value>[^;,]+)[;,]\d\)")
_QUOTIENT = re.compile(
    r"\(?\$?([A-Z]{1,3})\$?(\d+)/\$?([A-Z]{1,3})\$?(\d+)\)?(?:\*100%?)?|100%?\*\$?([A-Z]{1,3})\$?(\d+)/\$?([A-Z]{1,3})\$?(\d+)"
)
_RANGE = re.compile(r"SUM\(\$?([A-Z]{1,3})\$?(\d+):\$?([A-Z]{1,3})\$?(\d+)\)")


def computed_by_cells(drafts: Sequence[Draft], lines: Sequence[FormLine]) -> None:
    """Take what most rows of a column compute as the formula of the column, where it is asked so far."""
    rows = [line for line in lines if line.row and not line.full and not line.unmeasured and not line.is_empty]
    keys = {draft.titled.column: draft.column.key for draft in drafts}
    for draft in drafts:
        if draft.role not in {ColumnRole.NOW, ColumnRole.COMPARISON} or draft.titled.code.count("="):
            continue
        formulas = [_bare(line.computed.get(draft.column.key, "")) for line in rows]
        found = Counter(
            _formula(text, line.row, keys) or _share(text, line.row, keys, draft)
            for text, line in zip(formulas, rows, strict=True)
        )
        text, times = max(found.items(), key=lambda item: (bool(item[0]), item[1]), default=("", 0))
        if text and times >= _MOST * len(rows):
            _settle(draft, text)
            draft.why = [Reason(Guess.FORMULA_OF_CELLS)]


def _settle(draft: Draft, formula: str) -> None:
    part, slash, _ = formula.partition(" / ")
    if slash:
        draft.settle(
            role=ColumnRole.COMPARISON, of=part, formula=formula, kind=Kind.RATE, adding=Adding.RECKONED, decimals=None
        )
    else:
        draft.settle(role=ColumnRole.COMPUTED, formula=formula)


def _bare(text: str) -> str:
    """A formula without blanks, and without what shows nothing where it cannot be worked out: IFERROR(D5/C5*100,"")."""
    bare = text.lstrip("=").replace(" ", "").upper()
    for guard in (_GUARDED, _ROUNDED):
        found = guard.fullmatch(bare)
        bare = next(inner for inner in found.groups() if inner) if found else bare
    return bare


def _share(text: str, row: int, keys: dict[int, str], draft: Draft) -> str:
    """A quotient of two cells of the row in per cent, in keys of columns; "" for anything else."""
    found = _QUOTIENT.fullmatch(text)
    if not found or not ("100" in text or _PER_CENT.search(fold(" ".join(draft.titled.path)))):
        return ""
    over, over_row, under, under_row = (found[1], found[2], found[3], found[4]) if found[1] else found.groups()[4:8]
    part, whole = place_of(over + over_row), place_of(under + under_row)
    if part is None or whole is None or {part.row, whole.row} != {row} or not {part.column, whole.column} <= keys.keys():
        return ""
    return f"{keys[part.column]} / {keys[whole.column]}"


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


def _formula(bare: str, row: int, keys: dict[int, str]) -> str:
    """A sum over the row in keys of columns; "" for anything else."""
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
