"""Tasks: what a unit was told to do or planned to do, by when, and every step that was taken."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, Session, SQLModel, select

from tracker.calendar.periods import ZONE
from tracker.kernel.columns import AwareTime
from tracker.tasks.errors import TaskUnknown


class TaskKind(StrEnum):
    """Assigned by superiors, or set by a unit in its own yearly plan."""

    ASSIGNED = "assigned"
    PLAN = "plan"


class TaskState(StrEnum):
    """Where a task stands: a returned one is with its officers again."""

    WAITING = "waiting"
    OPEN = "open"
    RETURNED = "returned"
    FINISHED = "finished"
    ACCEPTED = "accepted"
    CANCELLED = "cancelled"


UNFINISHED = frozenset({TaskState.WAITING, TaskState.OPEN, TaskState.RETURNED})
DONE = frozenset({TaskState.FINISHED, TaskState.ACCEPTED})


class Priority(StrEnum):
    """How urgent the document says that it is."""

    NORMAL = "normal"
    URGENT = "urgent"


class Repeat(StrEnum):
    """How often a task comes again."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


class TaskStep(StrEnum):
    """What can happen to a task."""

    ASSIGNED = "assigned"
    RECEIVED = "received"
    PROGRESS = "progress"
    MORE_TIME_ASKED = "more_time_asked"
    MORE_TIME_GRANTED = "more_time_granted"
    MORE_TIME_REFUSED = "more_time_refused"
    FINISHED = "finished"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    CANCELLED = "cancelled"
    EDITED = "edited"


def _among(column: str, values: type[StrEnum]) -> str:
    return f"{column} in ({', '.join(repr(value.value) for value in values)})"


class Task(SQLModel, table=True):
    """One thing that one unit must do; the unit in the lead works on it, co-units see it.

    `assigner_unit_id` is the unit that assigned it, or whose yearly plan (`plan_year`) it is in; `document_*` say which
    document asks for it: number, day and issuing body as printed. `field` is one of the contents of tracker/tasks/contents.py
    or free words, `in_charge` and `taking_part` name people and bodies that are no units, as a plan prints them. The due day
    itself is on time. State, due and done day are what the events say by now; `result` is the number of the document that
    finished it, `wanted_due_on` the day asked for. A task that repeats `every` so often counts from `repeats_from`, the
    first due day of its series. `plan_key` tells the tasks of a plan apart, whatever becomes of their titles.
    """

    __table_args__ = (
        CheckConstraint("title <> ''", name="title_given"),
        CheckConstraint(_among("kind", TaskKind), name="kind_known"),
        CheckConstraint(_among("state", TaskState), name="state_known"),
        CheckConstraint(_among("priority", Priority), name="priority_known"),
        CheckConstraint(_among("every", Repeat), name="every_known"),
        CheckConstraint(
            "(kind = 'plan') = (plan_year is not null) and (plan_year is null) = (plan_key is null)", name="plan_shape"
        ),
        CheckConstraint("every is null or (kind = 'assigned' and repeats_from is not null)", name="repeat_shape"),
        CheckConstraint("(done_on is not null) = (state in ('finished', 'accepted'))", name="done_shape"),
        UniqueConstraint("assigner_unit_id", "plan_year", "plan_key"),
        UniqueConstraint("series_id", "occurrence"),
    )

    id: int = Field(default=None, primary_key=True)
    title: str
    kind: str = TaskKind.ASSIGNED
    lead_unit_id: int = Field(foreign_key="unit.id", index=True)
    assigner_unit_id: int = Field(foreign_key="unit.id", index=True)
    assigner_id: int = Field(foreign_key="officer.id")
    assigned_on: date
    document_number: str = ""
    document_on: date | None = None
    document_body: str = ""
    responsible_id: int | None = Field(default=None, foreign_key="officer.id")
    in_charge: str = ""
    taking_part: str = ""
    field: str = ""
    due_on: date | None = None
    priority: str = Priority.NORMAL
    product: str = ""
    notes: str = ""
    state: str = TaskState.WAITING
    done_on: date | None = None
    result: str = ""
    wanted_due_on: date | None = None
    plan_year: int | None = None
    plan_key: str | None = None
    every: str | None = None
    repeats_from: date | None = None
    series_id: int | None = Field(default=None, foreign_key="task.id")
    occurrence: int = 0


class TaskCoUnit(SQLModel, table=True):
    """A unit that takes part in a task under another's lead."""

    __tablename__ = "task_co_unit"

    task_id: int = Field(foreign_key="task.id", primary_key=True)
    unit_id: int = Field(foreign_key="unit.id", primary_key=True, index=True)


class TaskEvent(SQLModel, table=True):
    """A step in a task's life; append-only.

    `at` is when it was entered, `day` when it took place: the day of the document for what was finished, the day of the
    assignment, otherwise the day of `at` in Việt Nam. `due_on` is the due day that was set or asked for. An edit names the
    column with its old and new value.
    """

    __tablename__ = "task_event"
    __table_args__ = (CheckConstraint(_among("what", TaskStep), name="what_known"),)

    id: int = Field(default=None, primary_key=True)
    task_id: int = Field(foreign_key="task.id", index=True)
    what: str
    day: date
    officer_id: int = Field(foreign_key="officer.id")
    at: datetime = Field(sa_type=AwareTime)
    origin: str
    reason: str = ""
    due_on: date | None = None
    document: str = ""
    edited: str = ""
    old: str = ""
    new: str = ""


class TaskFile(SQLModel, table=True):
    """A file that proves a result: it came with the event that finished the task."""

    __tablename__ = "task_file"

    id: int = Field(default=None, primary_key=True)
    event_id: int = Field(foreign_key="task_event.id", unique=True)
    name: str
    content: bytes


def local_day(at: datetime) -> date:
    """The day in Việt Nam."""
    return at.astimezone(ZONE).date()


def find_task(session: Session, number: int) -> Task:
    """The task of this number; raises TaskUnknown."""
    task = session.get(Task, number)
    if task is None:
        raise TaskUnknown(number=number)
    return task


def co_unit_ids(session: Session, task: Task) -> set[int]:
    """The units that take part under another's lead."""
    return set(session.exec(select(TaskCoUnit.unit_id).where(TaskCoUnit.task_id == task.id)))


def events_of(session: Session, task: Task) -> list[TaskEvent]:
    """Every step, in the order in which they were entered."""
    return list(session.exec(select(TaskEvent).where(TaskEvent.task_id == task.id).order_by(TaskEvent.id)))  # type: ignore[arg-type]
