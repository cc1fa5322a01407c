"""One list of a report as it stands: its columns, its lines, and what a line lacks."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.reading.answering.list_lines import ListPattern
from bot.texts.report.cells import list_lines as sentences
from tracker.forms.cell import Cell
from tracker.forms.row import Row
from tracker.reports.lines import Line, lines_of_list
from tracker.reports.snapshot import Snapshot


@dataclass(frozen=True)
class OneList:
    """The list that is filled, as it stands."""

    here: Snapshot
    row: Row
    pattern: ListPattern
    lines: Sequence[Line]

    @property
    def rows(self) -> list[Row]:
        """The fields that people fill."""
        return [row for row, _ in self.pattern.own]

    @property
    def asked(self) -> list[Row]:
        """Those without which a line is not whole."""
        return [row for row, _ in self.pattern.asked]

    def missing(self, entries: Line) -> list[Row]:
        """What a line lacks to be whole."""
        return [row for row in self.asked if row.column not in entries]

    def first_lacking(self, lines: Sequence[Line]) -> int:
        """The place of the first line that is not whole; 0 if all are."""
        return next((at for at, one in enumerate(lines) if self.missing(one)), 0)

    def said(self, number: int, line: Line) -> str:
        """A line in words."""
        return sentences.line(number, self.rows, line)


def list_of(here: Snapshot, key: str) -> OneList:
    """The list of this row."""
    form = here.form
    columns = {column.key: column for column in form.columns}
    fields = [(row, columns[row.column]) for row in form.lines.values() if row.ask == key]
    return OneList(here, form.by_cell[Cell(key)], ListPattern(fields), lines_of_list(form, here.figures, key))
