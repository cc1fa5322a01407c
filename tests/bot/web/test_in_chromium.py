"""The pages in a real Chromium: on a phone and at a desk, with and without script, by keyboard, and fit for screen readers."""

import os
import re
import shutil
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from importlib.resources import files

import pytest
from playwright.async_api import Browser, Page, Route, async_playwright, expect
from sqlalchemy import Engine
from sqlmodel import Session

from bot import demo
from bot.storage.database import transaction
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
        actions += await _fill_and_hand_in(page, typed)
        with transaction(engine) as session:
            report = session.get_one(Report, number)
            assert report.state == State.SUBMITTED
            assert workbook_cells(report_appendix(session, report)[1]) == workbook
    record_property("Bản Thi on the phone form, fields and presses", actions)


async def _fill_and_hand_in(page: Page, typed: Mapping[str, str]) -> int:
    """Every part in turn, from the one that is open; gives how many fields were filled and buttons pressed."""
    actions = 0
    for _ in range(7):
        for field in await page.locator("input[data-was]").all():
            await field.fill(typed[await field.get_attribute("name") or ""])
            actions += 1
        async with page.expect_navigation():
            await page.click(".going button >> nth=0")
        actions += 1
    await page.click("main form button")
    await expect(page.locator("main")).to_contain_text("BAN-THI-2024-Q1-1")
    return actions + 1


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
@pytest.mark.parametrize("first", ["chat", "page"])
@on_loop
async def test_one_door_begins_and_the_other_finishes(
    engine: Engine,
    clock: Clock,
    stored_district: District,
    real: tuple[Mapping[str, str], list[list[object]]],
    script: bool,
    first: str,
) -> None:
    typed, workbook = real
    officer, number = stored_district.officer, stored_district.report_id
    lines = demo.script()[: demo.script().index("/doi")]
    async with pages(engine, clock, officer) as office, chromium() as browser:
        for line in lines[: 4 if first == "chat" else 2]:
            await office.says(officer, line)
        page = await _enter(browser, office, officer, PHONE, script=script)
        await page.click("text=Điền báo cáo")
        if first == "chat":
            assert await page.input_value('[name="1.2.1"]') == "41"
            await _fill_and_hand_in(page, typed)
        else:
            for name in ("1.1", "1.2.1", "1.2.2"):
                await page.fill(f'[name="{name}"]', typed[name])
            async with page.expect_navigation():
                await page.click("text=Lưu, ở lại")
            for line in ["tiếp", *lines[4:]]:
                await office.says(officer, line)
        with transaction(engine) as session:
            report = session.get_one(Report, number)
            assert report.state == State.SUBMITTED
            assert workbook_cells(report_appendix(session, report)[1]) == workbook


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
