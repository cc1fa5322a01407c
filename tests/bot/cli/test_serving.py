"""dunghan serve with no token, one, two, a wrong one: each says in one line what runs and what does not."""

import asyncio
import contextlib
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from tests.house import ROOT
from tests.servers import telegram, zalo
from tests.servers.serving import on_loop
from tests.servers.telegram import TelegramServer
from tests.servers.telegram_people import People
from tests.servers.zalo import ZaloServer

_WRONG = "1:wrong"


class Command:
    """A command of ours in a process of its own."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process, self.lines = process, list[str]()

    async def says(self, wanted: str) -> str:
        """Wait for a line; everything that was said before it is kept."""
        assert self.process.stderr
        while not any(wanted in line for line in self.lines):
            line = (await self.process.stderr.readline()).decode()
            assert line, f"it ended, and did not say {wanted!r}: {self.lines}"
            self.lines.append(line.strip())
        return next(line for line in self.lines if wanted in line)

    async def ends(self) -> tuple[int, str, str]:
        out, err = await self.process.communicate()
        return int(self.process.returncode or 0), out.decode(), "\n".join([*self.lines, err.decode()])


@contextlib.asynccontextmanager
async def dunghan(folder: Path, *arguments: str, program: str = "bot", **settings: str) -> AsyncIterator[Command]:
    names = ("TELEGRAM_BOT_TOKEN", "ZALO_BOT_TOKEN", "PUBLIC_URL", "SECRET_KEY")
    environment = {name: value for name, value in os.environ.items() if name not in names}
    environment |= {"DATABASE_URL": f"sqlite:///{folder / 'dunghan.db'}", "PYTHONPATH": str(ROOT)} | settings
    environment["PYTHONDONTWRITEBYTECODE"] = ""  # compiled code is kept: starting is most of the time
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", program, *arguments),
        cwd=folder,
        env=environment,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        yield Command(process)
    finally:
        if process.returncode is None:
            process.kill()
            await process.communicate()


async def _stops(command: Command) -> None:
    command.process.send_signal(signal.SIGTERM)
    code, _, said = await command.ends()
    assert code == 0, said


@contextlib.asynccontextmanager
async def services() -> AsyncIterator[tuple[TelegramServer, ZaloServer, dict[str, str]]]:
    async with TelegramServer() as one, ZaloServer() as other:
        for server in (one, other):
            server.person(7)
        yield one, other, {"TELEGRAM_API_BASE": one.base, "ZALO_API_BASE": other.base}


async def _answers(server: People) -> None:
    count = len(server.received(7))
    server.write(7, "xin chào")
    await server.receives(7, count + 1)


@on_loop
async def test_without_a_token_it_says_what_to_set(tmp_path: Path) -> None:
    async with dunghan(tmp_path, "serve") as command:
        code, _, said = await command.ends()
    assert code == 1
    assert said.strip() == "There is nothing to serve: set TELEGRAM_BOT_TOKEN or ZALO_BOT_TOKEN in .env or in the environment."


@pytest.mark.parametrize("which", ["telegram", "zalo"])
@on_loop
async def test_with_one_token_it_serves_that_one_and_says_that_there_are_no_files_without_a_public_address(
    tmp_path: Path, which: str
) -> None:
    async with services() as (of_telegram, of_zalo, bases):
        token = {"TELEGRAM_BOT_TOKEN": telegram.TOKEN} if which == "telegram" else {"ZALO_BOT_TOKEN": zalo.TOKEN}
        async with dunghan(tmp_path, "serve", **bases, **token) as command:
            await command.says("Zalo gets text only, no files.")
            if which == "telegram":
                await command.says("Zalo: not served: ZALO_BOT_TOKEN is not set.")
                await command.says("Telegram: serving as @dunghan_test_bot, long polling.")
                await _answers(of_telegram)
            else:
                await command.says("Telegram: not served: TELEGRAM_BOT_TOKEN is not set.")
                assert "means for development" in await command.says("Zalo: serving as bot.dunghan, long polling")
                await _answers(of_zalo)
            await _stops(command)


@on_loop
async def test_with_two_tokens_and_a_public_address_it_serves_both_and_the_web(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    web = {
        "PUBLIC_URL": f"http://127.0.0.1:{port}",
        "WEB_PORT": str(port),
        "SECRET_KEY": "0123456789abcdef" * 2,
        "ZALO_WEBHOOK_SECRET": "a secret of zalo",
        "TELEGRAM_WEBHOOK_SECRET": "a-secret-of-telegram",
    }
    async with services() as (of_telegram, of_zalo, bases):
        tokens = {"TELEGRAM_BOT_TOKEN": telegram.TOKEN, "ZALO_BOT_TOKEN": zalo.TOKEN}
        async with dunghan(tmp_path, "serve", **bases, **tokens, **web) as command:
            await command.says(f"Web: serving http://127.0.0.1:{port} on 127.0.0.1:{port}, with files for Zalo.")
            await command.says(f"Zalo: serving as bot.dunghan, updates come to http://127.0.0.1:{port}/zalo.")
            await command.says(f"Telegram: serving as @dunghan_test_bot, updates come to http://127.0.0.1:{port}/telegram.")
            await of_zalo.until(lambda: bool(of_zalo.webhook))
            await of_telegram.until(lambda: bool(of_telegram.webhook))
            of_zalo.write(7, "xin chào")
            await of_zalo.bring_waiting()
            await of_zalo.receives(7, 1)
            async with httpx.AsyncClient() as service:
                header = {"X-Telegram-Bot-Api-Secret-Token": of_telegram.webhook["secret_token"]}
                update = of_telegram.write(7, "xin chào")
                assert (await service.post(f"{web['PUBLIC_URL']}/telegram", json=update, headers=header)).status_code == 200
                assert (await service.get(f"{web['PUBLIC_URL']}/health")).json() == {"status": "ok"}
            await of_telegram.receives(7, 1)
            await _stops(command)


@pytest.mark.parametrize("wrong", ["telegram", "zalo"])
@on_loop
async def test_a_wrong_token_is_named_and_does_not_stop_the_other(tmp_path: Path, wrong: str) -> None:
    async with services() as (of_telegram, of_zalo, bases):
        tokens = {
            "TELEGRAM_BOT_TOKEN": _WRONG if wrong == "telegram" else telegram.TOKEN,
            "ZALO_BOT_TOKEN": _WRONG if wrong == "zalo" else zalo.TOKEN,
        }
        async with dunghan(tmp_path, "serve", **bases, **tokens) as command:
            said = await command.says(f"{wrong.title()}: not served: ")
            assert f"{wrong.upper()}_BOT_TOKEN" in said
            assert _WRONG not in said
            await _answers(of_zalo if wrong == "telegram" else of_telegram)
            await _stops(command)


@on_loop
async def test_with_wrong_tokens_alone_it_ends(tmp_path: Path) -> None:
    wrong = {"TELEGRAM_BOT_TOKEN": _WRONG, "ZALO_BOT_TOKEN": _WRONG}
    async with services() as (_, _other, bases), dunghan(tmp_path, "serve", **bases, **wrong) as command:
        code, _, said = await command.ends()
    assert code == 1
    assert "There is nothing to serve: no token was accepted." in said


@on_loop
async def test_a_port_that_is_taken_stops_nobody(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        web = {"PUBLIC_URL": "https://x.example", "WEB_PORT": str(taken.getsockname()[1]), "SECRET_KEY": "s" * 32}
        web |= {"ZALO_BOT_TOKEN": zalo.TOKEN, "ZALO_WEBHOOK_SECRET": "a secret of zalo"}
        async with services() as (_, of_zalo, bases), dunghan(tmp_path, "serve", **bases, **web) as command:
            assert "use" in await command.says("Web: not served: ")
            await command.says("Zalo: serving as bot.dunghan, long polling")
            await _answers(of_zalo)
            await _stops(command)
