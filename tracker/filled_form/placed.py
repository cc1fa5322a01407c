"""A table of the form as it was found in a sheet that came: which of its rows and columns are whose."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tracker.blank_form import text_of
from tracker.filled_form.row_places import Words
from tracker.filled_form.titles import MergedCells
from tracker.filled_form.words import is_dots, is_number_like, matchable
from tracker.forms.row import ColumnRole
from tracker.kernel.grids import Grid, SheetPlace


@dataclass(frozen=True)
class Placed:
    """Rows and columns count as in the sheet.

    `head` is its first and last row, `end` the last row that may belong to the table. `rows` are keys of the form's rows and
    of lines ("5#2"), `columns` keys of columns, `printed` the roles of those that say what a row is. `fixed` is what is
    printed in a column of a row, by the row's key; `titles` those of the head. `goes_on`: rows that only go on with the words
    of the one above, with all of those.
    """

    grid: Grid
    head: tuple[int, int]
    end: int
    rows: Mapping[int, str]
    columns: Mapping[int, str]
    printed: Mapping[int, str]
    fixed: Mapping[tuple[str, int], str]
    titles: frozenset[str] = frozenset()
    goes_on: Mapping[int, str] = field(default_factory=dict)

    def holds(self, row: int) -> bool:
        """Whether the row of the sheet is of the table."""
        return self.head[0] <= row <= self.end


@dataclass(frozen=True)
class Candidate:
    """Where a table may stand: how many of its rows are there, and whether it is filled in and its sheet's name is right."""

    placed: Placed
    found: int
    rank: tuple[bool, bool]


def is_filled(placed: Placed) -> bool:
    """Whether anything but what is printed stands in its cells."""
    return any(
        not is_dots(text_of(placed.grid.at(SheetPlace(row, column)))) and (key, column) not in placed.fixed
        for row, key in placed.rows.items()
        for column in placed.columns
    )


@dataclass(frozen=True)
class Printed:
    """Which columns of a sheet say what a row is, by role; `labels` are those in which its words may stand.

    `others` are columns in which rows have words that are no label: their unit, what of a thing they are about.
    """

    roles: Mapping[str, int]
    labels: Sequence[int]
    others: Sequence[int] = ()

    def words(self, merged: MergedCells, row: int) -> Words:
        """What is printed in a row."""
        number, code = (self._text(merged, row, role) for role in (ColumnRole.NUMBER, ColumnRole.CODE))
        label = next((text for column in self.labels if (text := matchable(merged.text(row, column)))), "")
        label = "" if is_number_like(label) and label == number else label
        if not label and not is_number_like(number) and " " in number:  # a heading that is merged over both columns
            number, label = "", number
        return Words(number, label, code, " ".join(matchable(merged.text(row, column)) for column in self.others))

    def _text(self, merged: MergedCells, row: int, role: str) -> str:
        return matchable(merged.text(row, self.roles[role])) if role in self.roles else ""
