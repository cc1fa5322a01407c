"""The class of a task on a day: reckoned from its events up to that day, and never stored."""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from tracker.tasks.task import DONE, TaskKind, TaskState, TaskStep


class TaskClass(StrEnum):
    """The classes of which a task that is there is in exactly one; the due day's own day is on time.

    A task that nobody received is waiting until its due day has passed, then overdue: silence is no excuse. Those without a
    due day are apart, done or not, so that on time and late are what they say. Cancelled ones are left out of every count.
    """

    ON_TIME = "on_time"
    LATE = "late"
    IN_TIME = "in_time"
    OVERDUE = "overdue"
    WAITING = "waiting"
    DONE_WITHOUT_DUE = "done_without_due"
    OPEN_WITHOUT_DUE = "open_without_due"
    CANCELLED = "cancelled"


FINISHED = frozenset({TaskClass.ON_TIME, TaskClass.LATE, TaskClass.DONE_WITHOUT_DUE})


class Taken(NamedTuple):
    """A step that was taken: what, on which day, and the due day that it set."""

    what: str
    day: date
    due_on: date | None


# The steps after which a task stands differently; an edit among them only where it changed the due day.
MOVING: Mapping[str, TaskState] = {
    TaskStep.RECEIVED: TaskState.OPEN,
    TaskStep.PROGRESS: TaskState.OPEN,
    TaskStep.FINISHED: TaskState.FINISHED,
    TaskStep.RETURNED: TaskState.RETURNED,
    TaskStep.ACCEPTED: TaskState.ACCEPTED,
    TaskStep.CANCELLED: TaskState.CANCELLED,
}
SETTING_DUE: frozenset[str] = frozenset({TaskStep.ASSIGNED, TaskStep.MORE_TIME_GRANTED, TaskStep.EDITED})


class TaskStanding(NamedTuple):
    """Where a task stands after some steps."""

    state: TaskState
    due_on: date | None
    done_on: date | None


def standing_on(kind: TaskKind, steps: Iterable[Taken], day: date) -> TaskStanding | None:
    """Where a task stood at the end of a day, by its steps in the order of their entry; None before it was there."""
    state: TaskState | None = None
    due_on: date | None = None
    done_on: date | None = None
    for what, taken_on, set_due in steps:
        if taken_on > day:
            continue
        if what in SETTING_DUE:
            due_on = set_due
        if what == TaskStep.ASSIGNED:
            state = TaskState.OPEN if kind == TaskKind.PLAN else TaskState.WAITING
        elif what == TaskStep.PROGRESS and state == TaskState.RETURNED:
            continue
        elif what in MOVING:
            state = MOVING[what]
            done_on = taken_on if what == TaskStep.FINISHED else done_on
    if state is None:
        return None
    return TaskStanding(state, due_on, done_on if state in DONE else None)


def class_of(standing: TaskStanding, day: date) -> TaskClass:
    """The class of a task that stands so at the end of this day."""
    state, due_on, done_on = standing
    if state == TaskState.CANCELLED:
        return TaskClass.CANCELLED
    if state in DONE:
        if due_on is None or done_on is None:
            return TaskClass.DONE_WITHOUT_DUE
        return TaskClass.ON_TIME if done_on <= due_on else TaskClass.LATE
    if due_on is not None and day > due_on:
        return TaskClass.OVERDUE
    if state == TaskState.WAITING:
        return TaskClass.WAITING
    return TaskClass.IN_TIME if due_on is not None else TaskClass.OPEN_WITHOUT_DUE


def class_on(kind: TaskKind, steps: Iterable[Taken], day: date) -> TaskClass | None:
    """The class on this day; None before the task was there."""
    standing = standing_on(kind, steps, day)
    return None if standing is None else class_of(standing, day)
