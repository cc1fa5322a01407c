"""The people of the district: each knows what they wrote and what they were told."""

import asyncio
import random
import re
from abc import ABC, abstractmethod
from dataclasses import dataclass, field

from bot.messages.messages import Outgoing
from tests.simulated.office import ROWS, Seat
from tests.simulated.service import Service, Update

_ASKED = re.compile(r"^• (\S+) ", re.MULTILINE)
_TAKEN_DOWN = re.compile(r"^Đã ghi: (.*)$", re.MULTILINE)
_FIGURE = re.compile(r"(\S+) = ([\d.]+)")
_RECEIPT = re.compile(r"^Mã nhận: XA-\d+-(\S+)-(\d+)", re.MULTILINE)
_PATIENCE = 4 * 3600.0  # seconds that somebody waits for an answer before they leave it
_FIRST_VALUE = 1000
_MOST_SAID = 12  # messages in one sitting


@dataclass
class Written:
    """A figure that somebody wrote, and the message in which they did."""

    key: str
    value: int
    update: Update


def _words(message: Outgoing) -> str:
    return f"{message.lead}\n{message.title}\n{message.text}"


@dataclass
class Person(ABC):
    """Somebody at one address, who writes and waits for the answer."""

    seat: Seat
    service: Service
    chance: random.Random
    heard: list[Outgoing] = field(default_factory=list)
    last: Outgoing | None = None
    sittings: tuple[int, ...] = (0, 1, 2, 3)  # in a season, one of these

    def __post_init__(self) -> None:
        self.answered = asyncio.Event()
        self.service.tell[self.seat.address] = self.hear

    @abstractmethod
    async def sit_down(self) -> None:
        """Do what there is to do."""

    def hear(self, message: Outgoing) -> None:
        self.heard.append(message)
        if not message.bulk and not message.unasked:
            self.last = message
            self.answered.set()

    async def say(self, text: str = "", pressed: str | None = None) -> bool:
        """Whether an answer came before they lost patience."""
        self.answered.clear()
        self.service.write(self.seat.address, text, pressed)
        return await self.wait()

    async def wait(self) -> bool:
        try:
            async with asyncio.timeout(_PATIENCE):
                await self.answered.wait()
        except TimeoutError:
            return False
        await asyncio.sleep(self.chance.uniform(2, 60))
        return True

    def offered(self, label: str) -> str | None:
        """What the button that begins like this carries."""
        buttons = self.last.buttons if self.last else ()
        return next((button.data for button in buttons if button.label.startswith(label)), None)


@dataclass
class Reporter(Person):
    """An officer of a commune; no value is ever written twice."""

    written: list[Written] = field(default_factory=list)

    async def sit_down(self) -> None:
        """Work at the report that is asked for, until it is handed in or something else comes up."""
        if not await self.say("làm ngay"):
            return
        for _ in range(self.chance.randint(1, _MOST_SAID)):
            said = await self._answer()
            if not said:
                return

    async def _answer(self) -> bool:
        """Whether to go on."""
        text = self.last.text if self.last else ""
        if "Trả lời" in text:
            return await self._write(_ASKED.findall(text))
        if self.offered("Nộp báo cáo"):
            if self.chance.random() < 0.5:
                return await self.say("nộp báo cáo")
            return await self._correct()
        if self.offered("Sửa lại báo cáo"):
            return self.chance.random() < 0.3 and await self.say("sửa lại báo cáo")
        if "lý do sửa lại" in text:
            return await self.say("nhập nhầm một mục")
        return False

    async def _write(self, keys: list[str]) -> bool:
        self.answered.clear()
        values = [self._new_value() for _ in keys]
        update = self.service.write(self.seat.address, " ".join(map(str, values)))
        self.written += [Written(key, value, update) for key, value in zip(keys, values, strict=True)]
        return await self.wait()

    async def _correct(self) -> bool:
        """One row, or several in as many messages without waiting."""
        self.answered.clear()
        for _ in range(self.chance.choice((1, 1, 1, 3))):
            key, value = self.chance.choice(ROWS), self._new_value()
            self.written.append(Written(key, value, self.service.write(self.seat.address, f"{key}: {value}")))
        return await self.wait()

    def _new_value(self) -> int:
        self._count = getattr(self, "_count", _FIRST_VALUE) + 1
        return self._count

    def acknowledged(self) -> set[tuple[str, int]]:
        """The rows and values that the bot said it has taken down."""
        lines = [line for message in self.heard for line in _TAKEN_DOWN.findall(_words(message))]
        return {(key, int(value.replace(".", ""))) for line in lines for key, value in _FIGURE.findall(line)}

    def receipts(self) -> set[tuple[str, int]]:
        """The period, and which submission of it, of every receipt."""
        return {(found[1], int(found[2])) for message in self.heard for found in _RECEIPT.finditer(_words(message))}


@dataclass
class Desk(Person):
    """The district's desk: looks how the round stands, and takes what is in order."""

    sittings: tuple[int, ...] = (1, 2)

    async def sit_down(self) -> None:
        await self.say("/tinhhinh")
        if await self.say("duyệt"):
            accept = self.offered("Tiếp nhận")
            if accept:
                await self.say(pressed=accept)
