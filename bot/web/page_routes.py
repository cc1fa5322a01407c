"""Every page for people who are let in."""

from starlette.routing import Route

from bot.running.app import App
from bot.sending.links import LinkOffice
from bot.web.board_views import board_routes
from bot.web.office_views import office_routes
from bot.web.rendering import asset_routes
from bot.web.report_views import report_routes
from bot.web.rollup_views import rollup_routes
from bot.web.signing import Signing
from bot.web.site import Site
from bot.web.words_views import words_routes


def page_routes(app: App, office: LinkOffice) -> list[Route]:
    """Their paths."""
    site = Site(app, office)
    desks = (*board_routes(site), *rollup_routes(site), *office_routes(site))
    return [*asset_routes(), *Signing(site).routes(), *report_routes(site), *words_routes(site), *desks]
