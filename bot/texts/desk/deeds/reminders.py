"""The reminders that go out by themselves, and that one more cannot be put down for another day."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.texts.common.wording import few, moment, report_name, short_moment
from tracker.reports.rounds import Round

_MOST_MOMENTS = 6
_UNITS: Mapping[str, str] = {"d": "ngày", "w": "ngày làm việc", "h": "giờ"}
_NAMED: Mapping[str, str] = {
    "opened": "khi mở kỳ",
    "day": "sáng ngày hết hạn",
    "overdue": "mỗi ngày làm việc sau hạn",
}
NOT_ON_ANOTHER_DAY = "Tôi chưa hẹn nhắc riêng vào ngày khác được, nên tôi chưa nhắc ai."
TOO_LATE = "Không còn lần nhắc nào theo lịch của kỳ này; anh/chị gõ “nhắc ngay” khi cần."


def ladder(steps: Sequence[str]) -> str:
    """When those who have not handed in are reminded: "trước hạn 7 ngày, 3 ngày, …"."""
    return ", ".join(_NAMED.get(step) or f"trước hạn {step[:-1]} {_UNITS.get(step[-1], '')}" for step in steps)


def by_itself(round_: Round, steps: Sequence[str]) -> str:
    """What goes out without anybody's order; who has handed in hears nothing."""
    return (
        f"Tôi đã tự nhắc đơn vị chưa nộp {report_name(round_)}, anh/chị không phải đặt: {ladder(steps)}. "
        "Đơn vị đã nộp thì không bị nhắc. Lịch này ghi trong biểu mẫu, không đổi từ đây được."
    )


def to_come(round_: Round, moments: Sequence[datetime]) -> str:
    """When those who have not handed in by then are reminded next."""
    if not moments:
        return TOO_LATE
    named = few([short_moment(at) for at in moments], _MOST_MOMENTS, "lần nữa")
    return f"{report_name(round_)}, hạn nộp {moment(round_.due_at)}: tôi tự nhắc đơn vị chưa nộp lúc {named}."
