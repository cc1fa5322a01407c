"""The real bot on the loopback Zalo, for tests."""

import asyncio
import contextlib
import re
import ssl
from collections.abc import AsyncIterator
from dataclasses import dataclass

import httpx
from sqlalchemy import Engine
from sqlmodel import col, select

from bot import reminders
from bot.channels.channel import Channel
from bot.channels.zalo_bot import ZaloChannel
from bot.people.addresses import join
from bot.running.app import App
from bot.sending.broadcast import Refresh
from bot.sending.links import USED, LinkOffice
from bot.storage.database import transaction
from tests.servers.serving import Clock
from tests.servers.telegram_people import Sent
from tests.servers.web import listening, web_pages
from tests.servers.zalo import TOKEN, ZaloServer
from tracker.audit.log import AuditLine
from tracker.office.officers import Officer

FETCH = re.compile(r"^Tải tệp (?P<name>.+): (?P<url>http\S+)$", re.MULTILINE)
SEND = re.compile(r"^Gửi tệp tại: (?P<url>http\S+)$", re.MULTILINE)
_ONCE = re.compile(r'name="once" value="([^"]+)"')


@dataclass
class ZaloBot:
    """One running process of the bot, as it were."""

    server: ZaloServer
    app: App
    office: LinkOffice | None

    async def settle(self) -> None:
        """Wait until all that people wrote is stored and answered."""
        await self.server.until(lambda: self.server.all_taken)
        await self.app.idle()

    async def hears(self, chat: int, text: str) -> Sent:
        """Somebody writes; gives the last message of the answer."""
        self.server.write(chat, text)
        await self.settle()
        return self.server.received(chat)[-1]


def browser() -> httpx.AsyncClient:
    """One that speaks plain HTTP: to load the certificates of the world takes longer than a page."""
    return httpx.AsyncClient(verify=ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT))


async def fetched(text: str) -> httpx.Response:
    """What the link in a message gives."""
    found = FETCH.search(text)
    assert found, text
    async with browser() as one:
        return await one.get(found["url"])


async def uploaded(by: httpx.AsyncClient, url: str, name: str, content: bytes) -> httpx.Response:
    """Open an upload page and send a file with it."""
    page = await by.get(url)
    once = _ONCE.search(page.text)
    if once is None:
        return page
    return await by.post(url, data={"once": once[1]}, files={"file": (name, content)})


@contextlib.asynccontextmanager
async def zalo_bot(
    server: ZaloServer,
    engine: Engine,
    clock: Clock,
    *others: Channel,
    refresh: Refresh = reminders.refresh,
) -> AsyncIterator[ZaloBot]:
    """The bot at work by long polling, with its web pages; `others` are served by the same app."""
    channel = ZaloChannel(TOKEN, server.base)
    listener, office = listening()
    app = App(engine, {one.name: one for one in (channel, *others)}, clock, refresh, office)
    async with web_pages(app, listener, office):
        polling = asyncio.create_task(channel.listen(app.receive))
        try:
            yield ZaloBot(server, app, office)
        finally:
            polling.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await polling
            await app.close()
            await channel.close()


@contextlib.asynccontextmanager
async def zalo(engine: Engine, clock: Clock, **people: tuple[int, Officer]) -> AsyncIterator[ZaloServer]:
    """A service with people whose chats have joined already."""
    async with ZaloServer() as server:
        for chat, officer in people.values():
            server.person(chat)
            with transaction(engine) as session:
                join(session, "zalo", str(chat), officer, clock())
        yield server


def link_uses(engine: Engine) -> list[str]:
    """How links were used, in order, as the audit log has it."""
    with transaction(engine) as session:
        return list(session.exec(select(AuditLine.step).where(AuditLine.origin == USED).order_by(col(AuditLine.number))))
