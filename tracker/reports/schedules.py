"""Schedules: which form is asked of whom how often, by which rules, so that its rounds open by themselves."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from sqlalchemy import JSON, CheckConstraint
from sqlmodel import Field, Session, SQLModel, col, select

from tracker.audit.log import Deed, What, note
from tracker.calendar.deadlines import Deadline, deadline, parse_due_rule, with_lock
from tracker.calendar.periods import ZONE, Every, Period, WindowRule, periods_of
from tracker.calendar.working_days import WorkingDays
from tracker.forms.catalogue import published_form
from tracker.kernel.errors import (
    LevelUnknown,
    RoundExists,
    RoundWithoutUnits,
    ScheduleExists,
    ScheduleUnknown,
    TrackerError,
)
from tracker.kernel.names import tidy
from tracker.office.units import Unit
from tracker.reports.rounds import Round, Terms, open_round

_OPENS = time(8)
_LONGEST_BREAK = 31  # days in a row, far more than Tết takes, by which a round may open earlier than `opens_before` says


class Schedule(SQLModel, table=True):
    """Opens a round for every period whose data closes from `since` to `until`, both days included.

    `due`, `due_by_level` (level name -> rule) and `lock` ("" for none) are due rules: the first two count from the last day
    of the data, the lock from the due day. `roll` moves a due day off to the next working day. A round opens at 8:00 of a
    working day, `opens_before` days before the data closes. `level` names the units that are asked, "" for the lowest ones.
    """

    __table_args__ = (
        CheckConstraint("every in ('month', 'quarter', 'half', 'nine', 'year')", name="every_known"),
        CheckConstraint("rule in ('decree', 'calendar')", name="rule_known"),
        CheckConstraint("opens_before >= 0", name="opens_before_known"),
    )

    id: int = Field(default=None, primary_key=True)
    form_code: str
    of_unit_id: int = Field(foreign_key="unit.id")
    level: str = ""
    every: str
    rule: str = WindowRule.DECREE
    due: str = "+1w"
    due_by_level: dict[str, str] = Field(default_factory=dict, sa_type=JSON)
    roll: bool = True
    lock: str = ""
    opens_before: int = 10
    basis: str = ""
    since: date
    until: date | None = None

    def is_in_force(self, period: Period) -> bool:
        """Whether the schedule is in force when the period's data closes."""
        _, closes = period.window(WindowRule(self.rule))
        return self.since <= closes and (self.until is None or closes <= self.until)


@dataclass(frozen=True)
class Planned:
    """A round that a schedule means to open, and when."""

    opens_at: datetime
    terms: Terms


def plan(schedule: Schedule, period: Period, days: WorkingDays) -> Planned:
    """The round of this period, by the schedule's rules."""
    window = period.window(WindowRule(schedule.rule))
    opens_on = days.last_working(window[1] - timedelta(days=schedule.opens_before))
    main = _deadline(schedule, schedule.due, window[1], days)
    terms = Terms(
        period,
        window,
        main.due_at,
        schedule.basis,
        moved_from=main.moved_from,
        locks_at=main.locks_at,
        by_level={level: _deadline(schedule, due, window[1], days) for level, due in schedule.due_by_level.items()},
        level=schedule.level,
        schedule_id=schedule.id,
    )
    return Planned(datetime.combine(opens_on, _OPENS, ZONE), terms)


def _deadline(schedule: Schedule, due: str, cut_off: date, days: WorkingDays) -> Deadline:
    lock = parse_due_rule(schedule.lock) if schedule.lock else None
    return with_lock(deadline(parse_due_rule(due), cut_off, days, roll=schedule.roll), lock, days)


def add_schedule(session: Session, schedule: Schedule) -> None:
    """Keep a schedule; raises FormUnknown, DueRuleUnreadable, LevelUnknown, ScheduleExists."""
    published_form(session, schedule.form_code)
    for rule in (schedule.due, *schedule.due_by_level.values(), *([schedule.lock] if schedule.lock else [])):
        parse_due_rule(rule)
    levels = {"", *session.exec(select(Unit.level))}
    for level in {schedule.level, *schedule.due_by_level} - levels:
        raise LevelUnknown(level=level, levels=", ".join(sorted(levels - {""})))
    wanted = select(Schedule).where(Schedule.form_code == schedule.form_code, Schedule.of_unit_id == schedule.of_unit_id)
    for other in session.exec(wanted.where(Schedule.every == schedule.every, Schedule.level == schedule.level)):
        if _overlap(schedule, other):
            raise ScheduleExists(number=other.id)
    schedule.basis = tidy(schedule.basis)
    session.add(schedule)
    session.flush()
    _note(session, schedule, "added", "")


