"""Which groups are asked in one question: neighbours of one section that hold numbers, while the question stays short."""

from collections.abc import Iterable, Sequence

from bot.texts.report.reporting import asked_lines
from tracker.forms.cell import Cell
from tracker.forms.form import Form

_MOST_CELLS, _MOST_LINES = 6, 9  # of a joined question: what is answered in one breath, and read without scrolling


def groups_of(form: Form, cells: Iterable[Cell]) -> list[list[Cell]]:
    """These cells by the group that each belongs to, in the order of the first of them."""
    groups: dict[str, list[Cell]] = {}
    for cell in cells:
        groups.setdefault(form.row_of(cell).ask, []).append(cell)
    return list(groups.values())


def questions_of(form: Form, level: str, groups: Iterable[Sequence[Cell]]) -> list[list[Cell]]:
    """The cells of these groups by the question that asks them; what is left of a group that was begun is asked alone."""
    whole = set(form.of_level(level).groups)
    found: list[list[Cell]] = []
    joinable = False  # whether the last one may take another group
    for group in groups:
        if joinable and tuple(group) in whole and _fit(form, [*found[-1], *group]):
            found[-1].extend(group)
        else:
            found.append(list(group))
            joinable = tuple(group) in whole
    return found


def _fit(form: Form, cells: Sequence[Cell]) -> bool:
    rows = form.rows_of(cells)
    in_one_section = len({form.section_of[row.key].key for row in rows}) == 1
    short = len(cells) <= _MOST_CELLS and len(asked_lines(form, cells, {})) <= _MOST_LINES
    return in_one_section and all(row.is_number for row in rows) and short
