"""Adds rows to a sheet of an office's own workbook or takes some away, with everything that stands below moving along."""

import re
from copy import copy
from typing import Any, NamedTuple

from openpyxl.worksheet.worksheet import Worksheet

_REFERENCE = re.compile(r"(?<![A-Za-z0-9_.!'])(\$?[A-Z]{1,3}\$?)(\d{1,7})(?![\d(A-Za-z_])")


class Lines(NamedTuple):
    """A list from row `first` on: the lines that it has and is to have (both at least 1), and how many rows each takes."""

    first: int
    have: int
    want: int
    height: int = 1

    @property
    def below(self) -> int:
        """The row below it as it is."""
        return self.first + self.have * self.height

    @property
    def end(self) -> int:
        """The row below it as it is to be."""
        return self.first + self.want * self.height

    def is_gone(self, first: int, last: int) -> bool:
        """Whether all of these rows go."""
        return self.end <= first and last < self.below

    def place(self, row: int) -> int:
        """Where a row stands then; one that is gone, where the last one stands."""
        if row >= self.below:
            return row + self.end - self.below
        return min(row, self.end - 1) if row >= self.first else row

    def formula(self, text: str) -> str:
        """A formula about the same cells, and about all lines where it was about all of them."""

        def moved(found: re.Match[str]) -> str:
            row = int(found[2])
            ends = row == self.below - 1 and found.string[found.start() - 1] == ":"
            return f"{found[1]}{self.end - 1 if ends else self.place(row)}"

        return _REFERENCE.sub(moved, text)


def set_lines(sheet: Worksheet, lines: Lines) -> None:
    """Give a list the lines that it is to have; those that are added look like the first one."""
    if lines.end > lines.below:
        sheet.insert_rows(lines.below, lines.end - lines.below)
    elif lines.end < lines.below:
        sheet.delete_rows(lines.end, lines.below - lines.end)
    if lines.end != lines.below:
        _after_move(sheet, lines)
    for row in range(lines.below, lines.end, lines.height):
        _look_alike(sheet, lines, row)


def _after_move(sheet: Worksheet, lines: Lines) -> None:
    """Heights, merged cells, formulas and the printed area follow."""
    heights = {lines.place(row): dimension.height for row, dimension in sheet.row_dimensions.items() if dimension.height}
    for dimension in sheet.row_dimensions.values():
        dimension.height = None
    for row, height in heights.items():
        sheet.row_dimensions[row].height = height
    for span in list(sheet.merged_cells.ranges):
        if lines.is_gone(span.min_row, span.max_row):
            sheet.merged_cells.ranges.discard(span)
            continue
        rows = lines.place(span.min_row), lines.place(span.max_row)
        if rows[0] == rows[1] and span.min_row < span.max_row and span.min_col == span.max_col:
            sheet.merged_cells.ranges.discard(span)
        else:
            span.min_row, span.max_row = rows
    for line in sheet.iter_rows():
        for cell in line:
            if isinstance(cell.value, str) and cell.value.startswith("="):
                cell.value = lines.formula(cell.value)
    if area := sheet.print_area:
        sheet.print_area = lines.formula(area.split("!")[-1])


def _look_alike(sheet: Worksheet, lines: Lines, start: int) -> None:
    """Let the line from row `start` on look like the first one of the list."""
    for pattern in range(lines.first, lines.first + lines.height):
        row = start + pattern - lines.first
        sheet.row_dimensions[row].height = sheet.row_dimensions[pattern].height
        for column in range(1, sheet.max_column + 1):
            cell: Any = sheet.cell(pattern, column)
            alike: Any = sheet.cell(row, column)
            if cell.has_style:
                alike._style = copy(cell._style)  # noqa: SLF001 - openpyxl has no public way to copy a style
    for span in list(sheet.merged_cells.ranges):
        if lines.first <= span.min_row and span.max_row < lines.first + lines.height:
            lower = start - lines.first
            rows = span.min_row + lower, span.max_row + lower
            sheet.merge_cells(start_row=rows[0], end_row=rows[1], start_column=span.min_col, end_column=span.max_col)
