"""The leader's approval: an officer's report waits for it, and until then it is owed, uncounted, and the leader's business."""

from dataclasses import replace
from datetime import datetime, timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlmodel import Session, select

from bot import demo, reminders
from bot.people.addresses import join
from bot.reminders.forecast import forecast
from bot.texts.desk import standing_table
from bot.texts.desk.standing import Listed, board
from tests.bot.cli.test_cli import Office
from tests.bot.cli.test_cli_forms import bare_office, folder, office  # noqa: F401 - fixtures
from tests.by_row import open_rows, record_figure
from tests.conftest import District
from tracker.calendar.periods import parse_period
from tracker.forms.catalogue import official_codes, official_form
from tracker.forms.form import Approval
from tracker.forms.stored import loads
from tracker.kernel.errors import LeaderMissing, NotTheLeader, ReasonMissing, ReportClosed, ReportLocked, WrongState
from tracker.office.officers import Officer, Role, add_officer
from tracker.office.units import unit_by_code
from tracker.reports.behalf import EntryWay
from tracker.reports.entry import Entry
from tracker.reports.extensions import reopen_after_lock
from tracker.reports.reports import Report, ReportEvent, Source, State, unit_of
from tracker.reports.rounds import Round, Terms, open_round
from tracker.review.standing import round_standing
from tracker.review.submission import accept_report, reopen_report, return_report, send_back_report, submit_report
from tracker.rollup import roll_up
from tracker.workbooks.rolled_up.rollup_book import rollup_workbook

DUE = datetime(2024, 3, 15, 17, tzinfo=demo.START.tzinfo)


@pytest.fixture
def report(session: Session, district: District) -> Report:
    """Bản Thi's report, complete, in a round that wants the leader's approval."""
    report = district.report(session)
    for row in open_rows(session, report):
        record_figure(session, report, row.key, Entry.blank() if row.options else Entry.number(0), district.source)
    session.get_one(Round, report.round_id).approval = Approval.LEADER
    return report


@pytest.fixture
def leader(session: Session, report: Report) -> Officer:
    leader = add_officer(session, "Lý Văn Hùng", unit_of(session, report), Role.LEADER)
    join(session, "terminal", "hung", leader, demo.START)
    return leader


def by(officer: Officer, at: datetime = demo.START) -> Source:
    return Source(officer.id, at, "test")


def events(session: Session) -> list[str]:
    return [event.what for event in sorted(session.exec(select(ReportEvent)), key=lambda event: event.id)]


def test_an_officers_report_waits_and_the_time_of_approval_decides_on_time_or_late(
    session: Session, district: District, report: Report, leader: Officer
) -> None:
    submit_report(session, report, by(district.officer, DUE - timedelta(minutes=1)))
    assert (report.state, report.submissions, report.is_late) == (State.AWAITING, 0, None)
    with pytest.raises(ReportClosed):
        record_figure(session, report, "1.1", Entry.number(1), district.source)
    submit_report(session, report, by(leader, DUE + timedelta(minutes=1)))
    assert (report.state, report.submissions, report.is_late) == (State.SUBMITTED, 1, True)
    assert events(session) == ["awaiting", "submitted"]


def test_a_leaders_own_submission_needs_no_second_step(session: Session, report: Report, leader: Officer) -> None:
    submit_report(session, report, by(leader))
    assert (report.state, report.is_late) == (State.SUBMITTED, False)


def test_what_a_desk_enters_on_behalf_needs_no_approval(session: Session, district: District, report: Report) -> None:
    submit_report(session, report, Source(district.desk.id, demo.START, "test", EntryWay.PAPER))
    assert report.state == State.SUBMITTED


def test_without_a_leader_nothing_is_handed_in(session: Session, district: District, report: Report) -> None:
    with pytest.raises(LeaderMissing, match="--role leader"):
        submit_report(session, report, district.source)
    assert report.state == State.DRAFTING
    gone = add_officer(session, "Lý Văn Hùng", unit_by_code(session, "BAN-THI"), Role.LEADER)
    gone.active = False
    with pytest.raises(LeaderMissing):
        submit_report(session, report, district.source)


def test_only_the_leader_hands_it_in_or_sends_it_back_and_nobody_above_takes_it_before(
    session: Session, district: District, report: Report, leader: Officer
) -> None:
    submit_report(session, report, district.source)
    with pytest.raises(WrongState, match="awaiting cannot be submitted"):
        submit_report(session, report, district.source)
    with pytest.raises(NotTheLeader):
        send_back_report(session, report, district.source, "thiếu")
    for refused in (accept_report, return_report):
        with pytest.raises(WrongState):
            refused(session, report, by(district.desk))
    with pytest.raises(ReasonMissing):
        send_back_report(session, report, by(leader), " ")
    send_back_report(session, report, by(leader), "thiếu công văn")
    assert report.state == State.DRAFTING
    submit_report(session, report, district.source)
    reopen_report(session, report, district.source, "nhập nhầm")
    assert report.state == State.DRAFTING
    with pytest.raises(WrongState):
        send_back_report(session, report, by(leader), "thiếu")


