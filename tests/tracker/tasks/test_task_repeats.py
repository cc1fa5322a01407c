"""Tasks that repeat: each made once, when the one before falls due, until the series ends."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session

from tests.tasking import DAY, People, at
from tracker.tasks.assigning import cancel_task, edit_task
from tracker.tasks.errors import TaskWithoutDue
from tracker.tasks.recurring import due_of, make_due_tasks
from tracker.tasks.task import Repeat, Task, co_unit_ids, events_of
from tracker.tasks.working import ask_more_time, grant_more_time


def later(days: int) -> date:
    return DAY + timedelta(days=days)


@pytest.fixture
def people(session: Session) -> People:
    return People(session)


@pytest.fixture
def weekly(people: People) -> Task:
    return people.assign("Báo cáo tuần", due_on=later(6), every=Repeat.WEEK, co_units=[people.unit("DONG-LAC")])


def made(people: People, day: date) -> list[tuple[str, date | None]]:
    return [(task.title, task.due_on) for task in make_due_tasks(people.session, at(day))]


def test_the_next_one_is_made_on_the_day_on_which_the_last_falls_due_and_once(people: People, weekly: Task) -> None:
    assert made(people, later(5)) == []
    (second,) = make_due_tasks(people.session, at(later(6), 7))
    assert made(people, later(6)) == made(people, later(12)) == []
    assert (second.title, second.due_on, second.state, second.assigned_on) == ("Báo cáo tuần", later(13), "waiting", later(6))
    assert (second.assigner_id, second.series_id) == (weekly.assigner_id, weekly.id)
    assert co_unit_ids(people.session, second) == {people.unit("DONG-LAC").id}
    assert [(event.what, event.origin) for event in events_of(people.session, second)] == [("assigned", "repeat")]
    assert made(people, later(13)) == [("Báo cáo tuần", later(20))]


def test_what_fell_due_while_nobody_looked_is_not_made(people: People, weekly: Task) -> None:
    assert weekly.due_on == later(6)
    assert made(people, later(27)) == [("Báo cáo tuần", later(27))]
    assert made(people, later(27)) == [("Báo cáo tuần", later(34))]
    assert made(people, later(27)) == []


def test_more_time_for_one_moves_none_of_the_others(people: People, weekly: Task) -> None:
    ask_more_time(people.session, weekly, later(9), "chờ", people.lan())
    grant_more_time(people.session, weekly, later(9), people.desk())
    assert made(people, later(6)) == [("Báo cáo tuần", later(13))]


@pytest.mark.parametrize("how", ["cancelled", "told not to repeat"])
def test_a_series_ends_with_its_last_task(people: People, weekly: Task, how: str) -> None:
    (second,) = make_due_tasks(people.session, at(later(6)))
    assert second.id != weekly.id
    if how == "cancelled":
        cancel_task(people.session, second, "thôi báo cáo tuần", people.desk(later(6)))
    else:
        edit_task(people.session, second, {"every": None}, people.desk(later(6)))
    assert made(people, later(60)) == []


def test_a_repeated_task_keeps_a_due_day(people: People, weekly: Task) -> None:
    with pytest.raises(TaskWithoutDue):
        edit_task(people.session, weekly, {"due_on": None}, people.desk())


@pytest.mark.parametrize(
    ("first", "every", "expected"),
    [
        (date(2024, 1, 31), Repeat.MONTH, [date(2024, 2, 29), date(2024, 3, 31), date(2024, 4, 30)]),
        (date(2024, 11, 30), Repeat.QUARTER, [date(2025, 2, 28), date(2025, 5, 30), date(2025, 8, 30)]),
        (date(2024, 2, 29), Repeat.YEAR, [date(2025, 2, 28), date(2026, 2, 28), date(2027, 2, 28)]),
    ],
)
def test_a_short_month_moves_one_due_day_and_no_later_one(first: date, every: Repeat, expected: list[date]) -> None:
    assert [due_of(first, every, number) for number in (1, 2, 3)] == expected


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.sampled_from(Repeat), st.integers(0, 60))
def test_due_days_of_a_series_only_rise(first: date, every: Repeat, number: int) -> None:
    assert due_of(first, every, 0) == first
    assert due_of(first, every, number) < due_of(first, every, number + 1)
