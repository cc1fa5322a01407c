"""What somebody wants to know who sees a form for the first time: what stands under what, and which cells are asked."""

import re
from collections.abc import Mapping, Sequence

from tracker.forms.cell import Cell
from tracker.forms.form import Form
from tracker.forms.row import Row

_LETTERS = re.compile(r"[a-zđ]+$")


def parents_of(rows: Sequence[Row]) -> Mapping[str, str]:
    """By key the key of the row above, "" for none: what the rows say, or, where none says it, what their keys say.

    1.2.1 stands under 1.2, 2.2.1a under 2.2.1, and either under the next one above that is there.
    """
    if any(row.parent for row in rows):
        return {row.key: row.parent for row in rows}
    keys = {row.key for row in rows}
    return {row.key: _parent(row.key, keys) for row in rows}


def _parent(key: str, keys: set[str]) -> str:
    above = _above(key)
    while above and above not in keys:
        above = _above(above)
    return above


def _above(key: str) -> str:
    bare = _LETTERS.sub("", key)
    return bare if bare != key else key.rpartition(".")[0]


def asked_cells(form: Form) -> list[Cell]:
    """The cells that units are asked for; of a row that repeats those of one line."""
    lines = [cell for cell, row in form.lines.items() if row.asked]
    return [*(row.cell for row in form.fields if row.asked and not row.repeats), *lines]
