"""A unit's reports over the rounds, and the workbook in which the units stand side by side."""

from datetime import timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from sqlmodel import Session

from tests.provinces import NOW, Province, in_the_midst
from tracker.reports.reports import State
from tracker.reports.unit_history import PastReport, unit_histories
from tracker.review.standing import round_standing
from tracker.workbooks.status_book import status_workbook
from tracker.workbooks.words import how_long


@pytest.fixture
def province(session: Session) -> Province:
    return in_the_midst(session)


def past(province: Province, code: str) -> list[PastReport]:
    unit = province.unit(code)
    return unit_histories(province.session, [unit.id])[unit.id]


def test_a_history_says_how_late_how_often_returned_and_when_accepted(province: Province) -> None:
    last, first = past(province, "YEN-THINH")
    assert (last.round.period, last.report.late_by, last.returned, last.accepted_at) == ("2024-Q1", None, 1, None)
    assert (first.round.period, first.returned) == ("2023-Q4", 0)
    assert first.accepted_at == first.report.due_at - timedelta(hours=2) + timedelta(days=1)
    assert past(province, "XUAN-LAC")[0].report.late_by == timedelta(hours=16)


def test_a_report_that_was_accepted_once_and_taken_back_is_not_accepted(province: Province) -> None:
    report = province.report(province.year, "BAN-THI")
    report.state = State.DRAFTING
    province.session.flush()
    assert past(province, "BAN-THI")[1].accepted_at is None


def test_a_unit_without_reports_has_an_empty_history(province: Province) -> None:
    assert past(province, "CHO-DON") == []


@pytest.mark.parametrize(
    ("late_by", "words"),
    [
        (timedelta(microseconds=1), "1 phút"),
        (timedelta(minutes=59), "59 phút"),
        (timedelta(minutes=60), "1 giờ"),
        (timedelta(hours=23, minutes=59), "23 giờ"),
        (timedelta(days=1), "1 ngày"),
        (timedelta(days=40, hours=23), "40 ngày"),
    ],
)
def test_a_delay_is_told_in_the_largest_unit_that_it_fills(late_by: timedelta, words: str) -> None:
    assert how_long(late_by) == words


def sheets(province: Province, within: str) -> dict[str, Worksheet]:
    _, content = status_workbook(province.session, province.quarter, province.unit(within), NOW)
    return {sheet.title: sheet for sheet in load_workbook(BytesIO(content)).worksheets}


def lines(sheet: Worksheet, first: str) -> dict[str, list[object]]:
    """The lines of the table by what stands in the second column."""
    rows: list[list[object]] = [list(row) for row in sheet.iter_rows(values_only=True)]
    head = next(number for number, row in enumerate(rows) if row[1] == first)
    return {str(row[1]): row for row in rows[head + 1 :]}


def test_the_workbook_has_the_numbers_of_the_rounds_that_the_chat_tells(province: Province) -> None:
    found = round_standing(province.session, province.quarter, province.unit("CHO-DON"))
    sheet = sheets(province, "CHO-DON")["Số liệu"]
    rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    quarter = next(row for row in rows if row[2] == "Quý I năm 2024")
    assert quarter[4:] == [found.expected, found.on_time, found.late, found.not_yet, 1, 1]
    assert quarter[5] + quarter[6] + quarter[7] == quarter[4]  # type: ignore[operator]
    assert next(row for row in rows if row[2] == "Quý IV năm 2023")[4:8] == [5, 4, 1, 0]


def test_the_workbook_has_each_unit_with_its_state(province: Province) -> None:
    units = lines(sheets(province, "CHO-DON")["Đơn vị"], "Đơn vị")
    assert list(units) == ["xã Bản Thi", "xã Đồng Lạc", "xã Lương Bằng", "xã Xuân Lạc", "xã Yên Thịnh"]
    assert [*units["xã Bản Thi"][2:6], units["xã Bản Thi"][9]] == [2, 78, 1, 0, "đang nhập"]
    assert units["xã Bản Thi"][10] == "quá hạn chưa nộp"
    assert units["xã Xuân Lạc"][10] == "nộp muộn 16 giờ"
    assert units["xã Yên Thịnh"][9] == "trả lại"


def test_the_workbook_has_the_units_over_the_rounds_with_their_history(province: Province) -> None:
    sheet = sheets(province, "CHO-DON")["Các kỳ"]
    units = lines(sheet, "Đơn vị")
    assert units["xã Yên Thịnh"][2:] == ["đúng hạn; trả lại 1 lần", "đúng hạn; tiếp nhận 21/12"]
    assert units["xã Lương Bằng"][2:] == ["chưa nộp", "nộp muộn 22 giờ; tiếp nhận 22/12"]
    colours = {str(cell.value).split(";")[0]: cell.fill.fgColor.rgb for row in sheet.iter_rows(min_col=3) for cell in row}
    assert colours["đúng hạn"] != colours["nộp muộn 22 giờ"] != colours["chưa nộp"]


def test_the_workbook_is_printed_on_a4_with_its_head_on_every_page(province: Province) -> None:
    for sheet in sheets(province, "BAC-KAN").values():
        assert (str(sheet.page_setup.paperSize), sheet.page_setup.orientation) == ("9", "landscape")
        assert sheet.print_title_rows
        assert sheet.freeze_panes
