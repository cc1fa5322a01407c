"""The tables of a Word document as the sheets of a workbook: a blank appendix is one, whatever it was made with."""

import re
import zipfile
from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import pairwise

from tracker.kernel.grids import Grid, SheetPlace, Span
from tracker.kernel.names import tidy
from tracker.uploads.paragraphs import CellRead, TableRead
from tracker.uploads.vocabulary import APPENDIX_BEGINS, TABLE_NAME

_MOST_WORKBOOKS, _MOST_ABOVE, _LONGEST_ABOVE = 5, 6, 200
_EMBEDDED = re.compile(r"word/embeddings/[^/]+\.xlsx", re.IGNORECASE)


def grids_of(tables: Sequence[TableRead], paragraphs: Sequence[tuple[str, bool]]) -> Iterator[Grid]:
    """Each table as a sheet, below the lines that name it."""
    ends = [0, *(table.after for table in tables)]
    for number, ((before, _), table) in enumerate(zip(pairwise(ends), tables, strict=True), start=1):
        above = _above([text for text, in_table in paragraphs[before : table.after] if not in_table])
        yield _grid(TABLE_NAME.format(number=number), above, table.rows)


def _above(lines: Sequence[str]) -> list[str]:
    """The last lines above a table, from the one on that begins the appendix; none that is as long as a sentence."""
    last = list(lines[-_MOST_ABOVE:])
    begins = next((place for place, line in enumerate(last) if APPENDIX_BEGINS.match(line)), max(len(last) - 2, 0))
    return [line for line in last[begins:] if len(line) <= _LONGEST_ABOVE]


def _grid(name: str, above: Sequence[str], rows: Sequence[Sequence[CellRead]]) -> Grid:
    values: list[list[str | None]] = [[line] for line in above]
    merged: list[Span] = []
    open_above: dict[int, int] = {}  # by column the row in which the cell begins that goes on downwards
    for number, row in enumerate(rows, start=len(above) + 1):
        line: list[str | None] = []
        begun: dict[int, int] = {}
        for text, wide, goes_on in row:
            column = len(line) + 1
            first = open_above.get(column, number) if goes_on else number
            begun[column] = first
            line += [tidy(text) or None if first == number else None, *[None] * (wide - 1)]
            _merge(merged, Span(SheetPlace(first, column), SheetPlace(number, column + wide - 1)))
        values.append(line)
        open_above = begun
    width = max((len(line) for line in values), default=0)
    merged += [Span(SheetPlace(row, 1), SheetPlace(row, width)) for row in range(1, len(above) + 1) if width > 1]
    return Grid(name, tuple(tuple(line) for line in values), tuple(merged))


def _merge(merged: list[Span], span: Span) -> None:
    """Note a cell of several places, in place of the shorter one that it goes on with."""
    merged[:] = [one for one in merged if one.first != span.first]
    if span.first != span.last:
        merged.append(span)


def embedded_workbooks(content: bytes) -> Iterator[bytes]:
    """The workbooks within a .docx that the guard has passed, as they came."""
    with zipfile.ZipFile(BytesIO(content)) as opened:
        names = [name for name in opened.namelist() if _EMBEDDED.fullmatch(name)]
        for name in names[:_MOST_WORKBOOKS]:
            yield opened.read(name)
