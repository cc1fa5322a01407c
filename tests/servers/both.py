"""The same conversation on Telegram and on Zalo: what people do there, and what they read, in each channel's clothes."""

import abc
import asyncio
import contextlib
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from html import unescape
from typing import Any
from urllib.parse import unquote

import httpx
from sqlalchemy import Engine
from starlette.types import Receive, Scope, Send

from bot.channels.channel import Channel
from bot.channels.telegram_bot import TelegramChannel
from bot.channels.zalo_bot import ZaloChannel
from bot.messages.messages import Incoming
from bot.running.app import App
from bot.sending.links import LinkOffice
from bot.texts.common import links, web
from bot.texts.report import reporting
from bot.web import web_application
from tests.servers import telegram
from tests.servers.serving import Clock
from tests.servers.talking_zalo import FETCH, SEND, browser, uploaded
from tests.servers.telegram import TelegramServer
from tests.servers.telegram_people import Sent
from tests.servers.web import listening, served
from tests.servers.zalo import TOKEN, ZaloServer

_NUMBERED = re.compile(r"(\d+)\. (.+)")
_WRONG = re.compile(r'<p class="wrong" role="alert">(.+)</p>')
_PREVIEW = links.PREVIEW.format(name="")
_LOOK_OVER = re.compile(web.LOOK_OVER.format(url=r"(?P<url>http\S+)"))
_ALL_PAGES = re.compile(links.ALL_PAGES.format(url=r"http\S+"))
_IN_WORDS = re.compile(r"Có thể gõ: (.+)")


@dataclass
class Read:
    """What one person reads in answer to one line of a script."""

    lines: list[str] = field(default_factory=list)
    choices: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)

    def add(self, text: str) -> None:
        self.lines += [line.strip() for line in text.splitlines() if line.strip()]

    def part_numbered(self, begin: int) -> None:
        """Choices that are written out as the last lines, from 1 on."""
        tail: list[str] = []
        while len(self.lines) > begin and (found := _NUMBERED.fullmatch(self.lines[-1])):
            tail.insert(0, found[2])
            self.lines.pop()
            if found[1] == "1":
                self.choices += tail
                return
        self.lines += [f"{number}. {label}" for number, label in enumerate(tail, start=1)]


class _Bot(abc.ABC):
    """A bot on one service for all transcripts; each has an app of its own, since its database is."""

    link_office: LinkOffice | None = None
    app: App

    def __init__(self, channel: Channel) -> None:
        self._channel, self.channel = channel, channel.name

    def begin(self, engine: Engine, clock: Clock) -> None:
        self.app = App(engine, {self.channel: self._channel}, clock, link_office=self.link_office)

    async def end(self) -> None:
        await self.app.close()

    async def _receive(self, incoming: Incoming) -> None:
        await self.app.receive(incoming)

    @contextlib.asynccontextmanager
    async def _listening(self, channel: TelegramChannel | ZaloChannel) -> AsyncIterator[None]:
        await channel.open()
        listening = asyncio.create_task(channel.listen(self._receive))
        try:
            yield
        finally:
            listening.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await listening
            await channel.close()

    @abc.abstractmethod
    async def settle(self) -> None:
        """Wait until all that people did is stored and answered."""

    async def take(self, update: Any) -> Any:
        await self.settle()
        return update

    async def remind(self) -> None:
        await self.app.remind()
        await self.app.idle()


