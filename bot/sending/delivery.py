"""Who waits for being sent: replies in the order of each address, the addresses side by side, bulk in what they leave."""

import asyncio
from collections import defaultdict, deque
from datetime import datetime

from bot.messages.messages import Outgoing
from bot.sending import outbox
from bot.sending.broadcast import Broadcast, Refresh
from bot.sending.courier import Courier

Door = tuple[str, str]


def _door(message: Outgoing) -> Door:
    return message.channel, message.address


class Delivery:
    """Sends what is stored in the outbox, after the commit that put it there."""

    def __init__(self, courier: Courier, refresh: Refresh) -> None:
        """Decide bulk messages once more by `refresh` when they are sent."""
        self._courier = courier
        self._queues: dict[Door, deque[tuple[int, Outgoing]]] = defaultdict(deque)
        self._senders: dict[Door, asyncio.Task[None]] = {}
        self._held: set[Door] = set()
        self._looking = asyncio.Lock()
        self._looked_at: datetime | None = None
        self._broadcasts = [Broadcast(channel, courier, refresh) for channel in courier.paces]

    def hand_over(self, messages: list[tuple[int, Outgoing]]) -> None:
        """Send these replies, which are stored, each behind what waits for its address already."""
        for number, message in messages:
            door = _door(message)
            if message.bulk or number in self._courier.in_hand or door in self._held:
                continue
            self._courier.in_hand[number] = message
            self._queues[door].append((number, message))
            if door not in self._senders:
                self._senders[door] = asyncio.create_task(self._send_all(door))

    async def deliver_waiting(self, only_to: str | None = None) -> None:
        """Send what is stored and due, to everybody or to one address: after a start, a pause, a reminder."""
        self._courier.write_down()
        async with self._looking:
            await self._look(only_to)
        for broadcast in self._broadcasts:
            broadcast.start(only_to)

    async def deliver_fresh(self) -> None:
        """Send what other processes have put out and is not known here; each behind what is on its way to the same address."""
        courier = self._courier
        async with self._looking:
            names, now, known = list(courier.paces), courier.clock(), set(courier.in_hand)
            due = await courier.transact(lambda session: outbox.waiting(session, names, now, besides=known))
            self.hand_over(due)

    async def _look(self, only_to: str | None) -> None:
        """Hand over what the outbox shows, less what was settled while it was being read: it may show that still."""
        courier = self._courier
        await self._follow_clock()
        known = set(courier.in_hand)
        courier.settled.clear()
        names, now = list(courier.paces), courier.clock()
        due = await courier.transact(lambda session: outbox.waiting(session, names, now, only_to))
        known |= courier.settled
        busy = {_door(message) for number, message in due if number in known}  # what is behind these waits for its turn
        fresh = [(number, message) for number, message in due if number not in known and _door(message) not in busy]
        self._held.difference_update(_door(message) for _, message in fresh)
        self.hand_over(fresh)

    async def _follow_clock(self) -> None:
        """What was put off while the clock was ahead is not waited for until it says so again."""
        now, before = self._courier.clock(), self._looked_at
        if before is None or now < before:
            was_set_back = before is not None
            await self._courier.transact(lambda session: outbox.bring_forward(session, now, asked_for=was_set_back))
        self._looked_at = now

    async def idle(self) -> None:
        """Wait until all that was handed over is sent, or put off, and settled."""
        while tasks := self._tasks():
            await asyncio.gather(*tasks)
        await self._courier.idle()

    def stop(self) -> None:
        """Begin no more bulk messages; they stay in the outbox."""
        for broadcast in self._broadcasts:
            broadcast.stop()

    def _tasks(self) -> list["asyncio.Task[None]"]:
        return [*self._senders.values(), *(broadcast.running for broadcast in self._broadcasts if broadcast.running)]

    async def _send_all(self, door: Door) -> None:
        queue = self._queues[door]
        try:
            while queue:
                number, message = queue.popleft()
                attempt = await self._courier.carry(number, message)
                if attempt.put_off:  # the rest stays in the outbox, behind the one that was put off
                    self._held.add(door)
                    self._courier.let_go(number for number, _ in queue)
                    queue.clear()
                await self._courier.settle(attempt, message)
        finally:
            del self._senders[door]
            del self._queues[door]
