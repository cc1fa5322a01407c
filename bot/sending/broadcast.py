"""The bulk messages of one channel: each is taken from the outbox and decided anew at the moment when it may be sent."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from bot.messages.messages import Failure, Outgoing
from bot.people.addresses import is_blocked
from bot.sending import outbox
from bot.sending.courier import Courier, send_elsewhere
from bot.sending.outbox import Attempt

_log = logging.getLogger(__name__)
_MOST_UNDER_WAY = 8  # sent or being sent, and not written down: so many may come twice after a crash
_MOST_FAULTS = 5  # in a row, before the service is left alone until somebody looks again
Refresh = Callable[[Session, Outgoing, datetime], Outgoing | None]  # as it is now, or None to withdraw it


@dataclass
class _Found:
    """A row of the outbox, and what is to be said; None if it was settled without."""

    number: int
    message: Outgoing | None = None


class Broadcast:
    """Sends bulk messages in what replies leave of the channel's rate; nothing of it is kept in memory."""

    def __init__(self, channel: str, courier: Courier, refresh: Refresh) -> None:
        self.running: asyncio.Task[None] | None = None
        self._channel, self._courier, self._refresh = channel, courier, refresh
        self._pace = courier.paces[channel]
        self._under_way: set[asyncio.Task[None]] = set()
        self._faults = 0
        self._stopped = False

    def start(self, only_to: str | None) -> None:
        """Send all that is due, to everybody or to one address, unless that is under way or the channel asked for a pause."""
        if self.running is None and not self._pace.bulk_pauses:
            self._faults = 0
            self.running = asyncio.create_task(self._run(only_to))

    def stop(self) -> None:
        """Begin no more."""
        self._stopped = True

    async def _run(self, only_to: str | None) -> None:
        try:
            while not self._stopped and self._faults < _MOST_FAULTS and await self._send_next(only_to):
                if len(self._under_way) >= _MOST_UNDER_WAY:
                    await self._one_is_over()
        except OperationalError:  # they wait
            pass
        finally:
            if self._under_way:
                await asyncio.wait(self._under_way)
            self.running = None

    async def _send_next(self, only_to: str | None) -> bool:
        """Send one, or settle it without; False when nothing is due, except to the busy, or it is not the time."""
        await self._pace.place_for_bulk()
        found, begun = None, False
        try:
            if not self._pace.bulk_pauses:
                found = await self._find(only_to)
                begun = self._begin(found)
        finally:
            if not begun:
                self._pace.leave()
        if found is None and self._under_way and not self._pace.bulk_pauses:
            await self._one_is_over()  # that may be who is busy
            return True
        return found is not None

    def _begin(self, found: _Found | None) -> bool:
        if found is None or found.message is None or found.message.address in self._busy():
            return False
        self._pace.occupy(found.message.address)
        self._courier.in_hand[found.number] = found.message
        task = asyncio.create_task(self._send(found.number, found.message))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        return True

    def _busy(self) -> set[str]:
        """Addresses to which something was just sent, or is in somebody's hand, or was sent and could not be written down."""
        in_hand = {message.address for message in self._courier.in_hand.values() if message.channel == self._channel}
        return self._pace.busy() | in_hand

    async def _one_is_over(self) -> None:
        await asyncio.wait(self._under_way, return_when=asyncio.FIRST_COMPLETED)

    async def _find(self, only_to: str | None) -> _Found | None:
        found: list[int] = []
        busy = self._busy()
        try:
            return await self._courier.transact(lambda session: self._decide(session, busy, only_to, found))
        except OperationalError:
            raise
        except Exception as fault:
            if not found:
                raise
            _log.exception("message %s could not be decided anew", found[0])
            attempt = Attempt(found[0], Failure.FAULT, type(fault).__name__)
            now = self._courier.clock()
            await self._courier.transact(lambda session: outbox.settle(session, [attempt], now))
            return _Found(found[0])

    def _decide(self, session: Session, busy: set[str], only_to: str | None, found: list[int]) -> _Found | None:
        """In `found` is the number even if the decision fails."""
        now = self._courier.clock()
        row = outbox.next_bulk(session, self._channel, now, busy, only_to)
        if row is None:
            return None
        number, message = row
        found.append(number)
        if is_blocked(session, message.channel, message.address):
            outbox.settle(session, [Attempt(number, Failure.BLOCKED, "blocked since an earlier message")], now)
            send_elsewhere(session, message, self._courier.paces, now)
            return _Found(number)
        fresh = self._refresh(session, message, now)
        if fresh is None:
            outbox.withdraw(session, number, now)
            return _Found(number)
        return _Found(number, replace(fresh, passed_on=message.passed_on))

    async def _send(self, number: int, message: Outgoing) -> None:
        attempt = await self._courier.carry(number, message, has_turn=True)
        troubled = attempt.failure in {Failure.UNREACHABLE, Failure.GARBLED}
        self._faults = self._faults + 1 if troubled else 0
        await self._courier.settle(attempt, message)
