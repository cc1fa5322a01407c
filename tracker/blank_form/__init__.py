"""From the spreadsheet of an official appendix, blank or filled, to its printed rows."""

from collections.abc import Sequence

from tracker.blank_form.heads import LAST_ROW_OF_HEAD, find_head, head_doubts
from tracker.blank_form.printed import (
    BlankForm,
    Columns,
    Doubt,
    PrintedRow,
    SecretForm,
    TableHead,
    TableNotFound,
    TitleBlock,
    text_of,
)
from tracker.blank_form.rows import table_rows
from tracker.blank_form.titles import last_row_above_table, refuse_secret, title_block
from tracker.blank_form.uncertain import Uncertain
from tracker.kernel.grids import Grid
from tracker.kernel.reasons import Reason

__all__ = [
    "BlankForm",
    "Columns",
    "Doubt",
    "PrintedRow",
    "SecretForm",
    "TableHead",
    "TableNotFound",
    "TitleBlock",
    "Uncertain",
    "read_blank_form",
    "text_of",
]


def read_blank_form(grids: Sequence[Grid]) -> BlankForm:
    """The appendix in a workbook, wherever its table begins; raises TableNotFound, SecretForm."""
    heads = [(grid, find_head(grid)) for grid in grids]
    for grid, head in heads:
        refuse_secret(grid, last_row_above_table(head.first if head else None))
    forms = [_read(grid, head) for grid, head in heads if head]
    forms = [form for form in forms if form.rows]
    if not forms:
        raise TableNotFound(rows=LAST_ROW_OF_HEAD)
    first, *others = forms
    if not others:
        return first
    names = ", ".join(form.sheet for form in others)
    doubt = Doubt(first.head.first, "", Reason(Uncertain.SEVERAL_SHEETS, {"names": names, "taken": first.sheet}))
    return BlankForm(first.sheet, first.head, first.title, first.rows, (doubt, *first.doubts))


def _read(grid: Grid, head: TableHead) -> BlankForm:
    rows, doubts = table_rows(grid, head)
    return BlankForm(grid.name, head, title_block(grid, head.first), rows, (*head_doubts(grid, head), *doubts))
