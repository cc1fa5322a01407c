"""Filling on a computer: the sheet that goes out, and what a filled one would change."""

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from bot.reading.filled_sheet import CellSaid, TakenOver
from bot.reading.numbers import Unread
from bot.texts import refusals
from bot.texts.common.wording import cut, due, number, report_name, value
from tracker.filled_form.outcomes import Outcome, Why
from tracker.filled_form.words import legacy_font
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
_MOST_LINES, _MOST_FOUND, _MOST_EMPTY, _MOST_TOGETHER, _MOST_NAMED = 10, 8, 12, 4, 5  # on one screen, and in one line
FURTHER = "Xem tiếp"
_COUNTED = {
    Outcome.UNREAD: "chưa đọc được",
    Outcome.DIFFERENT: "khác số tôi tính",
    Outcome.NAMED: "không có chỗ",
    Outcome.TAKEN: "ghi tên khác",
}
_ELSEWHERE = {Why.OTHER_SHEET, Why.SEVERAL_SHEETS}
_FONT = "chữ phông {font}, không phải Unicode; đổi phông rồi gửi lại"
_WHY = {
    Why.NO_ROW: "dòng này không có trong biểu",
    Why.NO_COLUMN: "cột này không có trong biểu",
    Why.NO_PLACE: "ở ngoài bảng, biểu không có chỗ ghi",
    Why.NOTHING_ASKED: "chỗ này biểu không hỏi số",
    Why.OTHER_LEVEL: "mục này cấp khác báo cáo",
    Why.OTHER_SHEET: "trang này không phải trang của biểu",
    Why.SEVERAL_SHEETS: "có nhiều trang cùng biểu, chưa rõ trang nào là bản chính; xóa trang thừa rồi gửi lại",
    Why.CHANGED: "chữ in sẵn hoặc đơn vị tính đã bị sửa",
    Why.FORMULA: "mở tệp bằng Excel, lưu lại rồi gửi",
    Why.TWICE: "có hai ô cho cùng một chỗ của biểu",
}
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


def nothing_new(name: str, named: Sequence[str]) -> str:
    """The sheet says what the report says, but for the cells that are named."""
    if not named:
        return f"Tệp {name} không có số nào khác với số đã nhập."
    said = f"Tệp {name} không có số mới nào lấy được, tôi chưa ghi gì. Các ô này cần anh/chị xem lại:"
    return "\n".join([said, *_first(named, _MOST_NAMED, "chỗ")])


def _first(said: Sequence[str], most: int, what: str) -> list[str]:
    rest = len(said) - most
    return [*said[:most], *([f"• và {rest} {what} nữa"] if rest > 0 else [])]


def comparison_title(name: str, round_: Round, sheet: str) -> str:
    """Above the comparison."""
    return f"Tệp {name}{f' (trang “{sheet}”)' if sheet else ''}: {report_name(round_)}"


class Screen(NamedTuple):
    """A part of the lines, and how many there are after it."""

    lines: Sequence[str]
    rest: int


