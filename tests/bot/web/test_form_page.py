"""The form on a page: the chat's draft by another door, the chat's reader, findings, undo, and nothing typed is lost."""

import io
import re
from collections.abc import Mapping
from datetime import timedelta

import pytest
from openpyxl import load_workbook
from sqlalchemy import Engine
from sqlmodel import Session, select

from bot import demo
from bot.conversation.handle import handle
from bot.messages.messages import Incoming
from bot.pages.form_fields import text_of
from bot.storage.database import transaction
from tests.conftest import Clock, District
from tests.servers.serving import on_loop
from tests.servers.visiting import Browser, form_on, pages
from tracker.audit.log import AuditLine, What
from tracker.calendar.periods import parse_period
from tracker.forms.catalogue import official_form
from tracker.office.officers import Role, add_officer
from tracker.office.units import unit_by_code
from tracker.reports.entry import Answer
from tracker.reports.reports import Report, State
from tracker.reports.rounds import Terms, open_round
from tracker.reports.snapshot import snapshot_of
from tracker.review.findings import look_over
from tracker.workbooks.appendices import report_appendix

_ERRORS = re.compile(r'<p class="wrong"[^>]*>(.*?)</p>')


def workbook_cells(content: bytes) -> list[list[object]]:
    return [[cell.value for cell in row] for sheet in load_workbook(io.BytesIO(content)) for row in sheet.iter_rows()]


@pytest.fixture
def real(session: Session, district: District) -> tuple[Mapping[str, str], list[list[object]]]:
    """The real figures of xã Bản Thi as the chat takes them, by field as they would be typed, and the workbook they make."""
    for number, line in enumerate(demo.script()):
        if line == "/doi":
            break
        handle(session, Incoming("terminal", str(number), str(district.officer.id), text=line), demo.START)
    report = district.report(session)
    assert report.state == State.SUBMITTED
    here = snapshot_of(session, report)
    typed = {}
    for cell in here.form.of_level("xã").cells:
        entry = here.figures[cell].entry if cell in here.figures else None
        left = entry is not None and entry.answer is Answer.BLANK
        typed[str(cell)] = f"bỏ qua {entry.note}".strip() if entry and left else text_of(here, cell)
    return typed, workbook_cells(report_appendix(session, report)[1])


async def _fill_all(one: Browser, report: int, typed: Mapping[str, str]) -> None:
    """Every part of the form in turn, as its pages lead on."""
    path = f"/bao-cao/{report}/dien/1"
    while not path.endswith("nop"):
        fields = form_on((await one.get(path)).text, path)
        mine = {name: text for name, text in typed.items() if name in fields}
        going = re.search(r'name="go" value="(\w+)"', (await one.get(path)).text)
        assert going
        answer = await one.post(path, {**fields, **mine, "go": going[1]})
        assert answer.status_code == 303, _ERRORS.findall(answer.text)
        path = answer.headers["location"].partition("?")[0]


@on_loop
async def test_the_real_report_filled_on_the_pages_makes_the_same_workbook(
    engine: Engine, clock: Clock, stored_district: District, real: tuple[Mapping[str, str], list[list[object]]]
) -> None:
    typed, workbook = real
    number = stored_district.report_id
    async with pages(engine, clock, stored_district.officer) as office:
        one = await office.visitor(stored_district.officer, "mở biểu trên web")
        await _fill_all(one, number, typed)
        before = (await one.get(f"/bao-cao/{number}/nop")).text
        assert "Mọi ô đã có số" in before
        assert "Đọc lại 3 số, đúng thì nộp" in before
        mend = f'<a href="/bao-cao/{number}/dien/3#f-3.3.1a">sửa</a>'
        assert f"<li>3.3.1a Tổng số hồ sơ TTHC đã giải quyết xong: 231 hồ sơ · {mend}</li>" in before
        done = await one.fill(f"/bao-cao/{number}/nop", f"/bao-cao/{number}/nop", {})
        assert "BAN-THI-2024-Q1-1" in done.text
        file = await one.get(f"/bao-cao/{number}/tep")
        assert workbook_cells(file.content) == workbook
        for path in ("dien", "dien/1", "nop"):
            assert (await one.get(f"/bao-cao/{number}/{path}")).headers["location"] == f"/bao-cao/{number}"


