"""Filling a report: the questions, what was taken, the summary and the receipt."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.texts.wording import group_title, moment, named_row, report_name, short_moment, value
from tracker.figures import Answer, Entry, Figure
from tracker.form import Form, Kind, Row
from tracker.rounds import Round

NONE_AROSE = "Không phát sinh"
SKIP = "Bỏ qua"
BACK = "Lùi"
STAY = "Giữ nguyên"
SUBMIT = "Nộp báo cáo"
SHEET = "Xem phụ lục (Excel)"
HERE_IS_THE_SHEET = "Phụ lục với số liệu hiện có gửi kèm."
REOPEN = "Sửa lại báo cáo"
FIRST = "Đây đã là câu đầu tiên."
TAP_OR_TYPE = "Anh/chị chọn một nút hoặc gõ chữ trên nút."
WHY_REOPEN = "Báo cáo đã nộp. Anh/chị cho biết lý do sửa lại trong một câu, ví dụ: nhập nhầm mục 3.2.1."
REOPENED = "Đã mở lại báo cáo để sửa. Sửa xong, anh/chị nhớ nộp lại."

_EXAMPLES = {Kind.RATE: ("99,9", "100", "0"), Kind.COUNT: ("12", "3", "0", "5", "1", "8")}


def opening(round_: Round, asked: int, questions: int) -> str:
    """Shown once, above the first question."""
    since, until = round_.window_from, round_.window_to
    basis = f"\nCăn cứ: {round_.basis}" if round_.basis else ""
    return (
        f"{report_name(round_)}{basis}\n"
        f"Số liệu từ {since.day}/{since.month}/{since.year} đến {until.day}/{until.month}/{until.year} · "
        f"Hạn nộp: {moment(round_.due_at)}\n"
        f"Cần nhập {asked} số, gộp trong {questions} câu hỏi. Thoát lúc nào cũng được, số liệu vẫn lưu."
    )


def resumed(round_: Round, entered: int, asked: int) -> str:
    """Shown above the question at which somebody goes on."""
    return f"{report_name(round_)} · hạn nộp {moment(round_.due_at)}\nĐã nhập {entered}/{asked}, tiếp tục ở đây."


def progress(part: int, parts: int, remaining: int) -> str:
    """Where in the form we are."""
    return f"Phần {part}/{parts} · còn {remaining} số"


def question_title(form: Form, rows: Sequence[Row]) -> str:
    """The row that names the group, or the only row asked."""
    return named_row(rows[0]) if len(rows) == 1 else group_title(form, rows[0].ask)


def question(rows: Sequence[Row], now: Mapping[str, str]) -> str:
    """The rows to answer, with what stands in them (`now`), and how to answer."""
    lines = [] if len(rows) == 1 else [f"• {named_row(row)}{_unit(row)}{_standing(row, now)}" for row in rows]
    if len(rows) == 1:
        return f"{_standing(rows[0], now).lstrip(', ').capitalize()}\n{_how(rows[0])}".strip()
    example = " ".join(_example(row, place) for place, row in enumerate(rows))
    return "\n".join([*lines, f"Trả lời {len(rows)} mục trong một tin, cách nhau bởi dấu cách, ví dụ: {example}"])


def _unit(row: Row) -> str:
    if row.options:
        return " (" + ", ".join(label if code == label else f"{code} = {label}" for code, label in row.options) + ")"
    return f" ({row.unit})" if row.unit else ""


def _standing(row: Row, now: Mapping[str, str]) -> str:
    return f", hiện là {now[row.key]}" if row.key in now else ""


def _example(row: Row, place: int) -> str:
    if row.options:
        return row.options[0][0]
    examples = _EXAMPLES.get(row.kind, _EXAMPLES[Kind.COUNT])
    return examples[place % len(examples)]


def _how(row: Row) -> str:
    if row.options:
        return "Anh/chị chọn một trong các câu trả lời dưới đây."
    unit = "" if row.unit in {"", "%"} else f" ({row.unit})"
    return f"Trả lời một {'tỷ lệ %' if row.kind is Kind.RATE else 'số'}{unit}, ví dụ: {_example(row, 0)}"


def taken(form: Form, shown: Mapping[str, Entry], keys: Sequence[str]) -> str:
    """What was entered, and what follows from it."""
    return "Đã ghi: " + " · ".join(_assignment(form, shown, key) for key in keys if key in shown)


def _assignment(form: Form, shown: Mapping[str, Entry], key: str) -> str:
    row = form.by_key[key]
    return f"{key} {'→' if row.of else '='} {value(row, shown[key])}"


def skipped(keys: Sequence[str], reason: str) -> str:
    """Rows were left blank."""
    return f"Đã để trống {', '.join(keys)}" + (f", ghi chú: {reason}" if reason else "")


def replaced(row: Row, before: Figure, by: str) -> str:
    """A figure that somebody else had entered was replaced."""
    return f"({row.key} trước đó là {value(row, before.entry)}, do {by} nhập lúc {short_moment(before.at)})"


def summary_title(round_: Round) -> str:
    """Above the summary."""
    return f"{report_name(round_)}: xem lại trước khi nộp"


def summary(form: Form, shown: Mapping[str, Entry]) -> str:
    """Every figure, and how to change one."""
    return f"{figures_by_section(form, shown)}\nMuốn sửa, gõ ví dụ: sửa 3.2.1 hoặc 3.2.1: 5"


def figures_by_section(form: Form, shown: Mapping[str, Entry]) -> str:
    """Every printed figure on one screen."""
    lines = []
    for section in form.sections:
        keys = [row.key for row in form.rows if form.section_of[row.key] is section]
        filled = [key for key in keys if key in shown and shown[key].answer is not Answer.BLANK]
        blank = [key for key in keys if key in shown and shown[key].answer is Answer.BLANK]
        parts = [_assignment(form, shown, key).replace("→", "=") for key in filled]
        parts += [f"để trống: {', '.join(blank)}"] if blank else []
        lines.append(f"{section.stt}. {section.label}\n{' · '.join(parts) or 'không có số liệu'}")
    return "\n".join(lines)


def receipt(code: str, at: datetime, *, late: bool) -> str:
    """After submitting."""
    return f"Đã nộp · {'nộp muộn' if late else 'đúng hạn'}\nMã nhận: {code} · {moment(at)}"


def next_due(rounds: Sequence[Round]) -> str:
    """What else is owed."""
    if not rounds:
        return "Anh/chị không còn báo cáo nào đang chờ. Phụ lục đã điền gửi kèm."
    return "Phụ lục đã điền gửi kèm. Tiếp theo: " + "; ".join(f"{report_name(r)}, hạn nộp {moment(r.due_at)}" for r in rounds)


def closed(round_: Round, state: str, at: datetime | None) -> str:
    """A report that is handed in already."""
    when = f" lúc {moment(at)}" if at else ""
    return f"{report_name(round_)} {'đã tiếp nhận' if state == 'accepted' else 'đã nộp'}{when}."
