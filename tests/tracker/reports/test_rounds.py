"""Rounds: who is expected, until when, and that no rate can pass 100 %."""

from datetime import date, datetime, timedelta

import pytest
from sqlmodel import Session, select

from tracker.calendar.deadlines import Deadline
from tracker.calendar.periods import ZONE, parse_period
from tracker.forms.catalogue import official_form
from tracker.kernel.errors import RoundWithoutUnits
from tracker.office.units import Unit, UnitLine, Validity, import_units, unit_by_code
from tracker.reports.reports import Report
from tracker.reports.rounds import Round, Terms, open_round
from tracker.review.standing import RoundStanding, round_standing

FORM = official_form("ban-thi-2024")
NOW = datetime(2026, 6, 8, 8, tzinfo=ZONE)
UNITS = [
    UnitLine(2, "BAC-KAN", "Bắc Kạn", "tỉnh", ""),
    UnitLine(3, "BAN-THI", "Bản Thi", "xã", "BAC-KAN", Validity(None, date(2026, 6, 30), "CHO-RA")),
    UnitLine(4, "YEN-THINH", "Yên Thịnh", "xã", "BAC-KAN", Validity(None, date(2026, 6, 30), "CHO-RA")),
    UnitLine(5, "CHO-RA", "Chợ Rã", "xã", "BAC-KAN", Validity(date(2026, 7, 1), None, "")),
    UnitLine(6, "SO-NOI-VU", "Nội vụ", "sở", "BAC-KAN"),
]


@pytest.fixture
def province(session: Session) -> Unit:
    """Two communes merge into a third on 1/7/2026; a department stays."""
    import_units(session, UNITS)
    return unit_by_code(session, "BAC-KAN")


def opened(session: Session, of_unit: Unit, period: str, **more: object) -> Round:
    window = parse_period(period).window()
    due_at = datetime.combine(window[1] + timedelta(days=3), datetime.min.time(), ZONE) + timedelta(hours=17)
    return open_round(session, FORM, Terms(parse_period(period), window, due_at, **more), of_unit, NOW)  # type: ignore[arg-type]


def standing(session: Session, round_: Round, of_unit: Unit) -> RoundStanding:
    return round_standing(session, round_, of_unit)


def codes(found: RoundStanding) -> list[str]:
    return [unit.unit.code for unit in found.units]


def test_a_unit_that_merged_on_1_july_is_expected_in_the_first_half_and_not_in_the_second(
    session: Session, province: Unit
) -> None:
    first, second = (opened(session, province, f"2026-H{half}") for half in (1, 2))
    assert codes(standing(session, first, province)) == ["BAN-THI", "SO-NOI-VU", "YEN-THINH"]
    assert codes(standing(session, second, province)) == ["CHO-RA", "SO-NOI-VU"]


def test_the_last_day_of_the_data_decides_in_a_window_that_crosses_the_merger(session: Session, province: Unit) -> None:
    third_quarter = opened(session, province, "2026-Q3")
    assert third_quarter.window_from < date(2026, 7, 1) < third_quarter.window_to
    assert codes(standing(session, third_quarter, province)) == ["CHO-RA", "SO-NOI-VU"]


def test_no_rate_passes_100_percent_whoever_merged_and_submitted(session: Session, province: Unit) -> None:
    rounds = [opened(session, province, period) for period in ("2026-H1", "2026-Q3", "2026-H2")]
    for report in session.exec(select(Report)):
        report.first_submitted_at = report.due_at + timedelta(hours=report.unit_id % 3 - 1)
    session.flush()
    for round_ in rounds:
        found = standing(session, round_, province)
        assert found.on_time + found.late + found.not_yet == found.expected == len(found.units)
        assert found.on_time + found.late == found.expected > 0


def test_each_level_has_its_own_deadline(session: Session, province: Unit) -> None:
    moved = Deadline(datetime(2026, 6, 22, 17, tzinfo=ZONE), date(2026, 6, 20), datetime(2026, 6, 30, 17, tzinfo=ZONE))
    round_ = opened(session, province, "2026-H1", by_level={"sở": moved})
    found = {unit.unit.code: unit.report for unit in standing(session, round_, province).units}
    assert found["BAN-THI"].due_at == round_.due_at == datetime(2026, 6, 17, 17, tzinfo=ZONE)
    assert (found["BAN-THI"].moved_from, found["BAN-THI"].locks_at) == (None, None)
    department = found["SO-NOI-VU"]
    assert Deadline(department.due_at, department.moved_from, department.locks_at) == moved


def test_a_letter_asks_the_units_that_it_names(session: Session, province: Unit) -> None:
    round_ = opened(session, province, "2026-H1", recipients=[unit_by_code(session, "SO-NOI-VU")])
    assert codes(standing(session, round_, province)) == ["SO-NOI-VU"]


def test_a_round_with_nobody_to_report_on_its_last_day_is_refused(session: Session, province: Unit) -> None:
    import_units(session, [line._replace(validity=Validity(None, date(2025, 1, 1), "")) for line in UNITS[1:]])
    with pytest.raises(RoundWithoutUnits):
        opened(session, province, "2026-H1")
    assert session.exec(select(Round)).first() is None
