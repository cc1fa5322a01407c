"""To the desk and the administrator about one person: how they stand, what may be changed, and what that would do."""

from collections.abc import Sequence

from bot.people.addresses import Address
from bot.people.invitations import Codes
from bot.texts.common.roles import ROLES
from bot.texts.common.wording import channel_name, short_moment
from tracker.kernel.names import fold
from tracker.office.officers import Officer, Role
from tracker.office.units import Unit

NAME, PHONE, ROLE, MOVE, END = "Sửa họ tên", "Sửa số điện thoại", "Đổi vai trò", "Chuyển đơn vị", "Kết thúc"
NO = "Thôi, giữ nguyên"
NOTHING_TO_CHANGE = "Mọi thứ đã như vậy, không có gì để sửa."
NOBODY = "Đơn vị này chưa có cán bộ nào; người quản trị mời bằng lệnh dunghan officer invite."
KEPT = "Đã thôi, mọi việc giữ nguyên."
_NO_PHONE = {"khong", "khong co", "bo", "-"}  # folded
ASK = {
    "name": "Họ và tên đúng của {name} là gì?",
    "phone": "Số điện thoại của {name} là gì? Gõ “không” để bỏ số đang ghi.",
    "unit": "{name} chuyển sang đơn vị nào? Anh/chị gõ tên hoặc mã đơn vị.",
}


def is_no_phone(folded: str) -> bool:
    """Whether the answer, folded, says that there is no number."""
    return folded in _NO_PHONE


def of_unit(unit: Unit) -> str:
    """The title above the people of a unit."""
    return f"Cán bộ của {unit.full_name}"


def in_line(officer: Officer, addresses: Sequence[Address]) -> str:
    """One of them."""
    phone = officer.phone or "chưa có số điện thoại"
    joined = "đã tham gia " + ", ".join(dict.fromkeys(channel_name(one.channel) for one in addresses)) if addresses else ""
    return f"• {officer.name}, {ROLES[Role(officer.role)]}, {phone}, {joined or 'chưa tham gia'}"


def open_people(officers: Sequence[Officer]) -> list[str]:
    """The choices of each of them; those whose names are typed alike without marks are told apart by number."""
    names = [fold(officer.name) for officer in officers]
    return [f"Sửa: {one.name}" + (f", số {one.id}" if names.count(fold(one.name)) > 1 else "") for one in officers]


def page(officer: Officer, unit: Unit, addresses: Sequence[Address]) -> str:
    """How a person stands."""
    lines = [
        f"Vai trò: {ROLES[Role(officer.role)]} của {unit.full_name}",
        f"Điện thoại: {officer.phone or 'chưa có'}",
        *(f"{channel_name(one.channel)}: dùng lần cuối {short_moment(one.used_at)}{_blocked(one)}" for one in addresses),
    ]
    return "\n".join(lines if addresses else [*lines, "Chưa tham gia."])


def _blocked(address: Address) -> str:
    return ", đã chặn bot" if address.blocked_at else ""


def end_door(address: Address, number: int, of: int) -> str:
    """The choice of ending one account; numbered where there are several on the channel."""
    return f"Bỏ {channel_name(address.channel)}" + (f" số {number}" if of > 1 else "")


def which_role(officer: Officer) -> str:
    """What the person shall be."""
    return f"{officer.name} hiện là {ROLES[Role(officer.role)]}. Đổi thành:"


def role(of: Role) -> str:
    """One of the roles."""
    return ROLES[of][:1].upper() + ROLES[of][1:]


CHANGE_TITLE, CHANGE_YES = "Sửa cán bộ", "Sửa"


def about_to_change(officer: Officer, unit: Unit, changes: Sequence[tuple[str, str, str]]) -> str:
    """What would be other: (what, before, after)."""
    lines = [f"• {what}: {old or 'chưa có'} → {new or 'không có'}" for what, old, new in changes]
    return "\n".join([f"{officer.name}, {unit.full_name}:", *lines])


OF_NAME, OF_PHONE, OF_ROLE = "họ tên", "số điện thoại", "vai trò"


def changed(officer: Officer) -> str:
    """After the yes."""
    return f"Đã sửa: {officer.name}, {ROLES[Role(officer.role)]}, {officer.phone or 'chưa có số điện thoại'}."


