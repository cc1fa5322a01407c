"""The terminal: one line in, replies out, files as paths."""

import asyncio
import contextlib
import itertools
import secrets
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import TextIO

from bot.channels.channel import NO_LIMITS, Part, SendFailed
from bot.channels.kind import ChannelKind
from bot.messages.messages import Carries, Failure, Incoming, Outgoing, SentFile

TERMINAL = ChannelKind("terminal", "máy tính", Carries(files=True))


class TerminalChannel:
    """People at a terminal; an address is an officer's number, `others` are the names of those not at the keyboard."""

    name = TERMINAL.name
    limits = NO_LIMITS
    carries = TERMINAL.carries

    def __init__(self, out: TextIO, files: Path) -> None:
        """Write replies to `out` and files into the folder `files`."""
        self._out, self._files = out, files
        self.others: Mapping[str, str] = {}
        self._ids: Iterator[str] = map(f"{secrets.token_hex(6)} {{}}".format, itertools.count(1))

    def incoming(self, address: str, line: str) -> Incoming:
        r"""What was typed on one line: the path of a file sends that file, "\n" stands for a line break."""
        number, file = next(self._ids), _file_at(line.strip().strip("'\""))
        if file:
            return Incoming(self.name, number, address, file=file)
        return Incoming(self.name, number, address, text=line.rstrip("\n").replace("\\n", "\n"))

    async def fetch(self, file: SentFile) -> bytes:
        """The file at that path; raises SendFailed."""
        try:
            return await asyncio.to_thread(Path(file.ref).read_bytes)
        except OSError as fault:
            raise SendFailed(Failure.GONE, str(fault)) from None

    def parts(self, message: Outgoing) -> list[Part]:
        """Print it, in one go."""
        return [partial(self._print, message)]

    async def _print(self, message: Outgoing) -> None:
        other = self.others.get(message.address)
        self._out.write(rendered(message, f"bot → {other}> " if other else "bot> "))
        if message.attachment:
            self._files.mkdir(parents=True, exist_ok=True)
            path = self._files / message.attachment.name
            path.write_bytes(message.attachment.content)
            self._out.write(f"     [tệp: {path}]\n")
        self._out.flush()


def _file_at(text: str) -> SentFile | None:
    path = Path(text)
    with contextlib.suppress(OSError, ValueError):  # what cannot be a path
        if path.suffix and path.is_file():
            return SentFile(path.name, path.stat().st_size, str(path))
    return None


def rendered(message: Outgoing, head: str = "bot> ") -> str:
    """The message as text: "bot> …" with further lines indented, choices numbered or in brackets."""
    lines = [line for part in (message.lead, message.title, message.text) if part for line in part.split("\n")]
    if message.numbered:
        lines += [f"{number}. {button.label}" for number, button in enumerate(message.buttons, start=1)]
    elif message.buttons:
        lines.append(" ".join(f"[{button.label}]" for button in message.buttons))
    first, *rest = lines
    return "\n".join([head + first, *(f"     {line}".rstrip() for line in rest)]) + "\n"
