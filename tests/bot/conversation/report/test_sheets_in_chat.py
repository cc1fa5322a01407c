"""A filled sheet sent to the bot: fetched over the channel, read outside of the transaction, answered exactly once."""

import asyncio
from datetime import timedelta
from io import StringIO
from pathlib import Path

from sqlalchemy import Engine, update
from sqlmodel import select

from bot.channels.terminal import TerminalChannel
from bot.messages.messages import Incoming, SentFile
from bot.receiving.incoming_files import IncomingFile
from bot.running.app import App
from bot.storage.database import transaction
from bot.texts import refusals
from bot.texts.office import menu
from bot.texts.report import sheets
from tests.by_row import figures_of
from tests.conftest import Clock, District
from tests.filling import filled_in
from tests.hostile import REFUSED
from tests.servers.serving import LAN, Bot, on_loop, serving, telegram
from tests.servers.telegram_people import Sent
from tests.talking import Talk, text
from tracker.forms.catalogue import FormVersion, official_form
from tracker.uploads.errors import FileUnavailable, SpreadsheetWithMacros
from tracker.workbooks.appendices import report_to_fill

FORM = official_form("ban-thi-2024")


def sheet(engine: Engine, district: District, **figures: str) -> bytes:
    """Bản Thi's sheet with rows 1.1, 1.2.1 … typed in: r1_1="2"."""
    with transaction(engine) as session:
        _, content = report_to_fill(session, district.report(session))
    return filled_in(content, FORM, {key.removeprefix("r").replace("_", "."): text for key, text in figures.items()})


def entered(engine: Engine, district: District) -> dict[str, str]:
    with transaction(engine) as session:
        return {key: str(figure.amount) for key, figure in figures_of(session, district.report(session)).items()}


def waiting(engine: Engine) -> list[IncomingFile]:
    with transaction(engine) as session:
        return list(session.exec(select(IncomingFile)))


async def sends(bot: Bot, name: str, content: bytes) -> Sent:
    """Lan sends a file; gives the answer, which is one message."""
    count = len(bot.server.received(LAN))
    bot.server.send_file(LAN, name, content)
    return (await bot.server.receives(LAN, count + 1))[-1]


@on_loop
async def test_a_sheet_goes_out_and_comes_back_filled_over_telegram(
    engine: Engine, clock: Clock, stored_district: District
) -> None:
    async with telegram(engine, clock, lan=(LAN, stored_district.officer)) as server, serving(server, engine, clock) as bot:
        blank = await bot.hears(LAN, "biểu Excel")
        assert blank.file_name == "Bieu-dien-BAN-THI-2024-Q1.xlsx"
        filled = filled_in(blank.content, FORM, {"1.1": "2", "1.2.1": "41", "1.2.2": "17"})
        offer = await sends(bot, "biểu đã điền.xlsx", filled)
        assert "Tệp biểu đã điền.xlsx" in offer.text
        assert entered(engine, stored_district) == {}
        server.press(offer, sheets.TAKE_AND_GO_ON)
        taken = (await server.receives(LAN, 3))[-1]
        assert "Đã ghi 3 số từ tệp" in taken.text
    assert entered(engine, stored_district) == {"1.1": "2", "1.2.1": "41", "1.2.2": "17"}
    assert waiting(engine) == []


@on_loop
async def test_a_file_that_telegram_does_not_give_is_asked_for_again_later(
    engine: Engine, clock: Clock, stored_district: District
) -> None:
    content = sheet(engine, stored_district, r1_1="2")
    async with telegram(engine, clock, lan=(LAN, stored_district.officer)) as server, serving(server, engine, clock) as bot:
        server.refuse("getFile", 502, "Bad Gateway")
        server.send_file(LAN, "biểu.xlsx", content)
        await server.until(lambda: server.count("getFile") == 1)
        await bot.app.idle()
        assert server.received(LAN) == []
        clock.forward(seconds=6)
        await bot.app.deliver_waiting()
        assert "Số mới: 1" in (await server.receives(LAN, 1))[-1].text


@on_loop
async def test_a_file_that_telegram_never_gives_gets_a_sentence(
    engine: Engine, clock: Clock, stored_district: District
) -> None:
    async with telegram(engine, clock, lan=(LAN, stored_district.officer)) as server, serving(server, engine, clock) as bot:
        server.refuse("getFile", 400, "Bad Request: file is too big")
        answer = await sends(bot, "biểu.xlsx", b"?")
        assert refusals.file_refused(FileUnavailable()) in answer.text
    assert waiting(engine) == []


