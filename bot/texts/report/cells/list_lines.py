"""Lists: what a line has, the lines that stand, what of one is missing."""

from collections.abc import Mapping, Sequence

from bot.reading.numbers import Unread
from bot.texts import refusals
from bot.texts.common.wording import cell_name, cut, named_row, unit_name, value
from tracker.forms.cell import Cell
from tracker.forms.form import Form
from tracker.forms.row import Row
from tracker.reports.entry import Entry

CLOSE = "Hết"
NONE = "Không có"
KEEP_LINE = "Giữ nguyên dòng này"
DROP_DRAFT = "Bỏ dòng đang gõ"
NO_LINES = "Danh sách chưa có dòng nào."
DROPPED = "Đã bỏ dòng đang gõ, chưa ghi gì."
HAS_LINES = "Danh sách đã có {count} dòng. Đủ rồi thì gõ “hết”; dòng nào thừa thì gõ ví dụ: xóa dòng 2."
NO_SUCH_LINE = "Danh sách chưa có dòng {number}, hiện có {count} dòng."
_MOST_LINES, _LONGEST = 4, 110  # lines on one screen, characters of one
_MOST_OF_PAGE = 10


def title(form: Form, row: Row, number: int) -> str:
    """The list, under the headings above it, and the line that is in question."""
    above = [cut(named_row(one), _LONGEST) for one in form.above(row.cell)]
    name = " › ".join([*above, named_row(form.by_key[row.key])])
    return f"{name}: dòng {number}" if number else name


def columns(rows: Sequence[Row]) -> str:
    """The columns of a line, each with its unit or its choices."""
    return "; ".join(_column(row) for row in rows)


def _column(row: Row) -> str:
    name = unit_name(row.named or row.label)
    if row.options:
        return f"{name} ({', '.join(label for _, label in row.options)})"
    return f"{name} ({unit_name(row.unit)})" if row.unit else name


def ask(rows: Sequence[Row], lines: Sequence[str]) -> str:
    """How lines are added, and those that stand, the last ones where they are many."""
    if not lines:
        how = "Mỗi dòng một tin, hoặc nhiều dòng một tin, các cột cách nhau bằng dấu ; hoặc dán cả bảng:"
        return f"{how}\n{columns(rows)}\nKhông có thì gõ “không có”."
    shown = lines[-_MOST_LINES:]
    earlier = [f"… và {len(lines) - len(shown)} dòng trước, gõ “xem” để xem"] if len(lines) > len(shown) else []
    how = f"Thêm dòng nữa? Gõ {columns(rows)}; đủ rồi thì gõ “hết”. Sửa thì gõ ví dụ: sửa dòng {len(lines)}."
    return "\n".join([f"Đã có {len(lines)} dòng:", *earlier, *shown, how])


def line(number: int, rows: Sequence[Row], entries: Mapping[str, Entry]) -> str:
    """A line as it is understood."""
    return cut(f"{number}) {_said(rows, entries)}", _LONGEST)


def _said(rows: Sequence[Row], entries: Mapping[str, Entry]) -> str:
    theirs = [(row, entries[row.column]) for row in rows if row.column in entries]
    return " · ".join(_with_unit(row, entry) for row, entry in theirs)


def _with_unit(row: Row, entry: Entry) -> str:
    said = value(row, entry)
    return f"{said} {unit_name(row.unit)}" if row.unit and entry.amount is not None else said


def page(lines: Sequence[str]) -> str:
    """The lines of a list, as many as a screen holds."""
    rest = len(lines) - _MOST_OF_PAGE
    more = [f"và {rest} dòng nữa; xem một dòng thì gõ ví dụ: dòng {_MOST_OF_PAGE + 1}"] if rest > 0 else []
    return "\n".join([*lines[:_MOST_OF_PAGE], *more])


def incomplete(rows: Sequence[Row], entries: Mapping[str, Entry], unread: Mapping[str, str], missing: Sequence[Row]) -> str:
    """A line that came, as far as it is understood, and what of it is missing."""
    said = _said(rows, entries)
    understood = [f"Tôi hiểu: {cut(said, _LONGEST)}"] if said else []
    wrong = [unread[row.column] for row in missing if row.column in unread]
    absent = [row for row in missing if row.column not in unread]
    lacking = [f"Còn thiếu: {columns(absent)}."] if absent else []
    how = "Chưa ghi dòng này; anh/chị gõ tiếp phần đó, không có thì gõ “-”."
    return "\n".join([*understood, *wrong, *lacking, how])


def unread(row: Row, said: str, why: str) -> str:
    """A part of a line that cannot be read."""
    return f"{row.named or row.label}: “{cut(said, 40)}” {why}."


def mend(rows: Sequence[Row]) -> str:
    """How a line that stands is changed."""
    example = next((row for row in rows if row.is_number), rows[0])
    name = unit_name(example.named or example.label)
    return f"Gõ lại cả dòng ({columns(rows)}), hoặc chỉ cột cần sửa, ví dụ: {name} {'350' if example.is_number else '…'}."


def recorded(first: int, count: int, follows: Sequence[tuple[Row, Entry]]) -> str:
    """Which lines were added or changed, and what follows from them."""
    then = " · ".join(f"{cell_name(row)} → {value(row, entry)}" for row, entry in follows)
    which = f"{count} dòng, từ dòng {first} đến dòng {first + count - 1}" if count > 1 else f"dòng {first}"
    return " · ".join(filter(None, [f"Đã ghi {which}", then]))


def deleted(number: int, said: str, left: int) -> str:
    """A line was taken out."""
    rest = f"còn {left} dòng, các dòng sau dòng {number} dồn lên" if left else "danh sách không còn dòng nào"
    return f"Đã xóa dòng {said}; {rest}."


def closed(form: Form, cell: Cell, count: int) -> str:
    """The list is whole."""
    return (
        f"Đã ghi: {named_row(form.by_key[cell.row])}: {count} dòng"
        if count
        else f"Đã ghi: {named_row(form.by_key[cell.row])}: không có"
    )


def not_lines(rows: Sequence[Row], text: str, parts: int) -> str:
    """Text that is no line of this list."""
    count = f" có {parts} phần, danh sách có {len(rows)} cột" if parts > 1 else ""
    return f"Tôi chưa hiểu “{cut(text, 40)}”{count}. Chưa ghi dòng nào; gõ mỗi dòng: {columns(rows)}, cách nhau bằng dấu ;."


def which_column(rows: Sequence[Row], part: str) -> str:
    """A part that names none of the columns."""
    return f"Tôi chưa rõ “{cut(part, 40)}” là cột nào. Chưa ghi gì; các cột: {columns(rows)}."


def why(answer: Unread) -> str:
    """Why a part cannot be read."""
    return refusals.WHY[answer.why]
