"""Words of written reports: kept by heading, found again by the next period, taken back, logged."""

from datetime import timedelta

import pytest
from sqlmodel import Session

from tests.communes import NOW
from tests.conftest import District
from tracker.calendar.periods import parse_period
from tracker.forms.catalogue import official_form
from tracker.kernel.errors import ReportCancelled
from tracker.narrative.words import HeadingWords, UnlikeKept, give_words, words_before, words_of_report
from tracker.office.units import unit_by_code
from tracker.reports.reports import Report, State, reports_of
from tracker.reports.rounds import Round, Terms, open_round
from tracker.review.taking_back import begin_message, done_by_message, take_back


def given(district: District, words: str, *, replaces: bool = False) -> HeadingWords:
    return HeadingWords(words, district.officer.id, NOW, replaces, (UnlikeKept("20", "4.5.1", "9", "tính cả cán bộ"),))


def next_report(session: Session, period: str) -> Report:
    terms = Terms(parse_period(period), parse_period(period).window(), NOW + timedelta(days=300))
    open_round(session, official_form("ban-thi-2024"), terms, unit_by_code(session, "CHO-DON"), NOW)
    return reports_of(session, unit_by_code(session, "BAN-THI").id)[0]


def test_they_stand_as_they_were_given_and_are_taken_back(session: Session, district: District) -> None:
    report = district.report(session)
    first, second = given(district, "Không có."), given(district, "{1.1} văn bản", replaces=True)
    give_words(session, report, {"V": first, "IV": second}, district.source)
    assert words_of_report(session, report.id) == {"V": first, "IV": second}
    begin_message(session)
    give_words(session, report, {"V": None, "IV": first}, district.source)
    assert words_of_report(session, report.id) == {"IV": first}
    done = done_by_message(session)[report.id]
    assert done.only_words
    take_back(session, report, done, district.source)
    assert words_of_report(session, report.id) == {"V": first, "IV": second}


def test_the_latest_period_that_has_any_is_the_one_before(session: Session, district: District) -> None:
    report = district.report(session)
    words = {"V": given(district, "Không có.")}
    give_words(session, report, words, district.source)
    second = next_report(session, "2024-Q2")
    third = next_report(session, "2024-Q3")
    for later in (second, third):
        assert words_before(session, session.get_one(Round, later.round_id), later.unit_id).words == words
    give_words(session, second, {"IV": words["V"]}, district.source)
    assert words_before(session, session.get_one(Round, third.round_id), third.unit_id).words == {"IV": words["V"]}
    assert words_before(session, session.get_one(Round, report.round_id), report.unit_id).words == {}
    second.state = State.CANCELLED
    session.flush()
    assert words_before(session, session.get_one(Round, third.round_id), third.unit_id).words == words


def test_a_report_that_is_asked_no_more_takes_none(session: Session, district: District) -> None:
    report = district.report(session)
    report.state = State.CANCELLED
    with pytest.raises(ReportCancelled):
        give_words(session, report, {"V": given(district, "Không có.")}, district.source)
