"""The rates: each formula by its own words, exact, and as cheap for many tasks as for few."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, event
from sqlmodel import Session

from tests.tasking import DAY, People
from tracker.tasks.assigning import cancel_task
from tracker.tasks.classes import TaskClass
from tracker.tasks.history import View
from tracker.tasks.listing import open_tasks
from tracker.tasks.rates import By, RateFormula, TaskCounts, tallies_within, tally_within
from tracker.workbooks.task_book import printed_rate
from tracker.workbooks.words import RATE_FORMULAS

NONE = dict.fromkeys(TaskClass, 0)


def tally(**counts: int) -> TaskCounts:
    return TaskCounts(NONE | {TaskClass(name): count for name, count in counts.items()})


def later(days: int) -> date:
    return DAY + timedelta(days=days)


@pytest.mark.parametrize(
    ("counts", "formula", "expected"),
    [
        (tally(on_time=6000, late=932, in_time=1300, overdue=50, cancelled=9), RateFormula.ALL, "83.70"),
        (tally(on_time=2400, late=101, overdue=222, in_time=3549), RateFormula.COME_DUE, "91.85"),
        (tally(on_time=14068, late=1983, in_time=5640, overdue=223), RateFormula.COME_DUE, "98.63"),
        (tally(on_time=572, late=55), RateFormula.ON_TIME, "91.23"),
        (tally(on_time=1, in_time=799), RateFormula.ALL, "0.13"),  # 0,125: half up
        (tally(done_without_due=1, open_without_due=1), RateFormula.ALL, "50.00"),
        (tally(done_without_due=1), RateFormula.ON_TIME, None),
        (tally(in_time=5, waiting=2), RateFormula.COME_DUE, None),
        (tally(cancelled=3), RateFormula.ALL, None),
    ],
)
def test_each_formula_divides_what_its_words_say(counts: TaskCounts, formula: RateFormula, expected: str | None) -> None:
    """Đà Nẵng 2022: 6.932 of 8.282; the Government's Office: 2.501 of 2.723, and 16.051 done with 223 overdue in 2017."""
    assert counts.rate(formula) == (None if expected is None else Decimal(expected))
    assert RATE_FORMULAS[formula]


def test_a_rate_is_printed_the_vietnamese_way_and_nothing_as_a_dash() -> None:
    assert printed_rate(tally(on_time=17, in_time=24), RateFormula.ALL) == "41,46%"
    assert printed_rate(tally(), RateFormula.ALL) == "-"


@given(st.lists(st.integers(0, 10_000), min_size=len(TaskClass), max_size=len(TaskClass)))
def test_whatever_the_counts_a_rate_is_between_0_and_100(counts: list[int]) -> None:
    found = TaskCounts(dict(zip(TaskClass, counts, strict=True)))
    assert found.total + found.counts[TaskClass.CANCELLED] == sum(counts)
    for formula in RateFormula:
        rate = found.rate(formula)
        assert rate is None or 0 <= rate <= 100


@pytest.fixture
def people(session: Session) -> People:
    people = People(session)
    for code, field, done in (("BAN-THI", "Thể chế", 2), ("DONG-LAC", "Thể chế", None), ("DONG-LAC", "Công vụ", None)):
        task = people.assign(f"{field} {code}", to=code, due_on=later(5), field=field)
        if done:
            people.finish(task, later(done))
    cancel_task(session, people.assign("thừa", to="DONG-LAC", field="Công vụ"), "trùng", people.desk())
    return people


def test_tasks_are_counted_within_a_subtree_and_by_unit_field_and_assigner(people: People) -> None:
    session, view = people.session, View(later(6))
    whole = tally_within(session, people.unit("CHO-DON"), view)
    assert whole == tally(on_time=1, overdue=2, cancelled=1)
    assert tally_within(session, people.unit("BAN-THI"), view) == tally(on_time=1)
    assert tally_within(session, people.unit("THANH-HOA"), view) == tally()
    by = {name: tallies_within(session, people.unit("BAC-KAN"), view, name) for name in By}
    assert by[By.UNIT] == {"BAN-THI": tally(on_time=1), "DONG-LAC": tally(overdue=2, cancelled=1)}
    assert by[By.FIELD] == {"Công vụ": tally(overdue=1, cancelled=1), "Thể chế": tally(on_time=1, overdue=1)}
    assert by[By.ASSIGNER] == {"CHO-DON": whole}


def queries(engine: Engine, do: Callable[[], object]) -> int:
    """How many statements it takes."""
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        asked.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        do()
    finally:
        event.remove(engine, "before_cursor_execute", note)
    return len(asked)


def test_many_tasks_take_no_more_queries_than_few(people: People, shared_engine: Engine) -> None:
    session, today = people.session, later(3)
    district, commune, view = people.unit("CHO-DON"), people.unit("BAN-THI"), View(today, since=DAY)
    asking: dict[str, Callable[[], object]] = {
        "my tasks": lambda: open_tasks(session, commune, today),
        "rates": lambda: tally_within(session, district, view),
        "by unit": lambda: tallies_within(session, district, view, By.UNIT),
    }
    few = {name: queries(shared_engine, ask) for name, ask in asking.items()}
    for number in range(40):
        people.assign(f"việc {number}", to="BAN-THI" if number % 2 else "XUAN-LAC", due_on=later(9))
    session.expunge_all()
    many = {name: queries(shared_engine, ask) for name, ask in asking.items()}
    assert many == few == {"my tasks": 1, "rates": 3, "by unit": 3}  # the subtree is read once
