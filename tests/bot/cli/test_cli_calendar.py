"""The command line of the calendar: days, rounds from letters, schedules."""

import json
from datetime import date

import pytest
from openpyxl import Workbook

from tests.bot.cli.test_cli import Office, bare_office  # noqa: F401 - the fixture


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
    for wrong in ("10/01/2026", "2026-02-30", "0001-01-01", "9999-12-31", "2026-01-10T08:00", ""):
        assert "2024-03-08" in empty.refuses("day", "swap", wrong, "on"), wrong
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
        "BAC-KAN\ttỉnh Bắc Kạn\t-\t-\t-\t-\t-",
        "BAN-THI\txã Bản Thi\tBAC-KAN\t-\t2026-06-30\tCHO-RA\t-",
        "CHO-RA\txã Chợ Rã\tBAC-KAN\t2026-07-01\t-\t-\t-",
    ]
    write_units(empty, head, top, (*old[:5], "30/2/2026"))
    assert "row 3" in (said := empty.refuses("unit", "import", "units.xlsx").lower())
    assert "'30/2/2026' is no date" in said


@pytest.fixture
def office_with_units(empty: Office, database_url: str) -> Office:
    """UBND huyện Cẩm Xuyên with two of its departments and a commune, on each database."""
    write_units(
        empty,
        ("Code", "Name", "Level", "Parent"),
        ("CAM-XUYEN", "Cẩm Xuyên", "huyện", ""),
        ("P-NOI-VU", "Nội vụ", "phòng", "CAM-XUYEN"),
        ("P-TU-PHAP", "Tư pháp", "phòng", "CAM-XUYEN"),
        ("CAM-BINH", "Cẩm Bình", "xã", "CAM-XUYEN"),
        ("CAM-VINH", "Cẩm Vịnh", "xã", "CAM-XUYEN"),
    )
    office = empty.at(database_url)
    office.does("unit", "import", "units.xlsx")
    return office


LETTER = ("--due", "2021-06-15T09:00", "--window-from", "2020-12-15", "--window-to", "2021-06-14")
BASIS = "Công văn số 1649/UBND-NV ngày 10/6/2021 của UBND huyện Cẩm Xuyên"


def test_the_letter_of_cam_xuyen_opens_a_round_for_the_departments_that_it_names(office_with_units: Office) -> None:
    """The words are "Chậm nhất 9h, ngày 15/6/2021": less time than the decree leaves after 14/6/2021, so a warning."""
    office = office_with_units
    done = office.run(
        "round", "open", "--yes", "cam-xuyen-2021", "2021-H1", *LETTER, "--lock", "2021-06-18", "--basis", BASIS, "--units",
        "P-NOI-VU,p-tu-phap,P-NOI-VU",
    )  # fmt: skip
    assert (done.code, done.out) == (0, "Opened cam-xuyen-2021 2021-H1 for huyện Cẩm Xuyên, due 09:00 thứ Ba 15/6/2021.\n")
    assert "article 8.5, leaves at least one working day after the data closes: 17:00 thứ Ba 15/6/2021" in done.err
    listed = office.does("round", "list").strip().split("\t")
    assert listed[3:] == ["2020-12-15", "2021-06-14", "09:00 thứ Ba 15/6/2021", "17:00 thứ Sáu 18/6/2021", "-"]
    standing = json.loads(office.does("status", "--json"))["rounds"][0]
    assert [unit["code"] for unit in standing["units"]] == ["P-NOI-VU", "P-TU-PHAP"]
    assert standing["due_at"] == "2021-06-15T02:00:00+00:00"


def test_a_due_time_that_keeps_to_the_decree_is_taken_without_a_word(office_with_units: Office) -> None:
    """Only that it lies behind us is said."""
    done = office_with_units.run("round", "open", "--yes", "cam-xuyen-2021", "2021-H1", "--due", "2021-06-15")
    assert "due 17:00 thứ Ba 15/6/2021" in done.out
    assert "article" not in done.err
    assert "a day off; the next working day is 2021-06-21" in office_with_units.run(
        "round", "open", "--yes", "cam-xuyen-2021", "2021-Q2", "--due", "2021-06-19"
    ).err  # fmt: skip


def test_a_round_by_calendar_is_of_whole_months(office_with_units: Office) -> None:
    office_with_units.does("round", "open", "--yes", "cam-xuyen-2021", "2026-Q4", "--rule", "calendar")
    assert "2026-10-01\t2026-12-31\t17:00 thứ Hai 4/1/2027\t-" in office_with_units.does("round", "list")


