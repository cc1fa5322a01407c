"""A form of several columns, or with lists, as tables of a roll-up: its rows with their totals, or a line for each unit."""

from collections.abc import Iterator, Sequence

from tracker.forms.cell import ENTRY, Cell
from tracker.forms.form import Form
from tracker.forms.row import PRINTED, Column, ColumnRole, Kind, Row
from tracker.reports.entry import Entry
from tracker.rollup.gathering import Share
from tracker.rollup.listed import columns_of_lists
from tracker.rollup.totals import RollUp
from tracker.workbooks.rolled_up.rollup_columns import figure_of
from tracker.workbooks.rolled_up.rollup_notes import notes_on
from tracker.workbooks.wide_tables import Shown, WideLine, WideTable
from tracker.workbooks.words import ALL_UNITS, NOT_IN, NOTE, UNIT_NAME

_HEADINGS = {Kind.SECTION, Kind.HEADING}


def is_by_row(rows: Sequence[Row]) -> bool:
    """Whether the rows of a table are printed ones with labels, and not a line, or lines, for each unit."""
    figures = [row for row in rows if row.kind not in _HEADINGS]
    return not any(row.repeats for row in rows) and not (len(figures) == 1 and not figures[0].label)


def tables_of(form: Form) -> list[tuple[str, list[Row]]]:
    """The rows of each table of the form, with what it is called; places for words that nobody must fill are none."""
    by_table: dict[str, list[Row]] = {}
    for row in form.rows:
        by_table.setdefault(row.table, []).append(row)
    by_table = {key: rows for key, rows in by_table.items() if _has_figures(form, rows)}
    captions = {table.key: table.caption for table in form.tables}
    return [(captions.get(key, "") if len(by_table) > 1 else "", rows) for key, rows in by_table.items()]


def _has_figures(form: Form, rows: Sequence[Row]) -> bool:
    return any(not form.row_of(cell).optional for row in rows for cell in form.cells_of(row))


def total_tables(rolled: RollUp) -> list[WideTable]:
    """The tables of the first sheet."""
    return [
        _by_row(rolled, caption, rows) if is_by_row(rows) else _by_unit(rolled, caption, rows)
        for caption, rows in tables_of(rolled.form)
    ]


def unit_tables(rolled: RollUp) -> list[WideTable]:
    """The tables with a block for each unit: those that the first sheet does not show unit by unit already."""
    return [_blocks(rolled, caption, rows) for caption, rows in tables_of(rolled.form) if is_by_row(rows)]


def _columns(form: Form, rows: Sequence[Row], *, noted: bool) -> list[Column]:
    """The columns of a table whose cells are filled; those for notes where each unit has a line of its own."""
    theirs = [column for column in form.columns if column.table == rows[0].table]
    kept = [column for column in theirs if column.role not in PRINTED or any(row.repeats for row in rows)]
    return [column for column in kept if noted or column.role is not ColumnRole.NOTE]


def _paths(form: Form, columns: Sequence[Column]) -> list[tuple[str, ...]]:
    """Their titles; the one column of a form without others has that of its figures."""
    return [column.title or (form.head.figure,) for column in columns]


def _by_row(rolled: RollUp, caption: str, rows: Sequence[Row]) -> WideTable:
    columns, head = _columns(rolled.form, rows, noted=False), rolled.form.head
    paths = [*_leading(rolled.form, rows), *_paths(rolled.form, columns), (head.note or NOTE,)]
    lines = []
    for row in rows:
        note = "; ".join(part for part in (row.note, _note(rolled, row.key, columns)) if part)
        lines.append(_of_totals(rolled, _printed(row, rows), _cells(row.key, columns), note, bold=row.kind in _HEADINGS))
    return WideTable(paths, lines, caption)


def _leading(form: Form, rows: Sequence[Row]) -> list[tuple[str, ...]]:
    """The titles over what says which row it is; of the unit of measure only where a row has one."""
    return [(form.head.stt,), (form.head.label,), *([(form.head.unit,)] if any(row.unit for row in rows) else [])]


def _printed(row: Row, rows: Sequence[Row]) -> list[Shown]:
    return [row.stt, row.label, *([row.unit] if any(one.unit for one in rows) else [])]


def _cells(key: str, columns: Sequence[Column]) -> list[Cell]:
    return [Cell(key, column.key) for column in columns]


def _of_totals(rolled: RollUp, leading: Sequence[Shown], cells: Sequence[Cell], note: str, *, bold: bool) -> WideLine:
    """The totals of these cells, behind what says which row it is."""
    shown = [rolled.totals[cell].entry if cell in rolled.totals else None for cell in cells]
    about = [*(None for _ in leading), *(cell if cell in rolled.totals else None for cell in cells), None]
    return WideLine([*leading, *shown, note], bold=bold, about=about)


