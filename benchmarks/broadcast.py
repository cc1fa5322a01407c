"""A reminder to 3,321 people over a service with Telegram's limits, while 20 others talk with the bot.

Two processes: the bot as an office runs it, and this one, the service with the people. The service takes 50 ms for every
call, and refuses with 429 what is more than 30 messages a second over all or 1 a second to a chat.
"""

import argparse
import asyncio
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.talking import Filling, make_office
from bot import demo
from bot.messages.messages import Button, Outgoing
from bot.sending.outbox import delivery_counts, put
from bot.storage.database import make_engine, transaction
from tests.servers.telegram import TOKEN, TelegramServer
from tests.servers.telegram_people import Sent

_ALLOWED = 1.08  # times the seconds that the limit alone takes, for the people and for the answers meanwhile
_FIRST_RECIPIENT = 100_001


@dataclass
class Talker:
    """Answers each question some seconds after it came; `waits` are the seconds until the bot's answers."""

    server: TelegramServer
    chat: int
    chance: random.Random
    waits: list[float] = field(default_factory=list)
    inbox: "asyncio.Queue[Sent]" = field(default_factory=asyncio.Queue)

    def __post_init__(self) -> None:
        self.server.person(self.chat)
        self.server.chats[self.chat].tell = self.inbox.put_nowait

    async def talk(self) -> None:
        filling, sent = Filling(4), None
        while True:
            await asyncio.sleep(self.chance.uniform(3, 12))
            text = filling.next_text(0, sent)
            begun = time.monotonic()
            self.server.write(self.chat, text or "menu")
            sent = await self.inbox.get()
            self.waits.append(time.monotonic() - begun)


@dataclass
class Recipients:
    """Those who get the reminder, and when each message of the service went out."""

    server: TelegramServer
    count: int
    arrivals: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.all_done = asyncio.Event()
        for chat in self.chats:
            self.server.person(chat)
            self.server.chats[chat].tell = self._hear

    @property
    def chats(self) -> range:
        return range(_FIRST_RECIPIENT, _FIRST_RECIPIENT + self.count)

    def _hear(self, _: Sent) -> None:
        self.arrivals.append(time.monotonic())
        if len(self.arrivals) >= self.count:
            self.all_done.set()

    @property
    def repeats(self) -> int:
        return sum(len(self.server.received(chat)) > 1 for chat in self.chats)


def _put_out(path: Path, chats: Sequence[int]) -> None:
    engine = make_engine(f"sqlite:///{path}")
    button = Button("Làm ngay", "0|open 1")
    text = "• Báo cáo cải cách hành chính Quý I năm 2024: hạn nộp 17:00 thứ Sáu 15/3/2024"
    with transaction(engine) as session:
        reminders = (
            Outgoing("telegram", str(chat), text, title="Nhắc hạn nộp báo cáo", buttons=(button,), bulk=True) for chat in chats
        )
        put(session, reminders, demo.START)
    engine.dispose()


def _counts(path: Path) -> dict[str, int]:
    engine = make_engine(f"sqlite:///{path}")
    with transaction(engine) as session:
        counts = delivery_counts(session)
    engine.dispose()
    return counts


def _busiest_second(times: Sequence[float]) -> int:
    first = most = 0
    for last, at in enumerate(times):
        while at - times[first] >= 1:
            first += 1
        most = max(most, last - first + 1)
    return most


async def _broadcast(server: TelegramServer, path: Path, recipients: Recipients, talkers: list[Talker]) -> float:
    """Seconds until everybody has it, from the first call of the bot on."""
    settings = {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_BASE": server.base, "DATABASE_URL": f"sqlite:///{path}"}
    environment = os.environ | settings | {"PYTHONPATH": str(Path(__file__).parent.parent)}
    process = await asyncio.create_subprocess_exec(sys.executable, "-m", "bot", "serve", env=environment)
    talking: list[asyncio.Task[None]] = []
    try:
        await server.until(lambda: server.polls > 0)
        begun = time.monotonic()
        talking += [asyncio.create_task(talker.talk()) for talker in talkers]
        await asyncio.wait_for(recipients.all_done.wait(), 600)
        return time.monotonic() - begun
    finally:
        for task in talking:
            task.cancel()
        process.terminate()
        await process.wait()


async def _measure(arguments: argparse.Namespace, path: Path) -> None:
    make_office(f"sqlite:///{path}", arguments.talkers, 4)
    async with TelegramServer(latency=arguments.latency) as server:
        recipients = Recipients(server, arguments.people)
        chance = random.Random(1)
        talkers = [Talker(server, 1001 + number, chance) for number in range(arguments.talkers)]
        _put_out(path, recipients.chats)
        server.overall, server.per_chat = 30, 1
        seconds = await _broadcast(server, path, recipients, talkers)
        waits = [wait for talker in talkers for wait in talker.waits]
        ideal = (arguments.people + len(waits)) / 30
        print(f"{arguments.people} people, each call {arguments.latency * 1000:.0f} ms; counts {_counts(path)}")
        print(f"refused with 429: {sum(call.status == 429 for call in server.calls)} (must be 0)")
        print(f"came twice: {recipients.repeats}; most messages in any one second: {_busiest_second(server.arrivals)} of 30")
        print(f"seconds: {seconds:.1f} = {seconds / ideal:.2f} times the limit's own {ideal:.0f} (must be at most {_ALLOWED})")
        print(f"{arguments.talkers} people talked meanwhile, {len(waits)} answers ({len(waits) / seconds:.1f} a second)")
        median, longest = statistics.median(waits), max(waits)
        print(f"wait for an answer: median {median:.3f} s (must be < 0.1), maximum {longest:.3f} s (must be < 0.5)")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=3321)
    parser.add_argument("--talkers", type=int, default=20)
    parser.add_argument("--latency", type=float, default=0.05, help="seconds that every Bot API call takes")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(_measure(arguments, Path(folder) / "broadcast.db"))


if __name__ == "__main__":
    main()
