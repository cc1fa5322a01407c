"""The pages in a real Chromium: on a phone and at a desk, with and without script, by keyboard, and fit for screen readers."""

import os
import re
import shutil
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from importlib.resources import files

import pytest
from playwright.async_api import Browser, ConsoleMessage, Page, Route, async_playwright, expect
from sqlalchemy import Engine
from sqlmodel import Session

from bot.storage.database import transaction
from tests.bot.web.test_board_page import _submitted as submitted
from tests.bot.web.test_form_page import real, workbook_cells
from tests.conftest import Clock, District
from tests.servers.serving import on_loop
from tests.servers.visiting import Pages, pages
from tracker.office.officers import Officer
from tracker.reports.reports import Report, State
from tracker.workbooks.appendices import report_appendix

__all__ = ["real"]

PHONE, DESK = (360, 740), (1280, 800)
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(not CHROMIUM, reason="NO CHROMIUM ON THIS MACHINE: the pages are not tried in a browser"),
]


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        try:
            yield browser
        finally:
            await browser.close()


async def _enter(browser: Browser, office: Pages, who: Officer, size: tuple[int, int], *, script: bool = True) -> Page:
    context = await browser.new_context(viewport={"width": size[0], "height": size[1]}, java_script_enabled=script)
    page = await context.new_page()
    await page.goto(await office.link(who))
    await page.click("main button")
    return page


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
@on_loop
async def test_the_real_report_is_filled_on_a_phone(
    engine: Engine,
    clock: Clock,
    stored_district: District,
    real: tuple[Mapping[str, str], list[list[object]]],
    script: bool,
    record_property: Callable[[str, object], None],
) -> None:
    typed, workbook = real
    number = stored_district.report_id
    async with pages(engine, clock, stored_district.officer) as office, chromium() as browser:
        page = await _enter(browser, office, stored_district.officer, PHONE, script=script)
        await page.click("text=Điền báo cáo")
        actions = 2
        await page.fill('[name="1.2.1"]', "17")
        await page.fill('[name="1.2.2"]', "41")
        await page.click("text=Lưu, ở lại")
        await expect(page.locator(".finding")).to_contain_text("lớn hơn 1.2.1")
        assert await page.get_attribute('[name="1.2.2"]', "inputmode") == "decimal"
        box = await page.locator('[name="1.2.2"]').bounding_box()
        assert box
        assert box["height"] >= 52
        for _ in range(7):
            for field in await page.locator("input[data-was]").all():
                name = await field.get_attribute("name") or ""
                await field.fill(typed[name])
                actions += 1
            async with page.expect_navigation():
                await page.click(".going button >> nth=0")
            actions += 1
        await page.click("main form button")
        await expect(page.locator("main")).to_contain_text("BAN-THI-2024-Q1-1")
        with transaction(engine) as session:
            report = session.get_one(Report, number)
            assert report.state == State.SUBMITTED
            assert workbook_cells(report_appendix(session, report)[1]) == workbook
    record_property("Bản Thi on the phone form, fields and presses", actions + 1)


