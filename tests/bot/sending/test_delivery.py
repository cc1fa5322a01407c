"""Delivery over Telegram: how each failure ends, bulk apart from replies, and that nobody gets anything twice."""

import asyncio
import contextlib
import threading
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine, event
from sqlalchemy.exc import OperationalError
from sqlmodel import Session, col, select

from bot.messages.messages import Attachment, Failure, Outgoing
from bot.people.addresses import Address
from bot.people.reach import WhyUnreached, unreachable
from bot.sending.broadcast import Refresh
from bot.sending.outbox import Waiting, delivery_counts
from bot.storage.database import transaction
from tests.conftest import Clock, District
from tests.servers.process import PATIENCE
from tests.servers.serving import LAN, THU, Bot, as_it_was, on_loop, outbox_rows, put_out, serving, telegram
from tests.servers.telegram import TelegramServer
from tracker.office.units import Unit

_PAGE = "<html><body>Trang web này đã bị chặn</body></html>"
Arrange = Callable[[TelegramServer], object]


@contextlib.asynccontextmanager
async def _at_work(
    engine: Engine, clock: Clock, district: District, refresh: Refresh = as_it_was, answer_seconds: float = 20.0
) -> AsyncIterator[tuple[TelegramServer, Bot]]:
    people = {"lan": (LAN, district.officer), "thu": (THU, district.desk)}
    async with (
        telegram(engine, clock, **people) as server,
        serving(server, engine, clock, refresh=refresh, answer_seconds=answer_seconds) as bot,
    ):
        yield server, bot


def _reply(chat: int, text: str) -> Outgoing:
    return Outgoing("telegram", str(chat), text)


def _bulk(chat: int, text: str, subject: str = "") -> Outgoing:
    return Outgoing("telegram", str(chat), text, bulk=True, subject=subject)


def _texts(server: TelegramServer, chat: int) -> list[str]:
    return [sent.text for sent in server.received(chat)]


async def _deliver(bot: Bot) -> None:
    await bot.app.deliver_waiting()
    await bot.app.idle()


def _blocked_at(engine: Engine, chat: int) -> datetime | None:
    with Session(engine) as session:
        return session.get_one(Address, ("telegram", str(chat))).blocked_at


def _counts(engine: Engine) -> dict[str, int]:
    with transaction(engine) as session:
        return {name: count for name, count in delivery_counts(session).items() if count}


def _no_answer(server: TelegramServer) -> None:
    server.refuse("sendMessage", 500).clear()


_PASSING: dict[str, tuple[Arrange, Failure]] = {
    "429": (lambda server: server.refuse("sendMessage", 429, "Too Many Requests", retry_after=5), Failure.FLOOD),
    "500": (lambda server: server.refuse("sendMessage", 500, "Internal Server Error"), Failure.UNREACHABLE),
    "502": (lambda server: server.garble("sendMessage", "<html>502 Bad Gateway</html>", 502), Failure.GARBLED),
    "connection cut": (lambda server: server.refuse("sendMessage", 0), Failure.UNREACHABLE),
    "no answer": (_no_answer, Failure.UNREACHABLE),
    "half an answer": (lambda server: server.garble("sendMessage", '{"ok": true, "resu'), Failure.GARBLED),
    "other JSON": (lambda server: server.garble("sendMessage", "[]"), Failure.GARBLED),
    "a proxy's page": (lambda server: server.garble("sendMessage", _PAGE), Failure.GARBLED),
    "a proxy's refusal": (lambda server: server.garble("sendMessage", _PAGE, 403), Failure.GARBLED),
}
_FINAL = {
    "blocked": (403, "Forbidden: bot was blocked by the user", Failure.BLOCKED),
    "never begun": (403, "Forbidden: bot can't initiate conversation with a user", Failure.BLOCKED),
    "deactivated": (403, "Forbidden: user is deactivated", Failure.DELETED),
    "no chat": (400, "Bad Request: chat not found", Failure.GONE),
    "refused": (400, "Bad Request: can't parse entities", Failure.REFUSED),
}


