"""Last period's report of the same unit on the same form: what may be kept, and what has jumped."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import sqlalchemy
from sqlalchemy import bindparam
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from tracker.forms.cell import Cell
from tracker.forms.form import Form, Row
from tracker.forms.rules import Formula, Level, Rule
from tracker.kernel.keeping import kept
from tracker.reports.figures import Entered, Entry, standing_figures
from tracker.reports.reports import Report, Steps
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
_OF_REPORT = (
    sqlalchemy.select(REPORT_BEFORE)
    .select_from(Report)
    .join(Round, col(Round.id) == Report.round_id)
    .where(col(Report.id) == bindparam("report"))
)


class ReportsBefore:
    """By report the one of last period, None where there is none, as far as a transaction has asked.

    It holds as long as no report has taken a step, of which `steps` had been taken then.
    """

    def __init__(self) -> None:
        """Nothing is known yet."""
        self.of_report: dict[int, int | None] = {}
        self.steps = 0


def report_before(session: Session, report_id: int) -> int | None:
    """The last report, by its id, that the unit handed in on this form for data that closed earlier; None without one."""
    seen = _seen(session)
    if report_id not in seen:
        seen[report_id] = session.execute(_OF_REPORT, {"report": report_id}).scalar()
    return seen[report_id]


def note_report_before(session: Session, report_id: int, before: int | None) -> None:
    """Keep what was read along with the report."""
    _seen(session)[report_id] = before


def _seen(session: Session) -> dict[int, int | None]:
    seen, steps = kept(session, ReportsBefore), kept(session, Steps).taken
    if seen.steps != steps:
        seen.of_report, seen.steps = {}, steps
    return seen.of_report


def figures_before(session: Session, report_id: int) -> Mapping[Cell, Entered]:
    """The figures of that report, by cell; {} without one."""
    before = report_before(session, report_id)
    return {} if before is None else standing_figures(session, before).figures


def previous_figures(session: Session, report: Report) -> Mapping[str, Entered]:
    """The figures of that report, by row in the one column of figures; {} without one."""
    return {cell.row: figure for cell, figure in figures_before(session, report.id).items()}


def entries_to_keep(form: Form, before: Mapping[str, Entered], rows: list[Row]) -> dict[str, Entry]:
    """What stood in these rows last time, and on the headings over them that said "none arose"; reasons are not carried on."""
    none = [row.ask for row in rows if form.may_be_none(row.ask) and row.ask in before and before[row.ask].amount == 0]
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