def screen(said: Sequence[str], page: int) -> Screen:
    """The lines of that page; after the last the first again."""
    pages = max(1, -(-len(said) // _MOST_LINES))
    first = page % pages * _MOST_LINES
    return Screen(said[first : first + _MOST_LINES], max(0, len(said) - first - _MOST_LINES))


class FileCompared(NamedTuple):
    """A file beside a report: the figures that stand, those that it brings and where from, what is asked, what is empty."""

    standing: Mapping[Cell, Entry]
    entries: Mapping[Cell, Entry]
    places: Mapping[str, str]
    asked: Sequence[CellSaid]
    empty: Sequence[Cell]


def _counts(file: FileCompared) -> str:
    """How much of what the file holds is new, is different, is missing or has no place."""
    changed = sum(cell in file.standing for cell in file.entries)
    of = Counter(one.outcome for one in file.asked)
    parts = [f"Số mới: {len(file.entries) - changed}", f"khác số đã nhập: {changed}", f"còn trống: {len(file.empty)}"]
    parts += [f"{words}: {of[outcome]}" for outcome, words in _COUNTED.items() if of[outcome]]
    return " · ".join(parts)


def lines(form: Form, file: FileCompared, found: Sequence[Finding]) -> list[str]:
    """What has to be looked at first, what replaces other figures, what would be out of line, what is new, what is empty."""
    changes = {cell: _change(form, cell, file.standing.get(cell), entry) for cell, entry in file.entries.items()}
    said = {cell: f"• {line}{_at(file.places.get(str(cell), ''))}" for cell, line in changes.items()}
    out_of_line = [f"• {refusals.finding(form, one)}" for one in found]
    return [
        *cells_named(form, file.asked),
        *(line for cell, line in said.items() if cell in file.standing),
        *([f"Cần xem lại {len(found)} chỗ, lấy rồi tôi hỏi từng chỗ:"] if found else []),
        *_first(out_of_line, _MOST_FOUND, "chỗ"),
        *(line for cell, line in said.items() if cell not in file.standing),
        *(["Tệp để trống: " + _few([cell_name(form, cell) for cell in file.empty], _MOST_EMPTY, ", ")] if file.empty else []),
    ]


def _at(place: str) -> str:
    return f", ô {place}" if place else ""


def _change(form: Form, cell: Cell, before: Entry | None, after: Entry) -> str:
    row = form.row_of(cell)
    now = cut(value(row, after), _LONGEST)
    if after.note:
        now = f"{now} ({cut(after.note, _LONGEST)})"
    return f"{cell_name(form, cell)} = {now}" if before is None else f"{cell_name(form, cell)}: {value(row, before)} → {now}"


def cell_name(form: Form, cell: Cell) -> str:
    """A cell of a form as people call it: "1.2.1", "1.1 Làm việc trong tỉnh (Nữ)", "Văn bản, dòng 2 (Kinh phí)"."""
    if form.is_plain and not cell.line:
        return str(cell)
    key = cell.pattern_key
    row = form.by_key[key]
    title = next((" > ".join(column.title) for column in form.columns if column.key == cell.column), "")
    line = f", dòng {cell.line}" if cell.line else ""
    named = " ".join(part for part in (row.stt, cut(row.label, _LONGEST)) if part) or key
    return f"{named}{line}{f' ({title})' if title else ''}"


def cells_named(form: Form, asked: Sequence[CellSaid]) -> list[str]:
    """The cells that are not simply taken: unread, different from what we have, without a place (by line or column)."""
    of = {outcome: [one for one in asked if one.outcome is outcome] for outcome in _COUNTED}
    single = [f"• {_named(form, one)}" for one in [*of[Outcome.UNREAD], *of[Outcome.DIFFERENT]]]
    single = [*(f"• {_of_another(one)}" for one in of[Outcome.TAKEN]), *single]
    groups: dict[tuple[str, ...], list[CellSaid]] = {}
    for one in of[Outcome.NAMED]:
        groups.setdefault(_group(one), []).append(one)
    return [*single, *(f"• {_together(cells)}" for cells in groups.values())]


def _group(one: CellSaid) -> tuple[str, ...]:
    """Cells with one reason and in one line, column or sheet are named together."""
    column, row = one.name.rstrip("0123456789"), one.name.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    why = one.why or Why.NO_PLACE
    within = {Why.NO_ROW: row, Why.NO_COLUMN: column, Why.OTHER_SHEET: "", Why.SEVERAL_SHEETS: ""}
    return why, one.sheet, within.get(why, one.name)


def _together(cells: Sequence[CellSaid]) -> str:
    first = cells[0]
    why = first.why or Why.NO_PLACE
    sheet = f"trang “{cut(first.sheet, _LONGEST)}”, " if why in _ELSEWHERE else ""
    beside = f" (dòng “{cut(first.beside, _LONGEST)}”)" if first.beside and why not in {*_ELSEWHERE, Why.NO_COLUMN} else ""
    named = [f"ô {one.name}{_formula_or(one)}" for one in cells]
    return f"{sheet}{_few(named, _MOST_TOGETHER, ', ', 'ô')}{beside}: {_why(first)}"


def _formula_or(one: CellSaid) -> str:
    return " là công thức chưa có kết quả" if one.said == "=" else f" ghi “{cut(one.said, _LONGEST)}”"


def _why(one: CellSaid) -> str:
    if one.why is Why.FONT:
        return _FONT.format(font=legacy_font(one.said))
    return _WHY[one.why or Why.NO_PLACE]


def _of_another(one: CellSaid) -> str:
    """Words that name another unit or period than the report's, or that were put for printed ones."""
    said, ours = cut(one.said, _LONGEST), cut(one.ours, _LONGEST)
    if one.why is Why.CHANGED:
        return f"ô {one.name} ghi “{said}”, biểu in sẵn “{ours}”: tôi giữ chữ anh/chị ghi"
    return f"ô {one.name} ghi “{said}”, báo cáo này là “{ours}”: anh/chị xem có gửi nhầm tệp không"


def _named(form: Form, one: CellSaid) -> str:
    """A cell that the form has and that is unread, or different from what we have there."""
    cell = Cell.read(one.cell)
    row, name = form.row_of(cell), cell_name(form, cell)
    said = f"ô {one.name} ({name}) ghi “{cut(one.said, _LONGEST)}”"
    if one.why is Why.FORMULA:
        return f"ô {one.name} ({name}) là công thức chưa có kết quả; mở tệp bằng Excel, lưu lại rồi gửi"
    if one.why is Why.FONT:
        return f"{said}: {_why(one)}"
    if one.unread:
        return refusals.unread_cell(f"ô {one.name}", name, row, Unread(one.said, one.unread))
    return f"{said}; " + (f"biểu giao {cut(one.ours, _LONGEST)}, tôi giữ số được giao" if row.given else _computed(one.ours))


def _computed(ours: str) -> str:
    return f"tôi tính ra {number(Decimal(ours))}" if ours else "tôi chưa tính được từ các ô khác"


def comparison(file: FileCompared, shown: Screen) -> str:
    """A screen of what the sheet brings and replaces."""
    more = [f"… và {shown.rest} dòng nữa, gõ “{FURTHER.lower()}”"] if shown.rest else []
    return "\n".join([_counts(file), *shown.lines, *more, "Chưa ghi số nào. Anh/chị lấy số liệu từ tệp này không?"])


def _few(parts: Sequence[str], most: int, between: str, what: str = "chỗ") -> str:
    rest = len(parts) - most
    return between.join([*parts[:most], *([f"và {rest} {what} nữa"] if rest > 0 else [])])


def taken_over(taken: TakenOver, unread: int) -> str:
    """After the yes."""
    replaced = f", trong đó thay {taken.changed} số đã nhập" if taken.changed else ""
    blank_too = f", để trống {taken.blank} mục" if taken.blank else ""
    left_out = f" Còn {unread} ô chưa đọc được, tôi không ghi." if unread else ""
    return f"Đã ghi {taken.new} số từ tệp{replaced}{blank_too}.{left_out}"
