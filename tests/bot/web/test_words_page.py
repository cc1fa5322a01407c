"""The written report on pages: a field for each heading, the chat's reader and its words, contradictions at the field."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from io import BytesIO

import docx
import httpx
import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from bot.storage.database import transaction
from tests.by_row import figures_of
from tests.communes import enter, paper
from tests.conftest import Clock, District
from tests.servers.serving import on_loop
from tests.servers.visiting import Browser, Pages, form_on, pages
from tracker.narrative.words import HeadingWords, words_of_report
from tracker.office.officers import Role, add_officer
from tracker.office.units import unit_by_code
from tracker.written.outline import read_outline

POSTS, LAST = "w:II.3.posts", 7


@pytest.fixture
def filled(engine: Engine, stored_district: District) -> District:
    with transaction(engine) as session:
        enter(session, stored_district.report(session), paper("ban-thi-2024-q1"), stored_district.source)
    return stored_district


@asynccontextmanager
async def visit(engine: Engine, clock: Clock, district: District) -> AsyncIterator[tuple[Pages, Browser, str]]:
    async with pages(engine, clock, district.officer) as office:
        yield office, await office.visitor(district.officer), f"/bao-cao/{district.report_id}/loi"


def words(engine: Engine, district: District) -> dict[str, HeadingWords]:
    with Session(engine) as session:
        return words_of_report(session, district.report_id)


async def page_of(one: Browser, path: str, name: str) -> tuple[str, httpx.Response]:
    """The page on which a field is."""
    for number in range(1, LAST + 1):
        page = await one.get(f"{path}/{number}")
        if f'name="{name}"' in page.text:
            return f"{path}/{number}", page
    raise AssertionError(name)


@on_loop
async def test_every_heading_has_a_field_and_what_is_typed_is_what_the_chat_keeps(
    engine: Engine, clock: Clock, filled: District
) -> None:
    async with visit(engine, clock, filled) as (office, one, path):
        at = path
        count = 0
        for number in range(1, LAST + 1):
            at = f"{path}/{number}"
            page = await one.get(at)
            typed = {name: "không có" for name in form_on(page.text, at) if name.startswith("w:")}
            count += len(typed)
            answer = await one.fill(at, at, typed, go=str(number + 1))
            assert answer.status_code == 200
        await one.fill(at, at, {"w:V": "Đề nghị mở lớp\nvà bổ sung máy tính."})
        assert count == sum(heading.words for heading in read_outline("ban-thi-2024").headings)
        kept = words(engine, filled)
        assert kept["V"].words == "Đề nghị mở lớp\nvà bổ sung máy tính."
        assert kept["IV"].words == "Không có."
        assert form_on((await one.get(at)).text, at)["w:V"] == "Đề nghị mở lớp\nvà bổ sung máy tính."
        assert "không mục nào trống" in await office.says(filled.officer, "báo cáo viết")
        file = await one.get(f"{path}/tep")
        assert "wordprocessingml" in file.headers["content-type"]
        assert any("bổ sung máy tính" in line.text for line in docx.Document(BytesIO(file.content)).paragraphs)


@on_loop
async def test_a_contradiction_is_named_at_its_field_and_settled_there(engine: Engine, clock: Clock, filled: District) -> None:
    said = "Biên chế được giao 20 người, số biên chế có mặt 19 người."
    async with visit(engine, clock, filled) as (_, one, path):
        at, _page = await page_of(one, path, POSTS)
        page = await one.fill(at, at, {POSTS: said}, go="7")
        assert "Lời ghi 20, phụ lục 4.5.1 là 9" in page.text
        assert "2 chỗ cần xem lại" in page.text
        assert f'href="#f-{POSTS}"' in page.text
        assert "Lời ghi 20" in (await one.get(f"{path}/1")).text, "named on the other pages as well"
        fields = form_on(page.text, at)
        keys = [name.partition(":")[2] for name in fields if name.startswith("why:")]
        page = await one.fill(at, at, {f"words:{keys[0]}": "on", f"why:{keys[1]}": "tính cả cán bộ"})
        assert "chỗ cần xem lại" not in page.text
        kept = words(engine, filled)["II.3.posts"]
        assert kept.words == "Biên chế được giao {4.5.1} người, số biên chế có mặt 19 người."
        assert [one.reason for one in kept.unlike] == ["tính cả cán bộ"]
        page = await one.fill(at, at, {POSTS: f"{said} Bố trí đủ."})
        assert "phụ lục 4.5.2" not in page.text, "what is kept stays kept"
        key = next(name for name in form_on(page.text, at) if name.startswith("why:")).partition(":")[2]
        await one.fill(at, at, {f"figure:{key}": "on"})
        with Session(engine) as session:
            assert str(figures_of(session, filled.report(session))["4.5.1"].amount) == "20"


@on_loop
async def test_what_is_said_instead_of_words(engine: Engine, clock: Clock, filled: District) -> None:
    async with visit(engine, clock, filled) as (_, one, path):
        at = f"{path}/1"
        page = await one.fill(at, at, {"w:I.direct": "thêm: Đã họp 02 lần.", "w:I.spread": "như kỳ trước", "w:I.model": "bỏ"})
        assert page.status_code == 422
        assert "Kỳ trước mục này không có lời" in page.text
        assert form_on(page.text, at)["w:I.spread"] == "như kỳ trước"
        kept = words(engine, filled)
        assert kept["I.direct"].words == "Đã họp 02 lần."
        assert kept["I.model"].words == ""
        assert "I.spread" not in kept
        await one.fill(at, at, {"w:I.direct": ""})
        assert "I.direct" not in words(engine, filled)
        await one.fill(at, at, {"w:I.direct": "Đã họp."})
        assert "hoàn tác" in (await one.fill(at, f"{path}/hoan-tac/1", {})).text.lower()
        assert "I.direct" not in words(engine, filled)


@on_loop
async def test_two_people_at_one_heading(engine: Engine, clock: Clock, filled: District) -> None:
    with transaction(engine) as session:
        hoa = add_officer(session, "Lý Thị Hoa", unit_by_code(session, "BAN-THI"), Role.OFFICER)
    async with pages(engine, clock, filled.officer, hoa) as office:
        one, path = await office.visitor(filled.officer), f"/bao-cao/{filled.report_id}/loi/1"
        opened = form_on((await one.get(path)).text, path)
        other = await office.visitor(hoa)
        await other.fill(path, path, {"w:I.direct": "Đã họp."})
        answer = await one.post(path, {**opened, "w:I.direct": "Đã giao ban."})
        assert answer.status_code == 422
        assert "Lý Thị Hoa đã ghi “Đã họp.”" in answer.text
        assert form_on(answer.text, path)["w:I.direct"] == "Đã giao ban."
        await one.fill(path, path, {"w:I.direct": "Đã giao ban."})
        assert words(engine, filled)["I.direct"].words == "Đã giao ban."
