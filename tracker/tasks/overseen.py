"""The tasks of a subtree that are not done, in numbers, and those that wait for the desk that assigned them."""

from collections import Counter
from datetime import date

import sqlalchemy
from sqlalchemy import ColumnElement, func
from sqlmodel import Session, col, select

from tracker.office.units import Unit, subtree_ids
from tracker.tasks.classes import TaskClass, TaskStanding, class_of
from tracker.tasks.history import in_lead
from tracker.tasks.task import UNFINISHED, Task, TaskState


def open_within(session: Session, within: Unit, today: date) -> dict[int, Counter[TaskClass]]:
    """How many tasks each unit of the subtree leads and has not done, by class; units that have none are left out."""
    wanted = sqlalchemy.select(col(Task.lead_unit_id), col(Task.state), col(Task.due_on)).where(*_open(session, within))
    found: dict[int, Counter[TaskClass]] = {}
    for unit_id, state, due_on in session.execute(wanted):
        found.setdefault(unit_id, Counter())[class_of(TaskStanding(TaskState(state), due_on, None), today)] += 1
    return found


def count_open_within(session: Session, within: Unit) -> int:
    """How many they are."""
    return session.exec(select(func.count(col(Task.id))).where(*_open(session, within))).one()


def _open(session: Session, within: Unit) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return in_lead(subtree_ids(session, within.id)), col(Task.state).in_(UNFINISHED)


def tasks_to_settle(session: Session, assigner: Unit, most: int) -> tuple[int, list[Task]]:
    """What this unit assigned in its subtree and somebody has finished or wants more time for: how many, and the oldest."""
    waits = (col(Task.state) == TaskState.FINISHED) | col(Task.wanted_due_on).is_not(None)
    where = waits, in_lead(subtree_ids(session, assigner.id)), col(Task.assigner_unit_id) == assigner.id
    count = session.exec(select(func.count(col(Task.id))).where(*where)).one()
    return count, list(session.exec(select(Task).where(*where).order_by(col(Task.id)).limit(most)))
