"""The pictures of a workbook: what it shows, who may see it, and that nothing waits for it."""

import contextlib
import re
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
from bot.web.previews import NoPage, preview
from tests.conftest import Clock, District
from tests.filling import edited, filled_in
from tests.office_forms import DATA
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


def test_every_row_is_on_one_of_the_pages(engine: Engine, stored_district: District) -> None:
    with transaction(engine) as session:
        blank = report_to_fill(session, stored_district.report(session))[1]
    count = preview(blank).pages
    assert count == 6  # 121 rows by 30, and those that have a note
    for key, page in (("1.1", 1), ("7.2.5", 5)):
        filled = filled_in(blank, FORM, {key: "2"})
        changed = [n for n in range(1, count + 1) if preview(filled, n).picture != preview(blank, n).picture]
        assert changed == [page], key
    with pytest.raises(NoPage):
        preview(blank, count + 1)


@on_loop
async def test_all_pages_are_one_link_away(engine: Engine, clock: Clock, stored_district: District) -> None:
    async with _sent(engine, clock, stored_district) as (_, photo, text):
        found = re.search(r"^Xem cả biểu bằng ảnh: (http\S+)$", text.text, re.MULTILINE)
        assert found
        page = await _get(found[1])
        assert page.status_code == 200
        assert "img-src 'self'" in page.headers["content-security-policy"]
        names = re.findall(r'<img src="(\d+)"', page.text)
        assert names == ["1", "2", "3", "4", "5", "6"]
        pictures = [await _get(found[1].replace("/trang", f"/{name}")) for name in names]
        assert pictures[0].content == (await _get(photo.file_name)).content
        assert len({picture.content for picture in pictures}) == 6
        assert (await _get(found[1].replace("/trang", "/7"))).status_code == 404


_HEAD, _LINE = ("STT", "Nội dung", "Nơi", "Hạn", "Ghi chú"), (1, "Nộp kế hoạch", "nhà x " * 10, "15/12", "")


def test_what_does_not_fit_beside_the_labels_is_on_further_pages() -> None:
    wide = ("STT", "Nội dung", *(f"Số liệu quý {n} các năm" for n in range(1, 9)))
    book = _book(("Sổ",), wide, (1, "Hộ", *range(1, 9)))
    last = _book(("Sổ",), wide, (1, "Hộ", *range(1, 8), 900))
    assert preview(book).pages == 3
    assert [n for n in range(1, 4) if preview(book, n).picture != preview(last, n).picture] == [3]
    assert Image.open(BytesIO(preview(book).picture)).width == 1080


def test_no_column_is_left_out_but_an_empty_one_for_notes() -> None:
    plain = preview(_book(("Sổ",), _HEAD, _LINE))
    assert plain.pages == 1
    for other in ((1, "Nộp kế hoạch", "nhà y " * 10, "15/12", ""), (1, "Nộp kế hoạch", "nhà x " * 10, "16/12", "")):
        assert preview(_book(("Sổ",), _HEAD, other)).picture != plain.picture
    assert preview(_book(("Sổ",), _HEAD[:4], _LINE[:4])).picture == plain.picture
    assert preview(_book(("Sổ năm",), _HEAD, _LINE)).picture != plain.picture


def test_columns_called_alike_are_told_apart_by_what_stands_above_them() -> None:
    def book(year: str) -> bytes:
        made = Workbook()
        sheet = made.worksheets[0]
        for row in (("Sổ",), ("STT", "Chỉ tiêu", "Năm 2024", None, year, None), (None, None, "KH", "TH", "KH", "TH")):
            sheet.append(row)
        for merged in ("A2:A3", "B2:B3", "C2:D2", "E2:F2"):
            sheet.merge_cells(merged)
        sheet.append((1, "Hộ", 1, 2, 3, 4))
        return saved(made)

    assert preview(book("Năm 2025")).picture != preview(book("Năm 2026")).picture


def test_an_offices_form_of_many_columns_is_shown_column_by_column_with_its_head() -> None:
    file = (DATA / "datdai-01-satlo-filled.xlsx").read_bytes()
    pages = preview(file).pages
    plain = [preview(file, number).picture for number in range(1, pages + 1)]
    for place, page in (("D15", 1), ("E15", 1), ("F15", 2), ("H15", 2), ("J15", 3), ("A1", None), ("A31", 1)):
        other = edited(file, lambda sheet, place=place: sheet[place].__setattr__("value", "777"))  # type: ignore[misc]
        changed = [number for number in range(1, pages + 1) if preview(other, number).picture != plain[number - 1]]
        assert changed == ([page] if page else [1, 2, 3]), place


def test_every_sheet_with_a_table_is_shown() -> None:
    book = Workbook()
    for number, title in enumerate(("Biểu 1", "Biểu 2"), start=1):
        sheet = book.create_sheet(title)
        for row in (("Sổ",), _HEAD, _LINE, (number + 1, "Họp", "", "", "")):
            sheet.append(row)
    assert preview(saved(book)).pages == 2


@pytest.mark.parametrize("rows", [[], [("một",), ("hai", "ba")], [_HEAD]], ids=["empty", "no table", "only a head"])
def test_a_workbook_without_a_table_has_no_picture(rows: list[tuple[str, ...]]) -> None:
    with pytest.raises(NoPage):
        preview(_book(*rows))
