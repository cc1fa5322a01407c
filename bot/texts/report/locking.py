"""Khóa sổ: to the officer whose report is locked, to the desk that may open it again."""

from collections.abc import Sequence
from datetime import datetime

from bot.texts.common.wording import moment, report_name
from tracker.office.officers import Officer
from tracker.office.units import Unit
from tracker.reports.reports import Report
from tracker.reports.rounds import Asked

ASK = "Xin mở lại"
UNLOCK = "Mở lại"
UNLOCK_THIS = "Mở lại để sửa"
ASKED_TITLE = "Đề nghị mở lại báo cáo đã khóa sổ"
CONFIRM_TITLE = "Mở lại báo cáo đã khóa sổ"
UNLOCKED_TITLE = "Báo cáo được mở lại"
WHY_ASK = "Anh/chị cho biết lý do xin mở lại, trong một câu, ví dụ: bổ sung số liệu mục 3.2."
WHY_UNLOCK = "Anh/chị cho biết lý do mở lại, trong một câu; cán bộ của đơn vị sẽ đọc đúng câu đó."
WHICH_REPORT = "Anh/chị mở lại báo cáo nào?"


def locked(owed: Asked) -> str:
    """To whoever opens a locked report, or is filling it when it is locked."""
    return (
        f"{report_name(owed.round)} đã khóa sổ{_since(owed.report)}, không nhập, nộp hay sửa được nữa. "
        f"Số liệu đã nhập vẫn lưu.\nCần sửa, anh/chị chọn “{ASK}” để đề nghị cán bộ theo dõi mở lại."
    )


def _since(report: Report) -> str:
    return f" lúc {moment(report.locks_at)}" if report.locks_at else ""


def sent(told: int) -> str:
    """To the officer."""
    if not told:
        return "Đã ghi lại, nhưng chưa cán bộ theo dõi nào nhận tin ở đây được; anh/chị gọi điện báo thêm."
    return f"Đã gửi đề nghị mở lại tới {told} cán bộ theo dõi; được mở lại tôi báo ngay."


def asked(owed: Asked, unit: Unit, by: Officer, reason: str) -> str:
    """To the desk."""
    since = _since(owed.report)
    return f"{unit.full_name} ({by.name}): {report_name(owed.round)}\nĐã khóa sổ{since}.\nLý do xin mở lại: {reason}"


def when(owed: Asked, unit: Unit, reason: str) -> str:
    """To the desk; the officers may have given the reason already."""
    why = f"\nLý do của đơn vị: {reason}" if reason else ""
    how = "đến khi nào? Ví dụ: thứ Sáu" if reason else "đến khi nào, vì sao? Ví dụ: thứ Sáu, bổ sung số liệu mục 3.2"
    return (
        f"{unit.full_name}: {report_name(owed.round)}, đã khóa sổ{_since(owed.report)}.{why}\n"
        f"Mở lại {how}. Không ghi giờ thì tính đến 17:00."
    )


def confirm(owed: Asked, unit: Unit, until: datetime, reason: str) -> str:
    """What was understood, before the report is opened."""
    return (
        f"{unit.full_name}: {report_name(owed.round)}\nMở lại đến: {moment(until)}, sau đó lại khóa sổ\nLý do: {reason}\n"
        f"Hạn nộp không đổi. Đúng thì anh/chị chọn “{UNLOCK}”."
    )


def unlocked(unit: Unit, report: Report) -> str:
    """To the desk."""
    return f"Đã mở lại báo cáo của {unit.full_name}{_until(report)}; cán bộ của đơn vị được báo ngay."


def _until(report: Report) -> str:
    return f" đến {moment(report.locks_at)}" if report.locks_at else ""


def open_until(report: Report, reason: str) -> str:
    """To the officers."""
    return f"Anh/chị sửa và nộp trước khi khóa sổ lại{_until(report).replace(' đến', ' lúc')}.\nLý do mở lại: {reason}"


def open_already(report: Report) -> str:
    """To whoever opens it once more."""
    until = f", {moment(report.locks_at)} mới khóa sổ" if report.locks_at else ""
    return f"Báo cáo này hiện không khóa sổ{until}."


def none_locked(units: Sequence[Unit]) -> str:
    """None of the units of that name has a report to open again."""
    return f"{', '.join(unit.full_name for unit in units)} không có báo cáo nào đang khóa sổ mà chưa tiếp nhận."


def which(owed: Asked, unit: Unit) -> str:
    """One of several reports."""
    return f"{unit.full_name}: {report_name(owed.round)}"
