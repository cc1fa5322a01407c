"""Files by link: what the bot made for one person, its picture, and the filled sheet that comes back from them."""

import asyncio
import re
import secrets
from collections.abc import AsyncIterator
from dataclasses import dataclass
from urllib.parse import quote

from sqlmodel import Session
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from bot.messages.messages import Incoming, SentFile
from bot.running.app import App
from bot.sending.links import ALL_PAGES, Link, LinkOffice, LinkRefusal, Way, note_use, open_link
from bot.texts import refusals
from bot.texts.common import links as sentences
from bot.texts.common.wording import due, report_name
from bot.web import pages
from bot.web.bodies import limited_body
from bot.web.previews import NoPage, Preview, preview
from tracker.reports.reports import Report
from tracker.reports.rounds import Round
from tracker.uploads.errors import SpreadsheetTooLarge
from tracker.uploads.reading import MOST_BYTES

_ENVELOPE = 16 * 1024  # bytes around the file in the body of a form
_ONCE = re.compile(r"[\w-]{8,64}", re.ASCII)
_STATUS = {LinkRefusal.ALTERED: 404, LinkRefusal.EXPIRED: 410, LinkRefusal.REVOKED: 410}  # the others: 403
_SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_PICTURE = "image/png"
_DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_TYPES = {"xlsx": _SPREADSHEET, "docx": _DOCUMENT, "png": _PICTURE}
_MOST_PICTURES = 64  # kept, some 200 kB each


def file_routes(app: App, office: LinkOffice) -> list[Route]:
    """One path for each thing that is done with a file."""
    files = _Files(app, office)
    return [
        Route(f"/{Way.FETCH}/{{signed}}", files.give, methods=["GET"]),
        Route(f"/{Way.SHOW}/{{signed}}", files.show, methods=["GET"]),
        Route(f"/{Way.SHOW}/{{signed}}/{ALL_PAGES}", files.show_all, methods=["GET"]),
        Route(f"/{Way.SHOW}/{{signed}}/{{page:int}}", files.show, methods=["GET"]),
        Route(f"/{Way.SEND}/{{signed}}", files.ask, methods=["GET"]),
        Route(f"/{Way.SEND}/{{signed}}", files.take, methods=["POST"]),
    ]


@dataclass(frozen=True)
class _Form:
    """What a browser sent."""

    once: str = ""
    name: str = ""
    content: bytes = b""


