"""A person sees what is held of them, wishes it corrected or deleted, is answered, and is erased; the log stays whole."""

import json

import pytest
from sqlalchemy import Engine
from sqlalchemy import text as sql
from sqlmodel import Session, SQLModel, select

from bot.people.addresses import Address, join
from bot.people.invitations import invite
from bot.people.wishes import DataWish
from bot.storage.database import transaction
from tests.auditing import verified, wrong_with
from tests.conftest import Clock, District
from tests.talking import Talk, data_of, text
from tracker.office.officers import Officer, Role, add_officer
from tracker.office.units import unit_by_code

PHONE = "0912 345 678"


@pytest.fixture
def talk(engine: Engine, clock: Clock, stored_district: District) -> Talk:
    with transaction(engine) as session:
        for address, officer in (("lan", stored_district.officer), ("desk", stored_district.desk)):
            join(session, "terminal", address, session.get_one(Officer, officer.id), clock())
        join(session, "zalo", "lan z", session.get_one(Officer, stored_district.officer.id), clock())
        lan = session.get_one(Officer, stored_district.officer.id)
        lan.phone = PHONE
        session.add(lan)
        invite(session, lan, clock())
    return Talk(engine, clock)


@pytest.mark.parametrize(
    "words", ["/dulieu", "dữ liệu của tôi", "bot giu gi ve em", "Hệ thống đang lưu những thông tin gì về em ạ?"]
)
def test_a_person_sees_what_is_held_of_them(talk: Talk, words: str) -> None:
    talk.say("lan", "/baocao")
    said = text(talk.say("lan", words))
    for part in ("Hoàng Thị Lan", PHONE, "xã Bản Thi", "Terminal lan", "Zalo lan z", "1 còn hiệu lực", "giữ 180 ngày"):
        assert part in said
    assert "tạo lời mời" in said
    assert "nhật ký và báo cáo, giữ lâu dài" in said


def test_who_looked_is_told(talk: Talk, stored_district: District) -> None:
    talk.press("desk", f"|person {stored_district.officer.id}")
    said = text(talk.say("lan", "ai đã xem dữ liệu của tôi"))
    assert "Nông Văn Thu: xem dữ liệu về anh/chị" in said


def test_a_wish_to_correct_is_answered(engine: Engine, talk: Talk, clock: Clock) -> None:
    said = talk.say("lan", "số điện thoại của tôi đúng là 0988 777 666, đang ghi sai")
    assert "Đã ghi yêu cầu sửa dữ liệu. Tôi đã báo người phụ trách" in text(said)
    told = [reply for reply in said if reply.address == "desk"]
    assert "0988 777 666" in text(told)
    assert "Phải trả lời trước hết" in text(told)
    talk.say("lan", "số điện thoại của tôi đúng là 0988 777 666, đang ghi sai")
    with Session(engine) as session:
        (wish,) = session.exec(select(DataWish)).all()
        assert wish.due_on > clock().date()
    page = talk.press("desk", data_of(told[0], f"Yêu cầu {wish.id}: Hoàng Thị Lan"))
    talk.press("desk", data_of(page[-1], "Đã làm, trả lời"))
    answered = talk.say("desk", "Đã sửa số điện thoại")
    assert "Yêu cầu sửa dữ liệu cá nhân ngày 13/3: đã làm: Đã sửa số điện thoại" in text(
        [r for r in answered if r.address == "lan"]
    )
    assert "đã làm: Đã sửa số điện thoại" in text(talk.say("lan", "/dulieu"))
    assert "đang chờ anh/chị trả lời" in text(talk.say("desk", "/yeucau"))
    assert "đã được trả lời" in text(talk.press("desk", f"|wish {wish.id}"))


def test_a_wish_is_due_two_working_days_later_and_listed(talk: Talk, clock: Clock) -> None:
    clock.forward(days=2)  # a Friday
    talk.say("lan", "xóa dữ liệu của tôi")
    said = text(talk.say("lan", "Gửi yêu cầu"))
    assert "Đã ghi yêu cầu xóa dữ liệu" in said
    assert "thứ Ba 19/3/2024" in said
    assert "thứ Ba 19/3/2024" in text(talk.say("desk", "yêu cầu về dữ liệu cá nhân"))
    assert "đang chờ trả lời" in text(talk.say("lan", "xoá thông tin cá nhân của em"))
    talk.press("lan", data_of(talk.say("lan", "/dulieu")[-1], "Rút yêu cầu xóa"))
    assert "Không có yêu cầu nào" in text(talk.say("desk", "/yeucau"))