@pytest.mark.parametrize("lane", [_reply, _bulk])
@pytest.mark.parametrize("name", _PASSING)
@on_loop
async def test_what_may_pass_is_tried_again_and_arrives_once(
    engine: Engine, clock: Clock, stored_district: District, name: str, lane: Callable[[int, str], Outgoing]
) -> None:
    arrange, kind = _PASSING[name]
    patience = 0.3 if arrange is _no_answer else 20.0
    async with _at_work(engine, clock, stored_district, answer_seconds=patience) as (server, bot):
        arrange(server)
        put_out(engine, clock(), lane(LAN, "một"))
        await _deliver(bot)
        (row,) = outbox_rows(engine)
        assert (row.failure, row.attempts, row.failed_at, row.not_before) == (kind, 1, None, clock() + timedelta(seconds=5))
        clock.forward(seconds=4.9)
        await _deliver(bot)
        assert server.count("sendMessage") + server.held == 1
        clock.forward(seconds=0.1)
        await _deliver(bot)
        await _deliver(bot)
        assert _texts(server, LAN) == ["một"]
        (row,) = outbox_rows(engine)
        assert (row.failure, row.error, row.sent_at, row.attempts) == (None, "", clock(), 2)


@pytest.mark.parametrize("lane", [_reply, _bulk])
@pytest.mark.parametrize("restarted", [False, True])
@pytest.mark.parametrize("name", ["429", "502"])
@on_loop
async def test_what_was_put_off_while_the_clock_was_ahead_goes_out_within_the_longest_pause(
    engine: Engine,
    clock: Clock,
    stored_district: District,
    name: str,
    lane: Callable[[int, str], Outgoing],
    *,
    restarted: bool,
) -> None:
    async with contextlib.AsyncExitStack() as lives:
        server, bot = await lives.enter_async_context(_at_work(engine, clock, stored_district))
        clock.forward(days=2)
        _PASSING[name][0](server)
        put_out(engine, clock(), lane(LAN, "một"))
        await _deliver(bot)
        clock.forward(days=-2)
        if restarted:
            bot = await lives.enter_async_context(serving(server, engine, clock, refresh=as_it_was, answer_seconds=20.0))
        await _deliver(bot)
        assert _texts(server, LAN) == []
        clock.forward(minutes=15)
        await _deliver(bot)
        assert _texts(server, LAN) == ([] if restarted and name == "429" else ["một"])


@pytest.mark.parametrize("lane", [_reply, _bulk])
@pytest.mark.parametrize("name", _FINAL)
@on_loop
async def test_what_is_final_is_not_tried_again(
    engine: Engine, clock: Clock, stored_district: District, name: str, lane: Callable[[int, str], Outgoing]
) -> None:
    code, why, kind = _FINAL[name]
    async with _at_work(engine, clock, stored_district) as (server, bot):
        server.refuse("sendMessage", code, why)
        put_out(engine, clock(), lane(LAN, "một"))
        await _deliver(bot)
        clock.forward(days=1)
        await _deliver(bot)
        row, *instead = outbox_rows(engine)
        assert (row.failure, row.attempts, server.count("sendMessage")) == (kind, 1, 1 + len(instead))
        assert row.failed_at == clock() - timedelta(days=1)
        assert (_blocked_at(engine, LAN) is not None) == (kind in {Failure.BLOCKED, Failure.DELETED})
        assert bool(instead) == (kind is Failure.REFUSED)


@pytest.mark.parametrize("lane", [_reply, _bulk])
@on_loop
async def test_in_place_of_what_is_refused_for_good_the_person_gets_a_plain_word_once(
    engine: Engine, clock: Clock, stored_district: District, lane: Callable[[int, str], Outgoing]
) -> None:
    async with _at_work(engine, clock, stored_district) as (server, bot):
        for _ in range(2):
            server.refuse("sendMessage", 400, "Bad Request: can't parse entities", chat=LAN)
        put_out(engine, clock(), lane(LAN, "một"))
        for _ in range(3):
            await _deliver(bot)
            clock.forward(days=1)
        assert _texts(server, LAN) == [], "the plain word was refused too, and that is the end of it"
        put_out(engine, clock(), lane(LAN, "hai"), _reply(LAN, "ba"))
        server.refuse("sendMessage", 400, "Bad Request: can't parse entities", chat=LAN)
        for _ in range(3):
            await _deliver(bot)
            clock.forward(days=1)
        said = [text for text in _texts(server, LAN) if text.startswith("Tin vừa rồi không gửi được, mã ")]
        assert len(said) == 1
        assert server.count("sendMessage") == 5


