"""Last period's report of the same unit on the same form: which it is, and what of it may be kept."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import sqlalchemy
from sqlalchemy.orm import aliased
from sqlmodel import col

from tracker.forms.cell import ENTRY, Cell
from tracker.forms.form import Form
from tracker.reports.entry import Entry
from tracker.reports.figures import Entered
from tracker.reports.reports import Report, State
from tracker.reports.rounds import Round

_Earlier, _EarlierRound = aliased(Report), aliased(Round)


# Of a report and its round, the id of the unit's last report on this form for data that closed earlier.
REPORT_BEFORE = (
    sqlalchemy.select(col(_Earlier.id))
    .join(_EarlierRound, col(_EarlierRound.id) == _Earlier.round_id)
    .where(
        col(_Earlier.unit_id) == Report.unit_id,
        col(_EarlierRound.form_code) == Round.form_code,
        col(_EarlierRound.window_to) < Round.window_to,
        col(_Earlier.first_submitted_at).is_not(None),
        col(_Earlier.state) != State.CANCELLED,
    )
    .order_by(col(_EarlierRound.window_to).desc())
    .limit(1)
    .correlate(Report, Round)
    .scalar_subquery()
)


def entries_to_keep(form: Form, before: Mapping[Cell, Entered], cells: Sequence[Cell]) -> dict[Cell, Entry]:
    """What stood in these cells last time, on headings over them ("none arose") and in lines of lists, without the reasons."""
    over = dict.fromkeys(Cell(form.row_of(cell).ask, cell.column) for cell in cells)
    none = [cell for cell in over if cell in form.none_cells and cell in before and before[cell].amount == 0]
    lists = {cell.row for cell in cells if cell in before and form.row_of(cell).repeats}
    lines = [cell for cell in before if cell.line and cell.pattern.row.removesuffix(ENTRY) in lists]
    kept = form.in_order([*cells, *lines]) if lines else cells
    return {cell: replace(before[cell].entry, note="") for cell in [*none, *(cell for cell in kept if cell in before)]}
