"""To people who have not joined yet."""

from collections.abc import Sequence

from bot.people.invitations import CodeRefusal
from bot.texts.common.roles import ROLES
from bot.texts.common.wording import channel_name
from tracker.office.officers import Officer, Role
from tracker.office.units import Unit

STRANGER = (
    "Xin chào. Đây là Đúng Hạn, trợ lý báo cáo của các cơ quan hành chính.\n"
    "Để dùng, anh/chị cần lời mời do cơ quan cấp trên hoặc người quản trị gửi: mở liên kết trong lời mời, hoặc gõ mã mời "
    "gồm 6 chữ số vào đây; dán mã dài của lời mời cũng được."
)

REFUSED = {
    CodeRefusal.WRONG: "Mã này không đúng. Anh/chị xem lại mã trong lời mời rồi gõ lại, hoặc xin mã mới ở nơi đã mời.",
    CodeRefusal.EXPIRED: "Mã mời này đã hết hạn (mỗi mã dùng được trong 7 ngày). Anh/chị xin mã mới ở nơi đã mời.",
    CodeRefusal.USED: "Mã mời này đã được dùng (mỗi mã dùng một lần). Anh/chị xin mã mới ở nơi đã mời.",
    CodeRefusal.LOCKED: "Đã thử sai quá nhiều lần nên tạm dừng nhận mã trong một giờ. "
    "Sau đó anh/chị gõ lại mã, hoặc xin mã mới.",
    CodeRefusal.PAUSED: "Hôm nay có quá nhiều mã sai nên tôi tạm dừng nhận mã 6 chữ số đến hết ngày. "
    "Liên kết trong lời mời và mã dài vẫn dùng được.",
}

WAITING = (
    "Tôi đã nhận mã và đang hỏi người mời xem có đúng là anh/chị không. Được xác nhận, tôi nhắn ngay tại đây; "
    "để nhanh hơn, anh/chị gọi cho người mời. Liên kết hoặc mã dài trong lời mời thì vào được ngay."
)
CONFIRM_TITLE, WAITING_TITLE = "Xác nhận người vào", "Đang chờ xác nhận"
LET_IN, KEEP_OUT = "Đúng, cho vào", "Không phải"
SETTLED = "Việc này đã xong: người đó đã vào, hoặc lời mời không còn hiệu lực."
KEPT_OUT = "Người mời trả lời rằng đây không phải là người được mời. Nếu có nhầm lẫn, anh/chị liên hệ cơ quan cấp trên."
NOBODY_WAITS = "Không có ai đang chờ xác nhận."
LEFT_WAITING = "Chưa cho ai vào; những người đó vẫn đang chờ."


def who_is_it(officer: Officer, unit: Unit, channel: str) -> str:
    """To whoever confirms."""
    phone = f" Cần hỏi lại thì gọi {officer.phone}." if officer.phone else ""
    return (
        f"Có người vừa gõ mã mời 6 chữ số của {officer.name}, {ROLES[Role(officer.role)]} của {unit.full_name}, "
        f"trên {channel_name(channel)}. Có đúng là người đó không?{phone}"
    )


def let_in(officer: Officer, unit: Unit) -> str:
    """After the yes."""
    return f"Đã cho {officer.name}, {unit.full_name} vào."


def kept_out(officer: Officer) -> str:
    """After the no."""
    return (
        f"Không cho vào; mã mời của {officer.name} đã hủy vì có người khác biết. Mời lại: mở trang của {officer.name} "
        "(gõ “cán bộ” kèm tên đơn vị) và tạo mã mời mới."
    )


def in_line(number: int, officer: Officer, unit: Unit, channel: str) -> str:
    """One who waits."""
    phone = f" · {officer.phone}" if officer.phone else ""
    return f"{number}. {officer.name}, {unit.full_name} · {channel_name(channel)}{phone}"


def and_more(count: int) -> str:
    """Those who are not shown yet."""
    return f"… và {count} người nữa; trả lời xong những người trên, gõ lại “ai chờ xác nhận”."


def let_in_choice(officer: Officer) -> str:
    """The choice of letting one in."""
    return f"Đúng là {officer.name}"


def keep_out_choice(officer: Officer) -> str:
    """The choice of keeping one out."""
    return f"Không phải {officer.name}"


def all_of_them(count: int) -> str:
    """The choice of letting everybody in."""
    return f"Đúng cả {count} người"


def about_to_let_in(people: Sequence[tuple[Officer, Unit]]) -> str:
    """What letting everybody in would do."""
    names = ", ".join(f"{officer.name} ({unit.full_name})" for officer, unit in people)
    return f"Cho vào {len(people)} người: {names}.\nMỗi người có ngay quyền của mình; anh/chị chỉ đồng ý khi biết chắc."


def alarm_of_guessing(count: int) -> str:
    """To the administrators."""
    return (
        f"Hôm nay bot nhận {count} mã mời sai: có thể có người đang dò mã. Chưa ai vào được nhờ dò: mã 6 chữ số phải được "
        "người mời xác nhận. Anh/chị nhắc các đơn vị chỉ xác nhận khi biết chắc; quá 300 mã sai trong ngày thì tôi tạm dừng "
        "nhận mã 6 chữ số đến hết ngày, liên kết mời vẫn dùng được."
    )


GUESSING = "Cảnh báo: có người dò mã mời"


def only_private(where: str) -> str:
    """To a group, in which nothing of anybody's is told."""
    return f"Tôi chỉ làm việc trong tin nhắn riêng: {where}"


def refused(why: CodeRefusal) -> str:
    """A code that does not open the door; says nothing about anybody."""
    return REFUSED[why]


ME = "Mã mời này là của chính anh/chị, không cần gõ nữa."


def which_meant(officer: Officer, unit: Unit) -> str:
    """Somebody who has joined already typed a live invitation's code."""
    return (
        f"6 chữ số này là mã mời của {officer.name}, {unit.full_name}. "
        "Dùng mã, được người mời xác nhận, thì từ nay tin ở đây là của người và đơn vị đó. Anh/chị muốn làm gì?"
    )


def move_to(unit: Unit) -> str:
    """The choice of using the invitation."""
    return f"Dùng mã, chuyển sang {unit.full_name}"


def is_figure(figure: str, row: str) -> str:
    """The choice of meaning a figure of this row after all."""
    return f"Là số liệu mục {row}: {figure}"


def welcome(officer: Officer, unit: Unit) -> str:
    """Right after joining."""
    return f"Chào anh/chị {officer.name}, {unit.full_name}. Từ nay anh/chị nhận nhắc hạn và điền báo cáo ngay tại đây."
