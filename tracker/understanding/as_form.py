"""An office's form as it was read, as a form that can be asked, filled and added up."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial

from tracker.blank_form.printed import TitleBlock
from tracker.forms.cell import ENTRY, Cell
from tracker.forms.fields import FormTable, fields_of
from tracker.forms.form import Form, Head
from tracker.forms.relations import FormRelation, evidence_of, relations_of
from tracker.forms.row import PRINTED, Column, ColumnRole, Kind, Row
from tracker.forms.rules import moved
from tracker.inference.titles import title_of
from tracker.kernel.grids import Grid, Value
from tracker.kernel.names import fold
from tracker.office_table.form import OfficeForm, OfficeRow, OfficeTable
from tracker.understanding.words import WordsPlace, places_for_words

_MOST_TOGETHER = 8  # cells that one question asks for
_NO_SHARE = re.compile(r"\b(tang|giam|so voi|toc do|so sanh|chi so|bien dong|thang du)\b")
_TYPED = re.compile(r"-?(\d+|\d{1,3}(\.\d{3})+)([.,]\d+)?")
_GROUPED = re.compile(r"-?[1-9]\d{0,2}(\.\d{3})+")
_TWICE = 2
_WORDS_KEY = "0"  # the number before the places for words


def form_of_office(office: OfficeForm, grids: Sequence[Grid], code: str, name: str = "") -> Form:
    """The form of the workbook that was read; raises FormWrong if it contradicts itself."""
    words = places_for_words(office, grids)
    columns = [replace(one.column, table=table.key) for table in office.tables for one in table.columns]
    rows = [
        _with_bounds(replace(one.row, table=table.key, crossed=(*one.row.crossed, *_closed(table, one))))
        for table in office.tables
        for one in table.rows
    ]
    fields = {field.cell: field for field in fields_of(rows, columns, {})}
    filled = {
        Cell(one.row.key, key): value for table in office.tables for one in table.rows for key, value in _filled(table, one)
    }
    given = tuple((str(cell), _given(value, fields.get(cell))) for cell, value in filled.items())
    lists = {row.key for row in rows if row.repeats}
    rows = _sums_over_lines(rows, lists)
    relations = [_over_lines(relation, lists) for table in office.tables for relation in table.relations]
    rules = _rules(relations, rows, columns)
    asked = _asked_together(rows, columns, {Cell.read(text): value for text, value in given})
    title = title_of(TitleBlock(lines=office.title))[0]
    return Form(
        code=code,
        version=1,
        name=name or _name(office),
        appendix="",
        title=title.lines,
        attached_to="",
        head=_head(office.tables[0]),
        rows=(*(replace(row, ask=asked[row.key]) for row in rows), *_rows_for_words(words)),
        columns=(
            *columns,
            *map(_column_for_words, words),
        ),
        tables=(*map(_table, office.tables), *map(_table_for_words, words)),
        given=given,
        warn=rules,
        sources=evidence_of(rows, columns, rules, relations),
    )


def _filled(table: OfficeTable, row: OfficeRow) -> Iterator[tuple[str, Value]]:
    """What the office has filled in the cells of a row: figures, and words in the columns of words that it has printed."""
    yield from row.given.items()
    if not row.row.repeats:
        yield from ((key, row.printed[key]) for key in _printed_columns(table) if key in row.printed)


def _closed(table: OfficeTable, row: OfficeRow) -> list[str]:
    """The columns in which nothing is to be filled in a row because their words are the office's."""
    said = row.printed.keys() | row.given.keys()
    if row.row.repeats:
        return []
    return [key for key in _printed_columns(table) if key not in said and key not in row.row.crossed]


def _printed_columns(table: OfficeTable) -> list[str]:
    """The columns of words that the office prints for most rows of figures."""
    leaves = [one for one in table.rows if one.row.kind not in {Kind.SECTION, Kind.HEADING} and not one.row.repeats]
    texts = [one.column.key for one in table.columns if one.column.role is ColumnRole.TEXT]
    return [key for key in texts if 0 < len(leaves) < _TWICE * sum(key in one.printed for one in leaves)]


def _sums_over_lines(rows: Sequence[Row], lists: AbstractSet[str]) -> list[Row]:
    """The rows, those that add up a row that repeats as sums over its lines."""
    return [replace(row, of=moved(row.of, partial(_of_lines, lists))) if row.of else row for row in rows]


def _over_lines(relation: FormRelation, lists: AbstractSet[str]) -> FormRelation:
    return FormRelation(moved(relation.text, partial(_of_lines, lists)), relation.source)


def _of_lines(lists: AbstractSet[str], cell: Cell) -> Cell:
    return Cell(cell.row + ENTRY, cell.column) if cell.row in lists else cell


