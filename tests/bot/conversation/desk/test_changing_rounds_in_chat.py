"""The desk moves a due time and cancels a round in words: what it would do is shown, and it is done after a yes."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from bot.people.addresses import join
from bot.storage.database import transaction
from tests.conftest import Clock, District
from tests.talking import Talk, text
from tracker.office.officers import Officer
from tracker.reports.reports import Report
from tracker.reports.rounds import Round


@pytest.fixture
def talk(engine: Engine, clock: Clock, stored_district: District) -> Talk:
    with transaction(engine) as session:
        for address, officer in (("lan", stored_district.officer), ("desk", stored_district.desk)):
            join(session, "terminal", address, session.get_one(Officer, officer.id), clock())
    return Talk(engine, clock)


def due_days(engine: Engine) -> set[str]:
    with Session(engine) as session:
        return {f"{report.due_at.day}/{report.due_at.month}" for report in session.exec(select(Report))}


def test_another_due_time_is_shown_then_done_and_told(engine: Engine, talk: Talk, clock: Clock) -> None:
    talk.remind()
    before = due_days(engine)
    asked = text(talk.say("desk", "đổi hạn nộp quý 1 sang 20/3 vì mưa lũ"))
    for said in ("→ 17:00 thứ Tư 20/3/2024", "5 đơn vị được đổi và được báo", "Lý do: mưa lũ"):
        assert said in asked
    assert due_days(engine) == before
    done = talk.say("desk", "có")
    assert "Đã đổi hạn nộp" in text(done)
    told = text([reply for reply in done if reply.address == "lan"])
    assert "Hạn nộp 17:00 thứ Tư 20/3/2024 (trước là 17:00 thứ Sáu 15/3/2024)" in told
    assert "Lý do: mưa lũ" in told
    assert due_days(engine) == {"20/3"}
    assert "hạn nộp 17:00 thứ Tư 20/3/2024" in text(talk.say("lan", "/baocao"))
    assert [reply for reply in talk.remind() if reply.address == "lan"] == []  # told just now
    clock.now += timedelta(days=7)
    assert "lan" in {reply.address for reply in talk.remind()}


def test_what_is_missing_is_asked(engine: Engine, talk: Talk) -> None:
    assert "Đổi sang ngày nào?" in text(talk.say("desk", "đổi hạn nộp quý 1"))
    assert "phải sau" in text(talk.say("desk", "1/3/2024"))
    assert "Lý do: chưa ghi" in text(talk.say("desk", "21/3"))
    assert "kỳ báo cáo giữ nguyên" in text(talk.say("desk", "không"))
    assert "21/3" not in due_days(engine)


def test_one_unit_alone(engine: Engine, talk: Talk) -> None:
    assert "1 đơn vị được đổi" in text(talk.say("desk", "đổi hạn nộp quý 1 của Bản Thi sang 21/3"))
    talk.say("desk", "có")
    assert due_days(engine) == {"15/3", "21/3"}


def test_a_round_is_cancelled_in_the_midst_of_filling(engine: Engine, talk: Talk) -> None:
    talk.say("lan", "/baocao")
    talk.say("lan", "3")
    assert "Vì sao hủy?" in text(talk.say("desk", "hủy kỳ báo cáo quý 1"))
    asked = text(talk.say("desk", "vì mở nhầm biểu"))
    assert "5 đơn vị không phải nộp nữa" in asked
    assert "Lý do: mở nhầm biểu" in asked
    done = talk.say("desk", "có")
    assert "Đã hủy" in text(done)
    assert "đơn vị không phải nộp nữa" in text([reply for reply in done if reply.address == "lan"])
    assert "đã được hủy" in text(talk.say("lan", "17 41"))
    assert "không có báo cáo nào" in text(talk.say("lan", "/baocao"))
    assert [reply for reply in talk.remind() if "Quý I" in reply.text] == []
    with Session(engine) as session:
        assert session.exec(select(Round)).one().withdrawn


def test_an_officer_changes_no_round(engine: Engine, talk: Talk) -> None:
    before = due_days(engine)
    assert "cán bộ theo dõi" in text(talk.say("lan", "đổi hạn nộp quý 1 sang 20/3"))
    assert "cán bộ theo dõi" in text(talk.say("lan", "hủy kỳ báo cáo quý 1 vì lười"))
    assert due_days(engine) == before