def test_approval_comes_too_late_after_the_lock_until_the_desk_opens_it_again(
    session: Session, district: District, report: Report, leader: Officer
) -> None:
    submit_report(session, report, district.source)
    report.locks_at = DUE
    later = DUE + timedelta(hours=1)
    with pytest.raises(ReportLocked):
        submit_report(session, report, by(leader, later))
    reopen_after_lock(session, report, DUE + timedelta(days=1), "chờ duyệt", by(district.desk, later))
    assert report.state == State.AWAITING
    submit_report(session, report, by(leader, later))
    assert (report.state, report.is_late) == (State.SUBMITTED, True)


def test_reminders_go_to_the_leader_and_no_longer_to_the_officer(
    session: Session, district: District, report: Report, leader: Officer
) -> None:
    friday = datetime(2024, 3, 15, 8, tzinfo=demo.START.tzinfo)
    submit_report(session, report, district.source)
    told = reminders.due(session, friday - timedelta(days=1), ("terminal",))
    assert [(one.address, "chờ lãnh đạo duyệt" in one.text) for one in told] == [("hung", True)]
    assert reminders.refresh(session, told[0], friday)
    submit_report(session, report, by(leader))
    assert reminders.due(session, friday, ("terminal",)) == []
    assert reminders.refresh(session, told[0], friday) is None


def test_a_reminder_of_an_officer_is_not_sent_once_the_report_is_with_the_leader(
    session: Session, district: District, report: Report, leader: Officer
) -> None:
    (to_lan,) = reminders.due(session, demo.START, ("terminal",))
    submit_report(session, report, district.source)
    assert reminders.refresh(session, to_lan, demo.START) is None
    told, untold = forecast(session, demo.START, 3, ["terminal"])
    assert {one.officer.id for one in told} == {leader.id}
    assert report.id not in {one.asked.report.id for one in untold}


@pytest.mark.usefixtures("leader")
def test_a_report_that_awaits_is_owed_in_the_counts_the_list_the_picture_and_the_total(
    session: Session, district: District, report: Report
) -> None:
    other = unit_by_code(session, "YEN-THINH")
    theirs = next(r for r in session.exec(select(Report).where(Report.unit_id == other.id)))
    theirs.state, theirs.first_submitted_at, theirs.submitted_at, theirs.submissions = State.SUBMITTED, DUE, DUE, 1
    submit_report(session, report, district.source)
    standing = round_standing(session, session.get_one(Round, report.round_id), unit_by_code(session, "CHO-DON"))
    assert (standing.expected, standing.on_time, standing.late, standing.not_yet) == (5, 1, 0, 4)
    assert report.unit_id in {one.unit.id for one in standing.owing}
    assert "… Chờ lãnh đạo duyệt 1: xã Bản Thi" in board(standing, Listed(standing.by_stage))
    cells = {row[0].text: row[1].text for row in standing_table.picture_rows([standing])}
    assert cells["xã Bản Thi"] == "chưa nộp, chờ duyệt"
    assert sum(text.startswith("chưa nộp") for text in cells.values()) == standing.not_yet
    rolled = roll_up(session, "ban-thi-2024", parse_period("2024-Q1"), unit_by_code(session, "CHO-DON"))
    assert [share.unit.code for share in rolled.shares if share.is_in] == ["YEN-THINH"]
    _, content = rollup_workbook(rolled)
    assert "chờ lãnh đạo duyệt" in words_of(content)


def words_of(workbook: bytes) -> set[object]:
    sheets = load_workbook(BytesIO(workbook)).worksheets
    return {cell.value for sheet in sheets for row in sheet.iter_rows() for cell in row}


@pytest.mark.usefixtures("district")
def test_a_round_wants_what_its_form_says_unless_it_says_otherwise(session: Session) -> None:
    form, above = replace(official_form("hoang-luu-2024"), approval=Approval.LEADER), unit_by_code(session, "CHO-DON")
    assert loads(form.dumps()) == form
    first, second = parse_period("2024-Q1"), parse_period("2024-Q2")
    terms = [Terms(first, first.window(), DUE), Terms(second, second.window(), DUE, approval=Approval.NONE)]
    opened = [open_round(session, form, one, above, demo.START) for one in terms]
    assert [round_.approval for round_ in opened] == [Approval.LEADER, Approval.NONE]


def test_no_official_form_wants_it_by_itself() -> None:
    assert {official_form(code).approval for code in official_codes()} == {Approval.NONE}


def test_a_form_is_imported_with_it_and_keeps_it_in_its_next_version(office: Office) -> None:  # noqa: F811
    office.does("db", "upgrade")
    said = office.does("form", "import", "small.xlsx", "--code", "hoa-giai", "--approval", "leader")
    assert "leader approves" in said
    assert "Nothing changed" in office.does("form", "import", "small.xlsx", "--code", "hoa-giai")
    said = office.does("form", "import", "small.xlsx", "--code", "hoa-giai", "--approval", "none")
    assert "version 2" in said
    assert "leader approves" not in said
    assert office.run("form", "import", "small.xlsx", "--code", "hoa-giai", "--approval", "mayor").code == 2
