"""Filling a report: the questions, what was taken, the summary and the receipt."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from bot.texts.common import labels
from bot.texts.common.wording import due, group_title, moment, named_row, report_name, short_moment, unit_name, value
from tracker.forms.cell import Cell
from tracker.forms.form import Form
from tracker.forms.row import Kind, Row
from tracker.reports.entry import Answer, Entry
from tracker.reports.figures import Entered
from tracker.reports.reports import Report, State
from tracker.reports.rounds import Asked, Round

NONE_AROSE = "Không phát sinh"
SKIP = "Bỏ qua"
BACK = "Lùi"
STAY = "Quay về câu đang dở"
SUBMIT = "Nộp báo cáo"
SHEET = "Xem phụ lục (Excel)"
HERE_IS_THE_SHEET = "Phụ lục với số liệu hiện có gửi kèm."
REOPEN = labels.REOPEN
FIRST = "Đây đã là câu đầu tiên."
TAP_OR_TYPE = "Anh/chị chọn một câu trả lời dưới đây hoặc gõ lại chữ đó."
WITH_THE_SHEET = "Phụ lục đã điền gửi kèm."
REOPENED = "Đã mở lại báo cáo để sửa. Sửa xong, anh/chị nhớ nộp lại."

_EXAMPLES = {Kind.RATE: "99,9", Kind.COUNT: "12", Kind.AMOUNT: "28,8"}


def opening(owed: Asked, asked: int, questions: int) -> str:
    """Shown once, above the first question."""
    return (
        f"{_terms(owed)}\nCần nhập {asked} số, gộp trong {questions} câu hỏi. Thoát lúc nào cũng được, số liệu vẫn lưu. "
        "Muốn điền trên máy tính, gõ “biểu Excel”."
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
    return f"Phần {part}/{parts} · còn {remaining} số" if remaining else ""


def question_title(form: Form, cells: Sequence[Cell]) -> str:
    """The only row asked, the row that names the group, or the section of several groups."""
    rows = form.rows_of(cells)
    if len(cells) == 1:
        return named_row(rows[0])
    sections = {form.section_of[row.key].key for row in rows}
    return group_title(form, rows[0].ask if len({row.ask for row in rows}) == 1 or len(sections) > 1 else sections.pop())


def question(form: Form, cells: Sequence[Cell], now: Mapping[Cell, str]) -> str:
    """The cells to answer, with what stands in them (`now`), and how to answer."""
    first = form.row_of(cells[0])
    if len(cells) == 1:
        standing = f"Hiện là: {now[cells[0]]}\n" if cells[0] in now else ""
        return f"{standing}{_how(first)}"
    lines = asked_lines(form, cells, now)
    return "\n".join([*lines, f"Trả lời {len(cells)} mục theo thứ tự trên, cách nhau bởi dấu cách."])


def asked_lines(form: Form, cells: Sequence[Cell], now: Mapping[Cell, str]) -> list[str]:
    """The cells to answer, each under the row that it is a part of; of several groups each under its heading."""
    rows = [form.row_of(cell) for cell in cells]
    said = {question_title(form, cells)}
    lines: list[str] = []
    for cell, row in zip(cells, rows, strict=True):
        over = _rows_over(form, row, [one for one in rows if one.ask == row.ask])
        lines += [f"{heading}:" for heading in over if heading not in said]
        said |= {*over, named_row(row)}
        lines.append(f"• {named_row(row)}{_unit(row)}{_standing(cell, now)}")
    return lines


def _rows_over(form: Form, row: Row, group: Sequence[Row]) -> list[str]:
    """The headings over a row: its group's, unless each row of the group has a nearer one, and what it is a part of."""
    whole = form.by_key[row.ask]
    part_of = [form.by_key.get(one.key.rstrip("abcdefghij"), whole) for one in group]
    nearer = all(parent not in {one, whole} for one, parent in zip(group, part_of, strict=True))
    over = [] if nearer else [whole]
    over.append(part_of[group.index(row)])
    return list(dict.fromkeys(named_row(parent) for parent in over if parent is not row))