def test_a_file_that_came_before_a_crash_is_read_after_it(engine: Engine, clock: Clock, stored_district: District) -> None:
    """The message is stored with the file put aside; the process that was to read it is gone."""
    lan, talk = str(stored_district.officer.id), Talk(engine, clock)
    content = sheet(engine, stored_district, r1_1="2")
    talk.ear.files["ref"] = content
    sent = Incoming("terminal", "one", lan, file=SentFile("biểu.xlsx", len(content), "ref"))

    async def killed_while_reading() -> None:
        app = App(engine, {"terminal": talk.ear}, clock)
        await app.receive(sent)
        for task in asyncio.all_tasks() - {asyncio.current_task()}:
            task.cancel()

    asyncio.run(killed_while_reading())
    assert [file.name for file in waiting(engine)] == ["biểu.xlsx"]
    assert talk.ear.heard == []

    async def started_again() -> None:
        app = App(engine, {"terminal": talk.ear}, clock)
        await app.receive(sent)
        await app.deliver_waiting()
        await app.idle()
        await app.close()

    asyncio.run(started_again())
    assert "Số mới: 1" in text(talk.ear.heard)
    assert len(talk.ear.heard) == 1
    assert waiting(engine) == []


def test_a_fault_while_a_sheet_is_taken_is_told_and_the_file_does_not_come_again(
    engine: Engine, clock: Clock, stored_district: District
) -> None:
    lan, talk = str(stored_district.officer.id), Talk(engine, clock)
    content = sheet(engine, stored_district, r1_1="2")
    with transaction(engine) as session:
        session.execute(update(FormVersion).values(body="{", fingerprint="of what is broken"))
    assert "mã lỗi" in text(talk.send_file(lan, "biểu.xlsx", content))
    assert waiting(engine) == []


def test_a_formula_without_a_result_is_named_and_is_no_blank(engine: Engine, clock: Clock, stored_district: District) -> None:
    lan, talk = str(stored_district.officer.id), Talk(engine, clock)
    answer = text(talk.send_file(lan, "biểu.xlsx", sheet(engine, stored_district, r1_1="=10+2", r1_2_1="41")))
    assert "(1.1) là công thức chưa có kết quả" in answer
    assert "Số mới: 1 " in answer
    assert entered(engine, stored_district) == {}
    whole = text(talk.send_file(lan, "biểu.xlsx", sheet(engine, stored_district, r1_1="12", r1_2_1="41")))
    assert "Số mới: 2" in whole


def test_a_hostile_file_gets_its_own_sentence(engine: Engine, clock: Clock, stored_district: District) -> None:
    hostile = next(build for kind, build in REFUSED.values() if kind is SpreadsheetWithMacros)
    answer = text(Talk(engine, clock).send_file(str(stored_district.officer.id), "biểu.xlsm", hostile()))
    assert refusals.file_refused(SpreadsheetWithMacros()) in answer


def test_files_that_pile_up_are_refused_and_others_files_are_not(
    engine: Engine, clock: Clock, stored_district: District
) -> None:
    """Four files of one person, while none can be fetched; the fourth is not put aside."""
    lan, thu, talk = str(stored_district.officer.id), str(stored_district.desk.id), Talk(engine, clock)
    with transaction(engine) as session:
        for number in range(3):
            later = clock() + timedelta(minutes=5)
            session.add(
                IncomingFile(
                    channel="terminal", address=lan, external_id=f"{number}", name="a", size=1, ref="a", not_before=later
                )
            )
    assert menu.TOO_MANY_FILES in text(talk.send_file(lan, "biểu.xlsx", b"x"))
    assert menu.TOO_MANY_FILES not in text(talk.send_file(thu, "biểu.xlsx", b"x"))
    assert len(waiting(engine)) == 3


def test_the_path_of_a_file_typed_in_the_terminal_sends_the_file(tmp_path: Path) -> None:
    path = tmp_path / "biểu đã điền.xlsx"
    path.write_bytes(b"123")
    channel = TerminalChannel(StringIO(), tmp_path)
    assert channel.incoming("1", f"'{path}'\n").file == SentFile(path.name, 3, str(path))
    assert channel.incoming("1", "1.2.1: 41\n").file is None
    assert channel.incoming("1", "x" * 5000 + ".xlsx\n").text.startswith("xxx")
