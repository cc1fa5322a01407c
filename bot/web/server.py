"""Uvicorn as we use it: the signals, the log and the life of the program are left to us."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from typing import Any

import uvicorn
from starlette.types import ASGIApp

from bot.sending.links import LinkOffice

_QUIET: dict[str, Any] = {
    "log_config": None,
    "access_log": False,
    "log_level": "warning",
    "lifespan": "off",
}  # paths are secrets


class PageServer(uvicorn.Server):
    """Serves an application until it is told to end."""

    def __init__(self, application: ASGIApp) -> None:
        """Serve this."""
        super().__init__(uvicorn.Config(application, **_QUIET))

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Capture none."""
        yield


def loopback_office(secret_key: str) -> tuple[socket.socket, LinkOffice]:
    """A place on this machine that nobody else reaches, and the office whose links lead there."""
    listener = socket.create_server(("127.0.0.1", 0))
    return listener, LinkOffice(f"http://127.0.0.1:{listener.getsockname()[1]}", secret_key, timedelta(hours=48))


@contextlib.asynccontextmanager
async def served_at(application: ASGIApp, listener: socket.socket) -> AsyncIterator[None]:
    """Serve an application there until the end of the block."""
    server = PageServer(application)
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    try:
        yield
    finally:
        server.should_exit = True
        await serving
        listener.close()
