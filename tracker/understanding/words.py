"""The places for words in the head and the foot of an office's sheet: dots on which the unit, a day or a figure is written."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from tracker.kernel.grids import Grid
from tracker.office_table.form import OfficeForm

_DOTS = re.compile(r"\.{3,}|…|_{3,}|(?:\.\s){3,}")


class WordsPlace(NamedTuple):
    """A text with dots outside of the tables; `key` tells it from the others ("h1")."""

    key: str
    sheet: str
    row: int
    column: int
    text: str


def places_for_words(office: OfficeForm, grids: Sequence[Grid]) -> list[WordsPlace]:
    """Those of all sheets, in order."""
    found: list[WordsPlace] = []
    for grid in grids:
        tables = [(table.first_head_row, table.after_row) for table in office.tables if table.sheet == grid.name]
        for row, values in enumerate(grid.rows, start=1):
            if any(first <= row < after for first, after in tables):
                continue
            texts = [(column, value) for column, value in enumerate(values, start=1) if isinstance(value, str)]
            for column, text in texts:
                if _DOTS.search(text):
                    found.append(WordsPlace(f"h{len(found) + 1}", grid.name, row, column, text))
    return found
