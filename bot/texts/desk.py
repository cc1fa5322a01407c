"""To the desk: who has submitted, who is late."""

from bot.texts.reminding import numbers
from bot.texts.wording import moment, report_name, short_moment
from tracker.reports import State
from tracker.standing import RoundStanding, UnitStanding
from tracker.units import Unit

NUDGE = "Nhắc ngay"
NO_ROUNDS = "Chưa có kỳ báo cáo nào được mở cho các đơn vị của anh/chị."


def standing_title(standing: RoundStanding) -> str:
    """The round."""
    return f"{report_name(standing.round)} · hạn nộp {moment(standing.round.due_at)}"


def standing(found: RoundStanding) -> str:
    """The numbers first, then the list."""
    return "\n".join([numbers(found), *(_unit(unit) for unit in found.units)])


def see(unit: Unit) -> str:
    """The button that opens a unit's report."""
    return f"Xem {unit.full_name}"


def _unit(unit: UnitStanding) -> str:
    name = unit.unit.full_name
    if unit.report.state == State.RETURNED:
        return f"↩ {name}: trả lại, đang sửa"
    if unit.report.submitted_at is not None and not unit.report.is_open:
        word = "đã tiếp nhận" if unit.report.state == State.ACCEPTED else "đã nộp"
        return f"✓ {name}: {word} {short_moment(unit.report.submitted_at)}, {'nộp muộn' if unit.late else 'đúng hạn'}"
    if unit.submitted:
        return f"… {name}: đã nộp, đang sửa lại"
    if unit.entered:
        return f"… {name}: đang nhập {unit.entered}/{unit.asked}"
    return f"○ {name}: chưa bắt đầu"
