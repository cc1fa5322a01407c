"""Rounds: one form, for one period, asked of the units below one unit, with a data window and a due time.

Whoever has units below reports upwards in a round of its own: the district asks its communes, the province its districts.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, Session, SQLModel, col, select

from tracker.audit.log import Deed, What, note, note_all
from tracker.calendar.deadlines import Deadline
from tracker.calendar.periods import Period, parse_period
from tracker.forms.catalogue import publish_form
from tracker.forms.form import Approval, Form
from tracker.kernel.columns import AwareTime
from tracker.kernel.errors import RoundExists, RoundUnknown, RoundWithoutUnits, TooEarly
from tracker.kernel.names import like
from tracker.office.units import Unit, reporting_units, subtree, units_below
from tracker.reports.reports import Report, State, written


class Round(SQLModel, table=True):
    """`basis` is the document that asks for the report (căn cứ); the window's days are both included.

    `due_at` and `locks_at` are for the levels that have no day of their own; each report carries what holds for it.
    `moved_from` is the day off that the due day was moved from. `level` names those of the asked units that have units
    below themselves ("huyện"); it is "" where only the lowest ones are asked. `approval` is who approves a report before it
    is handed in. `withdrawn` is 0, of a round that was cancelled its own number, so that another one can be opened.
    """

    __table_args__ = (
        UniqueConstraint("form_code", "period", "of_unit_id", "level", "withdrawn"),
        CheckConstraint("approval in ('none', 'leader')", name="approval_known"),
    )

    id: int = Field(default=None, primary_key=True)
    form_code: str
    form_name: str
    period: str
    of_unit_id: int = Field(foreign_key="unit.id")
    level: str = ""
    window_from: date
    window_to: date
    due_at: datetime = Field(sa_type=AwareTime)
    opened_at: datetime = Field(sa_type=AwareTime)
    basis: str = ""
    moved_from: date | None = None
    locks_at: datetime | None = Field(default=None, sa_type=AwareTime)
    schedule_id: int | None = Field(default=None, foreign_key="schedule.id")
    approval: str = Approval.NONE
    withdrawn: int = 0

    @property
    def period_label(self) -> str:
        """As printed: "Quý I năm 2024"."""
        return parse_period(self.period).label


class Asked(NamedTuple):
    """A report, and the round that asks for it."""

    report: Report
    round: Round


@dataclass(frozen=True)
class Terms:
    """What a round asks: the period, the days of the data (both included), the due time and the document behind it.

    `by_level` has the deadlines of levels with a day of their own. `recipients` are the units that a letter names; without
    them all units of the `level` are asked, or the lowest ones. `approval` None: as the form says.
    """

    period: Period
    window: tuple[date, date]
    due_at: datetime
    basis: str = ""
    moved_from: date | None = None
    locks_at: datetime | None = None
    by_level: Mapping[str, Deadline] = field(default_factory=dict)
    recipients: Sequence[Unit] = ()
    level: str = ""
    schedule_id: int | None = None
    approval: Approval | None = None

    def deadline_of(self, unit: Unit) -> Deadline:
        """What holds for a unit of this level."""
        return self.by_level.get(unit.level) or Deadline(self.due_at, self.moved_from, self.locks_at)


def open_round(session: Session, form: Form, terms: Terms, of_unit: Unit, now: datetime) -> Round:
    """Open a round with one report for each unit that the terms ask below `of_unit`.

    Raises RoundExists, RoundWithoutUnits, TooEarly, FormChanged.
    """
    units = terms.recipients or units_asked(session, of_unit, terms.level, terms.window[1])
    if not units:
        raise RoundWithoutUnits(unit=of_unit.code)
    level = _upper_level(session, of_unit, units, terms.window[1])
    require_not_open(session, form.code, terms.period, of_unit, level)
    if terms.locks_at and terms.locks_at < terms.due_at:
        raise TooEarly(what="The lock", wanted=terms.locks_at, than=terms.due_at)
    if terms.window[1] < terms.window[0]:
        raise TooEarly(what="The last day of the data", wanted=terms.window[1], than=terms.window[0])
    version = publish_form(session, form)
    opened = Round(
        form_code=form.code,
        form_name=form.name,
        period=terms.period.code,
        of_unit_id=of_unit.id,
        level=level,
        window_from=terms.window[0],
        window_to=terms.window[1],
        due_at=terms.due_at,
        opened_at=now,
        basis=terms.basis,
        moved_from=terms.moved_from,
        locks_at=terms.locks_at,
        schedule_id=terms.schedule_id,
        approval=terms.approval or form.approval,
    )
    session.add(opened)
    session.flush()
    reports = [new_report(opened, version.id, form, unit, terms.deadline_of(unit)) for unit in units]
    session.add_all(reports)
    session.flush()
    subject = f"{form.code} {terms.period.code}"
    note(session, Deed(What.ROUND, "opened", of_unit.id, subject=subject, new=written_round(opened), reason=opened.basis))
    note_all(session, (Deed(What.REPORT, "asked", r.unit_id, r.id, subject, new=written(r)) for r in reports))
    return opened


def units_asked(session: Session, of_unit: Unit, level: str, on: date) -> list[Unit]:
    """Whom a round of `of_unit` asks on this day, by name: the units of the level, or the lowest ones where it is ""."""
    if not level:
        return reporting_units(session, of_unit, on)
    return [unit for unit in units_below(session, of_unit, on) if unit.level == level]


def _upper_level(session: Session, of_unit: Unit, units: Sequence[Unit], on: date) -> str:
    lowest = {unit.id for unit in reporting_units(session, of_unit, on)}
    return "; ".join(sorted({unit.level for unit in units if unit.id not in lowest}))


def written_round(round_: Round) -> str:
    """What was asked, as the audit log has it."""
    lock = f", locks {round_.locks_at.isoformat()}" if round_.locks_at else ""
    return f"data {round_.window_from} to {round_.window_to}, due {round_.due_at.isoformat()}{lock}"


def require_not_open(session: Session, form_code: str, period: Period, of_unit: Unit, level: str = "") -> None:
    """Raise RoundExists if this unit has opened a round of this form and period already, for the units of this level."""
    wanted = select(Round).where(Round.form_code == form_code, Round.period == period.code, Round.level == level)
    if session.exec(wanted.where(Round.of_unit_id == of_unit.id, Round.withdrawn == 0)).first():
        raise RoundExists(form=form_code, period=period.code, unit=of_unit.code)


def new_report(round_: Round, version: int, form: Form, unit: Unit, due: Deadline) -> Report:
    """The report that a round asks of a unit on this form, whose version has this number; not kept yet."""
    waiting = len(form.of_level(unit.level).cells)
    return Report(round_id=round_.id, unit_id=unit.id, form_version_id=version, waiting=waiting, **due._asdict())


def rounds_within(session: Session, unit: Unit) -> list[Round]:
    """The rounds that ask this unit or a unit below it for a report, whoever opened them; the latest due first."""
    asked = select(Report.id).where(Report.round_id == Round.id, Report.state != State.CANCELLED)
    wanted = select(Round).where(asked.where(col(Report.unit_id).in_(subtree(unit.id))).exists())
    return list(session.exec(wanted.order_by(col(Round.due_at).desc(), col(Round.id).desc())))


def find_rounds(session: Session, form_code: str, period: Period) -> list[Round]:
    """The rounds of a form and period, of all units that opened one; raises RoundUnknown."""
    wanted = select(Round).where(Round.form_code == form_code, Round.period == period.code, Round.withdrawn == 0)
    found = session.exec(wanted).all()
    if not found:
        open_ = session.exec(select(Round.form_code, Round.period).where(Round.withdrawn == 0))
        near = like(f"{form_code} {period.code}", (" ".join(one) for one in open_))
        raise RoundUnknown(form=form_code, period=period.code, like=near)
    return list(found)
