"""Our sheets before those of the office's workbook, and that workbook again without them."""

from collections.abc import Collection
from io import BytesIO

from openpyxl import Workbook, load_workbook


def office_book(file: bytes | None) -> Workbook:
    """The office's workbook, none of its sheets chosen; an empty one where there is none."""
    if file is None:
        book = Workbook()
        book.remove(book.worksheets[0])
        return book
    book = load_workbook(BytesIO(file))
    for sheet in book.worksheets:
        sheet.sheet_view.tabSelected = False  # what is typed would go into every chosen sheet at once
    return book


def saved(book: Workbook) -> bytes:
    """The .xlsx, shown at its first visible sheet."""
    book.active = next(place for place, sheet in enumerate(book.worksheets) if sheet.sheet_state == "visible")
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def without_sheets(content: bytes, names: Collection[str]) -> bytes:
    """The workbook without the sheets of these names."""
    book = load_workbook(BytesIO(content))
    for sheet in [sheet for sheet in book.worksheets if sheet.title in names]:
        book.remove(sheet)
    return saved(book)
