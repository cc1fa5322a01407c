"""A sheet as it is seen: merged cells looked through, with what shows the level of a text."""

import re
from functools import cached_property

from tracker.blank_form.printed import text_of
from tracker.kernel.grids import Grid, SheetPlace, Span, Value
from tracker.kernel.names import fold
from tracker.printed_sheet import vocabulary

_MOST_COVERED = 200_000  # cells; a sheet that merges more is not looked through any further
_LETTERHEAD = re.compile(vocabulary.LETTERHEAD)
_SHADES = re.compile(vocabulary.SHADES_EXPLAINED)
_FEW_WORDS = 4
_DOTS = re.compile(vocabulary.DOTS)
_NAME_IT = re.compile(vocabulary.NAME_IT)


class SheetView:
    """One sheet."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.height = len(grid.rows)
        self.width = max((len(row) for row in grid.rows), default=0)

    @cached_property
    def _covering(self) -> dict[SheetPlace, Span]:
        covering: dict[SheetPlace, Span] = {}
        for span in self.grid.merged:
            last_row = max(min(span.last.row, self.height + 1), span.first.row)
            for row in range(span.first.row, last_row + 1):
                for column in range(span.first.column, span.last.column + 1):
                    covering.setdefault(SheetPlace(row, column), span)
            if len(covering) > _MOST_COVERED:
                break
        return covering

    def span(self, row: int, column: int) -> Span:
        """The merged cells that a cell belongs to; itself alone otherwise."""
        place = SheetPlace(row, column)
        return self._covering.get(place) or Span(place, place)

    def value(self, row: int, column: int) -> Value:
        """What stands in the very cell."""
        return self.grid.at(SheetPlace(row, column))

    def text(self, row: int, column: int) -> str:
        """What stands in the very cell, as one line."""
        return text_of(self.value(row, column))

    def seen(self, row: int, column: int) -> str:
        """The text of a cell or of the merged cells that it belongs to."""
        return self.text(*self.span(row, column).first)

    def cells(self, row: int) -> list[tuple[int, str]]:
        """The cells of a row that say something, with their columns."""
        return [(column, text) for column in range(1, self._length(row) + 1) if (text := self.text(row, column))]

    def _length(self, row: int) -> int:
        return len(self.grid.rows[row - 1]) if 0 < row <= self.height else 0

    def is_blank(self, row: int, column: int) -> bool:
        """Whether a cell lies behind the last one of its row and is not merged."""
        return column > self._length(row) and SheetPlace(row, column) not in self._covering

    def reach(self, row: int, column: int) -> int:
        """The last column that a cell covers."""
        return self.span(row, column).last.column

    def is_letterhead(self, row: int) -> bool:
        """Whether a line of the row belongs to the letterhead."""
        cells = self.cells(row)
        return any(
            _LETTERHEAD.fullmatch(fold(line))
            for column, _ in cells
            for line in str(self.value(row, column)).split("\n")
            if line
        )

    def bold(self, row: int, column: int) -> bool:
        """Whether a cell's text is bold."""
        return SheetPlace(row, column) in self.grid.bold

    def italic(self, row: int, column: int) -> bool:
        """Whether a cell's text is italic."""
        return SheetPlace(row, column) in self.grid.italic

    def is_shaded_at(self, row: int, column: int) -> bool:
        """Whether a cell, or the merged cells that it belongs to, are grey or struck through."""
        return bool(self.grid.shaded) and self.span(row, column).first in self.grid.shaded

    @cached_property
    def explains_shades(self) -> bool:
        """Whether a line of the sheet says that nothing is to be filled in grey or struck cells."""
        texts = (value for row in self.grid.rows for value in row if isinstance(value, str))
        return any(_SHADES.search(fold(text)) for text in texts)

    def indent(self, row: int, column: int) -> int:
        """How many steps a cell's text stands in."""
        return self.grid.indents.get(SheetPlace(row, column), 0)


def is_place_to_write(text: str) -> bool:
    """Whether a text is dots, or a word or two before dots: "Lĩnh vực …"; or asks for a name: "Khác (ghi rõ) ……"."""
    ends = text.endswith(("...", "…"))
    return is_dots(text) or (ends and (len(text.split()) <= _FEW_WORDS or bool(_NAME_IT.search(fold(text)))))


def is_dots(text: str) -> bool:
    """Whether a text is only a place to write on."""
    return bool(_DOTS.fullmatch(text))
