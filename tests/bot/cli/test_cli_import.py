"""A filled appendix taken over into a report: the same as by conversation, or nothing, with what is wrong."""

import json
import re
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from bot import demo
from tests.bot.cli.test_cli import Office, bare_office, office  # noqa: F401 - the fixtures

REPORT = ("ban-thi-2024", "2024-Q1", "BAN-THI")


@pytest.fixture
def ready(office: Office) -> Office:  # noqa: F811 - the fixture above
    office.does("unit", "import", "units.xlsx")
    office.does("officer", "invite", "--unit", "BAN-THI", "--name", "Lan")
    office.does("officer", "invite", "--unit", "XUAN-LAC", "--name", "Hoa")
    office.does("round", "open", "--yes", *REPORT[:2])
    return office


def filled(ready: Office) -> Path:
    """Bản Thi's appendix as the bot returned it after the conversation."""
    lines = demo.script()
    talk = lines[: lines.index("/doi")]
    ready.does("chat", "--as", "lan", typed="\n".join(["/baocao", *talk[1:]]) + "\n")
    ready.does("report", "export", *REPORT, "--out", "filled.xlsx")
    return ready.folder / "filled.xlsx"


def column(path: Path, number: int) -> list[object]:
    return [row[number] for row in load_workbook(path).worksheets[0].values]


def for_xuan_lac(sheet: Worksheet) -> None:
    """As somebody does who takes a neighbour's file for their own."""
    sheet["A4"].value = str(sheet["A4"].value).replace("Bản Thi", "Xuân Lạc")


def test_an_imported_sheet_is_the_same_report_as_by_conversation(ready: Office) -> None:
    """The blank is exported, the figures of the conversation are typed into its coloured cells, and it is imported."""
    path, other = filled(ready), (*REPORT[:2], "XUAN-LAC")
    ready.does("report", "export", *other, "--blank", "--out", "blank.xlsx")
    blank, source = load_workbook(ready.folder / "blank.xlsx"), load_workbook(path).worksheets[0]
    sheet = blank.worksheets[0]
    to_fill = [row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 4).fill.fgColor.rgb == "00FFF2CC"]
    assert len(to_fill) == 78
    assert {sheet.cell(row, 4).value for row in to_fill} == {None}
    said_none = [row for row in range(1, sheet.max_row + 1) if source.cell(row, 4).value == 0 and row not in to_fill]
    for row in [*to_fill, *said_none]:
        sheet.cell(row, 4).value = source.cell(row, 4).value
        sheet.cell(row, 5).value = source.cell(row, 5).value
    blank.save(ready.folder / "typed.xlsx")
    ready.does("report", "import", *other, "typed.xlsx", "--submit")
    ready.does("report", "export", *other, "--out", "other.xlsx")
    assert column(ready.folder / "other.xlsx", 3) == column(path, 3)
    assert column(ready.folder / "other.xlsx", 4) == column(path, 4)
    assert re.search("✓ Đã nộp.* xã Xuân Lạc", ready.does("status"))


def test_moved_rows_and_added_columns_do_not_matter(ready: Office) -> None:
    path = filled(ready)
    book = load_workbook(path)
    for_xuan_lac(book.worksheets[0])
    book.worksheets[0].insert_rows(1, 3)
    book.save(ready.folder / "moved.xlsx")
    ready.does("report", "import", *REPORT[:2], "XUAN-LAC", "moved.xlsx")
    ready.does("report", "export", *REPORT[:2], "XUAN-LAC", "--out", "other.xlsx")
    assert column(ready.folder / "other.xlsx", 3) == column(path, 3)


def test_a_cell_that_cannot_be_read_takes_nothing_over_and_says_where(ready: Office) -> None:
    book = load_workbook(filled(ready))
    sheet = book.worksheets[0]
    line = next(row for row in range(1, sheet.max_row) if sheet.cell(row, 1).value == "1.2.1")
    for_xuan_lac(sheet)
    sheet.cell(line, 4).value = "bốn mốt"
    book.save(ready.folder / "bad.xlsx")
    said = ready.refuses("report", "import", *REPORT[:2], "XUAN-LAC", "bad.xlsx")
    assert f"!D{line} (1.2.1): 'bốn mốt', not a number" in said
    assert "○ Chưa bắt đầu 1: xã Xuân Lạc" in ready.does("status")


def test_what_is_not_settled_is_left_out_on_demand_and_told_to_programs(ready: Office) -> None:
    """Without the option nothing is taken, and all of the file is told; with it the rest is."""
    ready.does("report", "export", *REPORT, "--blank", "--out", "blank.xlsx")
    book = load_workbook(ready.folder / "blank.xlsx")
    sheet = book.worksheets[0]
    sheet["D9"], sheet["D11"], sheet["D12"], sheet["F9"] = 2, "bốn mốt", 17, 99
    book.save(ready.folder / "typed.xlsx")
    refused = ready.run("report", "import", *REPORT, "typed.xlsx", "--json")
    assert refused.code == 1
    told = json.loads(refused.out)
    assert [(one["at"], one["cell"]) for one in told["taken"]] == [("D9", "1.1"), ("D12", "1.2.2")]
    assert [(one["at"], one["why"]) for one in told["unread"]] == [("D11", "not a number")]
    assert [(one["at"], one["why"]) for one in told["named"]] == [("F9", "its column is none of the form's")]
    assert "○ Chưa bắt đầu 2: xã Bản Thi, xã Xuân Lạc" in ready.does("status")
    told = json.loads(ready.does("report", "import", *REPORT, "typed.xlsx", "--leave-unplaced", "--json"))
    assert (told["new"], told["changed"], told["blank"]) == (2, 0, 75)
    shown = ready.does("report", "check", *REPORT)
    assert "1.2.1\t" in shown
    assert "1.1\t" not in shown


def test_a_blank_sheet_is_never_handed_in(ready: Office) -> None:
    ready.does("report", "export", *REPORT, "--blank", "--out", "blank.xlsx")
    assert "nothing was taken over" in ready.refuses("report", "import", *REPORT, "blank.xlsx", "--submit")
    assert "○ Chưa bắt đầu 2: xã Bản Thi, xã Xuân Lạc" in ready.does("status")


def test_another_periods_or_another_forms_file_is_refused(ready: Office) -> None:
    filled(ready)
    ready.does("round", "open", "--yes", "ban-thi-2024", "2024-Q2")
    said = ready.refuses("report", "import", "ban-thi-2024", "2024-Q2", "BAN-THI", "filled.xlsx")
    assert "Quý I năm 2024" in said
    ready.does("round", "open", "--yes", "ban-thi-2024", "2024-Y")
    said = ready.refuses("report", "import", "ban-thi-2024", "2024-Y", "BAN-THI", "filled.xlsx")
    assert "Quý I năm 2024" in said
    ready.does("round", "open", "--yes", "hoang-luu-2024", "2024-Q1")
    assert "another form" in ready.refuses("report", "import", "hoang-luu-2024", "2024-Q1", "BAN-THI", "filled.xlsx")


def test_a_neighbours_file_is_refused(ready: Office) -> None:
    filled(ready)
    said = ready.refuses("report", "import", *REPORT[:2], "XUAN-LAC", "filled.xlsx")
    assert "about xã Bản Thi, the report is of xã Xuân Lạc" in said


def test_a_report_that_is_handed_in_takes_no_import(ready: Office) -> None:
    filled(ready)
    assert "figures stand" in ready.refuses("report", "import", *REPORT, "filled.xlsx")
