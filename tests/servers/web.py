"""Our own web pages at work on loopback."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Mapping
from datetime import timedelta

import uvicorn

from bot.app import App
from bot.links import LinkOffice
from bot.web import web_application
from bot.web.webhooks import Hook

SECRET_KEY = "a key of the tests, thirty-two characters long"  # noqa: S105 - made up


def listening() -> tuple[socket.socket, LinkOffice]:
    """A socket, and the office whose links lead to it."""
    listener = socket.create_server(("127.0.0.1", 0))
    address = f"http://127.0.0.1:{listener.getsockname()[1]}"
    return listener, LinkOffice(address, SECRET_KEY, timedelta(hours=48))


class _Server(uvicorn.Server):
    @contextlib.contextmanager
    def capture_signals(self):  # type: ignore[no-untyped-def]  # noqa: ANN202 - a generator of nothing
        yield


@contextlib.asynccontextmanager
async def web_pages(
    app: App, listener: socket.socket, office: LinkOffice | None, hooks: Mapping[str, Hook] | None = None
) -> AsyncIterator[None]:
    """Serve them until the end of the block."""
    server = _Server(uvicorn.Config(web_application(app, office, hooks), log_config=None, access_log=False, lifespan="off"))
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    try:
        yield
    finally:
        server.should_exit = True
        await serving
        listener.close()
