"""dunghan serve --workers: several processes on one PostgreSQL, on one machine or on many.

Each takes what chat services bring, stores it, and answers what waits, whoever took it, one person's messages by one process
at a time. One of them leads: it asks for updates, does what is due, sends, and reads files. When it ends, another one leads.
"""

import asyncio
import os
import socket
import sys

from sqlalchemy import Engine, make_url

from bot.channels.channel import Served
from bot.channels.registry import services
from bot.cli.common.office import at_work, open_database
from bot.cli.serving.connecting import kept, say, tend
from bot.cli.serving.process import machine_of, new_event_loop, set_up_process, ticking_of, work_until_told
from bot.cli.serving.web import link_office, page_server, web_listener
from bot.errors.command_line import NoChannelLeft, OnlyOneProcess
from bot.running.app import App
from bot.running.lease import AdvisoryLease, Lease, end_without, leading, shared_lease, stand_by, until_ours
from bot.running.settings import Settings
from bot.running.ticking import Ticking
from bot.running.workers import REFUSED, starting, work_together
from bot.storage.bell import Bell
from tracker.audit.log import Deed, What, note


def serve_together(settings: Settings, workers: int) -> None:
    """Serve with so many processes until we are told to stop; raises OnlyOneProcess, NoChannelLeft."""
    if make_url(settings.database_url).get_backend_name() != "postgresql" or sys.platform == "win32":
        raise OnlyOneProcess
    lease = shared_lease(settings.database_url)
    if not stand_by(lease, say):
        return
    with open_database() as engine, at_work(engine) as session:
        note(session, Deed(What.DATABASE, "served"))  # refused before anybody is answered if there is no key for the log
    lease.release()  # each process has its own
    with web_listener(settings) as listener:
        channels = [f"bot.channels.{name}_bot" for name in services()]
        if not work_together(workers, starting((__name__, *channels, "apscheduler.triggers.interval"), _be_one, listener)):
            raise NoChannelLeft


def _be_one(listener: socket.socket | None) -> None:
    """The life of one process."""
    set_up_process()
    settings = Settings()
    lease = shared_lease(settings.database_url)
    if not stand_by(lease, say):
        return
    try:
        with open_database() as engine, asyncio.Runner(loop_factory=new_event_loop) as runner:
            runner.run(_serve(engine, settings, listener, lease))
    except NoChannelLeft:
        sys.exit(REFUSED)
    finally:
        lease.release()


async def _serve(engine: Engine, settings: Settings, listener: socket.socket | None, lease: Lease) -> None:
    channels = await kept(settings.public_url if listener else None)
    office, bell = link_office(settings, listener), Bell(settings.database_url)
    app = App(engine, {channel.name: channel for channel in channels}, link_office=office)
    app.share(bell)
    app.look_after(machine_of(settings))
    app.retention = settings.retention
    say(f"Process {os.getpid()} is at work.")
    lead = _Lead(app, channels, leading(settings.database_url))
    works = (bell.listen(app.hear), lead.stand_and_lead(), end_without(lease))
    await work_until_told(works, page_server(app, office, channels), listener)
    await lead.stop()
    await app.close()
    lead.lease.release()  # after all that was begun is sent: another one sends from now on
    await bell.close()
    for channel in channels:
        await channel.close()


class _Lead:
    """What one of several processes does alone."""

    def __init__(self, app: App, channels: list[Served], lease: AdvisoryLease) -> None:
        self.lease, self._app, self._channels = lease, app, channels
        self._ticking: Ticking | None = None

    async def stand_and_lead(self) -> None:
        """Wait until nobody leads, and lead until cancelled."""
        await until_ours(self.lease)
        say(f"Process {os.getpid()} asks for updates, sends, and does what is due.")
        await self._app.send()
        self._ticking = ticking_of(self._app)
        self._ticking.start()
        async with asyncio.TaskGroup() as group:
            group.create_task(end_without(self.lease))
            for channel in self._channels:
                group.create_task(tend(channel, self._app))

    async def stop(self) -> None:
        """Begin nothing more by the clock."""
        if self._ticking:
            await self._ticking.stop()
