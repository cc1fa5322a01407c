"""A round is changed or cancelled: what it would do, to the desk; what became of it, to the units."""

from collections.abc import Sequence

from bot.texts.common.wording import due, few, moment, report_name
from tracker.calendar.deadlines import Deadline
from tracker.office.units import Unit
from tracker.reports.reports import Report
from tracker.reports.round_changes import MovedDue, RoundEffect
from tracker.reports.rounds import Round

_MOST_NAMES = 8
DUE_TITLE, DUE_YES, NO = "Đổi hạn nộp", "Đổi hạn nộp", "Thôi, giữ nguyên"
CANCEL_TITLE, CANCEL_YES = "Hủy kỳ báo cáo", "Hủy kỳ báo cáo"
WHICH = "Anh/chị đổi kỳ nào?"
KEPT = "Đã thôi, kỳ báo cáo giữ nguyên."
WHY_CANCEL = "Vì sao hủy? Anh/chị gõ một câu; các đơn vị được báo kèm lý do này."
CANCELLED_TITLE, CHANGED_TITLE = "Kỳ báo cáo đã hủy", "Đổi hạn nộp"


def when(round_: Round, units: Sequence[Unit]) -> str:
    """Until when it shall be due."""
    of = f" của {few([unit.full_name for unit in units], _MOST_NAMES)}" if units else ""
    return f"{report_name(round_)}{of} hạn nộp {moment(round_.due_at)}. Đổi sang ngày nào? Ví dụ: 20/12 vì mưa lũ."


def why(round_: Round, count: int) -> str:
    """Why it shall be cancelled."""
    return f"{report_name(round_)}, {count} đơn vị. {WHY_CANCEL}"


def about_to_move(round_: Round, effect: RoundEffect, units: Sequence[Unit], reason: str) -> str:
    """What another due time would do."""
    new = effect.moved[0].new.due_at if effect.moved else round_.due_at
    olds = sorted({one.old.due_at for one in effect.moved}) or [round_.due_at]
    lines = [
        report_name(round_),
        f"Hạn nộp: {moment(olds[0])}{' (và hạn riêng)' if len(olds) > 1 else ''} → {moment(new)}",
        f"{len(effect.moved)} đơn vị được đổi và được báo: {few([unit.full_name for unit in units], _MOST_NAMES)}",
    ]
    if locks := sorted({one.new.locks_at for one in effect.moved if one.new.locks_at}):
        lines.append(f"Khóa sổ: {moment(locks[0])}")
    lines += _outcomes(effect)
    return "\n".join([*lines, f"Lý do: {reason or 'chưa ghi'}"])


def _outcomes(effect: RoundEffect) -> list[str]:
    counts = (
        (len(effect.now_on_time), "báo cáo nộp muộn thành đúng hạn"),
        (len(effect.now_late), "báo cáo nộp đúng hạn thành nộp muộn"),
        (len(effect.extended), "đơn vị đã được gia hạn đến sau ngày đó, giữ hạn riêng"),
    )
    return [f"{'⚠ ' if 'thành nộp muộn' in what else ''}{count} {what}" for count, what in counts if count]


def moved(round_: Round, effect: RoundEffect) -> str:
    """After the yes."""
    at = moment(effect.moved[0].new.due_at if effect.moved else round_.due_at)
    return f"Đã đổi hạn nộp {report_name(round_)} sang {at} cho {len(effect.moved)} đơn vị; các đơn vị được báo."


def about_to_cancel(round_: Round, reports: Sequence[Report], units: Sequence[Unit], reason: str) -> str:
    """What cancelling would do."""
    begun = sum(report.submissions > 0 for report in reports)
    lines = [
        f"{report_name(round_)}, hạn nộp {moment(round_.due_at)}",
        f"{len(reports)} đơn vị không phải nộp nữa và được báo: {few([unit.full_name for unit in units], _MOST_NAMES)}",
    ]
    lines += [f"⚠ {begun} đơn vị đã nộp; báo cáo của họ không còn tính."] if begun else []
    return "\n".join([*lines, "Số liệu đã nhập vẫn lưu. Cần lại thì mở kỳ mới.", f"Lý do: {reason}"])


def cancelled(round_: Round, count: int) -> str:
    """After the yes."""
    return f"Đã hủy {report_name(round_)}; {count} đơn vị được báo, không ai bị nhắc nữa."


def told_of_due(round_: Round, one: MovedDue, reason: str) -> str:
    """To the officers of a unit: the new due time, and what it makes of a report that was handed in."""
    lines = [report_name(round_), _changes(one.old, one)]
    if one.was_late and one.is_late is False:
        lines.append("Báo cáo đã nộp của đơn vị nay tính là đúng hạn.")
    if one.was_late is False and one.is_late:
        lines.append("Báo cáo đã nộp của đơn vị nay tính là nộp muộn.")
    return "\n".join([*lines, *([f"Lý do: {reason}"] if reason else [])])


def _changes(old: Deadline, one: MovedDue) -> str:
    new = due(one.report)
    was = f" (trước là {moment(old.due_at)})" if old.due_at != one.new.due_at else ""
    return f"{new[:1].upper()}{new[1:]}{was}"


def told_of_cancelling(round_: Round, reason: str) -> str:
    """To the officers of a unit that is not asked any more."""
    return f"{report_name(round_)}: đơn vị không phải nộp nữa. Số liệu đã nhập vẫn lưu.\nLý do: {reason or 'không ghi'}"


def told_of_asking(round_: Round) -> str:
    """To the officers of a unit that is asked as well from now on."""
    return f"{report_name(round_)}: đơn vị được yêu cầu nộp, hạn nộp {moment(round_.due_at)}."
