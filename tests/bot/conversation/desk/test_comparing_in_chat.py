"""The desk compares in the chat: a unit with six quarters of its own past, and only units of its own subtree."""

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from bot.storage.database import transaction
from tests.communes import enter, hand_in, paper
from tests.conftest import Clock, District
from tests.talking import Talk, data_of, text
from tracker.calendar.periods import parse_period
from tracker.forms.catalogue import official_form
from tracker.office.units import UnitLine, import_units, unit_by_code
from tracker.reports.reports import Report
from tracker.reports.rounds import Terms, open_round

PAST = ["2022-Q3", "2022-Q4", "2023-Q1", "2023-Q2", "2023-Q3", "2023-Q4"]


@pytest.fixture
def talk(engine: Engine, clock: Clock, stored_district: District) -> Talk:
    """Bản Thi has handed in its real figures for six quarters, and seventy times as many papers (1.1) for the seventh."""
    with transaction(engine) as session:
        district, unit = unit_by_code(session, "CHO-DON"), unit_by_code(session, "BAN-THI")
        for number, code in enumerate([*PAST, "2024-Q1"]):
            period = parse_period(code)
            if code in PAST:
                terms = Terms(period, period.window(), clock(), recipients=[unit])
                round_id = open_round(session, official_form("ban-thi-2024"), terms, district, clock()).id
                report = session.exec(select(Report).where(Report.round_id == round_id)).one()
            else:
                report = stored_district.report(session)
            typed = {"1.1": str(2 + number % 2) if code in PAST else "140"}
            enter(session, report, paper("ban-thi-2024-q1") | typed, stored_district.source)
            hand_in(session, report, clock())
        import_units(session, [UnitLine(2, "NA-RI", "Na Rì", "huyện", "")])
        import_units(session, [UnitLine(2, "LAM-SON", "Lam Sơn", "xã", "NA-RI")])
    return Talk(engine, clock)


def test_the_rows_that_are_far_from_a_units_own_past_come_first_with_that_past(talk: Talk, stored_district: District) -> None:
    (said,) = talk.say(str(stored_district.desk.id), "so sánh ban thi với các kỳ trước")
    head, first, *others = said.text.split("\n")
    assert head.startswith("Khác thường 1/")
    assert first.startswith("⚠ 1.1 ")
    assert first.endswith(": 140; trước: 3 (Quý IV/2023), 2 (Quý III/2023), 3 (Quý II/2023), 2 (Quý I/2023)")
    assert not any(line.startswith("⚠") for line in others)


def test_an_unusual_unit_is_one_tap_from_its_own_past(talk: Talk, stored_district: District, engine: Engine) -> None:
    desk = str(stored_district.desk.id)
    with transaction(engine) as session:
        for typed, code in enumerate(("DONG-LAC", "QUANG-BACH", "XUAN-LAC", "YEN-THINH"), start=1):
            report = session.exec(select(Report).where(Report.unit_id == unit_by_code(session, code).id)).one()
            enter(session, report, paper("ban-thi-2024-q1") | {"1.1": str(typed)}, stored_district.source)
            hand_in(session, report, stored_district.source.at)
    (said,) = talk.say(desk, "so sánh mục 1.1 quý 1 2024")
    assert said.text.split("\n")[:2] == ["5 đơn vị có số · ở giữa (trung vị) 3 · khác thường 1", "⚠ xã Bản Thi: 140"]
    assert "⚠ 1.1 " in text(talk.press(desk, data_of(said, "xã Bản Thi với kỳ trước")))


def test_units_of_others_are_neither_found_nor_compared(talk: Talk, stored_district: District) -> None:
    said = text(talk.say(str(stored_district.desk.id), "so sánh Lam Sơn với các kỳ trước"))
    assert "không thấy đơn vị nào" in said
    assert "LAM-SON" not in said
