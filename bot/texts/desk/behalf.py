"""Entering on behalf of a unit: to the desk that does it, and to the unit's officers."""

from collections.abc import Sequence

from bot.texts.common.states import STATES
from bot.texts.common.wording import moment, report_name
from tracker.office.officers import Officer
from tracker.office.units import Unit
from tracker.reports.behalf import EntryWay
from tracker.reports.reports import Report, State
from tracker.reports.rounds import Asked
from tracker.workbooks.words import WAYS

ENTER = "Nhập thay đơn vị"
HOW = {EntryWay.PAPER: "Bản giấy", EntryWay.TELEPHONE: "Điện thoại", EntryWay.OTHER: "Cách khác"}
SEE = "Xem lại báo cáo"
WHICH_REPORT = "Anh/chị nhập thay báo cáo nào?"
NOT_A_WAY = "Tôi chưa hiểu số liệu đến bằng cách nào."
BEGUN_TITLE = "Cơ quan cấp trên đang nhập thay báo cáo"
HANDED_IN_TITLE = "Cơ quan cấp trên đã nhập thay và nộp báo cáo"


def how_it_came(asked: Asked, unit: Unit) -> str:
    """Asked before the first question."""
    return (
        f"{unit.full_name}: {report_name(asked.round)}\nSố liệu của đơn vị đến bằng cách nào? Cách đó được ghi vào từng số "
        "liệu, phụ lục và tin báo cho đơn vị."
    )


def entering(unit: Unit, how: EntryWay) -> str:
    """Above the first question."""
    return f"Anh/chị đang nhập thay {unit.full_name}, theo {WAYS[how]}. Gõ “hủy” để dừng."


def left(unit: Unit) -> str:
    """After stopping."""
    return f"Đã dừng nhập thay. Số liệu đã nhập vẫn lưu; gõ “nhập thay {unit.name}” để nhập tiếp."


def none_open(units: Sequence[Unit]) -> str:
    """None of the units of that name has a report to fill."""
    return f"{', '.join(unit.full_name for unit in units)} không có báo cáo nào đang điền."


def not_open(asked: Asked, unit: Unit) -> str:
    """A report in which nothing can be entered."""
    where = STATES[State(asked.report.state)].to_desk
    return f"{unit.full_name}: {report_name(asked.round)} {where}, nên không nhập thay được."


def locked(asked: Asked, unit: Unit) -> str:
    """A report that must be opened again first."""
    return f"{unit.full_name}: {report_name(asked.round)} đã khóa sổ. Muốn nhập thay, anh/chị mở lại trước."


def begun(by: Officer, of: Unit, how: EntryWay) -> str:
    """To the unit's officers."""
    return f"{by.name} ({of.full_name}) nhập thay theo {WAYS[how]}. Anh/chị vẫn điền được; số nào do ai nhập đều ghi rõ."


def handed_in(by: Officer, of: Unit, how: EntryWay, receipt: str) -> str:
    """To the unit's officers."""
    return f"{by.name} ({of.full_name}) nhập thay theo {WAYS[how]}.\n{receipt}"


def receipt(unit: Unit, how: EntryWay, of_unit: str) -> str:
    """To the desk, above what the unit would read."""
    return f"Nhập thay {unit.full_name}, theo {WAYS[how]}\n{of_unit}"


def submitted_for(by: Officer, how: EntryWay, report: Report) -> str:
    """Above a report under review that was handed in on behalf of its unit."""
    at = f" lúc {moment(report.submitted_at)}" if report.submitted_at else ""
    return f"✎ Do {by.name} nhập thay{at}, theo {WAYS[how]}."


def taken_too(by: Officer) -> str:
    """To the unit's officers, of a report that the same desk has entered and taken."""
    return f"{by.name} đã nhập thay và tiếp nhận."
