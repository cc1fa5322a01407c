"""A conversation in the terminal: lines go in as one person, or as several who take turns."""

import asyncio
import sys
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Self

import typer

from bot.channels.terminal import TerminalChannel
from bot.running.app import App
from tracker.kernel.names import fold
from tracker.office.officers import Officer

SWITCH = "/doi"
Lines = Callable[[Callable[[], str]], AsyncIterator[str]]


@dataclass(frozen=True)
class Speaker:
    """Somebody to speak as."""

    name: str
    address: str
    title: str

    @classmethod
    def of(cls, officer: Officer) -> Self:
        """The officer, called by their last name without diacritics."""
        return cls(fold(officer.name).split()[-1], str(officer.id), officer.name)


def keyboard_lines() -> Lines:
    """Lines typed at a prompt, until Ctrl-D."""

    async def lines(prompt: Callable[[], str]) -> AsyncIterator[str]:
        while True:
            try:
                yield await asyncio.to_thread(input, prompt())
            except EOFError:
                typer.echo()
                return

    return lines


def piped_lines(given: Iterable[str]) -> Lines:
    """Lines of a script, shown as they are played."""

    async def lines(prompt: Callable[[], str]) -> AsyncIterator[str]:
        for line in given:
            if line.strip():
                typer.echo(prompt() + line.rstrip("\n"))
                yield line

    return lines


async def play(app: App, channel: TerminalChannel, parts: Sequence[Speaker], lines: Lines) -> None:
    """Play the lines to the end, each answered before the next; SWITCH hands over to the next person."""
    waiting = deque(parts)
    channel.others = {part.address: part.name for part in parts[1:]}
    await app.remind()
    await app.idle()  # else the reminder of somebody who is being answered waits for a next time that does not come
    await app.deliver_waiting(waiting[0].address)
    await app.idle()
    async for line in lines(lambda: f"{waiting[0].name}> "):
        if line.strip() == SWITCH and len(parts) > 1:
            waiting.rotate(-1)
            typer.echo(f"({waiting[0].title})")
            channel.others = {part.address: part.name for part in list(waiting)[1:]}
        else:
            await app.receive(channel.incoming(waiting[0].address, line))
            await app.idle()
        sys.stdout.flush()
    await app.close()
