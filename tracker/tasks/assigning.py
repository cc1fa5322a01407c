"""Assigning tasks, editing them and calling them off: what the desk above does."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlmodel import Session

from tracker.audit.log import Deed, What, note
from tracker.kernel.keeping import note_change
from tracker.kernel.names import tidy
from tracker.kernel.uncounted import count_units_again
from tracker.office.officers import Officer
from tracker.office.units import Unit
from tracker.reports.reports import Source, require_reason
from tracker.tasks.errors import (
    CoUnitLeads,
    OfficerElsewhere,
    PlanTaskRepeats,
    TaskDayInFuture,
    TaskDueSettled,
    TaskDueTooEarly,
    TaskFieldFixed,
    TaskStateWrong,
    TaskTitleMissing,
    TaskUnchanged,
    TaskWithoutDue,
)
from tracker.tasks.rights import may_assign, refuse, require_settle
from tracker.tasks.task import (
    UNFINISHED,
    Priority,
    Repeat,
    Task,
    TaskCoUnit,
    TaskEvent,
    TaskKind,
    TaskState,
    TaskStep,
    local_day,
)

_WORDS = ("title", "document_number", "document_body", "in_charge", "taking_part", "field", "product", "notes")
EDITABLE = frozenset({*_WORDS, "document_on", "due_on", "priority", "responsible_id", "every"})


class Document(NamedTuple):
    """A document as it is cited: its number, its day and who issued it."""

    number: str = ""
    day: date | None = None
    body: str = ""


_NO_DOCUMENT = Document()


@dataclass(frozen=True)
class NewTask:
    """What is to be done; `assigned_on` is the day of the assignment, today if left out."""

    title: str
    due_on: date | None = None
    document: Document = _NO_DOCUMENT
    assigned_on: date | None = None
    co_units: Sequence[Unit] = ()
    responsible: Officer | None = None
    in_charge: str = ""
    taking_part: str = ""
    field: str = ""
    priority: Priority = Priority.NORMAL
    product: str = ""
    notes: str = ""
    every: Repeat | None = None


class PlanPlace(NamedTuple):
    """Where a task stands in a yearly plan: whose, of which year, and what tells it from the others."""

    owner: Unit
    year: int
    key: str


def assign_task(session: Session, new: NewTask, lead: Unit, source: Source) -> Task:
    """Give a unit a task.

    Raises TaskNotYours, TaskTitleMissing, TaskDayInFuture, TaskDueTooEarly, TaskWithoutDue, CoUnitLeads, OfficerElsewhere.
    """
    officer = session.get_one(Officer, source.officer_id)
    if not may_assign(session, officer, {lead.id, *(unit.id for unit in new.co_units)}):
        refuse(session, officer, "assign", lead.id)
    return add_task(session, new, lead, source)


def add_task(session: Session, new: NewTask, lead: Unit, source: Source, plan: PlanPlace | None = None) -> Task:
    """Add a task without asking who may; of a yearly plan, which nobody has to receive, or assigned by superiors."""
    _check(new, lead, source, plan)
    words: dict[str, Any] = {name: tidy(getattr(new, name)) for name in _WORDS if not name.startswith("document")}
    task = Task(
        **words,
        kind=TaskKind.PLAN if plan else TaskKind.ASSIGNED,
        state=TaskState.OPEN if plan else TaskState.WAITING,
        lead_unit_id=lead.id,
        assigner_unit_id=plan.owner.id if plan else session.get_one(Officer, source.officer_id).unit_id,
        assigner_id=source.officer_id,
        assigned_on=new.assigned_on or local_day(source.at),
        document_number=tidy(new.document.number),
        document_on=new.document.day,
        document_body=tidy(new.document.body),
        responsible_id=new.responsible.id if new.responsible else None,
        due_on=new.due_on,
        priority=new.priority,
        plan_year=plan.year if plan else None,
        plan_key=plan.key if plan else None,
        every=new.every,
        repeats_from=new.due_on if new.every else None,
    )
    session.add(task)
    session.flush()
    if new.every:
        task.series_id = task.id
    session.add_all(TaskCoUnit(task_id=task.id, unit_id=number) for number in dict.fromkeys(unit.id for unit in new.co_units))
    note_step(session, task, TaskStep.ASSIGNED, source, day=task.assigned_on, due_on=task.due_on)
    return task


def _check(new: NewTask, lead: Unit, source: Source, plan: PlanPlace | None) -> None:
    if not tidy(new.title):
        raise TaskTitleMissing
    today = local_day(source.at)
    assigned_on = new.assigned_on or today
    if assigned_on > today:
        raise TaskDayInFuture(day=assigned_on)
    if new.due_on and new.due_on < assigned_on:
        raise TaskDueTooEarly(due=new.due_on, than=assigned_on)
    if new.every and plan:
        raise PlanTaskRepeats
    if new.every and not new.due_on:
        raise TaskWithoutDue
    if any(unit.id == lead.id for unit in new.co_units):
        raise CoUnitLeads(unit=lead.code)
    if new.responsible and new.responsible.unit_id != lead.id:
        raise OfficerElsewhere(officer=new.responsible.name, unit=lead.code)


def cancel_task(session: Session, task: Task, reason: str, source: Source) -> None:
    """Call it off (hủy), with its series; raises TaskNotYours, TaskStateWrong, ReasonMissing."""
    require_settle(session, task, "cancel", source)
    if task.state in {TaskState.ACCEPTED, TaskState.CANCELLED}:
        raise TaskStateWrong(state=task.state, wanted="cancelled")
    reason = require_reason(reason)
    task.state, task.done_on, task.result, task.wanted_due_on = TaskState.CANCELLED, None, "", None
    note_step(session, task, TaskStep.CANCELLED, source, reason=reason)


def edit_task(session: Session, task: Task, changes: Mapping[str, object], source: Source, reason: str = "") -> None:
    """Change columns of EDITABLE; every old value stays in the events. A due day changes from today on, never before.

    `every` can only be set to None, which ends the series.

    Raises TaskNotYours, TaskStateWrong, TaskFieldFixed, TaskUnchanged, TaskTitleMissing, TaskDueTooEarly, TaskDueSettled,
    TaskWithoutDue, OfficerElsewhere.
    """
    require_settle(session, task, "edit", source)
    if task.state == TaskState.CANCELLED:
        raise TaskStateWrong(state=task.state, wanted="edited")
    wanted = {name: tidy(value) if isinstance(value, str) else value for name, value in changes.items()}
    changed = {name: value for name, value in wanted.items() if name not in EDITABLE or value != getattr(task, name)}
    if not changed:
        raise TaskUnchanged
    _check_changes(session, task, changed)
    for name, value in changed.items():
        facts = {"edited": name, "old": _said(getattr(task, name)), "new": _said(value)}
        setattr(task, name, value)
        due = {"due_on": task.due_on} if name == "due_on" else {}
        note_step(session, task, TaskStep.EDITED, source, reason=tidy(reason), **facts, **due)


def _check_changes(session: Session, task: Task, changed: Mapping[str, object]) -> None:
    for name in (name for name in changed if name not in EDITABLE or (name == "every" and changed[name])):
        raise TaskFieldFixed(field=name)
    if not changed.get("title", task.title):
        raise TaskTitleMissing
    due_on = changed.get("due_on", task.due_on)
    if "due_on" in changed and task.state not in UNFINISHED:
        raise TaskDueSettled(state=task.state)
    if isinstance(due_on, date) and due_on < task.assigned_on:
        raise TaskDueTooEarly(due=due_on, than=task.assigned_on)
    if changed.get("every", task.every) and not due_on:
        raise TaskWithoutDue
    responsible = session.get(Officer, changed["responsible_id"]) if changed.get("responsible_id") else None
    if responsible and responsible.unit_id != task.lead_unit_id:
        raise OfficerElsewhere(officer=responsible.name, unit=session.get_one(Unit, task.lead_unit_id).code)


def _said(value: object) -> str:
    return "" if value is None else str(value)


def note_step(session: Session, task: Task, what: TaskStep, source: Source, **facts: Any) -> TaskEvent:
    """Keep a step with who took it, when and where."""
    event = TaskEvent(
        **{"day": local_day(source.at), **facts},
        task_id=task.id,
        what=what,
        officer_id=source.officer_id,
        at=source.at,
        origin=source.origin,
    )
    session.add_all([task, event])
    session.flush()
    note_change(session)
    count_units_again(session, task.lead_unit_id, task.assigner_unit_id)
    _note(session, task, event, source)
    return event


def _note(session: Session, task: Task, event: TaskEvent, source: Source) -> None:
    """The step in the audit log: of an edit the old and new value, of any other what it set."""
    new = event.new or " ".join(filter(None, [event.document, _said(event.due_on)]))
    subject = f"task {task.id} {event.edited}".strip()
    note(session, Deed(What.TASK, event.what, task.lead_unit_id, None, subject, event.old, new, event.reason), source)
