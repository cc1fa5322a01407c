"""The lines of a correction workbook's sheets, each cell by the name of its column, in whichever language they are."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple, TypeVar

from tracker.blank_form import text_of
from tracker.form_sheet.layout import PARTS, ROWS, Language, OurSheet
from tracker.form_sheet.mistakes import FormSheetWrong, Mistake
from tracker.form_sheet.vocabulary import MARKS, Pair
from tracker.kernel.grids import Grid, Value
from tracker.kernel.reasons import Fact, Reason

Meaning = TypeVar("Meaning")
_TELLING = 2  # columns by which one of our sheets is known
_FIRST_LINE = 2  # of a sheet, below its head


class SheetLine(NamedTuple):
    """A line of one of our sheets."""

    sheet: str
    number: int
    part: OurSheet
    language: Language
    cells: Mapping[str, str]

    def wrong(self, column: str, mistake: Mistake, **facts: Fact) -> FormSheetWrong:
        """What is wrong in a cell of it."""
        name = self.part.columns[column][self.language]
        return FormSheetWrong(sheet=self.sheet, row=self.number, column=name, why=Reason(mistake, facts))

    def meaning(self, column: str, words: Mapping[Meaning, Pair]) -> Meaning:
        """What the word in a cell means, in either language; raises FormSheetWrong."""
        text = self.cells[column].casefold()
        for meaning, pair in words.items():
            if text in {word.casefold() for word in pair}:
                return meaning
        known = ", ".join(pair[self.language] for pair in words.values())
        raise self.wrong(column, Mistake.NOT_AMONG, text=self.cells[column], known=known)

    def marked(self, column: str) -> bool:
        """Whether a cell holds a mark; raises FormSheetWrong."""
        text = self.cells[column]
        if text and text.casefold() not in MARKS:
            raise self.wrong(column, Mistake.NO_MARK, text=text)
        return bool(text)

    def number_in(self, column: str) -> int:
        """The whole number in a cell; raises FormSheetWrong."""
        text = self.cells[column]
        if not (text.isascii() and text.isdigit()):
            raise self.wrong(column, Mistake.NO_NUMBER, text=text)
        return int(text)

    def optional_number(self, column: str) -> int | None:
        """The whole number in a cell, None for an empty one; raises FormSheetWrong."""
        return self.number_in(column) if self.cells[column] else None


def is_form_sheet(grids: Sequence[Grid]) -> bool:
    """Whether this workbook is one of ours: one of its sheets begins as our sheet of rows."""
    return any(_language(grid, ROWS) is not None for grid in grids)


def our_sheets(grids: Sequence[Grid]) -> dict[str, Grid]:
    """By the English name of each of our sheets the first that begins like it."""
    found: dict[str, Grid] = {}
    for grid in grids:
        for part in PARTS:
            if _language(grid, part) is not None:
                found.setdefault(part.name[Language.ENGLISH], grid)
    return found


def lines_of(grids: Sequence[Grid], part: OurSheet) -> list[SheetLine]:
    """The lines of one of our sheets that say something; raises FormSheetWrong."""
    grid = our_sheets(grids).get(part.name[Language.ENGLISH])
    language = _language(grid, part) if grid else None
    if grid is None or language is None:
        rows = our_sheets(grids)[ROWS.name[Language.ENGLISH]]
        name = part.name[_language(rows, ROWS) or Language.VIETNAMESE]
        raise FormSheetWrong(sheet=name, row=1, column="A", why=Reason(Mistake.NO_SHEET, {"name": name}))
    _check_head(grid, part, language)
    return list(_lines(grid, part, language))


def _language(grid: Grid, part: OurSheet) -> Language | None:
    head = _head(grid)[:_TELLING]
    return next((language for language in Language if head == part.head(language)[:_TELLING]), None)


def _head(grid: Grid) -> list[str]:
    return [text_of(value) for value in grid.rows[0]] if grid.rows else []


def _check_head(grid: Grid, part: OurSheet, language: Language) -> None:
    head = _head(grid)
    for place, (column, name) in enumerate(zip(part.columns, part.head(language), strict=True)):
        if place >= len(head) or head[place] != name:
            raise SheetLine(grid.name, 1, part, language, {}).wrong(column, Mistake.HEAD_CHANGED, name=name)


def _lines(grid: Grid, part: OurSheet, language: Language) -> Iterator[SheetLine]:
    for number, cells in enumerate(grid.rows[1:], start=_FIRST_LINE):
        empty = SheetLine(grid.name, number, part, language, {})
        texts = {
            column: _text(empty, column, cells[place] if place < len(cells) else None)
            for place, column in enumerate(part.columns)
        }
        if any(text for column, text in texts.items() if column != "why"):
            yield empty._replace(cells=texts)


def _text(line: SheetLine, column: str, value: Value) -> str:
    if isinstance(value, date):
        raise line.wrong(column, Mistake.BECAME_A_DATE, cell=value)
    return value.strip() if isinstance(value, str) else text_of(value)
