"""The titles over each column of a table, from the top down, and where each stands."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tracker.kernel.grids import SheetPlace
from tracker.printed_sheet.codes import number_of
from tracker.printed_sheet.heads import HeadPlace, columns_of
from tracker.printed_sheet.page import SheetView


@dataclass(frozen=True)
class Titled:
    """A column: its place in the sheet, its titles from the top down with the cells they stand in, and its printed code."""

    column: int
    path: tuple[str, ...]
    anchors: tuple[SheetPlace, ...]
    code: str

    @property
    def name(self) -> str:
        """Its lowest title."""
        return self.path[-1] if self.path else ""

    @property
    def number(self) -> int:
        """The number that the row of codes gives it; 0 for none."""
        return number_of(self.code)


def titled_columns(page: SheetView, head: HeadPlace) -> list[Titled]:
    """Every column of the head that has a title or a code."""
    found = [_titled(page, head, column) for column in columns_of(head)]
    return [titled for titled in found if titled.path or titled.code]


def goes_on(page: SheetView, head: HeadPlace, titled: Titled, rows: Sequence[int]) -> bool:
    """Whether a column is the rest of the one before: their lowest title is merged, and so are cells of these rows."""
    if not titled.anchors or titled.column == titled.anchors[-1].column:
        return False
    lowest = page.span(head.last, titled.column)
    if not lowest.first.column <= titled.anchors[-1].column < titled.column <= lowest.last.column:
        return False
    coded = bool(head.codes and page.text(head.codes, titled.column))
    said = any(page.text(row, titled.column) for row in rows)
    merged = any(page.span(row, titled.column).first.column < titled.column for row in rows)
    return merged and not coded and not said


def _titled(page: SheetView, head: HeadPlace, column: int) -> Titled:
    anchors: list[SheetPlace] = []
    for row in range(head.first, head.last + 1):
        place = page.span(row, column).first
        if not page.text(*place):
            place = _spread_from(page, head, row, column) or place
        if page.text(*place) and place not in anchors and place.row >= head.first:
            anchors.append(place)
    path = tuple(_clean(page.text(*place)) for place in anchors)
    return Titled(column, path, tuple(anchors), page.seen(head.codes, column) if head.codes else "")


def _spread_from(page: SheetView, head: HeadPlace, row: int, column: int) -> SheetPlace | None:
    """The title to the left that goes over an empty cell of a head without merged cells: "Năm 2024" over "KH" and "TH"."""
    if row == head.last or not any(page.text(below, column) for below in range(row + 1, head.last + 1)):
        return None
    if any(span.first.row in range(head.first, head.last + 1) for span in page.grid.merged):
        return None
    left = next((c for c in range(column - 1, head.left - 1, -1) if page.text(row, c)), None)
    under = left is not None and any(page.text(below, left) for below in range(row + 1, head.last + 1))
    return SheetPlace(row, left) if left is not None and under else None


def _clean(title: str) -> str:
    return re.sub(r"\s+", " ", title).strip()
