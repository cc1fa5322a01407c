"""The app's ticks: late ones run, piled-up ones as one, never two of a kind at once."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime

from apscheduler.schedulers.asyncio import AsyncIOScheduler

_LOOKED_EVERY = 1.0  # seconds
Tick = Callable[[], Awaitable[None]]


class Ticking:
    """Runs each tick at once and then every so many seconds; what is due is a query of the tick's own."""

    def __init__(
        self, ticks: Sequence[tuple[Tick, int]], clock: Callable[[], datetime], looked_every: float = _LOOKED_EVERY
    ) -> None:
        """`looked_every` is how many seconds pass between two looks at the clock."""
        self._clock, self._looked_every = clock, looked_every
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
        self._following = asyncio.create_task(self._follow_clock())

    async def _follow_clock(self) -> None:
        """Run every tick anew when the clock was set back: the scheduler would wait until it says what it said before."""
        before = self._clock()
        while True:
            await asyncio.sleep(self._looked_every)
            now = self._clock()
            if now < before:
                for job in self._scheduler.get_jobs():
                    job.modify(next_run_time=now)
            before = now

    async def stop(self) -> None:
        """Begin no more, and let those under way end: the scheduler's own shutdown would break them off."""
        self._following.cancel()
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
