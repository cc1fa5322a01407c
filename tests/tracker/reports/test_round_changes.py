"""A round is changed or cancelled: due times, locks, who is asked, on time or late; what was extended later keeps its day."""

from datetime import datetime, timedelta

import pytest
from sqlmodel import Session

from bot.demo import START
from tests.conftest import District
from tracker.audit.log import Journal
from tracker.calendar.periods import parse_period
from tracker.forms.catalogue import published_form
from tracker.kernel.errors import (
    ReasonMissing,
    RoundExists,
    RoundNeedsUnits,
    RoundUnchanged,
    RoundUnknown,
    TooEarly,
    UnitNotAsked,
)
from tracker.kernel.keeping import kept
from tracker.office.units import Unit, unit_by_code
from tracker.reports.extensions import give_extension
from tracker.reports.reports import Report, State, reports_of, written
from tracker.reports.round_changes import (
    RoundChange,
    cancel_round,
    change_round,
    effect_of,
    reports_in,
    the_round,
)
from tracker.reports.rounds import Round, Terms, find_rounds, open_round, rounds_within
from tracker.review.standing import round_standing


@pytest.fixture
def round_(session: Session, district: District) -> Round:
    return session.get_one(Round, district.report(session).round_id)


def later(round_: Round, days: int) -> datetime:
    return round_.due_at + timedelta(days=days)


def logged(session: Session) -> list[tuple[str, str]]:
    return [(deed.what, deed.step) for deed, _ in kept(session, Journal).noted]


def test_another_due_time_moves_all_reports_and_their_lock(session: Session, round_: Round) -> None:
    lock = round_.due_at + timedelta(days=5)
    change_round(session, round_, RoundChange(locks_at=lock), "")
    effect = change_round(session, round_, RoundChange(due_at=later(round_, 10)), "mưa lũ")
    assert len(effect.moved) == 5
    assert {(one.due_at, one.locks_at) for one in reports_in(session, round_)} == {(round_.due_at, lock + timedelta(days=10))}
    assert round_.locks_at == lock + timedelta(days=10)
    assert logged(session).count(("report", "due_moved")) == 10
    deed = kept(session, Journal).noted[-1][0]
    assert (deed.new, deed.reason) == (written(session.get_one(Report, deed.report_id)), "mưa lũ")


def test_of_some_units_alone_the_round_stays(session: Session, round_: Round, district: District) -> None:
    due = round_.due_at
    change = RoundChange(due_at=later(round_, 3), of_units=[district.officer.unit_id])
    assert len(change_round(session, round_, change, "").moved) == 1
    assert (district.report(session).due_at, round_.due_at) == (due + timedelta(days=3), due)


def test_what_was_late_is_on_time_and_back(session: Session, round_: Round, district: District) -> None:
    report = district.report(session)
    report.state, report.submissions = State.SUBMITTED, 1
    report.first_submitted_at = report.submitted_at = later(round_, 1)
    session.flush()
    effect = change_round(session, round_, RoundChange(due_at=later(round_, 2)), "")
    assert ([one.report.id for one in effect.now_on_time], effect.now_late) == ([report.id], [])
    assert report.is_late is False
    effect = change_round(session, round_, RoundChange(due_at=later(round_, -2)), "")
    assert [one.report.id for one in effect.now_late] == [report.id]
    assert report.is_late is True


def test_who_was_granted_more_time_keeps_it(session: Session, round_: Round, district: District) -> None:
    report, until = district.report(session), later(round_, 9)
    give_extension(session, report, until, "chờ số liệu", district.source)
    effect = change_round(session, round_, RoundChange(due_at=later(round_, 4)), "")
    assert ([one.id for one in effect.extended], report.due_at) == ([report.id], until)
    change_round(session, round_, RoundChange(due_at=later(round_, 8)), "")
    assert report.due_at == later(round_, 0)  # the new one is later than what was granted


def test_units_are_asked_and_asked_no_more(session: Session, round_: Round, district: District) -> None:
    gone = unit_by_code(session, "BAN-THI")
    effect = change_round(session, round_, RoundChange(removed=[gone]), "nhầm")
    assert [report.id for report in effect.removed] == [district.report_id]
    assert reports_of(session, gone.id) == []
    of_unit = session.get_one(Unit, round_.of_unit_id)
    assert "BAN-THI" not in {one.unit.code for one in round_standing(session, round_, of_unit).units}
    change_round(session, round_, RoundChange(added=[gone]), "")
    assert [report.id for report in reports_of(session, gone.id)] == [district.report_id]


def test_what_cannot_be(session: Session, round_: Round) -> None:
    outside = session.get_one(Unit, round_.of_unit_id)
    everybody = [session.get_one(Unit, report.unit_id) for report in reports_in(session, round_)]
    for change, refusal in (
        (RoundChange(removed=everybody), RoundNeedsUnits),
        (RoundChange(removed=[outside]), UnitNotAsked),
        (RoundChange(due_at=later(round_, 1), of_units=[outside.id]), UnitNotAsked),
        (RoundChange(locks_at=later(round_, -1)), TooEarly),
        (RoundChange(window=(round_.window_to, round_.window_from)), TooEarly),
        (RoundChange(due_at=round_.due_at), RoundUnchanged),
        (RoundChange(basis=round_.basis), RoundUnchanged),
    ):
        with pytest.raises(refusal):
            effect_of(session, round_, change)
    with pytest.raises(ReasonMissing):
        cancel_round(session, round_, "  ")


def test_a_cancelled_round_is_found_nowhere_and_another_may_be_opened(
    session: Session, round_: Round, district: District
) -> None:
    of_unit, form, period = session.get_one(Unit, round_.of_unit_id), round_.form_code, round_.period
    reports = cancel_round(session, round_, "mở nhầm")
    assert len(reports) == 5
    assert {report.state for report in reports} == {State.CANCELLED}
    assert rounds_within(session, of_unit) == []
    assert reports_of(session, district.officer.unit_id) == []
    with pytest.raises(RoundUnknown):
        find_rounds(session, form, parse_period(period))
    assert ("round", "cancelled") in logged(session)
    assert logged(session).count(("report", "cancelled")) == 5
    again = Terms(parse_period(period), (round_.window_from, round_.window_to), round_.due_at)
    opened = open_round(session, published_form(session, form), again, of_unit, START)
    assert the_round(session, form, period, None, None).id == opened.id
    with pytest.raises(RoundExists):
        open_round(session, published_form(session, form), again, of_unit, START)
