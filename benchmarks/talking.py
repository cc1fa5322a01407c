"""Fifty people talk while every Bot API call takes 50 ms: the bare library's echo bot beside Đúng Hạn.

Three processes each time: the service with the people (this one), and the bot under test.
"""

import argparse
import asyncio
import os
import re
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from telegram import Update
from telegram.ext import Application, ContextTypes, MessageHandler, filters

sys.path.insert(0, str(Path(__file__).parent.parent))

from bot import demo
from bot.people.addresses import join
from bot.storage.database import make_engine, prepare, transaction
from tests.servers.telegram import TOKEN, TelegramServer
from tests.servers.telegram_people import Sent
from tracker.calendar.periods import parse_period
from tracker.forms.catalogue import official_form
from tracker.office.officers import Role, add_officer
from tracker.office.units import UnitLine, import_units, unit_by_code
from tracker.reports.rounds import Terms, open_round

_BULLET = re.compile(r"^• (\S+) ", re.MULTILINE)
_SINGLE = re.compile(r"(?m)^(\S+) .*\nPhần \d+/\d+ · còn \d+ số")
_HERE = Path(__file__).parent
_BURST = 3  # messages that each person sends at once, to see whether they overtake each other


@dataclass
class Person:
    """Writes each message when the one before was answered, and at the end a burst without waiting."""

    server: TelegramServer
    chat: int
    next_text: Callable[[int, Sent | None], str | None]
    fits: Callable[[str, str], bool]  # what was written, and the answer
    burst: tuple[str, ...]
    answered: int = 0
    overtaken: int = 0
    inbox: "asyncio.Queue[Sent]" = field(default_factory=asyncio.Queue)

    def __post_init__(self) -> None:
        self.server.person(self.chat)
        self.server.chats[self.chat].tell = self.inbox.put_nowait

    async def talk(self) -> None:
        sent: Sent | None = None
        while (text := self.next_text(self.answered, sent)) is not None:
            self.server.write(self.chat, text)
            sent = await self._hear(text)
            self.answered += 1

    async def talk_at_once(self) -> None:
        for text in self.burst:
            self.server.write(self.chat, text)
        for text in self.burst:
            await self._hear(text)

    async def _hear(self, text: str) -> Sent:
        sent = await self.inbox.get()
        self.overtaken += not self.fits(text, sent.text)
        return sent


@dataclass(frozen=True)
class Measured:
    updates: int
    seconds: float
    overtaken: int

    @property
    def rate(self) -> float:
        return self.updates / self.seconds


def _echo_people(server: TelegramServer, count: int, messages: int) -> list[Person]:
    def next_text(number: int, _: Sent | None) -> str | None:
        return f"tin {number}" if number < messages else None

    burst = tuple(f"liền {number}" for number in range(_BURST))
    return [Person(server, chat, next_text, str.__eq__, burst) for chat in range(1001, 1001 + count)]


def _officers(server: TelegramServer, count: int, reports: int) -> list[Person]:
    """Each fills `reports` reports from the first question to the summary."""
    return [Person(server, chat, Filling(reports).next_text, _fits, _EDITS) for chat in range(1001, 1001 + count)]


_EDITS = tuple(f"3.2.1: {number}" for number in range(7, 7 + _BURST))


class Filling:
    """An officer who answers whatever is asked with ones and zeros."""

    def __init__(self, reports: int) -> None:
        self._reports = reports

    def next_text(self, _: int, sent: Sent | None) -> str | None:
        if sent is None:
            return "/baocao"
        title = _SINGLE.search(sent.text)
        if title:
            keys = _BULLET.findall(sent.text) or [title[1]]
            return "Không" if keys == ["1.6"] else " ".join("1" if place == 0 else "0" for place in range(len(keys)))
        if "Nộp báo cáo" in sent.buttons:
            self._reports -= 1
            return "menu" if self._reports else None
        opening = [label for label in sent.buttons if label.startswith("Báo cáo")]
        return opening[self._reports - 1]


def _fits(written: str, answer: str) -> bool:
    """The answer to an edit names its value; other answers are checked by what is asked next."""
    key, _, value = written.partition(": ")
    return not value or answer.startswith(f"Đã ghi: {key} = {value}\n")


