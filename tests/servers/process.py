"""The real process of the bot, as an office runs it, for tests that kill it."""

import asyncio
import contextlib
import json
import os
import signal
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

from tests.servers.telegram import TOKEN, TelegramServer

PATIENCE = 600  # seconds for whatever ends at once when nothing is wrong; beside other work everything takes its time
_ROOT = Path(__file__).parent.parent.parent


@dataclass
class Life:
    """A process of the bot, from its start to its end."""

    number: int
    ending: "asyncio.Task[int]"  # gives its exit status, below 0 if it was killed

    @property
    def ended(self) -> int | None:
        """How it ended; None while it lives."""
        return self.ending.result() if self.ending.done() else None


@dataclass
class Nest:
    """Gives birth to one process of the bot after the other (see `warm`)."""

    process: asyncio.subprocess.Process

    async def _answer(self) -> int:
        assert self.process.stdout
        return int(await self.process.stdout.readline())

    async def hatch(self, folder: Path, log: Path, environment: dict[str, str], *arguments: str) -> Life:
        assert self.process.stdin
        life = {"folder": str(folder), "log": str(log), "environment": environment, "arguments": arguments}
        self.process.stdin.write(json.dumps(life).encode() + b"\n")
        return Life(await self._answer(), asyncio.create_task(self._answer()))


@contextlib.asynccontextmanager
async def nest() -> AsyncIterator[Nest]:
    """What processes come from; it ends with the test, whose last process has ended by then."""
    environment = os.environ | {
        "PYTHONFAULTHANDLER": "1",  # where a process stood stands in its log when it does not end
        "PYTHONPATH": str(_ROOT),
    }
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.servers.warm", env=environment, stdin=pipe, stdout=pipe
    )
    try:
        yield Nest(process)
    finally:
        assert process.stdin
        process.stdin.close()
        await process.wait()


async def start(nest: Nest, path: Path, server: TelegramServer, **settings: str) -> Life:
    """Serve the database at `path`; it is at work when it polls. Its log stands beside the database."""
    polls, log = server.polls, path.with_suffix(".log")
    environment = os.environ | {
        "DATABASE_URL": f"sqlite:///{path}",
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "TELEGRAM_API_BASE": server.base,
    }
    life = await nest.hatch(path.parent, log, environment | settings, "serve")
    polling = asyncio.create_task(server.until(lambda: server.polls > polls))
    await asyncio.wait({life.ending, polling}, return_when=asyncio.FIRST_COMPLETED, timeout=PATIENCE)
    polling.cancel()
    if server.polls == polls:
        await kill(life)
        raise AssertionError(f"it did not start, see {log}")
    return life


async def kill(life: Life) -> None:
    """End it suddenly; one that had ended by itself (below 0: by somebody's signal) is a fault."""
    ended = life.ended
    if ended is None:
        os.kill(life.number, signal.SIGKILL)
        await life.ending
    assert ended is None, f"it had ended by itself with {ended}"


async def stop(life: Life, path: Path) -> None:
    """Ask it to end, which it does in good order."""
    os.kill(life.number, signal.SIGTERM)
    await asyncio.wait({life.ending}, timeout=PATIENCE)
    if life.ended is None:
        os.kill(life.number, signal.SIGABRT)
        await life.ending
        log = path.with_suffix(".log").read_text(encoding="utf-8")
        raise AssertionError(f"it was asked to stop and did not:\n{log[-6000:]}")
    assert life.ended == 0