def test_what_a_round_cannot_be_is_refused(office_with_units: Office) -> None:
    for more, expected in (
        (("--units", "NOWHERE"), "dunghan unit list"),
        (("--units", "CAM-XUYEN"), "CAM-XUYEN does not stand below CAM-XUYEN"),
        (("--units", "P-NOI-VU", "--of", "P-TU-PHAP"), "P-NOI-VU does not stand below P-TU-PHAP"),
        (("--lock", "2026-01-01"), "The lock"),
        (("--lock", "soon"), "is no date"),
        (("--due", "2026-06-15T25:00"), "is no date"),
        (("--due", "1026-06-15T09:00"), "is no date"),
        (("--window-to", "2020-01-01"), "The last day of the data"),
        (("--window-from", "1/1/2026"), "is no date"),
    ):
        assert expected in office_with_units.refuses("round", "open", "--yes", "cam-xuyen-2021", "2026-H1", *more), more
    assert office_with_units.does("round", "list") == ""


SCHEDULE = ("schedule", "add", "cam-xuyen-2021", "--every", "quarter")


def test_a_schedule_says_what_comes_next_and_is_listed_until_it_ends(office_with_units: Office) -> None:
    office = office_with_units
    more = ("--due", "20", "--due-of", "phòng=17 09:00", "--lock", "+5", "--opens-before", "12", "--since", "2027-06-01")
    said = office.does(*SCHEDULE, "--of", "CAM-XUYEN", *more, "--basis", "Công văn 9")
    first, following = said.splitlines()
    assert first == "Schedule 1: cam-xuyen-2021 every quarter for huyện Cẩm Xuyên."
    assert "The first is 2027-Q2: data 2027-03-15 to 2027-06-14, opens 08:00 thứ Tư 2/6/2027" in following
    assert following.endswith("due 17:00 thứ Hai 21/6/2027, moved from 2027-06-20.")
    fields = "1 cam-xuyen-2021 CAM-XUYEN quarter decree 20;_phòng=17_09:00 roll +5 12 2027-06-01".replace(" ", "\t")
    assert office.does("schedule", "list") == f"{fields}\t-\tCông văn 9\t-\n".replace("_", " ")
    assert "after 2027-12-31" in office.does("schedule", "end", "1", "--on", "2027-12-31")
    assert "\t2027-12-31\tCông văn 9" in office.does("schedule", "list")


def test_a_schedule_that_leaves_less_than_the_decree_is_taken_with_a_note(office_with_units: Office) -> None:
    said = office_with_units.run(*SCHEDULE, "--due", "15 09:00", "--since", "2027-01-01")
    assert said.code == 0
    assert "2027-Q1: it leaves less than a working day" in said.err
    assert office_with_units.run(*SCHEDULE[:3], "--every", "half", "--due", "17", "--since", "2027-01-01").err == ""


def test_what_a_schedule_cannot_be_is_refused(office_with_units: Office) -> None:
    office = office_with_units
    office.does(*SCHEDULE)
    for arguments, expected in (
        (SCHEDULE, "dunghan schedule end 1"),
        (("schedule", "add", "nothing", "--every", "year"), "dunghan form list"),
        (("schedule", "add", "cam-xuyen-2021", "--every", "year", "--due", "20th"), "'20th' is no due rule"),
        (("schedule", "add", "cam-xuyen-2021", "--every", "year", "--due-of", "tỉnh=20"), "huyện, phòng, xã"),
        (("schedule", "add", "cam-xuyen-2021", "--every", "year", "--since", "today"), "is no date"),
        (("schedule", "end", "7"), "dunghan schedule list"),
    ):
        assert expected in office.refuses(*arguments), arguments
    for wrong in (
        ("--every", "week"),
        ("--every", "year", "--due-of", "huyện"),
        ("--every", "year", "--opens-before", "-1"),
        (),
    ):
        assert office.run(*SCHEDULE[:3], *wrong).code == 2, wrong
    assert office.does("schedule", "list").count("\n") == 1


def test_a_round_and_a_schedule_may_ask_a_level_for_reports_of_its_own(empty: Office) -> None:
    head = ("code", "name", "level", "parent")
    top, middle = ("BAC-KAN", "Bắc Kạn", "tỉnh"), ("CHO-DON", "Chợ Đồn", "huyện", "BAC-KAN")
    write_units(empty, head, top, middle, ("BAN-THI", "Bản Thi", "xã", "CHO-DON"))
    empty.does("unit", "import", "units.xlsx")
    empty.does("round", "open", "--yes", "ban-thi-2024", "2026-Q4")
    empty.does("round", "open", "--yes", "ban-thi-2024", "2026-Q4", "--level", "huyện")
    assert "already open" in empty.refuses("round", "open", "--yes", "ban-thi-2024", "2026-Q4", "--units", "CHO-DON")
    assert "no unit below" in empty.refuses("round", "open", "--yes", "ban-thi-2024", "2026-Q3", "--level", "sở")
    assert sorted(line.split("\t")[-1] for line in empty.does("round", "list").splitlines()) == ["-", "huyện"]
    empty.does("schedule", "add", "ban-thi-2024", "--every", "year", "--level", "huyện")
    assert empty.does("schedule", "list").strip().split("\t")[-1] == "huyện"
