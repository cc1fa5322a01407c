"""Adapters: a channel's own payloads <-> messages."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from bot.messages.messages import Carries, Failure, Incoming, Outgoing, SentFile

Receive = Callable[[Incoming], Awaitable[None]]  # when it has returned, the message is stored
# Sends one message of the channel's own and gives what a reply to it names, if people can reply; raises SendFailed alone.
Part = Callable[[], Awaitable[str | None]]


@dataclass(frozen=True)
class Limits:
    """What a channel takes: messages in a second over all, and seconds between two to one address; 0 is no limit."""

    per_second: int = 0
    chat_seconds: float = 0


NO_LIMITS = Limits()


@dataclass(frozen=True)
class Webhook:
    """Where a service brings its updates instead of being asked for them, and the secret by which it is known."""

    url: str
    secret: str


class SendFailed(Exception):
    """A channel did not take a message, or did not give a file; `retry_after` is the pause that it asked for."""

    def __init__(self, kind: Failure, why: str, retry_after: timedelta | None = None) -> None:
        """Keep what the app needs to decide."""
        super().__init__(why)
        self.kind, self.retry_after = kind, retry_after


class Channel(Protocol):
    """What the app needs of a channel."""

    name: str
    limits: Limits
    carries: Carries  # files both ways; otherwise they go by links

    def parts(self, message: Outgoing) -> Sequence[Part]:
        """What it takes to hand the message over, in order: one part for each message that the channel counts."""

    async def fetch(self, file: SentFile) -> bytes:
        """The content of a file that a person sent; raises SendFailed and nothing else."""


class Served(Channel, Protocol):
    """A channel on a chat service: connected, tried, listened to."""

    webhook: Webhook | None  # None: updates are asked for
    is_open: bool

    async def open(self) -> str:
        """Connect and say what the bot is called there; raises SendFailed with what is wrong."""

    async def close(self) -> None:
        """Disconnect."""

    async def listen(self, receive: Receive) -> None:
        """Have updates brought, or ask for them, until cancelled."""

    async def take(self, update: object, receive: Receive) -> None:
        """Store an update that was brought; what is none is left out."""

    async def webhook_url(self) -> str:
        """Where the service brings updates now; "" if it waits to be asked. Raises SendFailed."""
