"""Figures of a form of several columns in words: those of one row together, of a list those of one line."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal

from bot.texts.common.wording import cell_name, cut, few, named_row, section_name, unit_name, value
from tracker.forms.cell import Cell
from tracker.forms.form import Form
from tracker.forms.row import Row
from tracker.reports.entry import Answer, Entry

_LONGEST_LABEL, _MOST_FOLLOWING, _MOST_ROWS, _MOST_ON_SCREEN = 50, 4, 6, 10

Shown = Mapping[Cell, Entry]
Mark = Callable[[Cell], str]  # what stands behind a figure


def no_mark(_cell: Cell) -> str:
    """Nothing behind a figure."""
    return ""


def rows_with_figures(form: Form, shown: Shown, cells: Iterable[Cell], mark: Mark = no_mark) -> dict[Cell, str]:
    """A line for each row that holds something other than 0, by the row's first cell."""
    lines: dict[Cell, str] = {}
    for theirs in by_row(form, cells):
        if any(is_some(shown[cell]) for cell in theirs):
            lines[theirs[0]] = f"• {row_line(form, shown, theirs, mark)}"
    return lines


def by_row(form: Form, cells: Iterable[Cell]) -> list[list[Cell]]:
    """The cells by their rows, of lists by their lines, as printed."""
    rows: dict[str, list[Cell]] = {}
    for cell in form.in_order(cells):
        rows.setdefault(cell.row, []).append(cell)
    return list(rows.values())


def is_some(entry: Entry) -> bool:
    """Whether it is a figure other than 0, or words."""
    return entry.answer is Answer.VALUE and entry.amount != 0


def row_line(form: Form, shown: Shown, cells: Sequence[Cell], mark: Mark = no_mark) -> str:
    """A row with the figures of these cells: "1.1 Ngân sách: trong kỳ 30 · lũy kế 95"."""
    said = [f"{_named(form.row_of(cell))}{value(form.row_of(cell), shown[cell])}{mark(cell)}" for cell in cells]
    return f"{row_name(form, cells[0])}: {' · '.join(said)}"


def row_name(form: Form, cell: Cell) -> str:
    """The printed row of a cell; of a line the list's key and the line's number."""
    if cell.line:
        return f"{form.printed_row(cell).key} dòng {cell.line}"
    return cut(named_row(form.printed_row(cell)).rstrip(" .:"), _LONGEST_LABEL)


def _named(row: Row) -> str:
    return f"{unit_name(row.named)} " if row.named else ""


def of_sections(form: Form, shown: Shown, before: Mapping[Cell, Decimal]) -> str:
    """The rows with figures by section, as many as a screen holds, marked where a figure is more or less than `before`."""

    def moved(cell: Cell) -> str:
        now, then = shown[cell].amount, before.get(cell)
        return "" if now is None or then is None or now == then else " ▲" if now > then else " ▼"

    parts: list[str] = []
    most = max(_MOST_ON_SCREEN // len(form.sections), 1)
    for section in form.sections:
        cells = [cell for cell in shown if form.section_at(cell) is section]
        rows = list(rows_with_figures(form, shown, cells, moved).values())
        rest = [f"và {len(rows) - most} dòng nữa, xem trong phụ lục"] if len(rows) > most else []
        parts += [section_name(section), *(rows[:most] or ["không có số liệu"]), *rest]
    return "\n".join(parts)


def taken(form: Form, shown: Shown, cells: Iterable[Cell]) -> str:
    """What was entered, row by row, and what follows from it."""
    stands = [cell for cell in dict.fromkeys(cells) if cell in shown]
    rows = [row_line(form, shown, theirs) for theirs in by_row(form, (one for one in stands if one not in form.computed))]
    follows = [cell for cell in stands if cell in form.computed]
    named = [f"{cell_name(form.row_of(cell))} → {value(form.row_of(cell), shown[cell])}" for cell in follows]
    rest = [f"và {len(rows) - _MOST_ROWS} dòng nữa"] if len(rows) > _MOST_ROWS else []
    head = [f"Đã ghi: {rows[0]}"] if len(rows) == 1 else ["Đã ghi:", *(f"• {row}" for row in rows[:_MOST_ROWS]), *rest]
    then = [f"Tính được: {few(named, _MOST_FOLLOWING, 'ô nữa')}"] if named else []
    return "\n".join([*(head if rows else []), *then])
