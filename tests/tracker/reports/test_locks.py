"""Khóa sổ: after the lock nothing is entered or handed in, until the desk opens one report again."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from bot import demo
from bot.storage.database import transaction
from tests.by_row import figures_of, findings, open_rows, record_figure
from tests.conftest import Clock, District
from tests.talking import Talk, text
from tracker.calendar.periods import parse_period
from tracker.forms.catalogue import official_form
from tracker.kernel.errors import ReasonMissing, ReportLocked, ReportNotLocked, TooEarly, WrongState
from tracker.office.units import unit_by_code
from tracker.reports.entry import Entry
from tracker.reports.extensions import reopen_after_lock
from tracker.reports.figures import record_none_arose
from tracker.reports.reports import Report, ReportEvent, Source, State
from tracker.reports.rounds import Round, Terms, open_round
from tracker.review.reasons import explain
from tracker.review.submission import accept_report, reopen_report, return_report, submit_report

DUE = datetime(2024, 3, 15, 17, 0, tzinfo=demo.START.tzinfo)
LOCK = DUE + timedelta(days=5)
FORM = official_form("ban-thi-2024")


def at(source: Source, when: datetime) -> Source:
    return replace(source, at=when)


@pytest.fixture
def report(session: Session, district: District) -> Report:
    """Bản Thi's report, complete, with one finding that is kept, locked five days after it is due."""
    report = district.report(session)
    for row in open_rows(session, report):
        record_figure(session, report, row.key, Entry.blank() if row.options else Entry.number(0), district.source)
    record_figure(session, report, "1.2.2", Entry.number(41), district.source)
    explain(session, report, findings(session, report)[0].rule, "tính cả năm trước", district.source)
    report.locks_at = LOCK
    return report


ENTERING: dict[str, Callable[[Session, Report, Source], object]] = {
    "figure": lambda session, report, source: record_figure(session, report, "1.1", Entry.number(7), source),
    "none arose": lambda session, report, source: record_none_arose(session, report, FORM.groups["5.3"], source),
    "explanation": lambda session, report, source: explain(
        session, report, findings(session, report)[0].rule, "lý do khác", source
    ),
    "submission": submit_report,
}


@pytest.mark.parametrize("what", ENTERING)
def test_what_is_entered_up_to_the_lock_is_taken_and_nothing_after_it(
    session: Session, district: District, report: Report, what: str
) -> None:
    late = at(district.source, LOCK + timedelta(microseconds=1))
    before = dict(figures_of(session, report))
    with pytest.raises(ReportLocked, match="the desk can open it again"):
        ENTERING[what](session, report, late)
    assert (figures_of(session, report), report.state) == (before, State.DRAFTING)
    ENTERING[what](session, report, at(district.source, LOCK))


def test_a_report_cannot_be_taken_back_after_the_lock_but_still_be_accepted(
    session: Session, district: District, report: Report
) -> None:
    submit_report(session, report, district.source)
    late = at(district.source, LOCK + timedelta(hours=1))
    with pytest.raises(ReportLocked):
        reopen_report(session, report, late, "nhập nhầm")
    accept_report(session, report, late)
    assert report.state == State.ACCEPTED


def test_a_report_without_a_lock_is_never_locked(session: Session, district: District, report: Report) -> None:
    report.locks_at = None
    submit_report(session, report, at(district.source, LOCK + timedelta(days=900)))
    assert report.is_late is True


def test_the_desk_opens_one_report_again_until_it_is_locked_anew(session: Session, district: District, report: Report) -> None:
    now, until = LOCK + timedelta(days=1), LOCK + timedelta(days=3)
    desk = Source(district.desk.id, now, "test")
    reopen_after_lock(session, report, until, " thiếu số liệu mục 3 ", desk)
    record_figure(session, report, "1.1", Entry.number(7), at(district.source, until))
    with pytest.raises(ReportLocked):
        record_figure(session, report, "1.1", Entry.number(8), at(district.source, until + timedelta(seconds=1)))
    submit_report(session, report, at(district.source, until))
    assert (report.is_late, report.due_at) == (True, DUE)
    others = session.exec(select(Report).where(Report.id != report.id)).all()
    assert {other.locks_at for other in others} == {None}
    event = session.exec(select(ReportEvent).where(ReportEvent.what == "unlocked")).one()
    assert (event.officer_id, event.at, event.reason) == (desk.officer_id, now, "thiếu số liệu mục 3")


@pytest.mark.parametrize("returned", [False, True])
def test_what_came_in_on_time_is_changed_after_the_lock_and_stays_on_time(
    session: Session, district: District, report: Report, *, returned: bool
) -> None:
    submit_report(session, report, district.source)
    desk = Source(district.desk.id, LOCK + timedelta(hours=1), "test")
    if returned:
        return_report(session, report, desk, "thiếu căn cứ")
    reopen_after_lock(session, report, LOCK + timedelta(days=2), "sửa mục 1.1", desk)
    assert report.is_open
    record_figure(session, report, "1.1", Entry.number(9), at(district.source, LOCK + timedelta(days=1)))
    submit_report(session, report, at(district.source, LOCK + timedelta(days=1)))
    assert (report.is_late, report.submissions) == (False, 2)


def test_only_a_locked_report_is_opened_again_with_a_reason_and_for_a_time_to_come(
    session: Session, district: District, report: Report
) -> None:
    desk, until = Source(district.desk.id, LOCK + timedelta(hours=1), "test"), LOCK + timedelta(days=1)
    with pytest.raises(ReportNotLocked):
        reopen_after_lock(session, report, until, "bổ sung", at(desk, LOCK))
    with pytest.raises(TooEarly):
        reopen_after_lock(session, report, desk.at, "bổ sung", desk)
    with pytest.raises(ReasonMissing):
        reopen_after_lock(session, report, until, " ", desk)
    report.state = State.ACCEPTED
    with pytest.raises(WrongState):
        reopen_after_lock(session, report, until, "bổ sung", desk)
    assert report.locks_at == LOCK


def test_a_round_gives_its_lock_to_its_reports_and_is_not_locked_before_it_is_due(
    session: Session, district: District
) -> None:
    period = parse_period("2024-Q2")
    due_at, of_unit = demo.START + timedelta(days=90), unit_by_code(session, "CHO-DON")
    with pytest.raises(TooEarly, match="must be later"):
        open_round(session, FORM, Terms(period, period.window(), due_at, locks_at=demo.START), of_unit, demo.START)
    opened = open_round(session, FORM, Terms(period, period.window(), due_at, locks_at=due_at), of_unit, demo.START)
    reports = session.exec(select(Report).where(Report.round_id == opened.id)).all()
    assert {(report.due_at, report.locks_at) for report in reports} == {(due_at, due_at)}
    assert session.exec(select(Round).where(Round.period == "2024-Q1")).one().locks_at is None
    assert district.report(session).locks_at is None


def test_an_officer_is_told_that_the_report_is_locked_and_whom_to_ask(
    engine: Engine, clock: Clock, stored_district: District
) -> None:
    with transaction(engine) as session:
        stored_district.report(session).locks_at = DUE
    clock.now = DUE + timedelta(days=1)
    said = text(Talk(engine, clock).say(str(stored_district.officer.id), "1.1: 5"))
    assert "đã khóa sổ" in said
    assert "đề nghị cán bộ theo dõi mở lại" in said
    with transaction(engine) as session:
        assert not figures_of(session, stored_district.report(session))
