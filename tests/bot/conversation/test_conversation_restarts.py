"""A restart between any two messages changes nothing."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from bot import demo
from bot.messages.messages import Incoming, Outgoing
from bot.storage.database import make_engine, transaction
from tests.conftest import Clock, District
from tests.talking import Talk, text

ROUND = ("mở kỳ báo cáo", "1", "quý 2 2024", "20/6", "nơi nhận: lạc, bản thi", "2", "khóa sổ", "17h 1/7", "căn cứ số 9", "1")
DETOURS = (
    ("xin gia hạn", "18/3", "chờ số liệu", "sửa", "thôi"),
    ("lùi", "giữ nguyên"),
    ("sửa 3.2.1", "tiếp"),
    ("giúp",),
    ("hình như có mấy cái",),
    ("/tinhhinh", "/baocao"),
    ("hủy", "/baocao"),
)


@pytest.fixture
def other_engine(sqlite_template: Path, tmp_path: Path, set_up_district: Callable[[Session], District]) -> Iterator[Engine]:
    """The same district once more, in another database."""
    path = tmp_path / "other.db"
    shutil.copy(sqlite_template, path)
    engine = make_engine(f"sqlite:///{path}")
    with transaction(engine) as session:
        set_up_district(session)
    yield engine
    engine.dispose()


def messages(district: District) -> list[Incoming]:
    """The demo's lines, and between them what moves Lan about and brings her back."""
    lan, thu = str(district.officer.id), str(district.desk.id)
    lines = [(lan, line) for line in demo.script() if not line.startswith("/")]
    for number, detour in enumerate(DETOURS):
        place = len(lines) - 2 - 3 * number
        lines[place:place] = [(lan, line) for line in detour]
    lines += [(thu, "/tinhhinh"), (lan, "sửa lại báo cáo"), (lan, "nhập nhầm"), (lan, "1.1: 3"), (lan, "nộp")]
    return [Incoming("terminal", str(number), who, text=line) for number, (who, line) in enumerate(lines)]


def said(replies: list[Outgoing]) -> list[object]:
    return [(text([reply]), reply.buttons, reply.attachment and reply.attachment.name) for reply in replies]


def test_one_long_life_says_what_many_short_ones_say(
    engine: Engine, other_engine: Engine, clock: Clock, stored_district: District
) -> None:
    script = messages(stored_district)
    long, short = Talk(engine, clock), Talk(other_engine, clock)
    at_once = said(long.deliver(*script))
    one_by_one = [line for message in script for line in said(short.deliver(message))]
    assert "Đã nộp, đúng hạn" in str(at_once)
    assert "BAN-THI-2024-Q1-2" in str(at_once)
    by_person = [sorted(replies, key=lambda reply: "Chợ Đồn" in str(reply)) for replies in (at_once, one_by_one)]
    assert by_person[0] == by_person[1]


def test_a_round_that_is_prepared_outlives_restarts(
    engine: Engine, other_engine: Engine, clock: Clock, stored_district: District
) -> None:
    thu = str(stored_district.desk.id)
    script = [Incoming("terminal", str(number), thu, text=line) for number, line in enumerate(ROUND)]
    long, short = Talk(engine, clock), Talk(other_engine, clock)
    at_once = said(long.deliver(*script))
    assert "Đã mở Báo cáo cải cách hành chính Quý II năm 2024 cho 2 đơn vị" in str(at_once[-1])
    assert at_once == [line for message in script for line in said(short.deliver(message))]
