"""Reads a corrected sheet back as it stands; whatever contradicts itself is refused with its place."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from string import Formatter
from typing import NamedTuple

from tracker.blank_form import text_of
from tracker.calendar.ladder import DEFAULT
from tracker.form_sheet.layout import (
    COLUMNS,
    FIELD_COLUMNS,
    HEAD_FIELDS,
    NAMES,
    ONCE,
    REPEATED,
    read_options,
)
from tracker.form_sheet.mistakes import FormSheetWrong, Mistake
from tracker.forms.concepts import concept_by_key
from tracker.forms.counting import CountUnreadable, parse_count
from tracker.forms.form import Head
from tracker.forms.row import Kind, Row
from tracker.forms.rules import parse_formula, parse_rule
from tracker.inference import Title, Understood
from tracker.kernel.grids import Grid, Value
from tracker.kernel.reasons import Fact, Reason

_KEY = re.compile(r"\d+(\.\d+)*[a-zđ]*")


class _Line(NamedTuple):
    """A line of a sheet, by the names of its columns."""

    sheet: str
    number: int
    cells: Mapping[str, str]

    def wrong(self, column: str, mistake: Mistake, **facts: Fact) -> FormSheetWrong:
        return FormSheetWrong(sheet=self.sheet, row=self.number, column=column, why=Reason(mistake, facts))


def is_form_sheet(grids: Sequence[Grid]) -> bool:
    """Whether this workbook is one of ours: its first sheet begins with our columns."""
    return bool(grids) and _head(grids[0])[: len(COLUMNS) - 1] == list(COLUMNS[:-1])


def read_form_sheet(grids: Sequence[Grid]) -> Understood:
    """The form in a corrected sheet; raises FormSheetWrong."""
    lines = list(_lines(grids[0], COLUMNS))
    if len(grids) < 2 or _head(grids[1])[:2] != list(FIELD_COLUMNS[:2]):  # noqa: PLR2004 - rows, form
        raise FormSheetWrong(sheet=grids[0].name, row=1, column="key", why=Reason(Mistake.NO_SECOND_SHEET))
    if not lines:
        raise FormSheetWrong(sheet=grids[0].name, row=2, column="key", why=Reason(Mistake.NO_ROW))
    rows = tuple(_row(line) for line in lines)
    _check_rows(rows, lines)
    fields = _fields(list(_lines(grids[1], FIELD_COLUMNS)), {row.key for row in rows})
    head = Head(**{name: "".join(fields[field]) for field, name in HEAD_FIELDS.items()})
    return Understood(
        sheet=grids[0].name,
        rows=rows,
        places=tuple(line.number for line in lines),
        head=head,
        title=Title("".join(fields["appendix"]), tuple(fields["title"]), "".join(fields["attached to"])),
        warn=tuple(fields["warn"]),
        mention=tuple(fields["mention"]),
        doubts=(),
        block=tuple(fields["block"]),
        given_name="".join(fields["name"]),
        reminders="".join(fields["reminders"]) or DEFAULT,
    )


def _head(grid: Grid) -> list[str]:
    return [text_of(value) for value in grid.rows[0]] if grid.rows else []


def _lines(grid: Grid, columns: Sequence[str]) -> Iterator[_Line]:
    for number, cells in enumerate(grid.rows[1:], start=2):
        texts = {
            name: _text(grid, number, name, cells[place] if place < len(cells) else None) for place, name in enumerate(columns)
        }
        if any(text for name, text in texts.items() if name != "why uncertain"):
            yield _Line(grid.name, number, texts)


def _text(grid: Grid, number: int, column: str, value: Value) -> str:
    if isinstance(value, date):
        why = Reason(Mistake.BECAME_A_DATE, {"cell": value})
        raise FormSheetWrong(sheet=grid.name, row=number, column=column, why=why)
    return value.strip() if isinstance(value, str) else text_of(value)


def _row(line: _Line) -> Row:
    cells = line.cells
    if not _KEY.fullmatch(cells["key"]):
        raise line.wrong("key", Mistake.NO_KEY, text=cells["key"])
    if not cells["label"]:
        raise line.wrong("label", Mistake.NO_LABEL)
    if cells["kind"] not in {kind.value for kind in Kind}:
        raise line.wrong("kind", Mistake.NOT_AMONG, text=cells["kind"], known=", ".join(Kind))
    row = Row(
        **{name: cells[name] for name in ("key", "stt", "label", "unit", "of", "by", "ask", "note", "tasks", "concept")},
        kind=Kind(cells["kind"]),
        options=read_options(cells["options"]),
        italic=bool(cells["italic"]),
    )
    if (row.kind is Kind.CHOICE) != bool(row.options):
        raise line.wrong("options", Mistake.OPTIONS_OF_NO_CHOICE)
    if len({code for code, _ in row.options}) < len(row.options):
        raise line.wrong("options", Mistake.CODE_TWICE)
    _check_tasks(row, line)
    if row.concept and row.concept not in concept_by_key():
        raise line.wrong("concept", Mistake.CONCEPT_UNKNOWN, text=row.concept)
    return row


def _check_tasks(row: Row, line: _Line) -> None:
    if row.tasks and not (row.typed and row.kind is Kind.COUNT):
        raise line.wrong("tasks", Mistake.TASKS_OF_NO_COUNT)
    try:
        if row.tasks:
            parse_count(row.tasks)
    except CountUnreadable:
        raise line.wrong("tasks", Mistake.TASKS_UNREADABLE, text=row.tasks) from None


def _check_rows(rows: Sequence[Row], lines: Sequence[_Line]) -> None:
    places: dict[str, int] = {}
    for row, line in zip(rows, lines, strict=True):
        if row.key in places:
            raise line.wrong("key", Mistake.KEY_TWICE, key=row.key, row=str(places[row.key]))
        places[row.key] = line.number
    if rows[0].kind is not Kind.SECTION:
        raise lines[0].wrong("kind", Mistake.FIRST_ROW_NO_SECTION)
    for row, line in zip(rows, lines, strict=True):
        if row.typed and row.ask not in places:
            raise line.wrong("ask", Mistake.ASKED_NOWHERE)
        if row.ask and row.ask not in places:
            raise line.wrong("ask", Mistake.ASKED_UNDER_NO_ROW, key=row.ask)
        if row.of and not row.is_number:
            raise line.wrong("of", Mistake.COMPUTED_BUT_NO_NUMBER)
        for key in [cell.row for cell in parse_formula(row.of).cells] if row.of else ():
            if key not in places or key == row.key:
                raise line.wrong("of", Mistake.COMPUTED_FROM_NO_ROW, key=key)


def _fields(lines: Iterable[_Line], keys: set[str]) -> dict[str, list[str]]:
    fields: dict[str, list[str]] = {name: [] for name in (*ONCE, *REPEATED)}
    for line in lines:
        name, value = line.cells["field"], line.cells["value"]
        if name not in fields:
            raise line.wrong("field", Mistake.NOT_AMONG, text=name, known=", ".join(fields))
        if name in ONCE and fields[name]:
            raise line.wrong("field", Mistake.FIELD_TWICE, field=name)
        if name in {"title", "attached to"}:
            _check_title(line, value)
        if name in {"warn", "block", "mention"} and value:
            _check_rule(line, value, keys)
        if value:
            fields[name].append(value)
    return fields


def _check_title(line: _Line, text: str) -> None:
    try:
        unknown = {name for _, name, _, _ in Formatter().parse(text) if name is not None} - NAMES
    except ValueError:
        raise line.wrong("value", Mistake.BRACE_ALONE) from None
    if unknown:
        known = ", ".join(f"{{{name}}}" for name in sorted(NAMES))
        raise line.wrong("value", Mistake.NAME_UNKNOWN, name=f"{{{min(unknown)}}}", known=known)


def _check_rule(line: _Line, text: str, keys: set[str]) -> None:
    try:
        missing = {cell.row for cell in parse_rule(text).cells} - keys
    except ValueError:
        raise line.wrong("value", Mistake.RULE_UNREADABLE, rule=text) from None
    if missing:
        raise line.wrong("value", Mistake.RULE_OF_NO_ROW, key=min(missing))
