"""How one of several processes takes messages: stored, and then answered by any of them, one at a time each person."""

import asyncio
import logging
import secrets

from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from bot.messages.messages import Incoming
from bot.receiving import arrived
from bot.receiving.arrived import Claimed
from bot.running.answering import Answerer, Replies
from bot.running.taking import Arriving, Gathering, tell
from bot.sending.courier import Transact
from bot.storage.bell import Bell, Ring

_log = logging.getLogger(__name__)
_MOST_DOORS, _MOST_TOGETHER = 4, 8  # in one transaction; few, so that the others find something to do


class Sharing:
    """One process of several: it stores what it receives, and answers what waits, whoever received it."""

    def __init__(self, transact: Transact, answering: Answerer, bell: Bell) -> None:
        """The bell tells the others."""
        self._transact, self._answering, self._bell = transact, answering, bell
        self._gathering = Gathering(self._store)
        self.receive = self._gathering.receive
        self._working: asyncio.Task[None] | None = None
        self._woken = self._stopped = False

    def alone_with(self, session: Session, incoming: Incoming) -> None:
        """Let nobody else answer this person until the transaction ends."""
        arrived.lock_door(session, incoming.channel, incoming.address)

    def put_out(self, replies: Replies) -> None:
        """Have these sent by whoever sends."""
        if replies:
            self._bell.ring(Ring.PUT_OUT)

    def tasks(self) -> "list[asyncio.Task[None]]":
        """What is under way."""
        return [task for task in (self._gathering.task, self._working) if task]

    def wake(self) -> None:
        """Look for what waits, and once more if that is under way: it may have looked there already."""
        self._woken = True
        if self._working is None and not self._stopped:
            self._working = asyncio.create_task(self._work())

    def stop(self) -> None:
        """Begin with nothing more; others will."""
        self._stopped = True

    async def _store(self, batch: list[Arriving]) -> None:
        now, messages = self._answering.clock(), [incoming for incoming, _ in batch]
        try:
            if await self._transact(lambda session: arrived.store(session, messages, now)):
                self._bell.ring(Ring.ARRIVED)
        except Exception as fault:  # noqa: BLE001 - the channel keeps the messages and brings them again
            for _, stored in batch:
                tell(stored, fault)
        else:
            for _, stored in batch:
                tell(stored)

    async def _work(self) -> None:
        try:
            while self._woken and not self._stopped:
                self._woken = False
                while not self._stopped and await self._answer_some():
                    pass
        except OperationalError:  # what arrived waits
            pass
        finally:
            self._working = None

    async def _answer_some(self) -> bool:
        """Answer some of what waits; False if nothing does, or others have it all in hand."""
        under_way: list[Claimed] = []
        try:
            return await self._answer(_MOST_DOORS, _MOST_TOGETHER, under_way)
        except OperationalError:
            raise
        except Exception:  # noqa: BLE001 - one of them cannot be answered: each by itself, so that the others can
            for _ in under_way:
                await self._answer_one()
            return True

    async def _answer_one(self) -> None:
        under_way: list[Claimed] = []
        try:
            await self._answer(1, 1, under_way)
        except OperationalError:
            raise
        except Exception:
            if not under_way:
                raise
            await self._apologise(under_way[-1])

    async def _answer(self, doors: int, most: int, under_way: list[Claimed]) -> bool:
        """In `under_way` is what was begun, even if it fails."""

        def work(session: Session) -> tuple[bool, bool]:
            under_way.clear()
            replies = files = 0
            for one in arrived.claim(session, doors, most):
                under_way.append(one)
                arrived.answered(session, one.number)
                replies += len(self._answering.answer(session, one.incoming))
                files += one.incoming.file is not None
            return bool(under_way), bool(replies or files)

        found, to_do = await self._transact(work)
        if to_do:
            self._bell.ring(Ring.PUT_OUT)
        return found

    async def _apologise(self, one: Claimed) -> None:
        """Unless another process has, meanwhile."""
        code = secrets.token_hex(3)
        _log.exception("fault %s at %s %s", code, one.incoming.channel, one.incoming.external_id)

        def work(session: Session) -> None:
            arrived.lock_door(session, one.incoming.channel, one.incoming.address)
            if arrived.answered(session, one.number):
                self._answering.apologise(session, one.incoming, code)

        await self._transact(work)
        self._bell.ring(Ring.PUT_OUT)
