"""Last period's report of the same unit on the same form: what may be kept, and what has jumped."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from sqlalchemy import and_, bindparam
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from tracker.forms.form import Form, Kind, Row
from tracker.forms.rules import Formula, Level, Rule
from tracker.reports.figures import Entered, Entry, figures_of
from tracker.reports.reports import Report
from tracker.reports.rounds import Round

_Earlier, _EarlierRound = aliased(Report), aliased(Round)
_TIMES, _AT_LEAST = 5, 20  # a jump: five times as much or as little, and 20 apart or more


_EARLIER = (  # built once: every message asks it
    select(_Earlier)
    .join(_EarlierRound, col(_EarlierRound.id) == _Earlier.round_id)
    .join(Report, col(Report.unit_id) == _Earlier.unit_id)
    .join(Round, and_(col(Round.id) == Report.round_id, col(Round.form_code) == _EarlierRound.form_code))
    .where(
        Report.id == bindparam("report"),
        _EarlierRound.window_to < Round.window_to,
        col(_Earlier.first_submitted_at).is_not(None),
    )
    .order_by(col(_EarlierRound.window_to).desc())
    .limit(1)
)


def previous_figures(session: Session, report: Report) -> Mapping[str, Entered]:
    """The figures of the last report that the unit handed in on this form for data that closed earlier; {} without one."""
    earlier = session.exec(_EARLIER, params={"report": report.id}).first()
    return figures_of(session, earlier) if earlier else {}


def entries_to_keep(form: Form, before: Mapping[str, Entered], rows: list[Row]) -> dict[str, Entry]:
    """What stood in these rows last time, and on the headings over them that said "none arose"; reasons are not carried on."""
    none = [row.ask for row in rows if form.may_be_none(row.ask) and row.ask in before and before[row.ask].amount == 0]
    keys = [*dict.fromkeys(none), *(row.key for row in rows if row.key in before)]
    return {key: replace(before[key].entry, note="") for key in keys}


def jumps(form: Form, known: Mapping[str, Decimal], before: Mapping[str, Decimal]) -> list[tuple[Rule, Decimal, Decimal]]:
    """Typed counts and amounts that are far from last time's, each with the number now and then."""
    found = []
    for row in form.rows if before else ():
        then, now = before.get(row.key), known.get(row.key)
        if now is None or then is None or row.kind is Kind.RATE or not row.typed:
            continue
        low, high = sorted((now, then))
        if high - low >= _AT_LEAST and high >= _TIMES * low:
            found.append((Rule(f"{row.key} jump", (row.key,), "jump", Formula(()), None, Level.WARN), now, then))
    return found
