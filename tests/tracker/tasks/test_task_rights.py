"""Who may do what with a task: every role, in every place, with every action."""

import inspect
from collections.abc import Callable
from itertools import product

import pytest
from sqlmodel import Session

from tests.tasking import DAY, People, at, plan_of
from tracker.office.officers import Officer, Role, add_officer
from tracker.reports.reports import Source
from tracker.tasks import assigning, plan_import, working
from tracker.tasks.assigning import NewTask, assign_task, cancel_task, edit_task
from tracker.tasks.errors import TaskNotYours
from tracker.tasks.plan_import import import_plan
from tracker.tasks.rights import may_see_task
from tracker.tasks.task import Task
from tracker.tasks.working import (
    Result,
    accept_result,
    ask_more_time,
    finish_task,
    grant_more_time,
    keep_evidence,
    note_progress,
    receive_task,
    refuse_more_time,
    return_result,
)

# The task is assigned by the desk of CHO-DON; BAN-THI leads it, DONG-LAC takes part.
PLACES = {
    "lead unit": "BAN-THI",
    "co-unit": "DONG-LAC",
    "sibling": "XUAN-LAC",
    "below the lead": "KHUOI-KEN",
    "above, which assigned it": "CHO-DON",
    "above that": "BAC-KAN",
    "elsewhere": "THANH-HOA",
}
WORK = {"receive_task", "note_progress", "finish_task", "keep_evidence", "ask_more_time"}
SETTLE = {"cancel_task", "edit_task", "accept_result", "return_result", "grant_more_time", "refuse_more_time"}
ALLOWED = {
    **{(role, "lead unit"): {*WORK, "see", "import_plan"} for role in (Role.OFFICER, Role.LEADER)},
    **{(role, "co-unit"): {"see"} for role in Role},
    **{(role, "lead unit"): {"see", "assign_task", "import_plan"} for role in (Role.DESK, Role.ADMIN)},
    **{
        (role, place): {*SETTLE, "see", "assign_task", "import_plan"}
        for role in (Role.DESK, Role.ADMIN)
        for place in ("above, which assigned it", "above that")
    },
}
Do = Callable[[People, Task, Source], object]
ACTIONS: dict[str, Do] = {
    "see": lambda p, t, s: _see(p.session, t, s),
    "assign_task": lambda p, _, s: assign_task(p.session, NewTask("Việc khác"), p.unit("BAN-THI"), s),
    "import_plan": lambda p, _, s: import_plan(p.session, plan_of(["1", "Việc", "x"]), p.unit("BAN-THI"), 2024, s),
    "receive_task": lambda p, t, s: receive_task(p.session, t, s),
    "note_progress": lambda p, t, s: note_progress(p.session, t, "đang làm", s),
    "finish_task": lambda p, t, s: finish_task(p.session, t, Result(DAY), s),
    "keep_evidence": lambda p, t, s: keep_evidence(p.session, t, "bản ký.pdf", b"%PDF", s),
    "ask_more_time": lambda p, t, s: ask_more_time(p.session, t, DAY.replace(day=30), "chờ", s),
    "cancel_task": lambda p, t, s: cancel_task(p.session, t, "trùng", s),
    "edit_task": lambda p, t, s: edit_task(p.session, t, {"notes": "gấp"}, s),
    "accept_result": lambda p, t, s: accept_result(p.session, t, s),
    "return_result": lambda p, t, s: return_result(p.session, t, "thiếu", s),
    "grant_more_time": lambda p, t, s: grant_more_time(p.session, t, DAY.replace(day=29), s),
    "refuse_more_time": lambda p, t, s: refuse_more_time(p.session, t, "không", s),
}


def _see(session: Session, task: Task, source: Source) -> None:
    if not may_see_task(session, session.get_one(Officer, source.officer_id), task):
        raise TaskNotYours(officer="", what="see", unit="")


def ready_for(people: People, action: str) -> Task:
    """A task on which the action makes sense."""
    task = people.assign(due_on=DAY.replace(day=15), co_units=[people.unit("DONG-LAC")])
    if action in {"accept_result", "return_result", "keep_evidence"}:
        people.finish(task, DAY)
    if action in {"grant_more_time", "refuse_more_time"}:
        ask_more_time(people.session, task, DAY.replace(day=20), "chờ", people.lan())
    return task


def is_allowed(people: People, action: str, source: Source) -> bool:
    task = ready_for(people, action)
    try:
        ACTIONS[action](people, task, source)
    except TaskNotYours:
        return False
    return True


@pytest.mark.parametrize(("role", "place"), list(product(Role, PLACES)))
def test_each_role_in_each_place_may_do_this_and_nothing_else(session: Session, role: Role, place: str) -> None:
    people = People(session)
    source = people.as_(PLACES[place], role)
    assert {action for action in ACTIONS if is_allowed(people, action, source)} == ALLOWED.get((role, place), set())


@pytest.mark.parametrize(("role", "place"), list(ALLOWED))
def test_who_is_no_officer_any_more_may_do_nothing(session: Session, role: Role, place: str) -> None:
    people = People(session)
    retired = add_officer(session, "Đã nghỉ", people.unit(PLACES[place]), role)
    retired.active = False
    source = Source(retired.id, at(DAY), "test")
    assert [action for action in ACTIONS if is_allowed(people, action, source)] == []


def test_no_action_is_missing_in_the_table() -> None:
    """Whatever takes a source and asks for rights is an action."""
    acting = {
        name
        for module in (assigning, working, plan_import)
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__ and "source" in inspect.signature(function).parameters
    }
    assert {name for name in acting if not name.startswith("_")} - {"add_task", "note_step"} == set(ACTIONS) - {"see"}


def test_the_table_names_only_roles_places_and_actions_that_there_are() -> None:
    assert ALLOWED.keys() <= set(product(Role, PLACES))
    assert set().union(*ALLOWED.values()) == set(ACTIONS)


def test_a_desk_gives_no_task_to_a_co_unit_that_is_not_its_own(session: Session) -> None:
    people = People(session)
    with pytest.raises(TaskNotYours):
        people.assign(co_units=[people.unit("THANH-HOA")])


def test_a_district_does_not_settle_what_the_province_assigned(session: Session) -> None:
    people = People(session)
    task = assign_task(session, NewTask("Việc của tỉnh"), people.unit("BAN-THI"), people.as_("BAC-KAN", Role.DESK))
    assert may_see_task(session, people.officer("CHO-DON", Role.DESK), task)
    with pytest.raises(TaskNotYours):
        cancel_task(session, task, "không cần", people.desk())
