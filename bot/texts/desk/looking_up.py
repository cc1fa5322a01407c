"""To the desk: when rounds are due, who has looked at a report, and what it can do instead of what is not done here."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from bot.reading.questions import TimeSpan
from bot.texts.common.wording import cell_name, cut, few, moment, named_row, number, report_name, short_moment
from bot.texts.common.wording import due as due_of_report
from bot.texts.desk.standing import on_these_days
from tracker.audit.log import AuditLine
from tracker.forms.form import Form
from tracker.forms.row import Row
from tracker.office.units import Unit
from tracker.reports.reports import Report
from tracker.reports.rounds import Asked, Round
from tracker.review.influence import DoubtfulFigure, Influence

WHICH_UNIT_SEEN = "Anh/chị hỏi ai đã xem báo cáo của đơn vị nào? Gõ ví dụ: ai đã xem báo cáo Tân Lập quý 3."
NO_INVITING = (
    "Tôi chưa mời được cán bộ mới từ đây; quản trị viên mời bằng lệnh dunghan officer invite. "
    "Người đã có trong danh sách thì gõ “cán bộ xã …”, chọn người đó rồi “Mã mời mới”. "
    "Anh/chị xem ai chưa tham gia bằng “ai chưa tham gia bot”, đơn vị nào chưa có ai bằng “đơn vị nào chưa có cán bộ”."
)
NO_CALLING = "Tôi không gọi điện được; anh/chị gọi theo số dưới đây, hoặc gõ “nhắc” kèm tên đơn vị để tôi nhắn."
NO_LETTERS = (
    "Tôi chưa soạn được công văn. Anh/chị gõ “nhắc ngay” để nhắn các đơn vị còn nợ báo cáo, "
    "hoặc gõ “xuất excel” để lấy bảng tình hình nộp kèm công văn."
)
NO_CLOSING = (
    "Tôi không xóa gì đã có; kỳ có đặt giờ khóa sổ thì tự khóa vào giờ đó, kỳ không đặt thì không khóa. "
    "Kỳ mở nhầm thì hủy, có lý do: “hủy kỳ báo cáo quý 3 vì mở nhầm”; hạn sai thì đổi: “đổi hạn nộp quý 4 sang 20/12”. "
    "Anh/chị gõ “tình hình” để xem đơn vị nào còn nợ."
)
NO_LESS_NUDGING = (
    "Tôi chưa nhắc ai. Tôi cũng chưa dừng nhắc riêng một đơn vị được: đơn vị còn nợ vẫn được nhắc theo lịch của kỳ. "
    "Gia hạn cho đơn vị thì lịch nhắc lùi theo hạn mới, ví dụ: gia hạn cho Tân Lập quý 4 đến 20/12 vì mưa lũ."
)
BLANKS = (
    "Biểu để điền được gửi cho từng đơn vị. Anh/chị gõ ví dụ “nhập thay Tân Lập quý 4” rồi “biểu Excel”; "
    "hoặc chọn bảng tổng hợp, bảng tình hình nộp dưới đây."
)
ALL_LEVELS_INSIDE = "Bảng tổng hợp gồm mọi cấp, không tách riêng; muốn từng mục theo cấp, gõ ví dụ: 1.2.1 các xã."
_MOST_OWN, _MOST_LINES = 6, 10


def due(round_: Round, own: Sequence[tuple[Unit, Report]]) -> str:
    """One round: when it is due, and which units have a day of their own."""
    locks = f" · khóa sổ {moment(round_.locks_at)}" if round_.locks_at else " · không đặt giờ khóa sổ"
    line = f"• {report_name(round_)}: hạn nộp {moment(round_.due_at)}{locks}"
    if not own:
        return line
    named = few([f"{unit.full_name} {short_moment(report.due_at)}" for unit, report in own], _MOST_OWN)
    return f"{line}\n  Hạn riêng: {named}"


def none_due(days: TimeSpan) -> str:
    """No report is due on these days."""
    return f"Không có báo cáo nào đến hạn {on_these_days(days)}."


def what(form: Form, row: Row) -> str:
    """What a row is, and in which unit it is counted."""
    unit = f" · đơn vị tính: {row.unit}" if row.unit else ""
    return f"{named_row(row)}{unit} ({form.name})"


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


_LONGEST_REASON, _LONGEST_LABEL = 60, 50  # characters
_MUCH = Decimal("0.8")  # of the risk: the rest can wait
_BY_INFLUENCE = "Soát theo mức ảnh hưởng"
NOTHING_DOUBTFUL = "Không còn số nào nghi vấn trong các báo cáo chờ tiếp nhận."


def influence_title(round_: Round | None) -> str:
    """Above the figures, of one round or of all."""
    return f"{_BY_INFLUENCE}: {report_name(round_)}" if round_ else _BY_INFLUENCE


def influence(found: Influence, most: Sequence[tuple[DoubtfulFigure, Form]]) -> str:
    """How many there are, how much of the risk the first few cover, and each of the first."""
    reports = len(found.of_reports)
    few = next((count for count in range(1, len(most)) if found.covered(count) >= _MUCH), len(most))
    head = f"{len(found.figures)} số nghi vấn trong {reports} báo cáo chờ tiếp nhận. "
    head += f"Soát {few} số đầu là xem được {_in_percent(found.covered(few))} rủi ro."
    return "\n".join([head, *(f"{at}. {_doubtful(one, form)}" for at, (one, form) in enumerate(most, start=1))])


def _doubtful(one: DoubtfulFigure, form: Form) -> str:
    row = form.row_of(one.cell)
    label = cut(f"{cell_name(row)} {form.printed_row(one.cell).label}".rstrip(" .:"), _LONGEST_LABEL)
    stands = "để trống" if one.stands is None else number(one.stands)
    meant = "" if one.meant is None else f", đối chiếu {number(one.meant)}"
    share = f" · {_in_percent(one.share)} tổng của kỳ" if one.share else ""
    reason = f" · lý do: {cut(one.reason, _LONGEST_REASON)}" if one.reason else ""
    return f"{one.unit.full_name}, {label}: {stands}{meant}{share}{reason}"


def _in_percent(part: Decimal) -> str:
    """A part of one in per cent, whole; less than one is said so."""
    percent = part * 100
    return "dưới 1%" if 0 < percent < 1 else f"{percent:.0f}%"
