"""Our own web pages at work on loopback."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Mapping
from datetime import timedelta

import uvicorn
from starlette.types import ASGIApp

from bot.running.app import App
from bot.sending.links import LinkOffice
from bot.web import web_application
from bot.web.webhooks import Hook

SECRET_KEY = "a key of the tests, thirty-two characters long"  # noqa: S105 - made up


def listening() -> tuple[socket.socket, LinkOffice]:
    """A socket, and the office whose links lead to it."""
    listener = socket.create_server(("127.0.0.1", 0))
    address = f"http://127.0.0.1:{listener.getsockname()[1]}"
    return listener, LinkOffice(address, SECRET_KEY, timedelta(hours=48))


class _Server(uvicorn.Server):
    """Begins and ends at once: the real one looks every 0.1 s whether it should, which is most of a short test's time."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ending = asyncio.Event()

    @contextlib.contextmanager
    def capture_signals(self):  # type: ignore[no-untyped-def]  # noqa: ANN202 - a generator of nothing
        yield

    async def main_loop(self) -> None:
        await self.on_tick(0)
        await self.ending.wait()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        for server in self.servers:
            server.close()
        for listener in sockets or []:
            listener.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()
        await asyncio.gather(*self.server_state.tasks)


@contextlib.asynccontextmanager
async def served(application: ASGIApp, listener: socket.socket) -> AsyncIterator[None]:
    """Serve these pages until the end of the block."""
    server = _Server(uvicorn.Config(application, interface="asgi3", log_config=None, access_log=False, lifespan="off"))
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    try:
        yield
    finally:
        server.ending.set()
        await serving


@contextlib.asynccontextmanager
async def web_pages(
    app: App, listener: socket.socket, office: LinkOffice | None, hooks: Mapping[str, Hook] | None = None
) -> AsyncIterator[None]:
    """Serve the pages of one app until the end of the block."""
    async with served(web_application(app, office, hooks), listener):
        yield
