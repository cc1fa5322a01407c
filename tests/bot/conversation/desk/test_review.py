"""Review from end to end: what was returned at the last minute and corrected after the due time stays on time everywhere."""

import json
from datetime import datetime, timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlalchemy import Engine
from sqlmodel import Session

from bot import demo
from bot.storage.database import transaction
from bot.texts.desk import standing_table
from tests.bot.cli.test_cli import Office, bare_office, office  # noqa: F401 - fixtures
from tests.by_row import open_rows, record_figure
from tests.conftest import Clock, District
from tests.talking import Talk, text
from tracker.calendar.periods import parse_period
from tracker.forms.catalogue import official_form
from tracker.office.units import unit_by_code
from tracker.reports.entry import Entry
from tracker.reports.reports import Report, State
from tracker.reports.rounds import Round
from tracker.review.findings import unsettled
from tracker.review.reasons import explain
from tracker.review.standing import RoundStanding, round_standing
from tracker.review.submission import return_report, submit_report
from tracker.rollup import roll_up
from tracker.workbooks.appendices import version_appendix
from tracker.workbooks.rolled_up.rollup_book import rollup_workbook
from tracker.workbooks.status_book import status_workbook

DUE = datetime(2024, 3, 15, 17, tzinfo=demo.START.tzinfo)


def fill(session: Session, district: District) -> None:
    report = district.report(session)
    for row in open_rows(session, report):
        record_figure(session, report, row.key, Entry.blank() if row.options else Entry.number(0), district.source)


def standing_of(session: Session, report: Report) -> RoundStanding:
    return round_standing(session, session.get_one(Round, report.round_id), unit_by_code(session, "CHO-DON"))


def roster_line(session: Session, name: str) -> list[object]:
    """The line of a unit in the roll-up's list of who is in."""
    rolled = roll_up(session, "ban-thi-2024", parse_period("2024-Q1"), unit_by_code(session, "CHO-DON"))
    sheets = load_workbook(BytesIO(rollup_workbook(rolled)[1])).worksheets
    lines = [list[object](row) for sheet in sheets for row in sheet.iter_rows(values_only=True)]
    return next(line for line in lines if name in line and "ban-thi-2024" in line)


def status_lines(session: Session, report: Report, now: datetime) -> list[list[object]]:
    """What the workbook of the standing says of each unit."""
    round_, district = session.get_one(Round, report.round_id), unit_by_code(session, "CHO-DON")
    sheet = load_workbook(BytesIO(status_workbook(session, round_, district, now)[1])).worksheets[0]
    return [list(row) for row in sheet.iter_rows(values_only=True)]


@pytest.fixture
def talk(engine: Engine, clock: Clock, stored_district: District) -> Talk:
    with transaction(engine) as session:
        fill(session, stored_district)
    return Talk(engine, clock)


def test_returned_with_two_comments_at_16_59_and_corrected_at_17_01_it_is_on_time_and_every_count_agrees(
    engine: Engine, clock: Clock, talk: Talk, stored_district: District
) -> None:
    lan, thu = str(stored_district.officer.id), str(stored_district.desk.id)
    clock.now = DUE - timedelta(minutes=30)
    for line in ("/baocao", "nộp"):
        talk.say(lan, line)
    clock.now = DUE - timedelta(minutes=1)
    for line in ("/tinhhinh", "xem xã bản thi", "trả lại: 3.1.4b thiếu số huyện; 4.5.1 xem lại biên chế"):
        told = talk.say(thu, line)
    assert [message.address for message in told] == [lan, thu]
    with Session(engine) as session:
        standing = standing_of(session, stored_district.report(session))
        assert (standing.on_time, standing.late, standing.not_yet) == (1, 0, 4)
        assert standing_table.picture_rows([standing])[0][1].text == "đúng hạn, đang sửa"
    talk.press(lan, told[0].buttons[0].data)
    clock.now = DUE + timedelta(minutes=1)
    for line in ("12", "giữ nguyên vì đã đối chiếu quyết định", "nộp"):
        receipt = text(talk.say(lan, line))
    assert "Đã nộp lại lần 2, đúng hạn (theo lần nộp đầu)" in receipt
    assert "17:01 thứ Sáu 15/3/2024" in receipt
    chat = text(talk.say(thu, "/tinhhinh"))
    assert "Đã nộp 1/5 · đúng hạn 1 · nộp muộn 0 · chưa nộp 4" in chat
    assert "✓ Đã nộp, chờ tiếp nhận 1: xã Bản Thi 15/3 (sửa lần 2)" in chat
    assert "Đã nộp 16:30 15/3, đúng hạn, sửa lần 2 lúc 17:01 15/3" in text(talk.say(thu, "bản thi nộp chưa"))
    with Session(engine) as session:
        report = stored_district.report(session)
        assert (report.state, report.submissions, report.is_late) == (State.SUBMITTED, 2, False)
        standing = standing_of(session, report)
        cells = [row[1].text for row in standing_table.picture_rows([standing])]
        assert cells == ["đúng hạn, sửa lần 2", *["chưa nộp"] * 4]
        assert (standing.on_time, standing.late, standing.not_yet) == (1, 0, 4)
        listed = roster_line(session, "xã Bản Thi")
        book = status_lines(session, report, clock.now)
    assert "Phải nộp 5: đúng hạn 1, nộp muộn 0, chưa nộp 4" in {line[0] for line in book}
    (ours,) = (line for line in book if line[1] == "xã Bản Thi" and len(line) > 10)
    assert [f"{at:%H:%M}" for at in ours[6:9] if isinstance(at, datetime)] == ["17:00", "16:30", "17:01"]
    assert ours[9:11] == ["chờ tiếp nhận", "đúng hạn"]
    assert {"đúng hạn", "đã nộp", "có"} <= set(listed)
    handed_in = [value for value in listed if isinstance(value, datetime)]
    assert [f"{value:%H:%M}" for value in handed_in] == ["16:30", "17:01", "17:00"]
    talk.say(thu, "/tinhhinh")
    seen = text(talk.say(thu, "xem xã bản thi"))
    assert "3.1.4b: 0 → 12" in seen
    assert "4.5.1 “xem lại biên chế” → trả lời: vì đã đối chiếu quyết định" in seen


