"""A clock that jumps, with a round due: no false "quá hạn", no silent ticks, one alarm; a disk nearly full alarms too."""

import asyncio
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from bot.messages.messages import Incoming
from bot.people.addresses import join
from bot.reminders.health import health
from bot.running.app import App
from bot.running.clock import system_clock
from bot.running.machine import Machine
from bot.running.ticking import Ticking
from bot.running.watch import ClockWatch
from bot.storage.database import transaction
from bot.texts.office import health as sentences
from bot.texts.office.health import Beat
from tests.conftest import Clock, District
from tests.servers.serving import on_loop
from tests.talking import Ear
from tracker.office.officers import Officer, Role, add_officer
from tracker.office.units import unit_by_code

JUMPS = [timedelta(minutes=10), timedelta(days=1), timedelta(days=3)]


class Office:
    """The app with a clock of its own and the time that passes, an administrator, and a report that is nearly due."""

    def __init__(self, engine: Engine, clock: Clock, district: District, free: int = 9_999) -> None:
        self.engine, self.clock, self.passed, self.ear = engine, clock, 0.0, Ear()
        with transaction(engine) as session:
            report = district.report(session)
            report.due_at = clock() + timedelta(minutes=5)
            session.add(report)
            join(session, "terminal", "lan", session.get_one(Officer, district.officer.id), clock())
            admin = add_officer(session, "Đỗ Văn An", unit_by_code(session, "CHO-DON"), Role.ADMIN)
            join(session, "terminal", "admin", admin, clock())
        self.app = App(engine, {"terminal": self.ear}, clock)
        self.app.look_after(Machine(ClockWatch(clock, lambda: self.passed), lambda: free, 500))

    def passes(self, **how: float) -> None:
        self.clock.forward(**how)
        self.passed += timedelta(**how).total_seconds()

    async def tick(self) -> list[str]:
        """What was told, by address and title."""
        before = len(self.ear.heard)
        await self.app.open_rounds()
        await self.app.remind()
        await self.app.idle()
        return [f"{one.address}: {one.title}" for one in self.ear.heard[before:]]

    def overdue(self) -> bool:
        """Whether anybody was told that they are late."""
        return any("quá hạn" in f"{one.title} {one.text}".lower() for one in self.ear.heard if one.address == "lan")

    def beaten(self) -> datetime | None:
        with Session(self.engine) as session:
            return health(session, self.clock()).beats.get(Beat.REMIND)


@pytest.mark.parametrize("jump", JUMPS)
@on_loop
async def test_ahead_nobody_is_overdue_and_one_alarm_goes_out(
    engine: Engine, clock: Clock, stored_district: District, jump: timedelta
) -> None:
    office = Office(engine, clock, stored_district)
    await office.tick()
    clock.now += jump
    told = [line for _ in range(3) for line in await office.tick()]
    assert told == [f"admin: {sentences.CLOCK}"]
    clock.now -= jump
    office.passes(minutes=1)
    assert not any(sentences.CLOCK in line for line in await office.tick())
    assert office.beaten() == clock()
    assert not office.overdue()
    office.passes(days=1)
    await office.tick()
    assert office.overdue()  # when the time has really come
    await office.app.close()


@pytest.mark.parametrize("jump", JUMPS)
@on_loop
async def test_behind_the_ticks_go_on_and_one_alarm_goes_out(
    engine: Engine, clock: Clock, stored_district: District, jump: timedelta
) -> None:
    office = Office(engine, clock, stored_district)
    await office.tick()
    clock.now -= jump
    told = [line for _ in range(3) for line in await office.tick()]
    assert told.count(f"admin: {sentences.CLOCK}") == 1
    assert office.beaten() == clock()
    clock.now += jump
    office.passes(minutes=1)
    assert not any(sentences.CLOCK in line for line in await office.tick())
    assert office.beaten() == clock()
    await office.app.close()


@on_loop
async def test_a_message_that_the_service_stamped_with_the_same_time_sets_the_clock_right(
    engine: Engine, clock: Clock, stored_district: District
) -> None:
    office = Office(engine, clock, stored_district)
    await office.tick()
    clock.now += timedelta(days=1)
    await office.tick()
    await office.app.receive(Incoming("terminal", "1", "nobody", "xin chào", at=clock.now - timedelta(days=1)))
    assert office.beaten() != clock()
    await office.app.receive(Incoming("terminal", "2", "nobody", "xin chào", at=clock.now))
    await office.tick()
    assert office.beaten() == clock()
    await office.app.close()


@on_loop
async def test_a_disk_nearly_full_alarms_once_an_hour(engine: Engine, clock: Clock, stored_district: District) -> None:
    office = Office(engine, clock, stored_district, free=42)
    told = await office.tick() + await office.tick()
    assert told.count(f"admin: {sentences.DISK}") == 1
    assert "42 MB" in next(one.text for one in office.ear.heard if one.title == sentences.DISK)
    office.passes(hours=1)
    assert f"admin: {sentences.DISK}" in await office.tick()
    await office.app.close()


@on_loop
async def test_ticks_go_on_when_the_clock_is_set_back() -> None:
    back, ran = timedelta(), asyncio.Queue[datetime]()

    def clock() -> datetime:
        return system_clock() - back

    async def tick() -> None:
        ran.put_nowait(clock())

    ticking = Ticking([(tick, 3600)], clock, looked_every=0.01)
    ticking.start()
    await ran.get()
    back = timedelta(days=1)
    await asyncio.wait_for(ran.get(), 20)
    await ticking.stop()
