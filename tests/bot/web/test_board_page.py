"""The desk's board and queue: numbers that add up, filters, ticked units, what is shown first, and a fresh login."""

import io
import re
from datetime import timedelta
from itertools import groupby

import pytest
from openpyxl import load_workbook
from sqlalchemy import Engine, event
from sqlmodel import Session, col, select

from bot import demo
from bot.pages.board import board, wanted_of
from bot.pages.page_turn import page_turn
from bot.people.web_sessions import Visitor, WebSession
from bot.reminders.announcements import Announcement
from bot.sending.outbox import Waiting
from bot.storage.database import transaction
from tests.by_row import open_rows, record_figures, write_comment
from tests.conftest import Clock, District
from tests.servers.serving import on_loop
from tests.servers.visiting import form_on, pages
from tracker.calendar.periods import parse_period
from tracker.forms.catalogue import official_form
from tracker.office.officers import Officer, Role, add_officer
from tracker.office.units import Unit, UnitLine, import_units, unit_by_code
from tracker.reports.entry import Entry
from tracker.reports.extensions import Extension
from tracker.reports.figures import record_none_arose
from tracker.reports.reports import Report, Source, State
from tracker.reports.rounds import Terms, open_round
from tracker.review.submission import submit_report
from tracker.tasks.task import Task

CODES = ("BAN-THI", "DONG-LAC", "QUANG-BACH", "XUAN-LAC", "YEN-THINH")
NAMES = ("Bản Thi", "Đồng Lạc", "Quảng Bạch", "Xuân Lạc", "Yên Thịnh")
_ROWS = re.compile(r'<th scope="row"><a href="/bao-cao/(\d+)">xã ([^<]+)</a>')


def _hand_in(session: Session, code: str) -> int:
    unit = unit_by_code(session, code)
    officer = add_officer(session, f"Cán bộ {unit.name}", unit, Role.OFFICER)
    session.flush()
    report = session.exec(select(Report).where(Report.unit_id == unit.id)).one()
    source = Source(officer.id, demo.START, "test")
    for _, rows in groupby(open_rows(session, report), key=lambda row: row.ask):
        record_none_arose(session, report, list(rows), source)
    submit_report(session, report, source)
    return report.id


def _submitted(engine: Engine) -> dict[str, int]:
    with transaction(engine) as session:
        return {code: _hand_in(session, code) for code in CODES[1:4]}


def _listed(text: str) -> list[str]:
    return [name for _, name in _ROWS.findall(text)]


@on_loop
async def test_the_numbers_add_up_however_it_is_filtered_and_sorted(
    engine: Engine, clock: Clock, stored_district: District
) -> None:
    _submitted(engine)
    async with pages(engine, clock, stored_district.desk) as office:
        desk = await office.visitor(stored_district.desk)
        whole = (await desk.get("/bang")).text
        assert "Phải nộp 5 · đã nộp 3 · đúng hạn 3 · nộp muộn 0 · chưa nộp 2" in whole
        assert sorted(_listed(whole)) == sorted(NAMES)
        for query in ("buoc", "han", "cap", "ten"):
            values = {
                "buoc": ("not_started", "drafting", "submitted", "returned", "awaiting", "taken_back", "accepted"),
                "han": ("on_time", "late", "not_yet"),
                "cap": ("xã", "phường"),
                "ten": ("lac", "bach", "thi", "thinh"),
            }[query]
            parts = [_listed((await desk.get(f"/bang?{query}={value}")).text) for value in values]
            if query != "ten":
                assert sorted(name for part in parts for name in part) == sorted(NAMES)
            assert "Phải nộp 5 · đã nộp 3" in (await desk.get(f"/bang?{query}={values[0]}")).text
        assert _listed((await desk.get("/bang?ten=lac&xep=name")).text) == ["Đồng Lạc", "Xuân Lạc"]
        assert _listed((await desk.get("/bang?xep=name")).text) == list(NAMES)
        book = load_workbook(io.BytesIO((await desk.get("/bang/tep?ten=lac&xep=name")).content))
        names = [row[1].value for row in book.worksheets[0].iter_rows(min_row=4)]
        assert [name for name in names if isinstance(name, str) and name.startswith("xã")] == ["xã Đồng Lạc", "xã Xuân Lạc"]


