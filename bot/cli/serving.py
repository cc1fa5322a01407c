"""dunghan serve: the bot at work."""

import asyncio
import contextlib
import signal
import socket
import sys
from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

import typer
import uvicorn
from sqlalchemy import Engine

from bot.channels.channel import SendFailed, Served
from bot.channels.registry import services, without_files
from bot.cli.common.office import at_work, open_database
from bot.errors.command_line import NoChannel, NoChannelLeft
from bot.running import logs
from bot.running.app import App
from bot.running.clock import system_clock
from bot.running.settings import Settings, every_secret
from bot.running.ticking import Ticking
from bot.sending.links import LinkOffice
from bot.web import web_application
from bot.web.webhooks import Hook
from tracker.audit.log import Deed, What, note
from tracker.calendar.working_days import load_calendar

if sys.platform == "win32":
    from asyncio import new_event_loop
else:
    from uvloop import new_event_loop

_OPEN_SECONDS, _REMIND_SECONDS, _DELIVER_SECONDS, _DROP_SECONDS = 300, 60, 2, 3600
_RECONNECT_SECONDS = 10
_HAND_OVER_SECONDS = 0.0001  # between loop and transaction thread; with Python's 5 ms each waits for the other (benchmarks/)
_QUIET: dict[str, Any] = {"log_config": None, "access_log": False, "lifespan": "off"}  # paths of links are secrets


def serve() -> None:
    """Run the bot: every channel that has a token, the web pages, and the reminders, until it is stopped."""
    settings = Settings()
    known = services().values()
    if all(service.settings().bot_token is None for service in known):
        raise NoChannel(variables=" or ".join(service.token_variable for service in known))
    logs.set_up(every_secret())
    sys.setswitchinterval(_HAND_OVER_SECONDS)
    load_calendar(system_clock().year)
    with open_database() as engine, at_work(engine) as session:
        note(session, Deed(What.DATABASE, "served"))  # refused before anybody is answered if there is no key for the log
    with (
        open_database() as engine,
        _web_listener(settings) as listener,
        asyncio.Runner(loop_factory=new_event_loop) as runner,
    ):
        runner.run(_serve(engine, settings, listener))


@contextlib.contextmanager
def _web_listener(settings: Settings) -> Iterator[socket.socket | None]:
    """Where web requests arrive; None, and says why, if there are to be no web pages."""
    try:
        if settings.public_url is None:
            raise OSError("PUBLIC_URL is not set")  # noqa: TRY301 - one sentence for every reason
        listener = socket.create_server((settings.web_host, settings.web_port))
    except OSError as fault:
        _say(f"Web: not served: {fault}. {_text_only()}.")
        yield None
        return
    with listener:
        host, port = listener.getsockname()[:2]
        files = (
            f"with files for {_listed(without_files())}" if settings.secret_key else f"SECRET_KEY is not set: {_text_only()}"
        )
        _say(f"Web: serving {settings.public_url} on {host}:{port}, {files}.")
        yield listener


def _text_only() -> str:
    titles = without_files()
    return f"{_listed(titles)} {'gets' if len(titles) == 1 else 'get'} text only, no files"


def _listed(titles: Sequence[str]) -> str:
    return " and ".join(titles)


def _link_office(settings: Settings, listener: socket.socket | None) -> LinkOffice | None:
    if listener is None or settings.public_url is None or settings.secret_key is None:
        return None
    return LinkOffice(settings.public_url, settings.secret_key.get_secret_value(), timedelta(hours=settings.link_hours))


async def _serve(engine: Engine, settings: Settings, listener: socket.socket | None) -> None:
    channels = await _kept(settings.public_url if listener else None)
    office = _link_office(settings, listener)
    app = App(engine, {channel.name: channel for channel in channels}, link_office=office)
    await app.deliver_waiting()
    ticking = _ticking(app)
    ticking.start()
    stopping = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopping.set)
    async with asyncio.TaskGroup() as group:
        listening = [group.create_task(_tend(channel, app)) for channel in channels]
        web = _Web(uvicorn.Config(web_application(app, office, _hooks(channels)), **_QUIET))
        if listener:
            group.create_task(web.serve(sockets=[listener]))
        await stopping.wait()
        web.should_exit = True
        for task in listening:
            task.cancel()
    await ticking.stop()
    await app.close()
    for channel in channels:
        await channel.close()


class _Web(uvicorn.Server):
    """Uvicorn, which leaves the signals to us."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Capture none."""
        yield


def _hooks(channels: list[Served]) -> dict[str, Hook]:
    return {
        channel.name: Hook(services()[channel.name].secret_header, channel.webhook.secret, channel.take)
        for channel in channels
        if channel.webhook
    }


async def _kept(public_url: str | None) -> list[Served]:
    """The channels to serve, connected or to be connected; says of each one what becomes of it. Raises NoChannelLeft."""
    channels = []
    for service in services().values():
        channel = service.connect(public_url)
        if channel:
            channels.append(channel)
        else:
            _say(f"{service.title}: not served: {service.token_variable} is not set.")
    accepted = await asyncio.gather(*(_connect(channel) for channel in channels))
    for channel in [channel for channel, kept in zip(channels, accepted, strict=True) if not kept]:
        channels.remove(channel)
        await channel.close()
    if not channels:
        raise NoChannelLeft
    return channels


async def _connect(channel: Served) -> bool:
    """Whether to serve it: the service accepts us, or could not be asked."""
    service = services()[channel.name]
    try:
        name = await channel.open()
    except SendFailed as failure:
        if failure.kind.retryable:
            _say(f"{service.title}: {failure}; trying again every {_RECONNECT_SECONDS} seconds.")
        else:
            _say(f"{service.title}: not served: {failure}.")
        return failure.kind.retryable
    way = f"updates come to {channel.webhook.url}" if channel.webhook else service.polling
    _say(f"{service.title}: serving as {name}, {way}.")
    return True


async def _tend(channel: Served, app: App) -> None:
    """Listen, as soon as the service can be reached."""
    while not channel.is_open:
        await asyncio.sleep(_RECONNECT_SECONDS)
        if not await _connect(channel):
            return
    await channel.listen(app.receive)


def _ticking(app: App) -> Ticking:
    ticks = (
        (app.open_rounds, _OPEN_SECONDS),
        (app.remind, _REMIND_SECONDS),
        (app.deliver_waiting, _DELIVER_SECONDS),
        (app.drop_expired, _DROP_SECONDS),
    )
    return Ticking(ticks, system_clock)


def _say(line: str) -> None:
    typer.echo(line, err=True)
