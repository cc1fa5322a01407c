"""10,000 tasks over 300 units: what my-tasks, the rates and the book take, in queries and milliseconds."""

import argparse
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from sqlalchemy import Engine, event, insert, text
from sqlmodel import Session, select

from bot.storage.database import make_engine, transaction, upgrade
from tracker.calendar.periods import ZONE
from tracker.office.officers import Role, add_officer
from tracker.office.units import Unit, UnitLine, import_units, unit_by_code
from tracker.tasks.history import View
from tracker.tasks.listing import open_tasks
from tracker.tasks.rates import By, tallies_within, tally_within
from tracker.tasks.task import Task, TaskEvent, TaskState, TaskStep
from tracker.workbooks.task_book import task_book

TODAY = date(2026, 9, 1)
_AT = datetime(2026, 8, 31, 9, tzinfo=ZONE)
_ROUNDS = 15


def set_up(session: Session, units: int, tasks: int) -> None:
    """A province over its communes; each task received, two in three finished, one in ten with more time."""
    chance = random.Random(7)
    lines = [UnitLine(n, f"XA-{n}", f"Xã {n}", "xã", "TINH") for n in range(units)]
    import_units(session, [UnitLine(-1, "TINH", "Tỉnh", "tỉnh", ""), *lines])
    top = unit_by_code(session, "TINH")
    officer = add_officer(session, "Thu", top, Role.DESK)
    leading = [unit_id for unit_id in session.exec(select(Unit.id)) if unit_id != top.id]
    rows, steps = [], []
    for number in range(1, tasks + 1):
        assigned_on = TODAY - timedelta(days=chance.randrange(1, 240))
        due_on = assigned_on + timedelta(days=chance.randrange(5, 90))
        done_on = assigned_on + timedelta(days=chance.randrange(90)) if chance.random() < 2 / 3 else None
        done_on = done_on if done_on and done_on <= TODAY else None
        common = {"officer_id": officer.id, "at": _AT, "origin": "benchmark", "reason": "", "document": ""}
        common |= {"task_id": number, "edited": "", "old": "", "new": "", "due_on": None}
        steps += [
            common | {"what": TaskStep.ASSIGNED, "day": assigned_on, "due_on": due_on},
            common | {"what": TaskStep.RECEIVED, "day": assigned_on},
        ]
        if chance.random() < 1 / 10:
            due_on += timedelta(days=10)
            steps.append(common | {"what": TaskStep.MORE_TIME_GRANTED, "day": assigned_on, "due_on": due_on})
        if done_on:
            steps.append(common | {"what": TaskStep.FINISHED, "day": done_on})
        task = Task(
            id=number,
            title=f"Nhiệm vụ {number}",
            lead_unit_id=chance.choice(leading),
            assigner_unit_id=top.id,
            assigner_id=officer.id,
            assigned_on=assigned_on,
            field=f"Nội dung {number % 7}",
            due_on=due_on,
            state=TaskState.FINISHED if done_on else TaskState.OPEN,
            done_on=done_on,
        )
        rows.append(task.model_dump())
    session.execute(insert(Task), rows)
    session.execute(insert(TaskEvent), steps)


def measure(engine: Engine, ask: Callable[[Session], object]) -> tuple[int, float]:
    """Queries of one call, and the median of its milliseconds over several, each in a session of its own."""
    asked, took = 0, []

    def count(*_: object) -> None:
        nonlocal asked
        asked += 1

    event.listen(engine, "before_cursor_execute", count)
    for _ in range(_ROUNDS):
        with transaction(engine) as session:
            begun = time.perf_counter()
            ask(session)
            took.append(time.perf_counter() - begun)
    event.remove(engine, "before_cursor_execute", count)
    return asked // _ROUNDS, 1000 * statistics.median(took)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tasks", type=int, default=10_000)
    parser.add_argument("--units", type=int, default=300)
    parser.add_argument("--url", help="Another database than a SQLite file; it must be empty.")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        engine = make_engine(asked.url or f"sqlite:///{folder}/tasks.db")
        upgrade(engine)
        with transaction(engine) as session:
            set_up(session, asked.units, asked.tasks)
        view = View(TODAY, since=date(TODAY.year, 1, 1))
        mine = "SELECT * FROM task WHERE lead_unit_id = 5 AND state IN ('waiting', 'open', 'returned')"
        steps = "SELECT task_id, what, day, due_on FROM task_event ORDER BY id"
        asking: dict[str, Callable[[Session], object]] = {
            "bare query: a unit's open tasks": lambda s: s.execute(text(mine)).all(),
            "my tasks of a unit": lambda s: open_tasks(s, unit_by_code(s, "XA-3"), TODAY),
            "bare query: all steps": lambda s: s.execute(text(steps)).all(),
            "rates of the subtree": lambda s: tally_within(s, unit_by_code(s, "TINH"), view),
            "rates of the subtree by unit": lambda s: tallies_within(s, unit_by_code(s, "TINH"), view, By.UNIT),
            "the book of one unit": lambda s: task_book(s, unit_by_code(s, "XA-3"), view),
        }
        print(
            f"{asked.tasks} tasks over {asked.units} units; of the queries, one begins the transaction and one finds the unit"
        )
        print(f"{'':36}{'queries':>8}{'ms':>9}")
        for name, ask in asking.items():
            queries, took = measure(engine, ask)
            print(f"{name:36}{queries:8}{took:9.1f}")
        engine.dispose()


if __name__ == "__main__":
    main()
