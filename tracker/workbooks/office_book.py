"""An office's own workbook with its cells filled: nothing else in it changes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from io import BytesIO

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.cell.cell import MergedCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from tracker.forms.cell import Cell
from tracker.forms.fields import FormTable, columns_of
from tracker.forms.form import Form
from tracker.forms.row import PRINTED, Column, ColumnRole, Kind, Row
from tracker.reports.entry import Answer, Entry
from tracker.workbooks.appendix import BOX, CENTRE, LEFT, Heading, saved, validation_of, write_text
from tracker.workbooks.fitting import fit_words
from tracker.workbooks.lines_of_sheet import Lines, set_lines
from tracker.workbooks.office_words import filled_words, has_dots

_HUNDRED = 100
_NAME = "Times New Roman"
_WORDS = {"stt": 7.0, "label": 44.0, "unit": 12.0}  # the columns that say what a row is, with their widths in characters
_WIDTH = 14.0  # of the others
_HEAD = 3  # the row of the head of a sheet's table


def office_appendix(form: Form, file: bytes, heading: Heading, shown: Mapping[Cell, Entry]) -> bytes:
    """The office's .xlsx with these entries in their cells, and with as many lines in each list as there are."""
    book = _OfficeBook(form, load_workbook(BytesIO(file)))
    book.fit_lines(shown)
    book.write(shown)
    book.write_notes(shown)
    book.write_words(heading)
    book.book.properties.description = " ".join(heading.remarks) or None
    return saved(book.book)


def office_sheet_to_fill(form: Form, file: bytes, heading: Heading, shown: Mapping[Cell, Entry], level: str) -> bytes:
    """The office's .xlsx for a unit of this level to fill on a computer, with what was entered so far.

    It looks as the office made it; the cells that wait for the unit say what fits when they are chosen.
    """
    book = _OfficeBook(form, load_workbook(BytesIO(file)))
    book.write(shown)
    book.write_notes(shown)
    book.write_words(heading)
    asked = form.of_level(level)
    for row in (*asked.rows, *form.lines.values()):
        book.guide(row)
    return saved(book.book)


class _OfficeBook:
    """The workbook, and where its cells stand once lines were added or taken away."""

    def __init__(self, form: Form, book: Workbook) -> None:
        self.form, self.book = form, book
        self.moves: list[tuple[str, int, int]] = []  # in which sheet the rows from which on stand how much lower

    def fit_lines(self, shown: Mapping[Cell, Entry]) -> None:
        """As many lines in each list as there are, at least one; from the foot of the sheets upwards."""
        for table, keys, first, have in sorted(self._lists(), key=lambda one: -one[2]):
            want = max([1, *(cell.line for cell in shown if cell.line and cell.pattern_key in keys)])
            height = len(keys)
            set_lines(self.book[table.sheet], Lines(first, have, want, height))
            self.moves.append((table.sheet, first + have * height, (want - have) * height))

    def _lists(self) -> Iterable[tuple[FormTable, Sequence[str], int, int]]:
        for table in self.form.tables:
            for keys in table.turns:
                yield table, keys, table.row_places[keys[0]], max(dict(table.lines)[key] for key in keys)

    def write(self, entries: Mapping[Cell, Entry]) -> None:
        """What the entries say; a formula of the office's stays, since it says the same."""
        for cell, entry in entries.items():
            place = self._place(cell)
            if place is not None and not (
                cell in self.form.computed and (_is_formula(place) or self._is_of_nothing(cell, entries))
            ):
                _write(place, entry, self.form.row_of(cell))

    def _is_of_nothing(self, cell: Cell, entries: Mapping[Cell, Entry]) -> bool:
        """Whether a computed share is of 0, which an office's own formula leaves empty."""
        under = self.form.computed[cell].under
        return under is not None and under in entries and entries[under].amount == 0

    def write_notes(self, entries: Mapping[Cell, Entry]) -> None:
        """What was noted beside figures, after what stands in the column for notes of their rows."""
        for cell in self.form.in_order(entries):
            place = self._place(cell) if entries[cell].note else None
            column = dict(self._table(cell).printed).get(ColumnRole.NOTE.value) if place is not None else None
            if place is not None and column and column != place.column:
                note = self.book[str(place.parent.title)].cell(int(place.row or 1), column)
                said = [part for part in str(note.value or "").split("; ") if part]
                write_text(note, "; ".join(dict.fromkeys([*said, entries[cell].note])))

    def _table(self, cell: Cell) -> FormTable:
        return next(table for table in self.form.tables if cell.column in table.column_places)

    def write_words(self, heading: Heading) -> None:
        """The unit and the period on the dots where nobody wrote anything, but in the tables."""
        for sheet in self.book.worksheets:
            for line in sheet.iter_rows():
                for place in line:
                    text = place.value
                    if isinstance(text, str) and has_dots(text) and not self._in_table(sheet.title, int(place.row or 0)):
                        place.value = filled_words(text, heading)

    def _in_table(self, sheet: str, row: int) -> bool:
        return any(table.sheet == sheet and table.is_body(row) for table in self.form.tables)

    def guide(self, row: Row) -> None:
        """Let the cell say what fits when it is chosen."""
        place = self._place(row.cell)
        check = validation_of(row) if place is not None else None
        if place is not None and check:
            check.add(place.coordinate)
            self.book[place.parent.title].add_data_validation(check)

    def _place(self, cell: Cell) -> SheetCell | None:
        place = self.form.place_of(cell)
        if place is None:
            return None
        sheet, row, column = place
        first = row - max(cell.line - 1, 0) * self._table(cell).height_of(cell.pattern_key)
        lower = sum(more for name, start, more in self.moves if name == sheet and start <= first)
        found = self.book[sheet].cell(row + lower, column)
        return None if isinstance(found, MergedCell) else found


