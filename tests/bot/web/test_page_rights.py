"""Who may see and do what on the pages: every page, every role, every place; and nothing malformed does anything."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import product
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlmodel import Session, SQLModel
from starlette.applications import Starlette
from starlette.routing import Route

from bot.people.addresses import Address
from bot.people.web_sessions import WebSession
from bot.running.app import App
from bot.sending.links import LinkOffice
from bot.storage.database import make_engine, transaction
from bot.web import web_application
from bot.web.gate import Gate
from bot.web.site import SESSION
from tests.conftest import fresh_database
from tests.rights_table import ALLOWED, May
from tests.rights_world import NOW, PLACES, Target, World, asker, rows_of
from tests.servers.serving import on_loop
from tracker.office.officers import Officer, Role

OFFICE = LinkOffice("http://127.0.0.1:1", "a key of the tests, thirty-two characters long", timedelta(hours=48))
DESKS = {Role.DESK, Role.ADMIN}


class Tried(NamedTuple):
    """A page: its path, who may, and the form that is sent, None for a page that is only looked at."""

    path: str
    may: May
    form: dict[str, str] | None = None


def _deeds(name: str, may: May, form: dict[str, str]) -> dict[str, Tried]:
    """A change of the office's: looked at first, then done."""
    return {f"{way} {name}": Tried(f"/co-quan/{way}/{name}", may, form) for way in ("xem-truoc", "lam")}


