"""The places for words in the head and the foot of an office's sheet: dots on which the unit or a day is written, the head."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from tracker.kernel.grids import Grid
from tracker.kernel.names import fold
from tracker.office_table.form import OfficeForm
from tracker.printed_sheet import vocabulary

_DOTS = re.compile(r"\.{3,}|…|_{3,}|(?:\.\s){3,}")
_KEPT = [re.compile(words) for words in (vocabulary.MOTTO, vocabulary.UNIT_NOTE)]  # nobody words them otherwise


class WordsPlace(NamedTuple):
    """A text outside of the tables that may be written on or changed; `key` tells it from the others ("h1")."""

    key: str
    sheet: str
    row: int
    column: int
    text: str


def places_for_words(office: OfficeForm, grids: Sequence[Grid]) -> list[WordsPlace]:
    """Those of all sheets, in order: texts with dots, and those over the first table, which a unit may word otherwise."""
    found: list[WordsPlace] = []
    for grid in grids:
        tables = [(table.first_head_row, table.after_row) for table in office.tables if table.sheet == grid.name]
        above = min((first for first, _ in tables), default=0)
        for row, values in enumerate(grid.rows, start=1):
            if any(first <= row < after for first, after in tables):
                continue
            texts = [(column, value) for column, value in enumerate(values, start=1) if isinstance(value, str)]
            for column, text in texts:
                if _DOTS.search(text) or (row < above and _may_change(text)):
                    found.append(WordsPlace(f"h{len(found) + 1}", grid.name, row, column, text))
    return found


def _may_change(text: str) -> bool:
    return bool(text.strip()) and not any(kept.fullmatch(fold(text)) for kept in _KEPT)
