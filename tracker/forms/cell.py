"""A cell of a form: where a row and a column meet, which is the key of whatever stands there."""

from functools import lru_cache
from typing import NamedTuple, Self

ONE_COLUMN = ""  # the column of a form that has a single column of figures


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

    @classmethod
    def read(cls, text: str) -> Self:
        """The cell of such a text; without brackets at its end it is one of the one column."""
        row, opened, column = text.rpartition("[")
        return cls(row, column[:-1]) if opened and column.endswith("]") else cls(text)


@lru_cache(maxsize=4096)
def stored_cell(row: str, column: str) -> Cell:
    """The cell of two stored keys, made once: a country's figures stand in the same few hundred."""
    return Cell(row, column)
