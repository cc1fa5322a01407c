"""How fast a channel may be spoken to: replies first, bulk in what they leave, one address never too often."""

import asyncio
import time
from collections import deque
from collections.abc import Callable
from datetime import datetime, timedelta
from math import inf

from bot.channels.channel import Limits

_WINDOW = 1.0  # seconds that the channel's `per_second` is counted over
_MARGIN = 0.004 + time.get_clock_info("monotonic").resolution  # seconds: the loop's timers go by milliseconds
_SMOOTHED = 8  # messages over which the time that a message takes is averaged
_CONVERSATION = 10  # times `chat_seconds` after an answer in which bulk would hold up the next one


class Pace:
    """Turns to send over one channel.

    A message keeps one of `per_second` places from before it is asked for until a second after it is answered. Wherever
    between the two the service counts it, it never counts more in a second, however slow or uneven the network is.

    Bulk goes in slots that are as far apart as places become free, each reckoned from when the last was due, not from when
    it was used. A reply goes at once, and bulk leaves it a slot, so that the next reply finds a place, too.
    """

    def __init__(self, limits: Limits, clock: Callable[[], datetime]) -> None:
        """Space messages by the event loop's time; pauses that the channel asked for run by the clock."""
        self._limits, self._clock = limits, clock
        self._taken = 0
        self._replies: deque[asyncio.Future[None]] = deque()
        self._bulk: deque[asyncio.Future[None]] = deque()
        self._bulk_rests = False
        self._bulk_due = self._bulk_placed = self._latency = 0.0
        self._placed: dict[str, float] = {}
        self._resting: set[str] = set()
        self._knocking: dict[str, asyncio.Event] = {}
        self._answered: dict[str, float] = {}
        self._refused: dict[str, tuple[datetime, datetime]] = {}

    async def turn(self, address: str, *, bulk: bool = False) -> None:
        """Wait until a message may go to this address; `over` ends the turn."""
        while address in self._resting:
            await self._knocking.setdefault(address, asyncio.Event()).wait()
        self._resting.add(address)
        await self._place(self._bulk if bulk else self._replies)
        self._use_slot(address, asyncio.get_running_loop().time())

    async def place_for_bulk(self) -> None:
        """Wait until a bulk message may go, to whomever; `occupy` makes a turn of it, `leave` gives it back."""
        await self._place(self._bulk)
        self._bulk_placed = asyncio.get_running_loop().time()

    def occupy(self, address: str) -> None:
        """Use the place for a bulk message to this address, which must not be busy."""
        self._resting.add(address)
        self._use_slot(address, self._bulk_placed)

    def leave(self) -> None:
        """Free a place."""
        self._taken -= 1
        self._give()

    def over(self, address: str, *, bulk: bool = False) -> None:
        """End a turn: the service answered, or nobody did."""
        loop = asyncio.get_running_loop()
        self._latency += (loop.time() - self._placed.pop(address, loop.time()) - self._latency) / _SMOOTHED
        if self._limits.per_second:
            loop.call_later(_WINDOW + _MARGIN, self.leave)
        else:
            self.leave()
        if self._limits.chat_seconds:
            loop.call_later(self._limits.chat_seconds + _MARGIN, self._free, address)
            if not bulk:
                self._answered[address] = loop.time()
        else:
            self._free(address)

    def busy(self) -> set[str]:
        """Addresses that bulk must leave alone now: a message just went there, or somebody is talking."""
        since = asyncio.get_running_loop().time() - _CONVERSATION * self._limits.chat_seconds
        self._answered = {address: at for address, at in self._answered.items() if at > since}
        return self._resting | self._answered.keys()

    def refused(self, address: str, pause: timedelta) -> None:
        """Take in that the channel had too much: bulk pauses, and when two addresses are refused, answers trickle."""
        self._refusals()
        now = self._clock()
        self._refused[address] = (now, now + pause)

    @property
    def bulk_pauses(self) -> bool:
        """Whether the channel asked for a pause that is not over."""
        return self._refusals() > 0

    def _refusals(self) -> int:
        """How many pauses are not over; one that has not begun is, since the clock was set back."""
        now = self._clock()
        self._refused = {address: span for address, span in self._refused.items() if span[0] <= now < span[1]}
        return len(self._refused)

    def _places(self) -> float:
        if self._refusals() > 1:  # it is not one chat: the service has had enough from us
            return 1
        return self._limits.per_second or inf

    async def _place(self, queue: "deque[asyncio.Future[None]]") -> None:
        turn = asyncio.get_running_loop().create_future()
        queue.append(turn)
        self._give()
        await turn

    def _give(self) -> None:
        places = self._places() if self._replies or self._bulk else 0
        while self._replies and self._taken < places:
            self._taken += 1
            self._replies.popleft().set_result(None)
        while self._bulk and not self._bulk_rests and self._taken < places:
            self._taken += 1
            self._bulk.popleft().set_result(None)

    def _use_slot(self, address: str, since: float) -> None:
        """Bulk that is late catches up at twice the pace; nothing is owed for longer than a place is kept."""
        loop = asyncio.get_running_loop()
        self._placed[address], now = since, loop.time()
        if not self._limits.per_second:
            return
        kept = self._latency + _WINDOW + _MARGIN
        gap = kept / self._limits.per_second
        self._bulk_due = min(max(self._bulk_due + gap, now + gap / 2), now + kept)
        if not self._bulk_rests:
            self._bulk_rests = True
            loop.call_at(self._bulk_due, self._wake_bulk)

    def _wake_bulk(self) -> None:
        loop = asyncio.get_running_loop()
        self._bulk_rests = loop.time() < self._bulk_due  # replies have used slots meanwhile
        if self._bulk_rests:
            loop.call_at(self._bulk_due, self._wake_bulk)
        self._give()

    def _free(self, address: str) -> None:
        self._resting.discard(address)
        if address in self._knocking:
            self._knocking.pop(address).set()