def test_the_appendix_of_a_version_shows_its_figures_and_its_reasons(session: Session, district: District) -> None:
    report, source = district.report(session), district.source
    fill(session, district)
    record_figure(session, report, "1.2.2", Entry.number(41), source)
    explain(session, report, unsettled(session, report)[0].rule, "tính cả năm trước", source)
    submit_report(session, report, source)
    return_report(session, report, source, "xem lại")
    record_figure(session, report, "1.2.2", Entry.number(42), source)
    explain(session, report, unsettled(session, report)[0].rule, "đã đếm lại", source)
    submit_report(session, report, source)
    shown = {}
    for number in (1, 2):
        name, content = version_appendix(session, report, number)
        assert name == f"Phu-luc-BAN-THI-2024-Q1-lan-{number}.xlsx"
        sheet = load_workbook(BytesIO(content)).worksheets[0]
        label = official_form("ban-thi-2024").by_key["1.2.2"].label
        line = next(row for row in sheet.iter_rows(values_only=True) if row[1] == label)
        shown[number] = (line[3], line[4])
        assert any(f"Lần nộp {number}, 08:00 ngày 13/3/2024" in str(row[0]) for row in sheet.iter_rows(values_only=True))
    assert shown == {1: (41, "tính cả năm trước"), 2: (42, "đã đếm lại")}


def test_versions_are_listed_and_exported_from_the_command_line(
    office: Office,  # noqa: F811
    engine: Engine,
    stored_district: District,
) -> None:
    with transaction(engine) as session:
        fill(session, stored_district)
        report = stored_district.report(session)
        submit_report(session, report, stored_district.source)
        return_report(session, report, stored_district.source, "thiếu")
        record_figure(session, report, "1.1", Entry.number(2), stored_district.source)
        submit_report(session, report, stored_district.source)
    which = ("ban-thi-2024", "2024-Q1", "BAN-THI")
    first, second = json.loads(office.does("report", "versions", *which, "--json"))["versions"]
    assert (first["version"], first["by"], first["late"], first["ended"], first["reason"]) == (
        *(1, "Hoàng Thị Lan", False, "returned", "thiếu"),
    )
    assert (second["version"], second["late"], second["ended"], second["on_behalf"]) == (2, None, None, None)
    assert office.does("report", "versions", *which).splitlines()[1].startswith("2\t")
    office.does("report", "export", *which, "--out", "first.xlsx", "--version", "1")
    sheet = load_workbook(office.folder / "first.xlsx").worksheets[0]
    assert any("Lần nộp 1" in str(row[0]) for row in sheet.iter_rows(values_only=True))
    assert "handed in 2 times" in office.refuses("report", "export", *which, "--out", "x.xlsx", "--version", "3")
    assert office.run("report", "export", *which, "--out", "x.xlsx", "--blank", "--version", "1").code == 2