class _Files:
    def __init__(self, app: App, office: LinkOffice) -> None:
        self._app, self._office = app, office
        # By key and page: a chat's service and its telephones ask one after the other.
        self._pages: dict[tuple[str, int], Preview | None] = {}
        self._drawing = asyncio.Lock()

    async def give(self, request: Request) -> Response:
        """The file; the same again to whoever opens the link once more, such as a chat's preview robot."""
        link = await self._opened(request, Way.FETCH)
        if isinstance(link, LinkRefusal):
            return _refused(link)
        kind = _TYPES.get(link.name.rpartition(".")[2], "application/octet-stream")
        disposition = f"attachment; filename*=UTF-8''{quote(link.name, safe='')}"
        return Response(link.content or b"", media_type=kind, headers=pages.HEADERS | {"Content-Disposition": disposition})

    async def show(self, request: Request) -> Response:
        """A page of the workbook as a picture, the first where none is named."""
        link = await self._opened(request, Way.SHOW)
        if isinstance(link, LinkRefusal):
            return _refused(link)
        shown = await self._page(link, request.path_params.get("page", 1))
        if shown is None:
            return pages.said(sentences.REFUSED_TITLE, sentences.NO_PREVIEW, 404)
        return Response(shown.picture, media_type=_PICTURE, headers=pages.HEADERS)

    async def show_all(self, request: Request) -> Response:
        """All pages of the workbook under each other."""
        link = await self._opened(request, Way.SHOW)
        if isinstance(link, LinkRefusal):
            return _refused(link)
        first = await self._page(link, 1)
        if first is None:
            return pages.said(sentences.REFUSED_TITLE, sentences.NO_PREVIEW, 404)
        return pages.pictures(sentences.PAGES_TITLE.format(name=link.name), first.pages)

    async def _page(self, link: Link, page: int) -> Preview | None:
        async with self._drawing:  # one at a time, so that a machine with two cores goes on talking
            if (link.key, page) not in self._pages:
                for oldest in list(self._pages)[: 1 - _MOST_PICTURES]:
                    del self._pages[oldest]
                try:
                    self._pages[link.key, page] = await asyncio.to_thread(preview, link.content or b"", page)
                except NoPage:
                    self._pages[link.key, page] = None
            return self._pages[link.key, page]

    async def ask(self, request: Request) -> HTMLResponse:
        """The upload page."""
        link = await self._opened(request, Way.SEND)
        return _refused(link) if isinstance(link, LinkRefusal) else await self._form(link)

    async def take(self, request: Request) -> HTMLResponse:
        """The filled sheet; it goes the way of every file that a person sends, and the answer comes in the chat."""
        link = await self._opened(request, Way.SEND)
        if isinstance(link, LinkRefusal):
            return _refused(link)
        body = await limited_body(request, MOST_BYTES + _ENVELOPE)
        if body is None:
            too_large = refusals.file_refused(SpreadsheetTooLarge(most=MOST_BYTES // 1_000_000))
            return pages.said(sentences.NOT_TAKEN_TITLE, too_large, 413)
        try:
            form = await _read_form(request, body)
        except (MultiPartException, KeyError, ValueError):
            return pages.said(sentences.NOT_TAKEN_TITLE, sentences.NOT_A_FORM, 400)
        if not form.content:
            return await self._form(link, sentences.NO_FILE)
        return await self._receive(link, form)

    async def _receive(self, link: Link, form: _Form) -> HTMLResponse:
        once = form.once if _ONCE.fullmatch(form.once) else secrets.token_urlsafe(16)
        file = SentFile(form.name, len(form.content), content=form.content, action=link.action)
        try:
            await self._app.receive(Incoming(link.channel, f"upload {link.key} {once}", link.address, file=file))
            await self._app.transact(lambda session: note_use(session, link, "sent", self._app.clock()))
        except Exception:  # noqa: BLE001 - the person must be told that nothing was stored; the app has logged what is wrong
            return pages.said(sentences.NOT_TAKEN_TITLE, sentences.TROUBLE, 503)
        return pages.said(sentences.RECEIVED_TITLE, sentences.RECEIVED.format(name=form.name))

    async def _opened(self, request: Request, way: Way) -> Link | LinkRefusal:
        key = self._office.key(way, request.path_params["signed"])
        what = "shown" if way is Way.SHOW else "opened"
        return await self._app.transact(lambda session: open_link(session, key, self._app.clock(), what))

    async def _form(self, link: Link, wrong: str = "") -> HTMLResponse:
        about = await self._app.transact(lambda session: _about(session, link))
        return pages.upload_form(about, secrets.token_urlsafe(16), wrong, any_kind=link.report_id is None)


def _about(session: Session, link: Link) -> str:
    if link.report_id is None:
        return link.name
    report = session.get_one(Report, link.report_id)
    return f"{report_name(session.get_one(Round, report.round_id))} · {due(report)}"


def _refused(why: LinkRefusal) -> HTMLResponse:
    return pages.said(sentences.REFUSED_TITLE, sentences.REFUSED[why], _STATUS.get(why, 403))


class _WholeForm(MultiPartParser):
    """A form that says whether its closing boundary came: a body that was cut off otherwise reads as a shorter form."""

    ended = False

    def on_end(self) -> None:
        self.ended = True


async def _read_form(request: Request, body: bytes) -> _Form:
    """The fields of a form.

    Raises:
        MultiPartException: what came is no form, or was cut off.
        KeyError: the headers are no form's.
        ValueError: the same.
    """

    async def stream() -> AsyncIterator[bytes]:
        yield body
        if not parser.ended:  # raised in here, the parser closes the files that it has begun
            raise MultiPartException("The closing boundary is missing.")

    parser = _WholeForm(request.headers, stream(), max_files=1, max_fields=2)  # type: ignore[arg-type]
    form = await parser.parse()
    try:
        file, once = form.get("file"), form.get("once")
        if not isinstance(file, UploadFile):
            return _Form()
        return _Form(once if isinstance(once, str) else "", file.filename or "", await file.read())
    finally:
        await form.close()
