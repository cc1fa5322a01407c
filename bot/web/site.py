"""How a page is served: who asks is looked up, what they may is asked, and the work is one transaction."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.errors.rights import NotTheDesk, NotYours
from bot.messages.messages import Outgoing
from bot.pages.page_turn import PageTurn, page_turn
from bot.people.web_sessions import Visitor, visitor_of
from bot.running.app import App
from bot.sending.links import LinkOffice
from bot.texts import refusals
from bot.texts.common import web as words
from bot.texts.pages import site as sentences
from bot.web.gate import Gate, Limiter, read_form, who_asks
from bot.web.rendering import HEADERS, page
from tracker.kernel.errors import TrackerError
from tracker.office.officers import is_desk, may_fill
from tracker.office.units import Unit

SESSION = "web session"
_MOST_REQUESTS, _WITHIN = 600, timedelta(minutes=1)
_SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def own_path(text: str) -> str:
    """The path of one of our pages; that of the reports for anything else, which might lead elsewhere."""
    is_own = text.startswith("/") and not text.startswith("//") and "\\" not in text and text.isprintable()
    return text if is_own else words.REPORTS


@dataclass(frozen=True)
class Visit:
    """Somebody at a page: the numbers and names in its path, its query, and the form that came."""

    session: Session
    visitor: Visitor
    now: datetime
    path: Mapping[str, Any]
    query: Mapping[str, str]
    form: Mapping[str, str]

    def turn(self, report_id: int | None = None) -> PageTurn:
        """The visitor, with this report before them."""
        return page_turn(self.session, self.visitor, self.now, report_id)


@dataclass(frozen=True)
class PageShown:
    """A page of this template."""

    template: str
    facts: Mapping[str, Any]
    status: int = 200


@dataclass(frozen=True)
class MovedTo:
    """Another page."""

    path: str


@dataclass(frozen=True)
class BookGiven:
    """A workbook, or a document: by the end of its name."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Answered:
    """What comes of it, and what others are told."""

    answer: PageShown | MovedTo | BookGiven
    told: Sequence[Outgoing] = field(default=())


Work = Callable[[Visit], Answered]


class Site:
    """The pages of one office."""

    def __init__(self, app: App, office: LinkOffice) -> None:
        """Serve them from this app."""
        self.app, self.gate = app, Gate(office)
        self.limiter = Limiter(_MOST_REQUESTS, _WITHIN, app.clock)

    def route(self, path: str, work: Work, *, post: bool = False, fresh: bool = False) -> Route:
        """A page, or (`post`) what a form does; `fresh`: it decides, and asks for a session that has just begun."""

        async def serve(request: Request) -> Response:
            return await self._serve(request, work, post=post, fresh=fresh)

        return Route(path, serve, methods=["POST" if post else "GET"])

    async def _serve(self, request: Request, work: Work, *, post: bool, fresh: bool) -> Response:
        token = self.gate.token(request)
        if not self.limiter.allows(who_asks(request)):
            return self.say(sentences.TOO_MANY, 429)
        form: dict[str, str] = {}
        if post:
            read = await self.read_own_form(request)
            if isinstance(read, Response):
                return read
            form = read
        if not token:
            return self._sign_in()
        if post and not self.gate.carries_token(form, token):
            return self.say(sentences.STALE_FORM, 403)
        query = {name: value for name, value in request.query_params.items() if "\x00" not in name + value}

        def run(session: Session, visitor: Visitor, now: datetime) -> Answered:
            if fresh and not visitor.session.is_fresh(now):
                given = {name: value for name, value in form.items() if name != "form_token"}
                facts = {"back": own_path(form.get("back", "")), "to": request.url.path, "given": given, "asked": ""}
                return Answered(PageShown("again.html", facts, 403))
            return work(Visit(session, visitor, now, request.path_params, query, form))

        return await self._answer(token, run)

    async def read_own_form(self, request: Request) -> dict[str, str] | Response:
        """The form that came from one of our pages; else why it is not taken."""
        if not self.gate.is_ours(request):
            return self.say(sentences.NOT_OURS, 403)
        form = await read_form(request)
        return self.say(sentences.NOT_A_FORM, 400) if form is None else form

    async def _answer(self, token: str, work: Callable[[Session, Visitor, datetime], Answered]) -> Response:
        token_hash, now = self.gate.hash_of(SESSION, token), self.app.clock()

        def run(session: Session) -> tuple[tuple[Visitor, Unit, Answered] | None, Sequence[Outgoing]]:
            visitor = visitor_of(session, token_hash, now)
            if visitor is None:
                return None, ()
            done = work(session, visitor, now)
            return (visitor, session.get_one(Unit, visitor.officer.unit_id), done), done.told

        try:
            found = await self.app.act(run)
        except (NotYours, NotTheDesk, LookupError):
            return self.say(sentences.NOT_THERE, 404)
        except TrackerError as refused:
            return self.say(refusals.broken(refused), 409)
        return self._sign_in() if found is None else self._respond(*found, token)

    def _respond(self, visitor: Visitor, unit: Unit, done: Answered, token: str) -> Response:
        match done.answer:
            case MovedTo(path):
                return RedirectResponse(path, 303, headers=HEADERS)
            case BookGiven(name, content):
                disposition = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
                media_type = _DOCUMENT if name.endswith(".docx") else _SPREADSHEET
                return Response(content, media_type=media_type, headers=HEADERS | {"Content-Disposition": disposition})
            case PageShown(template, facts, status):
                officer = visitor.officer
                common = {"who": officer.name, "whose": unit.full_name, "form_token": self.gate.form_token(token)}
                rights = {"desk": is_desk(officer), "fills": may_fill(officer, officer.unit_id)}
                return page(template, common | rights | dict(facts), status)

    def _sign_in(self) -> Response:
        answer = page("sign_in.html", {"code": "", "wrong": sentences.SIGN_IN_FIRST, **NOBODY}, 401)
        self.gate.let_out(answer)
        return answer

    def say(self, sentence: str, status: int, title: str = sentences.NOT_DONE) -> Response:
        """A page with one sentence."""
        return page("said.html", {"title": title, "sentence": sentence, **NOBODY}, status)


NOBODY = {"who": "", "whose": "", "form_token": "", "desk": False, "fills": False}
