"""Last period's report of the same unit on the same form: what may be kept, and what has jumped."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import sqlalchemy
from sqlalchemy.orm import aliased
from sqlmodel import col

from tracker.forms.cell import Cell
from tracker.forms.form import Form, Row
from tracker.forms.rules import Formula, Level, Rule
from tracker.reports.figures import Entered, Entry
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


def entries_to_keep(form: Form, before: Mapping[str, Entered], rows: list[Row]) -> dict[str, Entry]:
    """What stood in these rows last time, and on the headings over them that said "none arose"; reasons are not carried on."""
    none = [row.ask for row in rows if row.ask in form.none_groups and row.ask in before and before[row.ask].amount == 0]
    keys = [*dict.fromkeys(none), *(row.key for row in rows if row.key in before)]
    return {key: replace(before[key].entry, note="") for key in keys}


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
