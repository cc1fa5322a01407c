"""Reading the files that people sent: fetched from their channel, read in a process of their own, then answered."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime

from sqlalchemy.exc import OperationalError

from bot.channels.channel import Channel, SendFailed
from bot.messages.messages import SentFile
from bot.receiving import incoming_files
from bot.receiving.incoming_files import IncomingFile
from bot.sending.courier import Transact
from tracker.uploads.errors import FileUnavailable, SpreadsheetTooLarge, UploadRefused
from tracker.uploads.reading import MOST_BYTES, Read
from tracker.uploads.texts import read_any

_log = logging.getLogger(__name__)


class FileReading:
    """One file at a time, so that a machine with two cores goes on talking; `answer` takes what was read and the file."""

    def __init__(
        self,
        transact: Transact,
        channels: Mapping[str, Channel],
        clock: Callable[[], datetime],
        answer: Callable[[IncomingFile, Read, bytes], Awaitable[None]],
    ) -> None:
        self._transact, self._channels, self._clock, self._answer = transact, channels, clock, answer
        self.task: asyncio.Task[None] | None = None

    def wake(self) -> None:
        """Begin with the files that wait, unless that is under way: after a commit that put one aside, and at every tick."""
        if self.task is None:
            self.task = asyncio.create_task(self._read_all())

    async def _read_all(self) -> None:
        names = list(self._channels)
        try:
            while file := await self._transact(lambda session: incoming_files.next_waiting(session, names, self._clock())):
                await self._read(file)
        except OperationalError:  # waiting files are read later
            pass
        finally:
            self.task = None

    async def _read(self, file: IncomingFile) -> None:
        try:
            content = await self._content(file)
        except SendFailed as failure:
            _log.warning("file %s not fetched over %s: %s", file.id, file.channel, failure)
            if failure.kind.retryable and await self._transact(lambda s: incoming_files.put_off(s, file.id, self._clock())):
                return
            await self._answer(file, FileUnavailable(), b"")
        except UploadRefused as refused:
            await self._answer(file, refused, b"")
        else:
            await self._answer(file, await asyncio.to_thread(read_any, content), content)

    async def _content(self, file: IncomingFile) -> bytes:
        if file.size > MOST_BYTES:
            raise SpreadsheetTooLarge(most=MOST_BYTES // 1_000_000)
        if file.content is not None:
            return file.content
        return await self._channels[file.channel].fetch(SentFile(file.name, file.size, file.ref))
