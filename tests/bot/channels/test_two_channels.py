"""One person on Telegram and on Zalo: begun on one, gone on with on the other; what does not get through goes there too."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine

from bot.channels.telegram_bot import TelegramChannel
from bot.messages.messages import Attachment, Failure, Outgoing
from bot.people.addresses import Address
from bot.people.invitations import invite
from bot.storage.database import transaction
from tests.bot.conversation.report.test_ban_thi import officers_lines
from tests.by_row import figures_of
from tests.conftest import Clock, District
from tests.servers import telegram as telegram_server
from tests.servers.serving import on_loop, outbox_rows, put_out
from tests.servers.talking_zalo import ZaloBot, fetched, zalo, zalo_bot
from tests.servers.telegram import TelegramServer

LAN = 7001


class _Both:
    """One bot on both services."""

    def __init__(self, zalo_bot: ZaloBot, telegram: TelegramServer) -> None:
        self.bot, self.zalo, self.telegram = zalo_bot, zalo_bot.server, telegram

    async def on_zalo(self, text: str) -> str:
        return (await self.bot.hears(LAN, text)).text

    async def on_telegram(self, text: str) -> str:
        count = len(self.telegram.received(LAN))
        self.telegram.write(LAN, text)
        return (await self.telegram.receives(LAN, count + 1))[-1].text


@contextlib.asynccontextmanager
async def _on_both(engine: Engine, clock: Clock, district: District) -> AsyncIterator[_Both]:
    async with TelegramServer(clock=lambda: clock().timestamp()) as telegram, zalo(engine, clock) as server:
        channel = TelegramChannel(telegram_server.TOKEN, telegram.base)
        await channel.open()
        for people in (telegram, server):
            people.person(LAN)
        async with zalo_bot(server, engine, clock, channel) as bot:
            listening = asyncio.create_task(channel.listen(bot.app.receive))
            both = _Both(bot, telegram)
            for write in (both.on_zalo, both.on_telegram):
                with transaction(engine) as session:
                    code = invite(session, district.officer, clock()).link
                assert "Hoàng Thị Lan" in await write(code)
            try:
                yield both
            finally:
                listening.cancel()
                await asyncio.gather(listening, return_exceptions=True)
        await channel.close()


async def _after(both: _Both, clock: Clock, **how: float) -> None:
    """Time passes, and what is due is tried."""
    clock.forward(**how)
    await both.bot.app.deliver_waiting()
    await both.bot.app.idle()


@on_loop
async def test_a_report_begun_on_telegram_is_finished_on_zalo(engine: Engine, clock: Clock, stored_district: District) -> None:
    async with _on_both(engine, clock, stored_district) as both:
        lines = officers_lines()
        for line in lines[:10]:
            asked = await both.on_telegram(line)
        resumed = await both.on_zalo("/baocao")
        assert asked.splitlines()[-3:] == resumed.splitlines()[-4:-1], "the same question"
        for line in lines[10:]:
            answer = await both.on_zalo(line)
        assert "Đã nộp, đúng hạn" in answer
        assert (await fetched(answer)).content.startswith(b"PK")
        assert "đã nộp lúc" in await both.on_telegram("/baocao")
    with transaction(engine) as session:
        origins = {figure.origin for figure in figures_of(session, stored_district.report(session)).values()}
    assert origins == {"telegram", "zalo"}


def _used(engine: Engine, channel: str, at: datetime) -> None:
    with transaction(engine) as session:
        address = session.get_one(Address, (channel, str(LAN)))
        address.used_at = at
        session.flush()


@pytest.mark.parametrize("last", ["zalo", "telegram"])
@on_loop
async def test_a_reminder_goes_where_the_person_wrote_last(
    engine: Engine, clock: Clock, stored_district: District, last: str
) -> None:
    async with _on_both(engine, clock, stored_district) as both:
        _used(engine, last, clock() + timedelta(seconds=1))
        before = {"zalo": len(both.zalo.received(LAN)), "telegram": len(both.telegram.received(LAN))}
        clock.forward(hours=1)
        await both.bot.app.remind()
        await both.bot.app.idle()
        after = {"zalo": len(both.zalo.received(LAN)), "telegram": len(both.telegram.received(LAN))}
        assert {name: after[name] - before[name] for name in after} == {"zalo": 0, "telegram": 0} | {last: 1}


@pytest.mark.parametrize("code", [403, 404])
@on_loop
async def test_a_reminder_that_does_not_get_through_goes_to_the_other_channel_once(
    engine: Engine, clock: Clock, stored_district: District, code: int
) -> None:
    async with _on_both(engine, clock, stored_district) as both:
        _used(engine, "zalo", clock() + timedelta(seconds=1))
        both.zalo.refuse("sendMessage", code, "no", chat=LAN)
        count = len(both.telegram.received(LAN))
        for _ in range(3):
            clock.forward(minutes=20)
            await both.bot.app.remind()
            await both.bot.app.idle()
            await _after(both, clock)
        said = [sent.text for sent in both.telegram.received(LAN)[count:]]
        assert len(said) == 1
        assert said[0].startswith("Nhắc hạn nộp báo cáo")


def _new_on_telegram(both: _Both, count: int) -> list[str]:
    return [sent.text for sent in both.telegram.received(LAN)[count:]]


_UNASKED = Outgoing("zalo", str(LAN), "Báo cáo đã được tiếp nhận.", unasked=True)
_PAUSES = (5, 15, 60, 300, 900)  # seconds


@pytest.mark.parametrize("bulk", [False, True])
@on_loop
async def test_what_nobody_asked_for_goes_to_the_other_channel_when_this_one_stays_out_of_reach(
    engine: Engine, clock: Clock, stored_district: District, *, bulk: bool
) -> None:
    async with _on_both(engine, clock, stored_district) as both:
        count = len(both.telegram.received(LAN))
        for code in (500, 0, 429, 500, 0, 500):
            both.zalo.refuse("sendMessage", code, "Oops", chat=LAN)
        put_out(engine, clock(), replace(_UNASKED, bulk=bulk))
        await _after(both, clock)
        for pause in _PAUSES:
            assert _new_on_telegram(both, count) == []
            await _after(both, clock, seconds=pause)
        for _ in range(3):
            await _after(both, clock, hours=1)
        assert _new_on_telegram(both, count) == [_UNASKED.text]
        assert both.zalo.count("sendMessage", 500) == 3, "it is not tried there any more"
        first, second = outbox_rows(engine)[-2:]
        assert (first.failed_at, first.sent_at, second.channel) == (second.put_at, None, "telegram")


@on_loop
async def test_a_service_that_comes_back_in_time_keeps_its_messages(
    engine: Engine, clock: Clock, stored_district: District
) -> None:
    async with _on_both(engine, clock, stored_district) as both:
        on_zalo, on_telegram = len(both.zalo.received(LAN)), len(both.telegram.received(LAN))
        for _ in _PAUSES:
            both.zalo.refuse("sendMessage", 500, "Oops", chat=LAN)
        put_out(engine, clock(), _UNASKED)
        await _after(both, clock)
        for pause in _PAUSES:
            await _after(both, clock, seconds=pause)
        assert [sent.text for sent in both.zalo.received(LAN)[on_zalo:]] == [_UNASKED.text]
        assert _new_on_telegram(both, on_telegram) == []


@pytest.mark.parametrize(
    "message",
    [
        Outgoing("zalo", str(LAN), "Đã ghi: 1.1 = 2"),
        Outgoing("zalo", str(LAN), "Phụ lục", unasked=True, attachment=Attachment("a.xlsx", b"PK", 1)),
    ],
    ids=["an answer", "a file"],
)
@on_loop
async def test_an_answer_and_a_file_wait_for_the_channel_that_is_out_of_reach(
    engine: Engine, clock: Clock, stored_district: District, message: Outgoing
) -> None:
    async with _on_both(engine, clock, stored_district) as both:
        count = len(both.telegram.received(LAN))
        for _ in range(7):
            both.zalo.refuse("sendMessage", 500, "Oops", chat=LAN)
        put_out(engine, clock(), message)
        await _after(both, clock)
        for pause in (*_PAUSES, 900):
            await _after(both, clock, seconds=pause)
        assert _new_on_telegram(both, count) == []
        await _after(both, clock, seconds=900)
        assert both.zalo.received(LAN)[-1].text.startswith(message.text)


@on_loop
async def test_a_message_that_nobody_takes_is_passed_on_once(engine: Engine, clock: Clock, stored_district: District) -> None:
    async with _on_both(engine, clock, stored_district) as both:
        for _ in range(3):
            both.zalo.refuse("sendMessage", 404, "no such chat", chat=LAN)
        for _ in range(3):
            both.telegram.refuse("sendMessage", 400, "Bad Request: chat not found", chat=LAN)
        put_out(engine, clock(), _UNASKED)
        for _ in range(3):
            await _after(both, clock, hours=1)
        assert [row.failure for row in outbox_rows(engine)[-2:]] == [Failure.GONE, Failure.GONE]
        assert (both.zalo.held, both.telegram.held) == (0, 0)
        assert both.telegram.count("sendMessage", 400) == 1
