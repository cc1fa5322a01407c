"""Signing in by a link or a code, anew for deciding, and out; whatever is only looked at uses nothing up."""

from datetime import timedelta

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.messages.actions import CONFIRM, SIGN_OUT, button
from bot.messages.messages import Outgoing, PageLink
from bot.people.web_sessions import (
    Visitor,
    WebLink,
    ask_to_confirm,
    code_of,
    end_sessions,
    live_link,
    make_code,
    new_token,
    use_code,
    use_link,
    visitor_of,
)
from bot.sending.page_links import LET_IN, link_hash
from bot.texts.common import web as words
from bot.texts.common.machines import machine_of
from bot.texts.common.roles import ROLES
from bot.texts.pages import site as sentences
from bot.web.gate import Limiter, who_asks
from bot.web.rendering import HEADERS, page
from bot.web.site import NOBODY, SESSION, Answered, PageShown, Site, Visit, own_path
from tracker.office.officers import Officer, Role, is_desk
from tracker.office.units import Unit

_WAITING = "web code"
_MOST_CODES, _WITHIN = 20, timedelta(minutes=10)


class Signing:
    """The ways in and out."""

    def __init__(self, site: Site) -> None:
        """For this site."""
        self._site, self._app, self._gate = site, site.app, site.gate
        self._codes = Limiter(_MOST_CODES, _WITHIN, site.app.clock)

    def routes(self) -> list[Route]:
        """Their paths."""
        return [
            Route("/", self._begin, methods=["GET"]),
            Route(f"/{LET_IN}", self._ask_code, methods=["GET"]),
            Route(f"/{LET_IN}", self._give_code, methods=["POST"]),
            Route(f"/{LET_IN}/tiep", self._go_on, methods=["POST"]),
            Route(f"/{LET_IN}/{{key}}", self._look, methods=["GET"]),
            Route(f"/{LET_IN}/{{key}}", self._enter, methods=["POST"]),
            self._site.route("/lai", _send_again, post=True),
            self._site.route("/hoi", _ask_in_chat, post=True),
            self._site.route("/ra", self._leave, post=True),
        ]

    async def _begin(self, request: Request) -> Response:
        token_hash, now = self._gate.hash_of(SESSION, self._gate.token(request)), self._app.clock()
        visitor = await self._app.transact(lambda session: visitor_of(session, token_hash, now))
        path = f"/{LET_IN}" if visitor is None else words.BOARD if is_desk(visitor.officer) else words.REPORTS
        return RedirectResponse(path, 303, headers=HEADERS)

    async def _look(self, request: Request) -> Response:
        """Whom the link lets in; robots and prefetchers look too. Whoever is in already goes on."""
        key_hash, now = link_hash(self._gate.office, request.path_params["key"]), self._app.clock()
        token_hash = self._gate.hash_of(SESSION, self._gate.token(request))

        def look(session: Session) -> tuple[WebLink | None, tuple[WebLink, Officer] | None, Visitor | None, str]:
            known, live = session.get(WebLink, key_hash), live_link(session, key_hash, now)
            unit = session.get_one(Unit, live[1].unit_id).full_name if live else ""
            return known, live, visitor_of(session, token_hash, now), unit

        known, live, visitor, unit = await self._app.transact(look)
        if known and visitor and visitor.officer.id == known.officer_id:
            return RedirectResponse(known.path, 303, headers=HEADERS)
        if live is None:
            return self._site.say(sentences.LINK_OVER, 410, sentences.LINK_OVER_TITLE)
        officer = live[1]
        facts = {"name": officer.name, "role": ROLES[Role(officer.role)], "unit": unit, "url": request.url.path}
        return page("enter.html", {**NOBODY, **facts})

    async def _enter(self, request: Request) -> Response:
        form = await self._site.read_own_form(request)
        if isinstance(form, Response):
            return form
        key_hash, token, now = link_hash(self._gate.office, request.path_params["key"]), new_token(), self._app.clock()
        token_hash, machine = self._gate.hash_of(SESSION, token), _machine(request)
        link = await self._app.transact(lambda session: use_link(session, key_hash, token_hash, machine, now))
        if link is None:
            return self._site.say(sentences.LINK_OVER, 410, sentences.LINK_OVER_TITLE)
        response = RedirectResponse(link.path, 303, headers=HEADERS)
        self._gate.let_in(response, token)
        return response

    async def _ask_code(self, _request: Request) -> Response:
        return page("sign_in.html", {**NOBODY, "code": "", "wrong": ""})

    async def _give_code(self, request: Request) -> Response:
        form = await self._site.read_own_form(request)
        if isinstance(form, Response):
            return form
        browser, machine, now = new_token(), _machine(request), self._app.clock()
        browser_hash = self._gate.hash_of(_WAITING, browser)
        allowed = self._codes.allows(who_asks(request))
        code = await self._app.transact(lambda session: make_code(session, browser_hash, machine, now)) if allowed else None
        if code is None:
            return self._site.say(sentences.TOO_MANY, 429)
        response = page("sign_in.html", {**NOBODY, "code": _spaced(code), "wrong": ""})
        self._gate.let_in(response, browser, waiting=True)
        return response

    async def _go_on(self, request: Request) -> Response:
        form = await self._site.read_own_form(request)
        if isinstance(form, Response):
            return form
        browser_hash = self._gate.hash_of(_WAITING, self._gate.token(request, waiting=True))
        token, now = new_token(), self._app.clock()
        token_hash = self._gate.hash_of(SESSION, token)

        def go_on(session: Session) -> tuple[bool, str]:
            code = code_of(session, browser_hash, now)
            return use_code(session, browser_hash, token_hash, now), code.code if code else ""

        entered, code = await self._app.transact(go_on)
        if not entered:
            wrong = sentences.NOT_YET if code else sentences.CODE_OVER
            return page("sign_in.html", {**NOBODY, "code": _spaced(code), "wrong": wrong}, 409)
        response = RedirectResponse("/", 303, headers=HEADERS)
        self._gate.let_in(response, token)
        self._gate.let_out(response, waiting=True)
        return response

    def _leave(self, visit: Visit) -> Answered:
        visitor = visit.visitor
        end_sessions(visit.session, visitor.officer, visit.now, visitor.session.token_hash)
        said = {"title": sentences.SIGNED_OUT_TITLE, "sentence": sentences.SIGNED_OUT, **NOBODY}
        return Answered(PageShown("said.html", said))


