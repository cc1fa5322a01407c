"""Links and the upload page: what they give, to whom, how long; what they refuse, in a sentence; what is kept of every use."""

import contextlib
import gc
import re
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from html.parser import HTMLParser

import httpx
import pytest
from sqlalchemy import Engine, text
from sqlmodel import Session, col, select

from bot.demo import START
from bot.people.addresses import join
from bot.receiving.incoming_files import IncomingFile
from bot.sending.links import Link, LinkOffice, LinkRefusal, Way, drop_expired_files, revoke_links
from bot.storage.database import transaction
from bot.texts import refusals
from bot.texts.common import links as sentences
from tests.by_row import open_rows
from tests.conftest import Clock, District
from tests.filling import filled_in
from tests.servers.serving import on_loop
from tests.servers.talking_zalo import FETCH, SEND, ZaloBot, browser, link_uses, uploaded, zalo, zalo_bot
from tracker.forms.catalogue import official_form
from tracker.office.officers import Officer, Role, add_officer
from tracker.office.units import unit_by_code
from tracker.reports.figures import record_none_arose
from tracker.review.submission import accept_report, submit_report
from tracker.uploads.errors import SpreadsheetTooLarge, TextTable
from tracker.uploads.reading import MOST_BYTES

LAN, MINH = 7001, 7003
FORM = official_form("ban-thi-2024")


@contextlib.asynccontextmanager
async def _links(engine: Engine, clock: Clock, district: District) -> AsyncIterator[tuple[ZaloBot, str, str]]:
    """The bot, and the two links that "biểu Excel" brings: the sheet, and where to send it."""
    async with zalo(engine, clock, lan=(LAN, district.officer)) as server, zalo_bot(server, engine, clock) as bot:
        answer = (await bot.hears(LAN, "biểu Excel")).text
        fetch, send = FETCH.search(answer), SEND.search(answer)
        assert fetch
        assert send
        yield bot, fetch["url"], send["url"]


async def _get(url: str) -> httpx.Response:
    async with browser() as one:
        return await one.get(url)


async def _send(url: str, name: str, content: bytes) -> httpx.Response:
    async with browser() as one:
        return await uploaded(one, url, name, content)


def _refused(response: httpx.Response, why: LinkRefusal, status: int) -> None:
    assert response.status_code == status
    assert sentences.REFUSED[why] in response.text
    assert not response.content.startswith(b"PK")


@on_loop
async def test_a_link_gives_the_file_as_often_as_it_is_opened_and_every_use_is_kept(
    engine: Engine, clock: Clock, stored_district: District
) -> None:
    async with _links(engine, clock, stored_district) as (_, fetch, _send):
        first, robot = await _get(fetch), await _get(fetch)
        async with browser() as one:
            head = await one.head(fetch)
    assert first.content == robot.content
    assert first.content.startswith(b"PK")
    assert head.status_code == 200
    assert first.headers["content-disposition"] == "attachment; filename*=UTF-8''Bieu-dien-BAN-THI-2024-Q1.xlsx"
    assert first.headers["cache-control"] == "no-store"
    assert first.headers["x-content-type-options"] == "nosniff"
    assert link_uses(engine) == ["opened"] * 3


@on_loop
async def test_a_link_says_nothing_of_the_unit_and_cannot_be_guessed(
    engine: Engine, clock: Clock, stored_district: District
) -> None:
    async with _links(engine, clock, stored_district) as (_, fetch, send):
        for url, way in ((fetch, "tai"), (send, "gui")):
            assert re.fullmatch(rf"http://127\.0\.0\.1:\d+/{way}/[\w-]{{22}}\.[\w-]{{43}}", url)


@pytest.mark.parametrize("hours", [48, 500])
@on_loop
async def test_an_expired_link_is_refused_and_its_file_is_deleted(
    engine: Engine, clock: Clock, stored_district: District, hours: int
) -> None:
    async with _links(engine, clock, stored_district) as (bot, fetch, send):
        clock.forward(hours=48, seconds=-1)
        assert (await _get(fetch)).status_code == 200
        await bot.app.drop_expired()
        assert (await _get(fetch)).content.startswith(b"PK")
        clock.forward(hours=hours - 48, seconds=1)
        for url in (fetch, send):
            _refused(await _get(url), LinkRefusal.EXPIRED, 410)
        await bot.app.drop_expired()
    with transaction(engine) as session:
        assert [link.content for link in session.exec(select(Link))] == [None, None]


