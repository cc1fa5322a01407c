"""Every page in a real Chromium, at phone and desk size: fit for screen readers, at 200 %, by keyboard alone, and small."""

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.async_api import Browser, ConsoleMessage, FilePayload, Page
from sqlalchemy import Engine

from bot.web import rendering
from tests.bot.web.every_page import WALKS, Office, Press, Walk, furnish, left_out
from tests.bot.web.test_in_chromium import AXE, CHROMIUM, DESK, PHONE, chromium
from tests.bot.web.test_page_rights import Door
from tests.conftest import Clock, District
from tests.servers.serving import on_loop
from tests.servers.talking_zalo import SEND, zalo, zalo_bot
from tests.servers.visiting import Pages, pages

PICTURES = os.environ.get("PICTURES")  # a folder in which a picture of every page is kept, to be looked at
_PARTS = {"layout.html", "parts.html", "office_parts.html", "rollup_part.html"}
_FOCUSED = "[...document.querySelectorAll('*')].indexOf(document.activeElement)"
_FOCUSABLE = """() => [...document.querySelectorAll('*')].map((one, at) => [one, at]).filter(([one]) =>
  one.matches('a[href],button,input:not([type=hidden]),select,textarea,summary,[tabindex="0"]') && one.checkVisibility())
  .map(([_, at]) => at)"""
_OVER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def test_a_walk_leads_to_every_page(engine: Engine) -> None:
    """A page that is added is walked to as well, or this fails."""
    assert left_out(Door(engine).pages) == []


@contextmanager
def _rendering_anew() -> Iterator[set[str]]:
    """The templates that are loaded from here on."""
    rendering._environment.cache_clear()  # noqa: SLF001 - what it has loaded tells what was shown
    loaded: set[str] = set()
    yield loaded
    loaded |= {key[1] for key in rendering._environment().cache or {}}  # noqa: SLF001


@pytest.mark.long
@pytest.mark.skipif(not CHROMIUM, reason="NO CHROMIUM ON THIS MACHINE: the pages are not tried in a browser")
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@on_loop
async def test_every_page_is_fit_for_everybody(
    engine: Engine, clock: Clock, stored_district: District, size: tuple[int, int]
) -> None:
    """Nothing that axe-core finds, nothing wider than the screen at 100 % and 200 %, under 40 kB, all of it by keyboard."""
    office = furnish(engine, stored_district)
    async with pages(engine, clock, *office.people.values()) as served, chromium() as browser:
        await served.says(stored_district.officer, "báo cáo")
        await served.says(stored_district.officer, "1.2.1: 17; 1.2.2: 41")
        wrong: list[str] = []
        with _rendering_anew() as loaded:
            for who in dict.fromkeys(walk.who for walk in WALKS):
                walker = Walker(await _new_page(browser, size), size, served, office)
                await walker.come_in(who)
                for walk in (one for one in WALKS if one.who == who):
                    if walk.late:
                        clock.forward(minutes=20)
                    await walker.walk(walk)
                wrong += walker.wrong
        assert wrong == []
        assert {name for name in rendering._environment().list_templates()} - loaded == set()  # noqa: SLF001, C416


async def _new_page(browser: Browser, size: tuple[int, int]) -> Page:
    return await (await browser.new_context(viewport={"width": size[0], "height": size[1]})).new_page()


@pytest.mark.skipif(not CHROMIUM, reason="NO CHROMIUM ON THIS MACHINE: the pages are not tried in a browser")
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@on_loop
async def test_the_pages_behind_links_are_fit_for_everybody(
    engine: Engine, clock: Clock, stored_district: District, size: tuple[int, int]
) -> None:
    """The page by which a file is sent, before and after, and what a link says that opens nothing."""
    async with (
        zalo(engine, clock, lan=(7001, stored_district.officer)) as server,
        zalo_bot(server, engine, clock) as bot,
        chromium() as browser,
    ):
        await bot.hears(7001, "biểu Excel")
        url = SEND.search(server.received(7001)[-1].text)
        assert url
        looker = Looker(await _new_page(browser, size), size)
        for what in (url["url"], url["url"] + "x", url["url"].replace("/gui/", "/tai/")):
            await looker.page.goto(what)
            await looker.look(f"GET {what}")
        await looker.page.goto(url["url"])
        sheet = FilePayload(name="a.xlsx", mimeType="application/octet-stream", buffer=b"no workbook")
        await looker.page.set_input_files("input[type=file]", sheet)
        async with looker.page.expect_navigation():
            await looker.page.locator("form button").first.click()
        await looker.look("POST /gui")
        assert looker.wrong == []
        assert len(looker.seen) > 2


