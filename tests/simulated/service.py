"""The simulated chat service: it brings what people write, takes what the bot says, and does both badly."""

import asyncio
import random
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from bot.channels.channel import Limits, Part, Receive, SendFailed
from bot.channels.terminal import TERMINAL
from bot.messages.messages import Failure, Incoming, Outgoing, SentFile
from tests.simulated.office import CHANNEL
from tests.simulated.processes import Process, current
from tests.simulated.weather import Weather

_PATIENCE = 60.0  # seconds until an update is brought again that nobody has taken
_NO_ANSWER = 20.0  # seconds until the bot gives up waiting
LIMITS = Limits(per_second=30, chat_seconds=1)


@dataclass
class Update:
    """What somebody wrote; the times are seconds since the beginning."""

    incoming: Incoming
    written: float
    brought: float | None = None
    taken: float | None = None


@dataclass(frozen=True)
class Taken:
    """A message that the service has taken: its number in the outbox, when the service was asked to, and when it did."""

    number: int
    begun: float
    at: float
    message: Outgoing


class Service:
    """One for the whole year. `in_doubt` counts how often each message was taken without the bot having written that down."""

    def __init__(self, chance: random.Random, weather: Weather, clock: Callable[[], datetime]) -> None:
        self.weather, self.is_away = weather, False
        self.updates, self.taken, self.in_doubt = list[Update](), list[Taken](), Counter[int]()
        self.tell: dict[str, Callable[[Outgoing], None]] = {}
        self.receivers = list[tuple[Process, Receive]]()
        self._chance, self._clock = chance, clock
        self._queues: dict[str, deque[Update]] = defaultdict(deque)
        self._bringing: dict[str, asyncio.Task[None]] = {}
        self._again = set[asyncio.Task[bool]]()

    @property
    def is_quiet(self) -> bool:
        """Whether everything that was written has been taken."""
        return not self._bringing and not self._again

    def write(self, address: str, text: str = "", pressed: str | None = None) -> Update:
        """Somebody writes, or presses."""
        number, now = f"update {len(self.updates)}", asyncio.get_running_loop().time()
        update = Update(Incoming(CHANNEL, number, address, text=text, pressed=pressed, at=self._clock()), now)
        self.updates.append(update)
        self._queues[address].append(update)
        if address not in self._bringing:
            self._bringing[address] = asyncio.create_task(self._bring_all(address))
        return update

    async def _bring_all(self, address: str) -> None:
        queue = self._queues[address]
        while queue:
            if self._happens(self.weather.late):
                await asyncio.sleep(self._chance.uniform(1, 7200))
            if len(queue) > 1 and self._happens(self.weather.overtaken):
                queue.rotate()
            while not await self._bring(queue[0]):
                await self._rest()
            update = queue.popleft()
            update.taken = asyncio.get_running_loop().time()
            if self._happens(self.weather.repeated):
                self._again.add(task := asyncio.create_task(self._repeat(update)))
                task.add_done_callback(self._again.discard)
        del self._bringing[address]

    async def _rest(self) -> None:
        await asyncio.sleep(self._chance.uniform(1, 5))

    async def _repeat(self, update: Update) -> bool:
        await asyncio.sleep(self._chance.choice((0.0, self._chance.uniform(0, 10), self._chance.uniform(0, 36_000))))
        return await self._bring(update)

    async def _bring(self, update: Update) -> bool:
        """Whether it was taken."""
        receivers = [(process, receive) for process, receive in self.receivers if process.alive]
        if not receivers or self.is_away:
            return False
        update.brought = asyncio.get_running_loop().time() if update.brought is None else update.brought
        process, receive = self._chance.choice(receivers)
        receiving = process.begin(_received(receive, update.incoming))
        await asyncio.wait([receiving], timeout=_PATIENCE)
        return receiving.done() and not receiving.cancelled() and receiving.exception() is None

    def _happens(self, chance: float) -> bool:
        return self._chance.random() < chance

    async def take(self, message: Outgoing) -> None:
        """A call of the bot."""
        process, begun = current(), asyncio.get_running_loop().time()
        assert process
        await process.step()
        await asyncio.sleep(self._chance.uniform(0.01, 0.15))
        if self.is_away or self._happens(self.weather.unreachable):
            raise SendFailed(Failure.UNREACHABLE, "no route to host")
        if self._happens(self.weather.refused):
            raise SendFailed(Failure.FLOOD, "too many requests", timedelta(seconds=self._chance.randint(1, 40)))
        number, slow = process.number_of(message), self._happens(self.weather.slow)
        if not slow or self._happens(0.5):
            self._accept(Taken(number, begun, asyncio.get_running_loop().time(), message))
        if slow:
            await asyncio.sleep(_NO_ANSWER)
            raise SendFailed(Failure.UNREACHABLE, "no answer in time")
        await process.step()
        await asyncio.sleep(self._chance.uniform(0.01, 0.15))
        if self._happens(self.weather.answer_lost):
            raise SendFailed(Failure.GARBLED, "502 bad gateway")
        self.in_doubt[number] -= 1
        process.told.add(number)

    def _accept(self, one: Taken) -> None:
        self.taken.append(one)
        self.in_doubt[one.number] += 1
        hear = self.tell.get(one.message.address)
        if hear:
            hear(one.message)


async def _received(receive: Receive, incoming: Incoming) -> None:
    await receive(incoming)


class Line:
    """A channel to the service, as the bot knows one."""

    name, limits, carries = CHANNEL, LIMITS, TERMINAL.carries

    def __init__(self, service: Service) -> None:
        self._service = service

    def parts(self, message: Outgoing) -> Sequence[Part]:
        return [partial(self._service.take, message)]

    async def fetch(self, file: SentFile) -> bytes:
        raise SendFailed(Failure.GONE, file.ref)
