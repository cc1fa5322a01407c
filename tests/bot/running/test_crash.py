"""The real process is killed without warning, again and again, while officers fill their reports over Telegram."""

import asyncio
import os
import random
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from bot import demo
from bot.conversation.report.filling import first_group
from bot.people.addresses import join
from bot.storage.database import make_engine, prepare, transaction
from tests.by_row import figures_of
from tests.servers.process import PATIENCE, Nest, kill, nest, start, stop
from tests.servers.telegram import TelegramServer
from tests.servers.telegram_people import Sent
from tracker.forms.catalogue import official_form
from tracker.forms.cell import Cell
from tracker.office.officers import Role, add_officer
from tracker.office.units import unit_by_code
from tracker.reports.figures import earlier_figures
from tracker.reports.reports import Report, reports_of
from tracker.reports.snapshot import snapshot_of

_KILLS = 50
_LONGEST_WAIT = 0.15  # seconds between some work and the kill
_NO_LIMITS = {"TELEGRAM_PER_SECOND": "0", "TELEGRAM_CHAT_SECONDS": "0"}
_COMMUNES = ("BAN-THI", "DONG-LAC", "XUAN-LAC")
_EDITED = ("1.1", "3.2.1", "3.2.2", "3.2.3", "5.2.1")  # rows that no rule compares
_BULLET = re.compile(r"^• (\S+) ", re.MULTILINE)
_REMAINING = re.compile(r"(?m)^(\S+) .*\nPhần \d+/\d+ · còn \d+ số")
_STEP = re.compile(r"^(\d+)\|", re.MULTILINE)
_RECEIPT = re.compile(r"^Mã nhận: (\S+)", re.MULTILINE)  # its button has no step
_TAKEN = re.compile(r"^Đã ghi: (.*)$", re.MULTILINE)


# The real figures of Bản Thi, Q1/2024; 0 stands in the rows that are not named.
_FIGURES = """
1.1 2  1.2.1 41  1.2.2 17  1.4.1 5  1.4.2 5  2.3.1 1  3.1.4b 114  3.2.1 1  3.2.2 7  3.2.3 3  3.3.1a 231  3.3.1b 231
3.3.2a 231  3.3.2b 231  4.5.1 9  4.5.2 9  5.1.1 100  7.1 139  7.1a 100  7.2.1a 13  7.2.1b 13  7.2.1c 4  7.2.2a 62
7.2.2b 62  7.2.2c 4  7.2.3a 75  7.2.3b 75  7.2.4a 231  7.2.4b 4  7.2.5a 28  7.2.5b 5  1.6 Không
"""


def _answers() -> dict[str, str]:
    rows = official_form("ban-thi-2024").of_level("xã").rows
    return {row.key: "0" for row in rows} | dict(re.findall(r"(\S+) (\S+)", _FIGURES))