# Of one's own: what names nothing of a place, so that everybody has it and nobody is told of another's.
OWN = ["/", "/bao-cao", "/bang", "/bang/tep", "/cho-tiep-nhan", "/cho-tiep-nhan/khong-canh-bao", "/vao"]
OWN += ["/co-quan", "/co-quan/ky", "/co-quan/ngay", "/co-quan/bieu"]
OWN += ["/co-quan/tep", "/co-quan/ky/tep", "/co-quan/ngay/tep", "/co-quan/bieu/tep"]
TABLE = {
    "look": Tried("/bao-cao/{draft}", May.BELONG),
    "file": Tried("/bao-cao/{draft}/tep", May.BELONG),
    "form": Tried("/bao-cao/{draft}/dien", May.FILL),
    "part": Tried("/bao-cao/{draft}/dien/1", May.FILL),
    "save": Tried("/bao-cao/{draft}/dien/1", May.FILL, {"1.5.1": "77", "was:1.5.1": ""}),
    "undo": Tried("/bao-cao/{draft}/hoan-tac/1", May.FILL, {}),
    "to hand in": Tried("/bao-cao/{draft}/nop", May.FILL),
    "hand in": Tried("/bao-cao/{complete}/nop", May.FILL, {}),
    "words": Tried("/bao-cao/{draft}/loi", May.FILL),
    "page of words": Tried("/bao-cao/{draft}/loi/1", May.FILL),
    "written report": Tried("/bao-cao/{draft}/loi/tep", May.FILL),
    "save words": Tried("/bao-cao/{draft}/loi/1", May.FILL, {"w:V": "Đề nghị.", "was:w:V": ""}),
    "words as before": Tried("/bao-cao/{draft}/loi/ky-truoc/1", May.FILL, {}),
    "undo words": Tried("/bao-cao/{draft}/loi/hoan-tac/1", May.FILL, {}),
    "accept": Tried("/bao-cao/{submitted}/quyet-dinh", May.RECEIVE, {"how": "accept"}),
    "return": Tried("/bao-cao/{submitted}/quyet-dinh", May.RECEIVE, {"how": "return", "words": "sai số liệu"}),
    "comment": Tried("/bao-cao/{submitted}/y-kien", May.RECEIVE, {"cell": "1.1", "words": "xem lại"}),
    "board of a round": Tried("/bang?ky={round}", May.OVERSEE),
    "board file": Tried("/bang/tep?ky={round}", May.OVERSEE),
    "roll-up": Tried("/tong-hop?ky={round}", May.OVERSEE),
    "roll-up file": Tried("/tong-hop/tep?ky={submitted_round}", May.OVERSEE),
    "total": Tried("/tong-hop/muc?ky={submitted_round}&muc=1.1", May.OVERSEE),
    "total file": Tried("/tong-hop/muc/tep?ky={submitted_round}&muc=1.1", May.OVERSEE),
    "units of a roll-up": Tried("/tong-hop/don-vi?ky={round}", May.OVERSEE),
    "units file": Tried("/tong-hop/don-vi/tep?ky={submitted_round}", May.OVERSEE),
    "decisions file": Tried("/tong-hop/quyet-dinh/tep?ky={submitted_round}", May.OVERSEE),
    "decisions of a roll-up": Tried("/tong-hop/quyet-dinh?ky={round}", May.OVERSEE),
    "unit of the office": Tried("/co-quan/don-vi/{unit}", May.OVERSEE),
    "assign to ticked": Tried("/bang/lam/assign", May.RECEIVE, {"r{draft}": "on", "task": "nộp kế hoạch, hạn 20/3"}),
    "ticked to assign": Tried("/bang/xem-truoc/assign", May.RECEIVE, {"r{draft}": "on", "task": "nộp kế hoạch, hạn 20/3"}),
    **_deeds("sua", May.OVERSEE, {"officer": "{person}", "name": "Tên Khác", "phone": "", "role": "officer"}),
    **_deeds("chuyen", May.OVERSEE, {"officer": "{person}", "unit": "{code}"}),
    **_deeds("moi-lai", May.OVERSEE, {"officer": "{person}"}),
    **_deeds("bo-kenh", May.OVERSEE, {"officer": "{person}", "door": "0"}),
    **_deeds("ket-thuc", May.OVERSEE, {"officer": "{person}"}),
    **_deeds("moi", May.OVERSEE, {"unit": "{unit}", "name": "Người Mới", "phone": "", "role": "officer"}),
    **_deeds("doi-han", May.RECEIVE, {"round": "{round}", "until": "28/3", "why": "mưa lũ"}),
    **_deeds("huy-ky", May.RECEIVE, {"round": "{round}", "why": "mở nhầm"}),
    **_deeds("ten-don-vi", May.RECEIVE, {"unit": "{unit}", "name": "Tên Khác"}),
    **_deeds("ngay", May.LOOK, {"day": "20/3/2024", "what": "off", "why": ""}),
    "ticked to announce": Tried("/bang/xem-truoc/announce", May.RECEIVE, {"r{draft}": "on", "announcement": "8 giờ mai họp"}),
    "announce to ticked": Tried("/bang/lam/announce", May.RECEIVE, {"r{draft}": "on", "announcement": "8 giờ mai họp"}),
    "ticked to accept": Tried("/bang/xem-truoc/accept", May.RECEIVE, {"r{submitted}": "on"}),
    "ticked to nudge": Tried("/bang/xem-truoc/nudge", May.RECEIVE, {"r{draft}": "on"}),
    "ticked to extend": Tried("/bang/xem-truoc/extend", May.RECEIVE, {"r{draft}": "on", "until": "20/3", "why": "mưa"}),
    "accept ticked": Tried("/bang/lam/accept", May.RECEIVE, {"r{submitted}": "on"}),
    "nudge ticked": Tried("/bang/lam/nudge", May.RECEIVE, {"r{draft}": "on"}),
    "extend ticked": Tried("/bang/lam/extend", May.RECEIVE, {"r{draft}": "on", "until": "20/3", "why": "mưa"}),
}
WHO = list(product(Role, PLACES))