@pytest.mark.parametrize("first", ["chat", "page"])
@on_loop
async def test_begun_by_one_door_and_finished_by_the_other(
    engine: Engine,
    clock: Clock,
    stored_district: District,
    real: tuple[Mapping[str, str], list[list[object]]],
    first: str,
) -> None:
    typed, workbook = real
    officer, number = stored_district.officer, stored_district.report_id
    async with pages(engine, clock, officer) as office:
        one = await office.visitor(officer, "mở biểu trên web")
        if first == "chat":
            for line in demo.script()[:4]:
                await office.says(officer, line)
            assert form_on((await one.get(f"/bao-cao/{number}/dien/1")).text, f"/bao-cao/{number}/dien/1")["1.2.1"] == "41"
            await _fill_all(one, number, typed)
            await office.says(officer, "nộp báo cáo")  # the overview, which the chat has not shown yet
            assert "BAN-THI-2024-Q1-1" in await office.says(officer, "nộp báo cáo")
        else:
            for line in demo.script()[:2]:
                await office.says(officer, line)
            path = f"/bao-cao/{number}/dien/1"
            await one.fill(path, path, {name: typed[name] for name in ("1.1", "1.2.1", "1.2.2")})
            for line in ["tiếp", *demo.script()[4:]]:
                if line == "/doi":
                    break
                await office.says(officer, line)
        with transaction(engine) as session:
            report = session.get_one(Report, number)
            assert report.state == State.SUBMITTED
            assert workbook_cells(report_appendix(session, report)[1]) == workbook


@on_loop
async def test_what_another_report_has_is_offered_at_its_field_and_named_where_it_differs(
    engine: Engine, clock: Clock, stored_district: District
) -> None:
    officer, first = stored_district.officer, stored_district.report_id
    with transaction(engine) as session:
        period = parse_period("2024-Q1")
        terms = Terms(period, period.window(), clock() + timedelta(days=5))
        asking = unit_by_code(session, "CHO-DON")
        opened = open_round(session, official_form("dinh-ca-2024"), terms, asking, clock())
        wanted = select(Report.id).where(Report.round_id == opened.id, Report.unit_id == officer.unit_id)
        second = session.exec(wanted).one()
    async with pages(engine, clock, officer) as office:
        one = await office.visitor(officer)
        await one.fill(f"/bao-cao/{first}/dien/1", f"/bao-cao/{first}/dien/1", {"1.2.1": "41"})
        path = f"/bao-cao/{second}/dien/1"
        page = (await one.get(path)).text
        assert '<p class="before" id="e-1.1a">Báo cáo cải cách hành chính Quý I năm 2024 đã ghi: 41</p>' in page
        assert '<datalist id="o-1.1a"><option value="41"></option></datalist>' in page
        said = (await one.fill(path, path, {"1.1a": "44"})).text
        assert "= 44, Báo cáo cải cách hành chính Quý I năm 2024 (đang làm) ghi mục 1.2.1 = 41." in said
        assert "ghi mục 1.2.1 = 41" not in (await one.fill(path, path, {"1.1a": "41"})).text


@on_loop
async def test_a_wrong_figure_is_questioned_at_its_field_and_kept_with_a_reason(
    engine: Engine, clock: Clock, stored_district: District
) -> None:
    number = stored_district.report_id
    path = f"/bao-cao/{number}/dien/1"
    async with pages(engine, clock, stored_district.officer) as office:
        one = await office.visitor(stored_district.officer)
        page = await one.fill(path, path, {"1.2.1": "17", "1.2.2": "41"})
        assert "1.2.2 Số nhiệm vụ đã hoàn thành = 41, lớn hơn" in page.text
        assert 'href="#f-1.2.2"' in page.text
        why = next(name for name in form_on(page.text, path) if name.startswith("why:"))
        page = await one.fill(path, path, {why: "123"})
        assert page.status_code == 422
        page = await one.fill(path, path, {why: "tính cả việc năm trước"})
        assert "lớn hơn 1.2.1" not in page.text
        with transaction(engine) as session:
            here = snapshot_of(session, session.get_one(Report, number))
            assert [found.reason for found in look_over(session, here)] == ["tính cả việc năm trước"]


@pytest.mark.parametrize(
    ("typed", "stands"),
    [
        ("1.492", "1.492"),
        ("1492", "1.492"),
        ("không phát sinh", "0"),
        ("-", "-"),
        ("để trống", "để trống"),
        ("x", "để trống"),
        ("khong", "0"),
        ("5 văn bản", "5"),
    ],
)
@on_loop
async def test_a_field_takes_what_the_chat_takes(
    engine: Engine, clock: Clock, stored_district: District, typed: str, stands: str
) -> None:
    path = f"/bao-cao/{stored_district.report_id}/dien/1"
    async with pages(engine, clock, stored_district.officer) as office:
        one = await office.visitor(stored_district.officer)
        page = await one.fill(path, path, {"1.1": typed})
        assert (form_on(page.text, path)["1.1"], form_on(page.text, path)["was:1.1"]) == (stands, stands)


