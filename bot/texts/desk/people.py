"""To the desk: whom to call, who has joined, which units have nobody."""

from collections.abc import Sequence

from bot.texts.desk.standing import only
from tracker.office.officers import Contact
from tracker.office.units import Unit

MORE = "Xem tiếp"
CALL = "Danh sách cán bộ"
NOT_JOINED = "Ai chưa tham gia"
NOBODY = "Đơn vị chưa có cán bộ"


def people_title(of: str, levels: Sequence[str], page: int, last: int) -> str:
    """Whose people, of which levels alone, and which page."""
    whose = ", ".join([of, *([only(levels)] if levels else [])])
    return f"Cán bộ của {whose}" + (f" ({page}/{last})" if last > 1 else "")


def counted(contacts: Sequence[Contact], units: int, without: int) -> str:
    """How many people, how many of them can be written to, and how many units have nobody."""
    joined = sum(one.is_reached for one in contacts)
    return (
        f"{len(contacts)} cán bộ của {units - without}/{units} đơn vị · đã tham gia {joined} · chưa {len(contacts) - joined}"
    )


def not_joined(count: int, of: int) -> str:
    """The number first."""
    return f"Chưa tham gia {count}/{of} cán bộ:"


def nobody(count: int, of: int) -> str:
    """The number first."""
    return f"Chưa có cán bộ {count}/{of} đơn vị:"


def line(unit: Unit, contacts: Sequence[Contact]) -> str:
    """One unit with its people."""
    return f"☎ {unit.full_name}: " + ("; ".join(map(_contact, contacts)) or "chưa mời cán bộ nào")


def _contact(one: Contact) -> str:
    phone = f", {one.officer.phone}" if one.officer.phone else ", chưa có số điện thoại"
    return f"{one.officer.name}{phone}{'' if one.is_reached else ' (đã chặn bot)' if one.has_joined else ' (chưa tham gia)'}"
