"""A cell of a form: where a row and a column meet, which is the key of whatever stands there."""

from functools import lru_cache
from typing import NamedTuple, Self

ONE_COLUMN = ""  # the column of a form that has a single column of figures
ENTRY = "#"  # between the key of a row that repeats and the number of one of its lines: "5#2"


class Cell(NamedTuple):
    """The key of a figure, of what is asked, compared, commented and added up there: a row's key and a column's.

    Its text is "3.2.1" in the one column and "3.2.1[nam]" in another; `Cell.read` reads any such text back.
    """

    row: str
    column: str = ONE_COLUMN

    def __str__(self) -> str:
        """As rules, places and the audit log write it."""
        if self.column or self.row.endswith("]"):
            return f"{self.row}[{self.column}]"
        return self.row

    @property
    def pattern(self) -> "Cell":
        """The cell that stands for all lines of a row that repeats: "5#[c3]" for "5#2[c3]"; any other cell is its own."""
        key, sign, number = self.row.partition(ENTRY)
        return Cell(key + ENTRY, self.column) if sign and number else self

    @property
    def pattern_key(self) -> str:
        """The key of the printed row: "5" for "5#2"."""
        return self.row.partition(ENTRY)[0]

    @property
    def line(self) -> int:
        """The number of the line of a row that repeats; 0 for any other cell."""
        return int(self.row.partition(ENTRY)[2] or 0)

    @classmethod
    def read(cls, text: str) -> Self:
        """The cell of such a text; without brackets at its end it is one of the one column."""
        row, opened, column = text.rpartition("[")
        return cls(row, column[:-1]) if opened and column.endswith("]") else cls(text)


@lru_cache(maxsize=4096)
def stored_cell(row: str, column: str) -> Cell:
    """The cell of two stored keys, made once: a country's figures stand in the same few hundred."""
    return Cell(row, column)
