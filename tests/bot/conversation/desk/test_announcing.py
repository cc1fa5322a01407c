"""A desk announces something to a group of its units: shown first, told to each, and who has read it or was not reached."""

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from bot.people.addresses import join, note_blocked
from bot.storage.database import transaction
from tests.conftest import Clock, District
from tests.talking import Talk, data_of, text
from tracker.audit.log import AuditLine
from tracker.office.officers import Officer, Role, add_officer
from tracker.office.units import unit_by_code


@pytest.fixture
def talk(engine: Engine, clock: Clock, stored_district: District) -> Talk:
    with transaction(engine) as session:
        hoa = add_officer(session, "Ma Thị Hoa", unit_by_code(session, "QUANG-BACH"), Role.OFFICER, "0912 345 678")
        tam = add_officer(session, "Lý Văn Tám", unit_by_code(session, "DONG-LAC"), Role.OFFICER)
        people = {"lan": stored_district.officer.id, "desk": stored_district.desk.id, "tam": tam.id}
        for address, number in people.items():
            join(session, "terminal", address, session.get_one(Officer, number), clock())
        assert hoa.id
    return Talk(engine, clock)


def announce(talk: Talk, words: str = "thông báo cho các xã: 8 giờ sáng mai họp trực tuyến.\nMang theo số liệu.") -> str:
    return text(talk.say("desk", words))


@pytest.mark.parametrize(
    ("words", "people"),
    [
        ("thông báo cho các xã: họp", 2),
        ("thong bao cho tat ca cac xa: hop", 2),
        ("gửi thông báo tới các xã chưa nộp: họp", 2),
        ("thông báo xã chưa nộp: họp", 2),
        ("thông báo các đơn vị còn nợ quý 1: họp", 2),
        ("thông báo cho xã Bản Thi: họp", 1),
        ("thông báo cho Bản Thi và Đồng Lạc: họp", 2),
        ("thông báo cho các xã trừ Bản Thi: họp", 1),
        ("dạ nhờ bot thông báo cho các xã rằng mai họp", 2),
        ("nhắn các xã: họp", 2),
        ("báo các xã mai 8h họp trực tuyến", 2),
        ("nhắn giúp Bản Thi và Đồng Lạc là chiều nay họp nhé", 2),
        ("thông báo cho Bản Thi chiều nay họp", 1),
        ("thông báo cho mọi người: họp", 2),
    ],
)
def test_the_group_is_understood_and_shown_first(talk: Talk, words: str, people: int) -> None:
    said = announce(talk, words)
    assert f"Gửi {people} người" in said, said
    assert "họp" in said or "hop" in said


def test_an_announcement_goes_out_after_a_yes_and_is_read(engine: Engine, talk: Talk) -> None:
    shown = announce(talk)
    assert "8 giờ sáng mai họp trực tuyến.\n     Mang theo số liệu." in shown
    assert "☎ xã Quảng Bạch: Ma Thị Hoa" in shown
    talk.say("lan", "/baocao")
    sent = talk.say("desk", "gửi")
    assert "Đang gửi thông báo cho 2 người" in text(sent)
    told = {reply.address: reply for reply in [*sent, *talk.remind()] if "Thông báo của" in reply.title}
    assert set(told) == {"lan", "tam"}
    assert "Thông báo của huyện Chợ Đồn" in text([told["lan"]])
    assert "Mang theo số liệu.\n     — Nông Văn Thu" in text([told["lan"]])
    assert "Đã ghi nhận anh/chị đã đọc" in text(talk.press("lan", data_of(told["lan"], "Đã đọc")))
    standing = text(talk.say("desk", "ai đã đọc thông báo"))
    assert "Đã đọc 1 · đã nhận, chưa đọc 1 · đang gửi 0 · không tới 1" in standing
    assert "☎ Không tới (1): Ma Thị Hoa (xã Quảng Bạch, 0912 345 678)" in standing
    assert "○ Chưa đọc (1): Lý Văn Tám (xã Đồng Lạc)" in standing
    assert "Đã ghi nhận" in text(talk.say("tam", "đã đọc"))
    assert "Đã đọc 2" in text(talk.say("desk", "ai chưa đọc thông báo"))
    with Session(engine) as session:
        log = session.exec(select(AuditLine).where(AuditLine.what == "nudge").order_by(col(AuditLine.number)))
        lines = [(line.step, line.subject) for line in log]
    assert lines == [("announced", "announcement 1"), ("read", "announcement 1"), ("read", "announcement 1")]


def test_who_blocks_the_bot_is_not_reached(engine: Engine, talk: Talk, clock: Clock) -> None:
    with transaction(engine) as session:
        note_blocked(session, "terminal", "tam", clock())
    assert "Gửi 1 người" in announce(talk)
    talk.say("desk", "Gửi")
    talk.remind()
    assert "không tới 2" in text(talk.say("desk", "ai đã nhận thông báo"))


def test_a_no_sends_nothing(talk: Talk) -> None:
    announce(talk)
    assert "Chưa gửi thông báo nào." in text(talk.say("desk", "thôi"))
    assert "Chưa có thông báo nào" in text(talk.say("desk", "ai đã đọc thông báo"))


def test_the_words_are_asked_for_where_there_are_none(talk: Talk) -> None:
    assert "gõ nội dung" in announce(talk, "thông báo cho các xã")
    assert "“Mai họp lúc 8 giờ”" in text(talk.say("desk", "Mai họp lúc 8 giờ"))
    assert "Đang gửi" in text(talk.say("desk", "có"))


def test_what_is_not_understood_is_named_and_nothing_is_sent(talk: Talk) -> None:
    assert "Mường Khương" in announce(talk, "thông báo cho xã Mường Khương: họp")
    assert "lắc lư" in announce(talk, "thông báo cho các xã lắc lư: họp")
    assert "Gửi" not in announce(talk, "thông báo cho Mường Khương mai họp").partition("[")[0]
    assert "Đang gửi" not in text(talk.say("desk", "có"))


def test_an_officer_announces_nothing_and_has_read_nothing(talk: Talk) -> None:
    assert "Gửi" not in text(talk.say("lan", "thông báo cho các xã: họp"))
    assert "Chưa có thông báo nào gửi anh/chị" in text(talk.say("lan", "đã đọc"))
    assert "cán bộ theo dõi ở cơ quan cấp trên làm" in text(talk.press("lan", "|whoread 1"))
