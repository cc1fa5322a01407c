"""Sending over Telegram: what is tried again and when, what is given up, and that the token is told to nobody."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from sqlalchemy import Engine, text
from sqlmodel import Session

from bot.channels.telegram_bot import TelegramChannel
from bot.messages.messages import Outgoing
from bot.running.logs import Redacting
from tests.conftest import Clock, District
from tests.servers.serving import LAN, THU, Bot, on_loop, outbox_rows, put_out, serving, telegram
from tests.servers.telegram import TOKEN, TelegramServer

_SECRET = TOKEN.split(":")[1]


@contextlib.asynccontextmanager
async def _at_work(engine: Engine, clock: Clock, district: District) -> AsyncIterator[tuple[TelegramServer, Bot]]:
    people = {"lan": (LAN, district.officer), "thu": (THU, district.desk)}
    async with telegram(engine, clock, **people) as server, serving(server, engine, clock) as bot:
        yield server, bot


def _to(chat: int, *texts: str) -> list[Outgoing]:
    return [Outgoing("telegram", str(chat), words) for words in texts]


def _texts(server: TelegramServer, chat: int) -> list[str]:
    return [sent.text for sent in server.received(chat)]


async def _deliver(bot: Bot) -> None:
    await bot.app.deliver_waiting()
    await bot.app.idle()


@on_loop
async def test_a_flood_limit_puts_off_for_exactly_the_pause_that_it_names(
    engine: Engine, clock: Clock, stored_district: District
) -> None:
    async with _at_work(engine, clock, stored_district) as (server, bot):
        server.refuse("sendMessage", 429, "Too Many Requests: retry after 7", chat=LAN, retry_after=7)
        server.write(LAN, "làm ngay")
        await server.until(lambda: server.count("sendMessage", 429) == 1)
        await bot.app.idle()
        assert outbox_rows(engine)[0].not_before == clock() + timedelta(seconds=7)
        await server.confirms(server.write(LAN, "2"))
        clock.forward(seconds=6.9)
        await _deliver(bot)
        assert (await bot.hears(THU, "/tinhhinh")).text, "other people are answered meanwhile"
        assert not server.received(LAN)
        clock.forward(seconds=0.1)
        await _deliver(bot)
        first, second = server.received(LAN)
        assert "1.1 " in first.text
        assert "1.2.1 " in second.text
        await _deliver(bot)
        assert len(server.received(LAN)) == 2


@on_loop
async def test_under_the_services_own_limits_everything_arrives_once_and_in_order(
    engine: Engine, clock: Clock, stored_district: District
) -> None:
    async with _at_work(engine, clock, stored_district) as (server, bot):
        server.per_chat, server.overall = 2, 3
        expected = [f"tin {number}" for number in range(8)]
        put_out(engine, clock(), *_to(LAN, *expected), *_to(THU, *expected))
        for _ in range(12):
            await _deliver(bot)
            clock.forward(seconds=1)
        assert (_texts(server, LAN), _texts(server, THU)) == (expected, expected)
        assert server.count("sendMessage", 429)


@on_loop
async def test_what_is_put_off_is_not_overtaken_while_that_is_being_written_down(
    engine: Engine, clock: Clock, stored_district: District, caplog: pytest.LogCaptureFixture
) -> None:
    """A tick comes while the database is busy with the result of another message."""
    async with _at_work(engine, clock, stored_district) as (server, bot):
        put_out(engine, clock(), *_to(THU, "x"), *_to(LAN, "một", "hai", "ba"))
        other = server.hold("sendMessage", THU)
        first = server.refuse("sendMessage", 429, "Too Many Requests: retry after 5", chat=LAN, retry_after=5)
        first.clear()
        await bot.app.deliver_waiting()
        with Session(engine) as busy:
            busy.execute(text("LOCK TABLE outbox IN EXCLUSIVE MODE" if engine.dialect.name == "postgresql" else "SELECT 1"))
            other.set()
            await server.receives(THU, 1)
            first.set()
            await server.until(lambda: server.count("sendMessage", 429) == 1)
            while "flood limit" not in caplog.text:  # noqa: ASYNC110 - the log is the only sign that it was taken in
                await asyncio.sleep(0)
            tick = asyncio.create_task(bot.app.deliver_waiting())
            await asyncio.sleep(0)
            busy.rollback()
        await tick
        await bot.app.idle()
        assert _texts(server, LAN) == []
        clock.forward(seconds=5)
        await _deliver(bot)
        assert _texts(server, LAN) == ["một", "hai", "ba"]


@pytest.mark.parametrize("code", [502, 500, 0], ids=["bad gateway", "internal error", "connection cut"])
@on_loop
async def test_a_service_in_trouble_is_tried_again_later(
    engine: Engine, clock: Clock, stored_district: District, code: int
) -> None:
    async with _at_work(engine, clock, stored_district) as (server, bot):
        server.refuse("sendMessage", code, "Bad Gateway")
        put_out(engine, clock(), *_to(LAN, "một", "hai"))
        await _deliver(bot)
        row = outbox_rows(engine)[0]
        assert (row.attempts, row.sent_at, row.failed_at) == (1, None, None)
        assert row.not_before > clock()
        clock.now = row.not_before
        await _deliver(bot)
        assert _texts(server, LAN) == ["một", "hai"]
        assert all(row.sent_at == clock() for row in outbox_rows(engine))


@on_loop
async def test_somebody_who_blocked_the_bot_is_not_tried_again(
    engine: Engine, clock: Clock, stored_district: District
) -> None:
    async with _at_work(engine, clock, stored_district) as (server, bot):
        server.chats[LAN].blocked = True
        put_out(engine, clock(), *_to(LAN, "một"))
        await _deliver(bot)
        row = outbox_rows(engine)[0]
        assert row.failed_at == clock()
        assert "blocked by the user" in row.error
        clock.forward(days=1)
        await _deliver(bot)
        assert server.count("sendMessage") == 1


@on_loop
async def test_what_the_service_refuses_is_not_tried_again_and_holds_nothing_up(
    engine: Engine, clock: Clock, stored_district: District
) -> None:
    async with _at_work(engine, clock, stored_district) as (server, bot):
        server.refuse("sendMessage", 400, "Bad Request: can't parse entities", chat=LAN)
        put_out(engine, clock(), *_to(LAN, "một", "hai"), *_to(99, "nobody there"))
        await _deliver(bot)
        assert _texts(server, LAN) == ["hai"]
        refused, taken, nobody, instead = outbox_rows(engine)
        assert (refused.failed_at, taken.sent_at, nobody.failed_at) == (clock(), clock(), clock())
        assert "Chat not found" in nobody.error
        clock.forward(days=1)
        await _deliver(bot)
        assert server.count("sendMessage") == 4
        assert _texts(server, LAN) == ["hai", instead.outgoing.text]


@on_loop
async def test_the_token_is_in_no_log_and_in_no_stored_error(
    engine: Engine, clock: Clock, stored_district: District, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    async with _at_work(engine, clock, stored_district) as (server, bot):
        for code in (0, 502, 429, 403):
            server.refuse("sendMessage", code, "no", retry_after=code // 429)
            put_out(engine, clock(), *_to(LAN, "một"))
            await _deliver(bot)
            assert any(row.error for row in outbox_rows(engine))
            assert not [row.error for row in outbox_rows(engine) if _SECRET in row.error]
            clock.forward(minutes=1)
            await _deliver(bot)
        server.refuse("getUpdates", 502, "Bad Gateway")
        await bot.hears(LAN, "giúp")
    channel = TelegramChannel(TOKEN, server.base)
    with contextlib.suppress(Exception):
        await channel.open()
    await channel.close()
    own = [record for record in caplog.records if record.name.startswith("bot")]
    assert own
    assert not [record for record in own if _SECRET in logging.Formatter().format(record)]
    assert not [record for record in caplog.records if _SECRET in Redacting([]).format(record)]


def test_the_log_strikes_the_token_out_of_tracebacks() -> None:
    fault = OSError(f"cannot connect to https://api.telegram.org/bot{TOKEN}/getUpdates")
    record = logging.LogRecord("bot", logging.ERROR, __file__, 1, "fault", (), (OSError, fault, None))
    line = Redacting([]).format(record)
    assert "OSError: cannot connect" in line
    assert _SECRET not in line
