"""What a message most likely said, asked back; and what could not be made out of one."""

from collections.abc import Mapping, Sequence

from bot.reading.answering import Uncertainty, Unclear
from bot.reading.telling import WhyNot, Withheld, Worked
from bot.texts import refusals
from bot.texts.common.wording import cell_name, number, value
from tracker.forms.cell import Cell
from tracker.forms.form import Form
from tracker.forms.row import Row
from tracker.reports.entry import Entry

RIGHT = "Đúng"
NOT_RIGHT = "Sửa"
_MOST, _LONGEST = 8, 40  # figures, and letters of a word

_WITHOUT_WORDS = {Unclear.COMPUTED, Unclear.SEPARATOR}
_WITHHELD = {
    WhyNot.APPROXIMATE: "“{said}” chưa phải số chính xác; {row} cần đúng số trong sổ. Nếu chưa có, gõ “bỏ qua” kèm lý do.",
    WhyNot.EITHER: "“{said}” là hai số; {row} cần một số chính xác. Nếu còn phải xem lại sổ, gõ “bỏ qua” kèm lý do.",
    WhyNot.LATER: "Chưa có số cho {row} nên tôi chưa ghi gì, cũng không ghi 0. Có số thì gõ sau, hoặc gõ “bỏ qua” kèm lý do.",
    WhyNot.NEGATIVE: "“{said}”: {row} không thể nhỏ hơn 0. Anh/chị gõ lại số đúng.",
    WhyNot.FRACTION: "“{said}” chưa rõ là một số, một phần của tổng hay số đã sửa; {row} cần một số.",
    WhyNot.DIFFERENCE: "“{said}” là phần chênh; {row} cần số của kỳ này.",
    WhyNot.AUTOMATIC: "Biểu không có công thức cho {row} nên tôi không tự tính được; anh/chị gõ số.",
    WhyNot.NO_WHOLE: "Tôi chưa biết tổng hay số gốc để tính {row}; anh/chị gõ số.",
    WhyNot.NOT_WHOLE: "Phép tính cho {row} không ra số nguyên; anh/chị gõ số đúng.",
    WhyNot.BELOW_ZERO: "Các số đã nêu cộng lại lớn hơn tổng nên không tính được {row}; anh/chị gõ số đúng.",
    WhyNot.NO_LAST: "Tôi không có số kỳ trước của {row}; anh/chị gõ số.",
    WhyNot.NOTHING_TO_ADD_TO: "{row} chưa có số nào để cộng thêm “{said}”; anh/chị gõ số mới.",
}
_SOME_ROW = "mục này"
_LAST = "số kỳ trước"
_WHY = {
    Unclear.WHICH_ROW: "Tôi chưa chắc số này của mục nào.",
    Unclear.TOO_MANY: "Tin có nhiều số hơn số mục đang hỏi.",
    Unclear.TOO_FEW: "Tin có {figures} số, ít hơn số mục đang hỏi.",
    Unclear.RUNS_ON: "Tin có cả số của câu sau.",
    Unclear.SEPARATOR: "Tôi chưa chắc dấu trong tin ngăn cách các số hay là một phần của số.",
    Unclear.SWAPPED: "Tôi đoán số đứng trước dấu / là một phần của số đứng sau. Nếu đúng thứ tự, gõ kèm số mục.",
    Unclear.NAMED_ONLY: "Tin chỉ nêu tên văn bản, không có con số; tôi đếm số văn bản được nêu.",
    Unclear.LIKELY: "Tôi chưa chắc đã hiểu đúng ý.",
    Unclear.NOT_A_CHOICE: "Câu trả lời chưa trùng với lựa chọn nào.",
    Unclear.COLUMNS: "Bảng có nhiều cột số, tôi chưa chắc cột nào là số kỳ này.",
    Unclear.COMPUTED: "Mục {left} được tính từ các mục khác, thường không cần gõ.",
}


def ask(form: Form, entries: Mapping[Cell, Entry], doubt: str) -> str:
    """The guess, and why it is asked."""
    rows = [(form.row_of(cell), entry) for cell, entry in list(entries.items())[:_MOST]]
    said = [f"{cell_name(row)} = {value(row, entry)}" for row, entry in rows]
    more = f" và {len(entries) - _MOST} mục nữa" if len(entries) > _MOST else ""
    return "\n".join(filter(None, (doubt, f"Ý anh/chị: {' · '.join(said)}{more}? Chưa ghi số nào.")))


