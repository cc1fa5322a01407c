"""Every transcript once more on Telegram and on Zalo: through the channel's own adapter, over HTTP, against a server of ours.

What people read must be what the transcript says, in their channel's clothes: lines, choices, files. One loop serves all.
"""

import asyncio
import contextlib
import re
import shutil
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import httpx
import pytest
from sqlalchemy import Engine, delete
from sqlmodel import Session, col

from bot.addresses import Address, join
from bot.app import App
from bot.channels.telegram import TelegramChannel
from bot.database import make_engine, transaction
from bot.texts import menu, reporting
from tests.conftest import Clock, District
from tests.servers import telegram
from tests.servers.talking_zalo import FETCH, SEND, ZaloBot, fetched, uploaded, zalo_bot
from tests.servers.telegram import TelegramServer, in_thread
from tests.servers.telegram_people import Sent
from tests.servers.zalo import ZaloServer
from tests.test_transcripts import FILES, SAID, Stage

_CHATS = {"lan": 7001, "thu": 7002, "minh": 7003, "hoa": 7004, "hung": 7005, "stranger": 7006}
_HEAD = re.compile(r"bot(?: to (?P<who>\w+))?> ")
_NUMBERED = re.compile(r"(\d+)\. (.+)")
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


Reading = dict[str, Read]


def as_written(lines: list[str], speaker: str) -> Reading:
    """The bot's lines of a transcript."""
    reading: Reading = {}
    blocks: list[tuple[str, list[str]]] = []
    for line in lines:
        head = _HEAD.match(line)
        if head:
            blocks.append((head["who"] or speaker, [line[head.end() :]]))
        else:
            blocks[-1][1].append(line)
    for who, block in blocks:
        if block == ["(nothing)"]:
            continue
        read = reading.setdefault(who, Read())
        if file := re.fullmatch(r" *\[tệp: (.+)\]", block[-1]):
            read.files.append(file[1])
            block.pop()
        begin = len(read.lines)
        if bracketed := re.fullmatch(r" *\[(.+)\]", block[-1]):
            read.choices += bracketed[1].split("] [")
            block.pop()
        read.add("\n".join(block))
        if not bracketed:
            read.part_numbered(begin)
    return reading


class OnTelegram:
    """The people of a transcript on Telegram."""

    channel = "telegram"

    def __init__(self, server: TelegramServer, app: App) -> None:
        self.server, self._app = server, app

    @classmethod
    @contextlib.asynccontextmanager
    async def at_work(cls, server: TelegramServer, engine: Engine, clock: Clock) -> AsyncIterator["OnTelegram"]:
        channel = TelegramChannel(telegram.TOKEN, server.base)
        app = App(engine, {channel.name: channel}, clock)
        await channel.open()
        listening = asyncio.create_task(channel.listen(app.receive))
        try:
            yield cls(server, app)
        finally:
            listening.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await listening
            await app.close()
            await channel.close()

    async def settle(self) -> None:
        polls = self.server.polls
        await self.server.until(lambda: self.server.is_empty and self.server.polls > polls)
        await self._app.idle()

    async def remind(self) -> None:
        await self._app.remind()
        await self._app.idle()

    async def take(self, update: Any) -> Any:
        await self.settle()
        return update

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


class OnZalo:
    """The same on Zalo: choices are typed, files go by link."""

    channel = "zalo"

    def __init__(self, server: ZaloServer, bot: ZaloBot) -> None:
        self.server, self._bot = server, bot

    @classmethod
    @contextlib.asynccontextmanager
    async def at_work(cls, server: ZaloServer, engine: Engine, clock: Clock) -> AsyncIterator["OnZalo"]:
        async with zalo_bot(server, engine, clock) as bot:
            yield cls(server, bot)

    async def take(self, update: Any) -> Any:
        await self._bot.settle()
        return update

    async def remind(self) -> None:
        await self._bot.app.remind()
        await self._bot.app.idle()

    async def press(self, shown: list[Sent], label: str, *, earlier: bool) -> Any:
        """By number where there are numbers, else in words; there is nothing to press in an earlier message."""
        assert not earlier
        last = map(_NUMBERED.fullmatch, shown[-1].text.splitlines())
        said = next((found[1] for found in last if found and found[2] == label), label)
        return await self.take(self.server.write(shown[-1].chat, said))

    async def photo(self, chat: int) -> Any:
        return await self.take(self.server.bring(chat, "message.image.received", photo="https://zalo/1.jpg"))

    async def upload(self, url: str, content: bytes) -> Any:
        assert (await uploaded(url, "bieu.xlsx", content)).status_code == 200
        return await self.take(None)

    async def read(self, sent: Sent, read: Read) -> None:
        if sent.file_name:  # a photo, of which the service is told the address
            async with httpx.AsyncClient() as service:
                assert (await service.get(sent.file_name)).content.startswith(b"\x89PNG")
            read.files.append(sent.text)
            return
        assert len(sent.text) <= 2000
        for link in FETCH.finditer(sent.text):
            file = await fetched(link[0])
            assert unquote(file.headers["content-disposition"]) == f"attachment; filename*=UTF-8''{link['name']}"
            assert file.content.startswith(b"PK")
            read.files.append(link["name"])
        text = SEND.sub("", FETCH.sub("", sent.text))
        begin = len(read.lines)
        read.add(text)
        if read.lines and (in_words := _IN_WORDS.fullmatch(read.lines[-1])):
            read.choices += in_words[1].split(" · ")
            read.lines.pop()
        else:
            read.part_numbered(begin)


