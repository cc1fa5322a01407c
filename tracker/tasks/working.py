"""Working on tasks: received, carried on, finished, then accepted or returned; and more time for them."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, select

from tracker.audit.log import Deed, What, note
from tracker.kernel.names import tidy
from tracker.reports.reports import Source, require_reason
from tracker.tasks.assigning import note_step
from tracker.tasks.errors import (
    MoreTimeNotAsked,
    MoreTimeWaiting,
    ProgressMissing,
    TaskDayInFuture,
    TaskDoneTooEarly,
    TaskDueTooEarly,
    TaskStateWrong,
    TaskWithoutDue,
)
from tracker.tasks.rights import require_settle, require_work
from tracker.tasks.task import DONE, UNFINISHED, Task, TaskFile, TaskState, TaskStep, events_of, local_day


@dataclass(frozen=True)
class Result:
    """What finished a task: the day of the document and its number, and a file if there is one."""

    day: date
    document: str = ""
    file_name: str = ""
    content: bytes = b""


def receive_task(session: Session, task: Task, source: Source) -> None:
    """Take it on (nhận); raises TaskNotYours, TaskStateWrong."""
    require_work(session, task, "receive", source)
    _require(task, {TaskState.WAITING}, "received")
    task.state = TaskState.OPEN
    note_step(session, task, TaskStep.RECEIVED, source)


def note_progress(session: Session, task: Task, words: str, source: Source) -> None:
    """Keep what was done so far; whoever does so has received it. Raises TaskNotYours, TaskStateWrong, ProgressMissing."""
    require_work(session, task, "report on", source)
    _require(task, UNFINISHED, "reported on")
    if not tidy(words):
        raise ProgressMissing
    if task.state == TaskState.WAITING:
        task.state = TaskState.OPEN
    note_step(session, task, TaskStep.PROGRESS, source, reason=tidy(words))


def finish_task(session: Session, task: Task, result: Result, source: Source) -> None:
    """Say that it is done, by a document whose own day decides on time or late.

    What was asked for meanwhile, more time, is of no use any more. Raises TaskNotYours, TaskStateWrong, TaskDayInFuture,
    TaskDoneTooEarly.
    """
    require_work(session, task, "finish", source)
    _require(task, UNFINISHED, "finished")
    if result.day > local_day(source.at):
        raise TaskDayInFuture(day=result.day)
    if result.day < task.assigned_on:
        raise TaskDoneTooEarly(day=result.day, assigned=task.assigned_on)
    task.state, task.done_on, task.result = TaskState.FINISHED, result.day, tidy(result.document)
    task.wanted_due_on = None
    event = note_step(session, task, TaskStep.FINISHED, source, day=result.day, document=task.result)
    if result.content:
        _keep(session, task, TaskFile(event_id=event.id, name=tidy(result.file_name), content=result.content), source)


def keep_evidence(session: Session, task: Task, file_name: str, content: bytes, source: Source) -> None:
    """Keep a file that proves the result, in place of another of the same result; raises TaskNotYours, TaskStateWrong."""
    require_work(session, task, "keep evidence of", source)
    _require(task, {TaskState.FINISHED}, "proved")
    finished = [event for event in events_of(session, task) if event.what == TaskStep.FINISHED][-1]
    kept = session.exec(select(TaskFile).where(TaskFile.event_id == finished.id)).first()
    kept = kept or TaskFile(event_id=finished.id, name="", content=b"")
    kept.name, kept.content = tidy(file_name), content
    _keep(session, task, kept, source)


def _keep(session: Session, task: Task, file: TaskFile, source: Source) -> None:
    note(session, Deed(What.TASK, "evidence kept", task.lead_unit_id, None, f"task {task.id}", new=file.name), source)
    session.add(file)
    session.flush()


def evidence_of(session: Session, task: Task) -> TaskFile | None:
    """The file that proves the result that stands, if one was kept."""
    finished = [event.id for event in events_of(session, task) if event.what == TaskStep.FINISHED][-1:]
    if task.state not in DONE or not finished:
        return None
    return session.exec(select(TaskFile).where(TaskFile.event_id == finished[0])).first()


def accept_result(session: Session, task: Task, source: Source) -> None:
    """Take the result; raises TaskNotYours, TaskStateWrong."""
    require_settle(session, task, "accept", source)
    _require(task, {TaskState.FINISHED}, "accepted")
    task.state = TaskState.ACCEPTED
    note_step(session, task, TaskStep.ACCEPTED, source)


def return_result(session: Session, task: Task, reason: str, source: Source) -> None:
    """Send the result back (trả lại): the task is not done; raises TaskNotYours, TaskStateWrong, ReasonMissing."""
    require_settle(session, task, "return", source)
    _require(task, {TaskState.FINISHED}, "returned")
    reason = require_reason(reason)
    task.state, task.done_on, task.result = TaskState.RETURNED, None, ""
    note_step(session, task, TaskStep.RETURNED, source, reason=reason)


def ask_more_time(session: Session, task: Task, wanted: date, reason: str, source: Source) -> None:
    """Ask for a later due day.

    Raises TaskNotYours, TaskStateWrong, TaskWithoutDue, MoreTimeWaiting, TaskDueTooEarly, ReasonMissing.
    """
    require_work(session, task, "ask more time for", source)
    _require(task, UNFINISHED, "given more time")
    if task.due_on is None:
        raise TaskWithoutDue
    if task.wanted_due_on is not None:
        raise MoreTimeWaiting
    _require_later(wanted, task.due_on, source)
    reason = require_reason(reason)
    task.wanted_due_on = wanted
    note_step(session, task, TaskStep.MORE_TIME_ASKED, source, reason=reason, due_on=wanted)


def grant_more_time(session: Session, task: Task, due_on: date, source: Source) -> None:
    """Set this due day, which need not be the one asked for; raises TaskNotYours, MoreTimeNotAsked, TaskDueTooEarly."""
    require_settle(session, task, "give more time for", source)
    if task.wanted_due_on is None or task.due_on is None:
        raise MoreTimeNotAsked
    _require_later(due_on, task.due_on, source)
    task.due_on, task.wanted_due_on = due_on, None
    note_step(session, task, TaskStep.MORE_TIME_GRANTED, source, due_on=due_on)


def refuse_more_time(session: Session, task: Task, reason: str, source: Source) -> None:
    """Leave the due day as it is; raises TaskNotYours, MoreTimeNotAsked, ReasonMissing."""
    require_settle(session, task, "refuse more time for", source)
    if task.wanted_due_on is None:
        raise MoreTimeNotAsked
    reason = require_reason(reason)
    task.wanted_due_on = None
    note_step(session, task, TaskStep.MORE_TIME_REFUSED, source, reason=reason)


def _require(task: Task, allowed: frozenset[TaskState] | set[TaskState], wanted: str) -> None:
    if task.state not in allowed:
        raise TaskStateWrong(state=task.state, wanted=wanted)


def _require_later(wanted: date, due_on: date, source: Source) -> None:
    if wanted <= due_on or wanted < local_day(source.at):
        raise TaskDueTooEarly(due=wanted, than=max(due_on, local_day(source.at)))