@on_loop
async def test_who_has_deleted_their_account_counts_as_not_reached(
    engine: Engine, clock: Clock, stored_district: District
) -> None:
    async with _at_work(engine, clock, stored_district) as (server, bot):
        server.chats[LAN].deleted = True
        put_out(engine, clock(), _bulk(LAN, "một"))
        await _deliver(bot)
        put_out(engine, clock(), _bulk(LAN, "hai"))
        await _deliver(bot)
        assert server.count("sendMessage") == 1
    with transaction(engine) as session:
        session.delete(session.get_one(Address, ("terminal", str(stored_district.officer.id))))
        session.flush()
        unit = session.get_one(Unit, stored_district.officer.unit_id)
        (found,) = unreachable(session, [unit])
        assert (found.unit.id, found.why, found.name) == (unit.id, WhyUnreached.BLOCKED, stored_district.officer.name)


@on_loop
async def test_a_flood_limit_met_by_bulk_stops_bulk_over_a_restart_and_not_the_replies(
    engine: Engine, clock: Clock, stored_district: District
) -> None:
    async with _at_work(engine, clock, stored_district) as (server, bot):
        server.refuse("sendMessage", 429, "Too Many Requests", chat=LAN, retry_after=60)
        put_out(engine, clock(), _bulk(LAN, "nhắc"))
        await _deliver(bot)
        put_out(engine, clock(), _bulk(THU, "nhắc"), _reply(THU, "đáp"), _reply(LAN, "đáp"))
        await _deliver(bot)
        assert (_texts(server, LAN), _texts(server, THU)) == ([], ["đáp"])
        await bot.stop_listening()
        async with serving(server, engine, clock) as restarted:
            clock.forward(seconds=59.9)
            await _deliver(restarted)
            assert server.count("sendMessage") == 2
            clock.forward(seconds=0.1)
            await _deliver(restarted)
            await _deliver(restarted)
        assert (sorted(_texts(server, LAN)), _texts(server, THU)) == (["nhắc", "đáp"], ["đáp", "nhắc"])


@on_loop
async def test_a_message_of_several_pieces_goes_on_where_it_was_refused(
    engine: Engine, clock: Clock, stored_district: District
) -> None:
    async with _at_work(engine, clock, stored_district) as (server, bot):
        long = "\n".join(f"dòng {number} {'x' * 60}" for number in range(150))
        put_out(engine, clock(), Outgoing("telegram", str(LAN), long, attachment=Attachment("Phụ lục.xlsx", b"PK", 1)))
        server.refuse("sendDocument", 429, "Too Many Requests", retry_after=9)
        await _deliver(bot)
        before = _texts(server, LAN)
        assert (len(before), outbox_rows(engine)[0].begun) == (3, 3)
        await bot.stop_listening()
        async with serving(server, engine, clock) as restarted:
            clock.forward(seconds=9)
            await _deliver(restarted)
        *pieces, document = server.received(LAN)
        assert [piece.text for piece in pieces] == before
        assert "\n".join(before) == long
        assert document.content == b"PK"


@on_loop
async def test_who_blocked_the_bot_gets_no_bulk_until_they_write(
    engine: Engine, clock: Clock, stored_district: District
) -> None:
    async with _at_work(engine, clock, stored_district) as (server, bot):
        server.chats[LAN].blocked = True
        put_out(engine, clock(), _bulk(LAN, "một"))
        await _deliver(bot)
        assert _blocked_at(engine, LAN) == clock()
        put_out(engine, clock(), _bulk(LAN, "hai"), _bulk(THU, "hai"))
        await _deliver(bot)
        assert server.count("sendMessage") == 2
        assert [row.failure for row in outbox_rows(engine)] == [Failure.BLOCKED, Failure.BLOCKED, None]
        server.chats[LAN].blocked = False
        await bot.hears(LAN, "giúp")
        await bot.app.idle()
        assert _blocked_at(engine, LAN) is None
        put_out(engine, clock(), _bulk(LAN, "ba"))
        await _deliver(bot)
        assert _texts(server, LAN)[-1] == "ba"


