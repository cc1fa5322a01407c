"""The real process of the bot, as an office runs it, for tests that kill it."""

import asyncio
import os
import signal
import sys
from pathlib import Path

from tests.servers.telegram import TOKEN, TelegramServer

_SECONDS = 30  # for starting and for ending, when something is wrong


async def start(path: Path, server: TelegramServer, **settings: str) -> asyncio.subprocess.Process:
    """Serve the database at `path`; it is at work when it polls. Its log stands beside the database."""
    polls, log = server.polls, path.with_suffix(".log")
    environment = os.environ | {
        "PYTHONFAULTHANDLER": "1",  # where it stood stands in the log when it does not end
        "DATABASE_URL": f"sqlite:///{path}",
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "TELEGRAM_API_BASE": server.base,
        "PYTHONPATH": str(Path(__file__).parent.parent.parent),
        "PYTHONDONTWRITEBYTECODE": "",  # compiled code is kept in the test's folder: starting is most of the time
        "PYTHONPYCACHEPREFIX": str(path.parent / "compiled"),
    }
    with log.open("ab") as stderr:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "serve", cwd=path.parent, env=environment | settings, stderr=stderr
        )
    running = asyncio.create_task(process.wait())
    polling = asyncio.create_task(server.until(lambda: server.polls > polls))
    await asyncio.wait({running, polling}, return_when=asyncio.FIRST_COMPLETED, timeout=_SECONDS)
    running.cancel()
    polling.cancel()
    if server.polls == polls:
        await kill(process)
        raise AssertionError(f"it did not start, see {log}")
    return process


async def kill(process: asyncio.subprocess.Process) -> None:
    """End it suddenly; one that had ended by itself (below 0: by somebody's signal) is a fault."""
    ended = process.returncode
    if ended is None:
        process.kill()
        await process.wait()
    assert ended is None, f"it had ended by itself with {ended}"


async def stop(process: asyncio.subprocess.Process, path: Path) -> None:
    """Ask it to end, which it does in good order."""
    process.send_signal(signal.SIGTERM)
    try:
        async with asyncio.timeout(_SECONDS):
            assert await process.wait() == 0
    except TimeoutError:
        process.send_signal(signal.SIGABRT)
        await process.wait()
        log = path.with_suffix(".log").read_text(encoding="utf-8")
        raise AssertionError(f"it was asked to stop and did not:\n{log[-6000:]}") from None