def _with_another_letter(code: str) -> str:
    return ("B" if code.startswith("A") else "A") + code[1:]


def _link(key: str) -> Link:
    with_any = {"officer_id": 1, "unit_id": 1, "channel": "zalo", "address": "1", "name": "", "expires_at": START}
    return Link(key=key, way=Way.FETCH, **with_any)  # type: ignore[arg-type]


@on_loop
async def test_an_altered_link_is_refused(engine: Engine, clock: Clock, stored_district: District) -> None:
    async with _links(engine, clock, stored_district) as (_, fetch, send):
        key, signature = fetch.rsplit("/", 1)[1].split(".")
        other_key, other_signature = send.rsplit("/", 1)[1].split(".")
        base = fetch.rsplit("/", 2)[0]
        forged = LinkOffice(base, "another key of thirty-two characters", timedelta(hours=48))
        for path in (
            f"tai/{key}.{_with_another_letter(signature)}",
            f"tai/{_with_another_letter(key)}.{signature}",
            f"tai/{key}.{other_signature}",
            f"tai/{other_key}.{other_signature}",
            f"gui/{key}.{signature}",
            f"tai/{key}",
            "tai/%00%ff",
            "tai/",
            "tai",
            forged.url(_link(key)).removeprefix(f"{base}/"),
        ):
            _refused(await _get(f"{base}/{path}"), LinkRefusal.ALTERED, 404)
    assert link_uses(engine) == []


@on_loop
async def test_a_revoked_link_is_refused_and_its_file_is_deleted(
    engine: Engine, clock: Clock, stored_district: District
) -> None:
    async with _links(engine, clock, stored_district) as (_, fetch, send):
        with transaction(engine) as session:
            assert revoke_links(session, stored_district.officer, clock()) == 2
        for url in (fetch, send):
            _refused(await _get(url), LinkRefusal.REVOKED, 410)
    with transaction(engine) as session:
        assert session.exec(select(Link.content).where(col(Link.content).is_not(None))).all() == []
    assert link_uses(engine) == ["revoked", "revoked"]


def _left(session: Session, district: District, _: Clock) -> None:
    session.get_one(Officer, district.officer.id).active = False


def _moved(session: Session, district: District, _: Clock) -> None:
    session.get_one(Officer, district.officer.id).unit_id = unit_by_code(session, "XUAN-LAC").id


def _handed_over(session: Session, _: District, clock: Clock) -> None:
    """The telephone, and with it the chat, is somebody else's now."""
    minh = add_officer(session, "Triệu Văn Minh", unit_by_code(session, "BAN-THI"), Role.OFFICER)
    join(session, "zalo", str(LAN), minh, clock())


@pytest.mark.parametrize("change", [_left, _moved, _handed_over])
@on_loop
async def test_a_link_of_somebody_who_has_no_right_any_more_is_refused(
    engine: Engine, clock: Clock, stored_district: District, change: Callable[[Session, District, Clock], None]
) -> None:
    async with _links(engine, clock, stored_district) as (_, fetch, send):
        with transaction(engine) as session:
            change(session, stored_district, clock)
            session.flush()
        for url in (fetch, send):
            _refused(await _get(url), LinkRefusal.NOT_YOURS, 403)


@on_loop
async def test_the_desk_may_fetch_what_it_oversees_until_it_is_the_desk_no_more(
    engine: Engine, clock: Clock, stored_district: District
) -> None:
    with transaction(engine) as session:
        _submit(session, stored_district)
    async with zalo(engine, clock, thu=(LAN, stored_district.desk)) as server, zalo_bot(server, engine, clock) as bot:
        await bot.hears(LAN, "/tinhhinh")
        seen = FETCH.search((await bot.hears(LAN, "xem xã bản thi")).text)
        assert seen
        assert (await _get(seen["url"])).content.startswith(b"PK")
        with transaction(engine) as session:
            session.get_one(Officer, stored_district.desk.id).unit_id = unit_by_code(session, "XUAN-LAC").id
            session.flush()
        _refused(await _get(seen["url"]), LinkRefusal.NOT_YOURS, 403)


