"""Tasks that repeat: the next one is made on the day on which the last falls due."""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from tracker.reports.reports import Source
from tracker.tasks.assigning import note_step
from tracker.tasks.task import Repeat, Task, TaskCoUnit, TaskState, TaskStep, local_day

_MONTHS = {Repeat.MONTH: 1, Repeat.QUARTER: 3, Repeat.YEAR: 12}
_COPIED = (
    *("title", "kind", "lead_unit_id", "assigner_unit_id", "assigner_id", "document_number", "document_on", "document_body"),
    *("responsible_id", "in_charge", "taking_part", "field", "priority", "product", "notes"),
    *("every", "repeats_from", "series_id"),
)


def due_of(first: date, every: Repeat, number: int) -> date:
    """The due day of the occurrence of this number, counted from 0; a short month's last day stands for the 29th to 31st."""
    if every is Repeat.WEEK:
        return first + timedelta(weeks=number)
    months = first.month - 1 + number * _MONTHS[every]
    year, month = first.year + months // 12, months % 12 + 1
    return date(year, month, min(first.day, monthrange(year, month)[1]))


def make_due_tasks(session: Session, now: datetime) -> list[Task]:
    """Make the next task of each series whose last one falls due today or did before; run twice, it makes nothing more.

    An occurrence whose due day passed while nobody ran this is left out: nobody could have known of it. A series ends when its
    last task is cancelled or told not to repeat.
    """
    later = aliased(Task)
    last = ~select(later.id).where(later.series_id == Task.series_id, later.occurrence > Task.occurrence).exists()
    wanted = select(Task).where(col(Task.every).is_not(None), Task.state != TaskState.CANCELLED, last)
    found = [(task, _next(task, local_day(now))) for task in session.exec(wanted.order_by(col(Task.id)))]
    return [_make(session, task, number, now) for task, number in found if number is not None]


def _next(task: Task, today: date) -> int | None:
    if task.repeats_from is None or task.every is None:
        return None
    first, every = task.repeats_from, Repeat(task.every)
    if due_of(first, every, task.occurrence) > today:
        return None
    number = task.occurrence + 1
    while due_of(first, every, number) < today:
        number += 1
    return number


def _make(session: Session, before: Task, number: int, now: datetime) -> Task:
    facts = {name: getattr(before, name) for name in _COPIED}
    due_on = due_of(facts["repeats_from"], Repeat(facts["every"]), number)
    task = Task(**facts, assigned_on=local_day(now), due_on=due_on, occurrence=number)
    session.add(task)
    session.flush()
    co_units: Sequence[int] = session.exec(select(TaskCoUnit.unit_id).where(TaskCoUnit.task_id == before.id)).all()
    session.add_all(TaskCoUnit(task_id=task.id, unit_id=unit_id) for unit_id in co_units)
    note_step(session, task, TaskStep.ASSIGNED, Source(before.assigner_id, now, "repeat"), day=task.assigned_on, due_on=due_on)
    return task
