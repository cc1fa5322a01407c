"""What is noted about reminders: who got which, who wants it later, whom the desk nudges, who was told what once."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlmodel import Field, Session, SQLModel, col, select

from bot.errors.rights import NudgedAlready
from tracker.audit.log import Deed, What, note
from tracker.kernel.columns import AwareTime
from tracker.office.officers import Officer
from tracker.office.units import units_above
from tracker.reports.reports import Report
from tracker.reports.rounds import Round

_NUDGE_REST = timedelta(hours=4)


class Reminder(SQLModel, table=True):
    """A rung that a person was reminded of, for a report: never twice."""

    officer_id: int = Field(primary_key=True, foreign_key="officer.id")
    report_id: int = Field(primary_key=True, foreign_key="report.id")
    rung: str = Field(primary_key=True)
    at: datetime = Field(sa_type=AwareTime)


class TaskReminder(SQLModel, table=True):
    """That an officer was reminded of a task, once for each call."""

    __tablename__ = "task_reminder"

    officer_id: int = Field(primary_key=True, foreign_key="officer.id")
    task_id: int = Field(primary_key=True, foreign_key="task.id")
    rung: str = Field(primary_key=True)
    at: datetime = Field(sa_type=AwareTime)


class Snooze(SQLModel, table=True):
    """A person wants no reminder of this report until then."""

    officer_id: int = Field(primary_key=True, foreign_key="officer.id")
    report_id: int = Field(primary_key=True, foreign_key="report.id")
    until: datetime = Field(sa_type=AwareTime)


class Nudge(SQLModel, table=True):
    """The desk of a unit nudged all below it who owed a report of this round (nhắc ngay)."""

    id: int = Field(default=None, primary_key=True)
    round_id: int = Field(foreign_key="round.id", index=True)
    unit_id: int = Field(foreign_key="unit.id")
    officer_id: int = Field(foreign_key="officer.id")
    at: datetime = Field(sa_type=AwareTime)


class Notice(SQLModel, table=True):
    """Something that a person is told once, such as a day's summary."""

    officer_id: int = Field(primary_key=True, foreign_key="officer.id")
    what: str = Field(primary_key=True)
    at: datetime = Field(sa_type=AwareTime)


def snooze(session: Session, officer: Officer, reports: Sequence[Report], until: datetime) -> None:
    """Remind of these reports at that time again, and not before."""
    for report in reports:
        session.merge(Snooze(officer_id=officer.id, report_id=report.id, until=until))
    forget_reminders(session, officer.id, [report.id for report in reports])


def forget_reminders(session: Session, officer_id: int, report_ids: Sequence[int]) -> None:
    """As if the person had not been reminded of these: the rung that stands is due once more."""
    session.flush()
    mine = (col(Reminder.officer_id) == officer_id, col(Reminder.report_id).in_(report_ids))
    session.execute(delete(Reminder).where(*mine))


def forget_task_reminders(session: Session, officer_id: int, task_ids: Sequence[int]) -> None:
    """Take back that somebody was reminded of these tasks, since they were not."""
    mine = (col(TaskReminder.officer_id) == officer_id, col(TaskReminder.task_id).in_(task_ids))
    session.execute(delete(TaskReminder).where(*mine))


def last_nudge(session: Session, round_: Round, unit_id: int, now: datetime) -> Nudge | None:
    """The nudge of this unit, or of one above it, in this round that is too young for another."""
    above = col(Nudge.unit_id).in_(units_above(session, unit_id))
    wanted = select(Nudge).where(Nudge.round_id == round_.id, above, Nudge.at > now - _NUDGE_REST)
    return session.exec(wanted.order_by(col(Nudge.at).desc())).first()


def nudge(session: Session, officer: Officer, round_: Round, now: datetime, unit_id: int | None = None) -> Nudge:
    """Nudge those below the officer's unit who owe a report of the round, or one unit alone; raises NudgedAlready."""
    unit_id = officer.unit_id if unit_id is None else unit_id
    last = last_nudge(session, round_, unit_id, now)
    if last:
        raise NudgedAlready(at=last.at)
    made = Nudge(round_id=round_.id, unit_id=unit_id, officer_id=officer.id, at=now)
    session.add(made)
    session.flush()
    note(session, Deed(What.NUDGE, "nudged", officer.unit_id, subject=f"{round_.form_code} {round_.period}"))
    return made
