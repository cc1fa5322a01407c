"""The bot at work: messages, the clock, and what is sent; every transaction runs off the event loop."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from bot import reminders, texts
from bot.channels.channel import Channel
from bot.keeping.pruning import prune_daily
from bot.messages.messages import Incoming, Outgoing, SentFile
from bot.people.questions import drop_old_questions
from bot.people.retention import InForce, Retention
from bot.people.web_sessions import drop_web_access
from bot.receiving.file_reading import FileReading
from bot.receiving.incoming_files import IncomingFile
from bot.receiving.unread import drop_old_unread
from bot.reminders import health
from bot.reminders.alarms import Alarm, guessing_alarm, raise_alarms, schedule_alarm
from bot.running.answering import Answerer, Replies
from bot.running.clock import system_clock
from bot.running.machine import Machine
from bot.running.sharing import Sharing
from bot.running.taking import Alone, Taking
from bot.sending import links
from bot.sending.broadcast import Refresh
from bot.sending.courier import Courier
from bot.sending.delivery import Delivery
from bot.sending.links import LinkOffice
from bot.storage.absence import Absence
from bot.storage.bell import Bell, Ring
from bot.storage.database import transaction
from bot.texts.office.health import Beat
from tracker.audit.log import Tool, act_as
from tracker.kernel.keeping import kept
from tracker.reports.schedules import open_due_rounds
from tracker.tasks.recurring import make_due_tasks
from tracker.uploads.reading import Read

_POSTGRESQL_THREADS = 4
Result = TypeVar("Result")


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
        self._engine, self.clock, self._absence = engine, clock, Absence()
        carries = {name: channel.carries for name, channel in channels.items()}
        self._answering = Answerer(self.transact, clock, carries, link_office)
        self._delivery = Delivery(Courier(self.transact, channels, clock, texts.instead), refresh)
        self._served = list(channels)
        workers = 1 if engine.dialect.name == "sqlite" else _POSTGRESQL_THREADS
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="transaction")
        self._reading = FileReading(self.transact, channels, clock, self._answer_file)
        self._taking: Taking = Alone(self.transact, self._answering, self._delivery.hand_over, self._reading.wake)
        self._sharing: Sharing | None = None
        self.machine: Machine | None = None
        self.retention = Retention()
        self._hurrying: asyncio.Task[None] | None = None
        self._sends = self._put_out_again = False

    def look_after(self, machine: Machine) -> None:
        """From now on the administrators are alarmed of its clock and its disk."""
        self.machine = machine

    def share(self, bell: Bell) -> None:
        """Be one of several processes that serve a database, before anything is received.

        What arrives at one is answered by any of them, and the one that is told to `send` sends.
        """
        self._taking = self._sharing = Sharing(self.transact, self._answering, bell)

    async def receive(self, incoming: Incoming) -> None:
        """Take a message: when this returns, it is stored, and will be answered. Raises only if nothing can be stored."""
        if self.machine:
            self.machine.watch.hear(incoming.at)
        await self._taking.receive(incoming)

    async def act(self, work: Callable[[Session], tuple[Result, Sequence[Outgoing]]]) -> Result:
        """Do what somebody does on a page, in one transaction; what others are told of it goes out after it."""

        def run(session: Session) -> tuple[Result, Replies]:
            result, messages = work(session)
            return result, self._answering.put(session, messages, self.clock())

        result, replies = await self.transact(run)
        self._taking.put_out(replies)
        return result

    def hear(self, what: Ring) -> None:
        """Another process, or this one, has left something to do."""
        if what is Ring.ARRIVED and self._sharing:
            self._sharing.wake()
        elif what is Ring.PUT_OUT and self._sends:
            self._reading.wake()
            self._put_out_again = True
            if self._hurrying is None:
                self._hurrying = asyncio.create_task(self._hurry())

    async def send(self) -> None:
        """From now on this process sends what any of them puts out, and reads the files."""
        self._sends = True
        await self.deliver_waiting()

    async def _hurry(self) -> None:
        try:
            while self._put_out_again:
                self._put_out_again = False
                await self._delivery.deliver_fresh()
        except OperationalError:  # they are sent later
            pass
        finally:
            self._hurrying = None

    async def _answer_file(self, file: IncomingFile, read: Read, content: bytes) -> None:
        """Answer a message whose file is read."""
        incoming = replace(file.incoming, file=SentFile(file.name, file.size, file.ref, content, file.action))

        def work(session: Session) -> Replies:
            self._taking.alone_with(session, incoming)
            return self._answering.reply(session, incoming, read)

        self._taking.put_out(await self._answering.or_apologise(incoming, work))

    async def remind(self) -> None:
        """Put out the reminders that are due, none while the clock is ahead; may run any number of times."""
        if self._clock_is_ahead:
            await self.transact(self._put_alarms)
            await self._delivery.deliver_waiting()
            return
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
            *reminders.wishes_due(session, now, self._served),
        ]
        self._answering.put(session, messages, now)
        return self._put_alarms(session) or bool(messages)

    @property
    def _clock_is_ahead(self) -> bool:
        return self.machine is not None and self.machine.is_ahead

    def _put_alarms(self, session: Session) -> bool:
        """Tell the administrators what is wrong with the machine or at the door; whether there was anything to tell."""
        now = self.clock()
        told = raise_alarms(session, self._alarms(session, now), now, self._served)
        self._answering.put(session, told, now)
        return bool(told)

    def _alarms(self, session: Session, now: datetime) -> list[Alarm]:
        of_machine = self.machine.alarms(now) if self.machine else []
        return [*health.late_alarm(session, now), *guessing_alarm(session, now), *of_machine]

    async def open_rounds(self) -> None:
        """Open the rounds whose time has come, and make the tasks that come again; may run any number of times."""
        if self._clock_is_ahead:
            return

        def work(session: Session) -> None:
            now = self.clock()
            act_as(session, Tool("tick", now))
            found = open_due_rounds(session, now)
            alarms = [schedule_alarm(one) for one in found.unopened]
            self._answering.put(session, raise_alarms(session, alarms, now, self._served), now)
            make_due_tasks(session, now)
            health.beat(session, Beat.OPEN_ROUNDS, now)

        await self.transact(work)

    async def drop_expired(self) -> None:
        """Delete what nobody comes back to: files of links that do not open any more, old questions, unread updates.

        Once a day, and not while the clock is ahead, also what is older than the office keeps it.
        """

        def work(session: Session) -> None:
            now = self.clock()
            links.drop_expired_files(session, now)
            drop_old_questions(session, now)
            drop_old_unread(session, now)
            drop_web_access(session, now)

        await self.transact(work)
        while not self._clock_is_ahead and await self.transact(self._prune):
            pass

    def _prune(self, session: Session) -> bool:
        now = self.clock()
        act_as(session, Tool("tick", now))
        return prune_daily(session, self.retention, now)

    async def deliver_waiting(self, only_to: str | None = None) -> None:
        """Send what is stored and due, to everybody or to one address: after a start, a pause, a reminder."""
        self._reading.wake()
        await self._delivery.deliver_waiting(only_to)

    async def idle(self) -> None:
        """Wait until all that was handed over is sent, or put off, and settled."""
        while tasks := [*self._taking.tasks(), *(task for task in (self._reading.task, self._hurrying) if task)]:
            await asyncio.gather(*tasks)
        await self._delivery.idle()

    async def close(self) -> None:
        """Finish what is under way; bulk messages that are not stay in the outbox."""
        self._delivery.stop()
        if self._sharing:
            self._sharing.stop()
        await self.idle()
        self._threads.shutdown()

    async def transact(self, work: Callable[[Session], Result]) -> Result:
        """Do this in one transaction, off the event loop."""

        def run() -> Result:
            try:
                with transaction(self._engine) as session:
                    kept(session, InForce).retention = self.retention
                    result = work(session)
            except OperationalError as fault:
                self._absence.missed(fault)
                raise
            self._absence.reached()
            return result

        return await asyncio.get_running_loop().run_in_executor(self._threads, run)
