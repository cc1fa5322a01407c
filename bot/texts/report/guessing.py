"""What a message most likely said, asked back; and what could not be made out of one."""

from collections.abc import Mapping, Sequence

from bot.reading.answering import Uncertainty, Unclear
from bot.texts import refusals
from bot.texts.common.wording import value
from tracker.forms.cell import Cell
from tracker.forms.form import Form
from tracker.forms.row import Row
from tracker.reports.entry import Entry

RIGHT = "Đúng"
NOT_RIGHT = "Sửa"
_MOST, _LONGEST = 8, 40  # figures, and letters of a word

_WITHOUT_WORDS = {Unclear.COMPUTED, Unclear.SEPARATOR}
_WHY = {
    Unclear.WHICH_ROW: "Tôi chưa chắc số này của mục nào.",
    Unclear.TOO_MANY: "Tin có nhiều số hơn số mục đang hỏi.",
    Unclear.TOO_FEW: "Tin có {figures} số, ít hơn số mục đang hỏi.",
    Unclear.RUNS_ON: "Tin có cả số của câu sau.",
    Unclear.SEPARATOR: "Tôi chưa chắc dấu trong tin ngăn cách các số hay là một phần của số.",
    Unclear.LIKELY: "Tôi chưa chắc đã hiểu đúng ý.",
    Unclear.NOT_A_CHOICE: "Câu trả lời chưa trùng với lựa chọn nào.",
    Unclear.COLUMNS: "Bảng có nhiều cột số, tôi chưa chắc cột nào là số kỳ này.",
    Unclear.COMPUTED: "Mục {left} được tính từ các mục khác, thường không cần gõ.",
}


def ask(form: Form, entries: Mapping[Cell, Entry], doubt: str) -> str:
    """The guess, and why it is asked."""
    said = [f"{cell} = {value(form.row_of(cell), entry)}" for cell, entry in list(entries.items())[:_MOST]]
    more = f" và {len(entries) - _MOST} mục nữa" if len(entries) > _MOST else ""
    return "\n".join(filter(None, (doubt, f"Ý anh/chị: {' · '.join(said)}{more}? Chưa ghi số nào.")))


def doubt(form: Form, of: Uncertainty) -> str:
    """What was not understood of a message that can be guessed."""
    unread = [refusals.unread(form.row_of(cell), one) for cell, one in of.unread.items()]
    left = f"Tôi chưa hiểu {_quoted(of.left)}." if of.left and of.why not in _WITHOUT_WORDS else ""
    why = _WHY.get(of.why, "").format(figures=of.figures, left=", ".join(of.left))
    return "\n".join(filter(None, (why, left, *unread)))


def puzzled(form: Form, cells: Sequence[Cell], of: Uncertainty) -> str:
    """What is wrong with a message of which nothing can be made, and what to type."""
    if of.unread:
        return "\n".join(refusals.unread(form.row_of(cell), one) for cell, one in of.unread.items())
    rows = form.rows_of(cells)
    known = {
        Unclear.TOO_MANY: lambda: refusals.too_many(of.figures, rows),
        Unclear.NO_FIGURE: lambda: refusals.no_number(rows),
        Unclear.UNKNOWN_ROW: lambda: refusals.unknown_row(of.left[0], refusals.near_rows(form, of.left[0])),
        Unclear.HEADING: lambda: refusals.heading(form.by_key[of.left[0]]),
        Unclear.TWICE: lambda: refusals.twice(of.left),
    }
    return known[of.why]() if of.why in known else _which(rows, of)


def _which(rows: Sequence[Row], of: Uncertainty) -> str:
    left = f" và chưa hiểu {_quoted(of.left)}" if of.left else ""
    example = f", ví dụ {rows[0].key}: 5" if rows else ""
    return f"Tôi chưa rõ số nào của mục nào{left}. Chưa ghi số nào; anh/chị gõ kèm số mục{example}."


def _quoted(words: Sequence[str]) -> str:
    """The words that were not understood, as they were typed."""
    return f"“{' '.join(words)[:_LONGEST]}”"
