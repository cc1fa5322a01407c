"""Who waits for being sent, and what came of it: one address's messages in their order, different addresses side by side."""

import asyncio
import logging
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Protocol, TypeVar

from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from bot import outbox
from bot.channels import Channel, SendFailed
from bot.messages import Outgoing
from bot.outbox import Attempt

_log = logging.getLogger(__name__)
Door = tuple[str, str]
Result = TypeVar("Result")


class Transact(Protocol):
    """Runs database work as one transaction, off the event loop."""

    def __call__(self, work: Callable[[Session], Result]) -> Awaitable[Result]:
        """Give the work's result once it is committed."""


def _door(message: Outgoing) -> Door:
    return message.channel, message.address


class Delivery:
    """Sends what is stored in the outbox, after the commit that put it there, and writes down how it went."""

    def __init__(self, transact: Transact, channels: Mapping[str, Channel], clock: Callable[[], datetime]) -> None:
        self._transact, self._channels, self._clock = transact, channels, clock
        self._queues: dict[Door, deque[tuple[int, Outgoing]]] = defaultdict(deque)
        self._senders: dict[Door, asyncio.Task[None]] = {}
        self._handed: set[int] = set()
        self._held: set[Door] = set()
        self._attempts: list[Attempt] = []
        self._settler: asyncio.Task[None] | None = None

    def hand_over(self, messages: list[tuple[int, Outgoing]]) -> None:
        """Send these, which are stored, each behind what waits for its address already."""
        for number, message in messages:
            door = _door(message)
            if number in self._handed or door in self._held:
                continue
            self._handed.add(number)
            self._queues[door].append((number, message))
            if door not in self._senders:
                self._senders[door] = asyncio.create_task(self._send_all(door))

    async def deliver_waiting(self, only_to: str | None = None) -> None:
        """Hand over what is stored and due, to everybody or to one address: after a start, a pause, a reminder."""
        if self._attempts and self._settler is None:
            self._settler = asyncio.create_task(self._settle_all())
        names, known = list(self._channels), set(self._handed)
        due = await self._transact(lambda session: outbox.waiting(session, names, self._clock()))
        busy = {_door(message) for number, message in due if number in known}  # what is behind these waits for its turn
        mine = [(number, message) for number, message in due if only_to in {None, message.address}]
        fresh = [(number, message) for number, message in mine if number not in known and _door(message) not in busy]
        self._held.difference_update(_door(message) for _, message in fresh)
        self.hand_over(fresh)

    async def idle(self) -> None:
        """Wait until all that was handed over is sent, or put off, and settled."""
        while self._senders or self._settler:
            await asyncio.gather(*self._senders.values(), *([self._settler] if self._settler else []))

    async def _send_all(self, door: Door) -> None:
        queue = self._queues[door]
        try:
            while queue:
                attempt = await self._send(*queue.popleft())
                self._settle(attempt)
                if attempt.retryable:  # the rest stays in the outbox, behind the one that was put off
                    self._held.add(door)
                    self._handed.difference_update(number for number, _ in queue)
                    queue.clear()
        finally:
            del self._senders[door]
            del self._queues[door]

    async def _send(self, number: int, message: Outgoing) -> Attempt:
        try:
            await self._channels[message.channel].send(message)
        except SendFailed as failure:
            _log.warning("message %s not sent over %s: %s", number, message.channel, failure)
            return Attempt(number, str(failure), failure.retryable, failure.retry_after)
        return Attempt(number)

    def _settle(self, attempt: Attempt) -> None:
        self._attempts.append(attempt)
        if self._settler is None:
            self._settler = asyncio.create_task(self._settle_all())

    async def _settle_all(self) -> None:
        """Write down in one transaction all that was sent while the one before was written."""
        try:
            while self._attempts:
                attempts, self._attempts = self._attempts, []
                await self._write_down(attempts)
        except OperationalError:
            _log.exception("no database: %s sent messages are written down later", len(self._attempts))
        finally:
            self._settler = None

    async def _write_down(self, attempts: list[Attempt]) -> None:
        try:
            await self._transact(lambda session: outbox.settle(session, attempts, self._clock()))
        except OperationalError:
            self._attempts = attempts + self._attempts
            raise
        self._handed.difference_update(attempt.waiting_id for attempt in attempts)
