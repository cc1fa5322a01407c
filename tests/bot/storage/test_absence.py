"""The log while the database is away: one line at once, one in a while, one when it is back."""

import asyncio
import logging
import re
from pathlib import Path
from typing import Self

import pytest
from sqlalchemy import make_url
from sqlalchemy.exc import OperationalError

from bot.storage.absence import SAID_EVERY, Absence, is_told
from tests.bot.cli.test_serving import dunghan
from tests.conftest import fresh_database
from tests.servers.serving import on_loop
from tests.servers.telegram import TOKEN, TelegramServer

AWAY, BACK = "no database", "the database is back"


class Database:
    """Comes and goes; time passes as told."""

    def __init__(self, caplog: pytest.LogCaptureFixture) -> None:
        caplog.set_level(logging.WARNING)
        self.passed, self._caplog = 0.0, caplog
        self.absence = Absence(lambda: self.passed)

    def misses(self, why: str = "refused", times: int = 1) -> list[str]:
        for _ in range(times):
            fault = OperationalError("SELECT 1", None, Exception(f"{why}\n\tmore"))
            self.absence.missed(fault)
            assert is_told(fault)
        return self.said()

    def said(self) -> list[str]:
        found = [record.message for record in self._caplog.records]
        self._caplog.clear()
        return found


def test_an_absence_is_said_once_then_once_in_a_while_then_that_it_is_over(caplog: pytest.LogCaptureFixture) -> None:
    database = Database(caplog)
    database.absence.reached()
    assert database.said() == []
    assert database.misses(times=50) == ["no database: refused; what comes in and goes out waits until it is back"]
    database.passed = SAID_EVERY
    assert database.misses(times=3) == ["still no database after 10 minutes: refused; 49 faults since that was last said"]
    assert database.misses("starting up") == [
        "still no database after 10 minutes: starting up; 2 faults since that was last said"
    ]
    database.passed += 30
    database.absence.reached()
    database.absence.reached()
    assert database.said() == ["the database is back after 630 seconds; 0 faults since that was last said"]


def test_one_that_comes_and_goes_says_no_more_than_one_that_stays_away(caplog: pytest.LogCaptureFixture) -> None:
    database = Database(caplog)
    for _ in range(100):
        database.passed += 1
        database.misses()
        database.absence.reached()
    said = database.said()
    database.passed += SAID_EVERY
    said += database.misses()
    assert len(said) <= 3
    assert "99 faults" in said[-1]


def test_another_fault_is_not_told() -> None:
    assert not is_told(ValueError("x"))
    assert not is_told(None)


class Line:
    """The way to the server of PostgreSQL, which can be cut."""

    def __init__(self, folder: Path, socket: str) -> None:
        self.folder, self._socket = folder, socket
        self._server: asyncio.Server | None = None
        self._open: set[asyncio.StreamWriter] = set()

    async def __aenter__(self) -> Self:
        await self.mend()
        return self

    async def __aexit__(self, *_: object) -> None:
        self.cut()

    async def mend(self) -> None:
        self._server = await asyncio.start_unix_server(self._passes, self.folder / Path(self._socket).name)

    def cut(self) -> None:
        assert self._server
        self._server.close()
        for writer in self._open:
            writer.transport.abort()
        self._open.clear()

    async def _passes(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there_reader, there = await asyncio.open_unix_connection(self._socket)
        self._open |= {writer, there}
        await asyncio.gather(_pump(reader, there), _pump(there_reader, writer))


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while chunk := await reader.read(65_536):
            writer.write(chunk)
            await writer.drain()
    except OSError:
        pass
    finally:
        writer.close()


def line_to(url: str, folder: Path) -> tuple[Line, str]:
    """A line in this folder to the server of this address, and the address through it."""
    parsed = make_url(url)
    (socket,) = Path(str(parsed.query["host"])).glob(".s.PGSQL.*[0-9]")
    return Line(folder, str(socket)), parsed.set(query={"host": str(folder)}).render_as_string(hide_password=False)


@on_loop
async def test_a_server_that_is_away_leaves_a_few_lines_and_loses_nothing(
    request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    with fresh_database("postgresql", request, tmp_path) as url:
        way, through = line_to(url, tmp_path)
        async with TelegramServer() as server, way as line:
            server.person(7)
            settings = {"DATABASE_URL": through, "TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_BASE": server.base}
            async with dunghan(tmp_path, "serve", **settings) as command:
                await command.says("Telegram: serving as")
                server.write(7, "xin chào")
                await server.receives(7, 1)
                line.cut()
                await command.says(AWAY)
                server.write(7, "trợ giúp")
                polls = server.polls
                await server.until(lambda: server.polls > polls + 2)  # it was brought, and could not be stored
                await line.mend()
                await command.says(BACK)
                await server.receives(7, 2)
                command.process.terminate()
                code, _, said = await command.ends()
        assert code == 0, said
        assert "Traceback" not in said
        assert len(re.findall(BACK, said)) == 1
        assert len(re.findall(AWAY, said)) <= len({line.split(AWAY)[1] for line in said.splitlines() if AWAY in line})