Service = OnTelegram | OnZalo


class ServiceStage(Stage):
    """The stage of the transcripts, on a real service; `call` runs a coroutine on its loop."""

    def __init__(self, service: Service, call: Callable[..., Any], engine: Engine, clock: Clock, district: District) -> None:
        super().__init__(engine, clock, district)
        self._service, self._call = service, call
        self.channel = service.channel
        self._addresses = {who: str(chat) for who, chat in _CHATS.items()}
        self._update: Any = None
        self._shown: dict[str, list[Sent]] = {who: [] for who in _CHATS}  # as it was when it came
        self._pressed_last: dict[str, tuple[list[Sent], str, bool]] = {}
        self.speaker, self.was_left_out = "", False
        for chat in _CHATS.values():
            service.server.person(chat)
        with transaction(engine) as session:
            session.execute(delete(Address).where(col(Address.channel) == "terminal"))
            for who, officer in (("lan", district.officer), ("thu", district.desk)):
                join(session, self.channel, self._addresses[who], officer, clock())

    def _does(self, who: str, work: Coroutine[Any, Any, Any]) -> list[str]:
        self.speaker, self.was_left_out, self._update = who, False, self._call(work)
        return []

    def say(self, who: str, text: str) -> list[str]:
        async def say() -> Any:
            return await self._service.take(self._service.server.write(_CHATS[who], text))

        return self._does(who, say())

    def again(self) -> list[str]:
        async def again() -> Any:
            self._service.server.deliver_again(self._update)
            return await self._service.take(self._update)

        return self._does(self.speaker, again())

    def press(self, who: str, earlier: str | None, label: str) -> list[str]:
        self._pressed_last[who] = (list(self._shown[who]), label, bool(earlier))
        return self.press_again(who)

    def belongs_to_an_earlier_message(self, line: str) -> bool:
        """Where people type, the words that stand under several messages mean the last one."""
        pressed = re.fullmatch(rf"@(\w+) presses (earlier .+|{reporting.NONE_AROSE})", line)
        return bool(pressed and pressed[2] not in self._shown[pressed[1]][-1].text)

    def press_again(self, who: str) -> list[str]:
        shown, label, earlier = self._pressed_last[who]
        return self._does(who, self._service.press(shown, label, earlier=earlier))

    def send_photo(self, who: str) -> list[str]:
        return self._does(who, self._service.photo(_CHATS[who]))

    def send_file(self, who: str, content: bytes, size: int = 0) -> list[str]:
        """On Zalo people ask for the place to send it; who is given none cannot, and too large a file the page refuses."""
        if isinstance(self._service, OnTelegram):
            return self._does(who, self._service.file(_CHATS[who], content, size))
        self.say(who, "biểu Excel")
        self.reading()
        page = SEND.search(self._shown[who][-1].text)
        if page and not size:
            return self._does(who, self._service.upload(page["url"], content))
        self.was_left_out = True
        return []

    def remind(self) -> list[str]:
        return self._does("", self._service.remind())

    def reading(self) -> Reading:
        """What everybody has received since this was asked last."""

        async def collect() -> Reading:
            reading: Reading = {}
            for who, chat in _CHATS.items():
                for sent in self._service.server.received(chat)[len(self._shown[who]) :]:
                    await self._service.read(sent, reading.setdefault(who, Read()))
                    self._shown[who].append(replace(sent))
            return reading

        return self._call(collect())  # type: ignore[no-any-return]


def turns(path: Path) -> Iterator[tuple[str, list[str]]]:
    """Each line of a script with what the bot says to it."""
    line, said = "", list[str]()
    for written in path.read_text(encoding="utf-8").splitlines():
        if SAID.match(written):
            said.append(written)
        elif written and not written.startswith("#"):
            yield line, said
            line, said = written, []
    yield line, said


def differences(path: Path, stage: ServiceStage) -> Iterator[str]:
    """Where the conversation goes otherwise."""
    for line, said in list(turns(path))[1:]:
        if stage.channel == "zalo" and menu.STALE in "\n".join(said):
            continue  # there is no button that could be stale, and a stale one changes nothing
        if stage.channel == "zalo" and stage.belongs_to_an_earlier_message(line):
            continue
        stage.play(line)
        reading = stage.reading()
        if said and not stage.was_left_out and reading != (expected := as_written(said, stage.speaker)):
            yield f"{path.stem}: {line}\n  expected {expected}\n  but read {reading}"


@pytest.mark.parametrize("name", ["telegram", "zalo"])
def test_the_conversations_go_the_same_way_over(
    name: str, sqlite_template: Path, tmp_path: Path, set_up_district: Callable[[Session], District]
) -> None:
    found: list[str] = []
    server: TelegramServer | ZaloServer = TelegramServer() if name == "telegram" else ZaloServer()
    with in_thread(server) as call:
        for path in FILES:
            shutil.copy(sqlite_template, tmp_path / path.stem)
            engine, clock = make_engine(f"sqlite:///{tmp_path / path.stem}"), Clock()
            with transaction(engine) as session:
                district = set_up_district(session)
            work = contextlib.AsyncExitStack()
            if isinstance(server, TelegramServer):
                service: Service = call(work.enter_async_context(OnTelegram.at_work(server, engine, clock)))
            else:
                service = call(work.enter_async_context(OnZalo.at_work(server, engine, clock)))
            found += differences(path, ServiceStage(service, call, engine, clock, district))
            call(work.aclose())
            engine.dispose()
    assert not found, "\n".join(found)
