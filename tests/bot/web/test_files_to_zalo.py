"""Files that come from Zalo through the upload page: to the task that they prove, or to wherever the person stands."""

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from bot.storage.database import transaction
from tests.blank_forms import as_workbook, official
from tests.conftest import Clock, District
from tests.servers.serving import on_loop
from tests.servers.talking_zalo import SEND, ZaloBot, browser, uploaded, zalo, zalo_bot
from tests.tasking import plan_workbook
from tracker.forms.catalogue import official_form
from tracker.office.officers import Role, add_officer
from tracker.office.units import unit_by_code
from tracker.reports.reports import Source
from tracker.tasks.assigning import NewTask, assign_task
from tracker.tasks.task import Task
from tracker.tasks.working import evidence_of

LAN = 7001
FINISHING = ("việc", "1", "hoàn thành 15/KH-UBND hôm nay", "đúng")
PROOF = b"%PDF-1.7 the signed report"


@pytest.fixture
def assigned(engine: Engine, clock: Clock, stored_district: District) -> int:
    """A task for xã Bản Thi."""
    with transaction(engine) as session:
        desk = Source(stored_district.desk.id, clock(), "test")
        return assign_task(session, NewTask("Nộp kế hoạch CCHC"), unit_by_code(session, "BAN-THI"), desk).id


async def _upload_page(bot: ZaloBot, *texts: str) -> str:
    """Where the answer to the last of these lets a file be sent."""
    for text in texts:
        said = (await bot.hears(LAN, text)).text
    found = SEND.search(said)
    assert found, said
    return found["url"]


async def _send(bot: ZaloBot, url: str, name: str, content: bytes) -> str:
    """What the bot says to a file that came by this page."""
    async with browser() as one:
        response = await uploaded(one, url, name, content)
    assert "Đã nhận tệp" in response.text
    await bot.app.idle()
    return bot.server.received(LAN)[-1].text


def _proof(engine: Engine, task_id: int) -> tuple[str, bytes] | None:
    with Session(engine) as session:
        kept = evidence_of(session, session.get_one(Task, task_id))
        return (kept.name, kept.content) if kept else None


@on_loop
async def test_what_proves_a_result_goes_to_its_task_wherever_the_person_has_gone(
    engine: Engine, clock: Clock, stored_district: District, assigned: int
) -> None:
    async with zalo(engine, clock, lan=(LAN, stored_district.officer)) as server, zalo_bot(server, engine, clock) as bot:
        url = await _upload_page(bot, *FINISHING)
        async with browser() as one:
            page = await one.get(url)
        assert "Minh chứng cho nhiệm vụ: Nộp kế hoạch CCHC" in page.text
        assert "accept=" not in page.text
        await bot.hears(LAN, "/start")
        assert "bản ký.pdf" in await _send(bot, url, "bản ký.pdf", PROOF)
    assert _proof(engine, assigned) == ("bản ký.pdf", PROOF)


@on_loop
async def test_a_plan_is_sent_where_the_person_asks_to_send_a_file(
    engine: Engine, clock: Clock, stored_district: District
) -> None:
    async with zalo(engine, clock, lan=(LAN, stored_district.officer)) as server, zalo_bot(server, engine, clock) as bot:
        url = await _upload_page(bot, "gửi tệp")
        plan = plan_workbook([["1", "Xây dựng kế hoạch", "Kế hoạch", "", "", "31/12/2024"]])
        assert "chọn năm" in (await _send(bot, url, "ke-hoach.xlsx", plan)).lower()
        said = (await bot.hears(LAN, "1")).text
        assert "Đã đưa 1 nhiệm vụ" in said, said
    with Session(engine) as session:
        assert [task.title for task in session.exec(select(Task))] == ["Xây dựng kế hoạch"]


@pytest.mark.usefixtures("stored_district")
@on_loop
async def test_an_administrator_of_the_topmost_unit_sends_a_blank_form(engine: Engine, clock: Clock) -> None:
    with transaction(engine) as session:
        admin = add_officer(session, "Ma Văn Tú", unit_by_code(session, "CHO-DON"), Role.ADMIN)
    blank = as_workbook(official(official_form("hoang-luu-2024")))
    async with zalo(engine, clock, tu=(LAN, admin)) as server, zalo_bot(server, engine, clock) as bot:
        answer = await _send(bot, await _upload_page(bot, "gửi tệp"), "bieu.xlsx", blank)
    assert "để đưa biểu này vào dùng" in answer


@on_loop
async def test_a_colleague_who_left_proves_nothing_by_an_old_page(
    engine: Engine, clock: Clock, stored_district: District, assigned: int
) -> None:
    async with zalo(engine, clock, lan=(LAN, stored_district.officer)) as server, zalo_bot(server, engine, clock) as bot:
        url = await _upload_page(bot, *FINISHING)
        with transaction(engine) as session:
            session.merge(stored_district.officer).unit_id = unit_by_code(session, "XUAN-LAC").id
        async with browser() as one:
            assert (await uploaded(one, url, "a.pdf", PROOF)).status_code == 403
    assert _proof(engine, assigned) is None