def _send_again(visit: Visit) -> Answered:
    """A new link to the page, into the person's chat: whoever holds only the browser does not get it."""
    path = own_path(visit.form.get("back", ""))
    door = visit.visitor.session.door
    link = PageLink(path, words.AGAIN, words.NO_PAGES, words.TOO_MANY)
    message = Outgoing(door.channel, door.address, words.TEN_MINUTES, title=words.AGAIN_TITLE, unasked=True, page=link)
    said = {"title": sentences.LINK_SENT_TITLE, "sentence": sentences.LINK_SENT}
    return Answered(PageShown("said.html", said), [message])


def _ask_in_chat(visit: Visit) -> Answered:
    """Ask the person in their chat whether it is them; what they wanted to do stands ready for when they have said so."""
    visitor, form = visit.visitor, visit.form
    given = {name: value for name, value in form.items() if name not in {"form_token", "to"}}
    facts = {"back": own_path(form.get("back", "")), "to": own_path(form.get("to", "")), "given": given}
    page_shown = PageShown("again.html", {**facts, "asked": sentences.ASKED_IN_CHAT})
    if not ask_to_confirm(visit.session, visitor, visit.now):
        return Answered(page_shown)
    door, found = visitor.session.door, visitor.session
    choices = (CONFIRM.choice(words.CONFIRM_YES, found.mark), SIGN_OUT.choice(words.CONFIRM_NO))
    text = words.ask_to_confirm(found.machine or words.UNKNOWN_MACHINE, visit.now)
    buttons = tuple(button(one, 0) for one in choices)
    message = Outgoing(door.channel, door.address, text, title=words.CONFIRM_TITLE, unasked=True, buttons=buttons)
    return Answered(page_shown, [message])


def _machine(request: Request) -> str:
    return machine_of(request.headers.get("user-agent", "")) or words.UNKNOWN_MACHINE


def _spaced(code: str) -> str:
    return f"{code[:4]} {code[4:]}".strip()
