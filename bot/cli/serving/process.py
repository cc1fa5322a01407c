"""What every process of `dunghan serve` is: its log, its loop, its ticks, and when it ends."""

import asyncio
import signal
import socket
import sys
import threading
from collections.abc import Coroutine, Iterable
from multiprocessing import parent_process
from typing import Any

from bot.reading.inquiries.likely import load_questions
from bot.running import logs
from bot.running.app import App
from bot.running.clock import system_clock
from bot.running.machine import Machine
from bot.running.settings import Settings, every_secret
from bot.running.ticking import Ticking
from bot.running.watch import ClockWatch
from bot.storage.room import free_megabytes
from bot.web.server import PageServer
from tracker.calendar.working_days import load_calendar

if sys.platform == "win32":
    from asyncio import new_event_loop
else:
    from uvloop import new_event_loop

__all__ = ["machine_of", "new_event_loop", "set_up_process", "ticking_of", "work_until_told"]

_OPEN_SECONDS, _REMIND_SECONDS, _DELIVER_SECONDS, _DROP_SECONDS = 300, 60, 2, 3600
_HAND_OVER_SECONDS = 0.0001  # between loop and transaction thread; with Python's 5 ms each waits for the other (benchmarks/)


def set_up_process() -> None:
    """Before anything is served."""
    logs.set_up(every_secret())
    sys.setswitchinterval(_HAND_OVER_SECONDS)
    load_calendar(system_clock().year)
    threading.Thread(target=load_questions, daemon=True).start()


def _listening_for_the_end() -> asyncio.Event:
    """Set when this process is told to stop, or when the one that started it to be one of several is gone."""
    stopping, loop = asyncio.Event(), asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopping.set)
    parent = parent_process()
    if parent is not None:
        loop.add_reader(parent.sentinel, stopping.set)
    return stopping


async def work_until_told(works: Iterable[Coroutine[Any, Any, None]], web: PageServer, listener: socket.socket | None) -> None:
    """Do these, and serve the pages if there is a listener, until this process is told to stop."""
    stopping = _listening_for_the_end()
    async with asyncio.TaskGroup() as group:
        listening = [group.create_task(work) for work in works]
        if listener:
            group.create_task(web.serve(sockets=[listener]))
        await stopping.wait()
        web.should_exit = True
        for task in listening:
            task.cancel()


def machine_of(settings: Settings) -> Machine:
    """The clock and the disk of this machine, to be looked after."""
    return Machine(ClockWatch(system_clock), lambda: free_megabytes(settings.database_url), settings.disk_free_mb)


def ticking_of(app: App) -> Ticking:
    """What the app does by the clock."""
    ticks = (
        (app.open_rounds, _OPEN_SECONDS),
        (app.remind, _REMIND_SECONDS),
        (app.deliver_waiting, _DELIVER_SECONDS),
        (app.drop_expired, _DROP_SECONDS),
    )
    return Ticking(ticks, system_clock)
