"""The broken rules of tasks; each class docstring is its sentence for the administrator and the log."""

from tracker.kernel.errors import TrackerError


class TaskUnknown(TrackerError):
    """There is no task {number}; list them with `dunghan task list`."""


class TaskNotYours(TrackerError):
    """{officer} may not {what} a task of {unit}."""


class TaskStateWrong(TrackerError):
    """A task that is {state} cannot be {wanted}."""


class TaskTitleMissing(TrackerError):
    """A task needs a title."""


class TaskDayInFuture(TrackerError):
    """{day} has not come yet."""


class TaskDueTooEarly(TrackerError):
    """The due day, {due}, must not be before {than}."""


class TaskDoneTooEarly(TrackerError):
    """The result is of {day}, but the task was assigned on {assigned}."""


class TaskWithoutDue(TrackerError):
    """The task has no due day, so it needs no more time and cannot repeat."""


class TaskDueSettled(TrackerError):
    """The task is {state}; its due day stands."""


class PlanTaskRepeats(TrackerError):
    """A task of a yearly plan cannot repeat: its repetitions would add to the number of tasks in the plan."""


class CoUnitLeads(TrackerError):
    """{unit} leads the task and cannot take part in it as well."""


class OfficerElsewhere(TrackerError):
    """{officer} is no officer of {unit}, which leads the task."""


class ProgressMissing(TrackerError):
    """What was done must be said in words."""


class TaskUnchanged(TrackerError):
    """The task says so already."""


class TaskFieldFixed(TrackerError):
    """{field} of a task cannot be edited; cancel the task and assign another."""


class MoreTimeWaiting(TrackerError):
    """More time was asked for already and waits for an answer."""


class MoreTimeNotAsked(TrackerError):
    """Nobody waits for more time for this task."""


class PlanTableNotFound(TrackerError):
    """No sheet has a table head such as STT, Nhiệm vụ, Đơn vị chủ trì, Thời gian in its first {rows} rows; is this a plan?"""


class PlanWrong(TrackerError):
    """Sheet {sheet}: {listed}.

    Nothing was imported.
    """