@on_loop
async def test_ticked_reports_are_shown_and_then_taken(engine: Engine, clock: Clock, stored_district: District) -> None:
    reports = _submitted(engine)
    async with pages(engine, clock, stored_district.desk) as office:
        desk = await office.visitor(stored_district.desk)
        fields = form_on((await desk.get("/bang")).text, "/bang/xem-truoc/nudge")
        ticked = {f"r{number}": "on" for number in (*reports.values(), stored_district.report_id)}
        shown = await desk.post("/bang/xem-truoc/accept", {**fields, **ticked})
        assert "Tiếp nhận: 3" in shown.text
        assert "Không làm với (không ở tình trạng phù hợp): xã Bản Thi" in shown.text
        with transaction(engine) as session:
            assert {session.get_one(Report, number).state for number in reports.values()} == {State.SUBMITTED}
        done = await desk.post("/bang/lam/accept", form_on(shown.text, "/bang/lam/accept"))
        assert "Đã tiếp nhận 3 báo cáo" in done.text
        again = await desk.post("/bang/lam/accept", form_on(shown.text, "/bang/lam/accept"))
        assert "đã có thay đổi" in again.text
        with transaction(engine) as session:
            assert {session.get_one(Report, number).state for number in reports.values()} == {State.ACCEPTED}


@on_loop
async def test_forty_are_ticked_and_taken_in_one_step(engine: Engine, clock: Clock, stored_district: District) -> None:
    """Of a board of two pages, on which every unit stands once however they are sorted."""
    with transaction(engine) as session:
        import_units(session, [UnitLine(n, f"M-{n}", f"Mới {n}", "xã", "CHO-DON") for n in range(60)])
        period, above = parse_period("2024-Q2"), unit_by_code(session, "CHO-DON")
        terms = Terms(period, period.window(), demo.START + timedelta(days=9))
        number = open_round(session, official_form("ban-thi-2024"), terms, above, demo.START).id
        for report in session.exec(select(Report).where(Report.round_id == number).order_by(col(Report.id)).limit(45)):
            report.state, report.submissions, report.first_submitted_at = State.SUBMITTED, 1, demo.START
    async with pages(engine, clock, stored_district.desk) as office:
        desk = await office.visitor(stored_district.desk)
        for sort in ("stage", "name", "due", "handed_in"):
            texts = [(await desk.get(f"/bang?ky={number}&xep={sort}&trang={one}")).text for one in (1, 2)]
            assert [len(_listed(text)) for text in texts] == [40, 25]
            assert len({name for text in texts for name in _listed(text)}) == 65
            assert all("Phải nộp 65 · đã nộp 45 · đúng hạn 45 · nộp muộn 0 · chưa nộp 20" in text for text in texts)
        waiting = (await desk.get(f"/bang?ky={number}&buoc=submitted")).text
        assert len(waiting.encode()) < 40_000
        ticked = {f"r{report}": "on" for report, _ in _ROWS.findall(waiting)[:40]}
        shown = await desk.post("/bang/xem-truoc/accept", {**form_on(waiting, "/bang/xem-truoc/nudge"), **ticked})
        assert "Tiếp nhận: 40 đơn vị" in shown.text
        done = (await desk.post("/bang/lam/accept", form_on(shown.text, "/bang/lam/accept"))).text
        assert "Đã tiếp nhận 40 báo cáo" in done
        assert "đã nộp 45" in done
        assert "chờ tiếp nhận 5" in done
    with transaction(engine) as session:
        accepted = session.exec(select(Report).where(Report.state == State.ACCEPTED)).all()
        assert {f"r{report.id}" for report in accepted} == set(ticked)


@on_loop
async def test_more_time_for_those_that_are_ticked(engine: Engine, clock: Clock, stored_district: District) -> None:
    async with pages(engine, clock, stored_district.desk, stored_district.officer) as office:
        desk = await office.visitor(stored_district.desk)
        fields = form_on((await desk.get("/bang")).text, "/bang/xem-truoc/nudge")
        wanted = {**fields, f"r{stored_district.report_id}": "on", "until": "20/3", "why": "mưa lũ"}
        refused = await desk.post("/bang/xem-truoc/extend", {**wanted, "until": "bao giờ xong"})
        again = form_on(refused.text, "/bang/xem-truoc/extend")  # with the tick, and what was typed
        assert (refused.status_code, again["until"], again["why"]) == (422, "bao giờ xong", "mưa lũ")
        shown = await desk.post("/bang/xem-truoc/extend", {**again, "until": "20/3"})
        done = await desk.post("/bang/lam/extend", form_on(shown.text, "/bang/lam/extend"))
        assert "Đã gia hạn 1 báo cáo đến 17:00 thứ Tư 20/3/2024" in done.text
        await office.app.idle()
        with transaction(engine) as session:
            assert session.exec(select(Extension)).one().reason == "mưa lũ"
            told = [
                row.outgoing.text for row in session.exec(select(Waiting)) if row.address == str(stored_district.officer.id)
            ]
        assert any("mưa lũ" in text for text in told)


