"""How the rows and columns of a form can contradict themselves, and how it is found out."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import Enum, unique

from tracker.forms.cell import Cell
from tracker.forms.counting import CountUnreadable, parse_count
from tracker.forms.row import Column, Kind, Row
from tracker.forms.rules import parse_formula, parse_rule
from tracker.kernel.reasons import Reason


@unique
class Contradiction(Enum):
    """How a form contradicts itself; each value is the sentence for the administrator."""

    KEY_TWICE = "two rows have the same key"
    NO_ROWS = "there is no row"
    COLUMN_TWICE = "two columns have the same key"
    ASKED_NOWHERE = "row {row} must say under which row it is asked"
    OPTIONS_OF_NO_CHOICE = "row {row}: a choice, and only a choice, has options"
    COMPUTED_FROM_ITSELF = "row {row} is computed from itself"
    TASKS_UNREADABLE = "row {row}: {text!r} counts no tasks; write for example assigned: on time"
    TASKS_OF_NO_COUNT = "row {row}: only a count that is typed in can come from tasks"
    RULE_UNREADABLE = "the rule {rule!r} cannot be read"
    LADDER_UNREADABLE = "the reminders {text!r} cannot be read; write them like opened 7d 3d 1w day 2h overdue"
    ROW_MISSING = "a formula or rule speaks of row {row}, which is not there"


def wrong_rows(rows: Sequence[Row], columns: Sequence[Column]) -> Iterator[Reason]:
    """What is wrong with each row or column by itself, and with their keys."""
    keys = {row.key for row in rows}
    if not rows:
        yield Reason(Contradiction.NO_ROWS)
    if len(keys) != len(rows):
        yield Reason(Contradiction.KEY_TWICE)
    if len({column.key for column in columns}) != len(columns):
        yield Reason(Contradiction.COLUMN_TWICE)
    for row in rows:
        if row.asked and row.ask not in keys:
            yield Reason(Contradiction.ASKED_NOWHERE, {"row": row.key})
        if (row.kind is Kind.CHOICE) != bool(row.options):
            yield Reason(Contradiction.OPTIONS_OF_NO_CHOICE, {"row": row.key})
        yield from _wrong_tasks(row)


def wrong_fields(fields: Iterable[Row], known: set[Cell]) -> Iterator[Reason]:
    """What is wrong with formulas: a cell that follows from itself, or from one that is not there."""
    missing: set[str] = set()
    for field in fields:
        cells = parse_formula(field.of).cells if field.of else ()
        if field.cell in cells:
            yield Reason(Contradiction.COMPUTED_FROM_ITSELF, {"row": str(field.cell)})
        missing |= {str(cell) for cell in cells if cell not in known}
    yield from _missing(missing)


def wrong_rules(texts: Iterable[str], is_there: Callable[[Cell], bool]) -> Iterator[Reason]:
    """What is wrong with rules: they cannot be read, or speak of a cell that is not there."""
    for text in texts:
        try:
            cells = parse_rule(text).cells
        except ValueError:
            yield Reason(Contradiction.RULE_UNREADABLE, {"rule": text})
        else:
            yield from _missing(str(cell) for cell in cells if not is_there(cell))


def _missing(missing: Iterable[str]) -> Iterator[Reason]:
    """That a formula or rule speaks of these cells."""
    for text in sorted(missing):
        yield Reason(Contradiction.ROW_MISSING, {"row": text})


def _wrong_tasks(row: Row) -> Iterator[Reason]:
    if not row.tasks:
        return
    if not (row.typed and row.kind is Kind.COUNT):
        yield Reason(Contradiction.TASKS_OF_NO_COUNT, {"row": row.key})
    try:
        parse_count(row.tasks)
    except CountUnreadable:
        yield Reason(Contradiction.TASKS_UNREADABLE, {"row": row.key, "text": row.tasks})
