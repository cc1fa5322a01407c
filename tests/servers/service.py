"""What the loopback services share: they run on a port of their own, know a token, and answer JSON."""

import asyncio
import contextlib
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractAsyncContextManager
from typing import Any, ClassVar, Self

from aiohttp import web

from tests.servers.telegram_people import Call, People
from tests.servers.telegram_rules import Json, Refused


class Service(People):
    """A service and the people who use it; `async with` it, or `in_thread` it. A method `x` of it is a `_do_x` here."""

    refuses_with_status: ClassVar[bool] = True  # otherwise HTTP says 200 whatever happens
    longest_body: ClassVar[int] = 2**20  # bytes
    cancels: ClassVar[bool] = False  # a call whose caller goes away

    def __init__(self, token: str) -> None:
        super().__init__()
        self.token = token
        self.polls = 0
        self.webhook: Json = {}
        self._closing = False

    async def __aenter__(self) -> Self:
        application = web.Application(client_max_size=self.longest_body)
        application.add_routes(self._routes())
        self._runner = web.AppRunner(application, access_log=None, shutdown_timeout=1, handler_cancellation=self.cancels)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.base = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        self._closing = True
        self._changed()
        await self._runner.cleanup()

    def _routes(self) -> list[web.RouteDef]:
        return [web.post("/bot{token}/{method}", self._answer)]

    async def _fields(self, request: web.Request) -> Json:
        return dict(await request.json())

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        method, fields = request.match_info["method"], await self._fields(request)
        page = None
        try:
            status, answer = 200, {"ok": True, "result": await self._do(request.match_info["token"], method, fields)}
        except Refused as refused:
            status, answer, page = refused.code, refused.answer, refused.page
        self.calls.append(Call(method, fields, status))
        self._changed()
        if not status and request.transport is not None:
            request.transport.abort()
        if page is not None:
            return web.Response(text=page, status=status)
        return web.json_response(answer, status=(status or 500) if self.refuses_with_status else 200)

    async def _do(self, token: str, method: str, fields: Json) -> Any:
        if token != self.token:
            raise Refused("Unauthorized", 401)
        await self._meet_faults(method, fields)
        handler = getattr(self, f"_do_{method}", None)
        if handler is None:
            raise Refused("Not Found", 404)
        return await handler(fields)


@contextlib.contextmanager
def in_thread(server: AbstractAsyncContextManager[Any]) -> Iterator[Callable[..., Any]]:
    """Run the server on a loop of its own; yields a function that runs a coroutine there and gives its result."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()

    def call(work: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(work, loop).result(600)

    call(server.__aenter__())
    try:
        yield call
    finally:
        call(server.__aexit__(None, None, None))
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()
