"""A workbook of several tables of text, a sheet for each."""

from collections.abc import Sequence
from typing import NamedTuple

from openpyxl import Workbook
from openpyxl.styles import Font

from tracker.workbooks.appendix import saved, set_default_font
from tracker.workbooks.tables import Table, add_styles

_WIDTH = 24.0  # characters


class Section(NamedTuple):
    """A table under a title: its heads, and its lines."""

    title: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]


def sections_workbook(title: Sequence[str], sections: Sequence[Section]) -> bytes:
    """A sheet for each section, each under the title of the whole; a head alone where a section has no line."""
    book = Workbook()
    set_default_font(book, Font(name="Times New Roman", size=12))
    add_styles(book)
    first, *others = sections
    sheets = [book.worksheets[0], *(book.create_sheet() for _ in others)]
    for sheet, section in zip(sheets, (first, *others), strict=True):
        sheet.title = section.title
        table = Table(sheet, [*title, section.title], [("TT", 5.0), *((head, _WIDTH) for head in section.heads)])
        for number, row in enumerate(section.rows, start=1):
            table.add([number, *row])
    return saved(book)
