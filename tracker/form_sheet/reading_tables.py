"""The tables of a corrected workbook: where its rows and columns stand in the office's own sheets."""

from collections.abc import Collection, Iterable, Iterator, Sequence

from openpyxl.utils import column_index_from_string

from tracker.form_sheet import vocabulary as words
from tracker.form_sheet.layout import read_place
from tracker.form_sheet.lines import SheetLine
from tracker.form_sheet.mistakes import Mistake
from tracker.form_sheet.reading_rows import check_keys, letter_place
from tracker.forms.fields import FormTable


def read_tables(
    lines: Sequence[SheetLine], rows: Sequence[SheetLine], columns: Sequence[SheetLine], sheets: Collection[str]
) -> tuple[FormTable, ...]:
    """The tables with the places that the lines of rows and columns say; `sheets` are the office's; raises FormSheetWrong."""
    known = set(check_keys(lines)) or {""}
    for line in (*rows, *columns):
        if line.cells["table"] not in known:
            raise line.wrong("table", Mistake.TABLE_UNKNOWN, key=line.cells["table"])
    for line in lines:
        if line.cells["sheet"] not in sheets:
            raise line.wrong("sheet", Mistake.SHEET_GONE, name=line.cells["sheet"])
    if not lines:
        _check_no_place(rows, columns)
    return tuple(_table(line, rows, columns) for line in lines)


def _check_no_place(rows: Iterable[SheetLine], columns: Iterable[SheetLine]) -> None:
    for line in rows:
        if line.cells["place"]:
            raise line.wrong("place", Mistake.TABLE_UNKNOWN, key="")
    for line in columns:
        if line.cells["letter"]:
            raise line.wrong("letter", Mistake.TABLE_UNKNOWN, key="")


def _table(line: SheetLine, rows: Sequence[SheetLine], columns: Sequence[SheetLine]) -> FormTable:
    key, sheet = line.cells["key"], line.cells["sheet"]
    its_rows = [row for row in rows if row.cells["table"] == key]
    its_columns = [column for column in columns if column.cells["table"] == key]
    return FormTable(
        key=key,
        sheet=sheet,
        caption=line.cells["caption"],
        head=(line.number_in("first"), line.number_in("last")),
        rows=tuple(_row_places(its_rows, sheet)),
        columns=tuple((column.cells["key"], place) for column in its_columns if (place := letter_place(column))),
        printed=tuple(_printed(line)),
        lines=tuple(_lines_of_lists(its_rows)),
    )


def _row_places(rows: Iterable[SheetLine], sheet: str) -> Iterator[tuple[str, int]]:
    taken: dict[int, SheetLine] = {}
    for row in rows:
        text = row.cells["place"]
        found = read_place(text) if text else None
        if text and (found is None or found[0] not in {"", sheet} or found[1] == 0):
            raise row.wrong("place", Mistake.PLACE_UNREADABLE, text=text, sheet=sheet)
        if found is None:
            continue
        if found[1] in taken:
            raise row.wrong("place", Mistake.PLACE_TWICE, row=str(taken[found[1]].number))
        taken[found[1]] = row
        yield row.cells["key"], found[1]


def _lines_of_lists(rows: Iterable[SheetLine]) -> Iterator[tuple[str, int]]:
    for row in rows:
        if row.cells["repeats"].isdigit():
            yield row.cells["key"], row.number_in("repeats")
        else:
            row.marked("repeats")


def _printed(line: SheetLine) -> Iterator[tuple[str, int]]:
    for part in filter(None, (part.strip() for part in line.cells["printed"].split("\n"))):
        word, _, letter = part.partition("=")
        role = line._replace(cells={"printed": word.strip()}).meaning("printed", words.ROLES)
        if not (letter.strip().isalpha() and letter.strip().isascii()):
            raise line.wrong("printed", Mistake.NO_LETTER, text=letter)
        yield role.value, column_index_from_string(letter.strip())
