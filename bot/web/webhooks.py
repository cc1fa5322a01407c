"""Where chat services bring their updates: known by a secret, and told 200 only when the update is stored."""

import hmac
import json
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.channels.channel import Receive
from bot.running.app import App
from bot.web.bodies import limited_body

_log = logging.getLogger(__name__)
_LARGEST_UPDATE = 256 * 1024  # bytes; a message has some thousands


@dataclass(frozen=True)
class Hook:
    """One service's updates: the header that carries the secret, and what stores an update."""

    header: str
    secret: str
    take: Callable[[object, Receive], Awaitable[None]]


def webhook_routes(app: App, hooks: Mapping[str, Hook]) -> list[Route]:
    """A path for each service."""
    return [Route(f"/{name}", _hearing(app, hook), methods=["POST"]) for name, hook in hooks.items()]


def _hearing(app: App, hook: Hook) -> Callable[[Request], Awaitable[Response]]:
    async def hear(request: Request) -> Response:
        given = request.headers.get(hook.header, "")
        if not hmac.compare_digest(given.encode(), hook.secret.encode()):  # in constant time
            return Response(status_code=403)
        body = await limited_body(request, _LARGEST_UPDATE)
        if body is None:
            return Response(status_code=413)
        try:
            update = json.loads(body)
        except (ValueError, RecursionError):
            return Response(status_code=400)
        try:
            await hook.take(update, app.receive)
        except Exception:  # noqa: BLE001 - whatever it is, the service is to bring the update again
            _log.exception("an update could not be stored; the service is told so")
            return Response(status_code=503)
        return Response(status_code=200)

    return hear
