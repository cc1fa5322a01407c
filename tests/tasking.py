"""Units and people between whom tasks go, and plans as offices write them, for tests."""

import csv
from collections.abc import Sequence
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

from openpyxl import Workbook
from sqlmodel import Session

from tracker.calendar.periods import ZONE
from tracker.kernel.grids import Grid, SheetPlace, Span, Value
from tracker.office.officers import Officer, Role, add_officer
from tracker.office.units import Unit, UnitLine, import_units, unit_by_code
from tracker.reports.reports import Source
from tracker.tasks.assigning import NewTask, assign_task
from tracker.tasks.plan import Plan, read_plan
from tracker.tasks.plan_import import PlanTaken, import_plan
from tracker.tasks.task import Task
from tracker.tasks.working import Result, finish_task

UNITS = (
    ("BAC-KAN", "Bắc Kạn", "tỉnh", ""),
    ("CHO-DON", "Chợ Đồn", "huyện", "BAC-KAN"),
    ("BAN-THI", "Bản Thi", "xã", "CHO-DON"),
    ("KHUOI-KEN", "Khuổi Kẹn", "thôn", "BAN-THI"),
    ("DONG-LAC", "Đồng Lạc", "xã", "CHO-DON"),
    ("XUAN-LAC", "Xuân Lạc", "xã", "CHO-DON"),
    ("THANH-HOA", "Thanh Hóa", "tỉnh", ""),
)
DAY = date(2024, 3, 1)
REAL_PLAN = Path(__file__).parent / "data" / "ban-thi-2024-plan.tsv"
HEAD: list[Value] = ["STT", "Nhiệm vụ", "Sản phẩm", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời gian hoàn thành"]
ISSUED = "(Ban hành kèm theo Quyết định số 20/KH-UBND ngày 30/01/2024 của UBND xã Bản Thi)"


def at(day: date, hour: int = 9) -> datetime:
    return datetime.combine(day, time(hour), ZONE)


class People:
    """The province, its district and communes, and whoever is needed in them."""

    def __init__(self, session: Session) -> None:
        self.session = session
        import_units(session, [UnitLine(row, *line) for row, line in enumerate(UNITS, start=2)])

    def unit(self, code: str) -> Unit:
        return unit_by_code(self.session, code)

    def officer(self, code: str, role: Role = Role.OFFICER) -> Officer:
        return add_officer(self.session, f"{role} {code}", self.unit(code), role)

    def as_(self, code: str, role: Role = Role.OFFICER, day: date = DAY) -> Source:
        return Source(self.officer(code, role).id, at(day), "test")

    def desk(self, day: date = DAY) -> Source:
        return self.as_("CHO-DON", Role.DESK, day)

    def lan(self, day: date = DAY) -> Source:
        return self.as_("BAN-THI", Role.OFFICER, day)

    def assign(self, title: str = "Nộp kế hoạch", day: date = DAY, to: str = "BAN-THI", **more: Any) -> Task:
        return assign_task(self.session, NewTask(title, **more), self.unit(to), self.desk(day))

    def finish(self, task: Task, day: date, document: str = "", entered: date | None = None) -> None:
        finish_task(self.session, task, Result(day, document), self.lan(entered or day))


class RealLine(NamedTuple):
    """A line of the plan of Bản Thi; `done_on` is empty where it was not done on 8/3/2024."""

    stt: str
    title: str
    product: str
    lead: str
    taking_part: str
    due: str
    done_on: str
    document: str


def real_plan() -> list[RealLine]:
    """41 tasks under 7 contents, 17 of them done.

    From the report of UBND xã Bản Thi for Q1/2024: the numbers, the plan (20/KH-UBND ngày 30/01/2024), and the tasks that it
    speaks of (documents 15/KH-UBND and 18/KH-UBND, 16 procedures to review, 114 procedures, digital transformation, two news
    items). Made up: all other titles, who leads, due and done days, the numbers 12, 21 and 22.
    """
    with REAL_PLAN.open(encoding="utf-8", newline="") as file:
        return [RealLine(*line) for line in list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))[1:]]


def plan_lines() -> list[list[Value]]:
    return [[line.stt, line.title, line.product, line.lead, line.taking_part, line.due] for line in real_plan()]


def plan_grid(lines: Sequence[Sequence[Value]], above: Sequence[Sequence[Value]] = (), head: Sequence[Value] = HEAD) -> Grid:
    """The table under its title, with a signature below."""
    title: list[list[Value]] = [["UBND XÃ BẢN THI"], ["KẾ HOẠCH CẢI CÁCH HÀNH CHÍNH NĂM 2024"], [ISSUED], []]
    below: list[list[Value]] = [[], [None, "Nơi nhận: như trên", None, None, None, "CHỦ TỊCH"]]
    return Grid("Kế hoạch", [*title, *above, list(head), *map(list, lines), *below])


def plan_of(*lines: Sequence[Value]) -> Plan:
    return read_plan([plan_grid(lines)])


def plan_workbook(lines: Sequence[Sequence[Value]]) -> bytes:
    """The same as an .xlsx, its head in two rows with merged cells, one column to the right."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append([None, "KẾ HOẠCH CẢI CÁCH HÀNH CHÍNH NĂM 2024"])
    sheet.append([None, ISSUED])
    sheet.append([])
    sheet.append([None, "STT", "Nội dung nhiệm vụ", "Sản phẩm", "Đơn vị", None, "Thời gian"])
    sheet.append([None, None, None, None, "Chủ trì", "Phối hợp", None])
    for span in ("B4:B5", "C4:C5", "D4:D5", "E4:F4", "G4:G5"):
        sheet.merge_cells(span)
    for line in lines:
        sheet.append([None, *(str(value or "") or None for value in line)])
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def merged(grid: Grid, *spans: tuple[tuple[int, int], tuple[int, int]]) -> Grid:
    return Grid(grid.name, grid.rows, [Span(SheetPlace(*first), SheetPlace(*last)) for first, last in spans])


def take_plan(people: People, plan: Plan, code: str = "BAN-THI", day: date = DAY) -> PlanTaken:
    return import_plan(people.session, plan, people.unit(code), 2024, people.as_(code, Role.OFFICER, day))


def day_of(text: str) -> date:
    day, month, year = (int(part) for part in text.split("/"))
    return date(year, month, day)


def work_through(people: People, taken: PlanTaken, entered: date) -> None:
    """Finish what was done, by the days of the documents, entered on one later day."""
    done = {line.title: line for line in real_plan() if line.done_on}
    for task in taken.added:
        if task.title in done:
            line = done.pop(task.title)
            people.finish(task, day_of(line.done_on), line.document, entered)
    assert not done
