"""The real bot on the loopback Telegram, for tests: listening, and what people and the database see of it."""

import asyncio
import contextlib
import functools
from collections.abc import AsyncIterator, Callable, Coroutine
from dataclasses import dataclass
from datetime import datetime
from typing import ParamSpec

from sqlalchemy import Engine
from sqlmodel import Session, select

from bot.channels.channel import Receive
from bot.channels.telegram_bot import TelegramChannel
from bot.messages.messages import Outgoing
from bot.people.addresses import join
from bot.running.app import App
from bot.sending.broadcast import Refresh
from bot.sending.outbox import Waiting, put
from bot.storage.database import transaction
from tests.servers.telegram import TOKEN, TelegramServer
from tests.servers.telegram_people import Sent
from tracker.office.officers import Officer

P = ParamSpec("P")
Clock = Callable[[], datetime]
LAN, THU = 7001, 7002  # the private chats of the officer and of the desk
_SAFETY_SECONDS = 600


def as_it_was(_session: Session, message: Outgoing, _now: datetime) -> Outgoing | None:
    """Bulk messages go out as they were put."""
    return message


def on_loop(test: Callable[P, Coroutine[object, object, None]]) -> Callable[P, None]:
    """Run an async test; the timeout is for faults only."""

    @functools.wraps(test)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        async def within_time() -> None:
            async with asyncio.timeout(_SAFETY_SECONDS):
                await test(*args, **kwargs)

        asyncio.run(within_time())

    return run


@dataclass
class Bot:
    """One running process of the bot, as it were."""

    server: TelegramServer
    app: App
    channel: TelegramChannel
    listening: "asyncio.Task[None]"

    async def hears(self, chat: int, text: str) -> Sent:
        """Somebody writes; gives the answer, which is one message."""
        count = len(self.server.received(chat))
        self.server.write(chat, text)
        return (await self.server.receives(chat, count + 1))[-1]

    async def stop_listening(self) -> None:
        self.listening.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self.listening


@contextlib.asynccontextmanager
async def serving(
    server: TelegramServer,
    engine: Engine,
    clock: Clock,
    between: Callable[[Receive], Receive] = lambda receive: receive,
    *,
    refresh: Refresh = as_it_was,
    answer_seconds: float = 20.0,
) -> AsyncIterator[Bot]:
    """The bot at work; `between` may stand between the channel and the app."""
    channel = TelegramChannel(TOKEN, server.base, answer_seconds=answer_seconds)
    app = App(engine, {channel.name: channel}, clock, refresh)
    await channel.open()
    bot = Bot(server, app, channel, asyncio.create_task(channel.listen(between(app.receive))))
    try:
        yield bot
    finally:
        await bot.stop_listening()
        await app.close()
        await channel.close()


@contextlib.asynccontextmanager
async def telegram(engine: Engine, clock: Clock, **people: tuple[int, Officer]) -> AsyncIterator[TelegramServer]:
    """A service with people whose chats have joined already."""
    async with TelegramServer(clock=lambda: clock().timestamp()) as server:
        server.date = lambda: clock().timestamp()
        for chat, officer in people.values():
            server.person(chat)
            joined(engine, chat, officer, clock())
        yield server


def joined(engine: Engine, chat: int, officer: Officer, now: datetime) -> None:
    with transaction(engine) as session:
        join(session, "telegram", str(chat), officer, now)


def put_out(engine: Engine, now: datetime, *messages: Outgoing) -> None:
    """As a change does that somebody must be told of."""
    with transaction(engine) as session:
        put(session, messages, now)


def outbox_rows(engine: Engine) -> list[Waiting]:
    with transaction(engine) as session:
        return list(session.exec(select(Waiting).order_by(Waiting.id)))  # type: ignore[arg-type]
