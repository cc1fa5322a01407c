"""The desk's last order, and whether it can be taken back."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.texts.common.wording import few, report_name, short_moment
from tracker.office.units import Unit
from tracker.reports.reports import ReportEvent
from tracker.reports.rounds import Round
from tracker.tasks.task import Task

_MOST_NAMES = 5
WAYS = (
    "Việc đã báo cho đơn vị thì tôi không lấy lại được. Trả lại nhầm: đơn vị nộp lại ngay được, anh/chị gọi báo giúp. "
    "Nhắc nhầm: tin đã gửi thì không thu lại được. "
    "Tiếp nhận nhầm: anh/chị gõ “xem báo cáo” kèm tên đơn vị để xem còn làm gì được. "
    "Giao nhầm việc, mở nhầm kỳ thì hủy được, có lý do: “hủy nhiệm vụ vừa giao”, “hủy kỳ báo cáo quý 3 vì mở nhầm”. "
    "Hạn sai thì đổi: “đổi hạn nộp quý 4 sang 20/12”."
)
OF_REPORTS: Mapping[str, tuple[str, str]] = {  # what a desk does to a report, and what can be done about it
    "accepted": (
        "tiếp nhận báo cáo",
        "Đã tiếp nhận thì không trả lại được nữa; số liệu cần sửa thì đơn vị giải trình ở kỳ sau.",
    ),
    "returned": ("trả lại báo cáo", "Đơn vị đã được báo; nộp lại ngay được, không phải sửa gì."),
    "extension_granted": (
        "gia hạn",
        "Tin đã gửi; muốn hạn khác thì đổi hạn riêng cho đơn vị, ví dụ “đổi hạn nộp quý 4 Tân Lập sang 20/12”.",
    ),
    "extension_refused": ("từ chối gia hạn", "Vẫn gia hạn được, ví dụ “gia hạn cho Tân Lập quý 4 đến 20/12 vì mưa lũ”."),
    "unlocked": ("mở khóa báo cáo", "Báo cáo tự khóa lại vào giờ đã đặt."),
}


def none(units: Sequence[Unit]) -> str:
    """Nothing was done lately, or to these units."""
    if units:
        return f"Tôi không thấy lệnh nào của anh/chị về báo cáo của {few([unit.full_name for unit in units], _MOST_NAMES)}."
    return "Tôi không thấy lệnh nào của anh/chị trong 3 ngày qua."


def of_report(event: ReportEvent, unit: Unit, round_: Round) -> str:
    """Something that was done to one report."""
    name, way = OF_REPORTS[event.what]
    return f"Lệnh gần nhất: {name} của {unit.full_name}, {report_name(round_)}, lúc {short_moment(event.at)}. {way}"


def nudged(at: datetime, round_: Round) -> str:
    """A nudge."""
    return f"Lệnh gần nhất: nhắc nộp {report_name(round_)} lúc {short_moment(at)}. Tin đã gửi thì không thu lại được."


def assigned(at: datetime, task: Task, lead: Unit) -> str:
    """A task."""
    return f"Lệnh gần nhất: giao nhiệm vụ “{task.title[:60]}” cho {lead.full_name} lúc {short_moment(at)}. Hủy được, có lý do."