def _rules(relations: Iterable[FormRelation], rows: Iterable[Row], columns: Iterable[Column]) -> tuple[str, ...]:
    """The relations that neither a formula of a row or column nor a part among the columns says already."""
    said = {relation.text for relation in relations_of(rows, columns, (), {})}
    return tuple(relation.text for relation in relations if relation.text not in said)


def _with_bounds(row: Row) -> Row:
    """The row, without the bounds of a share if its label speaks of growth or of a comparison."""
    is_share = not _NO_SHARE.search(fold(row.label))
    return row if is_share else replace(row, may_exceed=row.kind is Kind.RATE, signed=True)


def _text(value: Value) -> str:
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value.isoformat() if isinstance(value, date) else str(value or "")


def _given(value: Value, field: Row | None) -> str:
    """What stands in a cell, where it is for a number and "1.234,5" or "579,0" was typed as text, that number."""
    text = _text(value)
    if isinstance(value, Decimal) or field is None or not field.is_number or not _TYPED.fullmatch(text):
        return text
    return text.replace(".", "").replace(",", ".") if "," in text or _GROUPED.fullmatch(text) else text


def _asked_together(rows: Sequence[Row], columns: Sequence[Column], given: dict[Cell, str]) -> dict[str, str]:
    """By row, under which row it is asked: one with several cells alone, others with their neighbours under one heading."""
    fields = fields_of([replace(row, ask=row.key) for row in rows], columns, given)
    asked = Counter(row.key for row in fields if row.asked)
    found: dict[str, str] = {}
    together: list[Row] = []
    for row in rows:
        is_alone = asked[row.key] != 1 or row.repeats
        if is_alone or not together or together[0].parent != row.parent or len(together) == _MOST_TOGETHER:
            together = []
        if not is_alone:
            together.append(row)
        found[row.key] = together[0].key if together else row.key
        found[row.key] = row.parent if together and row.parent else found[row.key]
    return found


def _name(office: OfficeForm) -> str:
    text = " ".join(office.title).strip() or next((table.caption for table in office.tables if table.caption), "")
    text = text or office.tables[0].sheet
    return text.capitalize() if text.isupper() else text


def _head(table: OfficeTable) -> Head:
    titles = {one.column.role: " ".join(one.column.title) for one in reversed(table.columns)}
    said = {role: titles.get(role, "") for role in (*PRINTED, ColumnRole.NOW, ColumnRole.NOTE)}
    return Head(
        stt=said[ColumnRole.NUMBER],
        label=said[ColumnRole.LABEL],
        result="",
        unit=said[ColumnRole.UNIT],
        figure=said[ColumnRole.NOW],
        note=said[ColumnRole.NOTE],
    )


def _table(table: OfficeTable) -> FormTable:
    return FormTable(
        key=table.key,
        sheet=table.sheet,
        caption=table.caption,
        head=(table.first_head_row, max(table.code_row, table.last_head_row)),
        rows=tuple((one.row.key, one.sheet_row) for one in table.rows if one.sheet_row),
        columns=tuple((one.column.key, one.sheet_column) for one in table.columns),
        printed=tuple(_printed(table)),
        lines=tuple((one.row.key, _lines(table, one)) for one in table.rows if one.row.repeats),
    )


def _lines(table: OfficeTable, row: OfficeRow) -> int:
    """The lines that are printed for a list; the blank one between the table and what stands below it is none of them."""
    reaches_below = row is table.rows[-1] and row.sheet_row + row.open_rows >= table.after_row
    return max(1, row.open_rows - reaches_below)


def _printed(table: OfficeTable) -> Iterator[tuple[str, int]]:
    for one in table.columns:
        if one.column.role in PRINTED or one.column.role is ColumnRole.NOTE:
            yield one.column.role.value, one.sheet_column


def _column_for_words(place: WordsPlace) -> Column:
    return Column(place.key, (), ColumnRole.TEXT, kind=Kind.TEXT, table=place.key)


def _rows_for_words(words: Iterable[WordsPlace]) -> Iterator[Row]:
    for number, place in enumerate(words, start=1):
        key = f"{_WORDS_KEY}.{number}"
        yield Row(key, "", place.text, "", Kind.TEXT, ask=key, table=place.key, optional=True)


def _table_for_words(place: WordsPlace) -> FormTable:
    number = int(place.key.removeprefix("h"))
    return FormTable(
        key=place.key,
        sheet=place.sheet,
        head=(place.row, place.row - 1),
        rows=((f"{_WORDS_KEY}.{number}", place.row),),
        columns=((place.key, place.column),),
    )
