"""From the plan and the assigned tasks to the report, all in the chat: the figures that the real offices printed."""

from datetime import datetime
from typing import NamedTuple

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from bot.people.addresses import join
from bot.storage.database import transaction
from bot.texts.report import tasks_in_report
from tests.by_row import figures_of
from tests.conftest import Clock, District
from tests.talking import Talk, text
from tests.tasking import plan_lines, plan_workbook, real_plan
from tests.tracker.workbooks.test_documents import DOCUMENTS, set_up
from tracker.calendar.periods import ZONE
from tracker.office.officers import Role, add_officer
from tracker.office.units import unit_by_code
from tracker.reports.reports import reports_of
from tracker.tasks.task import Task


def at(year: int, month: int, day: int, hour: int = 9) -> datetime:
    return datetime(year, month, day, hour, tzinfo=ZONE)


class Office(NamedTuple):
    """A commune's officer and the desk above, in one chat each."""

    engine: Engine
    talk: Talk
    clock: Clock
    officer: str
    desk: str
    unit: str

    def task(self, title: str) -> Task:
        with transaction(self.engine) as session:
            return session.exec(select(Task).where(Task.title == title)).one()

    def finish(self, title: str, result: str) -> str:
        """Open the task's page, finish it, and say yes to what was understood."""
        self.talk.press(self.officer, f"|task {self.task(title).id}")
        self.talk.say(self.officer, "hoàn thành")
        self.talk.say(self.officer, result)
        return text(self.talk.say(self.officer, "đúng"))

    def figures(self, *keys: str) -> list[str]:
        with transaction(self.engine) as session:
            report = reports_of(session, unit_by_code(session, self.unit).id)[0]
            figures = figures_of(session, report)
            return [str(figures[key].amount) for key in keys]

    def use_all_from_tasks(self, first_answer: str) -> str:
        """Fill the first group, and take what the book of tasks offers as often as it is offered."""
        self.talk.say(self.officer, "/baocao")
        said = self.talk.say(self.officer, first_answer)
        heard = text(said)
        while any(button.label == tasks_in_report.USE for button in said[-1].buttons):
            said = self.talk.say(self.officer, tasks_in_report.USE)
            heard += text(said)
        return heard


@pytest.fixture
def ban_thi(engine: Engine, clock: Clock, stored_district: District) -> Office:
    lan, thu = str(stored_district.officer.id), str(stored_district.desk.id)
    return Office(engine, Talk(engine, clock), clock, lan, thu, "BAN-THI")


def test_ban_this_plan_and_its_assigned_tasks_give_what_it_printed(ban_thi: Office) -> None:
    talk, clock = ban_thi.talk, ban_thi.clock
    clock.now = at(2024, 1, 31)
    talk.send_file(ban_thi.officer, "kế hoạch 2024.xlsx", plan_workbook(plan_lines()))
    assert "Đã đưa 41 nhiệm vụ" in text(talk.say(ban_thi.officer, "Kế hoạch năm 2024"))
    for number in range(1, 6):
        assert "Hạn: thứ Ba 5/3/2024" in text(talk.say(ban_thi.desk, f"giao Bản Thi: nộp báo cáo chuyên đề {number}, hạn 5/3"))
        assert "Đã giao cho" in text(talk.say(ban_thi.desk, "giao"))
    clock.now = at(2024, 3, 8, 16)
    for line in (line for line in real_plan() if line.done_on):
        assert "hoàn thành" in ban_thi.finish(line.title, f"{line.document} ngày {line.done_on}").casefold()
    for number in range(1, 6):
        assert "đúng hạn" in ban_thi.finish(f"Nộp báo cáo chuyên đề {number}", f"{number}/BC-UBND ngày 4/3").casefold()
    clock.now = at(2024, 3, 13)
    heard = ban_thi.use_all_from_tasks("2")
    assert "1.2.1 = 41 · 1.2.2 = 17 · 1.2 → 41,46%" in heard
    assert ban_thi.figures("1.2.1", "1.2.2", "1.4.1", "1.4.2", "1.4.3", "1.4.4") == ["41", "17", "5", "5", "0", "0"]


def test_hoang_luus_assigned_tasks_give_what_it_printed(engine: Engine, clock: Clock) -> None:
    clock.now = at(2024, 6, 15)
    officer = set_up(engine, next(one for one in DOCUMENTS if one.form == "hoang-luu-2024"), clock)
    with transaction(engine) as session:
        desk = add_officer(session, "Thu", unit_by_code(session, "OFFICE"), Role.DESK)
        join(session, "terminal", str(desk.id), desk, clock())
    office = Office(engine, Talk(engine, clock), clock, officer, str(desk.id), "UNIT")
    clock.now = at(2024, 5, 6)
    for number in range(7):
        office.talk.say(office.desk, f"giao Hoằng Lưu: việc {number} của huyện, hạn {'31/5' if number < 4 else '30/6'}")
        office.talk.say(office.desk, "giao")
    clock.now = at(2024, 5, 30)
    for number in range(4):
        office.finish(f"Việc {number} của huyện", "hôm nay")
    clock.now = at(2024, 6, 15)
    office.talk.say(officer, "/baocao")
    question = text(office.talk.say(officer, "sửa 1.3"))
    assert "Từ sổ nhiệm vụ: 1.3.1 = 7 · 1.3.2 = 4 · 1.3.3 = 0" in question
    office.talk.say(officer, tasks_in_report.USE)
    assert office.figures("1.3.1", "1.3.2", "1.3.3") == ["7", "4", "0"]
