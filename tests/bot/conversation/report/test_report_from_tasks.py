"""Rows of a report that the book of tasks fills: offered, taken with a tap, listed, and a reason asked for another number."""

from datetime import date, datetime

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from bot.messages.messages import Outgoing
from bot.storage.database import transaction
from bot.texts.report import tasks_in_report
from tests.by_row import figures_of, findings
from tests.conftest import Clock, District
from tests.talking import Talk, text
from tracker.calendar.periods import ZONE
from tracker.office.units import Unit
from tracker.reports.reports import Source, unit_of
from tracker.tasks.assigning import NewTask, PlanPlace, add_task
from tracker.tasks.working import Result, finish_task

ASSIGNED_ON = date(2024, 1, 5)


def unit(session: Session, district: District) -> Unit:
    return unit_of(session, district.report(session))


def plan(session: Session, district: District, planned: int, done: int) -> None:
    """The commune's yearly plan; some of it done before the data closed on 8 March, one more after that."""
    source = Source(district.officer.id, datetime(2024, 3, 12, 9, tzinfo=ZONE), "test")
    for number in range(planned):
        place = PlanPlace(unit(session, district), 2024, str(number))
        new = NewTask(f"Việc {number} của kế hoạch", due_on=date(2024, 12, 31), assigned_on=ASSIGNED_ON)
        task = add_task(session, new, unit(session, district), source, place)
        if number < done:
            finish_task(session, task, Result(date(2024, 3, 1), f"{number}/BC-UBND"), source)
        elif number == done:
            finish_task(session, task, Result(date(2024, 3, 11)), source)


def assign(session: Session, district: District, count: int) -> None:
    """Tasks of the district's that were done on time."""
    by_desk = Source(district.desk.id, datetime(2024, 1, 5, 9, tzinfo=ZONE), "test")
    source = Source(district.officer.id, datetime(2024, 3, 4, 9, tzinfo=ZONE), "test")
    for number in range(count):
        task = add_task(session, NewTask(f"Báo cáo {number}", due_on=date(2024, 3, 5)), unit(session, district), by_desk)
        finish_task(session, task, Result(date(2024, 3, 4)), source)


@pytest.fixture
def ready(engine: Engine, clock: Clock, stored_district: District) -> Talk:
    with transaction(engine) as session:
        plan(session, stored_district, 41, 17)
        assign(session, stored_district, 5)
    return Talk(engine, clock)


def standing(engine: Engine, district: District) -> dict[str, str]:
    with transaction(engine) as session:
        return {key: str(figure.amount) for key, figure in figures_of(session, district.report(session)).items()}


def labels(message: Outgoing) -> list[str]:
    return [button.label for button in message.buttons]


def test_the_plan_and_the_assigned_tasks_fill_their_rows_without_typing(
    engine: Engine, stored_district: District, ready: Talk
) -> None:
    lan = str(stored_district.officer.id)
    ready.say(lan, "/baocao")
    ready.say(lan, "không có")
    question = ready.say(lan, "2")[-1]
    assert "Từ sổ nhiệm vụ: 1.2.1 = 41 · 1.2.2 = 17" in question.text
    assert labels(question)[:2] == [tasks_in_report.USE, tasks_in_report.BEHIND]
    said = ready.say(lan, tasks_in_report.USE)[-1]
    assert "Đã ghi: 1.2.1 = 41 · 1.2.2 = 17 · 1.2 → 41,46%" in said.lead
    assert "Từ sổ nhiệm vụ: 1.4.1 = 5 · 1.4.2 = 5 · 1.4.3 = 0 · 1.4.4 = 0" in said.text
    assert "1.5" in text(ready.say(lan, "dùng số từ sổ nhiệm vụ"))
    figures = standing(engine, stored_district)
    assert [figures[key] for key in ("1.2.1", "1.2.2", "1.4.1", "1.4.2", "1.4.3", "1.4.4")] == ["41", "17", "5", "5", "0", "0"]


def test_the_tasks_behind_a_number_are_listed_and_the_question_stands(stored_district: District, ready: Talk) -> None:
    lan = str(stored_district.officer.id)
    ready.say(lan, "/baocao")
    ready.say(lan, "không có")
    ready.say(lan, "2")
    said = ready.say(lan, tasks_in_report.BEHIND)[-1]
    assert "1.2.2 Số nhiệm vụ đã hoàn thành: 17" in said.lead
    assert "Việc 0 của kế hoạch, hạn 31/12/2024, xong 1/3/2024" in said.lead
    assert "và 29 nhiệm vụ nữa" in said.lead
    assert "Từ sổ nhiệm vụ: 1.2.1 = 41" in said.text


def test_another_number_is_questioned_and_kept_with_a_reason_in_the_notes(
    engine: Engine, stored_district: District, ready: Talk
) -> None:
    lan = str(stored_district.officer.id)
    ready.say(lan, "/baocao")
    ready.say(lan, "không có")
    ready.say(lan, "2")
    said = text(ready.say(lan, "41 18"))
    assert "1.2.2 Số nhiệm vụ đã hoàn thành = 18, sổ nhiệm vụ có 17." in said
    assert "Đã giữ số" in text(ready.say(lan, "giữ vì một việc chưa ghi vào sổ"))
    with transaction(engine) as session:
        (found,) = findings(session, stored_district.report(session))
        assert (found.rule.text, found.reason) == ("1.2.2 book", "vì một việc chưa ghi vào sổ")


def test_a_unit_without_tasks_is_asked_as_before(engine: Engine, clock: Clock, stored_district: District) -> None:
    talk, lan = Talk(engine, clock), str(stored_district.officer.id)
    talk.say(lan, "/baocao")
    talk.say(lan, "không có")
    question = talk.say(lan, "2")[-1]
    assert "sổ nhiệm vụ" not in question.text
    assert tasks_in_report.USE not in labels(question)
    assert "1.4" in text(talk.say(lan, "41 17"))


def test_the_same_word_where_no_row_comes_from_tasks_changes_nothing(stored_district: District, ready: Talk) -> None:
    lan = str(stored_district.officer.id)
    ready.say(lan, "/baocao")
    ready.say(lan, "không có")
    assert "1.1 Số văn bản" in text(ready.say(lan, "dùng số nhiệm vụ"))
