"""Reading tables from spreadsheets that people give us."""

import zipfile
from pathlib import Path

from openpyxl import load_workbook

from tracker.errors import SheetUnreadable
from tracker.names import tidy

_MOST_BYTES = 5_000_000
_MOST_UNPACKED = 50_000_000
_MOST_ROWS, _MOST_COLUMNS = 20_000, 60


def read_table(path: Path) -> list[list[str]]:
    """The first sheet's cells as tidy text, row by row; raises SheetUnreadable."""
    _guard(path)
    try:
        book = load_workbook(path, read_only=True, data_only=True, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        rows = sheet.iter_rows(max_row=_MOST_ROWS, max_col=_MOST_COLUMNS, values_only=True)
        table = [[tidy("" if value is None else str(value)) for value in row] for row in rows]
        book.close()
    except Exception as fault:
        raise SheetUnreadable(path=path.name, why="it is damaged") from fault
    return table


def _guard(path: Path) -> None:
    if not path.is_file():
        raise SheetUnreadable(path=path, why="there is no such file")
    if path.stat().st_size > _MOST_BYTES:
        raise SheetUnreadable(path=path.name, why=f"it is larger than {_MOST_BYTES // 1_000_000} MB")
    if not zipfile.is_zipfile(path):
        raise SheetUnreadable(path=path.name, why="it is no .xlsx file; in Excel, save it as Excel Workbook (.xlsx)")
    with zipfile.ZipFile(path) as parts:
        if sum(part.file_size for part in parts.infolist()) > _MOST_UNPACKED:
            raise SheetUnreadable(path=path.name, why="its content is too large")
