"""The tasks of a subtree that are not done, and those that wait for the desk that assigned them: two queries each."""

from datetime import date

from sqlalchemy import func
from sqlmodel import Session, col, select

from tracker.tasks.history import in_lead
from tracker.tasks.listing import OpenTask, open_task
from tracker.tasks.task import UNFINISHED, Task, TaskState
from tracker.units import Unit, subtree_ids


def open_tasks_within(session: Session, within: Unit, today: date) -> list[OpenTask]:
    """What the unit and those below it lead and have not done, in the order in which it was assigned."""
    mine = in_lead(subtree_ids(session, within.id))
    tasks = session.exec(select(Task).where(mine, col(Task.state).in_(UNFINISHED)).order_by(col(Task.id)))
    return [open_task(task, within, today)._replace(leads=True) for task in tasks]


def count_open_within(session: Session, within: Unit) -> int:
    """How many they are."""
    mine = in_lead(subtree_ids(session, within.id))
    return session.exec(select(func.count(col(Task.id))).where(mine, col(Task.state).in_(UNFINISHED))).one()


def tasks_to_settle(session: Session, assigner: Unit) -> list[Task]:
    """What this unit assigned and somebody has finished or wants more time for, the first assigned first."""
    waits = (col(Task.state) == TaskState.FINISHED) | col(Task.wanted_due_on).is_not(None)
    mine = in_lead(subtree_ids(session, assigner.id)), col(Task.assigner_unit_id) == assigner.id
    return list(session.exec(select(Task).where(waits, *mine).order_by(col(Task.id))))
