"""The first rows of a workbook as a picture for a phone: number and label, then the two columns that say most."""

from collections.abc import Sequence
from decimal import Decimal

from bot.texts.common import links as sentences
from bot.texts.common import wording
from tracker.kernel.grids import Grid, SheetPlace, Value
from tracker.kernel.names import fold
from tracker.uploads.errors import UploadRefused
from tracker.uploads.reading import read_grids
from tracker.workbooks.pictures import TableCell, table_picture

_MOST_ROWS = 30
_LONGEST_TITLE, _LONGEST = 400, 150  # characters
_SHORT = 20  # characters of a cell on average, in a column that fits beside the labels
_FURTHER = 2  # columns
_LEFT_OUT = "ghi chu"
_HEAD_CELLS = 3  # that a row has at least if it is the head of a table
_NUMBER_COLUMN, _LABEL_COLUMN = 1, 2


def preview(content: bytes) -> bytes | None:
    """The .png of the first sheet's heading and first 30 rows; None if it cannot be read, or has no table. The caller waits.

    The file may be one that a person sent: it is read behind the same guard.
    """
    try:
        sheet = read_grids(content)[0]
    except UploadRefused:
        return None
    head = next((number for number, row in enumerate(sheet.rows, start=1) if len(_filled(row)) >= _HEAD_CELLS), None)
    if head is None:
        return None
    under = min(len(sheet.rows), max([head, *(span.last.row for span in sheet.merged if span.first.row == head)]))
    heads = range(head, under + 1)
    body = [number for number in range(under + 1, len(sheet.rows) + 1) if _filled(sheet.rows[number - 1])]
    if not body:
        return None
    columns = _telling_columns(sheet, heads, body)
    names = [_name(sheet, heads, column) for column in (_LABEL_COLUMN, *columns)]
    rows = [_row(sheet, number, columns) for number in body[:_MOST_ROWS]]
    if len(body) > _MOST_ROWS:
        rows.append([TableCell(sentences.MORE_ROWS.format(count=len(body) - _MOST_ROWS)), *(TableCell("") for _ in columns)])
    title = "\n".join(_filled([value for row in sheet.rows[: head - 1] for value in row]))
    return table_picture(_shortened(title, _LONGEST_TITLE), names, rows)


def _telling_columns(sheet: Grid, heads: range, body: Sequence[int]) -> list[int]:
    """Of the columns with short cells those that are filled most, in their order; among equals the later ones."""
    counted = []
    for column in range(_LABEL_COLUMN + 1, max(map(len, sheet.rows)) + 1):
        name, texts = _name(sheet, heads, column), _filled([sheet.at(SheetPlace(row, column)) for row in body])
        if name and fold(name) != _LEFT_OUT and sum(map(len, texts)) <= _SHORT * len(texts):
            counted.append((len(texts), column))
    return sorted(column for _, column in sorted(counted)[-_FURTHER:])


def _name(sheet: Grid, heads: range, column: int) -> str:
    """What stands lowest in the head of a column; its rows are `heads`."""
    return next(iter(_filled([sheet.at(SheetPlace(row, column)) for row in reversed(heads)])), "")


def _row(sheet: Grid, number: int, columns: Sequence[int]) -> list[TableCell]:
    label = " ".join(_printed(sheet, SheetPlace(number, column)) for column in (_NUMBER_COLUMN, _LABEL_COLUMN)).strip()
    texts = [label, *(_printed(sheet, SheetPlace(number, column)) for column in columns)]
    return [TableCell(_shortened(text, _LONGEST)) for text in texts]


def _printed(sheet: Grid, place: SheetPlace) -> str:
    return _text(sheet.at(place)) + ("%" if place in sheet.percent else "")


def _text(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return wording.number(value)
    return value if isinstance(value, str) else f"{value:%d/%m/%Y}"


def _filled(values: Sequence[Value]) -> list[str]:
    return [text for text in map(_text, values) if text]


def _shortened(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
