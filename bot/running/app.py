"""The life of a message: one transaction, the clock, and what happens when code is wrong; delivery comes after."""

import asyncio
import logging
import secrets
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from bot import reminders, texts
from bot.channels.channel import Channel
from bot.conversation.handle import handle
from bot.messages.messages import Carries, Incoming, Outgoing, SentFile
from bot.people.questions import drop_old_questions
from bot.receiving import inbox, incoming_files
from bot.receiving.deeds import done_at
from bot.receiving.file_reading import FileReading
from bot.receiving.incoming_files import IncomingFile
from bot.receiving.unread import drop_old_unread, put_aside_unread
from bot.reminders import health
from bot.running.clock import system_clock
from bot.sending import links, outbox
from bot.sending.broadcast import Refresh
from bot.sending.courier import Courier
from bot.sending.delivery import Delivery
from bot.sending.links import LinkOffice
from bot.storage.database import transaction
from bot.texts.office.health import Beat
from tracker.audit.log import Tool, act_as
from tracker.reports.schedules import open_due_rounds
from tracker.tasks.recurring import make_due_tasks
from tracker.uploads.reading import Read

_log = logging.getLogger(__name__)
_POSTGRESQL_THREADS = 4
_MOST_TOGETHER = 16  # messages in one transaction
_NOT_SERVED = Carries(buttons=True, files=True, edits=True)  # a message to such a channel waits as it is
Arrived = tuple[Incoming, "asyncio.Future[None]"]
Replies = list[tuple[int, Outgoing]]  # with their numbers in the outbox
Result = TypeVar("Result")


def _tell(stored: "asyncio.Future[None]", fault: Exception | None = None) -> None:
    """Tell whoever waits for a message, unless they have gone, that it is stored or why it is not."""
    if stored.done():
        return
    if fault:
        stored.set_exception(fault)
    else:
        stored.set_result(None)