@on_loop
async def test_a_message_that_gets_through_shows_that_the_bot_is_not_blocked_any_more(
    engine: Engine, clock: Clock, stored_district: District
) -> None:
    async with _at_work(engine, clock, stored_district) as (server, bot):
        server.chats[LAN].blocked = True
        put_out(engine, clock(), _reply(LAN, "một"), _reply(THU, "một"))
        await _deliver(bot)
        assert (_blocked_at(engine, LAN), _blocked_at(engine, THU)) == (clock(), None)
        server.chats[LAN].blocked = False
        put_out(engine, clock(), _reply(LAN, "đã trả lại"))
        await _deliver(bot)
        assert _blocked_at(engine, LAN) is None


@on_loop
async def test_bulk_is_decided_when_it_is_sent(engine: Engine, clock: Clock, stored_district: District) -> None:
    put_at = clock()

    def refresh(_: Session, message: Outgoing, now: datetime) -> Outgoing | None:
        assert now == put_at + timedelta(hours=1)
        return None if message.subject == "handed in" else replace(message, text=f"{message.text}, {message.subject}")

    async with _at_work(engine, clock, stored_district, refresh) as (server, bot):
        put_out(engine, put_at, _bulk(LAN, "nhắc", "handed in"), _bulk(THU, "nhắc", "still open"), _reply(LAN, "đáp"))
        clock.forward(hours=1)
        await _deliver(bot)
        await _deliver(bot)  # bulk for somebody who was just being answered is left to the next tick
        assert (_texts(server, LAN), _texts(server, THU)) == (["đáp"], ["nhắc, still open"])
        assert _counts(engine) == {"delivered": 2, "withdrawn": 1}
        clock.forward(days=1)
        await _deliver(bot)
        assert server.count("sendMessage") == 2


@on_loop
async def test_a_bug_in_deciding_about_one_message_puts_that_one_off(
    engine: Engine, clock: Clock, stored_district: District
) -> None:
    broken = True

    def refresh(_: Session, message: Outgoing, _now: datetime) -> Outgoing | None:
        if broken and message.address == str(LAN):
            raise ZeroDivisionError
        return message

    async with _at_work(engine, clock, stored_district, refresh) as (server, bot):
        put_out(engine, clock(), _bulk(LAN, "một"), _bulk(THU, "hai"))
        await _deliver(bot)
        assert (_texts(server, LAN), _texts(server, THU)) == ([], ["hai"])
        assert outbox_rows(engine)[0].failure == Failure.FAULT
        broken = False
        clock.forward(seconds=5)
        await _deliver(bot)
        assert _texts(server, LAN) == ["một"]


@on_loop
async def test_a_service_in_trouble_is_left_alone_after_a_few_bulk_messages(
    engine: Engine, clock: Clock, stored_district: District
) -> None:
    async with _at_work(engine, clock, stored_district) as (server, bot):
        crowd = range(20_001, 20_101)
        for chat in crowd:
            server.person(chat)
            server.refuse("sendMessage", 502, "Bad Gateway", chat=chat)
        put_out(engine, clock(), *(_bulk(chat, "nhắc") for chat in crowd))
        await _deliver(bot)
        assert 5 <= server.count("sendMessage") < 20
        for _ in range(30):
            clock.forward(seconds=2)
            await _deliver(bot)
        assert [len(server.received(chat)) for chat in crowd] == [1] * 100


