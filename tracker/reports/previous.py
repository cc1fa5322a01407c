"""Last period's report of the same unit on the same form: what may be kept, and what has jumped."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

import sqlalchemy
from sqlalchemy.orm import aliased
from sqlmodel import col

from tracker.forms.cell import Cell
from tracker.forms.form import Form
from tracker.forms.rules import Formula, Level, Rule
from tracker.reports.entry import Entry
from tracker.reports.figures import Entered
from tracker.reports.reports import Report
from tracker.reports.rounds import Round

_Earlier, _EarlierRound = aliased(Report), aliased(Round)
_TIMES, _AT_LEAST = 5, 20  # a jump: five times as much or as little, and 20 apart or more


# Of a report and its round, the id of the unit's last report on this form for data that closed earlier.
REPORT_BEFORE = (
    sqlalchemy.select(col(_Earlier.id))
    .join(_EarlierRound, col(_EarlierRound.id) == _Earlier.round_id)
    .where(
        col(_Earlier.unit_id) == Report.unit_id,
        col(_EarlierRound.form_code) == Round.form_code,
        col(_EarlierRound.window_to) < Round.window_to,
        col(_Earlier.first_submitted_at).is_not(None),
    )
    .order_by(col(_EarlierRound.window_to).desc())
    .limit(1)
    .correlate(Report, Round)
    .scalar_subquery()
)


def entries_to_keep(form: Form, before: Mapping[Cell, Entered], cells: Sequence[Cell]) -> dict[Cell, Entry]:
    """What stood in these cells last time, and on the headings over them that said "none arose", without the reasons."""
    over = dict.fromkeys(Cell(form.row_of(cell).ask, cell.column) for cell in cells)
    none = [cell for cell in over if cell in form.none_cells and cell in before and before[cell].amount == 0]
    return {cell: replace(before[cell].entry, note="") for cell in [*none, *(cell for cell in cells if cell in before)]}


def jumps(form: Form, known: Mapping[Cell, Decimal], before: Mapping[Cell, Decimal]) -> list[tuple[Rule, Decimal, Decimal]]:
    """Typed counts and amounts that are far from last time's, each with the number now and then."""
    found = []
    for cell in form.cells_counted if before else ():
        then, now = before.get(cell), known.get(cell)
        if now is None or then is None:
            continue
        low, high = sorted((now, then))
        if high - low >= _AT_LEAST and high >= _TIMES * low:
            found.append((Rule(f"{cell} jump", (cell,), "jump", Formula(()), None, Level.WARN), now, then))
    return found
