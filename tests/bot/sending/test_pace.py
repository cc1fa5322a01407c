"""The pace of a channel: never more in a second than it takes, replies first, nobody waits for somebody else's chat."""

import asyncio
import random
from collections.abc import Sequence
from datetime import timedelta
from itertools import pairwise

import pytest

from bot import demo
from bot.channels.channel import NO_LIMITS, Limits
from bot.sending.pace import Pace
from tests.conftest import Clock
from tests.virtual_time import in_virtual_time

TELEGRAM = Limits(per_second=30, chat_seconds=1)


class Service:
    """Counts a message at some moment between being asked and answering."""

    def __init__(self, pace: Pace, seed: int = 1) -> None:
        self.pace, self.counted = pace, list[tuple[float, str]]()
        self._chance = random.Random(seed)

    async def send(self, address: str, *, slowest: float = 0.0) -> float:
        """Seconds until the turn came."""
        asked = asyncio.get_running_loop().time()
        await self.pace.turn(address)
        waited = asyncio.get_running_loop().time() - asked
        await self._answer(address, slowest)
        return waited

    async def broadcast(self, addresses: Sequence[str], *, slowest: float = 0.0, looked_up: float = 0.0) -> None:
        under_way = []
        for address in addresses:
            await self.pace.place_for_bulk()
            await asyncio.sleep(looked_up)
            self.pace.occupy(address)
            under_way.append(asyncio.create_task(self._answer(address, slowest, bulk=True)))
        await asyncio.gather(*under_way)

    async def _answer(self, address: str, slowest: float, *, bulk: bool = False) -> None:
        await asyncio.sleep(self._chance.uniform(0, slowest))
        self.counted.append((asyncio.get_running_loop().time(), address))
        await asyncio.sleep(self._chance.uniform(0, slowest))
        self.pace.over(address, bulk=bulk)

    def busiest_second(self) -> int:
        times = [at for at, _ in self.counted]
        return max(sum(at <= other < at + 1 for other in times) for at in times)

    def gaps_of(self, address: str) -> list[float]:
        return [after - before for before, after in pairwise(at for at, who in self.counted if who == address)]


@pytest.mark.parametrize("slowest", [0.0, 0.05, 0.7])
@in_virtual_time
async def test_replies_and_bulk_together_never_exceed_the_limit_however_uneven_the_network(slowest: float) -> None:
    service = Service(Pace(TELEGRAM, Clock()))
    chance = random.Random(2)

    async def talk(address: str) -> None:
        for _ in range(10):
            await asyncio.sleep(chance.uniform(0, 3))
            await service.send(address, slowest=slowest)

    people = [f"bulk {number}" for number in range(400)]
    await asyncio.gather(service.broadcast(people, slowest=slowest), *(talk(f"talker {n}") for n in range(20)))
    assert len(service.counted) == 600
    assert service.busiest_second() == 30 if slowest < 0.7 else service.busiest_second() <= 30
    assert min(gap for number in range(20) for gap in service.gaps_of(f"talker {number}")) >= 1


@in_virtual_time
async def test_bulk_alone_comes_near_the_limit() -> None:
    service = Service(Pace(TELEGRAM, Clock()))
    await service.broadcast([str(number) for number in range(300)], slowest=0.1)
    assert 10 <= asyncio.get_running_loop().time() <= 10 * 1.25


@in_virtual_time
async def test_bulk_and_replies_share_all_of_the_limit_though_each_message_is_looked_up_first() -> None:
    service = Service(Pace(TELEGRAM, Clock()))
    people = [f"bulk {number}" for number in range(600)]
    bulk = asyncio.create_task(service.broadcast(people, slowest=0.05, looked_up=0.007))
    waits = []
    for number in range(40):
        await asyncio.sleep(0.41)
        waits.append(await service.send(f"talker {number}", slowest=0.05))
    await bulk
    assert asyncio.get_running_loop().time() <= 640 / 30 * 1.08 + 1  # the last place is kept for a second
    assert max(waits) < 2 / 30
    assert service.busiest_second() <= 30


@in_virtual_time
async def test_after_many_replies_bulk_goes_on_as_soon_as_their_places_are_free() -> None:
    service = Service(Pace(TELEGRAM, Clock()))
    await asyncio.gather(*(service.send(str(number)) for number in range(90)))
    begun = asyncio.get_running_loop().time()
    await service.broadcast(["lan"])
    assert asyncio.get_running_loop().time() - begun <= 1.1


