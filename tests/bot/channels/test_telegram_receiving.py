"""Receiving over Telegram: an update counts once, in order, and only when it is stored."""

import asyncio
import json
import random
from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError
from sqlmodel import select
from telegram import Bot as Poller
from telegram.error import TelegramError

from bot.channels.channel import Receive
from bot.messages.messages import Incoming
from bot.receiving.inbox import Received
from bot.receiving.unread import UnreadUpdate, drop_old_unread
from bot.storage.database import transaction
from bot.texts.common import choices
from bot.texts.office import joining
from tests.by_row import figures_of
from tests.conftest import Clock, District
from tests.servers.serving import LAN, THU, on_loop, outbox_rows, serving, telegram
from tests.servers.telegram import TOKEN, TelegramServer
from tracker.forms.cell import Cell
from tracker.reports.figures import EarlierFigure, earlier_figures


def _values(engine: Engine, district: District, key: str) -> list[str]:
    """All that ever stood in a row, the oldest first."""
    with transaction(engine) as session:
        report = district.report(session)
        now = figures_of(session, report).get(key)
        before = earlier_figures(session, report, Cell(key))
    return [str(figure.amount) for figure in [*before, *([now] if now else [])]]


def _changes(engine: Engine) -> int:
    with transaction(engine) as session:
        return len(session.exec(select(EarlierFigure)).all())


@on_loop
async def test_the_same_update_twice_changes_nothing_and_is_answered_once(
    engine: Engine, clock: Clock, stored_district: District
) -> None:
    async with telegram(engine, clock, lan=(LAN, stored_district.officer)) as server, serving(server, engine, clock) as bot:
        await bot.hears(LAN, "làm ngay")
        await bot.hears(LAN, "không có")
        update = server.write(LAN, "2")
        await server.receives(LAN, 3)
        server.deliver_again(update)
        await server.until(lambda: not server.holds_repeated)
        last = await bot.hears(LAN, "giúp")
        assert "1.2.1" in last.text
        assert len(server.received(LAN)) == 4
    assert _values(engine, stored_district, "1.1") == ["2"]
    assert _values(engine, stored_district, "1.2.1") == []


@on_loop
async def test_the_same_tap_under_a_new_update_id_changes_nothing_and_says_what_it_was(
    engine: Engine, clock: Clock, stored_district: District
) -> None:
    async with telegram(engine, clock, lan=(LAN, stored_district.officer)) as server, serving(server, engine, clock) as bot:
        await bot.hears(LAN, "làm ngay")
        question = await bot.hears(LAN, "không có")
        tap = server.press(question, "Không phát sinh")
        await server.receives(LAN, 3)
        server.forget_taps()
        server.under_new_id(tap)
        answer = (await server.receives(LAN, 4))[-1]
        await server.until(lambda: server.count("answerCallbackQuery", 400) == 1)
        assert answer.text == choices.gone("Không phát sinh", "1 Công tác chỉ đạo điều hành CCHC")
        assert server.count("editMessageReplyMarkup", 400) == 1, "the buttons were off already, which is no error"
    assert [row.error for row in outbox_rows(engine)] == ["", "", "", ""]
    assert _values(engine, stored_district, "1.4.1") == []


@on_loop
async def test_an_update_is_confirmed_only_after_it_is_stored(engine: Engine, clock: Clock, stored_district: District) -> None:
    seen: list[tuple[bool, bool, bool]] = []

    def stored(number: str) -> bool:
        with transaction(engine) as session:
            return session.get(Received, ("telegram", number)) is not None

    async with telegram(engine, clock, lan=(LAN, stored_district.officer)) as server:

        def watched(receive: Receive) -> Receive:
            async def taking(incoming: Incoming) -> None:
                number = int(incoming.external_id.split()[-1])
                before = stored(incoming.external_id)
                await receive(incoming)
                seen.append((before, stored(incoming.external_id), server.offset > number))

            return taking

        async with serving(server, engine, clock, watched):
            update = server.write(LAN, "làm ngay")
            await server.confirms(update)
    assert seen == [(False, True, False)]


@on_loop
async def test_an_update_that_could_not_be_stored_comes_again(
    engine: Engine, clock: Clock, stored_district: District, caplog: pytest.LogCaptureFixture
) -> None:
    failures = iter([OperationalError("no database", None, Exception())])

    def failing_once(receive: Receive) -> Receive:
        async def taking(incoming: Incoming) -> None:
            for failure in failures:
                raise failure
            await receive(incoming)

        return taking

    async with telegram(engine, clock, lan=(LAN, stored_district.officer), thu=(THU, stored_district.desk)) as server:
        server.write(LAN, "làm ngay")
        server.write(LAN, "không có")
        server.write(LAN, "2")
        server.write(THU, "/tinhhinh")
        async with serving(server, engine, clock, failing_once):
            assert "1.2.1" in (await server.receives(LAN, 3))[-1].text
            await server.receives(THU, 1)
            await server.until(lambda: server.offset > 1004)
            assert (len(server.received(LAN)), len(server.received(THU))) == (3, 1)
    assert "could not be stored" in caplog.text
    assert _values(engine, stored_district, "1.1") == ["2"]


