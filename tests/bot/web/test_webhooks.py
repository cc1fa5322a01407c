"""Webhooks: the secret, the size, replays, and bodies that are nonsense."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Callable
from datetime import datetime
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError
from sqlmodel import select

from bot.channels.channel import Webhook
from bot.channels.telegram_bot import TelegramChannel
from bot.channels.zalo_bot import ZaloChannel
from bot.people.addresses import join
from bot.receiving.unread import UnreadUpdate
from bot.running.app import App
from bot.storage.database import make_engine, transaction
from bot.texts.office import joining
from bot.web.webhooks import Hook
from tests.conftest import Clock, District
from tests.servers import telegram as telegram_server
from tests.servers.service import in_thread
from tests.servers.serving import on_loop, outbox_rows
from tests.servers.talking_zalo import zalo
from tests.servers.telegram import TelegramServer
from tests.servers.web import listening, web_pages
from tests.servers.zalo import TOKEN, ZaloServer

LAN = 7001
SECRET = "the webhook's secret"  # noqa: S105 - made up
ZALO, TELEGRAM = "X-Bot-Api-Secret-Token", "X-Telegram-Bot-Api-Secret-Token"


@contextlib.asynccontextmanager
async def _hooked(
    engine: Engine, clock: Callable[[], datetime], zalo_base: str, telegram_base: str = "http://127.0.0.1:1"
) -> AsyncIterator[tuple[App, str, ZaloChannel, TelegramChannel]]:
    """The bot at work by webhooks; gives where they are."""
    listener, office = listening()
    of_zalo = ZaloChannel(TOKEN, zalo_base, webhook=Webhook(f"{office.public_url}/zalo", SECRET))
    of_telegram = TelegramChannel(
        telegram_server.TOKEN, telegram_base, webhook=Webhook(f"{office.public_url}/telegram", SECRET)
    )
    app = App(engine, {"zalo": of_zalo, "telegram": of_telegram}, clock)
    hooks = {"zalo": Hook(ZALO, SECRET, of_zalo.take), "telegram": Hook(TELEGRAM, SECRET, of_telegram.take)}
    async with web_pages(app, listener, office, hooks):
        try:
            yield app, office.public_url, of_zalo, of_telegram
        finally:
            await app.close()
            await of_zalo.close()
            await of_telegram.close()


async def _post(url: str, body: object, secret: str | None = SECRET, header: str = ZALO) -> int:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    headers = [] if secret is None else [(header.encode(), secret.encode())]
    async with httpx.AsyncClient() as service:
        return (await service.post(url, content=content, headers=headers)).status_code


def _update(text: str, number: str = "m1") -> dict[str, Any]:
    message = {"message_id": number, "date": 1, "from": {"id": "1"}, "chat": {"id": str(LAN), "chat_type": "PRIVATE"}}
    return {"ok": True, "result": {"event_name": "message.text.received", "message": message | {"text": text}}}


@on_loop
async def test_zalo_brings_updates_and_they_are_answered(engine: Engine, clock: Clock, stored_district: District) -> None:
    async with (
        zalo(engine, clock, lan=(LAN, stored_district.officer)) as server,
        _hooked(engine, clock, server.base) as (app, base, channel, _),
    ):
        waiting = asyncio.create_task(channel.listen(app.receive))
        await server.until(lambda: bool(server.webhook))
        waiting.cancel()
        assert await channel.webhook_url() == f"{base}/zalo"
        server.write(LAN, "làm ngay")
        await server.bring_waiting()
        await app.idle()
        assert server.brought == [200]
        assert "1.1 " in server.received(LAN)[-1].text
        assert server.polls == 0


@on_loop
async def test_telegram_may_bring_updates_too(engine: Engine, clock: Clock, stored_district: District) -> None:
    with transaction(engine) as session:
        join(session, "telegram", str(LAN), stored_district.officer, clock())
    async with (
        TelegramServer() as server,
        _hooked(engine, clock, "http://127.0.0.1:1", server.base) as (app, base, _, channel),
    ):
        server.person(LAN)
        await channel.open()
        update = server.write(LAN, "làm ngay")
        for _again in range(2):
            assert await _post(f"{base}/telegram", update, header=TELEGRAM) == 200
        assert await _post(f"{base}/telegram", update, header=ZALO) == 403
        await app.idle()
        assert len(server.received(LAN)) == 1


@on_loop
async def test_an_update_that_cannot_be_read_is_taken_as_well(engine: Engine, clock: Clock) -> None:
    async with (
        TelegramServer() as server,
        _hooked(engine, clock, "http://127.0.0.1:1", server.base) as (app, base, _, channel),
    ):
        server.person(LAN)
        await channel.open()
        assert await _post(f"{base}/telegram", server.bring_odd(LAN), header=TELEGRAM) == 200
        await app.idle()
        assert [sent.text for sent in server.received(LAN)] == [joining.STRANGER]
    with transaction(engine) as session:
        assert len(session.exec(select(UnreadUpdate)).all()) == 1


@pytest.mark.parametrize("secret", [None, "", "the webhook's secre", "the webhook's secret!", "bí mật"])
@on_loop
async def test_a_missing_or_wrong_secret_is_refused(
    engine: Engine, clock: Clock, stored_district: District, secret: str | None
) -> None:
    async with (
        zalo(engine, clock, lan=(LAN, stored_district.officer)) as server,
        _hooked(engine, clock, server.base) as (app, base, _, _telegram),
    ):
        assert await _post(f"{base}/zalo", _update("làm ngay"), secret) == 403
        await app.idle()
    assert outbox_rows(engine) == []


@on_loop
async def test_a_replay_changes_nothing(engine: Engine, clock: Clock, stored_district: District) -> None:
    async with (
        zalo(engine, clock, lan=(LAN, stored_district.officer)) as server,
        _hooked(engine, clock, server.base) as (app, base, _, _telegram),
    ):
        for body in (_update("làm ngay"), _update("2", "m2"), _update("2", "m2"), _update("làm ngay")):
            assert await _post(f"{base}/zalo", body) == 200
        await app.idle()
        assert len(server.received(LAN)) == 2


@on_loop
async def test_an_oversized_body_is_refused_whether_or_not_its_length_is_declared(
    engine: Engine, clock: Clock, stored_district: District
) -> None:
    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(40):
            yield b" " * 10_000

    async with (
        zalo(engine, clock, lan=(LAN, stored_district.officer)) as server,
        _hooked(engine, clock, server.base) as (_, base, _zalo, _telegram),
    ):
        assert await _post(f"{base}/zalo", b" " * 300_000) == 413
        async with httpx.AsyncClient() as service:
            assert (await service.post(f"{base}/zalo", content=pieces(), headers={ZALO: SECRET})).status_code == 413


@on_loop
async def test_an_update_that_cannot_be_stored_is_not_said_to_be(engine: Engine) -> None:
    def stopped() -> datetime:
        raise OperationalError("no database", None, Exception())

    async with ZaloServer() as server, _hooked(engine, stopped, server.base) as (_, base, _zalo, _telegram):
        assert await _post(f"{base}/zalo", _update("làm ngay")) == 503


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)
_ALMOST = st.fixed_dictionaries(
    {},
    optional={
        "ok": _JSON,
        "result": _JSON,
        "update_id": _JSON,
        "event_name": _JSON,
        "callback_query": _JSON,
        "message": _JSON
        | st.fixed_dictionaries(
            {},
            optional={
                "message_id": _JSON,
                "date": _JSON,
                "text": _JSON,
                "from": _JSON,
                "document": _JSON,
                "chat": _JSON | st.fixed_dictionaries({"id": _JSON}, optional={"type": _JSON, "chat_type": _JSON}),
            },
        ),
    },
)
_BODIES = (
    st.binary(max_size=200)
    | _JSON.map(lambda value: json.dumps(value).encode())
    | _ALMOST.map(lambda value: json.dumps(value).encode())
)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_thousand_malformed_bodies_are_survived(database_url: str, clock: Clock) -> None:
    """Each is answered, with anything but a fault of ours; and a good one after them is taken."""
    engine = make_engine(database_url)
    with in_thread(ZaloServer()) as call:
        server, work = ZaloServer(), contextlib.AsyncExitStack()
        call(work.enter_async_context(server))
        _, base, _, _ = call(work.enter_async_context(_hooked(engine, clock, server.base)))
        with httpx.Client() as service:

            @settings(max_examples=1000, deadline=None, suppress_health_check=list(HealthCheck), database=None)
            @given(st.sampled_from([("zalo", ZALO), ("telegram", TELEGRAM)]), _BODIES)
            def survive(hook: tuple[str, str], body: bytes) -> None:
                name, header = hook
                assert service.post(f"{base}/{name}", content=body, headers={header: SECRET}).status_code in {200, 400}

            survive()
        server.person(LAN)
        assert call(_post(f"{base}/zalo", _update("xin chào"))) == 200
        call(server.until(lambda: len(server.received(LAN)) == 1))
        call(work.aclose())
    engine.dispose()
