"""Who has submitted and who is late: on time + late + not yet = expected, whatever happens."""

from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session, select

from tests.by_row import open_rows, record_figure
from tests.conftest import District
from tracker.forms.catalogue import official_form
from tracker.office.units import Unit, unit_by_code
from tracker.reports.entry import Entry
from tracker.reports.figures import record_none_arose
from tracker.reports.reports import Report, Stage, State
from tracker.reports.rounds import Round
from tracker.review.standing import RoundStanding, round_standing, rounds_owing

NAMES = ["Bản Thi", "Đồng Lạc", "Quảng Bạch", "Xuân Lạc", "Yên Thịnh"]


def standing(session: Session, within: str = "CHO-DON") -> RoundStanding:
    return round_standing(session, session.exec(select(Round)).one(), unit_by_code(session, within))


def due(session: Session) -> datetime:
    return session.exec(select(Round)).one().due_at


def hand_in(session: Session, code: str, at: datetime | None) -> None:
    unit = unit_by_code(session, code)
    session.exec(select(Report).where(Report.unit_id == unit.id)).one().first_submitted_at = at
    session.flush()


@pytest.mark.usefixtures("district")
def test_before_anybody_submits_all_are_not_yet(session: Session) -> None:
    found = standing(session)
    assert (found.expected, found.on_time, found.late, found.not_yet) == (5, 0, 0, 5)
    assert [unit.unit.name for unit in found.units] == NAMES
    assert not any(unit.submitted for unit in found.units)


@pytest.mark.usefixtures("district")
def test_a_submission_at_the_due_time_itself_is_on_time(session: Session) -> None:
    for offset, late in ((timedelta(days=-2), False), (timedelta(0), False), (timedelta(microseconds=1), True)):
        hand_in(session, "BAN-THI", due(session) + offset)
        session.expire_all()
        found = standing(session)
        assert (found.on_time, found.late, found.not_yet) == (int(not late), int(late), 4)
        assert [unit.late for unit in found.units] == [late, None, None, None, None]
        assert found.units[0].submitted


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(minutes=st.lists(st.none() | st.integers(-5000, 5000), min_size=5, max_size=5))
@pytest.mark.usefixtures("district")
def test_on_time_and_late_and_not_yet_are_all_that_were_expected(session: Session, minutes: list[int | None]) -> None:
    codes = ["BAN-THI", "DONG-LAC", "QUANG-BACH", "XUAN-LAC", "YEN-THINH"]
    for code, offset in zip(codes, minutes, strict=True):
        hand_in(session, code, None if offset is None else due(session) + timedelta(minutes=offset))
    found = standing(session)
    assert found.on_time + found.late + found.not_yet == found.expected == 5
    assert found.not_yet == minutes.count(None)
    assert found.late == sum(offset is not None and offset > 0 for offset in minutes)


@pytest.mark.usefixtures("district")
def test_only_the_askers_subtree_is_shown(session: Session) -> None:
    assert [unit.unit.code for unit in standing(session, "BAN-THI").units] == ["BAN-THI"]
    other = Unit(code="NA-RI", name="Na Rì", level="huyện")
    session.add(other)
    session.flush()
    found = standing(session, "NA-RI")
    assert (found.expected, found.on_time + found.late + found.not_yet) == (0, 0)


def test_rows_under_none_arose_and_blanks_count_as_answered(session: Session, district: District) -> None:
    report, source = district.report(session), district.source
    assert (standing(session).units[0].entered, standing(session).units[0].asked) == (0, 78)
    record_none_arose(session, report, official_form("ban-thi-2024").groups["5.3"], source)
    record_figure(session, report, "1.1", Entry.blank("chờ huyện"), source)
    record_figure(session, report, "1.2.1", Entry.not_applicable(), source)
    assert standing(session).units[0].entered == 6 + 1 + 1
    for row in open_rows(session, report):
        record_figure(session, report, row.key, Entry.blank(), source)
    assert standing(session).units[0].entered == 78
    assert standing(session).units[1].entered == 0


def move(session: Session, code: str, state: State, *, submitted: bool = True) -> None:
    hand_in(session, code, due(session) if submitted else None)
    session.exec(select(Report).where(Report.unit_id == unit_by_code(session, code).id)).one().state = state
    session.flush()


def test_every_unit_is_in_exactly_one_stage_and_those_that_want_doing_come_first(session: Session, district: District) -> None:
    record_figure(session, district.report(session), "1.1", Entry.number(2), district.source)
    move(session, "DONG-LAC", State.ACCEPTED)
    move(session, "XUAN-LAC", State.RETURNED)
    move(session, "YEN-THINH", State.DRAFTING)
    found = standing(session)
    assert [(unit.unit.code, unit.stage) for unit in found.by_stage] == [
        ("QUANG-BACH", Stage.NOT_STARTED),
        ("BAN-THI", Stage.DRAFTING),
        ("YEN-THINH", Stage.TAKEN_BACK),
        ("XUAN-LAC", Stage.RETURNED),
        ("DONG-LAC", Stage.ACCEPTED),
    ]
    assert sum(len(found.at(stage)) for stage in Stage) == found.expected


@pytest.mark.usefixtures("district")
def test_a_report_is_overdue_only_after_its_due_time_and_while_it_was_never_handed_in(session: Session) -> None:
    (first, *_) = standing(session).units
    assert [first.is_overdue(due(session) + timedelta(minutes=minutes)) for minutes in (0, 1)] == [False, True]
    hand_in(session, "BAN-THI", due(session) + timedelta(days=9))
    assert not standing(session).units[0].is_overdue(due(session) + timedelta(days=10))


@pytest.mark.usefixtures("district")
def test_rounds_in_which_something_is_owed_are_those_with_an_open_report(session: Session) -> None:
    (round_,) = session.exec(select(Round))
    district_ = unit_by_code(session, "CHO-DON")
    assert rounds_owing(session, district_) == {round_.id}
    for code in ("BAN-THI", "DONG-LAC", "QUANG-BACH", "XUAN-LAC", "YEN-THINH"):
        move(session, code, State.SUBMITTED)
    assert rounds_owing(session, district_) == set()
    move(session, "YEN-THINH", State.RETURNED)
    assert rounds_owing(session, district_) == {round_.id}
    assert rounds_owing(session, unit_by_code(session, "BAN-THI")) == set()