@pytest.mark.parametrize("stored_first", [False, True])
@on_loop
async def test_a_process_that_dies_over_an_update_leaves_it_to_the_next_one(
    engine: Engine, clock: Clock, stored_district: District, stored_first: bool
) -> None:
    reached = asyncio.Event()

    def dying(receive: Receive) -> Receive:
        async def taking(incoming: Incoming) -> None:
            if stored_first:
                await receive(incoming)
            reached.set()
            await asyncio.Event().wait()

        return taking

    async with telegram(engine, clock, lan=(LAN, stored_district.officer)) as server:
        update = server.write(LAN, "1.1: 2")
        async with serving(server, engine, clock, dying):
            await reached.wait()
        assert server.offset <= update["update_id"]
        async with serving(server, engine, clock) as bot:
            await server.confirms(update)
            await bot.app.idle()
            assert len(server.received(LAN)) == 1
            await bot.hears(LAN, "giúp")
            assert len(server.received(LAN)) == 2
    assert _values(engine, stored_district, "1.1") == ["2"]
    assert _changes(engine) == 0


@on_loop
async def test_stopping_in_the_middle_loses_nothing_and_doubles_nothing(
    engine: Engine, clock: Clock, stored_district: District
) -> None:
    chance, chats = random.Random(2024), (8001, 8002, 8003)
    async with telegram(engine, clock, **{f"p{chat}": (chat, stored_district.officer) for chat in chats}) as server:
        updates = [server.write(chat, f"3.2.{chat % 10}: {turn}") for turn in range(8) for chat in chats]
        last, stops = updates[-1]["update_id"], 0
        while server.offset <= last:
            async with serving(server, engine, clock) as bot:
                enough = len(server.calls) + chance.randrange(1, 9)
                await server.until(lambda enough=enough: server.offset > last or len(server.calls) >= enough)  # type: ignore[misc]
                await bot.stop_listening()
                stops += 1
        async with serving(server, engine, clock) as bot:
            await bot.app.deliver_waiting()
            await bot.app.idle()
        assert stops > 1
        assert [len(server.received(chat)) for chat in chats] == [8, 8, 8]
    for row in "3.2.1", "3.2.2", "3.2.3":
        assert _values(engine, stored_district, row) == [str(turn) for turn in range(8)]


@on_loop
async def test_one_persons_messages_are_answered_in_their_order(
    engine: Engine, clock: Clock, stored_district: District
) -> None:
    async with telegram(engine, clock, lan=(LAN, stored_district.officer), thu=(THU, stored_district.desk)) as server:
        server.write(LAN, "làm ngay")
        for number in range(30):
            server.write(LAN, f"1.1: {number}")
            server.write(THU, "giúp")
        async with serving(server, engine, clock):
            answers = (await server.receives(LAN, 31))[1:]
            await server.receives(THU, 30)
    assert [answer.text.split("\n")[0] for answer in answers] == [f"Đã ghi: 1.1 = {number}" for number in range(30)]


@on_loop
async def test_a_person_whose_answer_is_under_way_keeps_nobody_waiting(
    engine: Engine, clock: Clock, stored_district: District
) -> None:
    people = {"lan": (LAN, stored_district.officer), "thu": (THU, stored_district.desk)}
    async with telegram(engine, clock, **people) as server, serving(server, engine, clock) as bot:
        gate = server.hold("sendMessage", LAN)
        server.write(LAN, "làm ngay")
        server.write(LAN, "không có")
        server.write(LAN, "2")
        for _ in range(3):
            await bot.hears(THU, "/tinhhinh")
        assert not server.received(LAN)
        gate.set()
        assert "1.2.1" in (await server.receives(LAN, 3))[-1].text


@on_loop
async def test_a_second_poller_is_named_in_the_log_and_polling_goes_on(
    engine: Engine, clock: Clock, stored_district: District, caplog: pytest.LogCaptureFixture
) -> None:
    async with (
        telegram(engine, clock, lan=(LAN, stored_district.officer)) as server,
        serving(server, engine, clock) as bot,
        Poller(TOKEN, base_url=f"{server.base}/bot") as other,
    ):
        await server.until(lambda: server.polls == 1)
        second = asyncio.create_task(other.get_updates(timeout=20))
        await server.until(lambda: server.count("getUpdates", 409) == 1)
        await server.until(lambda: server.count("getUpdates", 409) == 2)
        with pytest.raises(TelegramError, match="terminated by other getUpdates request"):
            await second
        await bot.hears(LAN, "làm ngay")
    assert "another program is polling with this bot's token" in caplog.text


