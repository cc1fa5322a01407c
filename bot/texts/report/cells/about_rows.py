"""Answers to what an officer asks about rows: what they are, what stands or stood there, who entered it."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from bot.texts.common.wording import (
    cell_name,
    cell_names,
    cut,
    moment,
    named_row,
    number,
    unit_name,
    value,
)
from tracker.forms.cell import Cell
from tracker.forms.form import Form
from tracker.forms.row import Kind, Row
from tracker.reports.entry import Entry
from tracker.reports.rounds import Round
from tracker.reports.snapshot import Snapshot

_MOST_GROUPS, _LONG, _SHORT = 5, 90, 60  # characters of a label
WHICH_ROW = "Anh/chị hỏi mục nào? Gõ kèm số mục, ví dụ: mục 3.2.1 là gì."
_KINDS: Mapping[Kind, str] = {
    Kind.COUNT: "một số nguyên",
    Kind.AMOUNT: "một số",
    Kind.RATE: "một tỷ lệ %",
    Kind.TEXT: "một câu ngắn",
}


def what(here: Snapshot, rows: Sequence[Row], most: int) -> str:
    """What the rows are: one with all that is known of it, several with a line each."""
    if len(rows) == 1:
        return _whole(here, rows[0])
    lines = [f"• {cut(named_row(row), _LONG)}: {_how(here.form, row)}" for row in rows[:most]]
    return "\n".join([*lines, *_more(rows, most)])


def _whole(here: Snapshot, row: Row) -> str:
    lines = [named_row(row), _capital(_how(here.form, row)) + "."]
    lines += [f"In trên biểu: {row.note}."] if row.note else []
    if not row.concerns(here.unit.level):
        lines.append("Đơn vị của anh/chị không phải nhập mục này.")
    elif row.is_number or row.options:
        lines.append(f"Hiện ghi: {_standing(here, row)} · kỳ trước: {_before(here, row)}")
    return "\n".join(lines)


def _how(form: Form, row: Row) -> str:
    """What is typed there, or from what it is computed."""
    if row.given:
        return f"cơ quan giao biểu đã điền: {_with_unit(row, _given(row))}"
    if row.repeats:
        return "danh sách, anh/chị gõ từng dòng hoặc dán cả bảng"
    if row.of:
        parts = [form.row_of(cell) for cell in form.computed[row.cell].cells]
        said = (row.of if form.is_plain else _formula(form, row)).replace(" / ", " ÷ ") + (
            " × 100" if row.kind is Kind.RATE else ""
        )
        named = "; ".join(cut(named_row(part), _SHORT) for part in parts)
        return f"tôi tự tính = {said}, anh/chị không phải gõ ({named})"
    if row.options:
        return "chọn một trong: " + "; ".join(label if code == label else f"{code} ({label})" for code, label in row.options)
    if not row.typed:
        within = [one for one in form.rows if one.key.startswith(f"{row.key}.") and one.kind is not Kind.SECTION]
        below = [one for one in form.groups.get(row.key, ()) if one is not row] or within
        named = "; ".join(cut(named_row(one), _SHORT) for one in below[:_MOST_GROUPS])
        return f"tiêu đề của nhóm: {named}" if named else "tiêu đề, không phải nhập"
    unit = f", đơn vị tính: {unit_name(row.unit)}" if row.unit and row.unit != "%" else ""
    return f"anh/chị gõ {_KINDS[row.kind]}{unit}"


def _formula(form: Form, row: Row) -> str:
    """How a cell of several columns follows, with the names of the cells."""
    formula = form.computed[row.cell]
    over, less = " + ".join(cell_names(form, formula.over)), "".join(f" - {one}" for one in cell_names(form, formula.minus))
    return f"{over} / {cell_name(form.row_of(formula.under))}" if formula.under else f"{over}{less}"


def _given(row: Row) -> str:
    return number(Decimal(row.given)) if row.is_number else row.given


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def before(here: Snapshot, rows: Sequence[Row], most: int) -> str:
    """What stood in the rows last period."""
    if not here.previous:
        return "Chưa có số kỳ trước: đơn vị chưa nộp báo cáo nào theo biểu này trước kỳ đang làm."
    return _listed("Kỳ trước", [(row, _before(here, row)) for row in rows], most)


def now(here: Snapshot, rows: Sequence[Row], most: int) -> str:
    """What stands in the rows."""
    return _listed("Hiện ghi", [(row, _standing(here, row)) for row in rows], most)


def entered(here: Snapshot, rows: Sequence[Row], names: Mapping[int, str], most: int) -> str:
    """Who entered what stands in the rows, and when."""
    return _listed("Người ghi", [(row, _entered(here, row, names)) for row in rows], most)


def _entered(here: Snapshot, row: Row, names: Mapping[int, str]) -> str:
    figures = [here.figures[cell] for cell in here.form.cells_of(row) if cell in here.figures]
    said = [f"{_with_unit(row, value(row, one.entry))}, {names[one.officer_id]} ghi lúc {moment(one.at)}" for one in figures]
    return "; ".join(said) or "chưa ai ghi"


def of_period(round_: Round, there: Snapshot, rows: Sequence[Row], most: int) -> str:
    """What stands in the rows of a report of another period."""
    own = [(mine, row) for row in rows if (mine := there.form.row_at(row.cell))]
    return _listed(round_.period_label, [(row, _standing(there, mine)) for mine, row in own], most)


def _listed(head: str, found: Sequence[tuple[Row, str]], most: int) -> str:
    lines = [f"• {cut(named_row(row), _SHORT)}: {stands}" for row, stands in found[:most]]
    if len(lines) == 1:
        return f"{head}, {lines[0].removeprefix('• ')}"
    return "\n".join([f"{head}:", *lines, *_more(found, most)])


def _more(found: Sequence[object], most: int) -> list[str]:
    return [f"và {len(found) - most} mục nữa; anh/chị gõ kèm số mục để xem riêng"] if len(found) > most else []


def _standing(here: Snapshot, row: Row) -> str:
    entries: Mapping[Cell, Entry] = here.shown
    said = [_with_unit(row, value(row, entries[cell])) for cell in here.form.cells_of(row) if cell in entries]
    return "; ".join(said) or "chưa ghi"


def _before(here: Snapshot, row: Row) -> str:
    figures, amounts = here.previous, here.amounts_before
    said = [value(row, figures[cell].entry) for cell in here.form.cells_of(row) if cell in figures]
    said += [_amount(row, amounts[cell]) for cell in here.form.cells_of(row) if cell in amounts and cell not in figures]
    return "; ".join(_with_unit(row, one) for one in said) or "không có số"


def _amount(row: Row, amount: Decimal) -> str:
    return number(amount) + ("%" if row.kind is Kind.RATE else "")


def _with_unit(row: Row, said: str) -> str:
    counted = row.kind in {Kind.COUNT, Kind.AMOUNT} and said[:1].isdigit() and row.unit
    return f"{said} {unit_name(row.unit)}" if counted else said
