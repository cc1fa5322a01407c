"""Adapters: a channel's own payloads <-> messages."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Protocol

from bot.messages import Incoming, Outgoing, SentFile

Receive = Callable[[Incoming], Awaitable[None]]  # when it has returned, the message is stored


class SendFailed(Exception):
    """A channel did not take a message, or did not give a file; `retry_after` is the pause that it asked for."""

    def __init__(self, why: str, *, retryable: bool, retry_after: timedelta | None = None) -> None:
        """Keep what the app needs to decide."""
        super().__init__(why)
        self.retryable, self.retry_after = retryable, retry_after


class Channel(Protocol):
    """What the app needs of a channel."""

    name: str

    async def send(self, message: Outgoing) -> None:
        """Hand one message over; raises SendFailed and nothing else."""

    async def fetch(self, file: SentFile) -> bytes:
        """The content of a file that a person sent; raises SendFailed and nothing else."""
