"""To the desk: whom to call, who has joined, which units have nobody."""

from collections.abc import Mapping, Sequence

from bot.reading.questions import About
from bot.texts.common.roles import ROLES
from bot.texts.common.wording import few
from bot.texts.desk.standing import GROUPS, only
from tracker.office.officers import Contact, Role
from tracker.office.units import Unit
from tracker.reports.rounds import Round

_MOST_NAMES = 12
MORE = "Xem tiếp"
CALL = "Danh sách cán bộ"
NOT_JOINED = "Ai chưa tham gia"
NOBODY = "Đơn vị chưa có cán bộ"
NOBODY_THERE = "chưa mời cán bộ nào"
INVITE_ANEW = (
    "Tôi chưa mời được cán bộ mới từ đây; người đã có trong danh sách thì anh/chị chọn tên rồi “Mã mời mới”, "
    "mã cũ chưa dùng thì hết hiệu lực."
)


IN_CHAT = "Xem tại đây"
SHEET = "Danh sách gọi điện"
HEADS = ("Đơn vị", "Cán bộ", "Vai trò", "Điện thoại", "Đã tham gia?")


def whose(of: str, levels: Sequence[str], about: About, round_: Round | None) -> str:
    """Whose people: of which levels alone, of which group in which round."""
    group = [f"{GROUPS.get(about, '')} {round_.period_label}".strip()] if round_ else []
    return ", ".join([f"Cán bộ của {of}", *([only(levels)] if levels else []), *(one[0].lower() + one[1:] for one in group)])


def people_title(whose: str, page: int, last: int) -> str:
    """Whose people, and which page."""
    return whose + (f" ({page}/{last})" if last > 1 else "")


def unreached(count: int, of: int) -> str:
    """The number first."""
    return f"Cần gọi điện {count}/{of} đơn vị còn nợ, vì không ai nhận được tin:"


def here_is_the_list(whose: str) -> str:
    """Above the workbook."""
    return f"{whose}: bảng Excel gửi kèm."


def file_name(unit: Unit) -> str:
    """Of the workbook."""
    return f"Danh-sach-can-bo-{unit.code}.xlsx"


def rows(unit: Unit, contacts: Sequence[Contact]) -> list[list[str]]:
    """Of the workbook, a line for each person; one that says so for a unit without any."""
    return [[unit.full_name, *_row(one)] for one in contacts] or [[unit.full_name, NOBODY_THERE, "", "", ""]]


def _row(one: Contact) -> list[str]:
    joined = "có" if one.is_reached else "đã chặn bot" if one.has_joined else "chưa"
    return [one.officer.name, ROLES[Role(one.officer.role)], one.officer.phone, joined]


def counted(contacts: Sequence[Contact], units: int, without: int) -> str:
    """How many people, how many of them can be written to, and how many units have nobody."""
    joined = sum(one.is_reached for one in contacts)
    return (
        f"{len(contacts)} cán bộ của {units - without}/{units} đơn vị · đã tham gia {joined} · chưa {len(contacts) - joined}"
    )


def not_joined(count: int, of: int, alone: Sequence[Unit], units: int) -> str:
    """The number first; then the units in which nobody has joined, whether anybody was invited or not."""
    named = few([one.full_name for one in alone], _MOST_NAMES)
    nowhere = f"Đơn vị chưa có ai tham gia {len(alone)}/{units}" + (f": {named}" if named else "")
    return f"{nowhere}\nChưa tham gia {count}/{of} cán bộ:"


def nobody(count: int, of: int) -> str:
    """The number first."""
    return f"Chưa có cán bộ {count}/{of} đơn vị:"


def line(unit: Unit, contacts: Sequence[Contact]) -> str:
    """One unit with its people."""
    return f"☎ {unit.full_name}: " + ("; ".join(map(_contact, contacts)) or NOBODY_THERE)


def _contact(one: Contact) -> str:
    phone = f", {one.officer.phone}" if one.officer.phone else ", chưa có số điện thoại"
    return f"{one.officer.name}{phone}{'' if one.is_reached else ' (đã chặn bot)' if one.has_joined else ' (chưa tham gia)'}"


def units_title(of: Unit) -> str:
    """Whose units are counted."""
    return f"Đơn vị của {of.full_name}"


def units(of: Unit, levels: Mapping[str, Sequence[Unit]], reporting: int, lacking: Sequence[str]) -> str:
    """How many units there are, level by level."""
    if not levels and not lacking:
        return f"Dưới {of.full_name} không có đơn vị nào."
    total = sum(map(len, levels.values()))
    counts = [f"{len(units)} {level}" for level, units in levels.items()] + [f"0 {level}" for level in lacking]
    lines = [f"{total} đơn vị: {', '.join(counts)}."]
    lines += [f"Trong đó {reporting} đơn vị nộp báo cáo."] if reporting != total and not lacking else []
    return "\n".join(lines)
