"""Ticks: each runs at once and again; stopping lets the one that is under way end."""

import asyncio
import logging

import pytest

from bot.running.clock import system_clock
from bot.running.ticking import Ticking
from tests.servers.serving import on_loop


class Work:
    """A tick that takes until it is told to end."""

    def __init__(self) -> None:
        self.begun, self.may_end = asyncio.Event(), asyncio.Event()
        self.ended = 0

    async def tick(self) -> None:
        self.begun.set()
        await self.may_end.wait()
        self.ended += 1


@on_loop
async def test_stopping_lets_a_tick_that_is_under_way_end(caplog: pytest.LogCaptureFixture) -> None:
    work = Work()
    ticking = Ticking([(work.tick, 3600)], system_clock)
    ticking.start()
    await work.begun.wait()
    stopping = asyncio.create_task(ticking.stop())
    await asyncio.sleep(0)
    assert not stopping.done()
    work.may_end.set()
    await stopping
    assert work.ended == 1
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []


@on_loop
async def test_a_tick_that_fails_keeps_neither_the_others_from_running_nor_us_from_stopping(
    caplog: pytest.LogCaptureFixture,
) -> None:
    work = Work()

    async def fail() -> None:
        raise RuntimeError("no database")

    ticking = Ticking([(fail, 3600), (work.tick, 3600)], system_clock)
    ticking.start()
    await work.begun.wait()
    work.may_end.set()
    await ticking.stop()
    assert work.ended == 1
    assert "no database" in caplog.text
