"""Over Zalo: what is received counts once, what is sent fits, faults are understood; and a person with two channels."""

import asyncio
import logging
import random
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError
from sqlmodel import Session, select

from bot import reminders
from bot.channels.channel import SendFailed
from bot.channels.pieces import ShownLine, cut
from bot.channels.zalo_bot import ZaloChannel, incoming, texts
from bot.messages.messages import Button, Failure, FileLink, Incoming, Outgoing
from bot.people.addresses import join
from bot.people.invitations import invite
from bot.receiving.inbox import Received
from bot.running.app import App
from bot.running.logs import Redacting
from bot.storage.database import transaction
from bot.texts.office import joining
from bot.texts.report import sheets
from tests.bot.conversation.report.test_ban_thi import officers_lines
from tests.by_row import figures_of
from tests.conftest import Clock, District
from tests.servers.serving import on_loop, outbox_rows, put_out
from tests.servers.talking_zalo import SEND, ZaloBot, browser, fetched, zalo, zalo_bot
from tests.servers.telegram_rules import Json
from tests.servers.zalo import TOKEN, ZaloServer

LAN, THU, GROUP, STRANGER = 7001, 7002, 7050, 7060
_SECRET = TOKEN.split(":")[1]


def _texts(server: ZaloServer, chat: int = LAN) -> list[str]:
    return [sent.text for sent in server.received(chat)]


async def _deliver(bot: ZaloBot) -> None:
    await bot.app.deliver_waiting()
    await bot.app.idle()


@on_loop
async def test_the_same_message_twice_is_answered_once(engine: Engine, clock: Clock, stored_district: District) -> None:
    async with zalo(engine, clock, lan=(LAN, stored_district.officer)) as server, zalo_bot(server, engine, clock) as bot:
        await bot.hears(LAN, "làm ngay")
        update = server.write(LAN, "2")
        await bot.settle()
        server.deliver_again(update)
        await bot.settle()
        assert len(server.received(LAN)) == 2
        assert "1.2.1" in server.received(LAN)[-1].text


@on_loop
async def test_messages_without_an_id_are_told_apart_by_their_time(
    engine: Engine, clock: Clock, stored_district: District
) -> None:
    async with zalo(engine, clock, lan=(LAN, stored_district.officer)) as server, zalo_bot(server, engine, clock) as bot:
        await bot.hears(LAN, "làm ngay")
        await bot.hears(LAN, "không có")
        first = server.bring(LAN, text="2", message_id=None)
        await bot.settle()
        server.deliver_again(first)
        await bot.settle()
        assert len(server.received(LAN)) == 3
        server.bring(LAN, text="2", message_id=None)
        await bot.settle()
        assert "1.2.1 = 2" in server.received(LAN)[-1].text
        for _ in range(2):
            server.bring(LAN, text="giúp", message_id=None, date=None)
        await bot.settle()
        assert len(server.received(LAN)) == 6


@pytest.mark.parametrize(
    ("event", "content"),
    [
        ("message.unsupported.received", {}),
        ("message.image.received", {"photo": "https://zalo/1.jpg", "caption": "5"}),
        ("message.sticker.received", {"sticker": "abc"}),
        ("message.voice.received", {"voice_url": "https://zalo/1.m4a"}),
        ("message.of.another.kind", {"text": None}),
    ],
)
@on_loop
async def test_what_is_not_text_gets_a_kind_word_the_question_again_and_the_page_for_its_sheet(
    engine: Engine, clock: Clock, stored_district: District, event: str, content: Json
) -> None:
    async with zalo(engine, clock, lan=(LAN, stored_district.officer)) as server, zalo_bot(server, engine, clock) as bot:
        await bot.hears(LAN, "làm ngay")
        server.bring(LAN, event, **content)
        await bot.settle()
        said = server.received(LAN)[-1].text
        assert said.startswith(sheets.NOT_CARRIED)
        assert "1.1 " in said
        page = SEND.search(said.splitlines()[-1])
        assert page
        async with browser() as one:
            assert "Báo cáo cải cách hành chính Quý I năm 2024" in (await one.get(page["url"])).text


@on_loop
async def test_groups_and_bots_are_not_answered(engine: Engine, clock: Clock, stored_district: District) -> None:
    async with zalo(engine, clock, lan=(LAN, stored_district.officer)) as server, zalo_bot(server, engine, clock) as bot:
        server.person(GROUP, "group")
        server.write(GROUP, "/tinhhinh")
        server.bring(LAN, sender={"id": "1", "is_bot": True}, text="x")
        await bot.settle()
    assert outbox_rows(engine) == []


