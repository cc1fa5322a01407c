"""To administrators: whether the bot is at work."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from bot.messages.messages import Failure
from bot.texts.common.wording import moment

ALARM = "Cảnh báo: có tin nhắc chưa gửi được"
TITLE = "Tình trạng hệ thống"
NOT_FOR_YOU = "Lệnh này chỉ dành cho người quản trị."
FAILURES: Mapping[Failure, str] = {
    Failure.FLOOD: "quá giới hạn tốc độ",
    Failure.BLOCKED: "người nhận chặn bot",
    Failure.GONE: "không còn cuộc trò chuyện",
    Failure.DELETED: "người nhận đã xóa tài khoản",
    Failure.REFUSED: "kênh từ chối",
    Failure.UNREACHABLE: "không kết nối được",
    Failure.GARBLED: "trả lời hỏng",
    Failure.FAULT: "lỗi của chương trình",
}


class Beat(StrEnum):
    """The ticks that leave word of when they ran."""

    OPEN_ROUNDS = "open_rounds"
    REMIND = "remind"


BEATS: Mapping[Beat, str] = {Beat.OPEN_ROUNDS: "mở kỳ báo cáo", Beat.REMIND: "nhắc hạn"}


class Health(NamedTuple):
    """The ticks with their last times, messages by state, the last day's failures by kind, the oldest reminder unsent."""

    beats: dict[Beat, datetime]
    messages: dict[str, int]
    failures: dict[Failure, int]
    oldest: datetime | None


def report(found: Health) -> str:
    """When each tick ran, what waits, what failed."""
    counts = found.messages
    lines = [f"• {BEATS[tick]}: chạy lần cuối {moment(at)}" for tick, at in found.beats.items()]
    lines.append(f"• Tin nhắn: đã gửi {counts['delivered']} · chờ gửi {counts['waiting']} · không gửi được {counts['failed']}")
    if found.failures:
        kinds = " · ".join(f"{FAILURES[kind]} {count}" for kind, count in sorted(found.failures.items()))
        lines.append(f"• Không gửi được trong 24 giờ qua: {kinds}")
    lines.append(f"• Tin nhắc chờ lâu nhất: từ {moment(found.oldest)}" if found.oldest else "• Không có tin nhắc nào chờ gửi")
    return "\n".join(lines)


def alarm(found: Health) -> str:
    """What waits, since when, and what to look at."""
    return f"{report(found)}\nAnh/chị kiểm tra kết nối của máy chủ và nhật ký của dunghan serve; gõ /suckhoe để xem lại."
