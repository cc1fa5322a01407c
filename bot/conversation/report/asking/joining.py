"""Which groups are asked in one question: neighbours of one section that hold numbers, while the question stays short."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import groupby

from bot.texts.report.cells.asking import asked_lines
from tracker.forms.cell import Cell
from tracker.forms.form import Form

_MOST_CELLS, _MOST_LINES = 6, 9  # of a joined question: what is answered in one breath, and read without scrolling
_Group = tuple[str, str]  # what its rows are asked under, and, of a list, the list
MOST_AT_ONCE = 8  # cells of a group that are asked at once where a row has several


def groups_of(form: Form, cells: Iterable[Cell]) -> list[list[Cell]]:
    """These cells by the group that each belongs to, in the order of the first of them; a list is one of its own."""
    known, groups = form.once(_groups_of_cells), dict[_Group, list[Cell]]()
    for cell in cells:
        groups.setdefault(known.get(cell) or _group_of(form, cell), []).append(cell)
    return list(groups.values())


def _groups_of_cells(form: Form) -> Mapping[Cell, _Group]:
    return {cell: _group_of(form, cell) for cell in form.by_cell}


def _group_of(form: Form, cell: Cell) -> _Group:
    row = form.row_of(cell)
    return row.ask, row.key if row.repeats else ""


def questions_of(form: Form, level: str, before: int | None = None) -> Sequence[Sequence[Cell]]:
    """The cells of the groups of this level by the question that asks them; `before` is the place of a group to stop before.

    A group of rows of several cells that is too long for one question is asked in parts.
    """
    return form.once(_all_questions, level, before)


def first_question(form: Form, level: str, waiting: Iterable[Cell]) -> Sequence[Cell]:
    """Of cells that wait the first question; what is left of a group that was begun is asked alone."""
    return next(_questions(form, level, groups_of(form, waiting)))


def _all_questions(form: Form, level: str, before: int | None) -> Sequence[Sequence[Cell]]:
    return list(_questions(form, level, form.of_level(level).groups[:before]))


def _whole_groups(form: Form, level: str) -> AbstractSet[Sequence[Cell]]:
    return set(form.of_level(level).groups)


def _questions(form: Form, level: str, groups: Iterable[Sequence[Cell]]) -> Iterator[Sequence[Cell]]:
    whole = form.once(_whole_groups, level)
    last: list[Cell] = []
    joinable = False  # whether the last one may take another group
    for one in groups:
        for group in _parts(form, one):
            if joinable and tuple(group) in whole and form.once(_fit, (*last, *group)):
                last.extend(group)
                continue
            if last:
                yield last
            last = list(group)
            joinable = tuple(group) in whole
    if last:
        yield last


def widest(form: Form, cells: Iterable[Cell]) -> int:
    """In a form of several columns, how many of these cells the longest row has; 0 in any other."""
    return 0 if form.is_plain else max(Counter(cell.row for cell in cells).values(), default=0)


def _parts(form: Form, group: Sequence[Cell]) -> Iterator[Sequence[Cell]]:
    """The group itself; of a form of several columns as many whole rows as fit, a list alone, a very wide row in pieces."""
    if form.is_plain:
        yield group
        return
    part: list[Cell] = []
    for _, of_row in groupby(group, key=lambda cell: cell.row):
        cells = list(of_row)
        is_list = form.row_of(cells[0]).repeats
        if part and (is_list or form.row_of(part[0]).repeats or len(part) + len(cells) > MOST_AT_ONCE):
            yield part
            part = []
        while len(cells) > MOST_AT_ONCE:
            yield cells[:MOST_AT_ONCE]
            cells = cells[MOST_AT_ONCE:]
        part += cells
    if part:
        yield part


def _fit(form: Form, cells: tuple[Cell, ...]) -> bool:
    rows = form.rows_of(cells)
    in_one_section = len({form.section_at(cell).key for cell in cells}) == 1
    short = len(cells) <= _MOST_CELLS and len(asked_lines(form, cells, {})) <= _MOST_LINES
    return in_one_section and all(row.is_number and not row.repeats for row in rows) and short
