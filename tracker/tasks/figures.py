"""Figures that the book of tasks gives to a report: how many, and which tasks they are."""

from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from tracker.calendar.periods import Period, WindowRule, parse_period
from tracker.forms.cell import Cell
from tracker.forms.counting import TaskCount
from tracker.reports.reports import Report
from tracker.reports.rounds import Round
from tracker.reports.snapshot import snapshot_of
from tracker.tasks.classes import FINISHED, TaskClass
from tracker.tasks.history import View, in_lead, seen_tasks
from tracker.tasks.task import Task, TaskKind

WHICH = {
    "all": frozenset(TaskClass) - {TaskClass.CANCELLED},
    "done": FINISHED,
    "on time": frozenset({TaskClass.ON_TIME}),
    "late": frozenset({TaskClass.LATE}),
    "overdue": frozenset({TaskClass.OVERDUE}),
    "in time": frozenset({TaskClass.IN_TIME, TaskClass.WAITING}),
}
Book = tuple[str, bool]  # the tasks' kind, and whether they count from the year's start


class FromTasks(NamedTuple):
    """A figure, and the tasks behind it."""

    amount: Decimal
    tasks: list[Task]


def counted_in_book(session: Session, report: Report, today: date) -> dict[Cell, FromTasks]:
    """What the cells that come from tasks would show, as it stood when the data closed, or today if it has not yet.

    A row of the plan counts the plan of the period's year that the unit owns. A row of assigned tasks counts those that the
    unit leads and that were assigned within the data window or not over when it began; from the year's start if it says so.
    Four queries, none for a unit without tasks. A report whose unit has no such task gets no figure for the row: that is not
    known to be 0.
    """
    snapshot = snapshot_of(session, report)
    counts = snapshot.form.of_level(snapshot.unit.level).from_tasks
    if not counts or not snapshot.has_tasks:
        return {}
    books = _books(snapshot.round, snapshot.unit.id, today)
    read = {name: seen_tasks(session, *books[name]) for name in {book_of(count) for count in counts.values()}}
    behind = {
        cell: [task.task_id for task in read[book_of(count)] if task.class_ in WHICH[count.which]]
        for cell, count in counts.items()
        if read[book_of(count)]
    }
    tasks = _tasks(session, {number for numbers in behind.values() for number in numbers})
    return {cell: FromTasks(Decimal(len(numbers)), [tasks[number] for number in numbers]) for cell, numbers in behind.items()}


def finished_in_book(session: Session, report: Report, cells: Collection[Cell], today: date) -> list[Task]:
    """The finished ones among the tasks that these cells count, as they stood when the data closed, or today; by day."""
    snapshot = snapshot_of(session, report)
    counts = snapshot.form.of_level(snapshot.unit.level).from_tasks
    wanted = {book_of(counts[cell]) for cell in cells if cell in counts} if snapshot.has_tasks else set()
    books = _books(snapshot.round, snapshot.unit.id, today) if wanted else {}
    numbers = {task.task_id for book in wanted for task in seen_tasks(session, *books[book]) if task.class_ in FINISHED}
    return sorted(_tasks(session, numbers).values(), key=lambda task: (task.done_on or today, task.id)) if numbers else []


def unlike_book(session: Session, report: Report, entered: Mapping[Cell, tuple[Decimal, date]]) -> dict[Cell, Decimal]:
    """What the book of tasks says of these cells where it differs from the amount that was entered on that day.

    None for a unit without tasks.
    """
    snapshot = snapshot_of(session, report)
    cells = [cell for cell in entered if snapshot.form.row_of(cell).tasks]
    if not cells or not snapshot.has_tasks:
        return {}
    unlike: dict[Cell, Decimal] = {}
    for day in sorted({entered[cell][1] for cell in cells}):
        said = counted_in_book(session, report, day)
        on_that_day = [cell for cell in cells if cell in said and entered[cell][1] == day]
        unlike |= {cell: said[cell].amount for cell in on_that_day if said[cell].amount != entered[cell][0]}
    return unlike


def book_of(count: TaskCount) -> Book:
    """Where such a row counts."""
    return count.kind, count.cumulative


def _books(round_: Round, unit_id: int, today: date) -> dict[Book, tuple[View, list[ColumnElement[bool]]]]:
    """Where each kind of row counts: how the tasks are looked at, and which."""
    planned = [col(Task.assigner_unit_id) == unit_id, col(Task.plan_year) == parse_period(round_.period).year]
    assigned = [in_lead([unit_id]), col(Task.kind) == TaskKind.ASSIGNED]
    return {book: (view, planned if book[0] == TaskKind.PLAN else assigned) for book, view in views(round_, today).items()}


def views(round_: Round, today: date) -> dict[Book, View]:
    """How the tasks are looked at for each kind of row."""
    period, on = parse_period(round_.period), min(round_.window_to, today)
    return {
        (TaskKind.PLAN, True): View(on),
        (TaskKind.ASSIGNED, False): View(on, since=round_.window_from),
        (TaskKind.ASSIGNED, True): View(on, since=_year_start(round_, period)),
    }


def _year_start(round_: Round, period: Period) -> date:
    """The first day of the year's data, by calendar where the round is cut so; a letter may let its data begin before."""
    by_calendar = (round_.window_from, round_.window_to) == period.window(WindowRule.CALENDAR)
    year = parse_period(f"{period.year}-Y").window(WindowRule.CALENDAR if by_calendar else WindowRule.DECREE)
    return min(year[0], round_.window_from)


def _tasks(session: Session, numbers: set[int]) -> dict[int, Task]:
    return {task.id: task for task in session.exec(select(Task).where(col(Task.id).in_(numbers)))}
