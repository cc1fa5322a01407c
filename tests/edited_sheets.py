"""A filled sheet that somebody goes on working on: rows and columns added, moved and left out, words changed."""

from dataclasses import dataclass, field, replace
from decimal import Decimal

from tracker.kernel.grids import Grid, SheetPlace, Span, Value

FORMULA = "=without result"  # stands for a formula that no result is stored of


@dataclass
class EditedSheet:
    """Rows of values, merged cells as pairs of corners; `body` are the places of the table's rows, `top` of its head."""

    name: str
    rows: list[list[Value]]
    merged: list[tuple[int, int, int, int]]
    top: int
    first: int
    last: int
    fresh: int = 900_000  # figures that are no cell's of the form
    strangers: set[Decimal] = field(default_factory=set)

    @classmethod
    def of(cls, grid: Grid, top: int, first: int, last: int) -> "EditedSheet":
        """All rows as wide as the widest."""
        width = max(map(len, grid.rows))
        rows = [list(row) + [None] * (width - len(row)) for row in grid.rows]
        merged = [(*span.first, *span.last) for span in grid.merged]
        return cls(grid.name, rows, merged, top, first, last)

    def grid(self) -> Grid:
        """As the reader of uploads would give it."""
        places = {SheetPlace(r, c) for r, row in enumerate(self.rows, 1) for c, value in enumerate(row, 1) if value == FORMULA}
        rows = tuple(tuple(None if value == FORMULA else value for value in row) for row in self.rows)
        merged = tuple(Span(SheetPlace(*span[:2]), SheetPlace(*span[2:])) for span in self.merged)
        return Grid(self.name, rows, merged, unresolved=frozenset(places))

    def stranger(self) -> Decimal:
        """A figure that may land nowhere."""
        self.fresh += 1
        self.strangers.add(Decimal(self.fresh))
        return Decimal(self.fresh)

    def insert_row(self, at: int, values: list[Value]) -> None:
        """Before the row at that place."""
        self.rows.insert(at - 1, values + [None] * (len(self.rows[0]) - len(values)))
        self._shift_rows(at, 1)

    def delete_row(self, at: int) -> list[Value]:
        """Gives what stood there."""
        self._shift_rows(at + 1, -1)
        return self.rows.pop(at - 1)

    def _shift_rows(self, at: int, by: int) -> None:
        self.merged = [(r + by if r >= at else r, c, s + by if s >= at else s, d) for r, c, s, d in self.merged]
        if at <= self.first:
            self.top, self.first = self.top + by, self.first + by
        self.last += by

    def insert_column(self, at: int) -> None:
        """Before the column at that place."""
        for row in self.rows:
            row.insert(at - 1, None)
        self.merged = [(r, c + (c >= at), s, d + (d >= at)) for r, c, s, d in self.merged]

    def delete_column(self, at: int) -> None:
        """With all that stands in it below the head's first row; what is merged over it shrinks."""
        for row, values in enumerate(self.rows, start=1):
            begins = next((d for r, c, s, d in self.merged if r <= row <= s and c == at < d), None)
            if begins is not None:
                values[at] = values[at - 1]
            del values[at - 1]
        shrunk = [(r, c - (c > at), s, d - (d >= at)) for r, c, s, d in self.merged]
        self.merged = [span for span in shrunk if span[:2] != span[2:] and span[1] <= span[3]]

    def swap_columns(self, one: int, other: int, below: int) -> None:
        """All that stands in two columns from a row on."""
        for row in self.rows[below - 1 : self.last]:
            row[one - 1], row[other - 1] = row[other - 1], row[one - 1]

    def copied(self, name: str) -> "EditedSheet":
        """A draft: the same words, other figures."""
        draft = replace(self, name=name, rows=[list(row) for row in self.rows])
        for row in draft.rows[self.first - 1 : self.last]:
            for column, value in enumerate(row):
                if isinstance(value, Decimal) and value > 1000:
                    row[column] = self.stranger()
        self.strangers |= draft.strangers
        return draft
