"""To the desk: when rounds are due, who has looked at a report, and what it can do instead of what is not done here."""

from collections.abc import Mapping, Sequence

from bot.texts.common.wording import due as due_of_report
from bot.texts.common.wording import few, moment, report_name, short_moment
from tracker.audit.log import AuditLine
from tracker.office.units import Unit
from tracker.reports.reports import Report
from tracker.reports.rounds import Asked, Round

WHICH_UNIT_SEEN = "Anh/chị hỏi ai đã xem báo cáo của đơn vị nào? Gõ ví dụ: ai đã xem báo cáo Tân Lập quý 3."
WHICH_CHANGES = "Anh/chị hỏi ai đã sửa mục nào, của đơn vị nào? Gõ ví dụ: ai đã sửa 1.2.1 Tân Lập quý 3."
NO_ANNOUNCING = (
    "Tôi chưa gửi được thông báo chung cho các đơn vị. Anh/chị nhắc các đơn vị còn nợ báo cáo bằng “nhắc ngay”, "
    "giao việc có hạn bằng “giao các xã: …”, hoặc xem số điện thoại bằng “danh sách cán bộ”."
)
NO_INVITING = (
    "Tôi chưa mời được cán bộ từ đây; quản trị viên mời bằng lệnh dunghan officer invite. "
    "Anh/chị xem ai chưa tham gia bằng “ai chưa tham gia bot”, đơn vị nào chưa có ai bằng “đơn vị nào chưa có cán bộ”."
)
NO_CALLING = "Tôi không gọi điện được; anh/chị gọi theo số dưới đây, hoặc gõ “nhắc” kèm tên đơn vị để tôi nhắn."
NO_LETTERS = (
    "Tôi chưa soạn được công văn. Anh/chị gõ “nhắc ngay” để nhắn các đơn vị còn nợ báo cáo, "
    "hoặc gõ “xuất excel” để lấy bảng tình hình nộp kèm công văn."
)
NO_CLOSING = (
    "Tôi không xóa, không đóng kỳ báo cáo hay báo cáo đã có; kỳ tự khóa sổ vào lúc đã đặt khi mở kỳ. "
    "Anh/chị gõ “tình hình” để xem đơn vị nào còn nợ."
)
BLANKS = (
    "Biểu để điền được gửi cho từng đơn vị. Anh/chị gõ ví dụ “nhập thay Tân Lập quý 4” rồi “biểu Excel”; "
    "hoặc chọn bảng tổng hợp, bảng tình hình nộp dưới đây."
)
ALL_LEVELS_INSIDE = "Bảng tổng hợp gồm mọi cấp, không tách riêng; muốn từng mục theo cấp, gõ ví dụ: 1.2.1 các xã."
NOTHING_IN = "Kỳ này chưa đơn vị nào nộp, chưa có gì để tổng hợp."
_MOST_OWN, _MOST_LINES = 6, 10


def due(round_: Round, own: Sequence[tuple[Unit, Report]]) -> str:
    """One round: when it is due, and which units have a day of their own."""
    locks = f" · khóa sổ {moment(round_.locks_at)}" if round_.locks_at else ""
    line = f"• {report_name(round_)}: hạn nộp {moment(round_.due_at)}{locks}"
    if not own:
        return line
    named = few([f"{unit.full_name} {short_moment(report.due_at)}" for unit, report in own], _MOST_OWN)
    return f"{line}\n  Hạn riêng: {named}"


def due_of(unit: Unit, asked: Asked) -> str:
    """The due time of one unit."""
    return f"• {unit.full_name}, {report_name(asked.round)}: {due_of_report(asked.report)}"


def seen(unit: Unit, round_: Round, lines: Sequence[AuditLine], names: Mapping[int, str]) -> str:
    """Who has looked at the report, the latest last."""
    title = f"Ai đã xem báo cáo của {unit.full_name}, {report_name(round_)}:"
    told = [
        f"• {short_moment(one.at) if one.at else '?'}: {names.get(one.officer_id or 0, '?')}" for one in lines[-_MOST_LINES:]
    ]
    return "\n".join([title, *(told or ["Chưa ai xem."])])
