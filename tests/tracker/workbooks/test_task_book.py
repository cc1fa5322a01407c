"""The book of tasks as a spreadsheet: every task with its class, and every rate with its formula."""

from collections.abc import Iterator
from datetime import date, timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from sqlmodel import Session

from tests.tasking import DAY, People
from tracker.tasks.assigning import Document, cancel_task
from tracker.tasks.history import View
from tracker.uploads.reading import read_grids
from tracker.workbooks.task_book import printed_day, task_book


def later(days: int) -> date:
    return DAY + timedelta(days=days)


@pytest.fixture
def content(session: Session) -> bytes:
    people = People(session)
    letter = Document("480/UBND-NV", DAY, "UBND huyện Chợ Đồn")
    task = people.assign("=1+1 kế hoạch", due_on=later(5), document=letter, field="Thể chế", product="Kế hoạch")
    people.finish(task, later(2), "12/KH-UBND")
    people.assign("Quá hạn", due_on=later(1), field="Công vụ", co_units=[people.unit("DONG-LAC")], in_charge="Tư pháp")
    cancel_task(session, people.assign("Thừa", to="XUAN-LAC"), "trùng", people.desk())
    return task_book(session, people.unit("CHO-DON"), View(later(6), since=DAY))


def sheet_of(content: bytes) -> Worksheet:
    return load_workbook(BytesIO(content)).worksheets[0]


def lines(sheet: Worksheet) -> Iterator[list[str]]:
    for row in sheet.iter_rows(values_only=True):
        if any(row):
            yield [str(cell or "") for cell in row]


def test_the_book_says_of_every_task_how_it_stands(content: bytes) -> None:
    title, unit, days, head, field, first, other, second, third, *_ = lines(sheet_of(content))
    assert [title[0], unit[0], days[0]] == [
        "SỔ THEO DÕI NHIỆM VỤ",
        "Huyện Chợ Đồn",
        "(Số liệu từ ngày 01/3/2024 đến hết ngày 07/3/2024)",
    ]
    assert head[:2] + head[9:] == ["STT", "Nội dung nhiệm vụ", "Tình trạng", "Ghi chú"]
    assert (field[0], other[0]) == ("Thể chế", "Công vụ")
    assert first == [
        *("1", "=1+1 kế hoạch", "480/UBND-NV ngày 01/3/2024; UBND huyện Chợ Đồn", "xã Bản Thi", "", "Kế hoạch"),
        *("06/3/2024", "03/3/2024", "12/KH-UBND", "Hoàn thành đúng hạn", ""),
    ]
    assert second[3:5] + second[9:10] == ["xã Bản Thi; Tư pháp", "xã Đồng Lạc", "Quá hạn chưa hoàn thành"]
    assert third[3:4] + third[9:10] == ["xã Xuân Lạc", "Hủy"]


def test_the_book_prints_every_class_and_each_rate_with_its_formula(content: bytes) -> None:
    said = [line[1] for line in lines(sheet_of(content))]
    assert "Tổng số nhiệm vụ: 2" in said
    assert {"Hoàn thành đúng hạn: 1", "Quá hạn chưa hoàn thành: 1", "Hủy: 1", "Chờ nhận: 0"} <= set(said)
    assert said[-3:] == [
        "Số nhiệm vụ đã hoàn thành / tổng số nhiệm vụ được giao (không tính nhiệm vụ đã hủy): 1/2 = 50,00%",
        "Số nhiệm vụ hoàn thành đúng hạn / số nhiệm vụ có hạn đã hoàn thành: 1/1 = 100,00%",
        "Số nhiệm vụ có hạn đã hoàn thành / số nhiệm vụ đến hạn (đã hoàn thành hoặc quá hạn): 1/2 = 50,00%",
    ]


def test_the_book_is_printed_across_on_a4_in_times_new_roman(content: bytes) -> None:
    sheet = sheet_of(content)
    assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize or 0)) == ("landscape", 9)
    assert sheet.print_title_rows == "$4:$4"
    assert {cell.font.name for row in sheet.iter_rows() for cell in row if cell.value} == {"Times New Roman"}
    assert sheet["B6"].data_type == "s"
    widths = [sheet.column_dimensions[chr(65 + column)].width for column in range(11)]
    assert sum(widths) < 150  # of the 120 that A4 across holds: printed at four fifths or more
    assert sheet.page_setup.fitToWidth == 1


def test_our_own_reader_takes_the_book(content: bytes) -> None:
    (grid,) = read_grids(content)
    assert grid.name == "Sổ theo dõi nhiệm vụ"


def test_an_empty_book_says_that_there_is_none(session: Session) -> None:
    people = People(session)
    said = [line[1] for line in lines(sheet_of(task_book(session, people.unit("BAC-KAN"), View(DAY))))]
    assert "Tổng số nhiệm vụ: 0" in said
    assert said[-1].endswith("0/0 = -")


@pytest.mark.parametrize(
    ("day", "expected"),
    [(date(2024, 3, 8), "08/3/2024"), (date(2024, 2, 9), "09/02/2024"), (date(2024, 12, 15), "15/12/2024"), (None, "")],
)
def test_days_are_written_as_the_decree_on_documents_wants(day: date | None, expected: str) -> None:
    assert printed_day(day) == expected
