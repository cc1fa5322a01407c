"""What the book of tasks says otherwise than the reports of a whole round: two queries, however many reports there are."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from sqlmodel import Session, col, or_

from tracker.calendar.periods import parse_period
from tracker.forms.cell import Cell
from tracker.forms.counting import TaskCount
from tracker.reports.rounds import Round
from tracker.tasks.figures import WHICH, Book, book_of, views
from tracker.tasks.history import Seen, TaskLog, read_log
from tracker.tasks.task import Task, TaskKind

Given = Mapping[Cell, tuple[TaskCount, Decimal, date]]  # by cell: what it counts, the amount, and when that was entered


def unlike_books(session: Session, round_: Round, given: Mapping[int, Given]) -> dict[int, dict[Cell, Decimal]]:
    """By unit and cell what `unlike_book` says of one report; `given` are the cells that count tasks, by unit."""
    units = [unit_id for unit_id, cells in given.items() if cells]
    if not units:
        return {}
    concerned = or_(col(Task.lead_unit_id).in_(units), col(Task.assigner_unit_id).in_(units))
    book = _Book(read_log(session, [concerned]), round_)
    return {unit_id: book.unlike(unit_id, given[unit_id]) for unit_id in units}


class _Book:
    """The tasks as they stood on the days of the entries, each day looked at once."""

    def __init__(self, log: TaskLog, round_: Round) -> None:
        self._log, self._round = log, round_
        self._year = parse_period(round_.period).year
        self._read: dict[tuple[Book, date], dict[int, list[Seen]]] = {}

    def unlike(self, unit_id: int, given: Given) -> dict[Cell, Decimal]:
        """The cells of this unit for which the book has another number; a unit without such tasks has none."""
        unlike = {}
        for cell, (count, amount, day) in given.items():
            seen = self._seen(book_of(count), day).get(unit_id, [])
            counted = Decimal(sum(task.class_ in WHICH[count.which] for task in seen))
            if seen and counted != amount:
                unlike[cell] = counted
        return unlike

    def _seen(self, book: Book, day: date) -> dict[int, list[Seen]]:
        """By the unit that the tasks count for: it leads what was assigned, and owns its plan."""
        view = views(self._round, day)[book]
        if (book, view.on) not in self._read:
            by_unit: dict[int, list[Seen]] = {}
            for task, plan_year in self._log.seen(view):
                if book[0] == TaskKind.PLAN and plan_year == self._year:
                    by_unit.setdefault(task.assigner_unit_id, []).append(task)
                elif book[0] == task.kind == TaskKind.ASSIGNED:
                    by_unit.setdefault(task.unit_id, []).append(task)
            self._read[book, view.on] = by_unit
        return self._read[book, view.on]