class App:
    """Messages in, replies out. All database work runs on threads of its own, so that the event loop stays free."""

    def __init__(
        self,
        engine: Engine,
        channels: Mapping[str, Channel],
        clock: Callable[[], datetime] = system_clock,
        refresh: Refresh = reminders.refresh,
        link_office: LinkOffice | None = None,
    ) -> None:
        """Serve these channels; `refresh` decides a bulk message anew when it is sent."""
        self._engine, self.clock, self._link_office = engine, clock, link_office
        self._carries = {name: channel.carries for name, channel in channels.items()}
        self._delivery = Delivery(Courier(self.transact, channels, clock, texts.instead), refresh)
        self._served = list(channels)
        workers = 1 if engine.dialect.name == "sqlite" else _POSTGRESQL_THREADS
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="transaction")
        self._arrived: list[Arrived] = []
        self._taker: asyncio.Task[None] | None = None
        self._reading = FileReading(self.transact, channels, clock, self._answer_file)

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
            replies = await self.transact(lambda session: [r for incoming, _ in batch for r in self._take(session, incoming)])
        except OperationalError as fault:  # no database: the channel keeps the messages and brings them again
            for _, stored in batch:
                _tell(stored, fault)
        except Exception:  # noqa: BLE001 - one of them cannot be taken: each by itself, so that the others can
            for one in batch:
                await self._take_alone(*one)
        else:
            self._delivery.hand_over(replies)
            for incoming, stored in batch:
                self._read_if_file(incoming)
                _tell(stored)

    async def _take_alone(self, incoming: Incoming, stored: "asyncio.Future[None]") -> None:
        try:
            replies = await self._take_or_apologise(incoming, lambda session: self._take(session, incoming))
            self._delivery.hand_over(replies)
            self._read_if_file(incoming)
        except Exception as fault:  # noqa: BLE001 - it belongs to whoever waits for this message
            _tell(stored, fault)
        else:
            _tell(stored)

    def _read_if_file(self, incoming: Incoming) -> None:
        if incoming.file:
            self._reading.wake()

    async def _answer_file(self, file: IncomingFile, read: Read, content: bytes) -> None:
        """Answer a message whose file is read."""
        incoming = replace(file.incoming, file=SentFile(file.name, file.size, file.ref, content, file.action))
        replies = await self._take_or_apologise(incoming, lambda session: self._reply(session, incoming, read))
        self._delivery.hand_over(replies)

    async def _take_or_apologise(self, incoming: Incoming, take: Callable[[Session], Replies]) -> Replies:
        try:
            return await self.transact(take)
        except OperationalError:
            raise
        except Exception:  # noqa: BLE001 - a bug must not stop the others; it is logged, and the person is told
            code = secrets.token_hex(3)
            _log.exception("fault %s at %s %s", code, incoming.channel, incoming.external_id)
            return await self.transact(lambda session: self._apologise(session, incoming, code))

    def _take(self, session: Session, incoming: Incoming) -> Replies:
        now = self.clock()
        if not inbox.first_time(session, incoming, now):
            return []
        if incoming.unread:
            put_aside_unread(session, incoming, now)
            if not incoming.address:
                return []
        if incoming.file and incoming_files.put_aside(session, incoming, incoming.file, now):
            return []
        return self._reply(session, incoming)

    def _reply(self, session: Session, incoming: Incoming, read: Read | None = None) -> Replies:
        now = self.clock()
        said = handle(session, incoming, done_at(incoming, now), read, self._carried(incoming.channel))
        replies = self._put(session, said, now)
        if read is not None:
            incoming_files.drop(session, incoming)
        session.flush()
        return replies

    def _put(self, session: Session, messages: Iterable[Outgoing], now: datetime) -> Replies:
        """Store messages for sending, files as links where a channel carries none."""
        fitting = (
            message if self._carried(message.channel).files else links.with_links(session, message, self._link_office, now)
            for message in messages
        )
        return outbox.put(session, fitting, now)

    def _carried(self, channel: str) -> Carries:
        return self._carries.get(channel, _NOT_SERVED)

    def _apologise(self, session: Session, incoming: Incoming, code: str) -> Replies:
        now = self.clock()
        inbox.first_time(session, incoming, now)
        incoming_files.drop(session, incoming)
        sorry = Outgoing(incoming.channel, incoming.address, texts.fault(code))
        return outbox.put(session, [sorry], now)

    async def remind(self) -> None:
        """Put out the reminders that are due; may run any number of times."""
        while await self.transact(self._put_reminders):
            pass
        await self.transact(lambda session: health.beat(session, Beat.REMIND, self.clock()))
        await self.deliver_waiting()

    def _put_reminders(self, session: Session) -> bool:
        """Put out some of what is due; whether there may be more."""
        now = self.clock()
        act_as(session, Tool("tick", now))
        messages = [
            *reminders.due(session, now, self._served),
            *reminders.morning_summaries(session, now, self._served),
            *health.alarms(session, now, self._served),
        ]
        self._put(session, messages, now)
        return bool(messages)

    async def open_rounds(self) -> None:
        """Open the rounds whose time has come, and make the tasks that come again; may run any number of times."""

        def work(session: Session) -> None:
            act_as(session, Tool("tick", self.clock()))
            open_due_rounds(session, self.clock())
            make_due_tasks(session, self.clock())
            health.beat(session, Beat.OPEN_ROUNDS, self.clock())

        await self.transact(work)

    async def drop_expired(self) -> None:
        """Delete what nobody comes back to: files of links that do not open any more, old questions, unread updates."""

        def work(session: Session) -> None:
            now = self.clock()
            links.drop_expired_files(session, now)
            drop_old_questions(session, now)
            drop_old_unread(session, now)

        await self.transact(work)

    async def deliver_waiting(self, only_to: str | None = None) -> None:
        """Send what is stored and due, to everybody or to one address: after a start, a pause, a reminder."""
        self._reading.wake()
        await self._delivery.deliver_waiting(only_to)

    async def idle(self) -> None:
        """Wait until all that was handed over is sent, or put off, and settled."""
        while tasks := [task for task in (self._taker, self._reading.task) if task]:
            await asyncio.gather(*tasks)
        await self._delivery.idle()

    async def close(self) -> None:
        """Finish what is under way; bulk messages that are not stay in the outbox."""
        self._delivery.stop()
        await self.idle()
        self._threads.shutdown()

    async def transact(self, work: Callable[[Session], Result]) -> Result:
        """Do this in one transaction, off the event loop."""

        def run() -> Result:
            with transaction(self._engine) as session:
                return work(session)

        return await asyncio.get_running_loop().run_in_executor(self._threads, run)
