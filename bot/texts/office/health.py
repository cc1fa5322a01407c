"""To administrators: whether the bot is at work."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from bot.messages.messages import Failure
from bot.texts.common.wording import moment
from bot.texts.refusals.broken import broken
from tracker.reports.schedules import Unopened

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


LOG = "Kiểm tra nhật ký thao tác"


def log_verified(lines: int, head: str, faults: int) -> str:
    """How many lines, what is wrong, and the head to be kept."""
    if faults:
        return (
            f"⚠ Có {faults} chỗ trong cơ sở dữ liệu không khớp nhật ký: có người sửa ngoài chương trình. "
            f"Anh/chị chạy dunghan audit verify trên máy chủ để xem từng chỗ.\nDòng cuối hiện tại: {head}"
        )
    return f"{lines} dòng nhật ký và mọi số liệu đều khớp. Anh/chị giữ tin này: dòng cuối là {head}"


CLOCK, DISK = "Cảnh báo: đồng hồ máy chủ sai", "Cảnh báo: máy chủ sắp hết chỗ"


def clock_jumped(ahead: timedelta, now: datetime) -> str:
    """By how much, and what that stops."""
    days, rest = divmod(abs(ahead) + timedelta(seconds=30), timedelta(days=1))
    said = " ".join([f"{days} ngày"] * bool(days) + [f"{rest // timedelta(minutes=1)} phút"] * (rest > timedelta(minutes=1)))
    where = "nhanh thêm" if ahead > timedelta() else "chậm lại"
    stops = (
        "Tôi tạm dừng nhắc hạn, mở kỳ và báo quá hạn cho đến khi giờ đúng trở lại; tin và số liệu vẫn nhận bình thường. "
        if ahead > timedelta()
        else "Việc nhắc hạn vẫn chạy, có thể muộn hơn giờ thật. "
    )
    return (
        f"Đồng hồ máy chủ đột nhiên {where} {said}, bây giờ ghi {moment(now)}. {stops}"
        "Anh/chị đặt lại giờ máy chủ. Nếu giờ này mới đúng, gửi cho bot một tin bất kỳ hoặc khởi động lại dunghan serve."
    )


def disk_nearly_full(free: int) -> str:
    """How much is left, and what to do."""
    return (
        f"Ổ đĩa có cơ sở dữ liệu chỉ còn {free} MB. Hết chỗ thì bot không ghi nhận được gì nữa. "
        "Anh/chị dọn bớt hoặc mở rộng ổ đĩa; bản sao lưu cũ chuyển sang máy khác."
    )


SCHEDULE = "Cảnh báo: một lịch không mở được kỳ báo cáo"


def schedule_failed(found: Unopened) -> str:
    """Which schedule, of which period, why, and what to do."""
    return (
        f"Lịch số {found.schedule.id} không mở được kỳ báo cáo “{found.period.label}”: {broken(found.why)} "
        f"Các lịch khác vẫn chạy. Anh/chị nhập lại biểu {found.schedule.form_code} (dunghan form import), "
        f"tôi sẽ mở kỳ ngay sau đó; không dùng lịch này nữa thì kết thúc bằng dunghan schedule end {found.schedule.id}."
    )


class Beat(StrEnum):
    """The ticks that leave word of when they ran."""

    OPEN_ROUNDS = "open_rounds"
    REMIND = "remind"
    PRUNE = "prune"


BEATS: Mapping[Beat, str] = {
    Beat.OPEN_ROUNDS: "mở kỳ báo cáo",
    Beat.REMIND: "nhắc hạn",
    Beat.PRUNE: "xóa tin và liên kết quá thời hạn lưu",
}


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
