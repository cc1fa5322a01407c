"""Signing in by a link and by a code, deciding, signing out: what lets in, and what does not."""

import re
from datetime import timedelta

import httpx
import pytest
from sqlalchemy import Engine
from sqlmodel import select
from starlette.responses import Response

from bot.people.leaving import doors_of, end_addresses
from bot.people.web_sessions import WebLink, WebSession
from bot.sending.links import LinkOffice
from bot.storage.database import transaction
from bot.web.gate import Gate
from tests.conftest import Clock, District
from tests.servers.serving import on_loop
from tests.servers.visiting import form_on, pages
from tracker.audit.log import AuditLine
from tracker.office.officers import Officer, Role
from tracker.office.staff import OfficerChange, change_officer, end_officer, move_officer
from tracker.office.units import unit_by_code


@on_loop
async def test_a_hundred_robots_use_nothing_up(engine: Engine, clock: Clock, stored_district: District) -> None:
    async with pages(engine, clock, stored_district.officer) as office:
        link = await office.link(stored_district.officer)
        for number in range(100):
            robot = office.browser()
            looked = await (robot.client.head(link) if number % 3 == 0 else robot.get(link))
            assert looked.status_code == 200
            assert "set-cookie" not in looked.headers
        person = office.browser()
        assert "Hoàng Thị Lan, cán bộ điền báo cáo, xã Bản Thi" in (await person.get(link)).text
        assert "Báo cáo của xã Bản Thi" in (await person.enter(link)).text


@on_loop
async def test_a_link_lets_in_once_in_one_browser(engine: Engine, clock: Clock, stored_district: District) -> None:
    async with pages(engine, clock, stored_district.officer) as office:
        link = await office.link(stored_district.officer)
        first, second = office.browser(), office.browser()
        await first.enter(link)
        assert (await second.post(link)).status_code == 410
        assert (await second.get(link)).status_code == 410
        assert (await second.get("/bao-cao")).status_code == 401
        assert (await first.get(link)).headers["location"] == "/bao-cao"  # whoever is in already goes on


@pytest.mark.parametrize("spoilt", ["late", "altered", "forged", "short"])
@on_loop
async def test_a_link_that_is_none_lets_nobody_in(
    engine: Engine, clock: Clock, stored_district: District, spoilt: str
) -> None:
    async with pages(engine, clock, stored_district.officer) as office:
        link = await office.link(stored_district.officer)
        if spoilt == "late":
            clock.forward(minutes=10)
        link = {
            "late": link,
            "altered": link[:-1] + ("A" if link[-1] != "A" else "B"),
            "forged": f"{office.base}/vao/{'x' * 43}",
            "short": link[:-4],
        }[spoilt]
        one = office.browser()
        assert (await one.get(link)).status_code == 410
        assert (await one.post(link)).status_code == 410
        assert (await one.get("/bao-cao")).status_code == 401


@on_loop
async def test_only_hashes_are_stored(engine: Engine, clock: Clock, stored_district: District) -> None:
    async with pages(engine, clock, stored_district.officer) as office:
        link = await office.link(stored_district.officer)
        one = office.browser()
        await one.enter(link)
        token = next(iter(one.client.cookies.jar)).value
        with transaction(engine) as session:
            stored = [repr(row) for kind in (WebLink, WebSession, AuditLine) for row in session.exec(select(kind)).all()]
    assert token
    assert len(stored) > 2
    assert not [row for row in stored if token in row or link.rpartition("/")[2] in row]


@on_loop
async def test_the_cookie_and_the_headers(engine: Engine, clock: Clock, stored_district: District) -> None:
    async with pages(engine, clock, stored_district.officer) as office:
        entered = await office.browser().post(await office.link(stored_district.officer))
        cookie = entered.headers["set-cookie"].lower()
        assert "httponly" in cookie
        assert "samesite=lax" in cookie
        assert "path=/" in cookie
        assert "max-age=28800" in cookie
        page = await (await office.visitor(stored_district.officer)).get("/bao-cao")
    assert page.headers["cache-control"] == "no-store"
    assert page.headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert "unsafe" not in page.headers["content-security-policy"]
    assert len(page.content) < 40_000


def test_the_cookie_is_bound_to_https_everywhere_but_here() -> None:
    for url, expected in (
        ("https://bao-cao.example.vn", ("__Host-dunghan=", "Secure")),
        ("http://bao-cao.example.vn", ("__Host-dunghan=", "Secure")),
        ("http://127.0.0.1.example.vn:8080", ("__Host-dunghan=", "Secure")),
    ):
        response = Response()
        Gate(LinkOffice(url, "k" * 32, timedelta(hours=48))).let_in(response, "token")
        assert all(part in response.headers["set-cookie"] for part in expected), url
    response = Response()
    Gate(LinkOffice("http://127.0.0.1:8080", "k" * 32, timedelta(hours=48))).let_in(response, "token")
    assert "Secure" not in response.headers["set-cookie"]


