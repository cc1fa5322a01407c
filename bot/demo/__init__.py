"""The sample district: huyện Chợ Đồn with Bản Thi and a few more of its communes, in the days before a due time."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from importlib.resources import files

from sqlmodel import Session

from bot.people.addresses import join
from tracker.calendar.periods import ZONE, parse_period
from tracker.forms.catalogue import official_form
from tracker.office.officers import Officer, Role, add_officer
from tracker.office.units import UnitLine, import_units, unit_by_code
from tracker.reports.rounds import Terms, open_round

START = datetime(2024, 3, 13, 8, 0, tzinfo=ZONE)
_DUE = datetime(2024, 3, 15, 17, 0, tzinfo=ZONE)
_OPENED = datetime(2024, 3, 1, 8, 0, tzinfo=ZONE)
_BASIS = "văn bản số 480/UBND-NV ngày 01/3/2024 của UBND huyện Chợ Đồn"
_UNITS = (
    ("CHO-DON", "Chợ Đồn", "huyện", ""),
    ("BAN-THI", "Bản Thi", "xã", "CHO-DON"),
    ("DONG-LAC", "Đồng Lạc", "xã", "CHO-DON"),
    ("QUANG-BACH", "Quảng Bạch", "xã", "CHO-DON"),
    ("XUAN-LAC", "Xuân Lạc", "xã", "CHO-DON"),
    ("YEN-THINH", "Yên Thịnh", "xã", "CHO-DON"),
)


@dataclass(frozen=True)
class Sample:
    """Who can be played: the commune's officer and the district's desk."""

    officer: Officer
    desk: Officer


def demo_clock() -> Callable[[], datetime]:
    """A clock that starts two days before the due time and goes on from there."""
    begun = time.monotonic()
    return lambda: (START + timedelta(seconds=time.monotonic() - begun)).astimezone(UTC)


def set_up_sample(session: Session) -> Sample:
    """Fill an empty database."""
    import_units(session, [UnitLine(row, *line) for row, line in enumerate(_UNITS, start=2)])
    district = unit_by_code(session, "CHO-DON")
    officer = add_officer(session, "Hoàng Thị Lan", unit_by_code(session, "BAN-THI"), Role.OFFICER)
    desk = add_officer(session, "Nông Văn Thu", district, Role.DESK)
    for person in (officer, desk):
        join(session, "terminal", str(person.id), person, _OPENED)
    terms = Terms(parse_period("2024-Q1"), (date(2023, 12, 1), date(2024, 3, 8)), _DUE, _BASIS)
    open_round(session, official_form("ban-thi-2024"), terms, district, _OPENED)
    return Sample(officer, desk)


def script() -> list[str]:
    """What the officer of Bản Thi and the desk type when nobody is at the keyboard: the real figures of Q1/2024."""
    lines = (files("bot") / "demo" / "ban-thi.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def page(name: str, url: str) -> str:
    """Where somebody finds their pages while the demo runs."""
    return f"Trang web của {name} (dùng một lần trong 10 phút; lấy lại: gõ “mở bảng”): {url}"


def greeting(people: Sample) -> str:
    """What can be tried, in three lines."""
    return (
        f"Bản dùng thử Đúng Hạn: huyện Chợ Đồn, {START:%d/%m/%Y}. Bạn là {people.officer.name}, cán bộ xã Bản Thi.\n"
        "1. Gõ “làm ngay” để điền báo cáo; gõ số theo câu hỏi, “không phát sinh”, “bỏ qua”, “lùi”, “giúp”.\n"
        "2. Thử nhập sai: ở câu đầu tiên gõ “2 17 41” xem máy hỏi lại thế nào.\n"
        f"3. Gõ /doi để đổi vai sang {people.desk.name}, cán bộ huyện, rồi gõ /tinhhinh. Ctrl-D để kết thúc."
    )
