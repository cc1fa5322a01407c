"""Two of several processes, as it were, on one PostgreSQL: what arrives at one is answered by either, once, in order."""

import asyncio
import contextlib
import re
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import Engine, update
from sqlmodel import Session, col, select

from bot.conversation.core.held import Place
from bot.messages.messages import Incoming, Outgoing, SentFile
from bot.receiving import arrived
from bot.receiving.incoming_files import IncomingFile
from bot.running.app import App
from bot.storage.bell import Bell
from bot.storage.database import transaction
from tests.conftest import Clock, District, empty
from tests.servers.serving import on_loop, outbox_rows
from tests.talking import Ear, text
from tests.workbooks import workbook

_SORRY = re.compile(r"mã lỗi [0-9a-f]{6}")


@pytest.fixture
def database_url(postgresql_engine: Engine) -> str:
    """PostgreSQL alone has several processes."""
    empty(postgresql_engine)
    return postgresql_engine.url.render_as_string(hide_password=False)


@dataclass
class Two:
    """The first of two leads; what both send is heard in one ear."""

    apps: tuple[App, App]
    ear: Ear
    numbers: dict[str, int] = field(default_factory=dict)

    def message(self, who: str, words: str, number: str = "") -> Incoming:
        self.numbers[who] = self.numbers.get(who, 0) + 1
        return Incoming("terminal", number or f"{who} {self.numbers[who]}", who, text=words)

    async def heard(self, enough: Callable[[list[Outgoing]], Any]) -> list[Outgoing]:
        while not enough(self.ear.heard):  # noqa: ASYNC110 - the ear tells nobody
            await asyncio.sleep(0.01)
        return self.ear.heard


@contextlib.asynccontextmanager
async def two(engine: Engine, clock: Clock) -> AsyncIterator[Two]:
    ear, url = Ear(), engine.url.render_as_string(hide_password=False)
    apps, bells, listening = [], [], []
    for _ in range(2):
        app, bell = App(engine, {"terminal": ear}, clock), Bell(url)
        app.share(bell)
        apps.append(app)
        bells.append(bell)
        listening.append(asyncio.create_task(bell.listen(app.hear)))
    await apps[0].send()
    try:
        yield Two((apps[0], apps[1]), ear)
    finally:
        for task in listening:
            task.cancel()
        await asyncio.gather(*listening, return_exceptions=True)
        for app, bell in zip(reversed(apps), reversed(bells), strict=True):
            await app.close()
            await bell.close()


@on_loop
async def test_what_both_receive_is_answered_once_and_in_order(
    engine: Engine, clock: Clock, stored_district: District
) -> None:
    who = str(stored_district.officer.id)
    async with two(engine, clock) as pair:
        values = range(1, 21)
        for value in values:
            message = pair.message(who, f"3.2.1: {value}")
            await asyncio.gather(*(app.receive(message) for app in pair.apps))
        said = await pair.heard(lambda heard: "3.2.1 = 20" in text(heard))
        assert [int(found) for found in re.findall(r"Đã ghi: 3\.2\.1 = (\d+)", text(said))] == list(values)
    assert len(outbox_rows(engine)) == len(values)


@on_loop
async def test_a_fault_with_one_message_is_told_once_and_stops_nobody(
    engine: Engine, clock: Clock, stored_district: District, caplog: pytest.LogCaptureFixture
) -> None:
    lan, thu = str(stored_district.officer.id), str(stored_district.desk.id)
    async with two(engine, clock) as pair:
        await pair.apps[1].receive(pair.message(lan, "1.1: 2"))
        await pair.heard(len)
        with transaction(engine) as session:
            session.execute(update(Place).where(col(Place.officer_id) == int(lan)).values(at="nowhere"))
        messages = (pair.message(lan, "41 17"), pair.message(thu, "/tinhhinh"))
        await asyncio.gather(*(pair.apps[1].receive(message) for message in messages))
        said = await pair.heard(lambda heard: len(heard) == 3)
        assert len(_SORRY.findall(text(said))) == 1
        (answer,) = [one for one in said if one.address == thu]
        assert not _SORRY.search(text([answer]))
    assert "fault" in caplog.text
    with transaction(engine) as session:
        assert not arrived.is_waiting(session)


@on_loop
async def test_a_file_is_answered_while_nobody_else_answers_its_sender(
    engine: Engine, clock: Clock, stored_district: District
) -> None:
    who = str(stored_district.officer.id)
    async with two(engine, clock) as pair:
        pair.ear.files["f"] = workbook()
        file = SentFile("bieu.xlsx", 10, "f")
        with Session(engine) as another:
            await pair.apps[1].receive(pair.message(who, "xin chào"))
            await pair.heard(len)
            arrived.lock_door(another, "terminal", who)  # another process is answering
            await pair.apps[1].receive(Incoming("terminal", "file", who, file=file))
            await pair.apps[1].receive(pair.message(str(stored_district.desk.id), "/tinhhinh"))
            await pair.heard(lambda heard: len(heard) == 2)
            assert another.exec(select(IncomingFile.id)).first() is None
        said = await pair.heard(lambda heard: len(heard) == 3)
        assert said[-1].address == who
    with transaction(engine) as session:
        assert session.exec(select(IncomingFile.id)).first() is None


@pytest.mark.parametrize(
    "message",
    [
        Incoming("zalo", "1", "a", text="41 17", at=datetime(2024, 3, 1, tzinfo=UTC), ref="5", answers="4", edited=True),
        Incoming("telegram", "2", "a", pressed="", message_ref="7"),
        Incoming("zalo", "3", "a", text="kèm", file=SentFile("b.xlsx", 3, content=b"\0\xff1", action="sheet|4")),
        Incoming("telegram", "4", "", unsupported=True, unread='{"x": 1}'),
        Incoming("telegram", "5", "-100", private_at="t.me/bot"),
    ],
)
def test_a_message_waits_as_it_came(engine: Engine, message: Incoming) -> None:
    with transaction(engine) as session:
        assert arrived.store(session, [message, message], datetime(2024, 3, 1, tzinfo=UTC))
    with transaction(engine) as session:
        assert [claimed.incoming for claimed in arrived.claim(session, 4, 8)] == [message]


def test_two_never_have_the_same_person_and_both_find_work(engine: Engine) -> None:
    now = datetime(2024, 3, 1, tzinfo=UTC)
    messages = [Incoming("telegram", f"{who} {place}", who, text=f"{place}") for place in range(3) for who in "abcd"]
    with transaction(engine) as session:
        assert arrived.store(session, messages, now)
        assert not arrived.store(session, messages, now)
    with Session(engine) as one, Session(engine) as other:
        first, second = arrived.claim(one, 2, 8), arrived.claim(other, 4, 8)
        assert [(c.incoming.address, c.incoming.text) for c in first] == [(who, f"{n}") for n in range(3) for who in "ab"]
        assert {c.incoming.address for c in second} == {"c", "d"}
        one.rollback()
        assert [c.incoming.external_id for c in arrived.claim(one, 4, 8)] == [c.incoming.external_id for c in first]
