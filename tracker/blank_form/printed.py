"""What stands in a printed appendix: its rows as they are, and what the reader was not sure of."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from tracker.forms.form import Head
from tracker.kernel.errors import TrackerError
from tracker.kernel.grids import Grid, Value
from tracker.kernel.reasons import Reason


class TableNotFound(TrackerError):
    """No sheet has a table head such as STT, Chỉ tiêu, Đơn vị tính, Số liệu in its first {rows} rows; is this an appendix?"""


class SecretForm(TrackerError):
    """Sheet {sheet}, row {row} is stamped {stamp}: such reports must not pass through a chat service."""


class Doubt(NamedTuple):
    """What was read or inferred without certainty: a row of the sheet, the form's row ("" for none), and the reason.

    `column` is the cell to look at, counted from 1; 0 for the row as a whole.
    """

    row: int
    key: str
    reason: Reason
    column: int = 0

    @property
    def why(self) -> str:
        """The reason as a sentence for the administrator."""
        return str(self.reason)


@dataclass(frozen=True)
class Columns:
    """Where the table keeps what, counted from 1; 0 where there is no such column."""

    label: int
    stt: int = 0
    unit: int = 0
    figure: int = 0
    note: int = 0


@dataclass(frozen=True)
class TableHead:
    """The table head: its first and last row in the sheet, its columns and its wording."""

    first: int
    last: int
    columns: Columns
    wording: Head


@dataclass(frozen=True)
class TitleBlock:
    """The lines above the table, as printed: "Phụ lục I", the title, "(Kèm theo ...)"."""

    appendix: str = ""
    lines: tuple[str, ...] = ()
    attached_to: str = ""
    row: int = 1


@dataclass(frozen=True)
class PrintedRow:
    """One row of the table; `row` is its number in the sheet, `figure` what a filled sheet has there."""

    row: int
    stt: str
    label: str
    unit: str
    figure: Value
    note: str


@dataclass(frozen=True)
class BlankForm:
    """A printed appendix, blank or filled."""

    sheet: str
    head: TableHead
    title: TitleBlock
    rows: tuple[PrintedRow, ...]
    doubts: tuple[Doubt, ...]

    @property
    def figures(self) -> dict[int, Value]:
        """The filled cells of the figure column, by the row of the sheet."""
        return {row.row: row.figure for row in self.rows if row.figure is not None}


def text_of(value: Value) -> str:
    """A cell as one line of text."""
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, date):
        return f"{value.day}/{value.month}/{value.year}"
    return " ".join(value.split()) if value else ""


def texts_in(grid: Grid, row: int) -> Iterator[tuple[int, str]]:
    """The cells of a row that say something, with their columns."""
    for column, value in enumerate(grid.rows[row - 1] if row <= len(grid.rows) else (), start=1):
        if text := text_of(value):
            yield column, text