def _overlap(one: Schedule, other: Schedule) -> bool:
    return (other.until is None or one.since <= other.until) and (one.until is None or other.since <= one.until)


def schedules(session: Session) -> list[Schedule]:
    """All of them, those that ended too, in the order in which they were added."""
    return list(session.exec(select(Schedule).order_by(col(Schedule.id))))


def end_schedule(session: Session, number: int, until: date) -> Schedule:
    """Open no round for data that closes after this day; rounds that are open stay. Raises ScheduleUnknown."""
    schedule = session.get(Schedule, number)
    if schedule is None:
        raise ScheduleUnknown(number=number)
    old, schedule.until = _written(schedule), until
    session.add(schedule)
    session.flush()
    _note(session, schedule, "ended", old)
    return schedule


def _note(session: Session, schedule: Schedule, step: str, old: str) -> None:
    subject, new = f"schedule {schedule.id}", _written(schedule)
    note(session, Deed(What.SCHEDULE, step, schedule.of_unit_id, None, subject, old, new, schedule.basis))


def _written(schedule: Schedule) -> str:
    """As the audit log has it."""
    due = "; ".join([schedule.due, *(f"{level}={rule}" for level, rule in schedule.due_by_level.items())])
    lock, until = f", lock {schedule.lock}" if schedule.lock else "", f" until {schedule.until}" if schedule.until else ""
    return f"{schedule.form_code} every {schedule.every}, due {due}{lock}, from {schedule.since}{until}"


def planned_rounds(schedule: Schedule, since: date, until: date, days: WorkingDays) -> Iterator[Planned]:
    """What the schedule means to open for data that closes within these days, both included, in order."""
    for year in range(since.year, until.year + 1):
        for period in periods_of(Every(schedule.every), year):
            planned = plan(schedule, period, days)
            if since <= planned.terms.window[1] <= until and schedule.is_in_force(period):
                yield planned


class Unopened(NamedTuple):
    """The first round that a schedule could not open, and why; it opens none after it."""

    schedule: Schedule
    period: Period
    why: TrackerError


class Openings(NamedTuple):
    """The rounds that were opened, and of each schedule that failed what was not."""

    rounds: list[Round]
    unopened: list[Unopened]


def open_due_rounds(session: Session, now: datetime) -> Openings:
    """Open the rounds whose time has come, each once: those that a manual opening or an earlier run opened are left alone.

    What was missed while nobody ran this is opened late. A round that nobody would owe is not opened. A schedule that
    cannot open its round, such as one whose form is gone, keeps none of the others from theirs.
    """
    days, found = WorkingDays.of(session), Openings([], [])
    known = {tuple(key) for key in session.exec(select(Round.form_code, Round.of_unit_id, Round.level, Round.period))}
    for schedule in schedules(session):
        for planned in _due_now(schedule, now, days):
            key = (schedule.form_code, schedule.of_unit_id, schedule.level, planned.terms.period.code)
            if key in known:
                continue
            try:  # whatever is refused is refused before anything is written
                with suppress(RoundWithoutUnits, RoundExists):  # a level may turn out to be that of the lowest units
                    form, of_unit = published_form(session, schedule.form_code), session.get_one(Unit, schedule.of_unit_id)
                    found.rounds.append(open_round(session, form, planned.terms, of_unit, now))
                    known.add(key)
            except TrackerError as why:
                found.unopened.append(Unopened(schedule, planned.terms.period, why))
                break
    return found


def _due_now(schedule: Schedule, now: datetime, days: WorkingDays) -> Iterator[Planned]:
    latest = now.astimezone(ZONE).date() + timedelta(days=schedule.opens_before + _LONGEST_BREAK)
    return (planned for planned in planned_rounds(schedule, schedule.since, latest, days) if planned.opens_at <= now)