@on_loop
async def test_a_stranger_learns_how_to_join_and_joins_by_six_digits(
    engine: Engine, clock: Clock, stored_district: District
) -> None:
    with transaction(engine) as session:
        code = invite(session, stored_district.officer, clock()).link
    async with zalo(engine, clock) as server, zalo_bot(server, engine, clock) as bot:
        server.person(STRANGER)
        assert (await bot.hears(STRANGER, "xin chào")).text == joining.STRANGER
        assert "Hoàng Thị Lan" in (await bot.hears(STRANGER, code)).text


@on_loop
async def test_an_update_that_cannot_be_stored_is_held_until_it_can(
    engine: Engine, clock: Clock, stored_district: District, caplog: pytest.LogCaptureFixture
) -> None:
    """The platform has no second copy of it."""
    async with zalo(engine, clock, lan=(LAN, stored_district.officer)) as server:
        channel, stored = ZaloChannel(TOKEN, server.base), asyncio.Event()
        failures = iter([OperationalError("no database", None, Exception())])

        async def failing_once(_: Incoming) -> None:
            for failure in failures:
                raise failure
            stored.set()

        listening = asyncio.create_task(channel.listen(failing_once))
        server.write(LAN, "2")
        await stored.wait()
        listening.cancel()
        await asyncio.gather(listening, return_exceptions=True)
        await channel.close()
    assert "could not be stored" in caplog.text


@on_loop
async def test_polling_outlives_idleness_faults_and_garbage(engine: Engine, clock: Clock, stored_district: District) -> None:
    async with zalo(engine, clock, lan=(LAN, stored_district.officer)) as server:
        server.idle_seconds = 0.01
        server.refuse("getUpdates", 408, "Request timeout")
        server.garble("getUpdates", "<html>proxy</html>")
        async with zalo_bot(server, engine, clock) as bot:
            await server.until(lambda: server.polls > 2)
            server.idle_seconds = 30
            assert "1.1 " in (await bot.hears(LAN, "làm ngay")).text


@pytest.mark.parametrize(
    ("code", "why", "kind"),
    [
        (400, "Bad Request", Failure.REFUSED),
        (401, "Unauthorized", Failure.UNREACHABLE),
        (403, "Forbidden", Failure.BLOCKED),
        (403, "Internal server error", Failure.UNREACHABLE),
        (404, "Not Found", Failure.GONE),
        (408, "Request timeout", Failure.UNREACHABLE),
        (429, "Quota exceeded", Failure.FLOOD),
        (500, "Oops", Failure.UNREACHABLE),
        (0, "", Failure.UNREACHABLE),
    ],
)
@on_loop
async def test_a_refusal_is_understood_by_its_code_although_http_says_200(code: int, why: str, kind: Failure) -> None:
    async with ZaloServer() as server:
        server.person(LAN)
        server.refuse("sendMessage", code, why)
        channel = ZaloChannel(TOKEN, server.base)
        (part,) = channel.parts(Outgoing("zalo", str(LAN), "tin"))
        with pytest.raises(SendFailed) as failure:
            await part()
        await part()
        await channel.close()
        assert failure.value.kind is kind
        assert _texts(server) == ["tin"]


@on_loop
async def test_a_page_of_somebody_else_is_no_answer() -> None:
    async with ZaloServer() as server:
        server.person(LAN)
        channel = ZaloChannel(TOKEN, server.base)
        for page in ("<html>proxy</html>", "[]", '{"result": 1}', "[" * 100_000):
            server.garble("sendMessage", page)
            with pytest.raises(SendFailed) as failure:
                await channel.parts(Outgoing("zalo", str(LAN), "tin"))[0]()
            assert failure.value.kind is Failure.GARBLED
        await channel.close()


@on_loop
async def test_over_the_quota_a_message_waits_longer_and_longer_and_arrives_once(
    engine: Engine, clock: Clock, stored_district: District
) -> None:
    async with zalo(engine, clock, lan=(LAN, stored_district.officer)) as server, zalo_bot(server, engine, clock) as bot:
        for _ in range(2):
            server.refuse("sendMessage", 429, "Quota exceeded")
        put_out(engine, clock(), Outgoing("zalo", str(LAN), "tin"))
        pauses = []
        for _ in range(3):
            await _deliver(bot)
            pauses.append((outbox_rows(engine)[0].not_before - clock()).total_seconds())
            clock.now = max(clock.now, outbox_rows(engine)[0].not_before)
        assert pauses[:2] == [5, 15]
        assert _texts(server) == ["tin"]


