"""Browsers at our pages: the bot without a channel, people who ask it for links, and a client that fills forms."""

import contextlib
import io
import re
import tempfile
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlencode

import httpx
from sqlalchemy import Engine
from sqlmodel import col, select

from bot.channels.terminal import TerminalChannel
from bot.messages.messages import Incoming
from bot.people.addresses import join
from bot.running.app import App
from bot.sending.outbox import Waiting
from bot.storage.database import transaction
from tests.servers.serving import Clock
from tests.servers.talking_zalo import browser
from tests.servers.web import listening, web_pages
from tracker.office.officers import Officer

LINK = re.compile(r"https?://[^\s]+/vao/[\w-]+")
_FORM = re.compile(r"<form[^>]*method=\"post\"[^>]*action=\"([^\"]+)\"(.*?)</form>", re.DOTALL)


class _Fields(HTMLParser):
    """The fields of a form as a browser would send them untouched."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self._within = ""  # the name of the text area that is open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        name = found.get("name")
        unticked = found.get("type") == "checkbox" and "checked" not in found
        if tag in {"input", "textarea"} and name and not unticked:
            self.fields[name] = found.get("value") or ("on" if found.get("type") == "checkbox" else "")
            self._within = name if tag == "textarea" else ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.fields[self._within] = self.fields[self._within].removeprefix("\n")
            self._within = ""

    def handle_data(self, data: str) -> None:
        if self._within:
            self.fields[self._within] += data


def form_on(text: str, action: str) -> dict[str, str]:
    """The fields of the first form of a page that leads there."""
    for leads, body in _FORM.findall(text):
        if unescape(leads) == action:
            parser = _Fields()
            parser.feed(body)
            return parser.fields
    raise AssertionError(f"no form for {action} in {text[:2000]}")


@dataclass
class Browser:
    """A browser: its cookies, and the office that it visits."""

    base: str
    client: httpx.AsyncClient = field(default_factory=browser)

    async def get(self, path: str) -> httpx.Response:
        return await self.client.get(path if path.startswith("http") else self.base + path)

    async def post(self, path: str, fields: Mapping[str, str] | None = None, **headers: str) -> httpx.Response:
        """As from a page of ours; a redirect is not followed."""
        own = {"Origin": self.base} | {name.replace("_", "-"): value for name, value in headers.items()}
        url = path if path.startswith("http") else self.base + path
        own["Content-Type"] = "application/x-www-form-urlencoded"
        return await self.client.post(url, content=urlencode(fields or {}), headers={k: v for k, v in own.items() if v})

    async def enter(self, link: str) -> httpx.Response:
        """Follow a link and say yes; gives the page behind it."""
        entered = await self.post(link)
        assert entered.status_code == 303, entered.text
        return await self.get(entered.headers["location"])

    async def fill(self, path: str, action: str, typed: Mapping[str, str], **more: str) -> httpx.Response:
        """Open a page, change some fields of one of its forms and send it; a redirect is followed."""
        page = await self.get(path)
        answer = await self.post(action, {**form_on(page.text, action), **typed, **more})
        return await self.get(answer.headers["location"]) if answer.status_code == 303 else answer


@dataclass
class Pages:
    """The office at work."""

    app: App
    engine: Engine
    base: str
    count: int = 0
    browsers: list[Browser] = field(default_factory=list)

    def browser(self) -> Browser:
        """One that nobody is in."""
        self.browsers.append(Browser(self.base))
        return self.browsers[-1]

    async def says(self, officer: Officer, text: str) -> str:
        """Somebody writes to the bot; gives the text of its answers."""
        return await self._hear(officer, text)

    async def presses(self, officer: Officer, data: str) -> str:
        """Somebody presses a button; gives the text of the answers."""
        return await self._hear(officer, "", data)

    async def _hear(self, officer: Officer, text: str, pressed: str | None = None) -> str:
        self.count += 1
        before = self._last()
        coming = Incoming("terminal", f"{officer.id} {self.count}", str(officer.id), text=text, pressed=pressed)
        await self.app.receive(coming)
        await self.app.idle()
        with transaction(self.engine) as session:
            rows = session.exec(select(Waiting).where(col(Waiting.id) > before).order_by(col(Waiting.id))).all()
            told = [one.outgoing for one in rows if one.address == str(officer.id)]
        return "\n".join(part for one in told for part in (one.lead, one.title, one.text) if part)

    def _last(self) -> int:
        with transaction(self.engine) as session:
            return max([0, *(row.id for row in session.exec(select(Waiting)))])

    async def link(self, officer: Officer, words: str = "mở bảng") -> str:
        """The link that the bot gives."""
        found = LINK.search(await self.says(officer, words))
        assert found
        return found[0]

    async def visitor(self, officer: Officer, words: str = "mở bảng") -> Browser:
        """A browser that this person is in."""
        one = self.browser()
        await one.enter(await self.link(officer, words))
        return one


@contextlib.asynccontextmanager
async def pages(engine: Engine, clock: Clock, *people: Officer) -> AsyncIterator[Pages]:
    """The pages, served; these people have joined in the terminal, each by their number."""
    with transaction(engine) as session:
        for person in people:
            join(session, "terminal", str(person.id), person, clock())
    listener, office = listening()
    channel = TerminalChannel(io.StringIO(), Path(tempfile.mkdtemp(prefix="dunghan-web-")))
    app = App(engine, {channel.name: channel}, clock, link_office=office)
    async with web_pages(app, listener, office):
        found = Pages(app, engine, office.public_url)
        try:
            yield found
        finally:
            for one in found.browsers:
                await one.client.aclose()
            await app.close()
