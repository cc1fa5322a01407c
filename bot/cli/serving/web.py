"""The web side of `dunghan serve`: where requests arrive, and the pages that are served there."""

import contextlib
import socket
from collections.abc import Iterator, Sequence
from datetime import timedelta

from bot.channels.channel import Served
from bot.channels.registry import services, without_files
from bot.cli.serving.connecting import say
from bot.running.app import App
from bot.running.settings import Settings
from bot.sending.links import LinkOffice
from bot.web import web_application
from bot.web.server import PageServer
from bot.web.webhooks import Hook


@contextlib.contextmanager
def web_listener(settings: Settings) -> Iterator[socket.socket | None]:
    """Where web requests arrive; None, and says why, if nothing can listen there."""
    try:
        listener = socket.create_server((settings.web_host, settings.web_port))
    except OSError as fault:
        say(f"Web: not served: {fault}. {_text_only()}.")
        yield None
        return
    with listener:
        host, port = listener.getsockname()[:2]
        if settings.public_url is None:
            say(f"Web: health and metrics on {host}:{port}; PUBLIC_URL is not set. {_text_only()}.")
            yield listener
            return
        files = (
            f"with files for {_listed(without_files())}" if settings.secret_key else f"SECRET_KEY is not set: {_text_only()}"
        )
        say(f"Web: serving {settings.public_url} on {host}:{port}, {files}.")
        yield listener


def _text_only() -> str:
    titles = without_files()
    return f"{_listed(titles)} {'gets' if len(titles) == 1 else 'get'} text only, no files"


def _listed(titles: Sequence[str]) -> str:
    return " and ".join(titles)


def link_office(settings: Settings, listener: socket.socket | None) -> LinkOffice | None:
    """What makes links, if pages are served and signed."""
    if listener is None or settings.public_url is None or settings.secret_key is None:
        return None
    return LinkOffice(settings.public_url, settings.secret_key.get_secret_value(), timedelta(hours=settings.link_hours))


def page_server(app: App, office: LinkOffice | None, channels: list[Served]) -> PageServer:
    """The server of the pages of one office, which also takes what services bring."""
    return PageServer(web_application(app, office, _hooks(channels)))


def _hooks(channels: list[Served]) -> dict[str, Hook]:
    return {
        channel.name: Hook(services()[channel.name].secret_header, channel.webhook.secret, channel.take)
        for channel in channels
        if channel.webhook
    }
