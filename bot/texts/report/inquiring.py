"""Answers to what an officer asks while a report is filled, or at any other time."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from bot.texts.common.roles import ROLES
from bot.texts.common.wording import (
    cut,
    day,
    due,
    moment,
    named_row,
    report_name,
    section_name,
)
from tracker.calendar.periods import ZONE
from tracker.forms.cell import Cell
from tracker.forms.form import Form
from tracker.forms.row import Row
from tracker.office.officers import Officer, Role
from tracker.office.units import Unit
from tracker.reports.rounds import Asked, Round

_MOST_GROUPS, _LONG, _SHORT = 5, 90, 60  # characters of a label
MAY_ASK = (
    "Anh/chị có thể hỏi: “hạn nộp” · “còn mục nào” · “mục 3.2.1 là gì” · “kỳ trước bao nhiêu” · “ai phụ trách” · "
    "“tôi nộp chưa” · “xem phụ lục”."
)
KEPT = "Số đã ghi vẫn lưu: anh/chị thoát ra hay tắt máy đều không mất, mở lại thì làm tiếp từ chỗ đang dở."
HOW_TO_TAKE_BACK = "Ghi nhầm thì gõ “hoàn tác” để lấy lại tin vừa ghi, hoặc gõ lại số đúng kèm số mục, ví dụ 3.2.1: 5."
NOTHING_AROSE = (
    "Không phát sinh thì gõ 0, hoặc “không phát sinh” cho cả nhóm. Mục không áp dụng cho đơn vị thì gõ “-”. "
    "Chưa có số liệu thì gõ “bỏ qua” kèm lý do, mục để trống."
)
AFTER_HANDING_IN = (
    "Chưa nộp thì sửa lúc nào cũng được, ví dụ: sửa 3.2.1. Đã nộp mà chưa được tiếp nhận thì mở báo cáo ra sửa lại được, "
    "kèm lý do. Đã tiếp nhận hoặc đã khóa sổ thì gọi cán bộ theo dõi để trả lại hoặc mở lại."
)
HOW_TO_HAND_IN = (
    "Nhập đủ các mục thì tôi đưa bản tóm tắt; anh/chị xem lại rồi gõ “nộp báo cáo”. Muốn biết còn thiếu gì, gõ “còn mục nào”."
)
HOW_TO_ASK_FOR_TIME = (
    "Muốn xin thêm thời gian, anh/chị gõ ví dụ: xin gia hạn đến 18/3 vì chờ số liệu; cán bộ theo dõi quyết định."
)
NO_PICTURES = (
    "Tôi chưa đọc số từ ảnh, bản quét, Word hay PDF. Anh/chị gõ số, dán cả bảng từ Excel vào tin, "
    "hoặc gõ “biểu Excel” để lấy biểu điền trên máy."
)
SELF = "Tôi là trợ lý tự động của Đúng Hạn, không phải người. Cần gặp người thì gọi:"
NO_MORE_ON_THE_FORM = "Biểu không ghi gì thêm về mục này; tính hay không thì hỏi cán bộ theo dõi:"
IF_LATE = "Sau hạn vẫn nộp được nếu chưa khóa sổ, báo cáo ghi là nộp muộn. Muốn xin thêm thời gian thì gõ “xin gia hạn”."
AGAIN = "Tôi nhắc lại:"
NO_COLLEAGUES = "Đơn vị chưa có ai khác dùng Đúng Hạn."
NO_DESK = "Chưa có cán bộ theo dõi nào ở cấp trên trong danh sách."


def partly_understood(left: str) -> str:
    """Before the answer to what was understood of a question."""
    return f"Tôi chưa hiểu phần “{cut(left, _SHORT)}” của câu hỏi; phần tôi hiểu:" if left else ""


def not_understood(left: str) -> str:
    """A question of which something, or all, means nothing here."""
    what = f"phần “{cut(left, _SHORT)}” của câu hỏi này" if left else "câu hỏi này"
    return f"Tôi chưa hiểu {what}. {MAY_ASK}"


def due_when(asked: Asked, now: datetime) -> str:
    """When it is due and how many days are left, or when it was handed in."""
    report = asked.report
    if not report.is_with_unit and report.submitted_at:
        how = "nộp muộn" if report.is_late else "đúng hạn"
        return f"{report_name(asked.round)}: {due(report)}; đã nộp lúc {moment(report.submitted_at)}, {how}."
    return f"{report_name(asked.round)}: {due(report)}; {_days_left(report.due_at, now)}."


def lock_when(asked: Asked, now: datetime) -> str:
    """When it is locked, or that no lock was set."""
    report, name = asked.report, report_name(asked.round)
    if report.locks_at is None:
        return f"{name}: kỳ này không đặt giờ khóa sổ; {due(report)}."
    how = "đã khóa sổ lúc" if report.is_locked(now) else "khóa sổ lúc"
    return f"{name}: {how} {moment(report.locks_at)}; {due(report)}."


def _days_left(until: datetime, now: datetime) -> str:
    days = (until.astimezone(ZONE).date() - now.astimezone(ZONE).date()).days
    if now > until:
        return f"đã quá hạn {-days} ngày" if days else "đã quá hạn hôm nay"
    return f"còn {days} ngày" if days else "hết hạn trong hôm nay"


def still_open(asked: Asked, form: Form, waiting: Sequence[Cell], count: int, to_settle: int) -> str:
    """Which groups wait for figures, and how many in each."""
    name = report_name(asked.round)
    if not waiting:
        rest = f"còn {to_settle} chỗ cần xem lại trước khi nộp" if to_settle else "chỉ còn xem lại và nộp"
        return f"{name}: đã nhập đủ {count}/{count}, {rest}."
    groups: dict[str, int] = {}
    for cell in waiting:
        groups[form.row_of(cell).ask] = groups.get(form.row_of(cell).ask, 0) + 1
    lists = {form.row_of(cell).ask for cell in waiting if form.row_of(cell).repeats}
    lines = [
        f"• {cut(named_row(form.by_key[key]), _SHORT)} ({'danh sách' if key in lists else f'{many} số'})"
        for key, many in groups.items()
    ]
    more = [f"và {len(lines) - _MOST_GROUPS} nhóm nữa"] if len(lines) > _MOST_GROUPS else []
    head = f"{name}: còn {len(waiting)}/{count} số trong {len(lines)} nhóm:"
    return "\n".join([head, *lines[:_MOST_GROUPS], *more])


def by_section(asked: Asked, form: Form, cells: Sequence[Cell], waiting: Sequence[Cell]) -> str:
    """How far each part of the report has come."""
    open_ = set(waiting)
    parts = []
    for section in form.sections:
        theirs = [cell for cell in cells if form.section_at(cell) is section]
        if theirs:
            done = sum(cell not in open_ for cell in theirs)
            parts.append(f"{_part(section)}: {done}/{len(theirs)}")
    head = f"{report_name(asked.round)}: đã nhập {len(cells) - len(open_)}/{len(cells)}"
    return f"{head} ({' · '.join(parts)}). Muốn xem từng số, gõ “xem phụ lục”."


def _part(section: Row) -> str:
    return f"phần {section.stt.rstrip('.')}" if section.stt else cut(section_name(section), _SHORT)


def sheet_of(asked: Asked) -> str:
    """Beside the appendix as it stands."""
    at = asked.report.submitted_at
    how = f"đã nộp lúc {moment(at)}" if at and not asked.report.is_open else "với số liệu hiện có, chưa nộp"
    return f"Phụ lục gửi kèm: {report_name(asked.round)}, {how}."


def no_blank(asked: Asked) -> str:
    """A report that takes no figures has no sheet to fill."""
    return f"{report_name(asked.round)} đã nộp nên không có biểu để điền. Gõ “xem phụ lục” để lấy bản đã nộp."


def receipt_again(asked: Asked, code: str) -> str:
    """The code and the time of the last hand-in."""
    report = asked.report
    if report.submitted_at is None:
        return f"{report_name(asked.round)}: chưa nộp nên chưa có mã nhận."
    return f"{report_name(asked.round)}\nMã nhận: {code} · nộp lúc {moment(report.submitted_at)}"


def basis(round_: Round) -> str:
    """The document that asks for the report."""
    said = f"căn cứ {round_.basis}" if round_.basis else "kỳ báo cáo này không ghi văn bản căn cứ"
    return f"{report_name(round_)}: {said}."


def window(round_: Round) -> str:
    """The days of the data."""
    return f"{report_name(round_)}: số liệu tính từ {day(round_.window_from)} đến hết {day(round_.window_to)}."


def no_report_of_period() -> str:
    """The unit has no report on this form for the period that was said."""
    return "Đơn vị không có báo cáo này trong kỳ anh/chị hỏi."


def whom_to_call(desks: Iterable[tuple[Officer, Unit]], colleagues: Iterable[tuple[Officer, Unit]]) -> str:
    """Who receives the reports above, and who else works on them in the unit."""
    above = [f"☎ {officer.name} ({unit.full_name}), {_phone(officer)}" for officer, unit in desks]
    beside = [f"{officer.name} ({ROLES[Role(officer.role)]}), {_phone(officer)}" for officer, _ in colleagues]
    own = f"Cùng đơn vị: {'; '.join(beside)}" if beside else NO_COLLEAGUES
    return "\n".join([*(["Cán bộ theo dõi ở cấp trên:", *above] if above else [NO_DESK]), own])


def _phone(officer: Officer) -> str:
    return f"điện thoại {officer.phone}" if officer.phone else "chưa có số điện thoại"
