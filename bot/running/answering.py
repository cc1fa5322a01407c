"""One message and its answer in one transaction, and what happens when code is wrong."""

import logging
import secrets
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from bot import texts
from bot.conversation.handle import handle
from bot.messages.messages import Carries, Incoming, Outgoing
from bot.receiving import inbox, incoming_files
from bot.receiving.deeds import done_at
from bot.receiving.unread import put_aside_unread
from bot.sending import links, outbox
from bot.sending.courier import Transact
from bot.sending.links import LinkOffice
from bot.sending.page_links import with_page
from tracker.uploads.reading import Read

_log = logging.getLogger(__name__)
_NOT_SERVED = Carries(buttons=True, files=True, edits=True)  # a message to such a channel waits as it is
Replies = list[tuple[int, Outgoing]]  # with their numbers in the outbox


class Answerer:
    """Answers within a transaction that somebody else opens; `carries` is what each channel that is served carries."""

    def __init__(
        self,
        transact: Transact,
        clock: Callable[[], datetime],
        carries: Mapping[str, Carries],
        link_office: LinkOffice | None,
    ) -> None:
        self._transact, self.clock, self._carries, self._link_office = transact, clock, carries, link_office

    def take(self, session: Session, incoming: Incoming) -> Replies:
        """Answer a message, unless it came before."""
        return self.answer(session, incoming) if inbox.first_time(session, incoming, self.clock()) else []

    def answer(self, session: Session, incoming: Incoming) -> Replies:
        """Answer a message; one that cannot be read, or with a file, is put aside first."""
        now = self.clock()
        if incoming.unread:
            put_aside_unread(session, incoming, now)
            if not incoming.address:
                return []
        if incoming.file and incoming_files.put_aside(session, incoming, incoming.file, now):
            return []
        return self.reply(session, incoming)

    def reply(self, session: Session, incoming: Incoming, read: Read | None = None) -> Replies:
        """Answer at once, with what was read in the message's file."""
        now = self.clock()
        said = handle(session, incoming, done_at(incoming, now), read, self._carried(incoming.channel))
        replies = self.put(session, said, now)
        if read is not None:
            incoming_files.drop(session, incoming)
        session.flush()
        return replies

    def put(self, session: Session, messages: Iterable[Outgoing], now: datetime) -> Replies:
        """Store messages for sending, files as links where a channel carries none."""
        with_pages = (with_page(session, message, self._link_office, now) for message in messages)
        fitting = (
            message if self._carried(message.channel).files else links.with_links(session, message, self._link_office, now)
            for message in with_pages
        )
        return outbox.put(session, fitting, now)

    async def or_apologise(self, incoming: Incoming, work: Callable[[Session], Replies]) -> Replies:
        """Do this in a transaction; if our code is wrong, it is logged, and the person is told. Raises OperationalError."""
        try:
            return await self._transact(work)
        except OperationalError:
            raise
        except Exception:  # noqa: BLE001 - a bug must not stop the others
            code = secrets.token_hex(3)
            _log.exception("fault %s at %s %s", code, incoming.channel, incoming.external_id)
            return await self._transact(lambda session: self.apologise(session, incoming, code))

    def apologise(self, session: Session, incoming: Incoming, code: str) -> Replies:
        """Settle a message that our code cannot answer."""
        now = self.clock()
        inbox.first_time(session, incoming, now)
        incoming_files.drop(session, incoming)
        return outbox.put(session, [Outgoing(incoming.channel, incoming.address, texts.fault(code))], now)

    def _carried(self, channel: str) -> Carries:
        return self._carries.get(channel, _NOT_SERVED)
