"""More time and reopening in chat: who may ask, who may decide, and what a press is worth after everything has changed."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from bot import demo
from bot.conversation.core.held import Place
from bot.conversation.desk.deciding import Refusing
from bot.conversation.desk.unlocking import Unlocking
from bot.people.addresses import join
from bot.storage.database import transaction
from tests.by_row import figures_of
from tests.conftest import Clock, District
from tests.talking import Talk, data_of, text
from tracker.calendar.periods import ZONE, parse_period
from tracker.forms.catalogue import official_form
from tracker.office.officers import Role, add_officer
from tracker.office.units import Unit, UnitLine, import_units, unit_by_code
from tracker.reports.extensions import Extension, grant_extension
from tracker.reports.reports import Report, ReportEvent, Source
from tracker.reports.rounds import Terms, open_round

DUE = datetime(2024, 3, 15, 17, 0, tzinfo=ZONE)
WANTED = datetime(2024, 3, 18, 17, 0, tzinfo=ZONE)
ASKED = "xin gia hạn đến 18/3 vì chờ số liệu công an xã"
ABOVE = {"province": ("BAC-KAN", Role.DESK), "admin": ("CHO-DON", Role.ADMIN)}
NOT_ABOVE = {"next door": ("NA-RI", Role.DESK), "hoa": ("QUANG-BACH", Role.OFFICER), "leader": ("BAN-THI", Role.LEADER)}


@pytest.fixture
def lan(stored_district: District) -> str:
    return str(stored_district.officer.id)


@pytest.fixture
def thu(stored_district: District) -> str:
    return str(stored_district.desk.id)


@pytest.fixture
def talk(engine: Engine, clock: Clock, stored_district: District) -> Talk:
    """The district stands in a province, beside another district; people of all sorts have joined."""
    del stored_district
    with transaction(engine) as session:
        lines = [("BAC-KAN", "Bắc Kạn", "tỉnh", ""), ("NA-RI", "Na Rì", "huyện", "BAC-KAN")]
        import_units(session, [UnitLine(row, *line) for row, line in enumerate(lines)])
        session.exec(select(Unit).where(Unit.code == "CHO-DON")).one().parent_id = unit_by_code(session, "BAC-KAN").id
        for name, (code, role) in (ABOVE | NOT_ABOVE).items():
            join(session, "terminal", name, add_officer(session, name, unit_by_code(session, code), role), demo.START)
    return Talk(engine, clock)


def due_at(engine: Engine, district: District) -> datetime:
    with Session(engine) as session:
        return district.report(session).due_at


def events(engine: Engine) -> list[str]:
    with Session(engine) as session:
        return [event.what for event in session.exec(select(ReportEvent).order_by("id"))]


def test_everybody_who_oversees_the_unit_hears_of_it_at_once_and_nobody_else(talk: Talk, lan: str, thu: str) -> None:
    talk.say(lan, ASKED)
    sent = talk.say(lan, "gửi")
    assert {reply.address for reply in sent} == {lan, thu, *ABOVE}
    assert "tới 3 cán bộ theo dõi" in text(sent)


@pytest.mark.parametrize("who", [*NOT_ABOVE, "lan", "stranger"])
@pytest.mark.parametrize("action", ["grant 1", "grantother 1", "refuse 1", "extension 1", "unlock 1"])
def test_nobody_else_decides(engine: Engine, talk: Talk, lan: str, stored_district: District, who: str, action: str) -> None:
    talk.say(lan, ASKED)
    talk.say(lan, "gửi")
    with transaction(engine) as session:
        stored_district.report(session).locks_at = demo.START - timedelta(hours=1)
    address = lan if who == "lan" else who
    said = (
        text(talk.press(address, f"|{action}"))
        + text(talk.say(address, "vì thế, đến 20/3"))
        + text(talk.say(address, "mở lại"))
    )
    assert "mã lỗi" not in said
    if who in {"next door", "hoa", "stranger"}:
        assert "Bản Thi" not in said
    assert events(engine) == ["extension_asked"]
    assert due_at(engine, stored_district) == DUE


def test_a_place_that_points_to_another_desks_extension_decides_nothing(
    engine: Engine, talk: Talk, lan: str, stored_district: District
) -> None:
    talk.say(lan, ASKED)
    talk.say(lan, "gửi")
    talk.say("next door", "giúp")
    held = {"extension": 1, "until": WANTED.isoformat(), "reason": "vì thế"}
    for at in (Refusing.at, Unlocking.at):
        for said in ("vì thế", "đồng ý", "mở lại", "18/3 vì thế"):
            with transaction(engine) as session:
                place = session.exec(select(Place).where(Place.officer_id != stored_district.officer.id)).one()
                place.at, place.held, place.report_id = at, held, stored_district.report_id
                place.offered = [["Đồng ý", "grant 1"], ["Mở lại", "unlockuntil"]]
            assert "không thuộc đơn vị" in text(talk.say("next door", said))
    assert events(engine) == ["extension_asked"]


@pytest.mark.parametrize("who", ["thu", *ABOVE])
def test_whoever_oversees_the_unit_decides_and_the_next_hears_what_was_decided(
    engine: Engine, talk: Talk, lan: str, thu: str, stored_district: District, who: str
) -> None:
    talk.say(lan, ASKED)
    sent = talk.say(lan, "gửi")
    buttons = {reply.address: reply for reply in sent if reply.address != lan}
    address = thu if who == "thu" else who
    replies = talk.press(address, data_of(buttons[address], "Đồng ý"))
    assert [reply.address for reply in replies] == [lan, "leader", address]
    assert due_at(engine, stored_district) == WANTED
    for late, message in buttons.items():
        for label in ("Đồng ý", "Từ chối"):
            assert "đã đồng ý lúc 08:00 13/3" in text(talk.press(late, data_of(message, label)))
    assert events(engine) == ["extension_asked", "extension_granted"]


def test_the_desk_may_give_another_day_than_was_asked_for(
    engine: Engine, talk: Talk, lan: str, thu: str, stored_district: District
) -> None:
    talk.say(lan, ASKED)
    talk.say(lan, "gửi")
    assert "(hạn nộp 17:00 thứ Sáu 15/3/2024) xin đến 17:00 thứ Hai 18/3/2024" in text(talk.say(thu, "cho đến ngày khác"))
    assert "15/3/2024" in text(talk.say(thu, "14/3"))
    assert due_at(engine, stored_district) == DUE
    assert "cho gia hạn đến khi nào" in text(talk.say(thu, "chưa biết"))
    sent = talk.say(thu, "9h ngày 16/3")
    assert due_at(engine, stored_district) == datetime(2024, 3, 16, 9, 0, tzinfo=ZONE)
    assert "Từ nay: hạn nộp 09:00 thứ Bảy 16/3/2024" in text([reply for reply in sent if reply.address == lan])
    assert "Nông Văn Thu đã đồng ý" in text(talk.press(thu, "|grantother 1"))


def test_what_was_decided_while_the_reason_was_typed_stands(
    engine: Engine, talk: Talk, lan: str, thu: str, stored_district: District
) -> None:
    talk.say(lan, ASKED)
    talk.say(lan, "gửi")
    talk.press(thu, "|refuse 1")
    talk.press("province", "|grant 1")
    assert "province đã đồng ý" in text(talk.say(thu, "huyện cần sớm"))
    assert due_at(engine, stored_district) == WANTED


def test_a_time_that_has_passed_is_not_granted_and_the_extension_waits_on(
    engine: Engine, clock: Clock, talk: Talk, lan: str, thu: str, stored_district: District
) -> None:
    talk.say(lan, ASKED)
    talk.say(lan, "gửi")
    clock.now = WANTED + timedelta(hours=1)
    assert "17:00 thứ Hai 18/3/2024 chưa được: phải sau 18:00" in text(talk.press(thu, "|grant 1"))
    assert due_at(engine, stored_district) == DUE
    assert "Có 1 đề nghị gia hạn" in text(talk.say(thu, "/tinhhinh"))


def test_where_nobody_oversees_the_officer_is_told_to_call(engine: Engine, clock: Clock, stored_district: District) -> None:
    lan = str(stored_district.officer.id)
    with transaction(engine) as session:
        session.merge(stored_district.desk).active = False
    talk = Talk(engine, clock)
    talk.say(lan, ASKED)
    assert "gọi điện" in text(talk.say(lan, "gửi"))
    assert events(engine) == ["extension_asked"]


def test_with_several_reports_the_one_that_is_meant_is_asked_and_nothing_said_is_lost(
    engine: Engine, talk: Talk, lan: str
) -> None:
    period = parse_period("2024-M03")
    with transaction(engine) as session:
        district = unit_by_code(session, "CHO-DON")
        terms = Terms(period, period.window(), DUE + timedelta(days=5))
        second = open_round(session, official_form("dinh-ca-2024"), terms, district, demo.START)
        report = session.exec(select(Report).where(Report.round_id == second.id, Report.unit_id == 2)).one().id
    which = talk.say(lan, "xin gia hạn đến 22/3 vì chờ số liệu công an xã")
    assert "báo cáo nào?" in text(which)
    confirm = talk.press(lan, which[-1].buttons[1].data)
    assert "17:00 thứ Sáu 22/3/2024" in text(confirm)
    talk.press(lan, data_of(confirm[-1], "Gửi"))
    with Session(engine) as session:
        assert session.exec(select(Extension)).one().report_id == report


def test_a_granted_extension_moves_the_lock_that_was_told(
    engine: Engine, clock: Clock, talk: Talk, lan: str, stored_district: District
) -> None:
    """Filling goes on where the lock has moved, without a word about it."""
    with transaction(engine) as session:
        stored_district.report(session).locks_at = DUE
    talk.say(lan, ASKED)
    talk.say(lan, "gửi")
    with transaction(engine) as session:
        extension = session.exec(select(Extension)).one()
        grant_extension(session, extension, WANTED, Source(stored_district.desk.id, clock(), "test"))
    clock.now = DUE + timedelta(days=1)
    assert "Đã ghi: 1.1 = 2" in text(talk.say(lan, "1.1: 2"))
    clock.now = WANTED + timedelta(minutes=1)
    assert "đã khóa sổ lúc 17:00 thứ Hai 18/3/2024" in text(talk.say(lan, "1.1: 3"))
    with Session(engine) as session:
        assert [figure.amount for figure in figures_of(session, stored_district.report(session)).values()] == [2]


def test_an_accepted_report_is_not_opened_again(
    engine: Engine, talk: Talk, lan: str, thu: str, stored_district: District
) -> None:
    with transaction(engine) as session:
        report = stored_district.report(session)
        report.state, report.locks_at = "accepted", demo.START - timedelta(hours=1)
    assert "đã được cấp trên tiếp nhận" in text(talk.press(thu, f"|unlock {stored_district.report_id}"))
    assert "không có báo cáo nào đang khóa sổ" in text(talk.say(thu, "mở lại bản thi"))
    assert "Xin mở lại" not in text(talk.say(lan, "/baocao"))
    assert events(engine) == []
