"""The command line of the calendar: days, rounds from letters, schedules."""

from datetime import date

import pytest
from openpyxl import Workbook

from tests.test_cli import Office, bare_office  # noqa: F401 - the fixture


def write_units(into: Office, *lines: tuple[object, ...]) -> None:
    book = Workbook()
    for line in lines:
        book.worksheets[0].append(list(line))
    book.save(into.folder / "units.xlsx")


@pytest.fixture
def empty(bare_office: Office) -> Office:  # noqa: F811 - the fixture above
    return bare_office


def test_the_swap_of_2026_is_told_and_taken_back(empty: Office) -> None:
    assert "2026-01-02" not in empty.does("day", "list", "2026")
    empty.does("day", "swap", "2026-01-02", "off", "--note", "hoán đổi với 10/01")
    assert empty.does("day", "swap", "2026-01-10", "on") == "2026-01-10 is on.\n"
    days = empty.does("day", "list", "2026").splitlines()
    assert "2026-01-02\tFri\toff\thoán đổi với 10/01" in days
    assert "2026-01-10\tSat\ton\t-" in days
    assert any(line.startswith("2026-11-24\tTue\toff\t") for line in days)
    empty.does("day", "unswap", "2026-01-02")
    assert "2026-01-02" not in empty.does("day", "list", "2026")


def test_what_is_said_wrongly_of_a_day_is_refused(empty: Office) -> None:
    assert "2024-03-08" in empty.refuses("day", "swap", "10/01/2026", "on")
    assert "dunghan day list" in empty.refuses("day", "unswap", "2026-01-10")
    assert empty.run("day", "swap", "2026-01-10", "half").code == 2
    assert empty.run("day", "list", "26").code == 2


def test_units_are_imported_with_the_days_on_which_they_begin_and_end(empty: Office) -> None:
    head = ("Code", "Name", "Level", "Parent", "Valid_from", "Valid_until", "Merged_into")
    top = ("BAC-KAN", "Bắc Kạn", "tỉnh")
    old = ("BAN-THI", "Bản Thi", "xã", "BAC-KAN", None, "30/6/2026", "cho-ra")
    write_units(empty, head, top, old, ("CHO-RA", "Chợ Rã", "xã", "BAC-KAN", date(2026, 7, 1)))
    empty.does("unit", "import", "units.xlsx")
    assert empty.does("unit", "list").splitlines() == [
        "BAC-KAN\ttỉnh Bắc Kạn\t-\t-\t-\t-",
        "BAN-THI\txã Bản Thi\tBAC-KAN\t-\t2026-06-30\tCHO-RA",
        "CHO-RA\txã Chợ Rã\tBAC-KAN\t2026-07-01\t-\t-",
    ]
    write_units(empty, head, top, (*old[:5], "30/2/2026"))
    assert "row 3" in (said := empty.refuses("unit", "import", "units.xlsx").lower())
    assert "'30/2/2026' is no date" in said
