"""Several processes serve one PostgreSQL: nothing lost, nobody overtaken, whichever of them is killed, and whenever."""

import asyncio
import os
import random
import re
import signal
import time
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from bot.messages.messages import Outgoing
from bot.people.addresses import join
from bot.receiving.arrived import is_waiting
from bot.running.clock import system_clock
from bot.storage.database import make_engine, transaction
from tests.bot.cli.test_serving import Command, dunghan
from tests.by_row import figures_of
from tests.conftest import fresh_database
from tests.servers.serving import on_loop, outbox_rows, put_out
from tests.servers.telegram import TOKEN, TelegramServer
from tracker.audit_log.verifying import Chain, unlike_log
from tracker.calendar.periods import parse_period
from tracker.forms.catalogue import official_form
from tracker.forms.cell import Cell
from tracker.office.officers import Role, add_officer
from tracker.office.units import UnitLine, import_units, unit_by_code
from tracker.reports.figures import earlier_figures
from tracker.reports.reports import reports_of
from tracker.reports.rounds import Terms, open_round

_CHATS = range(7001, 7013)
_KILLS, _WORKERS = int(os.environ.get("WORKER_KILLS", "6")), 3
_AT_WORK = re.compile(r"Process (\d+) is at work")
_LEADS = re.compile(r"Process (\d+) asks for updates")
_NO_LIMITS = {"TELEGRAM_PER_SECOND": "0", "TELEGRAM_CHAT_SECONDS": "0"}
_SAID = re.compile(r"Đã ghi: 3\.2\.1 = (\d+)")


def _office(engine: Engine) -> None:
    """A district with a commune, and an officer there, for each chat; they have a report to fill."""
    with transaction(engine) as session:
        communes = [(f"XA-{chat}", f"Xã {chat}", "xã", "HUYEN") for chat in _CHATS]
        lines = [("HUYEN", "Chợ Đồn", "huyện", ""), *communes]
        import_units(session, [UnitLine(row, *line) for row, line in enumerate(lines, start=2)])
        now = system_clock()
        terms = Terms(parse_period("2024-Q1"), (now.date(), now.date()), now + timedelta(days=9), "")
        open_round(session, official_form("ban-thi-2024"), terms, unit_by_code(session, "HUYEN"), now)
        for chat in _CHATS:
            officer = add_officer(session, f"Cán bộ {chat}", unit_by_code(session, f"XA-{chat}"), Role.OFFICER)
            join(session, "telegram", str(chat), officer, now)


@dataclass
class Person:
    """Writes one value of a row after the other, some at once, and hears each of them named in this order."""

    server: TelegramServer
    chat: int
    written: int = 0
    heard: int = 0
    longest: float = 0.0  # seconds
    repeats: int = 0
    read: int = 0

    async def work(self, chance: random.Random, killing: "asyncio.Task[None]") -> None:
        self.server.write(self.chat, "/baocao")
        await self.server.until(lambda: bool(self.server.received(self.chat)))
        while not killing.done():
            for _ in range(chance.choice((1, 2, 5))):
                self.written += 1
                self.server.write(self.chat, f"3.2.1: {self.written}")
            begun = time.monotonic()
            await self.server.until(self._hears)
            self.longest = max(self.longest, time.monotonic() - begun)

    def _hears(self) -> bool:
        for sent in self.server.received(self.chat)[self.read :]:
            self.read += 1
            for value in map(int, _SAID.findall(sent.text)):
                if value <= self.heard:
                    self.repeats += 1
                else:
                    assert value == self.heard + 1, f"{self.chat} heard of {value} after {self.heard}"
                    self.heard = value
        return self.heard == self.written


async def _numbers(command: Command, said: re.Pattern[str], count: int) -> list[int]:
    """The numbers of processes that said so, once there are so many; the latest last."""
    assert command.process.stderr
    while len(found := [int(match[1]) for line in command.lines if (match := said.search(line))]) < count:
        line = (await command.process.stderr.readline()).decode()
        assert line, command.lines
        command.lines.append(line.strip())
    return found


async def _kill_some(command: Command, server: TelegramServer, chance: random.Random) -> None:
    """Every other time the one that leads."""
    led = 1
    killed: list[int] = []
    for kill in range(_KILLS):
        enough = server.count("sendMessage") + chance.choice((3, 10, 25))
        await server.until(lambda enough=enough: server.count("sendMessage") >= enough)  # type: ignore[misc]
        leader = (await _numbers(command, _LEADS, led))[-1]
        begun = await _numbers(command, _AT_WORK, _WORKERS + len(killed))
        number = leader if kill % 2 else chance.choice([one for one in begun if one not in killed])
        os.kill(number, signal.SIGKILL)
        killed.append(number)
        led += number == leader


@on_loop
async def test_workers_killed_at_random_lose_nothing_and_keep_the_order(
    request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    seed = int.from_bytes(os.urandom(4))
    print(f"seed {seed}")  # noqa: T201 - shown when the test fails
    chance = random.Random(seed)
    with fresh_database("postgresql", request, tmp_path) as url:
        engine = make_engine(url)
        _office(engine)
        async with TelegramServer() as server:
            people = [Person(server, server.person(chat)) for chat in _CHATS]
            settings = {"DATABASE_URL": url, "TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_BASE": server.base} | _NO_LIMITS
            async with dunghan(tmp_path, "serve", "--workers", str(_WORKERS), **settings) as command:
                await _numbers(command, _AT_WORK, _WORKERS)
                killing = asyncio.create_task(_kill_some(command, server, chance))
                put_out(engine, system_clock(), *(Outgoing("telegram", str(chat), "Nhắc", bulk=True) for chat in _CHATS))
                await asyncio.gather(*(person.work(chance, killing) for person in people))
                await server.until(lambda: all(any(s.text == "Nhắc" for s in server.received(chat)) for chat in _CHATS))
                await killing
                command.process.send_signal(signal.SIGTERM)
                code, _, said = await command.ends()
                assert code == 0, said
            assert max(person.repeats for person in people) <= _KILLS
            reminded = Counter(chat for chat in _CHATS for sent in server.received(chat) if sent.text == "Nhắc")
            assert max(reminded.values()) <= 1 + _KILLS
        _require_whole(engine, people)
        values, repeats = sum(person.heard for person in people), sum(person.repeats for person in people)
        longest = max(person.longest for person in people)
        print(f"{_KILLS} kills, {values} values, {repeats} came twice, longest wait {longest:.1f} s")  # noqa: T201
        engine.dispose()


def _require_whole(engine: Engine, people: list[Person]) -> None:
    """Every value stood, in the order of writing; nothing waits; the log is whole, and says what stands."""
    with transaction(engine) as session:
        assert not is_waiting(session)
        for person in people:
            (report,) = reports_of(session, unit_by_code(session, f"XA-{person.chat}").id)
            figures = [*earlier_figures(session, report, Cell("3.2.1")), figures_of(session, report)["3.2.1"]]
            assert [int(figure.amount or 0) for figure in figures] == list(range(1, person.heard + 1))
        log = Chain()
        while log.follow(session):
            pass
        assert log.conclude() is None
        assert unlike_log(session, 0)[0] == []
    # What a process had sent when it was killed may not be written down yet, but everybody has heard all.
    assert not any(row.failed_at or row.withdrawn_at for row in outbox_rows(engine))