@pytest.mark.parametrize("typed", ["bốn mốt rưỡi gì đó", "1.2.1: 5", "5 6", "12abc", "<script>alert(1)</script>", "1,5"])
@on_loop
async def test_what_cannot_be_read_is_named_at_its_field_and_stays_while_the_others_are_taken(
    engine: Engine, clock: Clock, stored_district: District, typed: str
) -> None:
    path = f"/bao-cao/{stored_district.report_id}/dien/1"
    async with pages(engine, clock, stored_district.officer) as office:
        one = await office.visitor(stored_district.officer)
        page = await one.fill(path, path, {"1.1": typed, "1.2.1": "41", "1.2.2": "17"})
        assert page.status_code == 422
        fields = form_on(page.text, path)
        assert (fields["1.1"], fields["was:1.1"], fields["1.2.1"]) == (typed, "", "41")
        assert 'aria-invalid="true"' in page.text
        assert "<script>alert" not in page.text


@on_loop
async def test_two_people_at_two_doors(engine: Engine, clock: Clock, stored_district: District) -> None:
    number, lan = stored_district.report_id, stored_district.officer
    path = f"/bao-cao/{number}/dien/1"
    with transaction(engine) as session:
        hoa = add_officer(session, "Lý Thị Hoa", unit_by_code(session, "BAN-THI"), Role.OFFICER)
        session.flush()
    async with pages(engine, clock, lan, hoa) as office:
        one = await office.visitor(lan)
        opened = form_on((await one.get(path)).text, path)
        await office.says(hoa, "báo cáo")
        await office.says(hoa, "1.1: 6")
        answer = await one.post(path, {**opened, "1.1": "5", "1.2.1": "41", "go": "2"})
        assert answer.status_code == 422
        assert "Lý Thị Hoa đã ghi “6”" in answer.text
        fields = form_on(answer.text, path)
        assert (fields["1.1"], fields["was:1.1"], fields["was:1.2.1"]) == ("5", "6", "41")
        kept = await one.post(path, {**opened, "1.2.2": "17", "go": "1"})  # the old page, where 1.1 was not touched
        assert kept.status_code == 303
        assert form_on((await one.get(path)).text, path)["1.1"] == "6"
        page = await one.fill(path, path, {"1.1": "5"})
        assert form_on(page.text, path)["1.1"] == "5"


@on_loop
async def test_undo_by_either_door(engine: Engine, clock: Clock, stored_district: District) -> None:
    number, lan = stored_district.report_id, stored_district.officer
    path = f"/bao-cao/{number}/dien/1"
    async with pages(engine, clock, lan) as office:
        one = await office.visitor(lan)
        await one.fill(path, path, {"1.1": "5"})
        assert "1.1" in await office.says(lan, "hoàn tác")
        assert form_on((await one.get(path)).text, path)["1.1"] == ""
        await office.says(lan, "báo cáo")
        await office.says(lan, "1.1: 8")
        undo = f"/bao-cao/{number}/hoan-tac/1"
        page = await one.fill(path, undo, {})
        assert form_on(page.text, path)["1.1"] == ""
        await one.fill(path, path, {"1.1": "9"})
        await one.fill(path, path, {"1.1": ""})
        assert form_on((await one.get(path)).text, path)["1.1"] == ""


@on_loop
async def test_a_hundred_cut_connections_lose_and_double_nothing(
    engine: Engine, clock: Clock, stored_district: District, real: tuple[Mapping[str, str], list[list[object]]]
) -> None:
    """Every second answer never reaches the browser, which sends what it still holds again, as the script does."""
    typed, _ = real
    number = stored_district.report_id
    async with pages(engine, clock, stored_district.officer) as office:
        one = await office.visitor(stored_district.officer)
        opened = {
            at: form_on((await one.get(f"/bao-cao/{number}/dien/{at}")).text, f"/bao-cao/{number}/dien/{at}")
            for at in range(1, 8)
        }
        cut = 0
        for name, text in typed.items():
            part = next(at for at, fields in opened.items() if name in fields)
            only = {name: text, f"was:{name}": opened[part][f"was:{name}"], "form_token": opened[part]["form_token"]}
            for attempt in range(3):  # the first and the second are cut after, or before, they are heard
                if (attempt + len(name)) % 2 or attempt == 2:
                    assert (await one.post(f"/bao-cao/{number}/dien/{part}", only)).status_code == 303
                cut += attempt < 2
        assert cut >= 100
        with transaction(engine) as session:
            here = snapshot_of(session, session.get_one(Report, number))
            assert not here.open
            stands = {str(cell): text_of(here, cell) for cell in here.form.of_level("xã").cells}
            said = {"không phát sinh": "0"}  # one by one it is a 0 in each field
            wanted = {name: "để trống" if text.startswith("bỏ qua") else said.get(text, text) for name, text in typed.items()}
            assert {name: said.get(text, text) for name, text in stands.items()} == wanted
            lines = session.exec(select(AuditLine).where(AuditLine.what == What.FIGURE, AuditLine.step == "entered")).all()
            assert len(lines) == len({line.subject for line in lines})
