"""Pages from their templates, which stand with the texts; one stylesheet and one script, named by what is in them."""

import hashlib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Robots-Tag": "noindex, nofollow",
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    ),
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
_KINDS = {"css": "text/css", "js": "text/javascript"}
_FOR_GOOD = {"Cache-Control": "public, max-age=31536000, immutable", "X-Content-Type-Options": "nosniff"}


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("bot.texts.pages", "templates"),
        autoescape=select_autoescape(),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["style"], made.globals["script"] = asset_path("pages.css"), asset_path("pages.js")
    return made


@cache
def _asset(name: str) -> bytes:
    return (files("bot.web") / "assets" / name).read_bytes()


@cache
def asset_path(name: str) -> str:
    """Where a file of ours is served; another address whenever it is changed, so that browsers may keep it for good."""
    stem, _, kind = name.rpartition(".")
    return f"/tinh/{stem}.{hashlib.sha256(_asset(name)).hexdigest()[:12]}.{kind}"


def asset_routes() -> list[Route]:
    """The stylesheet and the script."""
    return [Route(asset_path(name), _giving(name), methods=["GET"]) for name in ("pages.css", "pages.js")]


def _giving(name: str) -> Any:
    async def give(_request: Request) -> Response:
        return Response(_asset(name), media_type=_KINDS[name.rpartition(".")[2]], headers=_FOR_GOOD)

    return give


def page(template: str, facts: Mapping[str, Any], status: int = 200) -> HTMLResponse:
    """A page of this template."""
    return HTMLResponse(_environment().get_template(template).render(facts), status_code=status, headers=HEADERS)
