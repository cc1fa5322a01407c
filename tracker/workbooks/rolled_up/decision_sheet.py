"""The sheet of what a roll-up leaves to people: what is asked about each row, by which answer, and whose it is."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from openpyxl.worksheet.worksheet import Worksheet

from tracker.forms.cell import Cell
from tracker.forms.row import Kind
from tracker.rollup.decisions import Decision, Line, WhyDecide, decisions
from tracker.rollup.totals import RollUp
from tracker.workbooks.lettering import written
from tracker.workbooks.tables import Table
from tracker.workbooks.words import DIFFERENT, HALF_DIFFERENCE

DECISIONS = "Cần quyết định"
_LONGEST = 900  # characters of names in one cell: what a row on paper has room for
_MOST_ANSWERS = 3  # written out
_COLUMNS: Sequence[tuple[str, float]] = (
    ("Mục", 10),
    ("Chỉ tiêu", 44),
    ("Việc cần quyết định", 30),
    ("Trả lời", 26),
    ("Đơn vị", 60),
)

ASKED = {
    WhyDecide.DESK_ROW: "Cấp trên tự báo cáo dòng này; đơn vị đã ghi (không cộng)",
    WhyDecide.ANSWERS: "Chọn câu trả lời chung",
    WhyDecide.BARE_RATE: "Tỷ lệ không có hai số gốc nên không cộng, không chia trung bình",
    WhyDecide.NOT_ADDED: "Không cộng được: bình quân, mật độ, tỷ lệ; số của từng đơn vị",
    WhyDecide.UNLIKE: "Phải như nhau ở mọi đơn vị mà đơn vị ghi khác nhau",
    WhyDecide.HALF_RATE: "Thiếu một trong hai số gốc nên chưa tính vào tỷ lệ",
    WhyDecide.BLANK: "Đơn vị để trống",
    WhyDecide.CLAIM: "Số đã ghi khác với số tính ra từ các mục của nó",
    WhyDecide.HEADING_FIGURE: "Có số ghi ở dòng tiêu đề",
    WhyDecide.WITHOUT_PLACE: "Biểu tổng hợp không có dòng này",
}


class DecisionLine(NamedTuple):
    """A line of the sheet, as its columns head it; `cell` is the cell of the roll-up that it is about, if it is one."""

    number: str
    label: str
    asked: str
    answer: str | None
    units: str
    cell: Cell | None = None


def write_decisions(sheet: Worksheet, rolled: RollUp) -> None:
    """The lines under their title."""
    table = Table(sheet, [f"Cần quyết định: {rolled.within.full_name}, {rolled.period.label}"], _COLUMNS)
    for line in decision_lines(rolled):
        table.add([line.number, line.label, line.asked, line.answer, line.units])


def decision_lines(rolled: RollUp) -> Iterator[DecisionLine]:
    """One for each answer, with the units that gave it; in a form of several columns one for each row."""
    yield from _of_answers(rolled) if rolled.form.is_plain else _of_rows(rolled)
    for bridge in rolled.bridges:
        units = [share.unit for share in rolled.taken if share.form.code == bridge.source.code]
        lacking = ", ".join(row.key for row in bridge.lacking)
        for names in _parted([unit.full_name for unit in units]):
            yield DecisionLine(f"Biểu {bridge.source.code}", lacking, "Biểu này không có các mục bên", None, names)


def _of_rows(rolled: RollUp) -> Iterator[DecisionLine]:
    """What is asked about a row at once: by column the answers and the units that gave them."""
    by_row: dict[tuple[str, str, WhyDecide], list[Decision]] = {}
    for decision in decisions(rolled):
        by_row.setdefault((decision.form_code, decision.cell.row, decision.why), []).append(decision)
    for (code, key, why), about in by_row.items():
        row = rolled.form.by_key[key] if code == rolled.form.code else about[0].row
        number = row.stt + ("" if code == rolled.form.code else f" (biểu {code})")
        for names in _parted([who for decision in about for who in _who(rolled, decision)], "; "):
            yield DecisionLine(number, row.label, _asked(about[0]), _many(why, about), names, _own(rolled, about[0]))


def _own(rolled: RollUp, decision: Decision) -> Cell | None:
    return decision.cell if decision.form_code == rolled.form.code else None


def _asked(decision: Decision) -> str:
    if decision.why is WhyDecide.HALF_RATE and decision.row.kind is not Kind.RATE:
        return HALF_DIFFERENCE
    return ASKED[decision.why] + (f" (tách thành {', '.join(map(str, decision.split))})" if decision.split else "")


def _many(why: WhyDecide, about: Sequence[Decision]) -> str:
    """How many answers there are, or the one that all gave."""
    answers = {_answer(why, line) for decision in about for line in decision.lines if line.values}
    if why is WhyDecide.HALF_RATE:
        return ""
    if len(answers) > _MOST_ANSWERS:
        return DIFFERENT.format(count=len(answers))
    return "; ".join(sorted(answers))


def _who(rolled: RollUp, decision: Decision) -> Iterator[str]:
    """The column once, then each answer there with the units that gave it: "Thực hiện: 121 (xã Số 1)", "122 (xã Số 2)"."""
    own = decision.form_code == rolled.form.code
    titles = {column.key: " ".join(column.title) for column in rolled.form.columns} if own else {}

    def named(text: str) -> str:
        cell = Cell.read(text)
        return titles[cell.column] if cell.row == decision.cell.row and own else rolled.form.row_of(cell).label

    title = titles.get(decision.cell.column, "")
    for line in decision.lines:
        names, said = ", ".join(unit.full_name for unit in line.units), _answer(decision.why, line, named)
        yield ": ".join(part for part in (title, f"{said} ({names})" if said else names) if part)
        title = ""


def _of_answers(rolled: RollUp) -> Iterator[DecisionLine]:
    for decision in decisions(rolled):
        number, asked, cell = _number(rolled, decision), _asked(decision), _own(rolled, decision)
        for line in decision.lines or (Line((), ()),):
            for names in _parted([unit.full_name for unit in line.units]):
                yield DecisionLine(number, decision.row.label, asked, _answer(decision.why, line), names, cell)


def _number(rolled: RollUp, decision: Decision) -> str:
    key = decision.cell  # which tells apart what is printed without a number
    return str(key) if decision.form_code == rolled.form.code else f"{key} (biểu {decision.form_code})"


def _answer(why: WhyDecide, line: Line, named: Callable[[str], str] = str) -> str:
    """In words; `named` says what the cells are called of which an answer speaks."""
    values = [value if isinstance(value, str) else written(value) for value in line.values]
    if why is WhyDecide.HALF_RATE:
        cells = [named(key) for key in values[::2]]
        return "; ".join(f"{cell}: {value}" for cell, value in zip(cells, values[1::2], strict=True))
    if why is WhyDecide.CLAIM:
        return f"ghi {values[0]}, " + (f"tính ra {values[1]}" if values[1:] else "không có số để tính")
    return "; ".join(values)


def _parted(texts: Sequence[str], between: str = ", ") -> Iterator[str]:
    """Names, or answers with the names of those who gave them, over several lines where they are many."""
    together = ""
    for text in texts:
        if together and len(together) + len(text) > _LONGEST:
            yield together
            together = ""
        together += (between if together else "") + text
    yield together