def _unit(row: Row) -> str:
    if row.options:
        return " (" + ", ".join(label if code == label else f"{code} = {label}" for code, label in row.options) + ")"
    return f" ({unit_name(row.unit)})" if row.unit else ""


def _standing(cell: Cell, now: Mapping[Cell, str]) -> str:
    return f", hiện là {now[cell]}" if cell in now else ""


def _how(row: Row) -> str:
    if row.options:
        return "Anh/chị chọn một trong các câu trả lời dưới đây."
    if row.kind is Kind.TEXT:
        return "Trả lời bằng một câu ngắn."
    unit = "" if row.unit in {"", "%"} else f" ({unit_name(row.unit)})"
    example = _EXAMPLES.get(row.kind, _EXAMPLES[Kind.COUNT])
    return f"Trả lời một {'tỷ lệ %' if row.kind is Kind.RATE else 'số'}{unit}, ví dụ: {example}"


def taken(form: Form, shown: Mapping[Cell, Entry], cells: Sequence[Cell]) -> str:
    """What was entered, and what follows from it."""
    return "Đã ghi: " + " · ".join(_assignment(form, shown, cell) for cell in cells if cell in shown)


def _assignment(form: Form, shown: Mapping[Cell, Entry], cell: Cell) -> str:
    return f"{cell} {'→' if cell in form.computed else '='} {value(form.row_of(cell), shown[cell])}"


def skipped(cells: Iterable[Cell], reason: str) -> str:
    """Cells were left blank."""
    return f"Đã để trống {', '.join(map(str, cells))}" + (f", ghi chú: {reason}" if reason else "")


def all_none(count: int) -> str:
    """Everything that was open is answered "none arose"."""
    return f"Đã ghi không phát sinh cho {count} mục còn lại; mục nào có số thì gõ thêm, ví dụ 3.2.1: 5."


def answered_by(row: Row, figure: Entered, by: str) -> str:
    """Somebody else answered meanwhile; nothing of this message was taken."""
    stands = f"{row.key} = {value(row, figure.entry)}"
    return f"{stands} vừa được {by} nhập lúc {short_moment(figure.at)}; tin vừa rồi của anh/chị chưa ghi."


def replaced(row: Row, before: Entered, by: str) -> str:
    """A figure that somebody else had entered was replaced."""
    return f"({row.key} trước đó là {value(row, before.entry)}, do {by} nhập lúc {short_moment(before.at)})"


def summary_title(round_: Round) -> str:
    """Above the summary."""
    return f"{report_name(round_)}: xem lại trước khi nộp"


def figures_by_section(form: Form, shown: Mapping[Cell, Entry], before: Mapping[Cell, Decimal]) -> str:
    """Every printed figure on one screen, marked where it is more or less than `before`."""
    lines = []
    for section in form.sections:
        rows = (row for row in form.rows if form.section_of[row.key] is section)
        cells = [cell for row in rows for cell in form.cells_of(row) if cell in shown]
        lines.append(f"{section.stt.rstrip('.')}. {section.label}\n{_figures(form, shown, before, cells)}")
    return "\n".join(lines)


def _figures(form: Form, shown: Mapping[Cell, Entry], before: Mapping[Cell, Decimal], cells: Sequence[Cell]) -> str:
    """What is not nothing first, then zeros, what does not apply, and what is blank with the reasons."""
    zeros = [f"{cell}{_change(shown[cell], before.get(cell))}" for cell in cells if shown[cell].amount == 0]
    not_applicable = [str(cell) for cell in cells if shown[cell].answer is Answer.NOT_APPLICABLE]
    blank = [(cell, shown[cell].note) for cell in cells if shown[cell].answer is Answer.BLANK]
    why_blank = [f"{cell} ({note})" if note else str(cell) for cell, note in blank]
    some = [cell for cell in cells if shown[cell].answer is Answer.VALUE and shown[cell].amount != 0]
    parts = [f"{cell} = {value(form.row_of(cell), shown[cell])}{_change(shown[cell], before.get(cell))}" for cell in some]
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
