"""Schedules: rounds open by themselves, each once, on time or late, and never for what was before."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from bot.storage.database import transaction
from tracker.calendar.periods import ZONE, Every, WindowRule, parse_period
from tracker.calendar.working_days import swap_day
from tracker.forms.catalogue import FormVersion, official_form, publish_content
from tracker.kernel.errors import DueRuleUnreadable, FormUnknown, LevelUnknown, ScheduleExists, ScheduleUnknown
from tracker.office.units import Unit, UnitLine, Validity, import_units, unit_by_code
from tracker.reports.reports import Report
from tracker.reports.rounds import Round, Terms, open_round
from tracker.reports.schedules import Schedule, add_schedule, end_schedule, open_due_rounds, schedules

CODE = "ban-thi-2024"
UNITS = [
    UnitLine(2, "BAC-KAN", "Bắc Kạn", "tỉnh", ""),
    UnitLine(3, "BAN-THI", "Bản Thi", "xã", "BAC-KAN", Validity(None, date(2026, 6, 30), "CHO-RA")),
    UnitLine(4, "CHO-RA", "Chợ Rã", "xã", "BAC-KAN"),
    UnitLine(5, "SO-NOI-VU", "Nội vụ", "sở", "BAC-KAN"),
    UnitLine(6, "TRONG", "Trống", "tỉnh", ""),
]


@pytest.fixture
def province(session: Session) -> Unit:
    import_units(session, UNITS)
    return unit_by_code(session, "BAC-KAN")


def at(year: int, month: int, day: int, hour: int = 8, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=ZONE)


def scheduled(session: Session, of_unit: Unit, every: Every = Every.QUARTER, **more: Any) -> Schedule:
    terms: dict[str, Any] = {"form_code": CODE, "since": date(2026, 9, 15), "due": "17", **more}
    schedule = Schedule(of_unit_id=of_unit.id, every=every, **terms)
    add_schedule(session, schedule)
    return schedule


def opened(session: Session, now: datetime) -> list[str]:
    return [round_.period for round_ in open_due_rounds(session, now).rounds]


def test_a_round_opens_at_8_on_a_working_day_some_days_before_the_data_closes(session: Session, province: Unit) -> None:
    """Q4/2026 closes on 14/12; ten days before is Friday 4/12."""
    schedule = scheduled(session, province)
    assert opened(session, at(2026, 12, 4, 7, 59)) == []
    assert opened(session, at(2026, 12, 4)) == ["2026-Q4"]
    round_ = session.exec(select(Round)).one()
    assert (round_.window_from, round_.window_to) == (date(2026, 9, 15), date(2026, 12, 14))
    assert (round_.due_at, round_.opened_at) == (at(2026, 12, 17, 17), at(2026, 12, 4))
    assert round_.schedule_id == schedule.id


def test_where_that_day_is_off_it_opens_on_the_working_day_before(session: Session, province: Unit) -> None:
    """Q3/2026 closes on 14/9; twelve days before is 2/9, and the bridge began on Saturday 29/8."""
    scheduled(session, province, since=date(2026, 9, 1), opens_before=12)
    assert opened(session, at(2026, 8, 28, 7, 59)) == []
    assert opened(session, at(2026, 8, 28)) == ["2026-Q3"]


def test_opening_any_number_of_times_opens_each_round_once(session: Session, province: Unit) -> None:
    scheduled(session, province)
    scheduled(session, province, Every.YEAR, due="20")
    assert sorted(opened(session, at(2026, 12, 4))) == ["2026-Q4", "2026-Y"]
    for minute in range(30):
        assert opened(session, at(2026, 12, 4, 8, minute)) == []
    assert len(session.exec(select(Round)).all()) == 2


def test_what_somebody_opened_by_hand_is_left_alone(session: Session, province: Unit) -> None:
    period = parse_period("2026-Q4")
    open_round(session, official_form(CODE), Terms(period, period.window(), at(2026, 12, 18)), province, at(2026, 12, 1))
    scheduled(session, province)
    assert opened(session, at(2026, 12, 14)) == []


def test_the_database_takes_no_round_twice(engine: Engine) -> None:
    with transaction(engine) as session:
        import_units(session, UNITS)
        scheduled(session, unit_by_code(session, "BAC-KAN"))
        open_due_rounds(session, at(2026, 12, 4))
        kept = session.exec(select(Round)).one().model_dump(exclude={"id"})
    with pytest.raises(IntegrityError), transaction(engine) as session:
        session.add(Round(**kept))


def test_after_three_days_of_being_down_it_opens_what_it_missed(session: Session, province: Unit) -> None:
    scheduled(session, province)
    scheduled(session, province, Every.MONTH, form_code="hoang-luu-2024", due="+2w", opens_before=0)
    assert opened(session, at(2026, 12, 3)) == ["2026-M10", "2026-M11"]  # since 15/9, and nobody had run it before
    assert opened(session, at(2026, 12, 14, 7, 59)) == ["2026-Q4"]
    assert opened(session, at(2026, 12, 17)) == ["2026-M12"]
    assert session.exec(select(Round.opened_at).where(Round.period == "2026-M12")).one() == at(2026, 12, 17)


@pytest.mark.parametrize("since", [date(2026, 9, 15), date(2026, 12, 14)])
def test_no_round_opens_for_data_that_closed_before_the_schedule_began(session: Session, province: Unit, since: date) -> None:
    scheduled(session, province, since=since)
    assert opened(session, at(2027, 3, 14)) == ["2026-Q4", "2027-Q1"]


def test_no_round_opens_for_data_that_closes_after_the_schedule_ended(session: Session, province: Unit) -> None:
    schedule = scheduled(session, province)
    end_schedule(session, schedule.id, date(2027, 3, 14))
    assert opened(session, at(2028, 1, 1)) == ["2026-Q4", "2027-Q1"]
    with pytest.raises(ScheduleUnknown, match="dunghan schedule list"):
        end_schedule(session, 999, date(2027, 3, 14))


def test_two_years_of_ticks_open_every_period_before_it_is_due(session: Session, province: Unit) -> None:
    for every in Every:
        form = {Every.MONTH: "hoang-luu-2024"}.get(every, CODE)
        scheduled(session, province, every, form_code=form, since=date(2026, 1, 1), due="20")
    moment = at(2025, 12, 1)
    while moment < at(2028, 1, 1):
        open_due_rounds(session, moment)
        moment += timedelta(days=1)
    rounds = session.exec(select(Round)).all()
    years = (2026, 2027)
    parts = [*(f"M{month:02}" for month in range(1, 13)), "Q1", "Q2", "Q3", "Q4", "H1", "H2", "9M", "Y"]
    in_2028 = {"2028-M01"}  # closes on 14/1/2028, opens on 4/1
    assert {round_.period for round_ in rounds} - in_2028 == {f"{year}-{part}" for year in years for part in parts}
    assert all(round_.opened_at < round_.due_at for round_ in rounds)
    assert all(round_.opened_at.astimezone(ZONE).date() <= round_.window_to for round_ in rounds)


def test_the_newest_published_form_is_asked(session: Session, province: Unit) -> None:
    scheduled(session, province, since=date(2026, 6, 1))
    assert opened(session, at(2026, 9, 14)) == ["2026-Q2", "2026-Q3"]
    changed, _ = publish_content(session, replace(official_form(CODE), name="Báo cáo mới"))
    assert opened(session, at(2026, 12, 14)) == ["2026-Q4"]
    round_ = session.exec(select(Round).where(Round.period == "2026-Q4")).one()
    report = session.exec(select(Report).where(Report.round_id == round_.id)).first()
    assert report
    assert round_.form_name == "Báo cáo mới"
    assert session.get_one(FormVersion, report.form_version_id).version == changed.version == 2


def test_rules_by_level_and_the_lock_and_moved_days_reach_the_reports(session: Session, province: Unit) -> None:
    scheduled(session, province, Every.NINE, since=date(2026, 9, 1), due_by_level={"sở": "20 09:00"}, lock="+2w 12:00")
    open_due_rounds(session, at(2026, 9, 4))
    round_ = session.exec(select(Round)).one()
    assert (round_.period, round_.due_at, round_.moved_from) == ("2026-9M", at(2026, 9, 17, 17), None)
    found = {session.get_one(Unit, report.unit_id).code: report for report in session.exec(select(Report))}
    assert (found["CHO-RA"].due_at, found["CHO-RA"].locks_at) == (at(2026, 9, 17, 17), at(2026, 9, 21, 12))
    assert (found["SO-NOI-VU"].due_at, found["SO-NOI-VU"].moved_from) == (at(2026, 9, 21, 9), date(2026, 9, 20))
    assert found["SO-NOI-VU"].locks_at == at(2026, 9, 23, 12)


def test_a_round_remembers_the_day_off_that_it_was_moved_from_only_if_it_rolls(session: Session, province: Unit) -> None:
    scheduled(session, province, Every.HALF, since=date(2026, 6, 1), due="20")
    scheduled(session, province, Every.QUARTER, since=date(2026, 6, 1), due="20", roll=False)
    open_due_rounds(session, at(2026, 6, 4))
    found = {round_.period: (round_.due_at, round_.moved_from) for round_ in session.exec(select(Round))}
    assert found == {"2026-H1": (at(2026, 6, 22, 17), date(2026, 6, 20)), "2026-Q2": (at(2026, 6, 20, 17), None)}


def test_swapped_days_count_for_schedules(session: Session, province: Unit) -> None:
    scheduled(session, province)
    swap_day(session, date(2026, 12, 17), "bão", working=False)
    open_due_rounds(session, at(2026, 12, 14))
    round_ = session.exec(select(Round)).one()
    assert (round_.due_at, round_.moved_from) == (at(2026, 12, 18, 17), date(2026, 12, 17))


def test_whole_months_are_asked_where_the_schedule_says_so(session: Session, province: Unit) -> None:
    scheduled(session, province, rule=WindowRule.CALENDAR, due="+5", since=date(2026, 12, 1))
    open_due_rounds(session, at(2026, 12, 21))
    round_ = session.exec(select(Round)).one()
    assert (round_.window_from, round_.window_to) == (date(2026, 10, 1), date(2026, 12, 31))
    assert round_.due_at == at(2027, 1, 5, 17)


def test_units_are_those_of_the_day_on_which_the_data_closes(session: Session, province: Unit) -> None:
    scheduled(session, province, Every.HALF, since=date(2026, 6, 1))
    open_due_rounds(session, at(2026, 12, 14))
    expected = {
        round_.period: {
            session.get_one(Unit, report.unit_id).code
            for report in session.exec(select(Report).where(Report.round_id == round_.id))
        }
        for round_ in session.exec(select(Round))
    }
    assert expected == {"2026-H1": {"BAN-THI", "CHO-RA", "SO-NOI-VU"}, "2026-H2": {"CHO-RA", "SO-NOI-VU"}}


def test_a_schedule_that_nobody_owes_keeps_no_other_from_opening(session: Session, province: Unit) -> None:
    scheduled(session, unit_by_code(session, "TRONG"))
    scheduled(session, province)
    assert opened(session, at(2026, 12, 14)) == ["2026-Q4"]


def test_a_schedule_is_refused_where_it_could_not_work(session: Session, province: Unit) -> None:
    for wrong, refusal, match in (
        ({"form_code": "nothing"}, FormUnknown, "dunghan form list"),
        ({"due": "the 17th"}, DueRuleUnreadable, "the 17th"),
        ({"lock": "later"}, DueRuleUnreadable, "later"),
        ({"due_by_level": {"sở": "20th"}}, DueRuleUnreadable, "20th"),
        ({"due_by_level": {"huyện": "20"}}, LevelUnknown, "sở, tỉnh, xã"),
    ):
        with pytest.raises(refusal, match=match):
            scheduled(session, province, **wrong)
    assert schedules(session) == []


def test_two_schedules_never_ask_the_same_and_a_changed_one_follows_the_first(session: Session, province: Unit) -> None:
    first = scheduled(session, province)
    for since, until in ((date(2020, 1, 1), None), (date(2026, 9, 15), date(2026, 9, 15)), (date(2030, 1, 1), None)):
        with pytest.raises(ScheduleExists, match=f"schedule end {first.id}"):
            scheduled(session, province, since=since, until=until)
    end_schedule(session, first.id, date(2026, 12, 31))
    scheduled(session, province, since=date(2027, 1, 1), due="20")
    scheduled(session, province, since=date(2020, 1, 1), until=date(2026, 9, 14))
    scheduled(session, province, Every.YEAR)
    assert len(schedules(session)) == 4


def test_a_schedule_of_a_level_asks_its_units_for_reports_of_their_own_beside_that_of_the_lowest(session: Session) -> None:
    lines = [
        ("BAC-KAN", "Bắc Kạn", "tỉnh", ""),
        ("CHO-DON", "Chợ Đồn", "huyện", "BAC-KAN"),
        ("BAN-THI", "Bản Thi", "xã", "CHO-DON"),
    ]
    import_units(session, [UnitLine(row, *line) for row, line in enumerate(lines, start=2)])
    top = unit_by_code(session, "BAC-KAN")
    with pytest.raises(LevelUnknown):
        scheduled(session, top, level="sở")
    scheduled(session, top)
    scheduled(session, top, level="huyện", due="20")
    scheduled(session, top, level="xã", due="25")
    assert opened(session, at(2026, 12, 4)) == ["2026-Q4", "2026-Q4"], "the communes' round is open already"
    asked = select(Unit.code, Round.level, Report.due_at).join(Report, col(Report.unit_id) == Unit.id)
    found = session.exec(asked.join(Round, col(Round.id) == Report.round_id).order_by(Unit.code)).all()
    assert [(code, level) for code, level, _ in found] == [("BAN-THI", ""), ("CHO-DON", "huyện")]
    assert [due for _, _, due in found] == [at(2026, 12, 17, 17), at(2026, 12, 21, 17)]
    assert opened(session, at(2026, 12, 5)) == []