class OnTelegram(_Bot):
    """The people of a transcript on Telegram."""

    def __init__(self, server: TelegramServer, channel: TelegramChannel) -> None:
        super().__init__(channel)
        self.server = server

    @classmethod
    @contextlib.asynccontextmanager
    async def at_work(cls, server: TelegramServer) -> AsyncIterator["OnTelegram"]:
        channel = TelegramChannel(telegram.TOKEN, server.base)
        bot = cls(server, channel)
        async with bot._listening(channel):
            yield bot

    async def settle(self) -> None:
        polls = self.server.polls
        await self.server.until(lambda: self.server.is_empty and self.server.polls > polls)
        await self.app.idle()

    async def press(self, shown: list[Sent], label: str, *, earlier: bool) -> Any:
        fitting = [sent for sent in shown if label in sent.buttons]
        return await self.take(self.server.press(fitting[-2 if earlier else -1], label))

    async def photo(self, chat: int) -> Any:
        return await self.take(
            self.server.bring(chat, photo=[{"file_id": "p", "file_unique_id": "p", "width": 1, "height": 1}])
        )

    async def file(self, chat: int, content: bytes, size: int) -> Any:
        update = self.server.send_file(chat, "bieu.xlsx", content)
        update["message"]["document"]["file_size"] = size or len(content)
        return await self.take(update)

    async def read(self, sent: Sent, read: Read) -> None:
        read.add(sent.text)
        read.choices += sent.buttons
        read.files += [sent.file_name] if sent.file_name else []


class OnZalo(_Bot):
    """The same on Zalo: choices are typed, files go by link."""

    browser: httpx.AsyncClient

    def __init__(self, server: ZaloServer, channel: ZaloChannel, office: LinkOffice) -> None:
        super().__init__(channel)
        self.server, self.link_office = server, office

    @classmethod
    @contextlib.asynccontextmanager
    async def at_work(cls, server: ZaloServer) -> AsyncIterator["OnZalo"]:
        channel = ZaloChannel(TOKEN, server.base)
        listener, office = listening()
        bot = cls(server, channel, office)
        async with served(bot._pages, listener), browser() as bot.browser, bot._listening(channel):
            yield bot

    def begin(self, engine: Engine, clock: Clock) -> None:
        super().begin(engine, clock)
        self._application = web_application(self.app, self.link_office)

    async def _pages(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._application(scope, receive, send)

    async def settle(self) -> None:
        await self.server.until(lambda: self.server.all_taken)
        await self.app.idle()

    async def press(self, shown: list[Sent], label: str, *, earlier: bool) -> Any:
        """By number where there are numbers, unless it would be asked about; else in words. No earlier message has buttons."""
        assert not earlier
        last = map(_NUMBERED.fullmatch, shown[-1].text.splitlines())
        said = next((found[1] for found in last if found and found[2] == label != reporting.SUBMIT), label)
        return await self.take(self.server.write(shown[-1].chat, said))

    async def photo(self, chat: int) -> Any:
        return await self.take(self.server.bring(chat, "message.image.received", photo="https://zalo/1.jpg"))

    async def upload(self, url: str, content: bytes) -> str:
        """Send a file on a page; gives what the page says if it takes none."""
        page = await uploaded(self.browser, url, "bieu.xlsx", content)
        await self.settle()
        refused = _WRONG.search(page.text)
        assert bool(refused) == (page.status_code != 200)
        return unescape(refused[1]) if refused else ""

    async def read(self, sent: Sent, read: Read) -> None:
        if sent.file_name:  # a photo, of which the service is told the address
            if not sent.text.startswith(_PREVIEW):
                assert (await self.browser.get(sent.file_name)).content.startswith(b"\x89PNG")
                read.files.append(sent.text)
            return
        assert len(sent.text) <= 2000
        for link in FETCH.finditer(sent.text):
            file = await self.browser.get(link["url"])
            assert unquote(file.headers["content-disposition"]) == f"attachment; filename*=UTF-8''{link['name']}"
            assert file.content.startswith(b"PK")
            read.files.append(link["name"])
        for page in _LOOK_OVER.finditer(sent.text):
            assert (await self.browser.get(page["url"])).status_code == 200
        text = _LOOK_OVER.sub("", _ALL_PAGES.sub("", SEND.sub("", FETCH.sub("", sent.text))))
        begin = len(read.lines)
        read.add(text)
        if read.lines and (in_words := _IN_WORDS.fullmatch(read.lines[-1])):
            read.choices += in_words[1].split(" · ")
            read.lines.pop()
        else:
            read.part_numbered(begin)
