"""A year of the simulated district, from a seed: the real program on a real database, everything around it simulated."""

import asyncio
import random
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import isinf
from typing import Any

from sqlalchemy import Engine, func, select
from sqlalchemy.exc import OperationalError
from sqlmodel import Session, col

from bot.people.leaving import end_person
from bot.people.retention import Retention
from bot.running.app import App
from bot.running.machine import Machine
from bot.running.watch import ClockWatch
from bot.sending.outbox import Waiting, unsettled
from bot.storage.database import transaction
from tests.simulated.days import Season, last_of, moments, some_time
from tests.simulated.faults import Disk
from tests.simulated.office import BEGINS, CHANNEL, Seats, appoint
from tests.simulated.people import Desk, Person, Reporter
from tests.simulated.processes import Process, ProcessLoop
from tests.simulated.service import Line, Service
from tests.simulated.weather import CALM, Weather
from tracker.office.officers import Officer, Role

_KEPT = Retention(3650, 3650, 3650, 3650)  # days: all that happened is looked at in the end
_LOOKED_EVERY, _LONGEST_PAUSE = (2.0, 30.0, 30.0), 60.0  # seconds between two looks into the outbox; `serve` has 2
_OFTEN, _SELDOM = 0.5, 0.05  # chances of what is looked at less often than the reminders
_LONGEST_CALM = 7 * 24  # hours that everything is given in the end
_NEXT_DUE = select(func.min(col(Waiting.not_before))).where(*unsettled(Waiting))
_TOLERATED = (OperationalError, asyncio.CancelledError)


@dataclass
class Lived:
    """What happened, for whoever looks whether it was right; a moment is in seconds since the beginning, or aware."""

    seasons: Sequence[Season]
    service: Service
    reporters: list[Reporter]
    desk: Desk
    reminded: list[tuple[datetime, datetime]] = field(default_factory=list)  # looks at what is due, by a clock that was right
    ended: dict[int, float] = field(default_factory=dict)  # officers
    appointed: dict[int, float] = field(default_factory=dict)  # officers, those of the first day left out
    kills: int = 0
    faults: list[str] = field(default_factory=list)  # what the program must never come to


def moment_of(time: datetime) -> float:
    """In seconds since the beginning."""
    return (time - BEGINS).total_seconds()


