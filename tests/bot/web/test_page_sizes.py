"""The longest pages that an office has stay small enough for a slow network."""

import re
from datetime import timedelta
from decimal import Decimal
from itertools import groupby

from sqlalchemy import Engine
from sqlmodel import col, select

from bot import demo
from bot.storage.database import transaction
from tests.by_row import open_rows
from tests.conftest import Clock, District
from tests.many_columns import HOMES, MINORITY, PEOPLE, POOR, SHARE, made
from tests.servers.serving import on_loop
from tests.servers.visiting import pages
from tracker.calendar.periods import parse_period
from tracker.forms.catalogue import official_form
from tracker.forms.cell import Cell
from tracker.forms.row import Kind, Row
from tracker.office.officers import Role, add_officer
from tracker.office.units import UnitLine, import_units, unit_by_code
from tracker.reports.entry import Answer, Entry
from tracker.reports.figures import record, record_none_arose
from tracker.reports.reports import Report, Source
from tracker.reports.rounds import Terms, open_round
from tracker.review.submission import submit_report


@on_loop
async def test_the_longest_pages_stay_under_40_kb(engine: Engine, clock: Clock, stored_district: District) -> None:
    """A board of hundreds, a report of 137 rows to be decided on beside the period before, 24 rounds, 30 people."""
    with transaction(engine) as session:
        above, own = unit_by_code(session, "CHO-DON"), unit_by_code(session, "BAN-THI")
        import_units(session, [UnitLine(n, f"M-{n}", f"Nguyễn Thượng Hiền {n}", "phường", "CHO-DON") for n in range(200)])
        for n in range(200):
            add_officer(session, "Nguyễn Thị Phương Thảo", unit_by_code(session, f"M-{n}"), Role.OFFICER, "0912 345 678")
        for n in range(30):
            add_officer(session, f"Nguyễn Thị Phương Thảo {n}", own, Role.OFFICER, f"09123456{n:02}")
        source, code = Source(stored_district.officer.id, demo.START, "test"), "cam-xuyen-2021"
        for month in range(24):
            period = parse_period(f"{2022 + month // 12}-M{month % 12 + 1:02}")
            terms = Terms(period, period.window(), demo.START + timedelta(days=month), recipients=() if month > 21 else (own,))
            open_round(session, official_form(code), terms, above, demo.START)
        waiting = session.exec(select(Report).where(Report.unit_id == own.id).order_by(col(Report.id).desc()).limit(2)).all()
        for report in reversed(waiting):
            for _, rows in groupby(open_rows(session, report), key=lambda row: row.ask):
                record_none_arose(session, report, list(rows), source)
            submit_report(session, report, source)
        paths = [f"/bao-cao/{waiting[0].id}", f"/co-quan/don-vi/{own.id}"]
    async with pages(engine, clock, stored_district.desk) as office:
        desk = await office.visitor(stored_district.desk)
        for path in (*paths, "/bang", "/bang?xep=name&ten=thuong", "/co-quan", "/co-quan/ky", "/tong-hop", "/tong-hop/don-vi"):
            answer = await desk.get(path)
            assert answer.status_code == 200, path
            assert len(answer.content) < 40_000, (path, len(answer.content))


@on_loop
async def test_a_long_report_is_cut_into_pages_on_which_every_row_is_found(
    engine: Engine, clock: Clock, stored_district: District
) -> None:
    villages = [Row(str(n), str(n), f"Thôn Nà Lịn Thượng, khu {n}", "", Kind.COUNT, ask=str(n)) for n in range(1, 601)]
    form = made("thon-dai", "Báo cáo các thôn", tuple(villages), (HOMES, PEOPLE, POOR, MINORITY, SHARE))
    with transaction(engine) as session:
        period = parse_period("2024-Q2")
        terms = Terms(period, period.window(), demo.START + timedelta(days=9))
        round_ = open_round(session, form, terms, unit_by_code(session, "CHO-DON"), demo.START)
        mine = session.exec(
            select(Report).where(Report.round_id == round_.id, Report.unit_id == stored_district.officer.unit_id)
        )
        report = mine.one()
        source = Source(stored_district.officer.id, demo.START, "test")
        slip = {"ho": 3, "ngheo": 9}  # more poor homes than homes
        record(session, report, {Cell("600", key): Entry(Answer.VALUE, Decimal(n)) for key, n in slip.items()}, source)
    async with pages(engine, clock, stored_district.officer) as office:
        lan = await office.visitor(stored_district.officer)
        path, found = f"/bao-cao/{report.id}", []
        count = int(re.findall(r"<span>1/(\d+)</span>", (await lan.get(path)).text)[0])
        for number in range(1, count + 1):
            answer = await lan.get(f"{path}?trang={number}")
            assert len(answer.content) < 40_000, number
            found += re.findall(r'<tr id="(r-\d+)"', answer.text)
        assert found == [f"r-{n}" for n in range(1, 601)]
        (last,) = set(re.findall(r'href="(\?o=r-600#r-600)"', (await lan.get(path)).text))
        assert 'id="r-600"' in (await lan.get(path + last)).text
        assert 'href="#r-600"' in (await lan.get(path + last)).text