def test_whoever_may_answer_is_told_each_working_day_of_a_wish_that_is_due(engine: Engine, talk: Talk, clock: Clock) -> None:
    with transaction(engine) as session:
        unit = unit_by_code(session, "CHO-DON")
        join(session, "terminal", "admin", add_officer(session, "Quản Trị", unit, Role.ADMIN), clock())
    talk.say("lan", "đính chính thông tin cá nhân của tôi: tên đúng là Hoàng Thị Loan")
    alarmed = "1 yêu cầu về dữ liệu cá nhân đến hạn mà chưa được trả lời"
    assert alarmed not in text(talk.remind())
    for told in (True, False):
        clock.forward(days=2 if told else 0)
        said = talk.remind()
        for who in ("admin", "desk"):
            assert (alarmed in text([reply for reply in said if reply.address == who])) is told
    clock.forward(days=1)  # a Saturday
    assert alarmed not in text(talk.remind())
    clock.forward(days=2)
    assert alarmed in text(talk.remind())


def anywhere(engine: Engine, words: str) -> list[str]:
    """The tables in which a text stands."""
    found = []
    with Session(engine) as session:
        for table in SQLModel.metadata.sorted_tables:
            rows = session.execute(table.select()).all()
            if any(words in json.dumps([str(value) for value in row], ensure_ascii=False) for row in rows):
                found.append(table.name)
    return found


def test_a_person_is_erased_and_the_log_stays_whole(engine: Engine, talk: Talk, stored_district: District) -> None:
    talk.say("lan", "/baocao")
    talk.say("lan", "Nhóm nào cũng có số")
    talk.say("lan", "1.1: 17")
    talk.say("lan", "xóa hết dữ liệu cá nhân của tôi")
    talk.say("lan", "có")
    with Session(engine) as session:
        wish = session.exec(select(DataWish)).one().id
        entered = session.execute(sql("SELECT count(*) FROM figure")).scalar()
        assert entered
    page = talk.press("desk", f"|wish {wish}")
    asked = talk.press("desk", data_of(page[-1], "Xóa dữ liệu"))
    assert f"“Cán bộ đã xóa {stored_district.officer.id}”" in text(asked)
    said = talk.say("desk", "Xóa")
    assert "đã được xóa" in text([reply for reply in said if reply.address == "lan"])
    for words in ("Hoàng Thị Lan", PHONE, "lan z"):
        assert anywhere(engine, words) == (["outbox"] if words == "lan z" else []), words  # the last word, on its way
    with Session(engine) as session:
        lan = session.get_one(Officer, stored_district.officer.id)
        assert (lan.name, lan.phone, lan.active) == (f"Cán bộ đã xóa {lan.id}", "", False)
        assert session.execute(sql("SELECT count(*) FROM figure")).scalar() == entered
        assert not [one for one in session.exec(select(Address)) if one.officer_id == lan.id]
        assert session.exec(select(DataWish)).one().outcome == "done"
    assert wrong_with(engine) == []
    assert verified(engine)[0].redacted > 0
    assert "cần lời mời" in text(talk.say("lan", "17 41"))
    talk.press("desk", f"|person {stored_district.officer.id}")


def test_nobody_alters_the_log_under_the_name_of_erasing(engine: Engine, talk: Talk) -> None:
    talk.say("lan", "/baocao")
    with pytest.raises(Exception, match="append-only"), engine.begin() as connection:
        connection.execute(sql("UPDATE audit_line SET step = 'erased' WHERE number = 1"))
    with pytest.raises(Exception, match="append-only"), engine.begin() as connection:
        connection.execute(sql("UPDATE audit_line SET new = 'something else' WHERE number = 1"))
    with engine.begin() as connection:
        connection.execute(sql("UPDATE audit_line SET new = 'erased' WHERE number = 1"))
    assert wrong_with(engine) == ["line 1 is not as it was written, or stands where another one stood"]
