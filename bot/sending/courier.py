"""Takes one message to its channel, part by part at the channel's pace, and writes down how it went."""

import asyncio
import logging
import secrets
from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Protocol, TypeVar

from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from bot.channels.channel import Channel, Part, SendFailed
from bot.messages.messages import Failure, Outgoing
from bot.people import addresses, questions
from bot.people.questions import JustSent
from bot.sending import outbox
from bot.sending.outbox import Attempt
from bot.sending.pace import Pace

_log = logging.getLogger(__name__)
_NOBODY_THERE = {Failure.BLOCKED, Failure.DELETED}
Result = TypeVar("Result")
Unwritten = tuple[Attempt, Outgoing, "asyncio.Future[None]"]
Instead = Callable[[str], str]  # what is said, with a code that is in the log, in place of what a channel does not take


class Transact(Protocol):
    """Runs database work as one transaction, off the event loop."""

    def __call__(self, work: Callable[[Session], Result]) -> Awaitable[Result]:
        """Give the work's result once it is committed."""


class Courier:
    """Everything that is sent goes through here, replies and bulk."""

    def __init__(
        self, transact: Transact, channels: Mapping[str, Channel], clock: Callable[[], datetime], instead: Instead
    ) -> None:
        self.transact, self.clock, self._instead = transact, clock, instead
        self.paces = {name: Pace(channel.limits, clock) for name, channel in channels.items()}
        self.in_hand: dict[int, Outgoing] = {}  # until it is written down how it went
        self.settled: set[int] = set()  # since whoever looks into the outbox emptied it
        self._channels = channels
        self._unwritten: list[Unwritten] = []
        self._writer: asyncio.Task[None] | None = None

    async def carry(self, number: int, message: Outgoing, *, has_turn: bool = False) -> Attempt:
        """Send what is not through yet; `has_turn`: the pace was asked already, for the first part."""
        pace, begun = self.paces[message.channel], message.begun
        refs: list[str] = []
        try:
            for part in self._channels[message.channel].parts(message)[begun:]:
                if not has_turn:
                    await pace.turn(message.address, bulk=message.bulk)
                has_turn = False
                refs.append(await self._send(part, message) or "")
                begun += 1
        except SendFailed as failure:
            _log.warning("message %s not sent over %s: %s", number, message.channel, failure)
            if failure.kind is Failure.FLOOD and failure.retry_after:
                pace.refused(message.address, failure.retry_after)
            return Attempt(number, failure.kind, str(failure), failure.retry_after, begun)
        except Exception as fault:  # noqa: BLE001 - a bug in one message must not stop the others; it is tried again later
            _log.exception("message %s not sent over %s", number, message.channel)
            return Attempt(number, Failure.FAULT, type(fault).__name__, begun=begun)
        finally:
            if has_turn:
                pace.over(message.address, bulk=message.bulk)
        return Attempt(number, begun=begun, refs=tuple(filter(None, refs)))

    async def _send(self, part: Part, message: Outgoing) -> str | None:
        try:
            return await part()
        finally:
            self.paces[message.channel].over(message.address, bulk=message.bulk)

    async def settle(self, attempt: Attempt, message: Outgoing) -> None:
        """Return when it is written down, or when there is no database; then it is kept and written down later."""
        tried = asyncio.get_running_loop().create_future()
        self._unwritten.append((attempt, message, tried))
        self.write_down()
        await tried

    def let_go(self, numbers: Iterable[int]) -> None:
        """These are nobody's business any more, or again the outbox's."""
        for number in numbers:
            del self.in_hand[number]

    def write_down(self) -> None:
        """Begin to write down what is not, unless that is under way."""
        if self._unwritten and self._writer is None:
            self._writer = asyncio.create_task(self._write_all())

    async def idle(self) -> None:
        """Wait until nothing is being written down."""
        if self._writer:
            await self._writer

    async def _write_all(self) -> None:
        """Write down in one transaction all that was sent while the one before was written."""
        batch: list[Unwritten] = []
        try:
            while self._unwritten:
                batch, self._unwritten = self._unwritten, []
                await self._write(batch)
        except OperationalError:
            self._unwritten = batch + self._unwritten  # written down later
        finally:
            self._writer = None
            _release(batch)
            _release(self._unwritten)

    async def _write(self, batch: list[Unwritten]) -> None:
        now = self.clock()
        await self.transact(lambda session: self._note(session, batch, now))
        numbers = {attempt.waiting_id for attempt, _, _ in batch}
        self.settled |= numbers
        self.let_go(numbers)
        _release(batch)

    def _note(self, session: Session, batch: Sequence[Unwritten], now: datetime) -> None:
        outbox.settle(session, [attempt for attempt, _, _ in batch], now)
        for attempt, message, _ in batch:
            if attempt.failure in _NOBODY_THERE:
                addresses.note_blocked(session, message.channel, message.address, now)
            if attempt.failure is Failure.REFUSED and not message.instead:
                self._say_instead(session, attempt, message, now)
            if not attempt.begun:
                _pass_on(session, attempt, message, self._channels, now)
        _note_sent(session, batch, now)

    def _say_instead(self, session: Session, attempt: Attempt, message: Outgoing, now: datetime) -> None:
        """A channel does not take this message, for good: the person is told so, once, and in plain words."""
        code = secrets.token_hex(3)
        _log.error("message %s is refused for good: the person is told code %s", attempt.waiting_id, code)
        outbox.put(session, [Outgoing(message.channel, message.address, self._instead(code), instead=True)], now)


def send_elsewhere(session: Session, message: Outgoing, channels: Collection[str], now: datetime) -> bool:
    """What does not get through, and has no file, goes to the other channel that the person used last, and from there nowhere.

    Says whether it does.
    """
    if message.passed_on or message.begun or message.attachment or message.links:
        return False
    other = addresses.other_address(session, message.channel, message.address, channels)
    if other is None:
        return False
    there = replace(message, channel=other.channel, address=other.address, spent=None, passed_on=True)
    outbox.put(session, [there], now)
    return True


def _note_sent(session: Session, batch: Iterable[Unwritten], now: datetime) -> None:
    """Who was reached, the choices of what nobody had asked for, and under which reference a question can be replied to."""
    sent = [(attempt, message) for attempt, message, _ in batch if attempt.failure is None]
    reached: dict[str, list[str]] = {}
    for _, message in sent:
        reached.setdefault(message.channel, []).append(message.address)
        if message.unasked:
            choices = [(button.label, button.data) for button in message.buttons]
            addresses.note_told(session, message.channel, message.address, choices)
    asked = [
        JustSent(message.channel, message.address, ref, message.asks)
        for attempt, message in sent
        if message.asks
        for ref in attempt.refs
    ]
    questions.note_questions(session, asked, now)
    for channel, there in reached.items():
        addresses.note_reached(session, channel, there)


def _pass_on(session: Session, attempt: Attempt, message: Outgoing, channels: Collection[str], now: datetime) -> None:
    """At once if the person is not there any more; what they did not ask for, also if the channel is out of reach for long."""
    if attempt.failure in _NOBODY_THERE | {Failure.GONE}:
        send_elsewhere(session, message, channels, now)
        return
    unasked_too_long = attempt.put_off and message.unasked and outbox.waited_long(session, attempt.waiting_id)
    if unasked_too_long and send_elsewhere(session, message, channels, now):
        outbox.give_up(session, attempt.waiting_id, now)


def _release(batch: Iterable[Unwritten]) -> None:
    for _, _, tried in batch:
        if not tried.done():
            tried.set_result(None)
