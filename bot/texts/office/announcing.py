"""Announcements to many: shown before, told to each, and who has read them."""

from collections.abc import Sequence
from datetime import datetime

from bot.people.reach import Unreachable
from bot.texts.common.wording import cut, few, short_moment
from bot.texts.desk.reminding import unreachable
from tracker.office.officers import Officer
from tracker.office.units import Unit

READ = "Đã đọc"
TITLE, YES, NO = "Gửi thông báo", "Gửi", "Thôi"
ASK_TEXT = "Anh/chị gõ nội dung thông báo."
NOT_SENT = "Chưa gửi thông báo nào."
NOBODY = "Không có đơn vị nào thuộc nhóm đó."
NONE_YET = "Chưa có thông báo nào được gửi. Gửi bằng cách gõ, ví dụ: thông báo cho các xã: 8 giờ sáng mai họp trực tuyến."
NONE_FOR_YOU = "Chưa có thông báo nào gửi anh/chị."
AGAIN = "Xem lại"
_MOST_UNITS, _MOST_PEOPLE, _LONGEST = 12, 15, 300


def title(unit: Unit) -> str:
    """Above an announcement."""
    return f"Thông báo của {unit.full_name}"


def announcement(text: str, author: Officer) -> str:
    """As people get it."""
    return f"{text}\n— {author.name}"


def about_to_send(text: str, units: Sequence[Unit], people: int, cannot: Sequence[Unreachable]) -> str:
    """To whom it goes, and what it says."""
    names = few([unit.full_name for unit in units], _MOST_UNITS)
    head = f"Gửi {people} người của {len(units)} đơn vị: {names}"
    return "\n".join([head, f"“{cut(text, _LONGEST)}”", *unreachable(cannot)])


def nobody_reached(cannot: Sequence[Unreachable]) -> str:
    """Nothing can be sent."""
    return "\n".join(["Không gửi được: chưa ai ở các đơn vị này nhận được tin.", *unreachable(cannot)])


def sent(people: int, cannot: Sequence[Unreachable]) -> str:
    """After the yes."""
    return "\n".join([f"Đang gửi thông báo cho {people} người. Gõ “ai đã đọc thông báo” để xem.", *unreachable(cannot)])


def how_read(count: int | None) -> str:
    """To who says that they have read."""
    if count is None:
        return NONE_FOR_YOU
    return f"Đã ghi nhận anh/chị đã đọc{f' {count} thông báo' if count > 1 else ''}."


def standing_title(at: datetime) -> str:
    """Above who has read it."""
    return f"Thông báo lúc {short_moment(at)}"


def standing(text: str, counts: Sequence[int], groups: Sequence[tuple[str, Sequence[str]]]) -> str:
    """How many have read it, got it, wait for it, did not get it; then names by group."""
    read, got, waiting, failed = counts
    head = f"Đã đọc {read} · đã nhận, chưa đọc {got} · đang gửi {waiting} · không tới {failed}"
    lines = [f"{label} ({len(names)}): {few(names, _MOST_PEOPLE, 'người nữa')}" for label, names in groups if names]
    return "\n".join([f"“{cut(text, _LONGEST)}”", head, *lines])


HAVE_READ, NOT_READ, WAITS, NOT_REACHED = "✓ Đã đọc", "○ Chưa đọc", "… Đang gửi", "☎ Không tới"


def person(officer: Officer, unit: Unit, *, with_phone: bool) -> str:
    """One of them."""
    phone = f", {officer.phone}" if with_phone and officer.phone else ""
    return f"{officer.name} ({unit.full_name}{phone})"


def other(at: datetime, text: str) -> str:
    """The choice of an earlier one."""
    return f"{short_moment(at)}: {cut(text, 30)}"