MOVE_TITLE, MOVE_YES = "Chuyển đơn vị", "Chuyển"


def about_to_move(officer: Officer, old: Unit, new: Unit, drafts: int) -> str:
    """What moving would do."""
    stays = f"{drafts} báo cáo chưa nộp xong ở lại {old.full_name}, kể cả bản nháp. " if drafts else ""
    return (
        f"{officer.name}, {ROLES[Role(officer.role)]}: {old.full_name} → {new.full_name}.\n"
        f"{stays}Ngay khi chuyển, người đó không xem và không sửa được gì của {old.full_name} nữa, và được báo."
    )


def moved(officer: Officer, new: Unit) -> str:
    """After the yes."""
    return f"Đã chuyển {officer.name} sang {new.full_name}."


INVITE, INVITE_TITLE, INVITE_YES = "Mã mời mới", "Mã mời mới", "Tạo mã"


def about_to_invite(officer: Officer, unit: Unit) -> str:
    """What a new code would do."""
    return (
        f"Tạo mã mời mới cho {officer.name}, {unit.full_name}: dùng một lần trong 7 ngày; mã cũ chưa dùng hết hiệu lực. "
        "Ai có mã là vào được với quyền của người này, nên anh/chị chỉ gửi cho chính người đó."
    )


def invited(officer: Officer, codes: Codes) -> str:
    """After the yes: the codes, which are told once."""
    return (
        f"Mã mời của {officer.name}: {codes.digits[:3]} {codes.digits[3:]}. Người đó gõ mã này cho bot trong 7 ngày, rồi tôi "
        f"hỏi anh/chị xác nhận. Vào ngay, không cần hỏi lại: dán mã dài {codes.link}\nTôi không hiện lại hai mã này."
    )


END_TITLE, END_YES = "Kết thúc", "Kết thúc"


def about_to_end(officer: Officer, unit: Unit, others: int) -> str:
    """What the end would do."""
    last = "" if others else f"\n⚠ Sau đó {unit.full_name} không còn ai điền báo cáo."
    return (
        f"{officer.name}, {ROLES[Role(officer.role)]} của {unit.full_name}: kết thúc ngay trên mọi kênh. "
        "Người đó không xem, không điền, không nộp được nữa; lời mời và liên kết tệp hết hiệu lực; số liệu đã nhập còn. "
        f"Người đó được báo một câu.{last}"
    )


def ended(officer: Officer) -> str:
    """After the yes."""
    return f"Đã kết thúc {officer.name}. Cần lại, mời người đó như một cán bộ mới."


def about_to_end_door(officer: Officer, channel: str) -> str:
    """What the end of one account would do."""
    return (
        f"{officer.name}: bỏ tài khoản {channel_name(channel)} này. Tin gửi từ đó không còn là của {officer.name}; "
        "các kênh khác vẫn dùng được. Muốn dùng lại cần mã mời mới."
    )


def door_ended(officer: Officer, channel: str) -> str:
    """After the yes."""
    return f"Đã bỏ tài khoản {channel_name(channel)} của {officer.name}."


TOLD_TITLE = "Thay đổi về tài khoản của anh/chị"


def told_of_end(unit: Unit) -> str:
    """To the person."""
    return (
        f"Từ nay anh/chị không còn là cán bộ của {unit.full_name} trên Đúng Hạn: tôi không gửi và không nhận báo cáo của "
        "đơn vị qua anh/chị nữa. Nếu có nhầm lẫn, anh/chị liên hệ cơ quan cấp trên."
    )


def told_of_door(officer: Officer) -> str:
    """To whoever has the account now."""
    return f"Tài khoản này không còn dùng cho {officer.name} trên Đúng Hạn. Nếu có nhầm lẫn, anh/chị liên hệ cơ quan cấp trên."


def told_of_move(old: Unit, new: Unit) -> str:
    """To the person."""
    return (
        f"Từ nay anh/chị là cán bộ của {new.full_name}. Báo cáo và số liệu của {old.full_name} ở lại đơn vị đó. "
        "Gõ /baocao để xem báo cáo của đơn vị mới."
    )


def told_of_role(officer: Officer, unit: Unit) -> str:
    """To the person."""
    return f"Từ nay anh/chị là {ROLES[Role(officer.role)]} của {unit.full_name}."