@on_loop
async def test_nudging_shows_whom_it_reaches_first(engine: Engine, clock: Clock, stored_district: District) -> None:
    async with pages(engine, clock, stored_district.desk, stored_district.officer) as office:
        desk = await office.visitor(stored_district.desk)
        fields = form_on((await desk.get("/bang")).text, "/bang/xem-truoc/nudge")
        shown = await desk.post("/bang/xem-truoc/nudge", {**fields, f"r{stored_district.report_id}": "on"})
        assert "Nhắc nộp: 1" in shown.text
        done = await desk.post("/bang/lam/nudge", form_on(shown.text, "/bang/lam/nudge"))
        assert "xã Bản Thi" in re.findall(r'<div class="told".*?</div>', done.text, re.DOTALL)[0]


@on_loop
async def test_a_task_for_the_units_that_are_ticked(engine: Engine, clock: Clock, stored_district: District) -> None:
    async with pages(engine, clock, stored_district.desk, stored_district.officer) as office:
        desk = await office.visitor(stored_district.desk)
        fields = form_on((await desk.get("/bang")).text, "/bang/xem-truoc/nudge")
        wanted = {**fields, f"r{stored_district.report_id}": "on", "task": "nộp kế hoạch năm, hạn 20/3"}
        refused = await desk.post("/bang/xem-truoc/assign", {**wanted, "task": ""})
        assert refused.status_code == 422
        again = form_on(refused.text, "/bang/xem-truoc/assign")
        shown = await desk.post("/bang/xem-truoc/assign", {**again, "task": wanted["task"]})
        assert "Giao việc: 1" in shown.text
        assert "Nộp kế hoạch năm" in shown.text
        with transaction(engine) as session:
            assert session.exec(select(Task)).all() == []
        await desk.post("/bang/lam/assign", form_on(shown.text, "/bang/lam/assign"))
        await office.app.idle()
        with transaction(engine) as session:
            task = session.exec(select(Task)).one()
            assert (task.title, str(task.due_on)) == ("Nộp kế hoạch năm", "2024-03-20")
            told = [
                row.outgoing.text for row in session.exec(select(Waiting)) if row.address == str(stored_district.officer.id)
            ]
        assert any("Nộp kế hoạch năm" in text for text in told)


@on_loop
async def test_an_announcement_to_the_units_that_are_ticked(engine: Engine, clock: Clock, stored_district: District) -> None:
    """As in the chat: whom it reaches and what it says is shown, and nothing goes out before the yes."""
    async with pages(engine, clock, stored_district.desk, stored_district.officer) as office:
        desk = await office.visitor(stored_district.desk)
        fields = form_on((await desk.get("/bang")).text, "/bang/xem-truoc/nudge")
        wanted = {**fields, f"r{stored_district.report_id}": "on", "announcement": "Họp 8 giờ mai.\r\nMang theo sổ."}
        assert (await desk.post("/bang/xem-truoc/announce", {**wanted, "announcement": " "})).status_code == 422
        shown = await desk.post("/bang/xem-truoc/announce", wanted)
        assert "Gửi 1 người của 1 đơn vị: xã Bản Thi\n“Họp 8 giờ mai.\nMang theo sổ.”" in shown.text
        with transaction(engine) as session:
            assert session.exec(select(Announcement)).all() == []
        done = await desk.post("/bang/lam/announce", form_on(shown.text, "/bang/lam/announce"))
        assert "Đang gửi thông báo cho 1 người" in done.text
        await office.app.idle()
        with transaction(engine) as session:
            assert session.exec(select(Announcement)).one().text == "Họp 8 giờ mai.\nMang theo sổ."
            told = [
                row.outgoing.text for row in session.exec(select(Waiting)) if row.address == str(stored_district.officer.id)
            ]
        assert any("Mang theo sổ" in text for text in told)
        assert "“Họp 8 giờ mai.\nMang theo sổ.”\nĐã đọc 0" in await office.says(stored_district.desk, "ai đã đọc thông báo")