class Looker:
    """Looks at pages."""

    def __init__(self, page: Page, size: tuple[int, int]) -> None:
        self.page, self.size = page, size
        self.wrong: list[str] = []
        self.seen: set[tuple[str, str]] = set()
        self.page.on("console", self._note)

    def _note(self, message: ConsoleMessage) -> None:
        """What fails on a page; that an answer is no 200 is said there in words."""
        if message.type == "error" and "the server responded with a status of" not in message.text:
            self.wrong.append(message.text)

    async def _open_all(self) -> None:
        await self.page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")

    async def look(self, what: str) -> None:
        """At what is shown, closed as it comes and with everything opened; once, while it is the same."""
        if (shown := (what, await self.page.inner_text("body"))) in self.seen:
            return
        self.seen.add(shown)
        if len((await self.page.content()).encode()) >= 40_000:
            self.wrong.append(f"{what}: 40 kB or more")
        await self._picture(what)
        await self._open_all()
        for width in (self.size[0], self.size[0] // 2 if self.size is DESK else 320):
            await self.page.set_viewport_size({"width": width, "height": self.size[1]})
            if await self.page.evaluate(_OVER) > 0:
                self.wrong.append(f"{what}: wider than {width}")
        await self.page.set_viewport_size({"width": self.size[0], "height": self.size[1]})
        self.wrong += [f"{what}: {one}" for one in await findings(self.page)]
        if self.size is DESK:
            self.wrong += [f"{what}: by keyboard {one}" for one in await _by_keyboard(self.page)]

    async def _picture(self, what: str) -> None:
        if PICTURES:
            name = re.sub(r"\W+", "-", what)
            path = Path(PICTURES) / f"{self.size[0]}-{len(self.seen):02}-{name}.png"
            await self.page.screenshot(path=path, full_page=True)


class Walker(Looker):
    """Comes in, and walks through the pages."""

    def __init__(self, page: Page, size: tuple[int, int], served: Pages, office: Office) -> None:
        super().__init__(page, size)
        self.served, self.office = served, office

    async def come_in(self, who: str) -> None:
        if who in self.office.people:
            await self.page.goto(await self.served.link(self.office.people[who]))
            await self.look("GET /vao/key")
            await self.page.click("main button")
            await self.look("POST /vao/key")

    def named(self, text: str) -> str:
        return text.format(**self.office.numbers)

    async def walk(self, walk: Walk) -> None:
        await self.page.goto(self.served.base + self.named(walk.path))
        await self.look(f"GET {walk.path}")
        for press in walk.presses:
            await self.press(press)
            await self.look(f"POST {press.to}")

    async def press(self, press: Press) -> None:
        to, typed = self.named(press.to), {name: self.named(text) for name, text in press.typed.items()}
        await self._open_all()
        for box in (await self.page.locator("tbody input[type=checkbox]").all())[: press.tick]:
            await box.check()
        form = self.page.locator(f'form:has([formaction="{to}"]), form[action="{to}"]')
        for name, text in typed.items():
            field = form.locator(f'[name="{name}"]')
            if await field.first.get_attribute("type") == "hidden":
                form = self.page.locator(f'form[action="{to}"]:has([name="{name}"][value="{text}"])')
            else:
                await form.first.locator(f'[name="{name}"]').fill(text)
        offered = form.first.locator(f'[formaction="{to}"]')
        async with self.page.expect_navigation():
            await (offered if await offered.count() else form.first.locator("button").first).click()


async def findings(page: Page) -> list[str]:
    """What axe-core finds; evaluated past the page's own policy, which lets no foreign script in."""
    await page.evaluate(AXE)
    found: Mapping[str, list[Mapping[str, list[Mapping[str, str]]]]] = await page.evaluate("axe.run()")
    return [f"{one['id']}: {[node['html'][:120] for node in one['nodes']][:3]}" for one in found["violations"]]


async def _by_keyboard(page: Page) -> list[str]:
    """What cannot be reached by the tabulator, or is not seen to be reached."""
    wanted: list[int] = await page.evaluate(_FOCUSABLE)
    reached, unseen = [], []
    await page.evaluate("document.activeElement.blur()")
    for _ in wanted:
        await page.keyboard.press("Tab")
        at, outline = await page.evaluate(f"[{_FOCUSED}, getComputedStyle(document.activeElement).outlineStyle]")
        reached.append(at)
        unseen += [f"{at} has no outline"] if outline == "none" else []
    return [*unseen, *([] if reached == wanted else [f"reached {reached}, wanted {wanted}"])]
