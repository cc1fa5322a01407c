"""Who may see a task, work on it, and assign or settle it."""

from collections.abc import Iterable

from sqlmodel import Session

from tracker.office.officers import Officer, Role, may_fill
from tracker.office.units import Unit, subtree_ids
from tracker.reports.reports import Source
from tracker.tasks.errors import TaskNotYours
from tracker.tasks.task import Task, co_unit_ids

_OWN = frozenset({Role.OFFICER, Role.LEADER})  # who do their unit's tasks; a desk assigns and settles them


def may_assign(session: Session, officer: Officer, unit_ids: Iterable[int]) -> bool:
    """Whether the officer may give tasks to all these units: a desk or an administrator, in their own subtree."""
    desk = officer.active and officer.role in {Role.DESK, Role.ADMIN}
    return desk and set(unit_ids) <= subtree_ids(session, officer.unit_id)


def may_plan(session: Session, officer: Officer, unit_id: int) -> bool:
    """Whether the officer may enter this unit's yearly plan: its own people, and whoever may assign to it."""
    return may_fill(officer, unit_id) or may_assign(session, officer, [unit_id])


def may_see_task(session: Session, officer: Officer, task: Task) -> bool:
    """Whether the officer belongs to the lead unit or a co-unit, or oversees one of them as a desk or an administrator."""
    units = {task.lead_unit_id, *co_unit_ids(session, task)}
    if officer.role in _OWN:
        return officer.active and officer.unit_id in units
    return officer.active and not units.isdisjoint(subtree_ids(session, officer.unit_id))


def may_work_on_task(officer: Officer, task: Task) -> bool:
    """Whether the officer may receive, report on and finish the task, and ask for more time: the lead unit's own people."""
    return officer.active and officer.role in _OWN and officer.unit_id == task.lead_unit_id


def may_settle_task(session: Session, officer: Officer, task: Task) -> bool:
    """Whether the officer may edit, cancel, accept and return the task, and decide about more time.

    A desk or an administrator over the lead unit and over the unit that assigned it: nobody settles what came from above.
    """
    return may_assign(session, officer, {task.lead_unit_id, task.assigner_unit_id})


def require_work(session: Session, task: Task, what: str, source: Source) -> None:
    """Raise TaskNotYours unless the officer may work on the task."""
    officer = session.get_one(Officer, source.officer_id)
    if not may_work_on_task(officer, task):
        refuse(session, officer, what, task.lead_unit_id)


def require_settle(session: Session, task: Task, what: str, source: Source) -> None:
    """Raise TaskNotYours unless the officer may settle the task."""
    officer = session.get_one(Officer, source.officer_id)
    if not may_settle_task(session, officer, task):
        refuse(session, officer, what, task.lead_unit_id)


def refuse(session: Session, officer: Officer, what: str, unit_id: int) -> None:
    """Raise TaskNotYours."""
    raise TaskNotYours(officer=officer.name, what=what, unit=session.get_one(Unit, unit_id).code)
