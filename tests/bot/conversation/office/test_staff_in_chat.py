"""The desk changes, moves and ends people in the chat: shown first, done after a yes, and felt at once by whom it is about."""

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from bot.people.addresses import Address, join
from bot.people.invitations import CodeRefusal, invite, redeem
from bot.storage.database import transaction
from tests.conftest import Clock, District
from tests.talking import Talk, data_of, text
from tracker.audit.log import AuditLine
from tracker.office.officers import Officer, Role, add_officer
from tracker.office.units import Unit


@pytest.fixture
def talk(engine: Engine, clock: Clock, stored_district: District) -> Talk:
    with transaction(engine) as session:
        for address, officer in (("lan", stored_district.officer), ("desk", stored_district.desk)):
            join(session, "terminal", address, session.get_one(Officer, officer.id), clock())
        join(session, "zalo", "lan z", session.get_one(Officer, stored_district.officer.id), clock())
    return Talk(engine, clock)


def open_lan(talk: Talk) -> None:
    listed = talk.say("desk", "cán bộ xã Bản Thi")
    assert "Hoàng Thị Lan" in text(listed)
    page = talk.press("desk", data_of(listed[-1], "Sửa: Hoàng Thị Lan"))
    assert "Vai trò: cán bộ điền báo cáo của xã Bản Thi" in text(page)


def test_the_end_is_shown_then_done_in_the_midst_of_a_conversation(
    engine: Engine, talk: Talk, clock: Clock, stored_district: District
) -> None:
    with transaction(engine) as session:
        code = invite(session, session.get_one(Officer, stored_district.officer.id), clock()).link
    talk.say("lan", "/baocao")
    talk.say("lan", "3")
    open_lan(talk)
    asked = talk.say("desk", "Kết thúc")
    assert "kết thúc ngay trên mọi kênh" in text(asked)
    assert "không còn ai điền báo cáo" in text(asked)
    with Session(engine) as session:
        assert session.get_one(Officer, stored_district.officer.id).active
    said = talk.say("desk", "có")
    assert "Đã kết thúc Hoàng Thị Lan" in text(said)
    told = [reply for reply in said if reply.address == "lan"]
    assert "không còn là cán bộ của xã Bản Thi" in text(told)
    assert "cần lời mời" in text(talk.say("lan", "17 41"))
    with transaction(engine) as session:
        assert not session.get_one(Officer, stored_district.officer.id).active
        assert session.get(Address, ("zalo", "lan z")) is None
        assert redeem(session, code, ("terminal", "anybody"), clock()) is CodeRefusal.EXPIRED
        steps = {(line.what, line.step, line.officer_id) for line in session.exec(select(AuditLine))}
    assert {("officer", "ended", stored_district.desk.id), ("address", "ended", stored_district.desk.id)} <= steps


def test_a_no_leaves_everything(engine: Engine, talk: Talk, stored_district: District) -> None:
    open_lan(talk)
    talk.say("desk", "Kết thúc")
    assert "Đã thôi, mọi việc giữ nguyên." in text(talk.say("desk", "không"))
    with Session(engine) as session:
        assert session.get_one(Officer, stored_district.officer.id).active


def test_another_name_and_telephone(engine: Engine, talk: Talk, stored_district: District) -> None:
    open_lan(talk)
    talk.say("desk", "Sửa họ tên")
    assert "họ tên: Hoàng Thị Lan → Hoàng Thị Loan" in text(talk.say("desk", "Hoàng Thị Loan"))
    assert "Đã sửa: Hoàng Thị Loan" in text(talk.say("desk", "Sửa"))
    talk.say("desk", "Sửa số điện thoại")
    assert "không phải số điện thoại" in text(talk.say("desk", "12"))
    assert "chưa có → 0912 345 678" in text(talk.say("desk", "0912 345 678"))
    talk.say("desk", "Sửa")
    with Session(engine) as session:
        found = session.get_one(Officer, stored_district.officer.id)
        assert (found.name, found.phone) == ("Hoàng Thị Loan", "0912 345 678")


def test_moving_takes_the_old_unit_away_at_once(talk: Talk) -> None:
    talk.say("lan", "/baocao")
    open_lan(talk)
    talk.say("desk", "Chuyển đơn vị")
    assert "xã Bản Thi → xã Xuân Lạc" in text(talk.say("desk", "xuan lac"))
    said = talk.say("desk", "có")
    assert "Từ nay anh/chị là cán bộ của xã Xuân Lạc" in text([reply for reply in said if reply.address != "desk"])
    assert "không thuộc đơn vị của anh/chị" in text(talk.say("lan", "3"))


def test_another_role_is_told_and_counts_at_once(engine: Engine, talk: Talk, stored_district: District) -> None:
    open_lan(talk)
    talk.say("desk", "Đổi vai trò")
    assert "vai trò: Cán bộ điền báo cáo → Lãnh đạo" in text(talk.say("desk", "Lãnh đạo"))
    said = talk.say("desk", "có")
    assert "Từ nay anh/chị là lãnh đạo của xã Bản Thi" in text([reply for reply in said if reply.address != "desk"])
    with Session(engine) as session:
        assert session.get_one(Officer, stored_district.officer.id).role == "leader"


def test_one_account_ends_and_the_other_goes_on(engine: Engine, talk: Talk) -> None:
    open_lan(talk)
    talk.say("desk", "Bỏ Zalo")
    assert "Đã bỏ tài khoản Zalo" in text(talk.say("desk", "có"))
    with Session(engine) as session:
        assert session.get(Address, ("zalo", "lan z")) is None
    assert "Tân Lập" not in text(talk.say("lan", "/baocao"))
    assert "cần lời mời" not in text(talk.say("lan", "menu"))


def test_a_new_code_is_made_after_a_yes_and_told_once(
    engine: Engine, talk: Talk, clock: Clock, stored_district: District
) -> None:
    open_lan(talk)
    assert "dùng một lần trong 7 ngày" in text(talk.say("desk", "Mã mời mới"))
    said = text(talk.say("desk", "có"))
    code = said.split("dán mã dài ")[1][:26]
    assert "Mã mời của" not in text(talk.say("desk", "menu"))
    with transaction(engine) as session:
        found = redeem(session, code, ("terminal", "anybody"), clock())
        assert isinstance(found, Officer)
        assert found.id == stored_district.officer.id


def test_two_whose_names_are_alike_are_told_apart_in_words(engine: Engine, talk: Talk, stored_district: District) -> None:
    with transaction(engine) as session:
        unit = session.get_one(Unit, stored_district.officer.unit_id)
        first, second = (add_officer(session, name, unit, Role.OFFICER).id for name in ("Ma Thị Hòa", "Ma Thị Hóa"))
    listed = text(talk.say("desk", "cán bộ xã Bản Thi"))
    assert f"Sửa: Ma Thị Hòa, số {first}" in listed
    assert "Ma Thị Hóa" in text(talk.say("desk", f"Sửa: Ma Thị Hóa, số {second}")).splitlines()[0]
    assert "Sửa: Hoàng Thị Lan" in listed


def test_an_officer_is_refused_whoever_it_is_about(talk: Talk, stored_district: District) -> None:
    assert "cán bộ theo dõi ở cơ quan cấp trên làm" in text(talk.press("lan", f"|person {stored_district.desk.id}"))
    assert "Tôi không sửa được cán bộ này" in text(talk.press("desk", f"|person {stored_district.desk.id}"))
