"""The office on pages: people, units, rounds, days off and forms; each change is shown first, logged, and told."""

import re
from datetime import date

from sqlalchemy import Engine
from sqlmodel import col, select

from bot.people.addresses import Address
from bot.sending.outbox import Waiting
from bot.storage.database import transaction
from tests.conftest import Clock, District
from tests.servers.serving import on_loop
from tests.servers.visiting import Browser, form_on, pages
from tracker.audit.log import AuditLine
from tracker.calendar.working_days import WorkingDays
from tracker.office.officers import Officer, Role, add_officer
from tracker.office.units import Unit, unit_by_code
from tracker.reports.reports import Report, State
from tracker.reports.rounds import Round

_SEEN, _DONE = "/co-quan/xem-truoc/", "/co-quan/lam/"


async def _change(browser: Browser, path: str, deed: str, **typed: str) -> str:
    """Look at what a deed would do, then do it; gives both pages."""
    fields = form_on((await browser.get(path)).text, f"{_SEEN}{deed}")
    shown = await browser.post(f"{_SEEN}{deed}", {**fields, **typed})
    if shown.status_code != 200:
        return shown.text
    done = await browser.post(f"{_DONE}{deed}", form_on(shown.text, f"{_DONE}{deed}"))
    assert done.status_code == 200, done.text
    return shown.text + done.text


@on_loop
async def test_a_person_is_invited_changed_moved_and_ended(engine: Engine, clock: Clock, stored_district: District) -> None:
    desk = stored_district.desk
    with transaction(engine) as session:
        unit, other = unit_by_code(session, "BAN-THI"), unit_by_code(session, "XUAN-LAC")
    path = f"/co-quan/don-vi/{unit.id}"
    async with pages(engine, clock, desk, stored_district.officer) as office:
        browser = await office.visitor(desk)
        found = (await browser.get("/co-quan?ten=ban thi")).text
        assert f'href="{path}"' in found
        assert "1 đơn vị" in found
        text = await _change(browser, path, "moi", name="Nông Thị Mới", phone="0912 345 678", role="leader")
        assert "Nông Thị Mới, lãnh đạo của xã Bản Thi" in text
        assert re.search(r"Mã mời: \d{3} \d{3}", text)
        with transaction(engine) as session:
            new = session.exec(select(Officer).where(Officer.name == "Nông Thị Mới")).one()
            assert (new.role, new.unit_id, new.phone) == (Role.LEADER, unit.id, "0912 345 678")
        await _change(browser, path, "sua", name="Hoàng Thị Lan Anh", phone="", role="officer")
        text = await _change(browser, path, "chuyen", unit="Xuân Lạc")
        assert "xã Bản Thi → xã Xuân Lạc" in text
        await office.app.idle()
        with transaction(engine) as session:
            moved = session.get_one(Officer, stored_district.officer.id)
            assert (moved.name, moved.unit_id) == ("Hoàng Thị Lan Anh", other.id)
            told = [row.outgoing.text for row in session.exec(select(Waiting)) if row.address == str(moved.id)]
            assert any("Xuân Lạc" in one for one in told)
        text = await _change(browser, f"/co-quan/don-vi/{other.id}", "ket-thuc")
        assert "kết thúc ngay trên mọi kênh" in text
        with transaction(engine) as session:
            assert not session.get_one(Officer, moved.id).active
            assert session.exec(select(Address).where(Address.officer_id == moved.id)).all() == []
            steps = [
                line.step
                for line in session.exec(select(AuditLine).where(AuditLine.origin == "web").order_by(col(AuditLine.number)))
                if line.what == "officer"
            ]
        assert [step for step in steps if step != "seen"] == ["added", "changed", "moved", "ended"]


@on_loop
async def test_what_is_unclear_changes_nothing_and_says_why(engine: Engine, clock: Clock, stored_district: District) -> None:
    desk = stored_district.desk
    with transaction(engine) as session:
        unit = unit_by_code(session, "BAN-THI")
    path = f"/co-quan/don-vi/{unit.id}"
    async with pages(engine, clock, desk) as office:
        browser = await office.visitor(desk)
        assert "chưa rõ là đơn vị nào" in await _change(browser, path, "chuyen", unit="Lạc")
        assert "Không có đơn vị nào tên" in await _change(browser, path, "chuyen", unit="Hà Giang")
        assert "Không có gì thay đổi" in await _change(browser, path, "sua")
        assert "số điện thoại" in await _change(browser, path, "sua", phone="gọi sau")
        assert "Tôi không sửa được" in await _change(browser, path, "moi", name="A", role="admin")
        with transaction(engine) as session:
            assert session.exec(select(Officer).where(Officer.role == Role.ADMIN)).all() == []
            assert session.get_one(Officer, stored_district.officer.id).unit_id == unit.id


@on_loop
async def test_units_rounds_days_and_forms(engine: Engine, clock: Clock, stored_district: District) -> None:
    with transaction(engine) as session:
        assert stored_district.report(session).state == State.DRAFTING
        top = session.exec(select(Unit).where(Unit.parent_id == None)).one()  # noqa: E711 - SQL's
        admin = add_officer(session, "Quản Trị", top, Role.ADMIN)
        unit, round_ = unit_by_code(session, "BAN-THI"), session.exec(select(Round)).one()
    async with pages(engine, clock, admin) as office:
        browser = await office.visitor(admin)
        await _change(browser, f"/co-quan/don-vi/{unit.id}", "ten-don-vi", name="Bản Thi Mới")
        await _change(browser, "/co-quan/ngay?nam=2024", "ngay", day="18/3/2024", what="off", why="nghỉ bù")
        assert "nghỉ bù" in (await browser.get("/co-quan/ngay?nam=2024")).text
        assert round_.form_code in (await browser.get("/co-quan/bieu")).text
        text = await _change(browser, "/co-quan/ky", "doi-han", until="17h 20/3/2024", why="mưa lũ")
        assert "mưa lũ" in text
        with transaction(engine) as session:
            assert session.get_one(Unit, unit.id).full_name == "xã Bản Thi Mới"
            assert not WorkingDays.of(session).is_working(date(2024, 3, 18))
            assert session.get_one(Round, round_.id).due_at.astimezone(clock().tzinfo).day == 20
        await _change(browser, "/co-quan/ngay?nam=2024", "ngay", day="18/3/2024", what="")
        await _change(browser, "/co-quan/ky", "huy-ky", why="mở nhầm")
        with transaction(engine) as session:
            assert WorkingDays.of(session).is_working(date(2024, 3, 18))
            assert {report.state for report in session.exec(select(Report))} == {State.CANCELLED}


@on_loop
async def test_changing_asks_for_a_fresh_login(engine: Engine, clock: Clock, stored_district: District) -> None:
    with transaction(engine) as session:
        unit = unit_by_code(session, "BAN-THI")
    async with pages(engine, clock, stored_district.desk) as office:
        browser = await office.visitor(stored_district.desk)
        fields = form_on((await browser.get(f"/co-quan/don-vi/{unit.id}")).text, f"{_SEEN}ket-thuc")
        clock.forward(minutes=20)
        for way in (_SEEN, _DONE):
            assert (await browser.post(f"{way}ket-thuc", fields)).status_code == 403
        with transaction(engine) as session:
            assert session.get_one(Officer, stored_district.officer.id).active
