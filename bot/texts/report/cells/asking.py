"""The questions of a report: what is asked together, under which headings, and how it is answered."""

from collections.abc import Mapping, Sequence

from bot.texts.common.wording import cut, group_title, named_row, section_title, unit_name
from tracker.forms.cell import Cell
from tracker.forms.form import Form
from tracker.forms.row import Kind, Row

_EXAMPLES = {Kind.RATE: "99,9", Kind.COUNT: "12", Kind.AMOUNT: "28,8"}
_LONGEST_ABOVE, _MOST_ABOVE = 40, 3  # characters of a heading above a row, headings that are named
_UNDER = " › "


def question_title(form: Form, cells: Sequence[Cell]) -> str:
    """The only row asked, the row that names the group, or the section of several groups."""
    if not form.is_plain:
        return _path(form, cells)
    rows = form.rows_of(cells)
    if len(cells) == 1:
        return named_row(rows[0])
    sections = {form.section_of[row.key].key for row in rows}
    return group_title(form, rows[0].ask if len({row.ask for row in rows}) == 1 or len(sections) > 1 else sections.pop())


def question(form: Form, cells: Sequence[Cell], now: Mapping[Cell, str]) -> str:
    """The cells to answer, with what stands in them (`now`), and how to answer."""
    first = form.row_of(cells[0])
    if len(cells) == 1:
        standing = f"Hiện là: {now[cells[0]]}\n" if cells[0] in now else ""
        return f"{standing}{_how(first)}"
    lines = asked_lines(form, cells, now)
    what = f"{len(cells)} mục" if form.is_plain else _what(form, cells)
    return "\n".join([*lines, f"Trả lời {what} theo thứ tự trên, cách nhau bởi {_between(form, cells)}."])


def asked_lines(form: Form, cells: Sequence[Cell], now: Mapping[Cell, str]) -> list[str]:
    """The cells to answer, each under the row that it is a part of; of several groups each under its heading."""
    if not form.is_plain:
        return _by_row(form, cells, now)
    rows = [form.row_of(cell) for cell in cells]
    said = {question_title(form, cells)}
    lines: list[str] = []
    for cell, row in zip(cells, rows, strict=True):
        over = _rows_over(form, row, [one for one in rows if one.ask == row.ask])
        lines += [f"{heading}:" for heading in over if heading not in said]
        said |= {*over, named_row(row)}
        lines.append(f"• {named_row(row)}{_unit(row)}{_standing(cell, now)}")
    return lines


def _path(form: Form, cells: Sequence[Cell]) -> str:
    """The headings above the rows that are asked, and the only row or cell itself, without repeating the form's name."""
    rows = list(dict.fromkeys(form.printed_row(cell).key for cell in cells))
    above = [form.above(cell) for cell in cells]
    shared = [row for row in above[0] if all(row in path for path in above)]
    if len(rows) > 1:
        named = [cut(named_row(row), _LONGEST_ABOVE) for row in shared[-_MOST_ABOVE:]]
        return _UNDER.join(named) or section_title(form.section_at(cells[0]))
    own = form.row_of(cells[0]) if len(cells) == 1 else form.printed_row(cells[0])
    return _UNDER.join([*(cut(named_row(row), _LONGEST_ABOVE) for row in shared[-_MOST_ABOVE:]), named_row(own)])


def _by_row(form: Form, cells: Sequence[Cell], now: Mapping[Cell, str]) -> list[str]:
    """Of one row its columns, a line each; of several a line for each row, under headings that they do not share."""
    rows = list(dict.fromkeys(form.printed_row(cell).key for cell in cells))
    if len(rows) == 1:
        asked = [(cell, form.row_of(cell)) for cell in cells]
        return [f"• {_column(row)}{_unit(row)}{_standing(cell, now)}" for cell, row in asked]
    paths = {cell.row: form.above(cell) for cell in cells}
    said = {row.key for row in next(iter(paths.values())) if all(row in path for path in paths.values())}
    lines: list[str] = []
    for key in rows:
        mine = [cell for cell in cells if form.printed_row(cell).key == key]
        over = [row for row in paths[mine[0].row] if row.key not in said]
        said |= {row.key for row in over}
        lines += [f"{cut(named_row(row), _LONGEST_ABOVE)}:" for row in over]
        lines.append(f"• {_row_line(form, mine, now)}")
    return lines


def _row_line(form: Form, cells: Sequence[Cell], now: Mapping[Cell, str]) -> str:
    """A row and its columns; the unit once where it is that of all."""
    rows = form.rows_of(cells)
    one = _unit(rows[0]) if len({_unit(row) for row in rows}) == 1 else ""
    asked = zip(cells, rows, strict=True)
    columns = [f"{_column(row)}{'' if one else _unit(row)}{_standing(cell, now)}" for cell, row in asked]
    return f"{named_row(form.printed_row(cells[0]))}{one}: {', '.join(columns)}"


def _column(row: Row) -> str:
    """The column's name; of a form with only one column what is asked for."""
    return unit_name(row.named) if row.named else "số liệu"


def _what(form: Form, cells: Sequence[Cell]) -> str:
    """How many figures, or answers where some are words."""
    what = "số" if all(row.is_number for row in form.rows_of(cells)) else "câu trả lời"
    return f"{len(cells)} {what}"


def _between(form: Form, cells: Sequence[Cell]) -> str:
    words = not form.is_plain and any(not row.is_number for row in form.rows_of(cells))
    return "dấu ;" if words else "dấu cách"


def _rows_over(form: Form, row: Row, group: Sequence[Row]) -> list[str]:
    """The headings over a row: its group's, unless each row of the group has a nearer one, and what it is a part of."""
    whole = form.by_key.get(row.ask, row)  # a rate that was typed though it is computed is of no group
    part_of = [form.by_key.get(one.key.rstrip("abcdefghij"), whole) for one in group]
    nearer = all(parent not in {one, whole} for one, parent in zip(group, part_of, strict=True))
    over = [] if nearer else [whole]
    over.append(part_of[group.index(row)])
    return list(dict.fromkeys(named_row(parent) for parent in over if parent is not row))


def _unit(row: Row) -> str:
    if row.options:
        return " (" + ", ".join(label if code == label else f"{code} = {label}" for code, label in row.options) + ")"
    return f" ({unit_name(row.unit)})" if row.unit else ""


def _standing(cell: Cell, now: Mapping[Cell, str]) -> str:
    return f", hiện là {now[cell]}" if cell in now else ""


def _how(row: Row) -> str:
    if row.options:
        return "Anh/chị chọn một trong các câu trả lời dưới đây."
    if row.kind is Kind.TEXT:
        return "Trả lời bằng một câu ngắn."
    unit = "" if row.unit in {"", "%"} else f" ({unit_name(row.unit)})"
    example = _EXAMPLES.get(row.kind, _EXAMPLES[Kind.COUNT])
    return f"Trả lời một {'tỷ lệ %' if row.kind is Kind.RATE else 'số'}{unit}, ví dụ: {example}"
