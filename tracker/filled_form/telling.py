"""What becomes of one filled cell, by where it stands."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from tracker.filled_form.found import FoundTables
from tracker.filled_form.outcomes import CellTold, Outcome, Why
from tracker.filled_form.placed import Placed
from tracker.filled_form.titles import MergedCells, texts_of_row
from tracker.filled_form.values import CellReading, at, spoken, told_field, told_given
from tracker.filled_form.words import is_code_line, is_dots, is_number_like, legacy_font, matchable
from tracker.forms.cell import ONE_COLUMN, Cell
from tracker.forms.form import Form
from tracker.forms.row import ColumnRole, Kind, Row
from tracker.kernel.grids import Grid, SheetPlace
from tracker.kernel.names import tidy
from tracker.reports.entry import Entry

_MARKS = {"x", "×", "#", "-", "–", "—"}  # of what is crossed out
_LONGEST = 80  # characters of a line's words


@dataclass(frozen=True)
class Teller:
    """Tells of each filled cell of the sheets that came what becomes of it."""

    form: Form
    reading: CellReading
    found: FoundTables

    def told(self, grid: Grid) -> Iterator[CellTold]:
        """The cells of a sheet that hold anything but what the form prints."""
        merged = MergedCells(grid)
        for row, values in enumerate(grid.rows, start=1):
            places = {*(column for column in range(1, len(values) + 1) if not is_dots(spoken(grid, SheetPlace(row, column))))}
            places |= {place.column for place in grid.unresolved if place.row == row}
            for column in sorted(places):
                if told := self._cell(merged, SheetPlace(row, column)):
                    yield told

    def _cell(self, merged: MergedCells, place: SheetPlace) -> CellTold | None:
        grid = merged.grid
        blank = CellTold(at(grid, place), spoken(grid, place), Outcome.NAMED)
        for placed in self._tables(grid, place.row):
            return self._in_table(placed, place, replace(blank, beside=_beside(merged, placed, place.row)))
        for placed, why in self._aside(grid, place.row):
            told = self._in_table(placed, place, replace(blank, beside=_beside(merged, placed, place.row)))
            return told and replace(told, outcome=Outcome.NAMED, why=why, cell=None, entry=None, ours=None, unread=None)
        return self._outside(grid, place, blank)

    def _tables(self, grid: Grid, row: int) -> list[Placed]:
        return [one for one in self.found.tables if one.grid is grid and one.holds(row)]

    def _aside(self, grid: Grid, row: int) -> list[tuple[Placed, Why]]:
        return [(one, why) for one, why in self.found.aside if one.grid is grid and one.holds(row)]

    def _outside(self, grid: Grid, place: SheetPlace, blank: CellTold) -> CellTold | None:
        words, why = self.found.words, Why.NO_PLACE if grid.name in self._sheets else Why.OTHER_SHEET
        if words.are_printed(blank.said, grid.name, place):
            return None
        there = words.place_for(blank.said, grid, place) if why is Why.NO_PLACE and place not in grid.unresolved else None
        if there:
            return replace(blank, outcome=Outcome.TAKEN, cell=there, entry=Entry.words(blank.said))
        return named(blank, why)

    @cached_property
    def _sheets(self) -> frozenset[str]:
        return frozenset(one.grid.name for one in self.found.tables)

    def _in_table(self, placed: Placed, place: SheetPlace, blank: CellTold) -> CellTold | None:
        if place.row <= placed.head[1]:
            return self._in_head(placed, place, blank)
        key = placed.rows.get(place.row)
        if key is None:
            return self._in_no_row(placed, place, blank)
        cell = Cell(key, placed.columns.get(place.column, ONE_COLUMN))
        field = self.form.row_at(cell) if place.column in placed.columns else None
        if field is not None:
            return self._in_field(placed, place, replace(blank, cell=cell), field)
        fixed = placed.fixed.get((key, place.column), "")
        if fixed and matchable(fixed) == matchable(blank.said):
            return None
        return self._in_no_field(placed, place, blank, key)

    def _in_no_field(self, placed: Placed, place: SheetPlace, blank: CellTold, key: str) -> CellTold | None:
        """A cell of a row in which nothing is filled in: a printed one, a crossed one, one of a column that was added."""
        if place.column in placed.printed:
            return self._in_printed(placed, place, blank, key)
        if place.column in placed.columns:
            return replace(blank, outcome=Outcome.EQUAL) if blank.said.lower() in _MARKS else named(blank, Why.NOTHING_ASKED)
        return named(blank, Why.NO_COLUMN)

    def _in_head(self, placed: Placed, place: SheetPlace, blank: CellTold) -> CellTold | None:
        if matchable(blank.said) in placed.titles or self.found.words.are_printed(blank.said, placed.grid.name, place):
            return None
        known = place.column in placed.columns or place.column in placed.printed
        if known and (not is_number_like(blank.said) or is_code_line(texts_of_row(placed.grid, place.row))):
            return None
        return named(blank, Why.NO_COLUMN)

    def _in_no_row(self, placed: Placed, place: SheetPlace, blank: CellTold) -> CellTold | None:
        """A row that is none of the table's: one that goes on with the one above, a head again, or another's."""
        texts = texts_of_row(placed.grid, place.row)
        said = matchable(blank.said)
        only_numbered = len(texts) == 1 and is_number_like(blank.said)
        if placed.printed.get(place.column) == ColumnRole.NUMBER and only_numbered and place not in placed.grid.unresolved:
            return None  # a line of a list that was left empty
        if not is_number_like(blank.said) and (said in placed.goes_on.get(place.row, "") or said in placed.titles):
            return None
        told = self._outside(placed.grid, place, blank)
        return told and replace(told, why=Why.NO_ROW) if told and told.why is Why.NO_PLACE else told

    def _in_field(self, placed: Placed, place: SheetPlace, told: CellTold, field: Row) -> CellTold | None:
        if field.kind is Kind.SECTION or not field.concerns(self.reading.level):
            if told.said.lower() in _MARKS:
                return replace(told, outcome=Outcome.EQUAL)
            return named(told, Why.NOTHING_ASKED if field.kind is Kind.SECTION else Why.OTHER_LEVEL)
        if field.given:
            return told_given(told, field, placed.grid)
        printed = placed.fixed.get((field.key, place.column), "")
        if field.of and printed and place in placed.grid.unresolved:
            return replace(told, outcome=Outcome.EQUAL)  # the office's own formula for what we compute
        return replace(told_field(told, field, placed.grid, self.reading), is_preset=bool(printed))

    def _in_printed(self, placed: Placed, place: SheetPlace, blank: CellTold, key: str) -> CellTold | None:
        """A column that says what a row is; a note of a form with one column goes with the row's figure."""
        role = placed.printed[place.column]
        if role == ColumnRole.NOTE and self.form.is_plain:
            field = self.form.by_key[key]
            note = tidy(blank.said.removeprefix(field.note))
            if field.typed and field.concerns(self.reading.level):
                noted = replace(blank, outcome=Outcome.TAKEN, cell=field.cell, entry=Entry.blank(note), is_note=True)
                return noted if note else None
            return named(blank, Why.NOTHING_ASKED)
        if role == ColumnRole.NUMBER or (role in {ColumnRole.LABEL, ColumnRole.CODE} and not is_number_like(blank.said)):
            return None
        return named(blank, Why.CHANGED)


def named(told: CellTold, why: Why) -> CellTold:
    """A cell that is not placed, with why; words of an old encoding are named as such."""
    return replace(told, outcome=Outcome.NAMED, why=Why.FONT if legacy_font(told.said) else why, cell=None)


def _beside(merged: MergedCells, placed: Placed, row: int) -> str:
    """The words of a line, for whoever has to find it."""
    columns = [column for column, role in placed.printed.items() if role == ColumnRole.LABEL]
    return next((text[:_LONGEST] for column in columns if (text := merged.text(row, column))), "")
