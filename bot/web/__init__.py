"""What is served over HTTP: pages, files by link, an upload page, webhooks, health; for a proxy that speaks HTTPS."""

from collections.abc import Mapping

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.reminders import health
from bot.running.app import App
from bot.sending.links import LinkOffice, LinkRefusal
from bot.texts.common import links as sentences
from bot.web import pages
from bot.web.files import file_routes
from bot.web.metrics import metrics_route
from bot.web.page_routes import page_routes
from bot.web.webhooks import Hook, webhook_routes


def web_application(app: App, office: LinkOffice | None = None, hooks: Mapping[str, Hook] | None = None) -> Starlette:
    """The pages of one office; `hooks` by the first part of their path."""

    async def tell_health(_: Request) -> Response:
        """200 if the database answers, no reminder waits too long and the ticks run."""
        try:
            status = await app.transact(lambda session: health.status(session, app.clock()))
        except Exception:  # noqa: BLE001 - whatever it is, it is not well
            return JSONResponse({"status": "no database"}, status_code=503)
        return JSONResponse({"status": status}, status_code=200 if status == health.WELL else 503)

    routes = [Route("/health", tell_health), metrics_route(app), *webhook_routes(app, hooks or {})]
    routes += [*file_routes(app, office), *page_routes(app, office)] if office else []
    return Starlette(routes=routes, exception_handlers={404: _say_that_it_is_no_link})


async def _say_that_it_is_no_link(_request: Request, _fault: Exception) -> Response:
    """A link that was cut short may lead nowhere at all."""
    return pages.said(sentences.REFUSED_TITLE, sentences.REFUSED[LinkRefusal.ALTERED], 404)
