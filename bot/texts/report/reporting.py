"""Filling a report: the questions, what was taken, the summary and the receipt."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from bot.texts.common import labels
from bot.texts.common.wording import (
    cell_name,
    cell_names,
    due,
    moment,
    report_name,
    section_name,
    short_moment,
    value,
)
from bot.texts.report.cells import by_row
from tracker.forms.cell import Cell
from tracker.forms.form import Form
from tracker.forms.row import Row
from tracker.reports.entry import Answer, Entry
from tracker.reports.figures import Entered
from tracker.reports.reports import Report, State
from tracker.reports.rounds import Asked, Round

NONE_AROSE = "Không phát sinh"
SKIP = "Bỏ qua"
BACK = "Lùi"
STAY = "Quay về câu đang dở"
BLANK = "Biểu Excel"
SUBMIT = "Nộp báo cáo"
SHEET = "Xem phụ lục (Excel)"
HERE_IS_THE_SHEET = "Phụ lục với số liệu hiện có gửi kèm."
REOPEN = labels.REOPEN
FIRST = "Đây đã là câu đầu tiên."
TAP_OR_TYPE = "Anh/chị chọn một câu trả lời dưới đây hoặc gõ lại chữ đó."
WITH_THE_SHEET = "Phụ lục đã điền gửi kèm."
REOPENED = "Đã mở lại báo cáo để sửa. Sửa xong, anh/chị nhớ nộp lại."


def opening(owed: Asked, asked: int, lists: int, questions: int) -> str:
    """Shown once, above the first question: how many figures and lists are asked, in how many questions."""
    parts = [f"{asked} số"] if asked or not lists else []
    parts += [f"{lists} danh sách"] if lists else []
    return (
        f"{_terms(owed)}\nCần nhập {' và '.join(parts)}, gộp trong {questions} câu hỏi. Thoát lúc nào cũng được, "
        "số liệu vẫn lưu. Muốn điền trên máy tính, gõ “biểu Excel”."
    )


def wide(asked: int, in_a_row: int) -> str:
    """Above the opening of a form that is filled faster on a computer."""
    return (
        f"Biểu này có {asked} ô, tới {in_a_row} ô một dòng: điền trên máy tính nhanh hơn, gõ “biểu Excel”. "
        "Điền tại đây cũng được, mỗi câu nhiều nhất 8 số."
    )


def opening_again(owed: Asked, sections: int) -> str:
    """Above the first question, where last period's figures are there to be kept."""
    return f"{_terms(owed)}\nĐã có số kỳ trước: đi qua {sections} phần, chỉ gõ mục nào thay đổi."


def _terms(owed: Asked) -> str:
    round_ = owed.round
    since, until = round_.window_from, round_.window_to
    basis = f"\nCăn cứ: {round_.basis}" if round_.basis else ""
    return (
        f"{report_name(round_)}{basis}\n"
        f"Số liệu tính từ {since.day}/{since.month}/{since.year} đến hết {until.day}/{until.month}/{until.year} · "
        f"{due(owed.report)}"
    )


def resumed(owed: Asked, entered: int, asked: int) -> str:
    """Shown above the question at which somebody goes on."""
    return f"{report_name(owed.round)} · {due(owed.report)}\nĐã nhập {entered}/{asked}, tiếp tục ở đây."


def complete(owed: Asked, asked: int) -> str:
    """Shown above the summary of a report that only has to be handed in."""
    return f"{report_name(owed.round)} · {due(owed.report)}\nĐã nhập đủ {asked}/{asked}, mời anh/chị xem lại."


def progress(part: int, parts: int, remaining: int) -> str:
    """Where in the form we are; nothing when only a correction is left."""
    if parts == 1:
        return f"Còn {remaining} số" if remaining else ""
    return f"Phần {part}/{parts} · còn {remaining} số" if remaining else ""


def taken(form: Form, shown: Mapping[Cell, Entry], cells: Sequence[Cell]) -> str:
    """What was entered, and what follows from it."""
    if not form.is_plain:
        return by_row.taken(form, shown, cells)
    return "Đã ghi: " + " · ".join(_assignment(form, shown, cell) for cell in cells if cell in shown)


def _assignment(form: Form, shown: Mapping[Cell, Entry], cell: Cell) -> str:
    return f"{cell_name(form.row_of(cell))} {'→' if cell in form.computed else '='} {value(form.row_of(cell), shown[cell])}"


def skipped(form: Form, cells: Iterable[Cell], reason: str) -> str:
    """Cells were left blank."""
    return f"Đã để trống {', '.join(cell_names(form, cells))}" + (f", ghi chú: {reason}" if reason else "")


def all_none(count: int) -> str:
    """Everything that was open is answered "none arose"."""
    return f"Đã ghi không phát sinh cho {count} mục còn lại; mục nào có số thì gõ thêm, ví dụ 3.2.1: 5."


