"""The sheet of what a roll-up leaves to people: what is asked about each row, by which answer, and whose it is."""

from collections.abc import Iterator, Sequence

from openpyxl.worksheet.worksheet import Worksheet

from tracker.office.units import Unit
from tracker.rollup.decisions import Decision, Line, WhyDecide, decisions
from tracker.rollup.totals import RollUp
from tracker.workbooks.tables import Table, written

DECISIONS = "Cần quyết định"
_LONGEST = 900  # characters of names in one cell: what a row on paper has room for
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
    WhyDecide.HALF_RATE: "Thiếu một trong hai số gốc nên chưa tính vào tỷ lệ",
    WhyDecide.BLANK: "Đơn vị để trống",
    WhyDecide.CLAIM: "Số đã ghi khác với số tính ra từ các mục của nó",
    WhyDecide.HEADING_FIGURE: "Có số ghi ở dòng tiêu đề",
    WhyDecide.WITHOUT_PLACE: "Biểu tổng hợp không có dòng này",
}


def write_decisions(sheet: Worksheet, rolled: RollUp) -> None:
    """One line for each answer, with the units that gave it."""
    title = [f"Cần quyết định: {rolled.within.full_name}, {rolled.period.label}"]
    table = Table(sheet, title, _COLUMNS)
    for decision in decisions(rolled):
        asked = ASKED[decision.why] + (f" (tách thành {', '.join(map(str, decision.split))})" if decision.split else "")
        number = _number(rolled, decision)
        for line in decision.lines or (Line((), ()),):
            for names in _parted(line.units):
                table.add([number, decision.row.label, asked, _answer(decision.why, line), names])
    for bridge in rolled.bridges:
        units = [share.unit for share in rolled.taken if share.form.code == bridge.source.code]
        for names in _parted(units):
            lacking = ", ".join(row.key for row in bridge.lacking)
            table.add([f"Biểu {bridge.source.code}", lacking, "Biểu này không có các mục bên", None, names])


def _number(rolled: RollUp, decision: Decision) -> str:
    key = decision.cell  # which tells apart what is printed without a number
    return str(key) if decision.form_code == rolled.form.code else f"{key} (biểu {decision.form_code})"


def _answer(why: WhyDecide, line: Line) -> str:
    values = [written(value) for value in line.values]
    if why is WhyDecide.HALF_RATE:
        return "; ".join(f"{key}: {value}" for key, value in zip(values[::2], values[1::2], strict=True))
    if why is WhyDecide.CLAIM:
        return f"ghi {values[0]}, " + (f"tính ra {values[1]}" if values[1:] else "không có số để tính")
    return "; ".join(values)


def _parted(units: Sequence[Unit]) -> Iterator[str]:
    """The names, over several lines where they are many."""
    names = ""
    for unit in units:
        if names and len(names) + len(unit.full_name) > _LONGEST:
            yield names
            names = ""
        names += (", " if names else "") + unit.full_name
    yield names
