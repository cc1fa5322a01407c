"""What is understood of an office's form: its tables, their columns and rows, and everything that is uncertain."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from tracker.blank_form.printed import Doubt
from tracker.forms.relations import FormRelation
from tracker.forms.row import Column, Row
from tracker.kernel.grids import Value


class RowRank(StrEnum):
    """What a row is among the rows: a heading has no figure, a group has a sum of its own, open ones are filled as needed."""

    HEADING = "heading"
    GROUP = "group"
    TOTAL = "total"
    FIGURE = "figure"
    UNIT = "unit"
    OPEN = "open"


@dataclass(frozen=True)
class OfficeColumn:
    """A column of a table, printed or filled: where it stands in the sheet, its printed code, and what it is."""

    sheet_column: int
    column: Column
    printed_code: str = ""


@dataclass(frozen=True)
class OfficeRow:
    """A row of a table.

    `given` are the cells that the sending office has filled, `printed` other texts, both by the key of the column; `computed`
    what the file's own formulas say there. `open_rows`: how many lines are printed for a row that repeats.
    """

    sheet_row: int
    row: Row
    standing: RowRank = RowRank.FIGURE
    given: Mapping[str, Value] = field(default_factory=dict)
    printed: Mapping[str, str] = field(default_factory=dict)
    computed: Mapping[str, str] = field(default_factory=dict)
    open_rows: int = 0


@dataclass(frozen=True)
class OfficeTable:
    """A table: rows of the sheet count from 1; `code_row` is 0 where none is printed, `after_row` the first row below."""

    key: str
    sheet: str
    caption: str
    unit_note: str
    first_head_row: int
    last_head_row: int
    code_row: int
    columns: tuple[OfficeColumn, ...]
    rows: tuple[OfficeRow, ...]
    after_row: int
    relations: tuple[FormRelation, ...] = ()


@dataclass(frozen=True)
class SheetDoubt:
    """A doubt and the sheet and table that it is about; `column` is the key of the column, "" for none."""

    sheet: str
    table: str
    doubt: Doubt
    column: str = ""


@dataclass(frozen=True)
class HeadField:
    """A figure that is asked above the tables: its label, its unit, and where."""

    sheet: str
    sheet_row: int
    label: str
    unit: str


@dataclass(frozen=True)
class OfficeForm:
    """A workbook as a form; `title` are the lines above its first table without the letterhead."""

    title: tuple[str, ...]
    head_fields: tuple[HeadField, ...]
    tables: tuple[OfficeTable, ...]
    doubts: tuple[SheetDoubt, ...]

    def rows(self) -> Iterator[OfficeRow]:
        """Those of all tables, in order."""
        return (row for table in self.tables for row in table.rows)