class _Inputs(HTMLParser):
    """The form of a page, as a browser without script sees it."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.kinds: list[str] = []
        self.tags: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag == "input":
            self.kinds.append(str(dict(attrs)["type"]))


@on_loop
async def test_the_upload_page_has_one_field_and_no_script(engine: Engine, clock: Clock, stored_district: District) -> None:
    async with _links(engine, clock, stored_district) as (_, _fetch, send):
        page = await _get(send)
    found = _Inputs(page.text)
    assert found.kinds == ["hidden", "file"]
    assert found.tags.isdisjoint({"script", "iframe", "img", "link"})
    assert "Báo cáo cải cách hành chính Quý I năm 2024 · hạn nộp 17:00" in page.text
    assert page.headers["cache-control"] == "no-store"
    assert "default-src 'none'" in page.headers["content-security-policy"]


@on_loop
async def test_a_sheet_sent_on_the_page_is_answered_in_the_chat(
    engine: Engine, clock: Clock, stored_district: District
) -> None:
    async with _links(engine, clock, stored_district) as (bot, fetch, send):
        filled = filled_in((await _get(fetch)).content, FORM, {"1.1": "2", "1.2.1": "41", "1.2.2": "17"})
        page = await _send(send, "biểu <đã> điền.xlsx", filled)
        assert page.status_code == 200
        assert "biểu &lt;đã&gt; điền.xlsx" in page.text
        await bot.app.idle()
        offer = bot.server.received(LAN)[-1].text
        assert "Tệp biểu <đã> điền.xlsx" in offer
        assert "Số mới: 3" in offer
        assert "Đã ghi 3 số từ tệp" in (await bot.hears(LAN, "1")).text
    assert link_uses(engine) == ["opened", "opened", "opened", "sent"]
    with transaction(engine) as session:
        assert session.exec(select(IncomingFile)).all() == []


@on_loop
async def test_one_press_counts_once_and_another_visit_counts_again(
    engine: Engine, clock: Clock, stored_district: District
) -> None:
    async with _links(engine, clock, stored_district) as (bot, fetch, send):
        filled, count = filled_in((await _get(fetch)).content, FORM, {"1.1": "2"}), len(bot.server.received(LAN))
        async with browser() as one:
            for once in ("the-first-visit", "the-first-visit", "the-second-visit", "", "?"):
                sent = await one.post(send, data={"once": once}, files={"file": ("a.xlsx", filled)})
                assert sent.status_code == 200
                await bot.app.idle()
        assert len(bot.server.received(LAN)) == count + 4


@on_loop
async def test_what_is_no_spreadsheet_is_explained_in_the_chat(
    engine: Engine, clock: Clock, stored_district: District
) -> None:
    async with _links(engine, clock, stored_district) as (bot, _, send):
        assert (await _send(send, "a.csv", b"STT,So lieu\n1,2\n")).status_code == 200
        await bot.app.idle()
        assert bot.server.received(LAN)[-1].text.startswith(refusals.file_refused(TextTable()))


@on_loop
async def test_too_large_a_file_no_file_and_no_form_are_refused_on_the_page(
    engine: Engine, clock: Clock, stored_district: District
) -> None:
    async with _links(engine, clock, stored_district) as (bot, _, send):
        count = len(bot.server.received(LAN))
        async with browser() as one:
            large = await one.post(send, files={"file": ("a.xlsx", b"x" * (MOST_BYTES + 50_000))})
            none = await one.post(send, files={"file": ("", b"")})
            another = await one.post(send, files={"other": ("a.xlsx", b"x")})
            garbage = await one.post(send, content=b"x", headers={"content-type": "multipart/form-data"})
            text_form = await one.post(send, data={"file": "x"})
            whole = one.build_request("POST", send, files={"file": ("a.xlsx", b"x" * 3000)})
            cut_off = await one.post(
                send, content=whole.read()[:-2000], headers={"content-type": whole.headers["content-type"]}
            )
            gc.collect()  # a file that is left open is an error of the tests
        await bot.app.idle()
        assert len(bot.server.received(LAN)) == count
    assert large.status_code == 413
    assert refusals.file_refused(SpreadsheetTooLarge(most=MOST_BYTES // 1_000_000)) in large.text
    assert none.status_code == another.status_code == 400
    assert sentences.NO_FILE in none.text
    assert _Inputs(none.text).kinds == ["hidden", "file"]
    assert garbage.status_code == text_form.status_code == cut_off.status_code == 400
    assert sentences.NOT_A_FORM in garbage.text
    assert sentences.NOT_A_FORM in cut_off.text


def _submit(session: Session, district: District) -> None:
    report = district.report(session)
    rows = open_rows(session, report)
    for group in dict.fromkeys(row.ask for row in rows):
        record_none_arose(session, report, [row for row in rows if row.ask == group], district.source)
    submit_report(session, report, district.source)


def _accept(session: Session, district: District) -> None:
    _submit(session, district)
    accept_report(session, district.report(session), district.source)


def _lock(session: Session, district: District) -> None:
    report = district.report(session)
    report.locks_at = report.due_at - timedelta(days=30)
    session.flush()


@pytest.mark.parametrize(
    ("close", "why"), [(_submit, LinkRefusal.HANDED_IN), (_accept, LinkRefusal.ACCEPTED), (_lock, LinkRefusal.LOCKED)]
)
@on_loop
async def test_a_sheet_for_a_report_that_is_closed_is_refused_in_a_sentence(
    engine: Engine, clock: Clock, stored_district: District, close: Callable[[Session, District], None], why: LinkRefusal
) -> None:
    async with _links(engine, clock, stored_district) as (bot, fetch, send):
        sheet, count = (await _get(fetch)).content, len(bot.server.received(LAN))
        with transaction(engine) as session:
            close(session, stored_district)
        _refused(await _get(send), why, 403)
        async with browser() as one:
            _refused(await one.post(send, files={"file": ("a.xlsx", sheet)}), why, 403)
        await bot.app.idle()
        assert len(bot.server.received(LAN)) == count
        assert (await _get(fetch)).status_code == 200, "the file itself may still be read"
    assert link_uses(engine) == ["opened", why, why, "opened"]


@on_loop
async def test_health_is_told_without_a_secret_and_without_figures(
    engine: Engine, clock: Clock, stored_district: District
) -> None:
    async with _links(engine, clock, stored_district) as (bot, fetch, _):
        assert bot.office
        found = await _get(f"{bot.office.public_url}/health")
        assert (found.status_code, found.json()) == (200, {"status": "ok"})
        with transaction(engine) as session:
            session.execute(text("ALTER TABLE outbox RENAME TO elsewhere"))
        broken = await _get(f"{bot.office.public_url}/health")
        assert (broken.status_code, broken.json()) == (503, {"status": "no database"})
        with transaction(engine) as session:
            session.execute(text("ALTER TABLE elsewhere RENAME TO outbox"))
        assert (await _get(fetch)).status_code == 200


def test_files_of_living_links_stay(session: Session, district: District, clock: Clock) -> None:
    common = {"officer_id": district.officer.id, "unit_id": district.officer.unit_id, "channel": "zalo", "address": "7"}
    for key, hours in (("dead", 0), ("alive", 1)):
        expires_at = clock() + timedelta(hours=hours)
        session.add(Link(key=key, way=Way.FETCH, name="a.xlsx", content=b"x", expires_at=expires_at, **common))  # type: ignore[arg-type]
    session.flush()
    drop_expired_files(session, clock())
    session.expire_all()
    kept = {link.key: link.content for link in session.exec(select(Link))}
    assert kept == {"dead": None, "alive": b"x"}
