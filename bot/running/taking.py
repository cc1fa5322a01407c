"""How a process takes messages: alone, each answered before it counts as received."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Protocol

from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from bot.messages.messages import Incoming
from bot.running.answering import Answerer, Replies
from bot.sending.courier import Transact

_MOST_TOGETHER = 16  # messages in one transaction
Arriving = tuple[Incoming, "asyncio.Future[None]"]


class Taking(Protocol):
    """What the app needs of it."""

    async def receive(self, incoming: Incoming) -> None:
        """Take a message: when this returns, it is stored, and will be answered. Raises only if nothing can be stored."""

    def alone_with(self, session: Session, incoming: Incoming) -> None:
        """Let nobody else answer this person until the transaction ends."""

    def put_out(self, replies: Replies) -> None:
        """Have these sent, which are stored."""

    def tasks(self) -> "list[asyncio.Task[None]]":
        """What is under way."""


def tell(stored: "asyncio.Future[None]", fault: Exception | None = None) -> None:
    """Tell whoever waits for a message, unless they have gone, that it is stored or why it is not."""
    if stored.done():
        return
    if fault:
        stored.set_exception(fault)
    else:
        stored.set_result(None)


class Gathering:
    """Messages that arrive while those before are taken, to be taken together: a commit costs as much as a message."""

    def __init__(self, take: Callable[[list[Arriving]], Awaitable[None]]) -> None:
        """`take` tells each how it went."""
        self._take, self._arriving = take, list[Arriving]()
        self.task: asyncio.Task[None] | None = None

    async def receive(self, incoming: Incoming) -> None:
        """Return when it is taken."""
        stored = asyncio.get_running_loop().create_future()
        self._arriving.append((incoming, stored))
        if self.task is None:
            self.task = asyncio.create_task(self._take_all())
        await stored

    async def _take_all(self) -> None:
        try:
            while self._arriving:
                batch, self._arriving = self._arriving[:_MOST_TOGETHER], self._arriving[_MOST_TOGETHER:]
                await self._take(batch)
        finally:
            self.task = None


class Alone:
    """The only process on a database: a message and its answer are one transaction, and what is put out goes out here."""

    def __init__(
        self, transact: Transact, answering: Answerer, hand_over: Callable[[Replies], None], read: Callable[[], None]
    ) -> None:
        """`read` is told when a file waits."""
        self._transact, self._answering, self.put_out, self._read = transact, answering, hand_over, read
        self._gathering = Gathering(self._take)
        self.receive = self._gathering.receive

    def alone_with(self, session: Session, incoming: Incoming) -> None:
        """There is nobody else."""

    def tasks(self) -> "list[asyncio.Task[None]]":
        """What is under way."""
        return [self._gathering.task] if self._gathering.task else []

    async def _take(self, batch: list[Arriving]) -> None:
        take = self._answering.take
        try:
            replies = await self._transact(lambda session: [r for incoming, _ in batch for r in take(session, incoming)])
        except OperationalError as fault:  # no database: the channel keeps the messages and brings them again
            for _, stored in batch:
                tell(stored, fault)
        except Exception:  # noqa: BLE001 - one of them cannot be taken: each by itself, so that the others can
            for one in batch:
                await self._take_one(*one)
        else:
            self.put_out(replies)
            for incoming, stored in batch:
                self._read_if_file(incoming)
                tell(stored)

    async def _take_one(self, incoming: Incoming, stored: "asyncio.Future[None]") -> None:
        try:
            replies = await self._answering.or_apologise(incoming, lambda session: self._answering.take(session, incoming))
            self.put_out(replies)
            self._read_if_file(incoming)
        except Exception as fault:  # noqa: BLE001 - it belongs to whoever waits for this message
            tell(stored, fault)
        else:
            tell(stored)

    def _read_if_file(self, incoming: Incoming) -> None:
        if incoming.file:
            self._read()