def make_office(path: Path, count: int, reports: int) -> None:
    """A database with so many communes, an officer in each (chats 1001 and on), and so many reports to fill."""
    engine = make_engine(f"sqlite:///{path}")
    prepare(engine)
    with transaction(engine) as session:
        lines = [("HUYEN", "Chợ Đồn", "huyện", ""), *((f"XA-{n}", f"Xã {n}", "xã", "HUYEN") for n in range(count))]
        import_units(session, [UnitLine(row, *line) for row, line in enumerate(lines, start=2)])
        district = unit_by_code(session, "HUYEN")
        for quarter in range(1, reports + 1):
            terms = Terms(parse_period(f"2024-Q{quarter}"), (demo.START.date(), demo.START.date()), demo.START, "")
            open_round(session, official_form("ban-thi-2024"), terms, district, demo.START)
        for number in range(count):
            officer = add_officer(session, f"Cán bộ {number}", unit_by_code(session, f"XA-{number}"), Role.OFFICER)
            join(session, "telegram", str(1001 + number), officer, demo.START)
    engine.dispose()


async def _talk(server: TelegramServer, people: list[Person]) -> float:
    await server.until(lambda: server.polls > 0)
    begun = time.perf_counter()
    await asyncio.gather(*(person.talk() for person in people))
    seconds = time.perf_counter() - begun
    await asyncio.gather(*(person.talk_at_once() for person in people))
    return seconds


async def _measure(command: list[str], environment: dict[str, str], server: TelegramServer, people: list[Person]) -> Measured:
    settings = {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_BASE": server.base, "PYTHONPATH": str(_HERE.parent)}
    process = await asyncio.create_subprocess_exec(*command, env=os.environ | environment | settings)
    talking = asyncio.create_task(_talk(server, people))
    ended = asyncio.create_task(process.wait())
    await asyncio.wait({talking, ended}, return_when=asyncio.FIRST_COMPLETED, timeout=120)
    if ended.done() or not talking.done():
        raise SystemExit("the bot under test ended too early, or is too slow")
    process.kill()
    await ended
    seconds = await talking
    return Measured(sum(p.answered for p in people), seconds, sum(p.overtaken for p in people))


async def _echo(arguments: argparse.Namespace) -> Measured:
    async with TelegramServer(latency=arguments.latency) as server:
        people = _echo_people(server, arguments.people, arguments.echo_messages)
        return await _measure([sys.executable, __file__, "--as-echo-bot"], {}, server, people)


async def _ours(arguments: argparse.Namespace, folder: Path) -> Measured:
    path = folder / "talking.db"
    make_office(path, arguments.people, arguments.reports)
    async with TelegramServer(latency=arguments.latency) as server:
        people = _officers(server, arguments.people, arguments.reports)
        command = [sys.executable, *arguments.python_options.split(), "-m", "bot", "serve"]
        settings = {"DATABASE_URL": f"sqlite:///{path}", "TELEGRAM_PER_SECOND": "0", "TELEGRAM_CHAT_SECONDS": "0"}
        return await _measure(command, settings, server, people)


def _be_echo_bot() -> None:
    """The library as its own first example uses it."""

    async def echo(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        if update.message and update.message.text:
            await update.message.reply_text(update.message.text)

    builder = Application.builder().token(os.environ["TELEGRAM_BOT_TOKEN"])
    application = builder.base_url(os.environ["TELEGRAM_API_BASE"] + "/bot").build()
    application.add_handler(MessageHandler(filters.TEXT, echo))
    application.run_polling()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=50)
    parser.add_argument("--latency", type=float, default=0.05, help="seconds that every Bot API call takes")
    parser.add_argument("--echo-messages", type=int, default=5, help="messages of each person to the echo bot")
    parser.add_argument("--reports", type=int, default=2, help="reports that each person fills, 1 to 4")
    parser.add_argument("--python-options", default="", help="for our bot's process, such as: -m cProfile -o FILE")
    parser.add_argument("--as-echo-bot", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.as_echo_bot:
        _be_echo_bot()
        return
    bare = asyncio.run(_echo(arguments))
    with tempfile.TemporaryDirectory() as folder:
        ours = asyncio.run(_ours(arguments, Path(folder)))
    for name, measured in (("python-telegram-bot as it comes, echo", bare), ("Đúng Hạn, filling reports", ours)):
        order = "nobody's messages overtook each other" if not measured.overtaken else f"{measured.overtaken} OUT OF ORDER"
        print(f"{name}: {measured.updates} updates in {measured.seconds:.1f} s = {measured.rate:.0f} updates/s; {order}")
    print(f"ratio: {ours.rate / bare.rate:.1f}")


if __name__ == "__main__":
    main()