class Door:
    """The pages over a database, and a browser in which somebody is."""

    def __init__(self, engine: Engine) -> None:
        self.app = App(engine, {}, lambda: NOW, link_office=OFFICE)
        self.engine, self.gate = engine, Gate(OFFICE)
        self.pages: Starlette = web_application(self.app, OFFICE)

    def browser(self, token: str) -> httpx.AsyncClient:
        headers = {"Cookie": f"dunghan={token}", "Origin": OFFICE.public_url}
        transport = httpx.ASGITransport(app=self.pages)
        return httpx.AsyncClient(transport=transport, base_url=OFFICE.public_url, headers=headers)

    def let_in(self, name: str, token: str) -> None:
        """Begin a session, at a server that has counted nobody's requests yet: the clock of these tests stands still."""
        self.pages = web_application(self.app, OFFICE)
        with transaction(self.engine) as session:
            officer = session.get_one(Officer, session.get_one(Address, ("terminal", name)).officer_id)
            who = {"officer_id": officer.id, "unit_id": officer.unit_id, "role": officer.role}
            times = {"made_at": NOW, "expires_at": NOW + timedelta(hours=8)}
            kept = {"token_hash": self.gate.hash_of(SESSION, token), "channel": "terminal", "address": name}
            session.merge(WebSession.model_validate({**who, **times, **kept, "machine": ""}))

    async def ask(self, tried: Tried, target: Target, token: str) -> httpx.Response:
        path = tried.path.format(**vars(target))
        async with self.browser(token) as one:
            if tried.form is None:
                return await one.get(path)
            form = {name.format(**vars(target)): value.format(**vars(target)) for name, value in tried.form.items()}
            return await one.post(path, data={**form, "form_token": self.gate.form_token(token)})


@pytest.fixture(scope="module")
def door(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Door, World]]:
    with fresh_database("sqlite", request, tmp_path_factory.mktemp("pages")) as url:
        engine = make_engine(url)
        world = World(engine, url)
        yield Door(engine), world
        engine.dispose()


def _told(answer: httpx.Response, target: Target) -> list[str]:
    return [one for one in (*target.markers, *target.withheld) if one in answer.text]


def _all_rows(engine: Engine) -> dict[str, set[tuple[object, ...]]]:
    with Session(engine) as session:
        return {name: rows_of(session, name) for name in SQLModel.metadata.tables if name != "web_session"}


@pytest.mark.parametrize(("role", "place"), WHO, ids=str)
@on_loop
async def test_nobody_sees_or_changes_what_the_table_does_not_allow(door: tuple[Door, World], role: Role, place: str) -> None:
    """Those who may not; what those who may bring about is tried by the tests of the pages."""
    site, world = door
    target, token = world.targets[place], f"token of {role} {place}"
    site.let_in(asker(role, place), token)
    before = _all_rows(site.engine)
    for name, tried in TABLE.items():
        if (role, place) in ALLOWED[tried.may] or (name in {"look", "file"} and (role, place) in ALLOWED[May.OVERSEE]):
            if tried.form is None:
                answer = await site.ask(tried, target, token)
                assert answer.status_code in {200, 303}, (name, answer.text)
            continue
        if name in {"look", "file"} and place == "own unit":
            continue  # an administrator looks at their own unit's
        answer = await site.ask(tried, target, token)
        assert answer.status_code in {404, 409}, (name, answer.status_code)
        assert _told(answer, target) == [], name
    after = _all_rows(site.engine)
    changed = {name for name, rows in after.items() if rows != before[name]}
    assert changed <= {"audit_line", "figure_question"}  # looks are noted, and what was asked


@pytest.mark.parametrize(("role", "place"), WHO, ids=str)
@on_loop
async def test_ones_own_pages_tell_of_nobody_elses(door: tuple[Door, World], role: Role, place: str) -> None:
    site, world = door
    token = f"token of {role} {place}"
    site.let_in(asker(role, place), token)
    for path in OWN:
        answer = await site.ask(Tried(path, May.LOOK), world.targets[place], token)
        assert answer.status_code in ({200, 303} if role in DESKS else {200, 303, 404}), path
        for other, target in world.targets.items():
            may = (role, other) in ALLOWED[May.BELONG] | ALLOWED[May.OVERSEE]
            if other == place and not may:
                assert _told(answer, target) == [], (path, other)


