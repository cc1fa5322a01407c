"""The desk enters a report on behalf of its unit: only the desk over it, only while it says so, and always marked."""

from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlalchemy import Engine
from sqlmodel import Session, select

from bot.conversation.core.held import Place
from bot.conversation.core.places import Filling
from bot.people.addresses import join
from bot.storage.database import transaction
from tests.by_row import figures_of, open_rows, record_figure
from tests.conftest import Clock, District
from tests.filling import filled_in
from tests.talking import Talk, text
from tracker.forms.catalogue import official_form
from tracker.office.officers import Role, add_officer
from tracker.office.units import UnitLine, import_units, unit_by_code
from tracker.reports.behalf import ON_BEHALF, EntryWay
from tracker.reports.entry import Entry
from tracker.reports.extensions import ask_extension
from tracker.reports.reports import Report, ReportEvent, State
from tracker.workbooks.appendices import report_appendix, report_to_fill


@pytest.fixture
def talk(engine: Engine, clock: Clock, stored_district: District) -> Talk:
    assert stored_district.report_id
    return Talk(engine, clock)


@pytest.fixture
def thu(stored_district: District) -> str:
    return str(stored_district.desk.id)


def say(talk: Talk, who: str, *lines: str) -> str:
    return [text(talk.say(who, line)) for line in lines][-1]


def fill(engine: Engine, district: District) -> None:
    with transaction(engine) as session:
        report = district.report(session)
        for row in open_rows(session, report):
            record_figure(session, report, row.key, Entry.blank() if row.options else Entry.number(0), district.source)


def report_in(engine: Engine, district: District) -> Report:
    with Session(engine) as session:
        return district.report(session)


def place_of(engine: Engine, district: District) -> Place:
    with Session(engine) as session:
        return session.get_one(Place, district.desk.id)


def test_figures_steps_and_the_appendix_say_who_entered_them_and_how_they_came(
    engine: Engine, talk: Talk, thu: str, stored_district: District
) -> None:
    fill(engine, stored_district)
    say(talk, thu, "nhập thay bản thi", "qua điện thoại", "1.1: 5", "thay", "nộp")
    with Session(engine) as session:
        report = stored_district.report(session)
        figures = figures_of(session, report)
        marked = {key: (figure.origin, figure.way) for key, figure in figures.items() if figure.way != EntryWay.OWN}
        assert marked == {"1.1": ("terminal", EntryWay.TELEPHONE)}
        assert figures["1.1"].officer_id == stored_district.desk.id
        steps = [(event.what, event.origin, event.way) for event in session.exec(select(ReportEvent))]
        assert steps == [(what, "terminal", EntryWay.TELEPHONE) for what in ("entering_for", "submitted")]
        sheet = load_workbook(BytesIO(report_appendix(session, report)[1])).worksheets[0]
        printed = {cell.value for (cell,) in sheet.iter_rows(max_col=1)}
    assert "(1 số liệu do Nông Văn Thu, huyện Chợ Đồn, nhập thay theo điện thoại)" in printed
    assert "Do Nông Văn Thu nhập thay" in say(talk, thu, "xem lại báo cáo")


@pytest.mark.parametrize("way_out", ["hủy", "/start", "/tinhhinh", "xem xã yên thịnh", "/nhiemvu"])
def test_the_desk_is_itself_again_wherever_it_goes(
    engine: Engine, talk: Talk, thu: str, stored_district: District, way_out: str
) -> None:
    say(talk, thu, "nhập thay bản thi", "giấy", "5")
    assert place_of(engine, stored_district).behalf
    say(talk, thu, "menu" if way_out.startswith("xem") else way_out, way_out)
    assert place_of(engine, stored_district).behalf == {}
    say(talk, thu, "1.2.1: 9", f"open {stored_district.report_id}")
    talk.press(thu, f"|open {stored_district.report_id}")
    with Session(engine) as session:
        assert set(figures_of(session, stored_district.report(session))) == {"1.1"}


def test_what_is_asked_in_between_leaves_the_entering_where_it_was(
    engine: Engine, talk: Talk, thu: str, stored_district: District
) -> None:
    with transaction(engine) as session:
        quang_bach = add_officer(session, "Ma Thị Hoa", unit_by_code(session, "QUANG-BACH"), Role.OFFICER)
        theirs = session.exec(select(Report).where(Report.unit_id == quang_bach.unit_id)).one()
        source = stored_district.source
        later = theirs.due_at.replace(day=20)
        extension = ask_extension(session, theirs, later, "chờ số liệu", source)
        session.flush()
        number = extension.id
    say(talk, thu, "nhập thay bản thi", "giấy")
    talk.press(thu, f"|refuse {number}")
    say(talk, thu, "đã quá muộn", "5")
    with Session(engine) as session:
        assert figures_of(session, stored_district.report(session))["1.1"].amount == 5
        refused = session.exec(select(ReportEvent).where(ReportEvent.what == "extension_refused")).one()
        assert (refused.origin, refused.way) == ("terminal", EntryWay.OWN)


