"""Filling on a computer: the sheet that goes out, and what a filled one would change."""

from collections.abc import Mapping, Sequence

from bot.reading.filled_sheet import TakenOver
from bot.texts import refusals
from bot.texts.common.wording import cut, due, report_name, value
from tracker.blank_form import PrintedRow
from tracker.forms.cell import Cell
from tracker.forms.form import Form
from tracker.reports.entry import Entry
from tracker.reports.rounds import Asked, Round
from tracker.review.findings import Finding

TAKE = "Lấy số liệu từ tệp"
TAKE_AND_GO_ON = "Lấy số liệu, tôi hỏi tiếp mục trống"
TAKE_AND_LEAVE_REST = "Lấy số liệu, để trống các mục còn lại"
DROP = "Không lấy"
DROPPED = "Đã bỏ qua tệp vừa gửi, số liệu không thay đổi."
HOW_TO_FILL = (
    "Anh/chị điền các ô màu vàng trên máy tính (tổng và tỷ lệ tôi tự tính), lưu rồi gửi lại tệp. "
    "Tôi đối chiếu và hỏi lại trước khi ghi."
)
_LONGEST = 40  # characters of what was typed
_MOST_CHANGED, _MOST_FOUND, _MOST_EMPTY = 20, 8, 12  # on one screen
ANY_FILE = "Biểu Excel đã điền, kế hoạch năm, hoặc biểu trống"
_TAKEN = "biểu Excel đã điền hoặc kế hoạch năm (.xlsx). Minh chứng của một nhiệm vụ thì mở nhiệm vụ đó trước rồi gửi."
SEND_HERE = f"Anh/chị gửi tệp vào đây: {_TAKEN}"
SEND_THERE = f"Anh/chị gửi tệp theo đường dẫn ở cuối tin này: {_TAKEN}"
NOT_CARRIED = (
    "Trong cuộc trò chuyện này tôi chỉ nhận được chữ và số, không nhận được tệp hay ảnh. "
    "Có tệp Excel thì anh/chị gửi theo đường dẫn ở cuối tin này."
)
WHICH_BLANK = "Anh/chị lấy biểu Excel của báo cáo nào?"


def blank(owed: Asked) -> str:
    """Above the sheet to fill."""
    return f"Biểu Excel: {report_name(owed.round)} · {due(owed.report)}"


def no_blank_of(words: str) -> str:
    """No report that is owed is of this period."""
    return f"Đơn vị anh/chị không có báo cáo nào đang mở của “{cut(words, _LONGEST)}”."


def nothing_new(name: str) -> str:
    """The sheet says what the report says."""
    return f"Tệp {name} không có số nào khác với số đã nhập."


def without_place(rows: Sequence[PrintedRow]) -> str:
    """Rows of a sheet that have a figure and are none of the form's."""
    named = [f"dòng {row.row} “{cut(row.label, _LONGEST)}” ({row.figure})" for row in rows]
    return f"Biểu không có {_few(named, _MOST_FOUND, '; ')}; số ở đó không lấy được." if rows else ""


def comparison_title(name: str, round_: Round) -> str:
    """Above the comparison."""
    return f"Tệp {name}: {report_name(round_)}"


def comparison(
    form: Form, standing: Mapping[Cell, Entry], entries: Mapping[Cell, Entry], empty: Sequence[Cell], found: Sequence[Finding]
) -> str:
    """What the sheet brings, what it would replace, what would be out of line, what stays empty."""
    changed = [_change(form, cell, standing[cell], entry) for cell, entry in entries.items() if cell in standing]
    lines = [f"Số mới: {len(entries) - len(changed)} · khác số đã nhập: {len(changed)} · còn trống: {len(empty)}"]
    if changed:
        lines.append("Thay số đã nhập: " + _few(changed, _MOST_CHANGED, " · "))
    if found:
        lines.append(f"Cần xem lại {len(found)} chỗ, lấy rồi tôi hỏi từng chỗ:")
        lines.append(_few([f"• {refusals.finding(form, one)}" for one in found], _MOST_FOUND, "\n"))
    if empty:
        lines.append("Tệp để trống: " + _few(list(map(str, empty)), _MOST_EMPTY, ", "))
    return "\n".join([*lines, "Chưa ghi số nào. Anh/chị lấy số liệu từ tệp này không?"])


def _change(form: Form, cell: Cell, before: Entry, after: Entry) -> str:
    row = form.row_of(cell)
    return f"{cell}: {value(row, before)} → {value(row, after)}"


def _few(parts: Sequence[str], most: int, between: str) -> str:
    rest = len(parts) - most
    return between.join([*parts[:most], *([f"và {rest} chỗ nữa"] if rest > 0 else [])])


def taken_over(taken: TakenOver) -> str:
    """After the yes."""
    replaced = f", trong đó thay {taken.changed} số đã nhập" if taken.changed else ""
    blank_too = f", để trống {taken.blank} mục" if taken.blank else ""
    return f"Đã ghi {taken.new} số từ tệp{replaced}{blank_too}."
