"""Tasks: what a clerk does with them, what each step leaves, and what makes no sense."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from bot.storage.database import transaction
from tests.tasking import DAY, People
from tracker.kernel.errors import ReasonMissing, TrackerError
from tracker.tasks import errors
from tracker.tasks.assigning import Document, cancel_task, edit_task
from tracker.tasks.listing import open_tasks
from tracker.tasks.task import Priority, Repeat, Task, TaskFile, co_unit_ids, events_of, find_task
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

DUE = date(2024, 3, 15)


def later(days: int) -> date:
    return DAY + timedelta(days=days)


@pytest.fixture
def people(session: Session) -> People:
    return People(session)


@pytest.fixture
def task(people: People) -> Task:
    return people.assign(due_on=DUE)


def steps(people: People, task: Task) -> list[str]:
    return [event.what for event in events_of(people.session, task)]


def test_a_task_is_assigned_with_all_that_a_letter_says(people: People) -> None:
    lan = people.officer("BAN-THI")
    task = people.assign(
        " Nộp kế hoạch CCHC ",
        due_on=DUE,
        document=Document("480/UBND-NV", date(2024, 3, 1), "UBND huyện Chợ Đồn"),
        assigned_on=date(2024, 2, 28),
        co_units=[people.unit("DONG-LAC"), people.unit("XUAN-LAC"), people.unit("DONG-LAC")],
        responsible=lan,
        field="Cải cách thể chế",
        priority=Priority.URGENT,
        product="Kế hoạch",
    )
    people.session.expire_all()
    assert (task.title, task.state, task.kind, task.due_on) == ("Nộp kế hoạch CCHC", "waiting", "assigned", DUE)
    assert (task.lead_unit_id, task.assigner_unit_id) == (people.unit("BAN-THI").id, people.unit("CHO-DON").id)
    assert (task.document_number, task.document_on, task.document_body) == ("480/UBND-NV", DAY, "UBND huyện Chợ Đồn")
    assert co_unit_ids(people.session, task) == {people.unit("DONG-LAC").id, people.unit("XUAN-LAC").id}
    (event,) = events_of(people.session, task)
    assert (event.what, event.day, event.due_on, event.officer_id) == (
        "assigned",
        date(2024, 2, 28),
        DUE,
        people.desk().officer_id,
    )


def test_a_task_lives_through_every_step_and_each_is_kept(people: People, task: Task) -> None:
    session, lan, desk = people.session, people.lan(later(2)), people.desk(later(3))
    receive_task(session, task, lan)
    note_progress(session, task, "đã dự thảo", lan)
    ask_more_time(session, task, later(20), "chờ số liệu", lan)
    refuse_more_time(session, task, "đã đủ thời gian", desk)
    ask_more_time(session, task, later(20), "chờ số liệu của công an", lan)
    grant_more_time(session, task, later(18), desk)
    finish_task(session, task, Result(later(4), " 12/KH-UBND ", "kế hoạch.pdf", b"%PDF"), people.lan(later(5)))
    return_result(session, task, "thiếu phụ lục", people.desk(later(6)))
    assert (task.state, task.done_on, task.result) == ("returned", None, "")
    finish_task(session, task, Result(later(7), "13/KH-UBND"), people.lan(later(7)))
    accept_result(session, task, people.desk(later(8)))
    session.expire_all()
    assert (task.state, task.due_on, task.done_on, task.result) == ("accepted", later(18), later(7), "13/KH-UBND")
    events = events_of(session, task)
    assert [event.what for event in events] == [
        "assigned",
        "received",
        "progress",
        "more_time_asked",
        "more_time_refused",
        "more_time_asked",
        "more_time_granted",
        "finished",
        "returned",
        "finished",
        "accepted",
    ]
    assert [(event.day, event.document) for event in events if event.what == "finished"] == [
        (later(4), "12/KH-UBND"),
        (later(7), "13/KH-UBND"),
    ]
    assert [event.reason for event in events if event.reason] == [
        *("đã dự thảo", "chờ số liệu", "đã đủ thời gian", "chờ số liệu của công an", "thiếu phụ lục")
    ]
    (file,) = session.exec(select(TaskFile)).all()
    assert (file.event_id, file.name, file.content) == (events[7].id, "kế hoạch.pdf", b"%PDF")


def test_an_edit_keeps_the_old_value(people: People, task: Task) -> None:
    changes = {"title": "Nộp kế hoạch năm", "due_on": later(30), "priority": Priority.URGENT, "notes": ""}
    edit_task(people.session, task, changes, people.desk(later(1)), "theo công văn mới")
    assert (task.title, task.due_on, task.priority) == ("Nộp kế hoạch năm", later(30), "urgent")
    edits = [(e.edited, e.old, e.new, e.due_on, e.reason) for e in events_of(people.session, task) if e.what == "edited"]
    assert edits == [
        ("title", "Nộp kế hoạch", "Nộp kế hoạch năm", None, "theo công văn mới"),
        ("due_on", "2024-03-15", "2024-03-31", later(30), "theo công văn mới"),
        ("priority", "normal", "urgent", None, "theo công văn mới"),
    ]


def test_whoever_reports_on_a_task_has_received_it(people: People, task: Task) -> None:
    note_progress(people.session, task, "đã làm một nửa", people.lan())
    assert task.state == "open"
    with pytest.raises(errors.TaskStateWrong):
        receive_task(people.session, task, people.lan())


def refusals() -> dict[str, tuple[type[TrackerError], Callable[[People, Task], object]]]:
    return {
        "no title": (errors.TaskTitleMissing, lambda p, _: p.assign(" \x00 ")),
        "assigned tomorrow": (errors.TaskDayInFuture, lambda p, _: p.assign(assigned_on=later(1))),
        "due before": (errors.TaskDueTooEarly, lambda p, _: p.assign(due_on=later(-1))),
        "leads and helps": (errors.CoUnitLeads, lambda p, _: p.assign(co_units=[p.unit("BAN-THI")])),
        "another's officer": (errors.OfficerElsewhere, lambda p, _: p.assign(responsible=p.officer("DONG-LAC"))),
        "repeats without due": (errors.TaskWithoutDue, lambda p, _: p.assign(every=Repeat.MONTH)),
        "no number": (errors.TaskUnknown, lambda p, _: find_task(p.session, 999_999)),
        "no words": (errors.ProgressMissing, lambda p, t: note_progress(p.session, t, " ", p.lan())),
        "done tomorrow": (errors.TaskDayInFuture, lambda p, t: p.finish(t, later(1), entered=DAY)),
        "done before": (errors.TaskDoneTooEarly, lambda p, t: p.finish(t, later(-1), entered=DAY)),
        "accepted early": (errors.TaskStateWrong, lambda p, t: accept_result(p.session, t, p.desk())),
        "returned early": (errors.TaskStateWrong, lambda p, t: return_result(p.session, t, "x", p.desk())),
        "no later": (errors.TaskDueTooEarly, lambda p, t: ask_more_time(p.session, t, DUE, "x", p.lan())),
        "no reason for time": (ReasonMissing, lambda p, t: ask_more_time(p.session, t, later(20), " ", p.lan())),
        "nobody asked": (errors.MoreTimeNotAsked, lambda p, t: grant_more_time(p.session, t, later(20), p.desk())),
        "nobody asked it": (errors.MoreTimeNotAsked, lambda p, t: refuse_more_time(p.session, t, "x", p.desk())),
        "no reason to cancel": (ReasonMissing, lambda p, t: cancel_task(p.session, t, "", p.desk())),
        "nothing new": (errors.TaskUnchanged, lambda p, t: edit_task(p.session, t, {"title": t.title}, p.desk())),
        "no title left": (errors.TaskTitleMissing, lambda p, t: edit_task(p.session, t, {"title": " "}, p.desk())),
        "another lead": (errors.TaskFieldFixed, lambda p, t: edit_task(p.session, t, {"lead_unit_id": 1}, p.desk())),
        "begins to repeat": (errors.TaskFieldFixed, lambda p, t: edit_task(p.session, t, {"every": "week"}, p.desk())),
        "edited due before": (errors.TaskDueTooEarly, lambda p, t: edit_task(p.session, t, {"due_on": later(-1)}, p.desk())),
        "another's in charge": (
            errors.OfficerElsewhere,
            lambda p, t: edit_task(p.session, t, {"responsible_id": p.officer("DONG-LAC").id}, p.desk()),
        ),
    }


@pytest.mark.parametrize("what", refusals())
def test_what_makes_no_sense_is_refused_and_changes_nothing(people: People, task: Task, what: str) -> None:
    error, wrong = refusals()[what]
    with pytest.raises(error) as refused:
        wrong(people, task)
    assert type(refused.value) is error
    people.session.expire_all()
    assert (task.title, task.state, task.due_on, task.wanted_due_on) == ("Nộp kế hoạch", "waiting", DUE, None)
    assert steps(people, task) == ["assigned"]


def test_nothing_happens_to_what_was_called_off(people: People, task: Task) -> None:
    session, lan, desk = people.session, people.lan(), people.desk()
    cancel_task(session, task, "trùng", desk)
    late_steps: tuple[Callable[[], object], ...] = (
        lambda: receive_task(session, task, lan),
        lambda: note_progress(session, task, "x", lan),
        lambda: people.finish(task, DAY),
        lambda: ask_more_time(session, task, later(20), "x", lan),
        lambda: cancel_task(session, task, "x", desk),
        lambda: edit_task(session, task, {"title": "x"}, desk),
    )
    for late in late_steps:
        with pytest.raises(errors.TaskStateWrong, match="cancelled"):
            late()
    assert steps(people, task) == ["assigned", "cancelled"]


def test_what_is_done_needs_no_more_time_and_keeps_its_due_day(people: People, task: Task) -> None:
    ask_more_time(people.session, task, later(20), "x", people.lan())
    with pytest.raises(errors.MoreTimeWaiting):
        ask_more_time(people.session, task, later(21), "x", people.lan())
    people.finish(task, later(1))
    with pytest.raises(errors.MoreTimeNotAsked):
        grant_more_time(people.session, task, later(20), people.desk())
    with pytest.raises(errors.TaskDueSettled):
        edit_task(people.session, task, {"due_on": later(20)}, people.desk())
    edit_task(people.session, task, {"notes": "xong"}, people.desk())
    accept_result(people.session, task, people.desk(later(2)))
    with pytest.raises(errors.TaskStateWrong):
        cancel_task(people.session, task, "x", people.desk())
    with pytest.raises(errors.TaskWithoutDue):
        ask_more_time(people.session, people.assign("Không hạn"), later(20), "x", people.lan())


def test_my_tasks_stand_in_the_order_of_their_urgency(people: People) -> None:
    today = later(20)
    names = {"không hạn": None, "sắp đến hạn": later(21), "quá hạn lâu": later(1), "quá hạn": later(19), "còn xa": later(90)}
    for name, due_on in names.items():
        people.assign(name, due_on=due_on)
    people.assign("sắp đến hạn, khẩn", due_on=later(21), priority=Priority.URGENT)
    people.finish(people.assign("đã xong", due_on=later(1)), DAY)
    people.assign("phối hợp", to="DONG-LAC", due_on=later(22), co_units=[people.unit("BAN-THI")])
    people.assign("của xã khác", to="DONG-LAC", due_on=later(22))
    found = open_tasks(people.session, people.unit("BAN-THI"), today)
    assert [(one.task.title, one.class_, one.days_left, one.leads) for one in found] == [
        ("quá hạn lâu", "overdue", -19, True),
        ("quá hạn", "overdue", -1, True),
        ("sắp đến hạn, khẩn", "waiting", 1, True),
        ("sắp đến hạn", "waiting", 1, True),
        ("phối hợp", "waiting", 2, False),
        ("còn xa", "waiting", 70, True),
        ("không hạn", "waiting", None, True),
    ]


def test_the_database_refuses_a_task_that_cannot_be(engine: Engine) -> None:
    with transaction(engine) as session:
        people = People(session)
        people.assign(due_on=DUE)
    for wrong in (
        "title = ''",
        "state = 'lost'",
        "done_on = '2024-03-01'",
        "state = 'finished'",
        "plan_year = 2024",
        "every = 'day'",
    ):
        with pytest.raises(IntegrityError), engine.begin() as connection:
            connection.execute(text(f"UPDATE task SET {wrong}"))  # noqa: S608 - ours
