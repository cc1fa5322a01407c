"""To the desk that opens a round: the questions, the summary, what is wrong."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from bot.texts.common.wording import day, few, moment, report_name
from tracker.calendar.periods import Period
from tracker.forms.form import Form
from tracker.office.units import Unit
from tracker.reports.rounds import Round, Terms

OPEN = "Mở kỳ báo cáo"
CANCEL = "Hủy"
RECIPIENTS_CHANGED = "Có đơn vị nhận không còn thuộc phạm vi của anh/chị; anh/chị xem lại nơi nhận trước khi mở."
LEAVE_OUT = "Bỏ tên này"
NOT_OPENED = "Đã hủy, chưa mở kỳ báo cáo nào."
WHICH_FORM = "Anh/chị mở kỳ báo cáo theo biểu nào?"
PERIOD_FIRST = "Anh/chị cho biết kỳ báo cáo trước, rồi đến nơi nhận."
NO_WINDOW = "Tôi cần hai ngày, cả hai ngày đều tính, ví dụ: 15/12/2020 đến 14/6/2021."
LOCK_FAR = "⚠ Khóa sổ sau hạn nộp hơn ba tháng; anh/chị xem lại năm."
PAST = "⚠ Hạn nộp này đã qua, báo cáo nào cũng sẽ là nộp muộn."
HOW_TO_CHANGE = "Anh/chị chọn một mục, hoặc gõ phần cần sửa, mỗi phần một dòng, ví dụ: hạn nộp 9h 15/6."
CHANGES: Mapping[str, str] = {
    "due": "Sửa hạn nộp",
    "window": "Sửa thời gian số liệu",
    "lock": "Khóa sổ",
    "basis": "Căn cứ",
    "recipients": "Nơi nhận",
    "period": "Sửa kỳ",
    "form": "Sửa biểu",
}
_QUESTIONS: Mapping[str, str] = {
    "period": "Kỳ nào? Ví dụ: quý 1 2027, 6 tháng đầu năm 2027, tháng 3.",
    "due": "{window}Hạn nộp khi nào? Ví dụ: 9h 15/6. Không ghi giờ thì là 17:00. Muốn đổi thời gian số liệu, gõ ví dụ: "
    "số liệu 1/12/2026 đến 8/3/2027.",
    "window": "{window}Anh/chị gõ ngày đầu và ngày cuối, ví dụ: 15/12/2020 đến 14/6/2021.",
    "lock": "Khóa sổ khi nào? Sau đó không nhập, nộp hay sửa được nữa. Gõ ví dụ: 17h 20/6, hoặc “không”.",
    "basis": "Căn cứ văn bản nào? Gõ số, ngày, nơi ban hành, ví dụ: Công văn 1649/UBND-NV ngày 10/6/2021, hoặc “không”.",
    "recipients": "Đơn vị nào báo cáo? Gõ tên, cách nhau bởi dấu phẩy (không dấu cũng được), “các xã”, hoặc “tất cả”.",
}
_MOST_NAMES = 15


def form(form_: Form) -> str:
    """One of the forms."""
    return f"{form_.name} ({form_.code})"


def question(part: str, window: tuple[date, date] | None) -> str:
    """What is asked of this part; the proposed window of the data where it matters."""
    days = f"Số liệu {_days(*window)}.\n" if window else ""
    return _QUESTIONS[part].format(window=days)


def _days(since: date, until: date) -> str:
    return f"từ {since.day}/{since.month}/{since.year} đến hết {until.day}/{until.month}/{until.year}"


def at(due: datetime) -> str:
    """The button of a due time."""
    return moment(due)


def which_form(words: str, fitting: Sequence[str]) -> str:
    """No form, or several."""
    if not fitting:
        return f"Tôi không thấy biểu nào tên “{words[:40]}”."
    return f"“{words[:40]}” có thể là {len(fitting)} biểu: {', '.join(fitting)}. Anh/chị chọn một."


def no_period(words: str) -> str:
    """What was typed is no period."""
    return f"Tôi đọc được “{words[:40]}” nhưng chưa hiểu là kỳ nào."


def lock_before_due(lock: datetime, due: datetime) -> str:
    """The two in the wrong order; nothing was changed."""
    return f"Khóa sổ ({moment(lock)}) không thể trước hạn nộp ({moment(due)}); tôi chưa sửa gì."


def no_unit(name: str) -> str:
    """No unit below the desk's own is called so."""
    return f"Tôi không thấy đơn vị nào tên “{name[:60]}” trong các đơn vị cấp dưới. Anh/chị gõ lại tên hoặc mã đơn vị."


def which_unit(name: str) -> str:
    """Several units are called so."""
    return f"“{name[:60]}” là đơn vị nào? Anh/chị chọn một, hoặc gõ tên đầy đủ hay mã đơn vị."


def too_soon(least: datetime) -> str:
    """Article 8.5 of Nghị định 09/2019/NĐ-CP."""
    return (
        "⚠ Nghị định 09/2019/NĐ-CP (điều 8 khoản 5) để ít nhất một ngày làm việc sau ngày chốt số liệu: "
        f"hạn nộp sớm nhất là {moment(least)}. Vẫn mở được nếu văn bản ghi như vậy."
    )


def day_off(due_on: date, working: date) -> str:
    """The due day is no working day."""
    return f"⚠ {day(due_on)} là ngày nghỉ; ngày làm việc tiếp theo là {day(working)}."


def summary_title(form_: Form, period: Period) -> str:
    """Which round would be opened."""
    return f"{form_.name} {period.label} ({form_.code})"


def summary(terms: Terms, units: Sequence[Unit], of_unit: Unit, *, everybody: bool) -> str:
    """What would be opened."""
    who = f"tất cả {len(units)} đơn vị báo cáo dưới {of_unit.full_name}" if everybody else f"{len(units)} đơn vị"
    return "\n".join(
        [
            f"Số liệu: {_days(*terms.window)}",
            f"Hạn nộp: {moment(terms.due_at)}",
            f"Khóa sổ: {moment(terms.locks_at) if terms.locks_at else 'không'}",
            f"Căn cứ: {terms.basis or 'chưa ghi'}",
            f"Nơi nhận: {who}: {few([unit.full_name for unit in units], _MOST_NAMES)}" if units else f"Nơi nhận: {who}",
            f"Chưa mở kỳ nào; đúng thì anh/chị chọn “{OPEN}”.",
        ]
    )


def opened(round_: Round, units: Sequence[Unit]) -> str:
    """After the yes."""
    return (
        f"Đã mở {report_name(round_)} cho {len(units)} đơn vị, hạn nộp {moment(round_.due_at)}. "
        "Cán bộ các đơn vị được nhắc theo lịch nhắc."
    )
