"""From an office's blank workbook, of whatever layout, to tables of columns and rows, and to everything that is uncertain."""

from tracker.office_form.reading import read_office_form
from tracker.office_table.form import HeadField, OfficeColumn, OfficeForm, OfficeRow, OfficeTable, RowRank, SheetDoubt
from tracker.office_table.uncertain import Guess

__all__ = [
    "Guess",
    "HeadField",
    "OfficeColumn",
    "OfficeForm",
    "OfficeRow",
    "OfficeTable",
    "RowRank",
    "SheetDoubt",
    "read_office_form",
]