@on_loop
async def test_an_update_that_the_library_cannot_read_keeps_nobody_waiting_now_or_after_a_restart(
    engine: Engine, clock: Clock, stored_district: District, caplog: pytest.LogCaptureFixture
) -> None:
    stranger = 7009
    async with telegram(engine, clock, lan=(LAN, stored_district.officer), thu=(THU, stored_district.desk)) as server:
        server.person(stranger)
        server.write(LAN, "làm ngay")
        odd = server.bring_odd(stranger)
        last = server.write(THU, "/tinhhinh")
        async with serving(server, engine, clock) as bot:
            await server.receives(LAN, 1)
            await server.receives(THU, 1)
            await server.receives(stranger, 1)
            await server.confirms(last)
            await bot.app.idle()
        server.deliver_again(odd)
        async with serving(server, engine, clock) as bot:
            await bot.hears(LAN, "2")
            await bot.hears(THU, "giúp")
            await bot.app.idle()
        assert server.offset > odd["update_id"]
        assert [len(server.received(chat)) for chat in (LAN, THU, stranger)] == [2, 2, 1]
        assert server.received(stranger)[0].text == joining.STRANGER
    said = [record.getMessage() for record in caplog.records if str(odd["update_id"]) in record.getMessage()]
    assert said[0] == f"update {odd['update_id']} cannot be read (TypeError) and is put aside"
    assert "họp" not in caplog.text
    with transaction(engine) as session:
        (kept,) = session.exec(select(UnreadUpdate)).all()
        assert json.loads(kept.content) == odd
        drop_old_unread(session, clock() + timedelta(days=31))
        assert session.exec(select(UnreadUpdate)).all() == []


@pytest.mark.parametrize(
    "odd",
    [
        {"message": 1},
        {"message": {}},
        {"message": {"chat": {"id": "x"}}},
        {"message": {"message_id": 1, "date": "x", "chat": {"id": LAN, "type": "private"}, "text": "2"}},
        {"callback_query": {"id": "1"}},
        {"edited_message": []},
        {"my_chat_member": {"chat": None}},
        {"hologram": {"id": 1}},
        {},
    ],
)
@on_loop
async def test_whatever_an_update_is_the_next_one_is_served(
    engine: Engine, clock: Clock, stored_district: District, odd: dict[str, object]
) -> None:
    async with telegram(engine, clock, lan=(LAN, stored_district.officer)) as server:
        server.deliver_again({"update_id": 900} | odd)
        server.deliver_again({"no number": 1})
        last = server.write(LAN, "làm ngay")
        async with serving(server, engine, clock):
            await server.confirms(last)
            await server.until(lambda: any("1.1 " in answer.text for answer in server.received(LAN)))


@on_loop
async def test_an_answer_without_updates_is_tried_again_after_a_pause(
    engine: Engine, clock: Clock, stored_district: District, caplog: pytest.LogCaptureFixture
) -> None:
    async with telegram(engine, clock, lan=(LAN, stored_district.officer)) as server:
        server.deliver_again({"no number": 1})
        async with serving(server, engine, clock) as bot:
            await server.until(lambda: not server.holds_repeated)
            await bot.hears(LAN, "làm ngay")
            assert server.polls < 5
    assert "what came are no updates" in caplog.text


@on_loop
async def test_the_same_number_from_another_bot_is_another_update(
    engine: Engine, clock: Clock, stored_district: District
) -> None:
    async with telegram(engine, clock, lan=(LAN, stored_district.officer)) as server:
        with transaction(engine) as session:
            session.add(Received(channel="telegram", external_id="7654321 update 1001", address="x", received_at=clock()))
        async with serving(server, engine, clock) as bot:
            await bot.hears(LAN, "làm ngay")
    with transaction(engine) as session:
        assert session.get(Received, ("telegram", "1234567 update 1001"))


@on_loop
async def test_the_service_hands_out_a_hundred_updates_at_most_and_none_that_is_confirmed() -> None:
    async with TelegramServer() as server, Poller(TOKEN, base_url=f"{server.base}/bot") as poller:
        server.person(LAN)
        for number in range(120):
            server.write(LAN, str(number))
        first = await poller.get_updates()
        rest = await poller.get_updates(offset=first[-1].update_id + 1)
    assert (len(first), len(rest)) == (100, 20)
