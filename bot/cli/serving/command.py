"""dunghan serve: the bot at work."""

import asyncio
import socket
from typing import Annotated

import typer
from sqlalchemy import Engine

from bot.channels.registry import services
from bot.cli.common.office import at_work, open_database
from bot.cli.serving.connecting import kept, say, tend
from bot.cli.serving.process import machine_of, new_event_loop, set_up_process, ticking_of, work_until_told
from bot.cli.serving.together import serve_together
from bot.cli.serving.web import link_office, page_server, web_listener
from bot.errors.command_line import NoChannel
from bot.running.app import App
from bot.running.lease import Lease, end_without, lease_of, stand_by
from bot.running.settings import Settings
from bot.running.variables import said_of_unknown, unknown_variables
from tracker.audit.log import Deed, What, note

_WORKERS = typer.Option(
    min=1,
    help="Serve with so many processes, on this machine and on any other whose `serve --workers` uses the same "
    "PostgreSQL; without it one process serves alone.",
)


def serve(workers: Annotated[int | None, _WORKERS] = None) -> None:
    """Run the bot: every channel that has a token, the web pages, and the reminders, until it is stopped."""
    settings = Settings()
    known = services().values()
    if all(service.settings().bot_token is None for service in known):
        raise NoChannel(variables=" or ".join(service.token_variable for service in known))
    set_up_process()
    for name, meant in unknown_variables().items():
        say(said_of_unknown(name, meant))
    if workers is not None:
        serve_together(settings, workers)
        return
    lease = lease_of(settings.database_url)
    if not stand_by(lease, say):
        return
    try:
        _work(settings, lease)
    finally:
        lease.release()


def _work(settings: Settings, lease: Lease) -> None:
    with open_database() as engine, at_work(engine) as session:
        note(session, Deed(What.DATABASE, "served"))  # refused before anybody is answered if there is no key for the log
    lease.watch()
    with (
        open_database() as engine,
        web_listener(settings) as listener,
        asyncio.Runner(loop_factory=new_event_loop) as runner,
    ):
        runner.run(_serve(engine, settings, listener, lease))


async def _serve(engine: Engine, settings: Settings, listener: socket.socket | None, lease: Lease) -> None:
    channels = await kept(settings.public_url if listener else None)
    office = link_office(settings, listener)
    app = App(engine, {channel.name: channel for channel in channels}, link_office=office)
    app.look_after(machine_of(settings))
    app.retention = settings.retention
    await app.deliver_waiting()
    ticking = ticking_of(app)
    ticking.start()
    works = [*(tend(channel, app) for channel in channels), end_without(lease)]
    await work_until_told(works, page_server(app, office, channels), listener)
    await ticking.stop()
    await app.close()
    for channel in channels:
        await channel.close()
