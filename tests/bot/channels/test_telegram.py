"""The conversation over Telegram: joining, filling, buttons, files, long texts, what is not text."""

import io

import pytest
from openpyxl import load_workbook
from sqlalchemy import Engine

from bot import demo
from bot.channels.channel import SendFailed
from bot.channels.telegram_bot import TelegramChannel
from bot.messages.messages import Attachment, Button, Outgoing
from bot.people.invitations import invite
from bot.storage.database import transaction
from bot.texts.office import joining
from tests.by_row import figures_of
from tests.conftest import Clock, District
from tests.servers.serving import LAN, on_loop, outbox_rows, put_out, serving, telegram
from tests.servers.telegram import TelegramServer

_STRANGER = 7009


@pytest.mark.parametrize("written", ["/start {}", "{}"])
@on_loop
async def test_an_invitation_opens_the_door_by_deep_link_and_by_its_six_digits(
    engine: Engine, clock: Clock, stored_district: District, written: str
) -> None:
    with transaction(engine) as session:
        code = invite(session, stored_district.officer, clock()).link
    async with telegram(engine, clock) as server, serving(server, engine, clock) as bot:
        server.person(_STRANGER)
        assert (await bot.hears(_STRANGER, "/start")).text == joining.STRANGER
        welcome = await bot.hears(_STRANGER, written.format(code))
        assert "Hoàng Thị Lan" in welcome.text
        assert "1.1 " in (await bot.hears(_STRANGER, "làm ngay")).text


@on_loop
async def test_a_whole_report_is_filled_and_handed_in_over_telegram(
    engine: Engine, clock: Clock, stored_district: District
) -> None:
    lines = demo.script()
    async with telegram(engine, clock, lan=(LAN, stored_district.officer)) as server, serving(server, engine, clock) as bot:
        for line in lines[: lines.index("/doi")]:
            receipt = await bot.hears(LAN, line)
        assert not server.count("sendMessage", 400)
        assert all(len(data.encode()) <= 64 for sent in server.received(LAN) for data in sent.buttons.values())
    assert receipt.text.startswith("Đã nộp, đúng hạn")
    assert receipt.file_name
    assert load_workbook(io.BytesIO(receipt.content)).active is not None
    with transaction(engine) as session:
        figures = figures_of(session, stored_district.report(session))
        assert str(figures["3.1.4b"].amount) == "114"
        assert {figure.origin for figure in figures.values()} == {"telegram"}


@on_loop
async def test_a_tapped_button_is_taken_and_goes_off_its_message(
    engine: Engine, clock: Clock, stored_district: District
) -> None:
    async with telegram(engine, clock, lan=(LAN, stored_district.officer)) as server, serving(server, engine, clock) as bot:
        await bot.hears(LAN, "làm ngay")
        question = await bot.hears(LAN, "không có")
        server.press(question, "Không phát sinh")
        answer = (await server.receives(LAN, 3))[-1]
        assert answer.text.startswith("Đã ghi: 1.1 = 0")
        assert answer.buttons
        assert not question.buttons
        await server.until(lambda: server.count("answerCallbackQuery", 200) == 1)


@pytest.mark.parametrize("size", [10_000, 2_000_000])
@on_loop
async def test_a_file_arrives_whole_under_its_vietnamese_name(
    engine: Engine, clock: Clock, stored_district: District, size: int
) -> None:
    name, content = 'Phụ lục I - xã Bản Thi "Quý I" năm 2024.xlsx', bytes(range(250)) * (size // 250)
    captions = ["Phụ lục đã điền gửi kèm: <b> & “sửa lại”", ("Đường dài " * 300).strip()]
    async with telegram(engine, clock, lan=(LAN, stored_district.officer)) as server, serving(server, engine, clock) as bot:
        for caption in captions:
            put_out(engine, clock(), Outgoing("telegram", str(LAN), caption, attachment=Attachment(name, content, 1)))
        await bot.app.deliver_waiting()
        await bot.app.idle()
        received = server.received(LAN)
    files = [(sent.text, sent.file_name, len(sent.content)) for sent in received]
    assert files == [(captions[0], name, size), (captions[1], None, 0), ("", name, size)]
    assert all(sent.content in {b"", content} for sent in received)


@on_loop
async def test_a_long_text_is_cut_between_lines_and_every_piece_is_taken(
    engine: Engine, clock: Clock, stored_district: District
) -> None:
    lines = [f"{n}. Số hồ sơ TTHC <đã> giải quyết & đúng hạn = {n}" for n in range(400)]
    message = Outgoing(
        "telegram", str(LAN), "\n".join(lines), title="Tóm tắt <1> & 2", lead="Đã ghi", buttons=(Button("Nộp", "1|submit"),)
    )
    async with telegram(engine, clock, lan=(LAN, stored_district.officer)) as server, serving(server, engine, clock) as bot:
        put_out(engine, clock(), message)
        await bot.app.deliver_waiting()
        await bot.app.idle()
        pieces = server.received(LAN)
    assert len(pieces) > 3
    assert "\n".join(piece.text for piece in pieces) == "\n".join(["Đã ghi", "", "Tóm tắt <1> & 2", *lines])
    assert [bool(piece.buttons) for piece in pieces] == [False] * (len(pieces) - 1) + [True]
    assert [row.sent_at for row in outbox_rows(engine)] == [clock()]


@pytest.mark.parametrize("line", ["&" * 9000, "<" * 9000, "chữ & số " * 1000], ids=["ampersands", "brackets", "words"])
@on_loop
async def test_a_line_without_end_is_taken_too(engine: Engine, clock: Clock, stored_district: District, line: str) -> None:
    async with telegram(engine, clock, lan=(LAN, stored_district.officer)) as server, serving(server, engine, clock) as bot:
        put_out(engine, clock(), Outgoing("telegram", str(LAN), line))
        await bot.app.deliver_waiting()
        await bot.app.idle()
        arrived = "".join(sent.text for sent in server.received(LAN))
    assert arrived.replace(" ", "") == line.replace(" ", "")


@pytest.mark.parametrize("data", ["", "đ" * 33])
def test_a_button_that_telegram_would_refuse_is_refused_where_it_is_made(data: str) -> None:
    with pytest.raises(ValueError, match=f"^{data}$"):
        Button("Nộp", data)


@on_loop
async def test_a_wrong_token_is_named_and_is_not_tried_again() -> None:
    async with TelegramServer() as server:
        channel = TelegramChannel("1234567:another", server.base)
        with pytest.raises(SendFailed, match="TELEGRAM_BOT_TOKEN") as failure:
            await channel.open()
        await channel.close()
    assert not failure.value.kind.retryable
    assert "another" not in str(failure.value)


@on_loop
async def test_a_service_that_is_away_at_the_start_may_come_back() -> None:
    async with TelegramServer() as server:
        away = server.base
    channel = TelegramChannel("1234567:secret", away)
    with pytest.raises(SendFailed) as failure:
        await channel.open()
    await channel.close()
    assert failure.value.kind.retryable
    assert "secret" not in str(failure.value)