def answered_by(row: Row, figure: Entered, by: str) -> str:
    """Somebody else answered meanwhile; nothing of this message was taken."""
    stands = f"{cell_name(row)} = {value(row, figure.entry)}"
    return f"{stands} vừa được {by} nhập lúc {short_moment(figure.at)}; tin vừa rồi của anh/chị chưa ghi."


def replaced(row: Row, before: Entered, by: str) -> str:
    """A figure that somebody else had entered was replaced."""
    return f"({cell_name(row)} trước đó là {value(row, before.entry)}, do {by} nhập lúc {short_moment(before.at)})"


def summary_title(round_: Round) -> str:
    """Above the summary."""
    return f"{report_name(round_)}: xem lại trước khi nộp"


def figures_by_section(form: Form, shown: Mapping[Cell, Entry], before: Mapping[Cell, Decimal]) -> str:
    """Every printed figure on one screen, marked where it is more or less than `before`."""
    if not form.is_plain:
        return by_row.of_sections(form, shown, before)
    lines = []
    for section in form.sections:
        cells = [cell for cell in form.in_order(shown) if form.section_at(cell) is section]
        lines.append(f"{section_name(section)}\n{_figures(form, shown, before, cells)}")
    return "\n".join(lines)


def _figures(form: Form, shown: Mapping[Cell, Entry], before: Mapping[Cell, Decimal], cells: Sequence[Cell]) -> str:
    """What is not nothing first, then zeros, what does not apply, and what is blank with the reasons."""
    zeros = [
        f"{cell_name(form.row_of(cell))}{_change(shown[cell], before.get(cell))}" for cell in cells if shown[cell].amount == 0
    ]
    not_applicable = cell_names(form, (cell for cell in cells if shown[cell].answer is Answer.NOT_APPLICABLE))
    blank = [(cell_name(form.row_of(cell)), shown[cell].note) for cell in cells if shown[cell].answer is Answer.BLANK]
    why_blank = [f"{name} ({note})" if note else name for name, note in blank]
    some = [cell for cell in cells if shown[cell].answer is Answer.VALUE and shown[cell].amount != 0]
    rows = [(cell, form.row_of(cell)) for cell in some]
    parts = [f"{cell_name(row)} = {value(row, shown[cell])}{_change(shown[cell], before.get(cell))}" for cell, row in rows]
    for word, named in (("bằng 0", zeros), ("không áp dụng", not_applicable), ("để trống", why_blank)):
        parts += [f"{word}: {', '.join(named)}"] if named else []
    return " · ".join(parts) or "không có số liệu"


def _change(entry: Entry, before: Decimal | None) -> str:
    if entry.amount is None or before is None or entry.amount == before:
        return ""
    return " ▲" if entry.amount > before else " ▼"


def why_reopen(report: Report, then: str = "") -> str:
    """Before a report is taken back, and the row that is changed after that."""
    where = "đang chờ lãnh đạo duyệt" if report.state == State.AWAITING else "đã nộp"
    change = f" (sửa {then})" if then else ""
    return (
        f"Báo cáo {where}. Anh/chị cho biết lý do sửa lại{change} trong một câu, ví dụ: nhập nhầm mục 3.2.1. "
        "Gõ “hủy” nếu thôi."
    )


def receipt(report: Report, code: str) -> str:
    """After submitting; of a report that was handed in before, its first time decides."""
    late = "nộp muộn" if report.is_late else "đúng hạn"
    again = f" lại lần {report.submissions}" if report.submissions > 1 else ""
    by_the_first = " (theo lần nộp đầu)" if again else ""
    at = f" · {moment(report.submitted_at)}" if report.submitted_at else ""
    return f"Đã nộp{again}, {late}{by_the_first}\nMã nhận: {code}{at}"


def next_due(owed: Sequence[Asked]) -> str:
    """What else is owed."""
    if not owed:
        return "Anh/chị không còn báo cáo nào đang chờ. Phụ lục đã điền gửi kèm."
    return "Phụ lục đã điền gửi kèm. Tiếp theo: " + "; ".join(f"{report_name(o.round)}, {due(o.report)}" for o in owed)


def closed(asked: Asked, now: datetime) -> str:
    """A report that is handed in already."""
    report = asked.report
    if report.state == State.AWAITING:
        return f"{report_name(asked.round)} đang chờ lãnh đạo đơn vị duyệt, chưa nộp; {due(report)}."
    when = f" lúc {moment(report.submitted_at)}" if report.submitted_at else ""
    locked = f", đã khóa sổ lúc {moment(report.locks_at)}" if report.locks_at and report.is_locked(now) else ""
    return f"{report_name(asked.round)} {'đã tiếp nhận' if report.state == State.ACCEPTED else 'đã nộp'}{when}{locked}."
