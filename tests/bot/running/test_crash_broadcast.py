"""The real process is killed without warning, again and again, while it sends a reminder to every commune of the country.

BROADCAST_KILLS in the environment sets how often.
"""

import asyncio
import os
import random
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from sqlalchemy import Engine

from bot import demo
from bot.messages.messages import Outgoing
from bot.sending.outbox import delivery_counts, put
from bot.storage.database import make_engine, prepare, transaction
from tests.servers.process import PATIENCE, Nest, kill, nest, start, stop
from tests.servers.telegram import TelegramServer
from tests.servers.telegram_people import Sent

_KILLS = int(os.environ.get("BROADCAST_KILLS", "10"))
_PEOPLE = range(10_001, 10_001 + 3_321)
_MOST_UNDER_WAY = 8
_LONGEST_WAIT = 0.05  # seconds between some messages and the kill
_FAST = {"TELEGRAM_PER_SECOND": "1000", "TELEGRAM_CHAT_SECONDS": "0"}  # the service here takes any number


@dataclass
class Country:
    """The people, and in which life of the process each message came to them."""

    server: TelegramServer
    life: int = 0
    came: list[tuple[int, int]] = field(default_factory=list)  # chat and life

    def __post_init__(self) -> None:
        for chat in _PEOPLE:
            self.server.person(chat)
            self.server.chats[chat].tell = self._hear

    def _hear(self, sent: Sent) -> None:
        self.came.append((sent.chat, self.life))

    @property
    def reached(self) -> int:
        return len({chat for chat, _ in self.came})


def _put_out(path: Path) -> Engine:
    engine = make_engine(f"sqlite:///{path}")
    prepare(engine)
    with transaction(engine) as session:
        put(session, (Outgoing("telegram", str(chat), f"Nhắc {chat}", bulk=True) for chat in _PEOPLE), demo.START)
    return engine


async def _live_and_die(births: Nest, country: Country, path: Path, chance: random.Random) -> None:
    process = await start(births, path, country.server, **_FAST)
    try:
        share = (len(_PEOPLE) - country.reached) / (_KILLS + 1 - country.life)
        enough = len(country.came) + int(share * chance.uniform(0, 1.5))
        async with asyncio.timeout(PATIENCE):
            await country.server.until(lambda: len(country.came) >= enough)
        await asyncio.sleep(chance.uniform(0, _LONGEST_WAIT))
    finally:
        await kill(process)
    country.life += 1


async def _last_life(births: Nest, country: Country, path: Path, engine: Engine) -> None:
    process = await start(births, path, country.server, **_FAST)
    try:
        async with asyncio.timeout(PATIENCE):
            await country.server.until(lambda: country.reached == len(_PEOPLE))
    finally:
        await stop(process, path)
    with transaction(engine) as session:
        assert delivery_counts(session) == {"waiting": 0, "delivered": len(_PEOPLE), "failed": 0, "withdrawn": 0}


@pytest.mark.crash
def test_a_broadcast_that_is_killed_reaches_everybody_and_nobody_twice_in_one_life(tmp_path: Path) -> None:
    seed = int.from_bytes(os.urandom(4))
    print(f"seed {seed}")  # noqa: T201 - shown when the test fails
    chance, path, begun = random.Random(seed), tmp_path / "broadcast.db", time.monotonic()

    async def run() -> Country:
        async with TelegramServer() as server, nest() as births:
            country, engine = Country(server), _put_out(path)
            try:
                for _ in range(_KILLS):
                    await _live_and_die(births, country, path, chance)
                await _last_life(births, country, path, engine)
            finally:
                engine.dispose()
            return country

    country = asyncio.run(run())
    repeats = _repeats(country.came)
    print(  # noqa: T201
        f"{_KILLS} kills, {len(country.came)} messages to {country.reached} people; {repeats.total()} came twice, "
        f"after one kill at most {max(repeats.values(), default=0)}; {time.monotonic() - begun:.0f} s"
    )
    assert max(Counter(country.came).values()) == 1, "somebody got it twice in one life"
    assert max(repeats.values(), default=0) <= _MOST_UNDER_WAY
    assert len({life for _, life in country.came}) > _KILLS * 0.6, "the kills met too little work"


def _repeats(came: list[tuple[int, int]]) -> Counter[int]:
    """For each life, how many messages came that had come in an earlier one."""
    had: set[int] = set()
    repeats: Counter[int] = Counter()
    for chat, life in came:
        repeats[life] += chat in had
        had.add(chat)
    return repeats
