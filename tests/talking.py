"""Talking to the real app in a test: lines in as a person, what the person reads out."""

import asyncio
from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Engine

from bot.channels.channel import NO_LIMITS, Part
from bot.channels.terminal import TERMINAL, rendered
from bot.messages.messages import Incoming, Outgoing, SentFile
from bot.running.app import App


class Ear:
    """A channel that keeps what was said, in order."""

    name = "terminal"
    limits = NO_LIMITS
    carries = TERMINAL.carries

    def __init__(self) -> None:
        self.heard: list[Outgoing] = []

        self.files: dict[str, bytes] = {}

    def parts(self, message: Outgoing) -> list[Part]:
        async def hear() -> None:
            self.heard.append(message)

        return [hear]

    async def fetch(self, file: SentFile) -> bytes:
        return self.files[file.ref]


class Talk:
    """The real app on a real database, with people who type and press; `say` and `press` give the replies."""

    def __init__(self, engine: Engine, clock: Callable[[], datetime]) -> None:
        self.ear = Ear()
        self._engine, self._clock, self._count = engine, clock, 0

    def say(self, address: str, text: str) -> list[Outgoing]:
        return self.deliver(Incoming("terminal", self._next_id(), address, text=text))

    def press(self, address: str, data: str, message_ref: str | None = None) -> list[Outgoing]:
        return self.deliver(Incoming("terminal", self._next_id(), address, pressed=data, message_ref=message_ref))

    def send_file(self, address: str, name: str, content: bytes) -> list[Outgoing]:
        number = self._next_id()
        self.ear.files[number] = content
        return self.deliver(Incoming("terminal", number, address, file=SentFile(name, len(content), number)))

    def deliver(self, *incoming: Incoming) -> list[Outgoing]:
        before = len(self.ear.heard)

        async def work(app: App) -> None:
            for message in incoming:
                await app.receive(message)

        self._run(work)
        return self.ear.heard[before:]

    def remind(self) -> list[Outgoing]:
        before = len(self.ear.heard)
        self._run(lambda app: app.remind())
        return self.ear.heard[before:]

    def _next_id(self) -> str:
        self._count += 1
        return f"test {self._count}"

    def _run(self, work: Callable[[App], object]) -> None:
        """A new app each time: nothing may depend on what a process remembers."""

        async def run() -> None:
            app = App(self._engine, {"terminal": self.ear}, self._clock)
            done = work(app)
            assert asyncio.iscoroutine(done)
            await done
            await app.idle()
            await app.close()

        asyncio.run(run())


def text(messages: list[Outgoing]) -> str:
    """What the person reads, as in the terminal."""
    return "".join(rendered(message) for message in messages)


def data_of(message: Outgoing, label: str) -> str:
    """What the button of this label carries."""
    return next(button.data for button in message.buttons if button.label == label)