@on_loop
async def test_nobody_is_let_in_without_a_session(door: tuple[Door, World]) -> None:
    site, world = door
    for token in ("", "x" * 43, "%C4%83", "a" * 5000):
        for tried in TABLE.values():
            async with site.browser("") as one:
                one.headers["Cookie"] = f"dunghan={token}"
                path = tried.path.format(**vars(world.targets["own unit"]))
                answer = await (
                    one.get(path) if tried.form is None else one.post(path, data={**tried.form, "form_token": "x"})
                )
            assert answer.status_code in {401, 403}, tried


def test_every_page_is_in_the_table(door: tuple[Door, World]) -> None:
    """A page that is added is tried too: each route of a session has a line, or is one's own."""
    site, _ = door
    known = {(tried.path.partition("?")[0].format_map(_Whatever()), tried.form is not None) for tried in TABLE.values()}
    known |= {(path, False) for path in OWN}
    outside = ("/health", "/metrics", "/tinh/", "/vao", "/tai/", "/xem/", "/gui/", "/lai", "/hoi", "/ra")
    routes = [route for route in site.pages.routes if isinstance(route, Route)]
    mine = [(_plain(one.path), "POST" in (one.methods or ())) for one in routes if not one.path.startswith(outside)]
    assert len(mine) > 15
    assert [one for one in mine if one not in known] == []


class _Whatever(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "N"


def _plain(path: str) -> str:
    return path.replace("{report:int}", "N").replace("{part:int}", "1").replace("{unit:int}", "N")


_MALFORMED = "of whoever sends what is malformed"
_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
_METHODS = st.sampled_from(["GET", "POST", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH"])
_NUMBERS = st.one_of(st.integers(-1, 10**12).map(str), _TEXT)
_PATHS = st.sampled_from([*OWN, *(tried.path.partition("?")[0] for tried in TABLE.values()), "/vao/{draft}", "/lai", "/ra"])


@settings(max_examples=1000, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    method=_METHODS,
    path=_PATHS,
    number=_NUMBERS,
    query=st.dictionaries(
        st.sampled_from(["ky", "trang", "cap", "buoc", "han", "xem", "moi", "ten", "xep", "hoi", "sau"]), _TEXT, max_size=4
    ),
    body=st.one_of(st.binary(max_size=200), st.dictionaries(_TEXT, _TEXT, max_size=5)),
    kind=st.sampled_from(
        ["application/x-www-form-urlencoded", "multipart/form-data", "application/json", "", "text/plain; x"]
    ),
    signed=st.booleans(),
)
def test_a_thousand_malformed_requests_are_refused_and_do_nothing(
    door: tuple[Door, World],
    method: str,
    path: str,
    number: str,
    query: dict[str, str],
    body: bytes | dict[str, str],
    kind: str,
    signed: bool,
) -> None:
    """Nothing that is sent brings about a fault, and what carries no token of the session changes nothing."""
    site, world = door

    @on_loop
    async def run() -> None:
        async with site.browser(_MALFORMED) as one:
            where = (
                path.replace("{draft}", "{}").replace("{complete}", "{}").replace("{submitted}", "{}").replace("{round}", "{}")
            )
            url = f"{OFFICE.public_url}{where.replace('{}', quote(number, safe=''))}?{urlencode(query)}"
            headers = {"Content-Type": kind} if kind else {}
            given: Any = {"data": body} if isinstance(body, dict) else {"content": body}
            if not signed:
                headers["Origin"] = "https://evil.example"
            answer = await one.request(method, url, headers=headers, **given)
        assert answer.status_code < 500, answer.text

    site.let_in(asker(Role.DESK, "own unit"), _MALFORMED)
    run()
    assert world.rows["report"] == _all_rows(site.engine)["report"]
    assert world.rows["figure"] == _all_rows(site.engine)["figure"]
