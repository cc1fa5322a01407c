"""Two `dunghan serve` on one database: one works, one stands by and takes over; nothing is sent twice, and none is lost."""

import asyncio
import os
import shutil
import signal
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from bot.messages.messages import Outgoing
from bot.running.clock import system_clock
from bot.running.lease import STANDING_BY, AdvisoryLease, FileLease, lease_of
from bot.storage.database import make_engine, transaction
from tests.bot.cli.test_serving import dunghan
from tests.conftest import fresh_database
from tests.servers.serving import on_loop, outbox_rows, put_out
from tests.servers.telegram import TOKEN, TelegramServer
from tracker.office.units import Unit

CHATS = range(7001, 7011)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    with fresh_database(request.param, request, tmp_path) as address:
        yield address


@pytest.fixture
def path(tmp_path: Path, sqlite_template: Path) -> Path:
    found = tmp_path / "dunghan.db"
    shutil.copy(sqlite_template, found)
    return found


def put(url: str, what: str) -> None:
    """As reminders do: a message to everybody."""
    engine: Engine = make_engine(url)
    put_out(engine, system_clock(), *(Outgoing("telegram", str(chat), what, bulk=True) for chat in CHATS))
    engine.dispose()


def sent(server: TelegramServer) -> Counter[tuple[int, str]]:
    return Counter((chat, one.text) for chat in CHATS for one in server.received(chat))


async def settled(url: str) -> None:
    """Until every message is sent, and that is written down: what is not when a process is killed is sent again."""
    engine = make_engine(url)
    while any(row.sent_at is None for row in outbox_rows(engine)):  # noqa: ASYNC110 - another process sends them
        await asyncio.sleep(0.1)
    engine.dispose()


@pytest.mark.parametrize("ends", [signal.SIGTERM, signal.SIGKILL])
@on_loop
async def test_the_second_stands_by_and_takes_over(url: str, tmp_path: Path, ends: signal.Signals) -> None:
    async with TelegramServer() as server:
        for chat in CHATS:
            server.person(chat)
        settings = {"DATABASE_URL": url, "TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_BASE": server.base}
        put(url, "before")
        async with dunghan(tmp_path, "serve", **settings) as one, dunghan(tmp_path, "serve", **settings) as other:
            saying = [asyncio.create_task(command.says(STANDING_BY)) for command in (one, other)]
            done, waits = await asyncio.wait(saying, return_when=asyncio.FIRST_COMPLETED)
            second, first = (one, other) if saying[0] in done else (other, one)
            for task in waits:
                task.cancel()
            for chat in CHATS:
                server.write(chat, "xin chào")
            put(url, "between")
            await server.until(lambda: sum(sent(server).values()) >= 3 * len(CHATS))
            await settled(url)
            first.process.send_signal(ends)
            await first.process.wait()
            put(url, "after")
            server.write(CHATS[0], "xin chào")
            await second.says("Telegram: serving as")
            await server.until(lambda: sum(sent(server).values()) >= 4 * len(CHATS) + 1)
            await settled(url)
            second.process.send_signal(signal.SIGTERM)
            code, _, said = await second.ends()
            assert code == 0, said
        texts = sent(server)
        assert {count for (_, text), count in texts.items() if text in {"before", "between", "after"}} == {1}
        assert sum(texts.values()) == 4 * len(CHATS) + 1


@on_loop
async def test_who_stands_by_ends_when_asked(tmp_path: Path, path: Path) -> None:
    lease = FileLease(path)
    assert lease.take()
    async with dunghan(tmp_path, "serve", TELEGRAM_BOT_TOKEN=TOKEN, TELEGRAM_API_BASE="http://127.0.0.1:1") as command:
        await command.says(STANDING_BY)
        command.process.send_signal(signal.SIGTERM)
        code, _, _ = await command.ends()
    lease.release()
    assert code == 0


@pytest.mark.parametrize("put_instead", [False, True])
@on_loop
async def test_a_database_that_is_moved_away_stops_it(
    tmp_path: Path, path: Path, sqlite_template: Path, put_instead: bool
) -> None:
    async with TelegramServer() as server:
        server.person(7)
        settings = {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_BASE": server.base}
        async with dunghan(tmp_path, "serve", **settings) as command:
            await command.says("Telegram: serving as")
            server.write(7, "xin chào")
            await server.receives(7, 1)
            os.rename(path, tmp_path / "away.db")  # noqa: PTH104 - a loop may wait here
            if put_instead:
                shutil.copy(sqlite_template, path)
            code, _, said = await command.ends()
    assert code == 1
    assert "was moved away or replaced while it was served" in said


def test_nothing_is_written_to_a_file_that_was_moved_away(tmp_path: Path, path: Path) -> None:
    engine = make_engine(f"sqlite:///{path}")
    with transaction(engine) as session:
        session.add(Unit(code="A", name="A", level="xã"))
    path.rename(tmp_path / "away.db")
    with pytest.raises(Exception, match="moved away or replaced"), transaction(engine) as session:
        session.add(Unit(code="B", name="B", level="xã"))
    engine.dispose()


def test_a_lease_is_one_persons_at_a_time(url: str) -> None:
    one, other = lease_of(url), lease_of(url)
    assert one.take()
    assert not other.take()
    one.watch()
    one.release()
    assert other.take()
    if isinstance(one, AdvisoryLease):
        with pytest.raises(Exception, match="Another `dunghan serve`"):
            one.watch()
    other.release()
