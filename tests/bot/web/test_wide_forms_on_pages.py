"""Forms of several columns and lists on a page: a row is a line of fields, a list grows line by line."""

from datetime import timedelta
from decimal import Decimal

from sqlalchemy import Engine

from bot.demo import START
from bot.storage.database import transaction
from tests.conftest import Clock, District
from tests.many_columns import DOCUMENTS, MATRIX
from tests.servers.serving import on_loop
from tests.servers.visiting import form_on, pages
from tracker.calendar.periods import parse_period
from tracker.forms.cell import Cell
from tracker.forms.form import Form
from tracker.office.units import unit_by_code
from tracker.reports.reports import Report, State, reports_of
from tracker.reports.rounds import Terms, open_round
from tracker.reports.snapshot import snapshot_of


def _asked(engine: Engine, form: Form) -> int:
    with transaction(engine) as session:
        period, unit = parse_period("2024-Q1"), unit_by_code(session, "BAN-THI")
        terms = Terms(period, period.window(), START + timedelta(days=9), recipients=[unit])
        open_round(session, form, terms, unit_by_code(session, "CHO-DON"), START)
        return reports_of(session, unit.id)[0].id


def _shown(engine: Engine, number: int, *cells: str) -> list[Decimal | str | None]:
    with transaction(engine) as session:
        shown = snapshot_of(session, session.get_one(Report, number)).shown
        entries = [shown[Cell.read(cell)] for cell in cells]
    return [entry.amount if entry.amount is not None else entry.text for entry in entries]


@on_loop
async def test_a_matrix_is_filled_and_what_follows_is_shown(engine: Engine, clock: Clock, stored_district: District) -> None:
    number = _asked(engine, MATRIX)
    figures = dict(zip(("1.1[th]", "1.1[lk]", "1.2[th]", "1.2[lk]"), ("1900", "2100", "512,5", "600"), strict=True))
    figures |= dict(zip(("2.1[th]", "2.1[lk]", "2.2[th]", "2.2[lk]"), ("40", "95", "12", "30"), strict=True))
    figures |= dict(zip(("3.1[th]", "3.2[th]", "4[th]", "4[lk]"), ("4", "3", "-5", "giảm 12"), strict=True))
    async with pages(engine, clock, stored_district.officer) as office:
        one = await office.visitor(stored_district.officer)
        for at in (1, 2, 3, 4):
            path = f"/bao-cao/{number}/dien/{at}"
            page = await one.get(path)
            if page.status_code != 200 or f'action="{path}"' not in page.text:
                break
            mine = {name: text for name, text in figures.items() if name in form_on(page.text, path)}
            answer = await one.fill(path, path, mine)
            assert answer.status_code == 200
        done = await one.fill(f"/bao-cao/{number}/nop", f"/bao-cao/{number}/nop", {})
        assert done.status_code == 200
        assert (await one.get(f"/bao-cao/{number}")).status_code == 200
    wanted = ["2412.5", "2700", "77.1", "63.3", "-12"]
    assert _shown(engine, number, "1[th]", "1[lk]", "1[ss]", "2.1[ss]", "4[lk]") == list(map(Decimal, wanted))


@on_loop
async def test_a_list_grows_is_mended_and_closed(engine: Engine, clock: Clock, stored_district: District) -> None:
    number = _asked(engine, DOCUMENTS)
    path = f"/bao-cao/{number}/dien/1"
    async with pages(engine, clock, stored_district.officer) as office:
        one = await office.visitor(stored_district.officer)
        opened = form_on((await one.get(path)).text, path)
        columns = [name.partition("[")[2] for name in opened if name.startswith("1#1[")]
        fit = dict(zip(columns, ("12/KH", "1/3/2024", "quá hạn", "42,5", "", ""), strict=False))
        half = await one.fill(path, path, {f"1#1[{column}": text for column, text in list(fit.items())[:1]})
        assert half.status_code == 422
        assert form_on(half.text, path)[f"1#1[{columns[0]}"] == "12/KH"
        for line in (1, 2):
            page = await one.fill(path, path, {f"1#{line}[{column}": text for column, text in fit.items() if text})
            assert page.status_code == 200, page.text
        page = await one.fill(path, path, {f"1#2[{columns[0]}": "13/KH"})
        page = await one.fill(path, path, {"delete:1#1": "on", "close:1": "on"})
        fields = form_on(page.text, path)
        assert fields[f"1#1[{columns[0]}"] == "13/KH"
        assert fields[f"1#2[{columns[0]}"] == ""
        done = await one.fill(f"/bao-cao/{number}/nop", f"/bao-cao/{number}/nop", {})
        assert done.status_code == 200
        assert "13/KH" in (await one.get(f"/bao-cao/{number}")).text
    with transaction(engine) as session:
        assert session.get_one(Report, number).state == State.SUBMITTED
    assert _shown(engine, number, "1") == [Decimal(1)]
