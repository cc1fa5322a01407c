"""Tasks as they stood on a day: three queries, however many tasks there are."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

import sqlalchemy
from sqlalchemy import ColumnElement, or_
from sqlmodel import Session, col

from tracker.calendar.periods import ZONE
from tracker.tasks.classes import FINISHED, MOVING, SETTING_DUE, Taken, TaskClass, TaskStanding, class_of, standing_on
from tracker.tasks.task import Task, TaskEvent, TaskKind, TaskStep

_COLUMNS = [
    Task.__table__.c[name]  # type: ignore[attr-defined]
    for name in ("id", "kind", "lead_unit_id", "assigner_unit_id", "field", "plan_year")
]
_STEPS = [TaskEvent.__table__.c[name] for name in ("task_id", "what", "day", "due_on")]  # type: ignore[attr-defined]
_COUNTED = or_(
    col(TaskEvent.what).in_([*MOVING, *(SETTING_DUE - {TaskStep.EDITED})]),
    (col(TaskEvent.what) == TaskStep.EDITED) & (col(TaskEvent.edited) == "due_on"),
)
_OVER = FINISHED | {TaskClass.CANCELLED}


@dataclass(frozen=True)
class View:
    """How tasks are looked at: as they stood at the end of the day `on`.

    With `since`, the first day of a period, those that were over before it are left out: what remains was assigned in the
    period or came over from the one before. A result counts from the day of its document, however late it was entered, so
    that a report can be filled after its data closed; with `known`, nothing that was entered after that day is looked at, and
    what is said of a day does not change any more.
    """

    on: date
    since: date | None = None
    known: date | None = None


class Seen(NamedTuple):
    """A task as it stood; `unit_id` is in the lead."""

    task_id: int
    kind: str
    unit_id: int
    assigner_unit_id: int
    field: str
    class_: TaskClass
    standing: TaskStanding


def seen_tasks(session: Session, view: View, where: Sequence[ColumnElement[bool]]) -> list[Seen]:
    """The tasks of the table that fit, as they stood, in the order in which they were assigned."""
    until = [col(TaskEvent.day) <= view.on]
    if view.known is not None:
        until.append(col(TaskEvent.at) < datetime.combine(view.known + timedelta(days=1), time(), ZONE))
    steps = _steps(session, [*where, *until])
    wanted = sqlalchemy.select(*_COLUMNS).where(*where).order_by(col(Task.id))
    seen = (_seen(row, steps.get(row[0], []), view) for row in session.execute(wanted))
    return [task for task in seen if task is not None]


class TaskLog(NamedTuple):
    """Tasks with all their steps, read once to be looked at as of several days."""

    tasks: Sequence[Sequence[Any]]
    steps: Mapping[int, Sequence[Taken]]

    def seen(self, view: View) -> list[tuple[Seen, int | None]]:
        """As they stood, each with the year of its plan; `known` is not looked at."""
        found = []
        for row in self.tasks:
            steps = [step for step in self.steps.get(row[0], []) if step.day <= view.on]
            seen = _seen(row, steps, view)
            found += [(seen, row[5])] if seen else []
        return found


def read_log(session: Session, where: Sequence[ColumnElement[bool]]) -> TaskLog:
    """The tasks that fit, in the order in which they were assigned: two queries."""
    wanted = sqlalchemy.select(*_COLUMNS).where(*where).order_by(col(Task.id))
    return TaskLog(session.execute(wanted).all(), _steps(session, where))


def in_lead(unit_ids: Collection[int]) -> ColumnElement[bool]:
    """Tasks that these units lead."""
    return col(Task.lead_unit_id).in_(unit_ids)


def _steps(session: Session, where: Sequence[ColumnElement[bool]]) -> dict[int, list[Taken]]:
    wanted = sqlalchemy.select(*_STEPS).join(Task, col(Task.id) == TaskEvent.task_id)
    wanted = wanted.where(*where, _COUNTED).order_by(col(TaskEvent.id))
    steps: dict[int, list[Taken]] = {}
    for number, what, day, due_on in session.execute(wanted):
        steps.setdefault(number, []).append(Taken(what, day, due_on))
    return steps


def _seen(row: Sequence[Any], steps: Sequence[Taken], view: View) -> Seen | None:
    number, kind, unit_id, assigner_unit_id, field, _ = row
    standing = standing_on(TaskKind(kind), steps, view.on)
    if standing is None or (view.since is not None and _was_over(TaskKind(kind), steps, view.since - timedelta(days=1))):
        return None
    return Seen(number, kind, unit_id, assigner_unit_id, field, class_of(standing, view.on), standing)


def _was_over(kind: TaskKind, steps: Sequence[Taken], day: date) -> bool:
    """Whether it was done or called off by the end of that day, and nothing happened to it since."""
    before = standing_on(kind, steps, day)
    if before is None or class_of(before, day) not in _OVER:
        return False
    return all(step.day <= day or step.what == TaskStep.ACCEPTED for step in steps)