@pytest.mark.parametrize("how", ["ended", "moved", "role", "address", "signed out", "eight hours", "another key"])
@on_loop
async def test_a_session_ends_with_the_right(engine: Engine, clock: Clock, stored_district: District, how: str) -> None:
    officer = stored_district.officer
    async with pages(engine, clock, officer) as office:
        one = await office.visitor(officer)
        assert (await one.get("/bao-cao")).status_code == 200
        with transaction(engine) as session:
            mine = session.get_one(Officer, officer.id)
            match how:
                case "ended":
                    end_officer(session, mine)
                case "moved":
                    move_officer(session, mine, unit_by_code(session, "XUAN-LAC"))
                case "role":
                    change_officer(session, mine, OfficerChange(role=Role.LEADER))
                case "address":
                    end_addresses(session, mine, doors_of(session, mine))
        if how == "signed out":
            assert "1 máy" in await office.says(officer, "đăng xuất")
        if how == "eight hours":
            clock.forward(hours=8)
        if how == "another key":
            one.client.cookies.jar.clear()
            one.client.cookies.set("dunghan", "x" * 43)
        assert (await one.get("/bao-cao")).status_code == 401


@on_loop
async def test_signing_out_on_a_page_ends_this_browser_alone(engine: Engine, clock: Clock, stored_district: District) -> None:
    async with pages(engine, clock, stored_district.officer) as office:
        one, other = [await office.visitor(stored_district.officer) for _ in range(2)]
        page = await one.get("/bao-cao")
        assert (await one.post("/ra", form_on(page.text, "/ra"))).status_code == 200
        assert (await one.get("/bao-cao")).status_code == 401
        assert (await other.get("/bao-cao")).status_code == 200


@on_loop
async def test_a_code_lets_in_after_a_yes_in_the_chat(engine: Engine, clock: Clock, stored_district: District) -> None:
    officer = stored_district.officer
    async with pages(engine, clock, officer) as office:
        computer = office.browser()
        computer.client.headers["User-Agent"] = "Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36"
        assert (await computer.get("/vao")).status_code == 200
        shown = await computer.post("/vao")
        code = re.search(r"vào web (\d{4} \d{4})", shown.text)
        assert code
        assert (await computer.post("/vao/tiep")).status_code == 409
        assert "Chrome, Windows" in await office.says(officer, f"vào web {code[1]}")
        assert (await computer.post("/vao/tiep")).status_code == 409
        assert "Đã xác nhận" in await office.says(officer, "đúng, máy của tôi")
        assert (await office.browser().post("/vao/tiep")).status_code == 409
        assert (await computer.post("/vao/tiep")).headers["location"] == "/"
        assert (await computer.get("/bao-cao")).status_code == 200
        assert "không đúng, đã dùng" in await office.says(officer, f"vào web {code[1]}")


@on_loop
async def test_codes_cannot_be_guessed_for_long(engine: Engine, clock: Clock, stored_district: District) -> None:
    officer = stored_district.officer
    async with pages(engine, clock, officer) as office:
        computer = office.browser()
        code = re.search(r"vào web (\d{4} \d{4})", (await computer.post("/vao")).text)
        assert code
        wrong = f"{(int(code[1].replace(' ', '')) + 1) % 10**8:08}"
        for _ in range(5):
            assert "không đúng" in await office.says(officer, f"vào web {wrong}")
        assert "không đúng" in await office.says(officer, f"vào web {code[1]}")
        for _ in range(30):
            last = await computer.post("/vao")
        assert last.status_code == 429


_FOREIGN = [
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Origin": ""},
    {"Origin": "", "Sec_Fetch_Site": "cross-site"},
    {"Sec_Fetch_Site": "same-site"},
]


@pytest.mark.parametrize("headers", _FOREIGN, ids=str)
@on_loop
async def test_a_form_of_another_site_does_nothing(
    engine: Engine, clock: Clock, stored_district: District, headers: dict[str, str]
) -> None:
    async with pages(engine, clock, stored_district.officer) as office:
        one = await office.visitor(stored_district.officer)
        fields = form_on((await one.get("/bao-cao")).text, "/ra")
        link = await office.link(stored_district.officer)
        for path in ("/ra", "/vao", "/vao/tiep", link):
            assert (await one.post(path, fields, **headers)).status_code == 403
        assert (await one.get("/bao-cao")).status_code == 200


@on_loop
async def test_a_form_needs_the_token_of_its_own_session(engine: Engine, clock: Clock, stored_district: District) -> None:
    async with pages(engine, clock, stored_district.officer) as office:
        one, other = [await office.visitor(stored_district.officer) for _ in range(2)]
        theirs = form_on((await other.get("/bao-cao")).text, "/ra")
        for fields in ({}, {"form_token": ""}, {"form_token": "0" * 64}, theirs):
            refused: httpx.Response = await one.post("/ra", fields)
            assert refused.status_code == 403
        assert (await one.get("/bao-cao")).status_code == 200
