"""Words outside of the tables: those that the form prints itself, and those that stand in its places for words."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tracker.blank_form import text_of
from tracker.filled_form.office_tables import is_for_words
from tracker.filled_form.titles import texts_of_row
from tracker.filled_form.words import before_gap, gaps_filled, has_gaps, is_dots, is_number_like, matchable
from tracker.forms.cell import Cell
from tracker.forms.form import Form
from tracker.kernel.grids import Grid, SheetPlace

_TELLING = 2  # words by which a text that was changed is known
_FURTHEST = 8  # columns between the words that name a place and the place


@dataclass(frozen=True)
class Gap:
    """A place for words: where it is, and what is printed in it, "" for an empty cell; the words before it on its line."""

    cell: Cell
    sheet: str
    place: SheetPlace
    printed: str
    before: str
    away: int


@dataclass(frozen=True)
class FreeWords:
    """What a form prints outside of its tables; `figures` are numbers, with the sheet and the place where they stand."""

    texts: frozenset[str]
    patterns: tuple[str, ...] = ()
    gaps: tuple[Gap, ...] = ()
    figures: frozenset[tuple[str, SheetPlace, str]] = field(default=frozenset())

    def are_printed(self, text: str, sheet: str, place: SheetPlace) -> bool:
        """Whether the form prints this itself."""
        if is_number_like(text):
            return (matchable(sheet), place, text) in self.figures
        return matchable(text) in self.texts or any(gaps_filled(pattern, text) is not None for pattern in self.patterns)

    def place_for(self, text: str, grid: Grid, place: SheetPlace) -> Cell | None:
        """The form's cell that the words stand in; None if there is none, or several in one sheet."""
        found = [gap for gap in self.gaps if _is_in(gap, text, grid, place)]
        found = found or [gap for gap in self.gaps if gap.place == place and _is_reworded(gap.printed, text)]
        own = [gap for gap in found if matchable(gap.sheet) == matchable(grid.name)] if len(found) > 1 else found
        there = [gap for gap in own if gap.place == place] if len(own) > 1 else own
        return there[0].cell if len(there) == 1 else None


def _is_in(gap: Gap, text: str, grid: Grid, place: SheetPlace) -> bool:
    if gap.printed and not is_dots(gap.printed):
        if any(gaps_filled(gap.printed, text) or ()):
            return True
        begins = matchable(before_gap(gap.printed))
        return bool(begins) and place.column == gap.place.column and matchable(text).startswith(begins)
    before = SheetPlace(place.row, place.column - gap.away)
    return bool(gap.before) and gap.before == matchable(text_of(grid.at(before)))


def _is_reworded(printed: str, text: str) -> bool:
    """Whether a text was put for the printed one: they share half of their words or begin alike, or it is one of two choices.

    "Trường/UBND …" becomes "UBND xã Tân Lập", "(6 tháng, năm)" becomes "(6 tháng đầu năm 2025)".
    """
    before = before_gap(printed)
    first, second = _words(before), _words(text)
    shared, fewer = (Counter(first) & Counter(second)).total(), min(len(first), len(second))
    choices = [words for choice in before.split("/") if (words := _words(choice))] if "/" in before else []
    return fewer > 0 and (
        shared * 2 >= fewer or first[:_TELLING] == second[:_TELLING] or any(second[: len(words)] == words for words in choices)
    )


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", matchable(text))


def office_words(form: Form, template: Sequence[Grid]) -> FreeWords:
    """All words of the blank workbook, and its places for words."""
    texts = [text for grid in template for row in range(1, len(grid.rows) + 1) for text in texts_of_row(grid, row)]
    figures = {
        (matchable(grid.name), SheetPlace(row, column), text_of(value))
        for grid in template
        for row, values in enumerate(grid.rows, start=1)
        for column, value in enumerate(values, start=1)
        if is_number_like(text_of(value))
    }
    words = frozenset(matchable(text) for text in texts if not is_number_like(text))
    return FreeWords(words, (), tuple(_gaps(form, template)), frozenset(figures))


def drawn_words(lines: Sequence[str]) -> FreeWords:
    """The lines above the table that we draw, with dots where the period and the unit stand."""
    return FreeWords(frozenset(map(matchable, lines)), tuple(line for line in lines if has_gaps(line)))


def _gaps(form: Form, template: Sequence[Grid]) -> Iterator[Gap]:
    sheets = {grid.name: grid for grid in template}
    for table in form.tables:
        if not is_for_words(table) or table.sheet not in sheets:
            continue
        for key, row in table.rows:
            for column, place in table.columns:
                if form.row_at(Cell(key, column)):
                    yield _gap(Cell(key, column), sheets[table.sheet], SheetPlace(row, place))


def _gap(cell: Cell, grid: Grid, place: SheetPlace) -> Gap:
    for away in range(1, min(_FURTHEST, place.column - 1) + 1):
        if before := matchable(text_of(grid.at(SheetPlace(place.row, place.column - away)))):
            return Gap(cell, grid.name, place, text_of(grid.at(place)), before, away)
    return Gap(cell, grid.name, place, text_of(grid.at(place)), "", 0)
