"""The longest pages that an office has stay small enough for a slow network."""

from datetime import timedelta
from itertools import groupby

from sqlalchemy import Engine
from sqlmodel import col, select

from bot import demo
from bot.storage.database import transaction
from tests.by_row import open_rows
from tests.conftest import Clock, District
from tests.servers.serving import on_loop
from tests.servers.visiting import pages
from tracker.calendar.periods import parse_period
from tracker.forms.catalogue import official_form
from tracker.office.officers import Role, add_officer
from tracker.office.units import UnitLine, import_units, unit_by_code
from tracker.reports.figures import record_none_arose
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