def test_only_a_desk_over_the_unit_enters_for_it(engine: Engine, talk: Talk, stored_district: District, clock: Clock) -> None:
    with transaction(engine) as session:
        import_units(session, [UnitLine(2, "BA-BE", "Ba Bể", "huyện", "")])
        others = {
            "ba-be": add_officer(session, "Hà Văn Ba", unit_by_code(session, "BA-BE"), Role.DESK),
            "hoa": add_officer(session, "Ma Thị Hoa", unit_by_code(session, "QUANG-BACH"), Role.OFFICER),
            "hung": add_officer(session, "Lý Văn Hùng", unit_by_code(session, "CHO-DON"), Role.LEADER),
        }
        for address, officer in others.items():
            join(session, "terminal", address, officer, clock())
    for who in others:
        say(talk, who, "nhập thay bản thi", "giấy", "5")
        talk.press(who, f"|open {stored_district.report_id}")
        say(talk, who, "5")
    with transaction(engine) as session:
        assert figures_of(session, stored_district.report(session)) == {}
        forged = {"report": stored_district.report_id, "how": "paper"}
        for officer in others.values():
            session.merge(Place(officer_id=officer.id, at=Filling.at, report_id=stored_district.report_id, behalf=forged))
    for who in others:
        assert "không thuộc đơn vị" in say(talk, who, "5")
    with Session(engine) as session:
        assert figures_of(session, stored_district.report(session)) == {}


def test_a_desk_that_is_moved_away_enters_nothing_more(
    engine: Engine, talk: Talk, thu: str, stored_district: District
) -> None:
    say(talk, thu, "nhập thay bản thi", "giấy", "5")
    with transaction(engine) as session:
        moved = session.get_one(type(stored_district.desk), stored_district.desk.id)
        moved.unit_id = unit_by_code(session, "YEN-THINH").id
    assert "không thuộc đơn vị" in say(talk, thu, "4 3")
    with Session(engine) as session:
        assert set(figures_of(session, stored_district.report(session))) == {"1.1"}


@pytest.mark.parametrize(
    ("came", "told"), [("giấy", "bản giấy"), ("điện thoại", "điện thoại"), ("cách khác", "cách khác")], ids=list(ON_BEHALF)
)
def test_who_changed_a_figure_says_that_the_desk_entered_it(
    talk: Talk, thu: str, stored_district: District, came: str, told: str
) -> None:
    say(talk, thu, "nhập thay bản thi", came, "5")
    asked = say(talk, str(stored_district.officer.id), "ai đã sửa 1.1")
    assert f"Nông Văn Thu ghi 5 (máy tính, nhập thay theo {told})" in asked


def test_a_filled_sheet_is_taken_over_on_behalf(engine: Engine, talk: Talk, thu: str, stored_district: District) -> None:
    with transaction(engine) as session:
        sheet = report_to_fill(session, stored_district.report(session))[1]
    filled = filled_in(sheet, official_form("ban-thi-2024"), {"1.1": "6"})
    assert "nhập thay" in text(talk.send_file(thu, "bieu.xlsx", filled))
    say(talk, thu, "nhập thay bản thi", "giấy")
    (blank,) = talk.say(thu, "biểu Excel")
    assert blank.attachment
    assert blank.attachment.fills == stored_district.report_id
    talk.send_file(thu, "bieu.xlsx", filled)
    say(talk, thu, "1")
    with Session(engine) as session:
        figure = figures_of(session, stored_district.report(session))["1.1"]
    assert (str(figure.amount), figure.way) == ("6", EntryWay.PAPER)


def test_what_is_handed_in_or_locked_is_not_entered_for(
    engine: Engine, talk: Talk, thu: str, stored_district: District, clock: Clock
) -> None:
    say(talk, thu, "nhập thay bản thi", "giấy")
    with transaction(engine) as session:
        stored_district.report(session).locks_at = clock()
    clock.forward(minutes=1)
    assert "đã khóa sổ" in say(talk, thu, "5")
    assert "Mở lại để sửa" in say(talk, thu, "nhập thay bản thi")
    with transaction(engine) as session:
        stored_district.report(session).state = State.SUBMITTED
    assert "không có báo cáo nào đang điền" in say(talk, thu, "nhập thay bản thi")
    assert report_in(engine, stored_district).submissions == 0