@on_loop
async def test_stopping_leaves_the_rest_of_a_broadcast_for_the_next_start(
    engine: Engine, clock: Clock, stored_district: District
) -> None:
    async with _at_work(engine, clock, stored_district) as (server, bot):
        crowd = range(20_001, 20_101)
        gates = [server.hold("sendMessage", server.person(chat)) for chat in crowd]
        put_out(engine, clock(), *(_bulk(chat, "nhắc") for chat in crowd))
        await bot.app.deliver_waiting()
        await server.until(lambda: server.held == 8)
        stopping = asyncio.create_task(bot.app.close())
        for gate in gates:
            gate.set()
        await stopping
        assert _counts(engine) == {"delivered": 8, "waiting": 92}
        async with serving(server, engine, clock) as restarted:
            await _deliver(restarted)
        assert [len(server.received(chat)) for chat in crowd] == [1] * 100


@contextlib.asynccontextmanager
async def _listening(engine: Engine, **heard: Callable[..., None]) -> AsyncIterator[None]:
    """The engine is everybody's: nothing listens to it afterwards."""
    for name, note in heard.items():
        event.listen(engine, name, note)
    try:
        yield
    finally:
        for name, note in heard.items():
            event.remove(engine, name, note)


@pytest.mark.parametrize("lane", [_reply, _bulk])
@on_loop
async def test_what_was_sent_and_could_not_be_written_down_is_not_sent_again(
    engine: Engine, clock: Clock, stored_district: District, lane: Callable[[int, str], Outgoing]
) -> None:
    disk_is_full = True

    def refuse(_c: object, _cursor: object, statement: str, *_: object) -> None:
        if disk_is_full and statement.startswith("UPDATE outbox"):
            raise OperationalError(statement, {}, OSError("no space left on device"))

    async with _at_work(engine, clock, stored_district) as (server, bot), _listening(engine, before_cursor_execute=refuse):
        put_out(engine, clock(), lane(LAN, "một"), lane(THU, "hai"))
        for _ in range(3):
            await _deliver(bot)
        assert (_texts(server, LAN), _texts(server, THU), _counts(engine)) == (["một"], ["hai"], {"waiting": 2})
        disk_is_full = False
        await _deliver(bot)
        assert (_texts(server, LAN), _texts(server, THU), _counts(engine)) == (["một"], ["hai"], {"delivered": 2})


class _SlowLook:
    """The next reading of the outbox waits before it reads, and again before what it read is taken in."""

    def __init__(self) -> None:
        self.asked, self.may_read, self.has_read, self.may_end = (threading.Event() for _ in range(4))

    def before(self, _c: object, _cursor: object, statement: str, *_: object) -> None:
        if self._is_meant(statement):
            self.asked.set()
            assert self.may_read.wait(PATIENCE)

    def after(self, _c: object, _cursor: object, statement: str, *_: object) -> None:
        if self._is_meant(statement):
            self.has_read.set()
            assert self.may_end.wait(PATIENCE)

    @staticmethod
    def _is_meant(statement: str) -> bool:
        return statement.startswith("SELECT outbox.id") and "EXISTS" in statement


@on_loop
async def test_what_is_sent_and_settled_while_the_outbox_is_being_read_is_not_sent_again(
    engine: Engine, clock: Clock, stored_district: District
) -> None:
    if engine.dialect.name == "sqlite":
        pytest.skip("one transaction at a time")
    slow = _SlowLook()
    listening = _listening(engine, before_cursor_execute=slow.before, after_cursor_execute=slow.after)
    async with _at_work(engine, clock, stored_district) as (server, bot), listening:
        gate = server.hold("sendMessage", LAN)
        looking = asyncio.create_task(bot.app.deliver_waiting())
        await asyncio.to_thread(slow.asked.wait, PATIENCE)
        server.write(LAN, "giúp")
        await server.until(lambda: server.held == 1)
        slow.may_read.set()
        await asyncio.to_thread(slow.has_read.wait, PATIENCE)
        gate.set()
        while not _settled(engine):  # noqa: ASYNC110 - the database tells nobody
            await asyncio.sleep(0)
        slow.may_end.set()
        await looking
        await bot.app.idle()
        assert len(server.received(LAN)) == 1


def _settled(engine: Engine) -> bool:
    with Session(engine) as session:
        return bool(session.exec(select(Waiting).where(col(Waiting.sent_at).is_not(None))).all())
