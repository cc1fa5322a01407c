"""What of a form concerns units of one level."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tracker.forms.cell import Cell
from tracker.forms.counting import TaskCount, parse_count
from tracker.forms.row import Kind, Row


@dataclass(frozen=True)
class OfLevel:
    """What of a form concerns units of one level, all in printed order.

    `rows` and `cells`: what they type in; `groups`: the cells by the group that they belong to; `computed`: those that follow
    from others; `taking`: the cells in which a figure of theirs may stand; `from_tasks`: those of `cells` that the book of
    tasks counts too, each with what it counts.
    """

    rows: tuple[Row, ...]
    cells: tuple[Cell, ...]
    groups: tuple[tuple[Cell, ...], ...]
    computed: frozenset[Cell]
    taking: frozenset[Cell]
    from_tasks: Mapping[Cell, TaskCount]


def of_level(fields: Sequence[Row], groups: Mapping[str, Sequence[Row]], lines: Mapping[Cell, Row], level: str) -> OfLevel:
    """What of these fields, of their groups and of the lines of rows that repeat concerns units of this level."""
    concerned = [row for row in fields if row.concerns(level)]
    rows = tuple(row for row in concerned if row.asked)
    theirs = (tuple(row.cell for row in group if row.concerns(level)) for group in groups.values())
    in_lines = [cell for cell, row in lines.items() if row.concerns(level)]
    return OfLevel(
        rows=rows,
        cells=tuple(row.cell for row in rows),
        groups=tuple(group for group in theirs if group),
        computed=frozenset(row.cell for row in concerned if row.of),
        taking=frozenset([*(row.cell for row in concerned if row.kind is not Kind.SECTION and not row.given), *in_lines]),
        from_tasks={row.cell: parse_count(row.tasks) for row in rows if row.tasks},
    )