@dataclass
class Officer:
    """Answers what is asked; knows what they wrote in each row, and how much of it was acknowledged."""

    server: TelegramServer
    chat: int
    unit: str
    answers: dict[str, str]
    chance: random.Random
    question_check: Callable[["Officer"], None]
    written: dict[str, list[str]] = field(default_factory=dict)  # row -> values in the order of sending
    acknowledged: dict[str, int] = field(default_factory=dict)  # row -> how many of them
    steps: list[int] = field(default_factory=list)  # of the questions seen, repeats left out
    receipts: list[str] = field(default_factory=list)  # seen, repeats left out
    asked: list[str] = field(default_factory=list)  # the rows of the question that stands
    waiting: int = 0  # messages that have no answer yet
    stopping: bool = False
    reopening: bool = False  # the question for the reason, the only message without buttons, is still to come
    repeats: int = 0
    submissions: int = 0
    edits: int = 0

    async def work(self) -> None:
        read = 0
        self._write("làm ngay")
        while True:
            sent = (await self.server.receives(self.chat, read + 1))[read]
            read += 1
            if self._read(sent) and self.waiting == 0 and not self.stopping:
                self._go_on(sent)

    def _read(self, sent: Sent) -> bool:
        """Note what the message says; False for one that was delivered before."""
        step = max((int(step) for step in _STEP.findall("\n".join(sent.buttons.values()))), default=0)
        receipt = _RECEIPT.search(sent.text)
        known = receipt[1] in self.receipts if receipt else step in self.steps or (not step and not self.reopening)
        if known:
            self.repeats += 1
            return False
        self.receipts += [receipt[1]] if receipt else []
        self.reopening = self.reopening and bool(step)
        self.waiting -= 1
        self.steps += [step] if step else []
        for taken in _TAKEN.findall(sent.text):
            for key, value in re.findall(r"(\S+) = ([^·]+?)(?: · |$)", taken):
                self._acknowledge(key, value.rstrip("%").replace(".", ""))
        self.asked = self._rows_of(sent.text)
        if self.asked and self.waiting == 0:
            self.question_check(self)
        return True

    def _acknowledge(self, key: str, value: str) -> None:
        value = {"Trực tuyến": "0"}.get(value, value)
        count = self.acknowledged.get(key, 0)
        assert value in self.written[key], (self.unit, key, value)
        self.acknowledged[key] = max(count, len(self.written[key]) - self.written[key][::-1].index(value))

    @staticmethod
    def _rows_of(text: str) -> list[str]:
        title = _REMAINING.search(text)
        return (_BULLET.findall(text) or [title[1]]) if title else []

    def _go_on(self, sent: Sent) -> None:
        labels = sent.buttons
        if self.asked:
            self._write(" ".join(self.answers[key] for key in self.asked), {key: self.answers[key] for key in self.asked})
        elif "Nhóm nào cũng có số" in labels:
            self._write("nhóm nào cũng có số")
        elif "Nộp báo cáo" in labels:
            if self.edits % 12 == 11:
                self.edits += 1
                self._write("nộp báo cáo")
            else:
                for _ in range(self.chance.choice((1, 1, 3))):
                    self._edit()
        elif "Sửa lại báo cáo" in labels:
            self.submissions, self.reopening = self.submissions + 1, True
            self.server.press(sent, "Sửa lại báo cáo")
            self.waiting += 1
        else:
            assert "lý do sửa lại" in sent.text, sent.text
            self._write("nhập nhầm một mục")

    def _edit(self) -> None:
        self.edits += 1
        key, value = self.chance.choice(_EDITED), str(1000 + self.edits)
        self._write(f"{key}: {value}", {key: value})

    def _write(self, text: str, figures: dict[str, str] | None = None) -> None:
        for key, value in (figures or {}).items():
            self.written.setdefault(key, []).append(value)
        self.waiting += 1
        self.server.write(self.chat, text)


def _check_question(engine: Engine, officer: Officer) -> None:
    """The question that stands is the first open one."""
    with Session(engine) as session:
        here = snapshot_of(session, _report(session, officer))
        first = first_group(here, here.open)
    assert officer.asked == [cell.row for cell in first], officer.unit


def _office(path: Path, server: TelegramServer, chance: random.Random) -> tuple[Engine, list[Officer]]:
    engine = make_engine(f"sqlite:///{path}")
    prepare(engine)
    officers = []
    with transaction(engine) as session:
        demo.set_up_sample(session)
        for number, code in enumerate(_COMMUNES):
            officer = add_officer(session, f"Cán bộ {code}", unit_by_code(session, code), Role.OFFICER)
            chat = server.person(9001 + number)
            join(session, "telegram", str(chat), officer, demo.START)
            officers.append(Officer(server, chat, code, _answers(), chance, lambda who: _check_question(engine, who)))
    return engine, officers


def _report(session: Session, officer: Officer) -> Report:
    return reports_of(session, unit_by_code(session, officer.unit).id)[0]


