"""One class on a given day, from the events up to that day; what was true the day before stays true."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from tests.tasking import DAY, People
from tracker.kernel.errors import TrackerError
from tracker.reports.reports import Source
from tracker.tasks.assigning import cancel_task, edit_task
from tracker.tasks.classes import Taken, TaskClass, class_on
from tracker.tasks.history import View, seen_tasks
from tracker.tasks.rates import RateFormula, TaskCounts
from tracker.tasks.task import Task, TaskKind, TaskStep
from tracker.tasks.working import (
    Result,
    accept_result,
    ask_more_time,
    finish_task,
    grant_more_time,
    note_progress,
    receive_task,
    refuse_more_time,
    return_result,
)

DUE = DAY + timedelta(days=10)


def later(days: int) -> date:
    return DAY + timedelta(days=days)


def taken(what: TaskStep, day: int, due_on: date | None = None) -> Taken:
    return Taken(what, later(day), due_on)


ASSIGNED = taken(TaskStep.ASSIGNED, 0, DUE)
RECEIVED = taken(TaskStep.RECEIVED, 1)
NO_DUE = taken(TaskStep.ASSIGNED, 0)


@pytest.mark.parametrize(
    ("steps", "day", "expected"),
    [
        ([ASSIGNED], -1, None),
        ([ASSIGNED], 0, TaskClass.WAITING),
        ([ASSIGNED], 10, TaskClass.WAITING),
        ([ASSIGNED], 11, TaskClass.OVERDUE),
        ([ASSIGNED, RECEIVED], 0, TaskClass.WAITING),
        ([ASSIGNED, RECEIVED], 10, TaskClass.IN_TIME),
        ([ASSIGNED, RECEIVED], 11, TaskClass.OVERDUE),
        ([ASSIGNED, taken(TaskStep.FINISHED, 10)], 9, TaskClass.WAITING),
        ([ASSIGNED, taken(TaskStep.FINISHED, 10)], 30, TaskClass.ON_TIME),
        ([ASSIGNED, taken(TaskStep.FINISHED, 11)], 11, TaskClass.LATE),
        ([ASSIGNED, taken(TaskStep.FINISHED, 5), taken(TaskStep.ACCEPTED, 6)], 6, TaskClass.ON_TIME),
        ([ASSIGNED, taken(TaskStep.FINISHED, 5), taken(TaskStep.RETURNED, 6)], 5, TaskClass.ON_TIME),
        ([ASSIGNED, taken(TaskStep.FINISHED, 5), taken(TaskStep.RETURNED, 6)], 6, TaskClass.IN_TIME),
        (
            [ASSIGNED, taken(TaskStep.FINISHED, 5), taken(TaskStep.RETURNED, 6), taken(TaskStep.FINISHED, 12)],
            12,
            TaskClass.LATE,
        ),
        ([ASSIGNED, taken(TaskStep.MORE_TIME_GRANTED, 12, later(20))], 11, TaskClass.OVERDUE),
        ([ASSIGNED, RECEIVED, taken(TaskStep.MORE_TIME_GRANTED, 12, later(20))], 12, TaskClass.IN_TIME),
        ([ASSIGNED, RECEIVED, taken(TaskStep.EDITED, 3, None)], 30, TaskClass.OPEN_WITHOUT_DUE),
        ([ASSIGNED, taken(TaskStep.CANCELLED, 4)], 3, TaskClass.WAITING),
        ([ASSIGNED, taken(TaskStep.CANCELLED, 4)], 40, TaskClass.CANCELLED),
        ([NO_DUE], 400, TaskClass.WAITING),
        ([NO_DUE, RECEIVED], 400, TaskClass.OPEN_WITHOUT_DUE),
        ([NO_DUE, taken(TaskStep.FINISHED, 300)], 400, TaskClass.DONE_WITHOUT_DUE),
    ],
)
def test_the_class_on_a_day(steps: Sequence[Taken], day: int, expected: TaskClass | None) -> None:
    assert class_on(TaskKind.ASSIGNED, steps, later(day)) is expected


def test_nobody_has_to_receive_a_task_of_the_own_plan() -> None:
    assert class_on(TaskKind.PLAN, [ASSIGNED], later(3)) is TaskClass.IN_TIME
    assert class_on(TaskKind.PLAN, [NO_DUE], later(3)) is TaskClass.OPEN_WITHOUT_DUE


def test_a_result_counts_from_the_day_of_its_document_once_it_is_known(session: Session) -> None:
    people = People(session)
    task = people.assign(due_on=later(5))
    people.finish(task, later(5), entered=later(9))

    def seen(**view: date) -> list[TaskClass]:
        return [one.class_ for one in seen_tasks(session, View(**view), [])]

    assert seen(on=later(5)) == [TaskClass.ON_TIME]
    assert seen(on=later(4)) == [TaskClass.WAITING]
    assert seen(on=later(8), known=later(8)) == [TaskClass.OVERDUE]
    assert seen(on=later(9), known=later(9)) == [TaskClass.ON_TIME]


def test_a_period_leaves_out_what_was_over_before_it(session: Session) -> None:
    people = People(session)
    for title, finished in (("xong trước kỳ", 2), ("xong trong kỳ", 12), ("bị trả lại trong kỳ", 3), ("chưa xong", None)):
        task = people.assign(title, due_on=later(40))
        if finished is not None:
            people.finish(task, later(finished))
        if title.startswith("bị trả lại"):
            return_result(session, task, "thiếu", people.desk(later(11)))
    cancel_task(session, people.assign("hủy trước kỳ"), "trùng", people.desk(later(1)))
    people.assign("giao trong kỳ", day=later(15))
    titles = dict(session.exec(select(Task.id, Task.title)).all())
    seen = seen_tasks(session, View(later(20), since=later(10)), [])
    assert [(titles[one.task_id], one.class_.value) for one in seen] == [
        ("xong trong kỳ", "on_time"),
        ("bị trả lại trong kỳ", "in_time"),
        ("chưa xong", "waiting"),
        ("giao trong kỳ", "waiting"),
    ]


class Clerks(RuleBasedStateMachine):
    """Whatever is done to tasks in whatever order, day after day."""

    session: Session

    def __init__(self) -> None:
        super().__init__()
        self.people = People(self.session)
        self.day, self.tasks = DAY, [self.people.assign(due_on=later(3))]
        self.said: dict[date, dict[int, TaskClass]] = {}
        self.dated: dict[tuple[date, int], TaskClass] = {}

    def teardown(self) -> None:
        self.session.rollback()

    def classes(self, on: date, known: date | None = None) -> dict[int, TaskClass]:
        numbers = [task.id for task in self.tasks]
        return {
            one.task_id: one.class_ for one in seen_tasks(self.session, View(on, known=known), [col(Task.id).in_(numbers)])
        }

    @rule(due=st.integers(0, 6) | st.none(), backdated=st.integers(0, 4))
    def assign(self, due: int | None, backdated: int) -> None:
        assigned_on = self.day - timedelta(days=backdated)
        due_on = None if due is None else self.day + timedelta(days=due)
        self.tasks.append(self.people.assign(day=self.day, due_on=due_on, assigned_on=assigned_on))

    @rule(days=st.integers(1, 3))
    def sleep(self, days: int) -> None:
        for _ in range(days):
            self.said[self.day] = self.classes(self.day, known=self.day)
            self.dated |= {(self.day, number): class_ for number, class_ in self.classes(self.day).items()}
            self.day += timedelta(days=1)

    @rule(which=st.integers(0, 9), backdated=st.integers(0, 5))
    def finish(self, which: int, backdated: int) -> None:
        task, day = self.tasks[which % len(self.tasks)], self.day - timedelta(days=backdated)
        with suppress(TrackerError):
            finish_task(self.session, task, Result(day), self.lan)
            for known in [key for key in self.dated if key[1] == task.id and key[0] >= day]:
                del self.dated[known]  # the document of that day was not known then

    @rule(which=st.integers(0, 9), what=st.sampled_from(["receive", "progress", "ask"]), days=st.integers(-1, 6))
    def work(self, which: int, what: str, days: int) -> None:
        task, session = self.tasks[which % len(self.tasks)], self.session
        with suppress(TrackerError):
            if what == "receive":
                receive_task(session, task, self.lan)
            elif what == "progress":
                note_progress(session, task, "đang làm", self.lan)
            else:
                ask_more_time(session, task, self.day + timedelta(days=days), "chờ", self.lan)

    @rule(
        which=st.integers(0, 9),
        what=st.sampled_from(["accept", "return", "return", "cancel", "grant", "refuse", "edit", "no due"]),
        days=st.integers(-3, 6),
    )
    def settle(self, which: int, what: str, days: int) -> None:
        task, session, desk = self.tasks[which % len(self.tasks)], self.session, self.people.desk(self.day)
        due_on = self.day + timedelta(days=days)
        with suppress(TrackerError):
            {
                "accept": lambda: accept_result(session, task, desk),
                "return": lambda: return_result(session, task, "thiếu", desk),
                "cancel": lambda: cancel_task(session, task, "trùng", desk),
                "grant": lambda: grant_more_time(session, task, due_on, desk),
                "refuse": lambda: refuse_more_time(session, task, "không", desk),
                "edit": lambda: edit_task(session, task, {"due_on": due_on}, desk),
                "no due": lambda: edit_task(session, task, {"due_on": None}, desk),
            }[what]()

    @property
    def lan(self) -> Source:
        return self.people.lan(self.day)

    @invariant()
    def every_task_is_in_exactly_one_class_and_rates_are_rates(self) -> None:
        numbers = [task.id for task in self.tasks]
        seen = seen_tasks(self.session, View(self.day), [col(Task.id).in_(numbers)])
        assert sorted(one.task_id for one in seen) == sorted(numbers)
        tally = TaskCounts.of(seen)
        assert tally.total + tally.counts[TaskClass.CANCELLED] == sum(tally.counts.values()) == len(self.tasks)
        for formula in RateFormula:
            rate = tally.rate(formula)
            assert rate is None or Decimal(0) <= rate <= Decimal(100)

    @invariant()
    def the_events_say_what_the_task_says(self) -> None:
        standings = {one.task_id: one.standing for one in seen_tasks(self.session, View(self.day), [])}
        for task in self.tasks:
            assert standings[task.id] == (task.state, task.due_on, task.done_on)

    @precondition(lambda self: self.said)
    @invariant()
    def what_was_said_of_a_day_stays_said(self) -> None:
        for day, classes in self.said.items():
            assert self.classes(day, known=day) == classes

    @precondition(lambda self: self.dated)
    @invariant()
    def no_extension_return_or_cancellation_changes_an_earlier_day(self) -> None:
        days = {day: self.classes(day) for day, _ in self.dated}
        for (day, number), class_ in self.dated.items():
            assert days[day][number] == class_


@pytest.mark.long
def test_any_history_keeps_to_its_classes(shared_engine: Engine) -> None:
    with Session(shared_engine, expire_on_commit=False) as session:

        class OnThisDatabase(Clerks):
            pass

        OnThisDatabase.session = session
        run_state_machine_as_test(
            OnThisDatabase,
            settings=settings(max_examples=25, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)),
        )
