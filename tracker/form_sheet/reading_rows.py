"""The rows and columns of a corrected workbook, each looked at by itself and beside the others."""

import re
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from openpyxl.utils import column_index_from_string

from tracker.form_sheet import vocabulary as words
from tracker.form_sheet.layout import PATH, read_options
from tracker.form_sheet.lines import SheetLine
from tracker.form_sheet.mistakes import Mistake
from tracker.forms.cell import ONE_COLUMN
from tracker.forms.counting import CountUnreadable, parse_count
from tracker.forms.row import Column, Kind, Row
from tracker.forms.rules import parse_formula

_TEXTS = ("key", "stt", "label", "unit", "of", "by", "ask", "note", "tasks", "concept", "parent", "table", "code")
_COLUMN_TEXTS = ("key", "of", "formula", "unit", "table")
_MARKS = ("italic", "signed", "may_exceed", "optional")
_KEY, _COLUMN_KEY = re.compile(r"\d+(\.\d+)*[a-zđ]*"), re.compile(r"[a-z0-9_]+")
_LETTER = re.compile(r"[A-Za-z]{1,2}")


def read_row(line: SheetLine) -> Row:
    """The row of a line, as far as it says nothing of others; raises FormSheetWrong."""
    cells = line.cells
    if not _KEY.fullmatch(cells["key"]):
        raise line.wrong("key", Mistake.NO_KEY, text=cells["key"])
    texts: dict[str, Any] = {**{name: cells[name] for name in _TEXTS}, **{name: line.marked(name) for name in _MARKS}}
    row = Row(
        **texts,
        kind=line.meaning("kind", words.KINDS),
        adding=line.meaning("adding", words.ADDINGS),
        options=read_options(cells["options"]),
        crossed=tuple(part for part in re.split(r"[\s,;]+", cells["crossed"]) if part),
        repeats=bool(cells["repeats"]),
        decimals=line.optional_number("decimals"),
    )
    if (row.kind is Kind.CHOICE) != bool(row.options):
        raise line.wrong("options", Mistake.OPTIONS_OF_NO_CHOICE)
    if len({code for code, _ in row.options}) < len(row.options):
        raise line.wrong("options", Mistake.CODE_TWICE)
    if row.of and not row.is_number:
        raise line.wrong("of", Mistake.COMPUTED_BUT_NO_NUMBER)
    _check_tasks(row, line)
    return row


def _check_tasks(row: Row, line: SheetLine) -> None:
    if row.tasks and not (row.typed and row.kind is Kind.COUNT):
        raise line.wrong("tasks", Mistake.TASKS_OF_NO_COUNT)
    try:
        if row.tasks:
            parse_count(row.tasks)
    except CountUnreadable:
        raise line.wrong("tasks", Mistake.TASKS_UNREADABLE, text=row.tasks) from None


def read_column(line: SheetLine) -> Column:
    """The column of a line, as far as it says nothing of others; raises FormSheetWrong."""
    cells = line.cells
    if cells["key"] and not _COLUMN_KEY.fullmatch(cells["key"]):
        raise line.wrong("key", Mistake.NO_COLUMN_KEY, text=cells["key"])
    texts: dict[str, Any] = {name: cells[name] for name in _COLUMN_TEXTS}
    column = Column(
        **texts,
        title=tuple(part.strip() for part in cells["title"].split(PATH) if part.strip()),
        role=line.meaning("role", words.ROLES),
        kind=line.meaning("kind", words.KINDS) if cells["kind"] else None,
        adding=line.meaning("adding", words.ADDINGS),
        options=read_options(cells["options"]),
        decimals=line.optional_number("decimals"),
    )
    if column.options and column.kind is not Kind.CHOICE:
        raise line.wrong("options", Mistake.OPTIONS_OF_NO_CHOICE)
    return column


def letter_place(line: SheetLine) -> int:
    """In which column of the office's sheet a column stands; 0 for none; raises FormSheetWrong."""
    text = line.cells["letter"]
    if text and not _LETTER.fullmatch(text):
        raise line.wrong("letter", Mistake.NO_LETTER, text=text)
    return column_index_from_string(text) if text else 0


def check_keys(lines: Iterable[SheetLine]) -> dict[str, SheetLine]:
    """The lines by their keys; raises FormSheetWrong where one stands twice."""
    found: dict[str, SheetLine] = {}
    for line in lines:
        key = line.cells["key"]
        if key in found:
            raise line.wrong("key", Mistake.KEY_TWICE, key=key, row=str(found[key].number))
        found[key] = line
    return found


def check_rows(rows: Sequence[Row], lines: Sequence[SheetLine], columns: Collection[str]) -> None:
    """That rows speak of rows and columns that are there; raises FormSheetWrong."""
    above, is_table = {row.key: row.parent for row in rows}, set(columns) != {ONE_COLUMN}
    for row, line in zip(rows, lines, strict=True):
        if not (row.label or is_table):  # beside several columns a row may be known by its place alone
            raise line.wrong("label", Mistake.NO_LABEL)
        if row.asked and row.ask not in above:
            raise line.wrong("ask", Mistake.ASKED_NOWHERE)
        if row.ask and row.ask not in above:
            raise line.wrong("ask", Mistake.ASKED_UNDER_NO_ROW, key=row.ask)
        if row.parent and (row.parent not in above or _stands_under_itself(row.key, above)):
            raise line.wrong("parent", Mistake.PARENT_WRONG, key=row.parent)
        for key in row.crossed:
            if key not in columns:
                raise line.wrong("crossed", Mistake.CROSSED_NO_COLUMN, key=key)


def _stands_under_itself(key: str, above: dict[str, str]) -> bool:
    seen = {key}
    while key := above.get(key, ""):
        if key in seen:
            return True
        seen.add(key)
    return False


def check_columns(columns: Sequence[Column], lines: Sequence[SheetLine]) -> None:
    """That columns speak of columns that are there; raises FormSheetWrong."""
    keys = {column.key for column in columns}
    for column, line in zip(columns, lines, strict=True):
        if column.key == ONE_COLUMN and len(columns) > 1:
            raise line.wrong("key", Mistake.NO_COLUMN_KEY, text="")
        if column.of and (column.of not in keys or column.of == column.key):
            raise line.wrong("of", Mistake.OF_NO_COLUMN, key=column.of)
        for cell in parse_formula(column.formula).cells if column.formula else ():
            key = cell.column or cell.row
            if key not in keys or key == column.key:
                raise line.wrong("formula", Mistake.COMPUTED_FROM_NO_CELL, key=key)
