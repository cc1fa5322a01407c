"""To administrators: whether the bot is at work."""

from datetime import datetime
from typing import NamedTuple

from bot.texts.common.wording import moment

ALARM = "Cảnh báo: có tin nhắc chưa gửi được"
TITLE = "Tình trạng hệ thống"
NOT_FOR_YOU = "Lệnh này chỉ dành cho người quản trị."
_TICKS = {"open_rounds": "mở kỳ báo cáo", "remind": "nhắc hạn"}
_FAILURES = {
    "flood": "quá giới hạn tốc độ",
    "blocked": "người nhận chặn bot",
    "gone": "không còn cuộc trò chuyện",
    "refused": "kênh từ chối",
    "unreachable": "không kết nối được",
    "garbled": "trả lời hỏng",
    "fault": "lỗi của chương trình",
}


class Health(NamedTuple):
    """The ticks with their last times, messages by state, the last day's failures by kind, the oldest reminder unsent."""

    beats: dict[str, datetime]
    messages: dict[str, int]
    failures: dict[str, int]
    oldest: datetime | None


def report(found: Health) -> str:
    """When each tick ran, what waits, what failed."""
    counts = found.messages
    lines = [f"• {_TICKS.get(tick, tick)}: chạy lần cuối {moment(at)}" for tick, at in found.beats.items()]
    lines.append(f"• Tin nhắn: đã gửi {counts['delivered']} · chờ gửi {counts['waiting']} · không gửi được {counts['failed']}")
    if found.failures:
        kinds = " · ".join(f"{_FAILURES.get(kind, kind)} {count}" for kind, count in sorted(found.failures.items()))
        lines.append(f"• Không gửi được trong 24 giờ qua: {kinds}")
    lines.append(f"• Tin nhắc chờ lâu nhất: từ {moment(found.oldest)}" if found.oldest else "• Không có tin nhắc nào chờ gửi")
    return "\n".join(lines)


def alarm(found: Health) -> str:
    """What waits, since when, and what to look at."""
    return f"{report(found)}\nAnh/chị kiểm tra kết nối của máy chủ và nhật ký của dunghan serve; gõ /suckhoe để xem lại."