@on_loop
async def test_what_was_typed_outlives_a_bad_network(engine: Engine, clock: Clock, stored_district: District) -> None:
    """A field that is left is sent; one that does not get through is kept on the machine, said so, and sent later."""
    path = f"/bao-cao/{stored_district.report_id}/dien/1"
    async with pages(engine, clock, stored_district.officer) as office, chromium() as browser:
        page = await _enter(browser, office, stored_district.officer, PHONE)
        await page.goto(office.base + path)
        await page.fill('[name="1.1"]', "1492")
        await page.keyboard.press("Tab")
        await expect(page.locator("#state")).to_contain_text("Đã lưu")
        assert await page.input_value('[name="1.1"]') == "1.492"

        async def cut(route: Route) -> None:
            await route.abort()

        await page.route("**/dien/1", cut)
        await page.fill('[name="1.2.1"]', "41")
        await page.keyboard.press("Tab")
        await expect(page.locator("#state")).to_contain_text("Mất mạng: 1 ô")
        await page.unroute("**/dien/1")
        await page.goto(f"{office.base}/bao-cao")  # as after the browser was closed
        await page.goto(office.base + path)
        assert await page.input_value('[name="1.2.1"]') == "41"
        await expect(page.locator("#state")).to_contain_text("Đã lưu")
        await page.reload()
        assert await page.input_value('[name="1.2.1"]') == "41"
        assert await page.evaluate("localStorage.length") == 0
        await page.fill('[name="1.1"]', "không biết")
        await page.keyboard.press("Tab")
        await page.wait_for_selector('[name="1.1"][aria-invalid]')


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@on_loop
async def test_every_page_is_fit_for_everybody(
    engine: Engine, clock: Clock, stored_district: District, size: tuple[int, int]
) -> None:
    """No finding of axe-core, nothing wider than the screen at 100 % and at 200 %, under 40 kB, no request that fails."""
    waiting = next(iter(submitted(engine).values()))
    number = stored_district.report_id
    mine = [
        "/bao-cao",
        f"/bao-cao/{number}",
        f"/bao-cao/{number}/dien/1",
        f"/bao-cao/{number}/dien/3",
        f"/bao-cao/{number}/nop",
        f"/bao-cao/{number}/loi/1",
        f"/bao-cao/{number}/loi/7",
    ]
    theirs = ["/bang", f"/bao-cao/{waiting}", f"/bao-cao/{waiting}?hoi=1.1", "/bao-cao"]
    theirs += ["/tong-hop", "/tong-hop?trang=2", "/tong-hop/muc?muc=1.2.1", "/tong-hop/don-vi", "/tong-hop/quyet-dinh"]
    async with pages(engine, clock, stored_district.officer, stored_district.desk) as office, chromium() as browser:
        await office.says(stored_district.officer, "báo cáo")
        await office.says(stored_district.officer, "1.2.1: 17; 1.2.2: 41")
        wrong: list[str] = []
        for who, paths in ((stored_district.officer, mine), (stored_district.desk, theirs)):
            page = await _enter(browser, office, who, size)
            page.on("console", _noting(wrong))
            for path in ["/vao", *paths]:
                await page.set_viewport_size({"width": size[0], "height": size[1]})
                await page.goto(office.base + path)
                wrong += [f"{path}: {one}" for one in await _findings(page)]
                assert len((await page.content()).encode()) < 40_000, path
                for width in (size[0], size[0] // 2 if size is DESK else 320):
                    await page.set_viewport_size({"width": width, "height": size[1]})
                    over = await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
                    assert over <= 0, (path, width, over)
        assert wrong == []


def _noting(wrong: list[str]) -> Callable[[ConsoleMessage], None]:
    def note(message: ConsoleMessage) -> None:
        wrong.extend([message.text] if message.type == "error" else [])

    return note


async def _findings(page: Page) -> list[str]:
    """What axe-core finds; evaluated past the page's own policy, which lets no foreign script in."""
    await page.evaluate(AXE)
    found = await page.evaluate("axe.run()")
    return [f"{one['id']}: {[node['html'][:120] for node in one['nodes']][:3]}" for one in found["violations"]]


@on_loop
async def test_a_part_is_filled_by_keyboard_alone(engine: Engine, clock: Clock, stored_district: District) -> None:
    async with pages(engine, clock, stored_district.officer) as office, chromium() as browser:
        page = await _enter(browser, office, stored_district.officer, DESK)
        await page.goto(f"{office.base}/bao-cao/{stored_district.report_id}/dien/1")
        await page.keyboard.press("Tab")
        assert await page.evaluate("document.activeElement.className") == "skip"
        await page.keyboard.press("Enter")
        for _ in range(3):
            await page.keyboard.press("Tab")
            if await page.evaluate("document.activeElement.name") == "1.1":
                break
        await page.keyboard.type("2")
        for typed in ("41", "17"):
            await page.keyboard.press("Enter")
            await page.keyboard.type(typed)
        assert re.match("1.2.2", await page.evaluate("document.activeElement.name"))
        for _ in range(40):
            await page.keyboard.press("Tab")
            if "sang phần" in (await page.evaluate("document.activeElement.textContent")):
                break
        await page.keyboard.press("Enter")
        await page.wait_for_url("**/dien/2?luu=1")
    with Session(engine) as session:
        assert session.get_one(Report, stored_district.report_id).state == State.DRAFTING
