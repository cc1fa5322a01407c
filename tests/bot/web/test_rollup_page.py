"""The desk's roll-up on pages: the workbook's numbers, the units behind each, who is missing, what needs a decision."""

import io
import re
from html import unescape

from openpyxl import load_workbook
from sqlalchemy import Engine
from sqlmodel import Session, select

from bot.storage.database import transaction
from tests.communes import PERIOD, communes, set_up_communes
from tests.conftest import Clock, District
from tests.servers.serving import on_loop
from tests.servers.visiting import Browser, pages
from tracker.audit.log import AuditLine
from tracker.calendar.periods import parse_period
from tracker.office.officers import Officer, Role, add_officer
from tracker.office.units import unit_by_code
from tracker.reports.reports import Report, State
from tracker.reports.rounds import Round
from tracker.rollup import roll_up
from tracker.workbooks.rolled_up.rollup_book import rollup_workbook

FORM = "ban-thi-2024"
_TOTAL = re.compile(r'<td class="figure"><a href="([^"]+)">([^<]*)</a></td>')
_PART = re.compile(
    r'<th scope="row"><a href="/bao-cao/(\d+)\?o=[^#"]+#([^"]+)">([^<]+)</a></th>'
    r'<td class="figure">([^<]*)</td><td>([^<]*)</td>'
)
_NEXT = re.compile(r'<a href="([^"]+)">Trang sau</a>')


def _set_up(engine: Engine) -> tuple[Officer, int]:
    """The desk of a district of twenty communes on five forms, and the number of the round of one of these."""
    with transaction(engine) as session:
        set_up_communes(session, communes())
        desk = add_officer(session, "Nông Văn Thu", unit_by_code(session, "HUYEN"), Role.DESK)
        session.flush()
        return desk, session.exec(select(Round.id).where(Round.form_code == FORM)).one()


async def _all(desk: Browser, path: str) -> list[str]:
    """The texts of all pages of a list."""
    texts = [(await desk.get(path)).text]
    while found := _NEXT.search(texts[-1]):
        texts.append((await desk.get(unescape(found[1]))).text)
    return texts


def _workbook(session: Session) -> bytes:
    return rollup_workbook(roll_up(session, FORM, parse_period(PERIOD), unit_by_code(session, "HUYEN")))[1]


def _written(value: object) -> str:
    """A number of a workbook as a page has it."""
    if value is None or isinstance(value, str):
        return value or ""
    return f"{value:,.12g}".translate(str.maketrans(",.", ".,"))


@on_loop
async def test_the_page_has_every_number_of_the_workbook(engine: Engine, clock: Clock) -> None:
    desk, round_ = _set_up(engine)
    async with pages(engine, clock, desk) as office:
        browser = await office.visitor(desk)
        texts = await _all(browser, f"/tong-hop?ky={round_}")
        assert "Mới có 19/20 đơn vị, còn thiếu: xã Yên Thịnh." in texts[0]
        shown = {unescape(where).rpartition("=")[2]: unescape(text) for page in texts for where, text in _TOTAL.findall(page)}
        with transaction(engine) as session:
            rolled = roll_up(session, FORM, parse_period(PERIOD), unit_by_code(session, "HUYEN"))
            book = load_workbook(io.BytesIO(_workbook(session)))
        form = rolled.form
        top = next(cell.row for (cell,) in book.worksheets[0].iter_rows(max_col=1) if cell.value == form.head.stt) + 2
        printed = {row.key: _written(book.worksheets[0].cell(top + n, 4).value) for n, row in enumerate(form.rows)}
        assert {key: text.removesuffix("%").replace("không áp dụng", "-") for key, text in shown.items()} == {
            key: printed[key] or "xem các đơn vị" for key in shown
        }
        assert shown.keys() == {str(cell) for cell in rolled.totals}
        got = await browser.get(f"/tong-hop/tep?ky={round_}")
        first = [[cell.value for cell in row] for row in load_workbook(io.BytesIO(got.content)).worksheets[0].iter_rows()]
        assert first == [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()]
        with transaction(engine) as session:
            noted = session.exec(select(AuditLine).where(AuditLine.step == "rolled up", AuditLine.origin == "web")).all()
        assert len(noted) == len(texts) + 1


