"""To people who have not joined yet."""

from bot.people.invitations import CodeRefusal
from tracker.office.officers import Officer
from tracker.office.units import Unit

STRANGER = (
    "Xin chào. Đây là Đúng Hạn, trợ lý báo cáo của các cơ quan hành chính.\n"
    "Để dùng, anh/chị cần mã mời gồm 6 chữ số do cơ quan cấp trên hoặc người quản trị cấp. "
    "Có mã rồi, anh/chị chỉ cần gõ 6 chữ số đó vào đây."
)

REFUSED = {
    CodeRefusal.WRONG: "Mã này không đúng. Anh/chị xem lại 6 chữ số trong lời mời rồi gõ lại, hoặc xin mã mới ở nơi đã mời.",
    CodeRefusal.EXPIRED: "Mã mời này đã hết hạn (mỗi mã dùng được trong 7 ngày). Anh/chị xin mã mới ở nơi đã mời.",
    CodeRefusal.USED: "Mã mời này đã được dùng (mỗi mã dùng một lần). Anh/chị xin mã mới ở nơi đã mời.",
    CodeRefusal.LOCKED: "Đã thử sai quá nhiều lần nên tạm dừng nhận mã trong một giờ. "
    "Sau đó anh/chị gõ lại mã, hoặc xin mã mới.",
}


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
        "Dùng mã thì từ nay tin ở đây là của người và đơn vị đó. Anh/chị muốn làm gì?"
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