@in_virtual_time
async def test_replies_after_a_quiet_time_go_at_once_as_many_as_the_limit_allows() -> None:
    service = Service(Pace(TELEGRAM, Clock()))
    waits = await asyncio.gather(*(service.send(str(number)) for number in range(31)))
    assert waits[:30] == [0] * 30
    assert waits[30] == pytest.approx(1, abs=0.05)


@in_virtual_time
async def test_a_reply_waits_only_for_the_next_free_place_while_bulk_waits_behind_it() -> None:
    service = Service(Pace(TELEGRAM, Clock()))
    bulk = asyncio.create_task(service.broadcast([f"bulk {number}" for number in range(200)], slowest=0.05))
    waits = []
    for number in range(20):
        await asyncio.sleep(0.21)
        waits.append(await service.send(f"talker {number}"))
    assert max(waits) < 3 / 30
    await bulk


@in_virtual_time
async def test_messages_to_one_chat_go_a_second_apart_and_nobody_else_waits_for_that() -> None:
    service = Service(Pace(TELEGRAM, Clock()))

    async def long_reply() -> None:
        for _ in range(4):
            await service.send("lan")

    long = asyncio.create_task(long_reply())
    await asyncio.sleep(0.5)
    assert await service.send("thu") == 0
    await long
    assert service.gaps_of("lan") == pytest.approx([1, 1, 1], abs=0.05)
    assert min(service.gaps_of("lan")) >= 1


@in_virtual_time
async def test_several_who_wait_for_one_chat_all_get_their_turn() -> None:
    service = Service(Pace(TELEGRAM, Clock()))
    assert await asyncio.gather(*(service.send("lan") for _ in range(4))) == pytest.approx([0, 1, 2, 3], abs=0.1)


@in_virtual_time
async def test_whoever_is_talked_with_is_busy_for_bulk_until_ten_seconds_after() -> None:
    service = Service(Pace(TELEGRAM, Clock()))
    await asyncio.gather(service.send("lan"), service.broadcast(["thu"]))
    assert service.pace.busy() == {"lan", "thu"}
    await asyncio.sleep(1.1)
    assert service.pace.busy() == {"lan"}
    await asyncio.sleep(8.8)
    assert service.pace.busy() == {"lan"}
    await asyncio.sleep(0.2)
    assert service.pace.busy() == set()


@in_virtual_time
async def test_a_channel_without_limits_makes_nobody_wait() -> None:
    service = Service(Pace(NO_LIMITS, Clock()))
    waits = [await service.send("lan") for _ in range(100)]
    await service.broadcast([str(number) for number in range(100)])
    assert (waits, asyncio.get_running_loop().time(), service.pace.busy()) == ([0] * 100, 0, set())


@in_virtual_time
async def test_a_pause_for_one_chat_stops_bulk_and_no_reply() -> None:
    clock = Clock()
    pace = Pace(TELEGRAM, clock)
    pace.refused("lan", timedelta(seconds=30))
    assert pace.bulk_pauses
    service = Service(pace)
    assert await asyncio.gather(*(service.send(str(number)) for number in range(10))) == [0] * 10
    clock.now = demo.START + timedelta(seconds=30)
    assert not pace.bulk_pauses


@in_virtual_time
async def test_a_pause_does_not_last_until_a_clock_that_was_ahead_is_right() -> None:
    clock = Clock()
    pace = Pace(TELEGRAM, clock)
    clock.forward(days=2)
    pace.refused("lan", timedelta(seconds=30))
    clock.forward(days=-2)
    assert not pace.bulk_pauses


@in_virtual_time
async def test_when_the_whole_service_has_had_enough_replies_trickle_until_the_pause_is_over() -> None:
    clock = Clock()
    pace = Pace(TELEGRAM, clock)
    pace.refused("lan", timedelta(seconds=30))
    pace.refused("thu", timedelta(seconds=30))
    service = Service(pace)
    waits = await asyncio.gather(*(service.send(str(number)) for number in range(5)))
    assert waits == pytest.approx([0, 1, 2, 3, 4], abs=0.2)
    clock.forward(seconds=30)
    assert await asyncio.gather(*(service.send(str(number)) for number in range(10, 15))) == pytest.approx([0] * 5, abs=1.1)
    assert await asyncio.gather(*(service.send(str(number)) for number in range(20, 25))) == [0] * 5