@on_loop
async def test_a_total_leads_to_its_units_and_they_to_their_reports(engine: Engine, clock: Clock) -> None:
    desk, round_ = _set_up(engine)
    async with pages(engine, clock, desk) as office:
        browser = await office.visitor(desk)
        total = (await browser.get(f"/tong-hop/muc?ky={round_}&muc=1.2.1")).text
        parts = _PART.findall(total)
        with transaction(engine) as session:
            rolled = roll_up(session, FORM, parse_period(PERIOD), unit_by_code(session, "HUYEN"))
            given = {
                part.share.unit.full_name: part.contribution.amount
                for part in rolled.totals[rolled.form.by_key["1.2.1"].cell].parts
            }
        assert {unescape(unit): figure for _, _, unit, figure, _ in parts if figure[:1].isdigit()} == {
            unit: _written(amount) for unit, amount in given.items() if amount is not None
        }
        assert len(parts) == len(given) == 19
        number, anchor, unit, figure, _ = next(part for part in parts if "Bản Thi" in part[2])
        report = (await browser.get(f"/bao-cao/{number}")).text
        assert unescape(unit) in unescape(report)
        row = re.search(rf'<tr id="{re.escape(anchor)}".*?</tr>', report, re.DOTALL)
        assert row
        assert f'<td class="figure">{figure}</td>' in row[0]
        other = next(part for part in parts if "biểu dinh-ca-2024" in part[4])
        assert f'id="{other[1]}"' in (await browser.get(f"/bao-cao/{other[0]}")).text
        by_size = _PART.findall((await browser.get(f"/tong-hop/muc?ky={round_}&muc=1.2.1&xep=so")).text)
        figures = [int(part[3].replace(".", "")) for part in by_size if part[3][:1].isdigit()]
        assert figures == sorted(figures, reverse=True)
        assert "khác thường" in total
        book = load_workbook(io.BytesIO((await browser.get(f"/tong-hop/muc/tep?ky={round_}&muc=1.2.1&xep=so")).content))
        assert [row[1].value for row in book.worksheets[0].iter_rows(min_row=6)][: len(parts)] == [
            unescape(part[2]) for part in by_size
        ]


@on_loop
async def test_a_recomputed_rate_leads_to_what_it_is_made_of(engine: Engine, clock: Clock) -> None:
    desk, round_ = _set_up(engine)
    async with pages(engine, clock, desk) as office:
        browser = await office.visitor(desk)
        with transaction(engine) as session:
            rolled = roll_up(session, FORM, parse_period(PERIOD), unit_by_code(session, "HUYEN"))
        cell, formula = next((cell, one) for cell, one in rolled.form.computed.items() if one.under is not None)
        page = (await browser.get(f"/tong-hop/muc?ky={round_}&muc={cell}")).text
        assert "Tính lại từ tổng" in page
        for part in formula.cells:
            assert f"muc={part}" in page
        assert (await browser.get(f"/tong-hop/muc?ky={round_}&muc=nothing")).status_code == 404


@on_loop
async def test_who_is_missing_and_what_needs_a_decision(engine: Engine, clock: Clock) -> None:
    desk, round_ = _set_up(engine)
    async with pages(engine, clock, desk) as office:
        browser = await office.visitor(desk)
        missing = (await browser.get(f"/tong-hop/don-vi?ky={round_}&loc=thieu")).text
        assert "1 đơn vị" in missing
        assert "xã Yên Thịnh" in missing
        everybody = await _all(browser, f"/tong-hop/don-vi?ky={round_}")
        assert sum(page.count('<th scope="row">') for page in everybody) == 20
        listed = await _all(browser, f"/tong-hop/quyet-dinh?ky={round_}")
        with transaction(engine) as session:
            book = load_workbook(io.BytesIO(_workbook(session)))
        lines = [row for row in book["Cần quyết định"].iter_rows(min_row=2, values_only=True) if row[2] and row[0] != "Mục"]
        assert sum(page.count('<th scope="row">') for page in listed) == len(lines)


@on_loop
async def test_only_what_is_accepted_counts_where_that_is_wanted(engine: Engine, clock: Clock) -> None:
    desk, round_ = _set_up(engine)
    async with pages(engine, clock, desk) as office:
        browser = await office.visitor(desk)
        none = await browser.get(f"/tong-hop?ky={round_}&chi=tiep-nhan")
        assert none.status_code == 200
        assert "Chưa có báo cáo nào" in none.text
        with transaction(engine) as session:
            unit = unit_by_code(session, "BAN-THI")
            session.exec(select(Report).where(Report.unit_id == unit.id)).one().state = State.ACCEPTED
        one = (await browser.get(f"/tong-hop?ky={round_}&chi=tiep-nhan")).text
        assert "Mới có 1/20 đơn vị có báo cáo đã tiếp nhận" in one


@on_loop
async def test_nothing_is_rolled_up_before_something_is_in(engine: Engine, clock: Clock, stored_district: District) -> None:
    async with pages(engine, clock, stored_district.desk) as office:
        browser = await office.visitor(stored_district.desk)
        page = await browser.get("/tong-hop")
        assert page.status_code == 200
        assert "Chưa có báo cáo nào" in page.text
        assert (await browser.get("/tong-hop/tep")).status_code == 409
