"""The tasks that a unit has on its hands, the most urgent first: one query."""

from datetime import date
from typing import NamedTuple

from sqlmodel import Session, col, select

from tracker.office.units import Unit
from tracker.tasks.classes import TaskClass, TaskStanding, class_of
from tracker.tasks.task import UNFINISHED, Priority, Task, TaskCoUnit, TaskState


class OpenTask(NamedTuple):
    """A task that is not done, its class today, the days that are left (negative when overdue), and who leads it."""

    task: Task
    class_: TaskClass
    days_left: int | None
    leads: bool


def open_tasks(session: Session, unit: Unit, today: date) -> list[OpenTask]:
    """What the unit leads or takes part in and is not done: by due day, the overdue first, and those without a day last."""
    taking_part = select(TaskCoUnit.task_id).where(TaskCoUnit.unit_id == unit.id)
    mine = (col(Task.lead_unit_id) == unit.id) | col(Task.id).in_(taking_part)
    tasks = session.exec(select(Task).where(mine, col(Task.state).in_(UNFINISHED))).all()
    return [open_task(task, unit, today) for task in sorted(tasks, key=_urgency)]


def open_task(task: Task, unit: Unit, today: date) -> OpenTask:
    """How a task that is not done stands today, for this unit."""
    standing = TaskStanding(TaskState(task.state), task.due_on, task.done_on)
    left = (task.due_on - today).days if task.due_on else None
    return OpenTask(task, class_of(standing, today), left, leads=task.lead_unit_id == unit.id)


def _urgency(task: Task) -> tuple[date, bool, int]:
    return task.due_on or date.max, task.priority == Priority.NORMAL, task.id