def _is_formula(place: SheetCell) -> bool:
    return isinstance(place.value, str) and place.value.startswith("=")


def _write(place: SheetCell, entry: Entry, row: Row) -> None:
    if entry.answer is Answer.NOT_APPLICABLE:
        write_text(place, "-")
    elif entry.text is not None:
        write_text(place, entry.text)
        place.value = place.value if entry.text else None
        fit_words(place)
    elif entry.amount is not None:
        is_share = row.kind is Kind.RATE and "%" in (place.number_format or "")
        place.value = entry.amount / _HUNDRED if is_share else entry.amount
    elif row.typed:
        place.value = None


def with_own_file(form: Form) -> tuple[Form, bytes]:
    """The form with places in a blank workbook that is drawn for it, and that workbook; a sheet for each of its tables."""
    book = Workbook()
    keys = list(dict.fromkeys(row.table for row in form.rows))
    sheets = [book.worksheets[0], *(book.create_sheet() for _ in keys[1:])]
    for number, sheet in enumerate(sheets, start=1):
        sheet.title = f"Bảng {number}"
    tables = tuple(_drawn(form, key, sheet) for key, sheet in zip(keys, sheets, strict=True))
    return replace(form, tables=tables), saved(book)


def _drawn(form: Form, key: str, sheet: Worksheet) -> FormTable:
    columns = [column for column in form.columns if column.table == key and column.role not in PRINTED]
    write_text(sheet.cell(1, 1), form.name, Font(name=_NAME, size=13, bold=True), LEFT)
    _head(form, columns, sheet)
    places, lines, given = [], [], dict(form.given)
    for number, row in enumerate((row for row in form.rows if row.table == key), start=_HEAD + 1):
        places.append((row.key, number))
        lines += [(row.key, 1)] if row.repeats else []
        open_to = {column.key for column in columns_of(row, columns)}
        for place, text in enumerate((row.stt, row.label, row.unit), start=1):
            sheet.cell(number, place).border = BOX
            write_text(sheet.cell(number, place), text, Font(name=_NAME, size=12), LEFT)
        for place, column in enumerate(columns, start=len(_WORDS) + 1):
            sheet.cell(number, place).border = BOX
            said = given.get(str(Cell(row.key, column.key)), "") if column.key in open_to else "x"
            write_text(sheet.cell(number, place), said, Font(name=_NAME, size=12), CENTRE)
    numbered = tuple((column.key, place) for place, column in enumerate(columns, start=len(_WORDS) + 1))
    return FormTable(
        key, sheet.title, "", (_HEAD, _HEAD), tuple(places), numbered, (("number", 1), ("label", 2)), tuple(lines)
    )


def _head(form: Form, columns: list[Column], sheet: Worksheet) -> None:
    bold = Font(name=_NAME, size=12, bold=True)
    titles = [form.head.stt or "STT", form.head.label or "Chỉ tiêu", form.head.unit or "Đơn vị tính"]
    titles += [": ".join(column.title) for column in columns]
    for place, title in enumerate(titles, start=1):
        sheet.cell(_HEAD, place).border = BOX
        write_text(sheet.cell(_HEAD, place), title, bold, CENTRE)
    for place, width in enumerate([*_WORDS.values(), *[_WIDTH] * len(columns)], start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
