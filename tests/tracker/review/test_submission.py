"""A report's life: which step may follow which, what each needs, and what is kept of it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel import Session, select

from bot import demo
from tests.by_row import open_rows, record_figure
from tests.conftest import District
from tracker.kernel.errors import ReasonMissing, ReportIncomplete, ReportQuestioned, WrongState
from tracker.reports.entry import Entry
from tracker.reports.reports import Report, ReportEvent, Source, State, receipt_code, unit_of
from tracker.review.findings import unsettled
from tracker.review.reasons import explain
from tracker.review.submission import accept_report, reopen_report, return_report, submit_report

Action = Callable[[Session, Report, Source], None]

ACTIONS: dict[str, Action] = {
    "submit": submit_report,
    "reopen": lambda session, report, source: reopen_report(session, report, source, "nhập nhầm"),
    "return": lambda session, report, source: return_report(session, report, source, "thiếu căn cứ"),
    "accept": accept_report,
}

# (state, action) -> the state after it; None where it is refused.
MOVES: dict[tuple[State, str], State | None] = {
    (State.DRAFTING, "submit"): State.SUBMITTED,
    (State.DRAFTING, "reopen"): None,
    (State.DRAFTING, "return"): None,
    (State.DRAFTING, "accept"): None,
    (State.AWAITING, "submit"): State.SUBMITTED,  # here nobody need approve; tests/tracker/reports/test_approval.py
    (State.AWAITING, "reopen"): State.DRAFTING,
    (State.AWAITING, "return"): None,
    (State.AWAITING, "accept"): None,
    (State.SUBMITTED, "submit"): None,
    (State.SUBMITTED, "reopen"): State.DRAFTING,
    (State.SUBMITTED, "return"): State.RETURNED,
    (State.SUBMITTED, "accept"): State.ACCEPTED,
    (State.RETURNED, "submit"): State.SUBMITTED,
    (State.RETURNED, "reopen"): None,
    (State.RETURNED, "return"): None,
    (State.RETURNED, "accept"): None,
    (State.ACCEPTED, "submit"): None,
    (State.ACCEPTED, "reopen"): None,
    (State.ACCEPTED, "return"): None,
    (State.ACCEPTED, "accept"): None,
    (State.CANCELLED, "submit"): None,
    (State.CANCELLED, "reopen"): None,
    (State.CANCELLED, "return"): None,
    (State.CANCELLED, "accept"): None,
}


@pytest.fixture
def report(session: Session, district: District) -> Report:
    """Bản Thi's report with something in every row, not yet submitted."""
    report = district.report(session)
    for row in open_rows(session, report):
        entry = Entry.blank() if row.options else Entry.number(0)
        record_figure(session, report, row.key, entry, district.source)
    return report


def events(session: Session, report: Report) -> list[str]:
    session.flush()
    found = session.exec(select(ReportEvent).where(ReportEvent.report_id == report.id)).all()
    return [event.what for event in sorted(found, key=lambda event: event.id)]


def later(source: Source, **how: float) -> Source:
    return replace(source, at=demo.START + timedelta(**how))


def test_the_table_of_moves_has_every_state_and_action() -> None:
    assert set(MOVES) == {(state, action) for state in State for action in ACTIONS}


def test_a_step_is_taken_or_refused_as_the_table_says(session: Session, district: District, report: Report) -> None:
    happened: list[str] = []
    for (state, action), after in MOVES.items():
        report.state = state
        if after is None:
            with pytest.raises(WrongState, match=state.value):
                ACTIONS[action](session, report, district.source)
        else:
            ACTIONS[action](session, report, district.source)
            happened.append("reopened" if action == "reopen" else after.value)
        assert report.state == (after or state), (state, action)
        assert events(session, report) == happened, (state, action)


def test_an_incomplete_report_is_refused_with_the_first_open_row(session: Session, district: District) -> None:
    report = district.report(session)
    with pytest.raises(ReportIncomplete, match=r"^78 rows have no figure yet, the first is 1\.1\.$"):
        submit_report(session, report, district.source)
    assert report.state == State.DRAFTING
    assert report.submissions == 0


def test_a_questioned_report_is_refused_until_it_is_corrected_or_explained(
    session: Session, district: District, report: Report
) -> None:
    record_figure(session, report, "1.2.2", Entry.number(41), district.source)
    with pytest.raises(ReportQuestioned, match=r"the first is 1\.2\.2 <= 1\.2\.1"):
        submit_report(session, report, district.source)
    explain(session, report, unsettled(session, report)[0].rule, "tính cả năm trước", district.source)
    submit_report(session, report, district.source)
    assert report.state == State.SUBMITTED


def test_the_first_submission_decides_on_time_or_late_for_good(session: Session, district: District, report: Report) -> None:
    source, report.due_at = district.source, demo.START + timedelta(hours=1)
    submit_report(session, report, source)
    reopen_report(session, report, later(source, minutes=30), "nhập nhầm")
    assert report.first_submitted_at == demo.START
    assert report.is_late is False
    submit_report(session, report, later(source, days=9))
    assert report.first_submitted_at == demo.START
    assert report.submitted_at == demo.START + timedelta(days=9)
    assert report.is_late is False
    session.expire_all()
    assert report.first_submitted_at == demo.START


def test_every_submission_is_counted_in_the_receipt(session: Session, district: District, report: Report) -> None:
    for count in (1, 2, 3):
        submit_report(session, report, district.source)
        assert receipt_code(report, unit_of(session, report), "2024-Q1") == f"BAN-THI-2024-Q1-{count}"
        return_report(session, report, district.source, "thiếu căn cứ")


@pytest.mark.parametrize("step", [reopen_report, return_report])
def test_taking_a_report_back_or_returning_it_takes_a_reason(
    session: Session, district: District, report: Report, step: Callable[[Session, Report, Source, str], None]
) -> None:
    submit_report(session, report, district.source)
    for reason in ("", "   ", "\x00\n"):
        with pytest.raises(ReasonMissing):
            step(session, report, district.source, reason)
    assert report.state == State.SUBMITTED


def test_every_step_is_kept_with_who_when_where_and_why(session: Session, district: District, report: Report) -> None:
    submit_report(session, report, district.source)
    desk = Source(district.desk.id, demo.START + timedelta(hours=2), "terminal")
    return_report(session, report, desk, " thiếu căn cứ ")
    submit_report(session, report, later(district.source, hours=3))
    accept_report(session, report, replace(desk, at=demo.START + timedelta(hours=4)))
    assert events(session, report) == ["submitted", "returned", "submitted", "accepted"]
    returned = session.exec(select(ReportEvent).where(ReportEvent.what == "returned")).one()
    assert (returned.officer_id, returned.at, returned.origin) == (desk.officer_id, desk.at, "terminal")
    assert returned.reason == "thiếu căn cứ"