class Year:
    """Lives it, or the part with these seasons; the chance decides all that happens."""

    def __init__(
        self, chance: random.Random, engine: Engine, seats: Seats, weather: Weather, seasons: Sequence[Season]
    ) -> None:
        self._chance, self._engine, self._weather, self._jump = chance, engine, weather, timedelta()
        self._seasons = seasons
        self._service = Service(self._chance, weather, self._true_time)
        reporters = [Reporter(seat, self._service, self._chance) for seat in seats.officers]
        self.lived = Lived(seasons, self._service, reporters, Desk(seats.desk, self._service, self._chance))
        self._disk = Disk(engine, lambda chance: self._chance.random() < chance, self._stir)

    def live(self) -> Lived:
        """From the first day to the last."""
        with self._disk, asyncio.Runner(loop_factory=ProcessLoop) as runner:
            runner.run(self._live())
        return self.lived

    async def _live(self) -> None:
        asyncio.get_running_loop().set_exception_handler(lambda _, context: self._note(context.get("exception")))
        self._stirred, self._is_up, self._right_again = asyncio.Event(), asyncio.Event(), asyncio.Event()
        self._right_again.set()
        around = [asyncio.create_task(self._keep_up()), asyncio.create_task(self._look_into_outbox())]
        weather, people = self._weather, (*self.lived.reporters, self.lived.desk)
        happening = [self._fill_disk() for _ in range(weather.full_disks)]
        happening += [self._jump_clock() for _ in range(weather.clock_jumps)]
        happening += [self._be_away() for _ in range(weather.outages)]
        happening += [self._replace(), *(self._work(person) for person in people)]
        tasks = [asyncio.create_task(one) for one in happening]
        for moment in moments(self._seasons, self._chance):
            await self._until(moment)
            if self._is_up.is_set():
                await self._in_process(self._tick())
        await asyncio.gather(*tasks)
        await self._calm_down()
        for task in around:
            task.cancel()

    def _stir(self) -> None:
        self._stirred.set()

    def _true_time(self) -> datetime:
        return BEGINS + timedelta(seconds=asyncio.get_running_loop().time())

    def _clock(self) -> datetime:
        return self._true_time() + self._jump

    async def _until(self, moment: datetime) -> None:
        await asyncio.sleep(max(0.0, (moment - self._true_time()).total_seconds()))

    def _some_day(self) -> datetime:
        """When something happens: mostly while a round runs."""
        return some_time(self._chance.choice(self._seasons), self._chance)

    async def _in_process(self, work: Coroutine[Any, Any, None]) -> None:
        """Do this in the process that is up, as long as it lives."""
        task = self._process.begin(work)
        await asyncio.wait([task])
        if not task.cancelled():
            self._note(task.exception())

    def _note(self, fault: BaseException | None) -> None:
        if fault is not None and not isinstance(fault, _TOLERATED):
            self.lived.faults.append(f"{type(fault).__name__}: {fault}")

    async def _keep_up(self) -> None:
        """Start the process, and again after each sudden end; never while the clock is wrong, which it would believe."""
        while True:
            self._start()
            await self._process.died.wait()
            self._is_up.clear()
            self.lived.kills += 1
            self._count_doubts()
            await asyncio.sleep(self._chance.choice((3.0, self._chance.uniform(3, 600), self._chance.uniform(3, 40_000))))
            await self._right_again.wait()

    def _start(self) -> None:
        life = self._weather.life
        self._process = Process(self._chance, life if isinf(life) else self._chance.expovariate(1 / life))
        self._app = App(self._engine, {CHANNEL: Line(self._service)}, self._clock)
        self._app.look_after(Machine(ClockWatch(self._clock, asyncio.get_running_loop().time), lambda: 10**6, 0))
        self._app.retention = _KEPT
        self._process.in_hand = self._app._delivery._courier.in_hand  # noqa: SLF001 - what a message's number is
        self._service.receivers = [(self._process, self._app.receive)]
        self._is_up.set()
        self._begun = self._process.begin(self._begin())

    async def _begin(self) -> None:
        await self._app.deliver_waiting()
        await self._tick()

    async def _tick(self) -> None:
        app, right = self._app, not self._jump
        if self._chance.random() < _OFTEN:
            await app.open_rounds()
        now = self._clock()
        await app.remind()
        if right and not self._jump:
            self.lived.reminded.append((now, self._clock()))
        if self._chance.random() < _SELDOM and not self.lived.ended:  # it would give the numbers of strangers' messages anew
            await app.drop_expired()

    def _count_doubts(self) -> None:
        """What was sent by the process that has ended, and is not written down, will come again."""
        told = self._process.told
        with Session(self._engine) as session:
            wanted = select(col(Waiting.id)).where(col(Waiting.id).in_(told), *unsettled(Waiting))
            self._service.in_doubt.update(session.scalars(wanted))

    def _next_due(self) -> datetime | None:
        with self._engine.connect() as connection:
            found: datetime | None = connection.execute(_NEXT_DUE).scalar()
            return found

    async def _look_into_outbox(self) -> None:
        """As long as there is something in it, at times while it is still on its way, as `serve` does."""
        while True:
            await self._stirred.wait()
            self._stirred.clear()
            pause = self._chance.choice(_LOOKED_EVERY)
            while (due := self._next_due()) is not None:
                await asyncio.sleep(max(pause, (due - self._clock()).total_seconds()))
                await self._is_up.wait()
                await self._in_process(self._app.deliver_waiting())
                pause = min(pause * 1.5, _LONGEST_PAUSE)

    async def _fill_disk(self) -> None:
        await self._until(self._some_day())
        self._disk.is_full = True
        await asyncio.sleep(self._chance.uniform(60, 3600))
        self._disk.is_full = False

    async def _be_away(self) -> None:
        await self._until(self._some_day())
        self._service.is_away = True
        await asyncio.sleep(self._chance.uniform(60, 40_000))
        self._service.is_away = False

    async def _jump_clock(self) -> None:
        await self._until(self._some_day())
        if self._jump or not self._is_up.is_set():
            return
        self._right_again.clear()
        self._jump = timedelta(seconds=self._chance.choice((-1, 1)) * self._chance.uniform(300, 140_000))
        await asyncio.sleep(self._chance.uniform(10, 900))
        if self._is_up.is_set():
            await self._in_process(self._tick())
        await asyncio.sleep(self._chance.uniform(10, 900))
        self._jump = timedelta()
        self._right_again.set()

    async def _replace(self) -> None:
        """Somebody leaves, and somebody else comes; done on the command line."""
        await self._until(self._some_day())
        leaving = self._chance.choice(self.lived.reporters).seat
        with transaction(self._engine) as session:
            end_person(session, session.get_one(Officer, leaving.officer_id), self._true_time())
            seat = appoint(session, leaving.unit, Role.OFFICER, self._true_time())
        now = asyncio.get_running_loop().time()
        self.lived.ended[leaving.officer_id] = self.lived.appointed[seat.officer_id] = now
        self.lived.reporters.append(Reporter(seat, self._service, self._chance))
        await self._work(self.lived.reporters[-1])

    async def _work(self, person: Person) -> None:
        """Sit down some times in each season; who has left does so as well."""
        for season in self._seasons:
            for moment in sorted(some_time(season, self._chance) for _ in range(self._chance.choice(person.sittings))):
                if moment > self._true_time():
                    await self._until(moment)
                    await person.sit_down()

    async def _calm_down(self) -> None:
        """Nothing goes wrong any more, and all that is under way is given time; then the process is told to stop."""
        self._service.weather, self._service.is_away, self._weather = CALM, False, CALM
        await self._is_up.wait()
        self._process.steps = CALM.life
        for _ in range(_LONGEST_CALM):
            if self._service.is_quiet and self._next_due() is None:
                break
            await asyncio.sleep(3600)
        else:
            self.lived.faults.append("something is under way a week after everything is well")
        await self._until(last_of(self._seasons))
        await self._in_process(self._app.close())