@on_loop
async def test_a_wrong_token_is_named_and_not_told() -> None:
    async with ZaloServer() as server:
        channel = ZaloChannel("1:another-token", server.base)
        with pytest.raises(SendFailed, match="ZALO_BOT_TOKEN") as failure:
            await channel.open()
        await channel.close()
    assert not failure.value.kind.retryable
    away = ZaloChannel("1:another-token", server.base)
    with pytest.raises(SendFailed) as unreachable:
        await away.open()
    await away.close()
    assert unreachable.value.kind.retryable
    assert "another-token" not in f"{failure.value}{unreachable.value}"


@on_loop
async def test_the_token_is_in_no_log_and_in_no_stored_error(
    engine: Engine, clock: Clock, stored_district: District, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    async with zalo(engine, clock, lan=(LAN, stored_district.officer)) as server, zalo_bot(server, engine, clock) as bot:
        for code in (0, 500, 429, 403):
            server.refuse("sendMessage", code, f"no {TOKEN}")
            put_out(engine, clock(), Outgoing("zalo", str(LAN), "tin"))
            await _deliver(bot)
            clock.forward(minutes=1)
            await _deliver(bot)
    errors = "".join(row.error for row in outbox_rows(engine))
    assert "[token]" in errors
    assert _SECRET not in errors
    own = [record for record in caplog.records if record.name.startswith("bot")]
    assert own
    assert not [record for record in own if _SECRET in logging.Formatter().format(record)]
    assert not [record for record in caplog.records if _SECRET in Redacting([]).format(record)]


def test_choices_are_numbered_where_a_number_is_no_figure_and_else_written_in_words() -> None:
    buttons = (Button("Nộp báo cáo", "1|submit"), Button("Lùi", "1|back"))
    message = Outgoing("zalo", "1", "Tóm tắt", title="Phụ lục", lead="Đã ghi", buttons=buttons, numbered=True)
    assert texts(message) == ["Đã ghi\n\nPhụ lục\nTóm tắt\n1. Nộp báo cáo\n2. Lùi"]
    assert texts(Outgoing("zalo", "1", "Bao nhiêu?", buttons=buttons)) == ["Bao nhiêu?\nCó thể gõ: Nộp báo cáo · Lùi"]


def test_a_picture_goes_as_a_photo_and_other_files_as_links() -> None:
    links = (FileLink("a.png", "https://x/tai/1"), FileLink("b.xlsx", "https://x/tai/2"), FileLink("c.xlsx", ""))
    parts = ZaloChannel(TOKEN, "http://127.0.0.1:1").parts(Outgoing("zalo", "1", "Tình hình", links=links))
    assert len(parts) == 2
    (text,) = texts(Outgoing("zalo", "1", "Tình hình", links=links))
    assert "https://x/tai/1" not in text
    assert "Tải tệp b.xlsx: https://x/tai/2" in text
    assert "Tệp c.xlsx chưa gửi được" in text


@given(st.text(alphabet="12 .,ạ\n", min_size=1, max_size=300), st.integers(12, 60))
def test_no_message_is_longer_than_the_limit_and_no_figure_is_in_two(text: str, limit: int) -> None:
    pieces = ["\n".join(line.text for line in piece) for piece in cut(map(ShownLine, text.split("\n")), limit)]
    assert all(len(piece) <= limit for piece in pieces)
    figures = [word for word in text.replace("ạ", " ").split() if len(word) < limit]
    found = " ".join(pieces).replace("ạ", " ").split()
    assert all(figure in found for figure in figures)


@on_loop
async def test_a_long_screen_is_cut_between_lines_and_every_piece_is_taken(
    engine: Engine, clock: Clock, stored_district: District
) -> None:
    lines = [f"{number}. Số hồ sơ đã giải quyết đúng hạn = 1.{number:03}" for number in range(200)]
    async with zalo(engine, clock, lan=(LAN, stored_district.officer)) as server, zalo_bot(server, engine, clock) as bot:
        put_out(engine, clock(), Outgoing("zalo", str(LAN), "\n".join(lines), buttons=(Button("Nộp", "1|submit"),)))
        await _deliver(bot)
        assert len(_texts(server)) > 3
        assert "\n".join(_texts(server)).splitlines() == [*lines, "Có thể gõ: Nộp"]


@pytest.mark.parametrize(
    "body", [None, 1, [], {}, {"message": 1}, {"message": {"chat": {"id": {}}}}, {"result": {"message": []}}]
)
def test_an_update_that_is_none_is_left_out(body: object) -> None:
    assert incoming(body) is None


def test_the_envelope_of_a_webhook_changes_nothing() -> None:
    update = {
        "event_name": "message.text.received",
        "message": {"message_id": "m1", "chat": {"id": "7"}, "text": "2\x00\ud800"},
    }
    said = Incoming("zalo", "message m1", "7", text="2?", ref="m1")
    assert incoming({"ok": True, "result": update}) == incoming(update) == said


def test_a_message_is_dated_by_the_service_where_that_is_a_time() -> None:
    def dated(date: object) -> datetime | None:
        found = incoming({"message": {"message_id": "m1", "chat": {"id": "7"}, "text": "2", "date": date}})
        assert found
        return found.at

    assert dated(1_710_496_740_000) == datetime(2024, 3, 15, 9, 59, tzinfo=UTC)
    odd: list[object] = [None, "hôm qua", True, [], 10**20, -(10**20)]
    assert [dated(one) for one in odd] == [None] * 6


@on_loop
async def test_the_whole_report_from_invitation_to_downloaded_workbook_in_few_actions_more_than_on_telegram(
    engine: Engine, clock: Clock, stored_district: District, record_property: Callable[[str, object], None]
) -> None:
    lines = officers_lines()
    with transaction(engine) as session:
        code = invite(session, stored_district.officer, clock()).link
    async with zalo(engine, clock) as server, zalo_bot(server, engine, clock) as bot:
        server.person(LAN)
        actions = 0
        for line in [code, *lines]:
            answer = await bot.hears(LAN, line)
            actions += 1
        assert "Đã nộp, đúng hạn" in answer.text
        file = await fetched(answer.text)
        actions += 1  # the tap on the link; the file itself comes by on Telegram
        assert file.content.startswith(b"PK")
        assert file.headers["content-disposition"] == "attachment; filename*=UTF-8''Phu-luc-BAN-THI-2024-Q1.xlsx"
    on_telegram = 1 + len(lines)  # the invitation, and what is typed there
    record_property("ban-thi-2024 over Zalo, from invitation to workbook", actions)
    assert actions <= 1.25 * on_telegram
    with transaction(engine) as session:
        assert {figure.origin for figure in figures_of(session, stored_district.report(session)).values()} == {"zalo"}


@on_loop
async def test_words_that_stand_under_a_reminder_mean_that_reminder_until_the_next_answer(
    engine: Engine, clock: Clock, stored_district: District
) -> None:
    async with zalo(engine, clock, lan=(LAN, stored_district.officer)) as server, zalo_bot(server, engine, clock) as bot:
        await bot.app.remind()
        await bot.app.idle()
        assert "Có thể gõ: Làm ngay" in server.received(LAN)[-1].text
        assert "Tôi nhắc lại lúc" in (await bot.hears(LAN, "nhac lai sau")).text
        await bot.hears(LAN, "làm ngay")
        await bot.hears(LAN, "không có")
        assert "Đã ghi: 1.1 = 0" in (await bot.hears(LAN, "không phát sinh")).text


@on_loop
async def test_without_a_public_address_files_are_named_and_nothing_fails(
    engine: Engine, clock: Clock, stored_district: District
) -> None:
    async with zalo(engine, clock, lan=(LAN, stored_district.officer)) as server:
        channel = ZaloChannel(TOKEN, server.base)
        app = App(engine, {"zalo": channel}, clock)
        await app.receive(Incoming("zalo", "1", str(LAN), text="biểu Excel"))
        await app.idle()
        await app.close()
        await channel.close()
        assert "Tệp Bieu-dien-BAN-THI-2024-Q1.xlsx chưa gửi được qua kênh này" in _texts(server)[-1]
        assert "http" not in _texts(server)[-1]


@on_loop
async def test_stopping_in_the_middle_doubles_nothing(engine: Engine, clock: Clock, stored_district: District) -> None:
    chance = random.Random(2024)
    async with zalo(engine, clock, lan=(LAN, stored_district.officer)) as server:
        for number in range(20):
            server.write(LAN, f"3.2.1: {number}")
        while not server.is_empty:
            async with zalo_bot(server, engine, clock):
                polls = server.polls + chance.randrange(1, 5)
                await server.until(lambda polls=polls: server.polls >= polls or server.all_taken)  # type: ignore[misc]
        async with zalo_bot(server, engine, clock) as bot:
            await bot.settle()
            await _deliver(bot)
    with transaction(engine) as session:
        taken = len(session.exec(select(Received)).all())
    assert taken == len(server.received(LAN))
    assert 0 < taken <= 20


def _reminders(session: Session, now: datetime) -> int:
    return len(reminders.due(session, now, ["zalo"]))


def test_reminders_find_people_on_zalo(session: Session, district: District, clock: Clock) -> None:
    assert _reminders(session, clock()) == 0
    join(session, "zalo", "7", district.officer, clock())
    assert _reminders(session, clock()) == 1