@on_loop
async def test_the_first_page_takes_ten_queries_at_most(engine: Engine, clock: Clock, stored_district: District) -> None:
    """Of one round of five units as of many rounds of many, in the midst of it."""
    async with pages(engine, clock, stored_district.desk) as office:
        await office.visitor(stored_district.desk)
    with transaction(engine) as session:
        visitor = Visitor(stored_district.desk, session.exec(select(WebSession)).one())
    counts = []
    for communes in (3, 30):
        with transaction(engine) as session:
            lines = [UnitLine(n, f"M-{n}", f"Mới {n}", "xã", "CHO-DON") for n in range(communes)]
            import_units(session, lines)
            for quarter in (1, 2, 3, 4):
                period = parse_period(f"{2020 + communes}-Q{quarter}")
                terms = Terms(period, period.window(), demo.START + timedelta(days=quarter))
                open_round(session, official_form("ban-thi-2024"), terms, unit_by_code(session, "CHO-DON"), demo.START)
            for report in session.exec(select(Report)).all()[::2]:
                officer = Source(stored_district.officer.id, demo.START, "test")
                record_figures(session, report, {"1.2.1": Entry.number(17), "1.2.2": Entry.number(41)}, officer)
        asked: list[str] = []

        def note(_connection: object, _cursor: object, statement: str, *_: object, asked: list[str] = asked) -> None:
            asked.append(statement)

        with transaction(engine) as session:
            event.listen(engine, "before_cursor_execute", note)
            shown = board(page_turn(session, visitor, clock()), "", wanted_of({}))
            event.remove(engine, "before_cursor_execute", note)
        assert shown
        assert shown.count == 5 + communes
        assert any(line.findings == "1 chưa khớp" for line in shown.lines)
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 10


@pytest.mark.parametrize("minutes", [14, 15])
@on_loop
async def test_deciding_needs_a_fresh_login(engine: Engine, clock: Clock, stored_district: District, minutes: int) -> None:
    number = next(iter(_submitted(engine).values()))
    path = f"/bao-cao/{number}/quyet-dinh"
    async with pages(engine, clock, stored_district.desk) as office:
        desk = await office.visitor(stored_district.desk)
        fields = form_on((await desk.get(f"/bao-cao/{number}")).text, path)
        clock.forward(minutes=minutes)
        answer = await desk.post(path, fields)
        assert answer.status_code == (200 if minutes < 15 else 403)
        with transaction(engine) as session:
            wanted = State.ACCEPTED if minutes < 15 else State.SUBMITTED
            assert session.get_one(Report, number).state == wanted
        if minutes == 15:
            await desk.post("/lai", form_on(answer.text, "/lai"))
            await office.app.idle()
            with transaction(engine) as session:
                (sent,) = [row.outgoing for row in session.exec(select(Waiting)) if "Vào lại" in row.outgoing.text]
            fresh = office.browser()
            entered = await fresh.enter(re.findall(r"http\S+", sent.text)[0])
            assert (await fresh.post(path, form_on(entered.text, path))).status_code == 200


@on_loop
async def test_a_yes_in_the_chat_stands_for_a_fresh_login(engine: Engine, clock: Clock, stored_district: District) -> None:
    """Only of the person who was asked, for the browser that asked, and not for long."""
    number = next(iter(_submitted(engine).values()))
    path = f"/bao-cao/{number}/quyet-dinh"
    async with pages(engine, clock, stored_district.desk, stored_district.officer) as office:
        desk, other = await office.visitor(stored_district.desk), await office.visitor(stored_district.desk)
        fields = form_on((await desk.get(f"/bao-cao/{number}")).text, path)
        clock.forward(minutes=20)
        stale = await desk.post(path, fields)
        assert stale.status_code == 403
        asked = await desk.post("/hoi", form_on(stale.text, "/hoi"))
        await office.app.idle()
        with transaction(engine) as session:
            (sent,) = [row.outgoing for row in session.exec(select(Waiting)) if "Có phải anh/chị không" in row.outgoing.text]
        assert "accept" not in sent.text
        again = form_on(asked.text, path)
        assert again == fields
        assert (await desk.post(path, again)).status_code == 403
        yes = sent.buttons[0].data
        await office.presses(stored_district.officer, yes)
        assert (await desk.post(path, again)).status_code == 403
        assert "15 phút" in await office.presses(stored_district.desk, yes)
        assert (
            await other.post(
                path, {**again, "form_token": form_on((await other.get(f"/bao-cao/{number}")).text, path)["form_token"]}
            )
        ).status_code == 403
        done = await desk.post(path, again)
        assert done.status_code == 200
        with transaction(engine) as session:
            assert session.get_one(Report, number).state == State.ACCEPTED
        assert "không còn chờ" in await office.presses(stored_district.desk, yes)
        clock.forward(minutes=15)
        following = next(n for n in (await desk.get("/cho-tiep-nhan")).headers["location"].split("/")[-1:])
        late = f"/bao-cao/{following}/quyet-dinh"
        assert (await desk.post(late, form_on((await desk.get(f"/bao-cao/{following}")).text, late))).status_code == 403


