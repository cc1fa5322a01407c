"""A report on a few lines, section by section, before it is handed in; and one section with its labels."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from bot.texts.common.wording import OTHERS, cell_name, cell_names, cut, named_row, section_name, value
from bot.texts.report.cells import by_row
from tracker.forms.cell import Cell
from tracker.forms.form import Form
from tracker.forms.row import Row
from tracker.reports.entry import Answer, Entry

ON = "Tiếp"
WHOLE = "Xem từng dòng"
OVERVIEW = "Về bảng tổng hợp"
HOW = "Xem từng phần: gõ số phần, ví dụ 3. Muốn sửa, gõ ví dụ: sửa 3.2.1 hoặc 3.2.1: 5."
HOW_TO_MEND = "Muốn sửa dòng nào, gõ số mục của dòng đó."
_LONGEST_LABEL, _LONGEST_SECTION = 70, 45  # characters of a row's name, of a section's
_MOST_NAMED, _MOST_MOVED, _MOST_BESIDE = 10, 4, 24  # rows in one line, in one of a section

Shown = Mapping[Cell, Entry]
Amounts = Mapping[Cell, Decimal]


class SectionLines(NamedTuple):
    """A section: the line of each row with a figure other than 0, and the others in one line."""

    rows: Mapping[Cell, str]
    rest: str


def part(section: Row) -> str:
    """A choice that leads to a section, to all that is in none, or to the rows of a form without any."""
    if section.key:
        return f"Phần {section.stt.rstrip('.') or section.key}"
    return WHOLE if section.label else OTHERS


def place(cell: Cell) -> str:
    """A choice that leads to a row, or to a line of a list."""
    return f"Dòng {cell.line}" if cell.line else cell.row


def cut_row(row: Row) -> str:
    """Number and label on one line."""
    return cut(named_row(row).rstrip(" .:"), _LONGEST_LABEL)


def overview(form: Form, shown: Shown, before: Amounts, most: int) -> str:
    """One line for each section, as many as there is room for, what is 0 or blank, and how to look closer or mend."""
    sections = [(section, _cells_in(form, section, shown)) for section in form.sections]
    lines = [_section(form, section, {cell: shown[cell] for cell in cells}, before) for section, cells in sections]
    if len(lines) > most:
        lines = [*lines[: most - 1], f"và {len(lines) - most + 1} phần nữa: gõ số phần để xem."]
    printed = [cell for _, cells in sections for cell in cells]
    return "\n".join(filter(None, [*lines, _beside(form, shown, printed, _MOST_NAMED), _how(form)]))


def _how(form: Form) -> str:
    """How to look closer or mend, with numbers that the form has."""
    if form.is_plain:
        return HOW
    first = next(row for row in form.fields if row.asked)
    example = f"sửa {first.key}" if first.repeats else f"sửa {first.key} hoặc {cell_name(first)}: 5"
    look = "Xem từng phần: gõ số hoặc tên phần. " if len(form.sections) > 1 else ""
    return f"{look}Muốn sửa, gõ ví dụ: {example}."


def more_kept(count: int) -> str:
    """How many more figures were kept with a reason than are named."""
    return f"⚠ và {count} chỗ nữa giữ kèm lý do, in ở cột Ghi chú." if count > 0 else ""


def _section(form: Form, section: Row, shown: Shown, before: Amounts) -> str:
    zeros, blank, apart = (len(cells) for cells in _apart(shown, shown))
    some = len(shown) - zeros - blank - apart
    counts = [f"{some} mục có số"] if some else []
    counts += [f"{zeros} bằng 0"] if zeros else []
    counts += [f"{blank} để trống"] if blank else []
    counts += [f"{apart} không áp dụng"] if apart else []
    moved = " ".join(f"{sign} {_few(cells, _MOST_MOVED)}" for sign, cells in _moved(form, shown, before).items() if cells)
    name = section_name(replace(section, label=cut(section.label, _LONGEST_SECTION)))
    said = f"{name}: {', '.join(counts) or 'không có số liệu'}"
    return f"{said} · {moved}" if moved else said


def _cells_in(form: Form, section: Row, shown: Shown) -> list[Cell]:
    return [cell for cell in form.in_order(shown) if form.section_at(cell) is section]


def _apart(shown: Shown, cells: Iterable[Cell]) -> tuple[list[Cell], list[Cell], list[Cell]]:
    """Those that are 0, those that are blank, those that do not apply."""
    cells = list(cells)
    zeros = [cell for cell in cells if shown[cell].amount == 0]
    blank = [cell for cell in cells if shown[cell].answer is Answer.BLANK]
    return zeros, blank, [cell for cell in cells if shown[cell].answer is Answer.NOT_APPLICABLE]


def _moved(form: Form, shown: Shown, before: Amounts) -> dict[str, list[str]]:
    """The cells with more than before, and those with less."""
    moved: dict[str, list[str]] = {"▲": [], "▼": []}
    for cell, entry in shown.items():
        if entry.amount is not None and before.get(cell, entry.amount) != entry.amount:
            moved["▲" if entry.amount > before[cell] else "▼"].append(cell_name(form.row_of(cell)))
    return moved


def _beside(form: Form, shown: Shown, cells: Sequence[Cell], most: int) -> str:
    """What is no figure, or 0, in one line; blank rows with their reasons."""
    zeros, blank, apart = _apart(shown, cells)
    names = zip(blank, cell_names(form, blank), strict=True)
    why = [f"{name} ({shown[cell].note})" if shown[cell].note else name for cell, name in names]
    said = [("Bằng 0", cell_names(form, zeros)), ("Để trống", why), ("Không áp dụng", cell_names(form, apart))]
    return " · ".join(f"{word}: {_few(named, most)}" for word, named in said if named)


def _few(named: Sequence[str], most: int) -> str:
    more = len(named) - most
    return ", ".join(named[:most]) + (f" và {more} mục nữa" if more > 0 else "")


def of_section(form: Form, section: Row, shown: Shown, before: Amounts) -> SectionLines:
    """The rows of a section, each with its label, its figure and how it moved."""
    cells = _cells_in(form, section, shown)
    if not form.is_plain:
        return _of_columns(form, shown, before, cells)
    beside = {cell for group in _apart(shown, cells) for cell in group}
    rows = {cell: _row(form, cell, shown[cell], before.get(cell)) for cell in cells if cell not in beside}
    return SectionLines(rows, _beside(form, shown, cells, len(cells)))


def _of_columns(form: Form, shown: Shown, before: Amounts, cells: Sequence[Cell]) -> SectionLines:
    """The same where a row has several figures: they stand on one line."""

    def moved(cell: Cell) -> str:
        then = {cell: before[cell]} if cell in before else {}
        return "".join(f" {sign}" for sign, some in _moved(form, {cell: shown[cell]}, then).items() if some)

    rows = by_row.rows_with_figures(form, shown, cells, moved)
    told = {cell.row for cell in rows}
    return SectionLines(rows, _beside(form, shown, [cell for cell in cells if cell.row not in told], _MOST_BESIDE))


def _row(form: Form, cell: Cell, entry: Entry, before: Decimal | None) -> str:
    row = form.row_of(cell)
    then = {} if before is None else {cell: before}
    moved = "".join(f" {sign}" for sign, cells in _moved(form, {cell: entry}, then).items() if cells)
    return f"• {cut_row(row)}: {value(row, entry)}{moved}"


def page(rows: Sequence[str], beside: str, more: int) -> str:
    """A page of a section; how many of its rows are on the next."""
    further = f" Còn {more} dòng: gõ “tiếp”." if more else ""
    return "\n".join(filter(None, [*rows, beside, f"{HOW_TO_MEND}{further}"]))
