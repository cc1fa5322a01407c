"""The counts that are kept with each report are those of what stands in it, whatever was done."""

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import Engine
from sqlmodel import Session, select

from bot import demo
from bot.storage.database import transaction
from tests.by_row import findings, open_rows, record_figures
from tests.conftest import District
from tests.tracker.review.test_round_findings import set_up
from tracker.forms.cell import Cell
from tracker.kernel.keeping import forget
from tracker.office.units import unit_by_code
from tracker.reports.entry import Entry
from tracker.reports.figures import record_none_arose, withdraw
from tracker.reports.reports import Report, Source, State
from tracker.reports.snapshot import snapshot_of
from tracker.review.counting import keep_counts, recount_all
from tracker.review.reasons import explain
from tracker.review.standing import round_standing
from tracker.review.submission import accept_report, return_report, submit_report
from tracker.review.year import in_time_over_year

Counts = tuple[int, int, int, int]


def kept(report: Report) -> Counts:
    return report.entered, report.waiting, report.unsettled, report.kept


def counted(session: Session, report: Report) -> Counts:
    """From what stands in the report, by the functions of a single one."""
    forget(session)
    here = snapshot_of(session, report)
    asked = len(here.form.of_level(here.unit.level).cells)
    waiting = len(here.open) if report.is_open else 0
    found = findings(session, report)
    return asked - waiting, waiting, sum(one.is_unsettled for one in found), sum(bool(one.reason) for one in found)


def test_they_follow_every_figure_reason_and_step(engine: Engine, stored_district: District) -> None:
    district, at = stored_district, demo.START
    source, desk = Source(district.officer.id, at, "test"), Source(district.desk.id, at, "test")

    def fill(session: Session, report: Report) -> None:
        while rows := list(open_rows(session, report)):
            record_none_arose(session, report, [row for row in rows if row.ask == rows[0].ask], source)

    def settle(session: Session, report: Report) -> None:
        for one in findings(session, report):
            if one.is_unsettled:
                explain(session, report, one.rule, "đã kiểm tra", source)

    steps: dict[str, Callable[[Session, Report], object]] = {
        "figures out of line": lambda s, r: record_figures(
            s, r, {"1.2.1": Entry.number(17), "1.2.2": Entry.number(41)}, source
        ),
        "one taken away": lambda s, r: withdraw(s, r, [Cell("1.2.1")], source),
        "entered again": lambda s, r: record_figures(s, r, {"1.2.1": Entry.number(41), "1.2.2": Entry.number(17)}, source),
        "the rest": fill,
        "explained": settle,
        "handed in": lambda s, r: submit_report(s, r, source),
        "returned": lambda s, r: return_report(s, r, desk, "xem lại"),
        "handed in again": lambda s, r: submit_report(s, r, source),
        "accepted": lambda s, r: accept_report(s, r, desk),
    }
    seen = set()
    for name, do in steps.items():
        with transaction(engine) as session:
            do(session, district.report(session))
        with transaction(engine) as session:
            report = district.report(session)
            assert kept(report) == counted(session, report), name
            seen.add(kept(report))
    assert len(seen) > 3


def test_a_fresh_report_waits_for_every_cell(session: Session, district: District) -> None:
    reports = session.exec(select(Report)).all()
    assert district.report(session) in reports
    for report in reports:
        assert kept(report) == counted(session, report)
        assert report.entered == 0
        assert report.waiting > 50


def test_what_was_changed_in_a_transaction_is_counted_before_it_is_read(session: Session, district: District) -> None:
    report = district.report(session)
    record_figures(session, report, {"1.2.1": Entry.number(17), "1.2.2": Entry.number(41)}, district.source)
    (mine,) = [
        one
        for one in round_standing(session, snapshot_of(session, report).round, unit_by_code(session, "CHO-DON")).units
        if one.report.id == report.id
    ]
    assert (mine.entered, mine.unsettled) == (2, 1)


def test_everything_can_be_counted_anew(session: Session) -> None:
    set_up(session, 8)
    keep_counts(session)
    assert recount_all(session) == (16, 0)
    reports = session.exec(select(Report)).all()
    stood = {report.id: kept(report) for report in reports}
    for report in reports[:5]:
        report.entered, report.unsettled = report.entered + 7, 99
    session.flush()
    assert recount_all(session) == (16, 5)
    assert {report.id: kept(report) for report in reports} == stood


def test_a_task_that_changes_the_book_changes_the_counts(session: Session) -> None:
    """What the reports of units with tasks count is what single reports say of them, the last deed being a task's."""
    set_up(session, 6)
    keep_counts(session)
    for report in session.exec(select(Report).where(Report.state == State.DRAFTING)).all():
        assert kept(report) == counted(session, report)


def test_the_rate_of_a_year_is_that_of_its_reports(session: Session) -> None:
    _, last = set_up(session, 10)
    province, now = unit_by_code(session, "TINH"), last.due_at + timedelta(days=1)
    handed_in = session.exec(select(Report).where(Report.round_id == last.id, Report.state == State.SUBMITTED)).all()
    for number, report in enumerate(handed_in):
        report.first_submitted_at = report.due_at + timedelta(minutes=number)
    session.flush()
    found = in_time_over_year(session, last, province, now)
    assert sum(one.due for one in found.values()) == 10  # of 2024 only, whoever never handed in among them
    assert sum(one.on_time for one in found.values()) == 1
    before: datetime = last.due_at - timedelta(days=1)
    assert sum(one.due for one in in_time_over_year(session, last, province, before).values()) == len(handed_in)