@on_loop
async def test_the_next_report_follows_and_those_without_a_warning_are_taken_together(
    engine: Engine, clock: Clock, stored_district: District
) -> None:
    reports = _submitted(engine)
    with transaction(engine) as session:
        warned = session.get_one(Report, reports["DONG-LAC"])
        write_comment(session, warned, "1.1", "Xem lại", Source(stored_district.desk.id, demo.START, "test"))
    async with pages(engine, clock, stored_district.desk) as office:
        desk = await office.visitor(stored_district.desk)
        page = (await desk.get("/cho-tiep-nhan/khong-canh-bao")).text
        assert "2 báo cáo không có cảnh báo: xã Quảng Bạch, xã Xuân Lạc" in page
        assert "1 báo cáo có chỗ cần xem" in page
        first = f"/bao-cao/{reports['QUANG-BACH']}"
        decided = await desk.post(f"{first}/quyet-dinh", form_on((await desk.get(first)).text, f"{first}/quyet-dinh"))
        assert re.search(r"<h1>xã (Đồng Lạc|Xuân Lạc):", decided.text)
        assert 'data-key="t"' in decided.text
        stale = await desk.post("/bang/lam/accept", form_on(page, "/bang/lam/accept"))
        assert "đã có thay đổi" in stale.text
        page = (await desk.get("/cho-tiep-nhan/khong-canh-bao")).text
        done = await desk.post("/bang/lam/accept", form_on(page, "/bang/lam/accept"))
        assert "Đã tiếp nhận 1 báo cáo" in done.text
        last = f"/bao-cao/{reports['DONG-LAC']}"
        ended = await desk.post(f"{last}/quyet-dinh", form_on((await desk.get(last)).text, f"{last}/quyet-dinh"))
        assert "Không còn báo cáo nào chờ tiếp nhận" in ended.text
        with transaction(engine) as session:
            assert {session.get_one(Report, number).state for number in reports.values()} == {State.ACCEPTED}


@on_loop
async def test_the_queue_opens_the_next_and_a_report_goes_back_with_comments(
    engine: Engine, clock: Clock, stored_district: District
) -> None:
    reports = _submitted(engine)
    async with pages(engine, clock, stored_district.desk) as office:
        desk = await office.visitor(stored_district.desk)
        first = (await desk.get("/cho-tiep-nhan")).headers["location"]
        number = int(first.rpartition("/")[2])
        assert number in reports.values()
        other = (await desk.get(f"/cho-tiep-nhan?sau={number}")).headers["location"]
        assert other != first
        said = await desk.fill(f"{first}?hoi=1.1", f"{first}/y-kien", {"words": "Xem lại số văn bản"})
        assert "Ý kiến nháp, đơn vị chưa nhận: Xem lại số văn bản" in said.text
        back = {**form_on(said.text, f"{first}/quyet-dinh"), "how": "return", "words": ""}
        assert "trả lại" in (await desk.post(f"{first}/quyet-dinh", back)).text.lower()
        with transaction(engine) as session:
            report = session.get_one(Report, number)
            assert report.state == State.RETURNED
            unit = session.get_one(Unit, report.unit_id)
            officer = session.exec(select(Officer).where(Officer.unit_id == unit.id)).first()
        assert officer
        without = await desk.post(
            f"/bao-cao/{next(n for n in reports.values() if n != number)}/quyet-dinh", {**back, "words": ""}
        )
        assert "lý do" in without.text.lower()