def _check_figures(engine: Engine, officers: list[Officer]) -> int:
    """What stands and stood in each row is what was written, in order: all that was acknowledged, nothing twice."""
    checked = 0
    with Session(engine) as session:
        for officer in officers:
            report = _report(session, officer)
            standing = figures_of(session, report)
            assert set(standing) <= set(officer.written)
            for key, written in officer.written.items():
                stored = [*earlier_figures(session, report, Cell(key)), *([standing[key]] if key in standing else [])]
                values = [f"{figure.amount:f}" if figure.amount is not None else str(figure.entry.text) for figure in stored]
                assert values == written[: len(values)], (officer.unit, key)
                assert len(values) >= officer.acknowledged.get(key, 0), (officer.unit, key, "acknowledged, and lost")
                checked += len(values)
    return checked


async def _life(births: Nest, officers: list[Officer], path: Path, chance: random.Random) -> None:
    """One process, from its start to its sudden end; it never outlives the test."""
    server = officers[0].server
    process = await start(births, path, server, **_NO_LIMITS)
    try:
        enough = server.count("sendMessage") + chance.choice((0, 1, 2, 4, 8, 16))
        async with asyncio.timeout(PATIENCE):
            await server.until(lambda: server.count("sendMessage") >= enough)
        await asyncio.sleep(chance.uniform(0, _LONGEST_WAIT))
    finally:
        await kill(process)


async def _last_life(births: Nest, officers: list[Officer], path: Path) -> None:
    """They finish what is under way, and the process is asked to stop."""
    server = officers[0].server
    for officer in officers:
        officer.stopping = True
    process = await start(births, path, server, **_NO_LIMITS)
    try:
        async with asyncio.timeout(PATIENCE):
            while any(officer.waiting for officer in officers):  # noqa: ASYNC110 - they count after the server has told them
                await asyncio.sleep(0.01)
    except TimeoutError:
        await kill(process)
        raise
    await stop(process, path)


async def _lives(engine: Engine, officers: list[Officer], path: Path, chance: random.Random) -> int:
    """Kill and start over while they work, then let them finish; how many figures were compared."""
    checked = 0
    people = [asyncio.create_task(officer.work()) for officer in officers]
    try:
        async with nest() as births:
            for _ in range(_KILLS):
                await _life(births, officers, path, chance)
                checked += _check_figures(engine, officers)
            await _last_life(births, officers, path)
    except TimeoutError:
        waiting = {officer.unit: (officer.waiting, officer.asked, officer.reopening) for officer in officers}
        raise AssertionError(f"no answer within {PATIENCE} s: {waiting}") from None
    finally:
        for person in people:
            assert not person.done(), person.result()
        for person in people:
            person.cancel()
    return checked + _check_figures(engine, officers)


@pytest.mark.crash
def test_fifty_kills_lose_no_acknowledged_figure_and_double_none(tmp_path: Path) -> None:
    seed = int.from_bytes(os.urandom(4))
    print(f"seed {seed}")  # noqa: T201 - shown when the test fails
    chance, path, begun = random.Random(seed), tmp_path / "crash.db", time.monotonic()

    async def run() -> tuple[int, list[Officer]]:
        async with TelegramServer() as server:
            engine, officers = _office(path, server, chance)
            try:
                return await _lives(engine, officers, path, chance), officers
            finally:
                engine.dispose()

    checked, officers = asyncio.run(run())
    for officer in officers:
        assert {key: len(values) for key, values in officer.written.items()} == officer.acknowledged
        assert officer.steps == sorted(officer.steps), "a question came before an earlier one"
        print(  # noqa: T201
            f"{officer.unit}: {len(officer.steps)} questions, {officer.edits} edits, {officer.submissions} submissions, "
            f"{officer.repeats} messages came twice"
        )
    print(f"{_KILLS} kills, {checked} figures compared, {time.monotonic() - begun:.0f} s")  # noqa: T201
    assert sum(len(officer.steps) for officer in officers) > 3 * _KILLS, "the kills met too little work"
