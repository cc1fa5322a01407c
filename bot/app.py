"""The life of a message: one transaction, the clock, delivery after the commit, and what happens when code is wrong."""

import asyncio
import logging
import secrets
from collections import defaultdict, deque
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import TypeVar

from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from bot import conversation, inbox, incoming_files, outbox, reminders, texts
from bot.channels import Channel, SendFailed
from bot.database import transaction
from bot.file_reading import FileReading
from bot.incoming_files import IncomingFile
from bot.messages import Incoming, Outgoing
from bot.outbox import Attempt
from tracker.uploads import Read

_log = logging.getLogger(__name__)
_POSTGRESQL_THREADS = 4
_MOST_TOGETHER = 16  # messages in one transaction
Door = tuple[str, str]
Arrived = tuple[Incoming, "asyncio.Future[None]"]
Replies = list[tuple[int, Outgoing]]  # with their numbers in the outbox
Result = TypeVar("Result")


def _door(message: Outgoing) -> Door:
    return message.channel, message.address


def _tell(stored: "asyncio.Future[None]", fault: Exception | None = None) -> None:
    """Tell whoever waits for a message, unless they have gone, that it is stored or why it is not."""
    if stored.done():
        return
    if fault:
        stored.set_exception(fault)
    else:
        stored.set_result(None)


def system_clock() -> datetime:
    """The time now, aware."""
    return datetime.now(UTC)


class App:
    """Messages in, replies out. All database work runs on threads of its own, so that the event loop stays free."""

    def __init__(self, engine: Engine, channels: Mapping[str, Channel], clock: Callable[[], datetime] = system_clock) -> None:
        self._engine, self._channels, self._clock = engine, channels, clock
        workers = 1 if engine.dialect.name == "sqlite" else _POSTGRESQL_THREADS
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="transaction")
        self._queues: dict[Door, deque[tuple[int, Outgoing]]] = defaultdict(deque)
        self._senders: dict[Door, asyncio.Task[None]] = {}
        self._handed: set[int] = set()
        self._held: set[Door] = set()
        self._arrived: list[Arrived] = []
        self._taker: asyncio.Task[None] | None = None
        self._attempts: list[Attempt] = []
        self._settler: asyncio.Task[None] | None = None
        self._reading = FileReading(self._transact, channels, clock, self._answer_file)

    async def receive(self, incoming: Incoming) -> None:
        """Take a message: when this returns, it and its replies are stored. Raises only if nothing can be stored."""
        stored = asyncio.get_running_loop().create_future()
        self._arrived.append((incoming, stored))
        if self._taker is None:
            self._taker = asyncio.create_task(self._take_arrived())
        await stored

    async def _take_arrived(self) -> None:
        """Take in one transaction all that arrived while the one before was taken: a commit costs as much as a message."""
        try:
            while self._arrived:
                batch, self._arrived = self._arrived[:_MOST_TOGETHER], self._arrived[_MOST_TOGETHER:]
                await self._take_together(batch)
        finally:
            self._taker = None

    async def _take_together(self, batch: list[Arrived]) -> None:
        try:
            replies = await self._transact(lambda session: [r for incoming, _ in batch for r in self._take(session, incoming)])
        except OperationalError as fault:  # no database: the channel keeps the messages and brings them again
            for _, stored in batch:
                _tell(stored, fault)
        except Exception:  # noqa: BLE001 - one of them cannot be taken: each by itself, so that the others can
            for one in batch:
                await self._take_alone(*one)
        else:
            self._hand_over(replies)
            for incoming, stored in batch:
                self._read_if_file(incoming)
                _tell(stored)

    async def _take_alone(self, incoming: Incoming, stored: "asyncio.Future[None]") -> None:
        try:
            self._hand_over(await self._take_or_apologise(incoming, lambda session: self._take(session, incoming)))
            self._read_if_file(incoming)
        except Exception as fault:  # noqa: BLE001 - it belongs to whoever waits for this message
            _tell(stored, fault)
        else:
            _tell(stored)

    def _read_if_file(self, incoming: Incoming) -> None:
        if incoming.file:
            self._reading.wake()

    async def _answer_file(self, file: IncomingFile, read: Read) -> None:
        """Answer a message whose file is read."""
        incoming = file.incoming
        self._hand_over(await self._take_or_apologise(incoming, lambda session: self._reply(session, incoming, read)))

    async def _take_or_apologise(self, incoming: Incoming, take: Callable[[Session], Replies]) -> Replies:
        try:
            return await self._transact(take)
        except OperationalError:
            raise
        except Exception:  # noqa: BLE001 - a bug must not stop the others; it is logged, and the person is told
            code = secrets.token_hex(3)
            _log.exception("fault %s at %s %s", code, incoming.channel, incoming.external_id)
            return await self._transact(lambda session: self._apologise(session, incoming, code))

    def _take(self, session: Session, incoming: Incoming) -> Replies:
        now = self._clock()
        if not inbox.first_time(session, incoming, now):
            return []
        if incoming.file and incoming_files.put_aside(session, incoming, incoming.file, now):
            return []
        return self._reply(session, incoming)

    def _reply(self, session: Session, incoming: Incoming, read: Read | None = None) -> Replies:
        now = self._clock()
        replies = outbox.put(session, conversation.handle(session, incoming, now, read), now)
        if read is not None:
            incoming_files.drop(session, incoming)
        session.flush()
        return replies

    def _apologise(self, session: Session, incoming: Incoming, code: str) -> Replies:
        now = self._clock()
        inbox.first_time(session, incoming, now)
        incoming_files.drop(session, incoming)
        sorry = Outgoing(incoming.channel, incoming.address, texts.fault(code))
        return outbox.put(session, [sorry], now)

    async def remind(self) -> None:
        """Put out the reminders that are due; may run any number of times."""
        now = self._clock()
        served = list(self._channels)
        await self._transact(lambda session: outbox.put(session, reminders.due(session, now, served), now))
        await self.deliver_waiting()

    async def deliver_waiting(self, only_to: str | None = None) -> None:
        """Hand over what is stored and due, to everybody or to one address: after a start, a pause, a reminder."""
        self._reading.wake()
        if self._attempts and self._settler is None:
            self._settler = asyncio.create_task(self._settle_all())
        names, known = list(self._channels), set(self._handed)
        due = await self._transact(lambda session: outbox.waiting(session, names, self._clock()))
        busy = {_door(message) for number, message in due if number in known}  # what is behind these waits for its turn
        mine = [(number, message) for number, message in due if only_to in {None, message.address}]
        fresh = [(number, message) for number, message in mine if number not in known and _door(message) not in busy]
        self._held.difference_update(_door(message) for _, message in fresh)
        self._hand_over(fresh)

    async def idle(self) -> None:
        """Wait until all that was handed over is sent, or put off, and settled."""
        while tasks := [*self._senders.values(), *filter(None, (self._settler, self._taker, self._reading.task))]:
            await asyncio.gather(*tasks)

    async def close(self) -> None:
        """Finish what is under way."""
        await self.idle()
        self._threads.shutdown()

    async def _transact(self, work: Callable[[Session], Result]) -> Result:
        def run() -> Result:
            with transaction(self._engine) as session:
                return work(session)

        return await asyncio.get_running_loop().run_in_executor(self._threads, run)

    def _hand_over(self, messages: list[tuple[int, Outgoing]]) -> None:
        for number, message in messages:
            door = _door(message)
            if number in self._handed or door in self._held:
                continue
            self._handed.add(number)
            self._queues[door].append((number, message))
            if door not in self._senders:
                self._senders[door] = asyncio.create_task(self._send_all(door))

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
