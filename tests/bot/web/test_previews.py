"""The picture of a workbook's first rows: what it shows, who may see it, and that nothing waits for it."""

import contextlib
from collections.abc import AsyncIterator
from datetime import timedelta
from io import BytesIO

import httpx
import pytest
from openpyxl import Workbook
from PIL import Image
from sqlalchemy import Engine

from bot.messages.messages import Attachment, Outgoing
from bot.people.addresses import is_blocked
from bot.sending.links import LinkRefusal, revoke_links, with_links
from bot.sending.outbox import put
from bot.storage.database import transaction
from bot.texts.common import links as sentences
from bot.web.previews import preview
from tests.conftest import Clock, District
from tests.filling import filled_in
from tests.servers.serving import on_loop
from tests.servers.talking_zalo import FETCH, ZaloBot, browser, link_uses, zalo, zalo_bot
from tests.servers.telegram_people import Sent
from tracker.forms.catalogue import official_form
from tracker.workbooks.appendices import report_to_fill
from tracker.workbooks.appendix import saved

LAN = 7001
FORM = official_form("ban-thi-2024")


@contextlib.asynccontextmanager
async def _sent(engine: Engine, clock: Clock, district: District) -> AsyncIterator[tuple[ZaloBot, Sent, Sent]]:
    """The bot, and what "biểu Excel" brings: the photo, then the text with the link."""
    async with zalo(engine, clock, lan=(LAN, district.officer)) as server, zalo_bot(server, engine, clock) as bot:
        server.write(LAN, "biểu Excel")
        await bot.settle()
        photo, text = server.received(LAN)
        yield bot, photo, text


async def _get(url: str | None) -> httpx.Response:
    assert url
    async with browser() as one:
        return await one.get(url)


def _book(*rows: tuple[str | int, ...]) -> bytes:
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    return saved(book)


@on_loop
async def test_a_workbook_comes_with_a_picture_of_its_first_rows(
    engine: Engine, clock: Clock, stored_district: District
) -> None:
    async with _sent(engine, clock, stored_district) as (_, photo, text):
        assert photo.text == "Xem trước Bieu-dien-BAN-THI-2024-Q1.xlsx"
        assert FETCH.search(text.text)
        first, again = await _get(photo.file_name), await _get(photo.file_name)
    assert first.headers["content-type"] == "image/png"
    assert first.headers["cache-control"] == "no-store"
    assert first.content == again.content
    picture = Image.open(BytesIO(first.content))
    assert picture.width == 1080
    assert picture.height > 3000
    assert len(first.content) < 300_000
    assert link_uses(engine) == ["shown", "shown"]


@on_loop
async def test_a_picture_is_shown_to_nobody_who_may_not_have_the_file(
    engine: Engine, clock: Clock, stored_district: District
) -> None:
    async with _sent(engine, clock, stored_district) as (_, photo, text):
        fetch = FETCH.search(text.text)
        assert fetch
        assert (await _get(photo.file_name)).status_code == 200
        altered = await _get(fetch["url"].replace("/tai/", "/xem/"))
        with transaction(engine) as session:
            revoke_links(session, stored_district.officer, clock())
        revoked = await _get(photo.file_name)
    assert (altered.status_code, revoked.status_code) == (404, 410)
    assert sentences.REFUSED[LinkRefusal.ALTERED] in altered.text
    assert sentences.REFUSED[LinkRefusal.REVOKED] in revoked.text


@on_loop
async def test_a_picture_is_gone_when_its_link_has_expired(engine: Engine, clock: Clock, stored_district: District) -> None:
    async with _sent(engine, clock, stored_district) as (bot, photo, _):
        assert bot.office
        clock.now += bot.office.life - timedelta(seconds=1)
        assert (await _get(photo.file_name)).status_code == 200
        clock.forward(seconds=1)
        assert (await _get(photo.file_name)).status_code == 410


@pytest.mark.parametrize("code", [400, 500, 408, 0])
@on_loop
async def test_a_text_goes_out_although_the_service_does_not_take_its_picture(
    engine: Engine, clock: Clock, stored_district: District, code: int
) -> None:
    async with zalo(engine, clock, lan=(LAN, stored_district.officer)) as server, zalo_bot(server, engine, clock) as bot:
        server.refuse("sendPhoto", code, "the photo cannot be fetched")
        answer = await bot.hears(LAN, "biểu Excel")
        assert FETCH.search(answer.text)
        assert len(server.received(LAN)) == 1


@on_loop
async def test_who_blocked_the_bot_is_known_by_the_picture_too(
    engine: Engine, clock: Clock, stored_district: District
) -> None:
    async with zalo(engine, clock, lan=(LAN, stored_district.officer)) as server, zalo_bot(server, engine, clock) as bot:
        server.chats[LAN].blocked = True
        server.write(LAN, "biểu Excel")
        await bot.settle()
        assert server.count("sendMessage") == 0
    with transaction(engine) as session:
        assert is_blocked(session, "zalo", str(LAN))


@on_loop
async def test_what_cannot_be_read_has_no_picture_and_says_so(engine: Engine, clock: Clock, stored_district: District) -> None:
    async with zalo(engine, clock, lan=(LAN, stored_district.officer)) as server, zalo_bot(server, engine, clock) as bot:
        file = Attachment("minh-chung.xlsx", b"PK, but no workbook", stored_district.officer.unit_id)
        assert bot.office
        with transaction(engine) as session:
            told = Outgoing("zalo", str(LAN), "Minh chứng", attachment=file)
            put(session, [with_links(session, told, bot.office, clock())], clock())
        await bot.app.deliver_waiting()
        await bot.app.idle()
        photo, text = server.received(LAN)
        page = await _get(photo.file_name)
        assert page.status_code == 404
        assert sentences.NO_PREVIEW in page.text
        assert FETCH.search(text.text)


def test_a_picture_shows_the_figures_of_the_first_rows_and_not_of_the_last(engine: Engine, stored_district: District) -> None:
    with transaction(engine) as session:
        blank = report_to_fill(session, stored_district.report(session))[1]
    shown = preview(blank)
    assert shown
    assert preview(filled_in(blank, FORM, {"1.1": "2"})) != shown
    assert preview(filled_in(blank, FORM, {"7.2.5": "2"})) == shown


_HEAD, _LINE = ("STT", "Nội dung", "Nơi", "Hạn", "Ghi chú"), (1, "Nộp kế hoạch", "x" * 60, "15/12", "")


def test_of_many_columns_the_short_and_full_ones_are_shown() -> None:
    plain = preview(_book(("Sổ",), _HEAD, _LINE))
    assert plain
    assert preview(_book(("Sổ",), _HEAD, (1, "Nộp kế hoạch", "y" * 60, "15/12", "gấp"))) == plain
    assert preview(_book(("Sổ",), _HEAD, (1, "Nộp kế hoạch", "x" * 60, "16/12", ""))) != plain
    assert preview(_book(("Sổ năm",), _HEAD, _LINE)) != plain


@pytest.mark.parametrize("rows", [[], [("một",), ("hai", "ba")], [_HEAD]], ids=["empty", "no table", "only a head"])
def test_a_workbook_without_a_table_has_no_picture(rows: list[tuple[str, ...]]) -> None:
    assert preview(_book(*rows)) is None