def _note(rolled: RollUp, key: str, columns: Sequence[Column]) -> str:
    """What is to be known about a row's totals: once where it is so in each of its columns, else with the column's title."""
    said: dict[str, list[str]] = {}
    own = [(column, total) for column in columns if (total := rolled.totals.get(Cell(key, column.key)))]
    for column, total in own:
        note = "; ".join(notes_on(rolled, total))
        if note:
            said.setdefault(note, []).append(" ".join(column.title))
    everywhere = [len(titles) for titles in said.values()] == [len(own)]
    return "; ".join(note if everywhere else f"{', '.join(titles)}: {note}" for note, titles in said.items())


def _by_unit(rolled: RollUp, caption: str, rows: Sequence[Row]) -> WideTable:
    columns = _columns(rolled.form, rows, noted=True)
    paths = [(rolled.form.head.stt,), (UNIT_NAME,), *_paths(rolled.form, columns), (rolled.form.head.note or NOTE,)]
    lists = [row for row in rows if row.repeats]
    lines: list[WideLine] = []
    for row in rows:
        if row.kind in _HEADINGS or (row.repeats and len(lists) > 1):
            lines.append(WideLine([row.label], across=True))
        if row.repeats:
            lines += _listed(rolled, row, columns)
        elif row.kind not in _HEADINGS and (lists or row.label):
            lines.append(_total_line(rolled, row.key, row.label, columns))
        elif row.kind not in _HEADINGS:
            lines += _a_line_each(rolled, row, columns)
    return WideTable(paths, lines, caption)


def _listed(rolled: RollUp, row: Row, columns: Sequence[Column]) -> Iterator[WideLine]:
    """The lines of a list, each with its unit, and their total where the form prints none."""
    fields = columns_of_lists(rolled.form)
    for number, line in enumerate(rolled.lines_of(row.key), start=1):
        in_columns = [(fields.get(Cell(row.key + ENTRY, one.key)), line.entries.get(one.key)) for one in columns]
        shown = [entry if field is None or entry is None else _in_words(field, entry) for field, entry in in_columns]
        yield WideLine([str(number), line.share.unit.full_name, *shown, ""])
    lines = {cell for cell in fields if cell.row == row.key + ENTRY}
    if lines.isdisjoint(cell for formula in rolled.form.computed.values() for cell in formula.cells):
        yield _total_line(rolled, row.key + ENTRY, ALL_UNITS, columns)


def _in_words(field: Row, entry: Entry) -> Entry:
    """A choice by its label: its printed code says little far from the form's head."""
    labels = dict(field.options)
    return Entry.words(labels[entry.text]) if entry.text in labels else entry


def _a_line_each(rolled: RollUp, row: Row, columns: Sequence[Column]) -> Iterator[WideLine]:
    """The row without a label, once for each unit, and their total."""
    for number, share in enumerate(rolled.taken, start=1):
        yield WideLine([str(number), share.unit.full_name, *_figures(rolled, share, row, columns), ""])
    yield _total_line(rolled, row.key, ALL_UNITS, columns)


def _total_line(rolled: RollUp, key: str, label: str, columns: Sequence[Column]) -> WideLine:
    return _of_totals(rolled, ["", label], _cells(key, columns), _note(rolled, key, columns), bold=True)


def _figures(rolled: RollUp, share: Share, row: Row, columns: Sequence[Column]) -> list[Shown]:
    """What the unit has in the row, as it is printed."""
    place = rolled.place_of[share.report.id]
    totals = [rolled.totals.get(Cell(row.key, column.key)) for column in columns]
    return [figure_of(total.parts[place].contribution) if total else None for total in totals]


def _blocks(rolled: RollUp, caption: str, rows: Sequence[Row]) -> WideTable:
    """The table's rows once for each unit, under its name; of one that is not in the name alone."""
    columns = _columns(rolled.form, rows, noted=True)
    lines = []
    for share in rolled.shares:
        lines.append(
            WideLine([share.unit.full_name if share.is_in else NOT_IN.format(unit=share.unit.full_name)], across=True)
        )
        for row in rows if share.is_in else ():
            figures = _figures(rolled, share, row, columns)
            lines.append(WideLine([*_printed(row, rows), *figures], bold=row.kind in _HEADINGS))
    return WideTable([*_leading(rolled.form, rows), *_paths(rolled.form, columns)], lines, caption)
