"""One unit to the desk: where its report stands, whom to call, what became of its reports before."""

from collections.abc import Sequence
from datetime import datetime

from bot.texts.common.wording import due, report_name, short_moment
from bot.texts.desk.standing import state
from tracker.office.officers import Officer
from tracker.office.units import Unit
from tracker.reports.unit_history import PastReport
from tracker.review.standing import UnitStanding
from tracker.workbooks.words import how_long

SEE = "Xem báo cáo"
NUDGE = "Nhắc riêng đơn vị này"
HISTORY = "Lịch sử"
NO_HISTORY = "Đơn vị này chưa có kỳ báo cáo nào."


def page(found: UnitStanding, people: Sequence[Officer], past: Sequence[PastReport], now: datetime) -> str:
    """The state first; then its due time, what does not add up, whom to call, and its past in one line."""
    lines = [state(found, now), due(found.report)[:1].upper() + due(found.report)[1:]]
    lines += [f"⚠ Chưa khớp, phải sửa hoặc ghi lý do: {found.unsettled} chỗ"] if found.unsettled else []
    lines += [f"⚠ Giữ số kèm lý do: {found.kept} chỗ"] if found.kept else []
    lines += [_call(officer) for officer in people] or ["☎ Chưa mời cán bộ nào"]
    return "\n".join([*lines, *([_in_one_line(past)] if past else [])])


def _call(officer: Officer) -> str:
    return f"☎ {officer.name}" + (f", {officer.phone}" if officer.phone else ", chưa có số điện thoại")


def _in_one_line(past: Sequence[PastReport]) -> str:
    late, never = (
        sum(one.report.late_by is not None for one in past),
        sum(one.report.first_submitted_at is None for one in past),
    )
    counts = [f"đúng hạn {len(past) - late - never}", f"nộp muộn {late}", f"chưa nộp {never}"]
    returned = sum(one.returned for one in past)
    return f"{len(past)} kỳ trước: " + " · ".join([*counts, *([f"trả lại {returned} lần"] if returned else [])])


def history_title(unit: Unit) -> str:
    """Whose past."""
    return f"{unit.full_name}: lịch sử nộp báo cáo"


def history(past: Sequence[PastReport], now: datetime) -> str:
    """A line a round, the latest first."""
    return "\n".join(_past(one, now) for one in past)


def _past(one: PastReport, now: datetime) -> str:
    report = one.report
    if report.first_submitted_at is None:
        how = "quá hạn chưa nộp" if now > report.due_at else "chưa nộp"
    else:
        how = f"nộp muộn {how_long(one.report.late_by)}" if one.report.late_by else "đúng hạn"
    parts = [how, *([f"trả lại {one.returned} lần"] if one.returned else [])]
    parts += [f"tiếp nhận {short_moment(one.accepted_at)}"] if one.accepted_at else []
    return f"• {report_name(one.round)}: {', '.join(parts)}"
