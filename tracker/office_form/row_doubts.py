"""What is uncertain about rows because of the rows and the columns around them."""

import re
from collections import defaultdict
from collections.abc import Sequence

from tracker.forms.row import ColumnRole
from tracker.kernel.names import fold
from tracker.kernel.reasons import Reason
from tracker.office_form.branch import Branch
from tracker.office_table.drafts import Draft
from tracker.office_table.uncertain import Guess
from tracker.printed_sheet import vocabulary

_TOTAL = re.compile(vocabulary.WHOLE_QUANTITY)
_COUNTED = 3  # words that say what is counted: "số cơ sở"
_SHORTEST = 4  # letters of a label that says what it is


def doubt_neighbours(branches: Sequence[Branch], drafts: Sequence[Draft]) -> None:
    """Add the reasons to the rows."""
    beside: defaultdict[int, list[Branch]] = defaultdict(list)
    for branch in branches:
        beside[id(branch.above)].append(branch)
    names = {_plain(draft.titled.name) for draft in drafts if draft.role in {ColumnRole.NOW, ColumnRole.PART}}
    for rows in beside.values():
        _may_be_parts(rows)
        _divided_like(rows, names)


def _may_be_parts(rows: Sequence[Branch]) -> None:
    """After "1 Tổng số hộ" a row 2 in the same unit may be one of its parts; without units one that begins with "Số hộ"."""
    whole = rows[0]
    if not (whole.number and _TOTAL.fullmatch(fold(whole.line.bare))) or whole.is_whole:
        return
    for row in rows[1:]:
        measured = row.line.unit == whole.line.unit and not row.line.unmeasured
        if row.number and not row.line.bullet and measured and (row.line.unit or _counted(row) == _counted(whole)):
            row.why.append(Reason(Guess.PART_OF_TOTAL, {"whole": whole.line.label}))


def _counted(row: Branch) -> list[str]:
    """The words with which a label says what it counts."""
    return _plain(row.line.bare).removeprefix("tong ").split()[:_COUNTED]


def _divided_like(rows: Sequence[Branch], columns: set[str]) -> None:
    """Rows that are named like the columns: most of their cells cannot be, and a form may leave those empty."""
    named = [row for row in rows if (plain := _plain(row.line.bare)) in columns and len(plain) >= _SHORTEST]
    if not named or any(row.line.crossed or row.line.is_total for row in rows):
        return
    for row in rows:
        row.why.append(Reason(Guess.CROSSED_UNSAID))


def _plain(title: str) -> str:
    return re.sub(r"\W+", " ", fold(title)).strip()
