"""The app's ticks: late ones run, piled-up ones as one, never two of a kind at once."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime

from apscheduler.schedulers.asyncio import AsyncIOScheduler

Tick = Callable[[], Awaitable[None]]


class Ticking:
    """Runs each tick at once and then every so many seconds; what is due is a query of the tick's own."""

    def __init__(self, ticks: Sequence[tuple[Tick, int]], clock: Callable[[], datetime]) -> None:
        self._scheduler = AsyncIOScheduler(timezone="UTC")
        self._under_way = 0
        self._none = asyncio.Event()
        self._none.set()
        for tick, seconds in ticks:
            self._scheduler.add_job(
                self._run,
                "interval",
                [tick],
                name=tick.__name__,
                seconds=seconds,
                next_run_time=clock(),
                misfire_grace_time=None,
                coalesce=True,
                max_instances=1,
            )

    def start(self) -> None:
        """Begin."""
        self._scheduler.start()

    async def stop(self) -> None:
        """Begin no more, and let those under way end: the scheduler's own shutdown would break them off."""
        self._scheduler.pause()
        await asyncio.sleep(0)  # what the scheduler has just handed over begins
        await self._none.wait()
        self._scheduler.shutdown(wait=False)

    async def _run(self, tick: Tick) -> None:
        self._under_way += 1
        self._none.clear()
        try:
            await tick()
        finally:
            self._under_way -= 1
            if not self._under_way:
                self._none.set()