def doubt(form: Form, of: Uncertainty) -> str:
    """What was not understood of a message that can be guessed."""
    unread = [refusals.unread(form.row_of(cell), one) for cell, one in of.unread.items()]
    left = f"Tôi chưa hiểu {_quoted(of.left)}." if of.left and of.why not in _WITHOUT_WORDS else ""
    why = _WHY.get(of.why, "").format(figures=of.figures, left=", ".join(_named(form, text) for text in of.left))
    return "\n".join(filter(None, (why, left, *unread, *_told(form, of))))


def _told(form: Form, of: Uncertainty) -> list[str]:
    """How figures were worked out, which rows get none and why, and what was put aside."""
    worked = [f"{cell_name(form.row_of(cell))} = {_sum(one)}" for cell, one in of.worked.items()]
    withheld = [_withheld(f"mục {cell_name(form.row_of(cell))}", one) for cell, one in of.withheld.items()]
    either = [_either(form, cell, others) for cell, others in of.either.items()]
    general = [_withheld(_SOME_ROW, of.general)] if of.general else []
    asides = [f"Tôi không ghi phần {_quoted(of.asides)} vào số liệu."] if of.asides else []
    return [*([f"Tôi tính: {'; '.join(worked)}."] if worked else []), *withheld, *either, *general, *asides]


def _either(form: Form, cell: Cell, others: Sequence[Cell]) -> str:
    """A figure that may be of other rows as well."""
    names = [cell_name(form.row_of(one)) for one in others]
    return f"Số của {cell_name(form.row_of(cell))} cũng có thể là của mục {', '.join(names)}."


def _withheld(row: str, of: Withheld) -> str:
    said = _WITHHELD[of.why].format(row=row, said=of.said[:_LONGEST])
    return said[0].upper() + said[1:]


def _sum(of: Worked) -> str:
    """How a figure was worked out: "120 − 100 − 0", "số kỳ trước 64"."""
    said = f" {of.sign} ".join(map(number, of.numbers))
    return f"{_LAST} {said}" if of.last else said


def puzzled(form: Form, cells: Sequence[Cell], of: Uncertainty) -> str:
    """What is wrong with a message of which nothing can be made, and what to type."""
    if of.unread:
        return "\n".join(refusals.unread(form.row_of(cell), one) for cell, one in of.unread.items())
    rows = form.rows_of(cells)
    if of.why is Unclear.TOLD:
        return doubt(form, of)
    known = {
        Unclear.TOO_MANY: lambda: refusals.too_many(of.figures, rows),
        Unclear.NO_FIGURE: lambda: refusals.no_number(rows),
        Unclear.UNKNOWN_ROW: lambda: refusals.unknown_row(of.left[0], refusals.near_rows(form, of.left[0])),
        Unclear.HEADING: lambda: refusals.heading(form.by_key[Cell.read(of.left[0]).row]),
        Unclear.COLUMNS: lambda: refusals.columns(_columns(form)),
        Unclear.LIST: lambda: refusals.LIST,
        Unclear.TWICE: lambda: refusals.twice([_named(form, text) for text in of.left]),
    }
    return known[of.why]() if of.why in known else _which(rows, of)


def _columns(form: Form) -> list[str]:
    """The names of the columns in which something is asked."""
    return list(dict.fromkeys(row.named for row in form.fields if row.asked and row.named))


def _named(form: Form, text: str) -> str:
    """The short name of the cell of this text; the text itself where it is of none."""
    row = form.row_at(Cell.read(text))
    return cell_name(row) if row else text


def _which(rows: Sequence[Row], of: Uncertainty) -> str:
    left = f" và chưa hiểu {_quoted(of.left)}" if of.left else ""
    example = f", ví dụ {cell_name(rows[0])}: 5" if rows else ""
    return f"Tôi chưa rõ số nào của mục nào{left}. Chưa ghi số nào; anh/chị gõ kèm số mục{example}."


def _quoted(words: Sequence[str]) -> str:
    """The words that were not understood, as they were typed."""
    return f"“{' '.join(words)[:_LONGEST]}”"
