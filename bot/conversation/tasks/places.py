"""The places of tasks."""

from dataclasses import dataclass
from datetime import date

from bot.conversation.core.held import Held, Leaving
from bot.conversation.core.places import Until


@dataclass(frozen=True)
class Tasks(Held, at="tasks", leaving=Leaving.NOTHING_BEGUN):
    """The list of a unit's tasks, or, of a desk, of its units; a page of it."""

    unit: int | None = None
    page: int | None = None


@dataclass(frozen=True)
class OfTask(Held):
    """A place about the task of this number."""

    task: int = 0


@dataclass(frozen=True)
class TaskPage(OfTask, at="task", leaving=Leaving.NOTHING_BEGUN):
    """A task's page, and the list from which it was opened."""

    unit: int | None = None
    page: int | None = None


@dataclass(frozen=True)
class TaskRates(Held, at="task_rates", leaving=Leaving.NOTHING_BEGUN):
    """The rates of a period, "" for this year so far."""

    period: str = ""


@dataclass(frozen=True)
class NotingProgress(OfTask, at="noting_progress", leaving=Leaving.RECORDED):
    """What was done so far."""


@dataclass(frozen=True)
class FinishingTask(OfTask, at="finishing_task", leaving=Leaving.RECORDED):
    """The document that finished a task, and its day."""

    document: str = ""
    day: date | None = None


@dataclass(frozen=True)
class AskingMoreTime(Until, OfTask, at="asking_more_time", leaving=Leaving.RECORDED):
    """Until when more time is needed for a task, and why."""


@dataclass(frozen=True)
class Settling(OfTask):
    """The reason for a decision, about the step of this number if it is about one."""

    event: int = 0


@dataclass(frozen=True)
class ReturningResult(Settling, at="returning_result", leaving=Leaving.RECORDED):
    """Why a result goes back."""


@dataclass(frozen=True)
class RefusingMoreTime(Settling, at="refusing_more_time", leaving=Leaving.RECORDED):
    """Why no more time is given."""


@dataclass(frozen=True)
class CancellingTask(Settling, at="cancelling_task", leaving=Leaving.RECORDED):
    """Why a task is called off."""


@dataclass(frozen=True)
class MovingDue(OfTask, at="moving_due", leaving=Leaving.RECORDED):
    """A task's other due day."""

    day: date | None = None
