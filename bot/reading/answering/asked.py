"""What is asked when a message comes: the cells, their rows, and every row that a number may name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from bot.reading.answering.labels import RowWords, words_of
from tracker.forms.cell import Cell
from tracker.forms.form import Form
from tracker.forms.row import Kind, Row
from tracker.reports.entry import Entry


@dataclass(frozen=True)
class AskedCells:
    """Cells of a form, in order, those of the question that would follow, and the level of the unit that answers.

    `own` are words for the unit and for the period of the report, which narrow nothing: "xã", "Bản Thi", "quý này". `standing`
    is what stands in cells now, `last` what the unit reported last period.
    """

    form: Form
    level: str
    cells: Sequence[Cell]
    following: Sequence[Cell] = ()
    own: Sequence[str] = ()
    standing: Mapping[Cell, Entry] = field(default_factory=dict)
    last: Mapping[Cell, Entry] = field(default_factory=dict)

    @cached_property
    def rows(self) -> list[Row]:
        """The rows of the cells, one for each."""
        return [self.form.row_of(cell) for cell in self.cells]

    @cached_property
    def words(self) -> list[RowWords]:
        """The words of these rows."""
        return [words_of(self.form, row, self.rows) for row in self.rows]

    @cached_property
    def typed(self) -> Sequence[Row]:
        """Every row that the unit types in."""
        return self.form.of_level(self.level).rows

    @cached_property
    def numbered(self) -> Mapping[str, Sequence[Row]]:
        """The rows by key, of any level, and by printed number, of the unit's; a number may stand on several rows."""
        if not self.form.is_plain:
            return self._numbered_by_row
        found = {row.key.lower(): [row] for row in self.form.fields if row.kind is not Kind.SECTION}
        for row in self.form.fields:
            number = row.stt.strip().rstrip(".").lower()
            if number and row.typed and row.concerns(self.level) and row not in found.get(number, ()):
                found.setdefault(number, []).append(row)
        return {number: sorted(rows, key=lambda row: not row.typed) for number, rows in found.items()}

    @property
    def _numbered_by_row(self) -> dict[str, Sequence[Row]]:
        """In a form of several columns the fields of each printed row: those asked, or, without any, those that follow."""
        found: dict[str, Sequence[Row]] = {}
        by_stt: dict[str, list[Row]] = {}
        for row in self.form.rows:
            fields = [one for one in self.form.rows_of(self.form.cells_of(row)) if one.concerns(self.level) and not one.given]
            if own := [one for one in fields if one.asked] or fields:
                found[row.key.lower()] = own
                if number := row.stt.strip().rstrip(".").lower():
                    by_stt.setdefault(number, []).extend(own)
        return {**self.form.groups, **by_stt, **found}
