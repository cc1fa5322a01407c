"""A table's frame before its columns and rows are understood: which column numbers, names and measures the rows."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from tracker.kernel.names import fold
from tracker.printed_sheet import vocabulary
from tracker.printed_sheet.bodies import TableBody
from tracker.printed_sheet.column_titles import Titled, goes_on, titled_columns
from tracker.printed_sheet.heads import HeadPlace
from tracker.printed_sheet.marks import numbers_in
from tracker.printed_sheet.page import SheetView, is_place_to_write
from tracker.printed_sheet.units import Noted, kind_of_unit, unit_in, units_in_note

_NUMBER, _CODE, _UNIT = (re.compile(words) for words in (vocabulary.NUMBER, vocabulary.CODE, vocabulary.UNIT))
_LABEL, _PLACE, _TEXT = (re.compile(words) for words in (vocabulary.LABEL, vocabulary.PLACE_COLUMN, vocabulary.TEXT))
_COUNTED, _TOTAL = re.compile(vocabulary.COUNTED), re.compile(vocabulary.TOTAL)
_PLACE_ROW = re.compile(vocabulary.PLACE_ROW)
_NOTE_LINE = re.compile(vocabulary.UNIT_NOTE)
_GROUP_NUMBER = re.compile(r"[IVX]{1,4}[.)]?|[A-HĐ][.)]?")
_LINES_ABOVE = 4
_MOST_TO_THE_LEFT = 12  # columns among which the rows' names are looked for
_FIGURE = re.compile(r"[-+]?[\d.,\s]+%?")


@dataclass(frozen=True)
class Frame:
    """Which columns of the sheet print numbers, names, units and codes (0 for none), and what kind of table it is.

    `open`: no row is printed but headings and totals, there are as many as needed. `places`: its rows are units, villages, ...
    """

    titled: tuple[Titled, ...]
    number: int
    label: int
    unit: int
    code: int
    unit_note: str
    open: bool
    places: bool
    worded: frozenset[int] = frozenset()  # further columns that print words for most rows

    @property
    def filled(self) -> tuple[Titled, ...]:
        """The columns that print nothing for the rows."""
        printed = {self.number, self.label, self.unit, self.code}
        return tuple(titled for titled in self.titled if titled.column not in printed)

    @property
    def units(self) -> list[Noted]:
        """Those of the line above the table."""
        return units_in_note(self.unit_note)


def frame_of(page: SheetView, head: HeadPlace, body: TableBody) -> Frame:
    """Understand what the columns at the left print."""
    titled = _with_untitled(page, head, body, titled_columns(page, head))
    titled = [one for one in titled if not goes_on(page, head, one, body.rows)]
    number = _first(titled, _NUMBER) or _unnamed_number(page, titled, body)
    label = _label_column(page, titled, body, number)
    left = [t for t in titled if t.column not in {number, label}]
    unit = next((t.column for t in left if _UNIT.fullmatch(fold(t.name)) and _prints_units(page, t.column, body)), 0)
    code = next(
        (t.column for t in left if _CODE.fullmatch(fold(t.name)) and prints(page, t.column, body) and t.column != unit), 0
    )
    printed = [row for row in body.rows if label and _is_leaf(page, row, label, number)]
    title = next((t.name for t in titled if t.column == label), "")
    leaves = [page.text(row, label) for row in printed]
    named = sum(bool(_PLACE_ROW.fullmatch(fold(name))) for name in leaves)
    places = bool(label) and (bool(_PLACE.fullmatch(fold(title))) or named * 2 > len(leaves) > 1)
    others = [t.column for t in titled if t.column not in {number, label, unit, code}]
    worded = frozenset(column for column in others if printed and _is_worded(page, column, printed))
    is_open = not printed or _is_list(page, body, (number, label), printed)
    return Frame(tuple(titled), number, label, unit, code, _unit_note(page, head), is_open, places, worded)


def _is_list(page: SheetView, body: TableBody, columns: tuple[int, int], printed: list[int]) -> bool:
    """Whether all rows with names stand below a total under lines to write on: "Trong đó: ..." at the end of a list."""
    number, label = columns
    total = next((row for row in body.rows if _TOTAL.fullmatch(fold(page.text(row, label)))), 0)
    to_write = [row for row in body.rows if number and row < total and page.text(row, number) and not page.text(row, label)]
    return bool(to_write) and min(printed) > total


def _with_untitled(page: SheetView, head: HeadPlace, body: TableBody, titled: list[Titled]) -> list[Titled]:
    """The columns, with the one at the left that has no title and yet numbers or names the rows."""
    first = titled[0].column - 1 if titled else 0
    rows = [row for row in body.rows if page.cells(row)]
    texts = [text for row in rows if first and (text := page.text(row, first))]
    if not first or len(texts) < 2 or len(texts) * 2 < len(rows):  # noqa: PLR2004 - one number is no numbering
        return titled
    return [Titled(first, (), (), page.seen(head.codes, first) if head.codes else ""), *titled]


def _first(titled: Iterable[Titled], words: re.Pattern[str]) -> int:
    return next((t.column for t in titled if t.path and words.fullmatch(fold(t.name))), 0)


def _unnamed_number(page: SheetView, titled: list[Titled], body: TableBody) -> int:
    """The first column if it prints nothing but numbers under a title that is a number or none: "III" over 3.1, 3.2."""
    if not titled or len(titled) < 3:  # noqa: PLR2004 - with a name and a figure
        return 0
    if titled[0].path and titled[0].name != "#" and not numbers_in(titled[0].name):
        return 0
    texts = [text for row in body.rows if (text := page.text(row, titled[0].column))]
    numbered = [text for text in texts if numbers_in(text)]
    return titled[0].column if texts and len(numbered) * 2 > len(texts) else 0


def _label_column(page: SheetView, titled: list[Titled], body: TableBody, number: int) -> int:
    """The column that names the rows: by its title, or the first one that prints texts; 0 if nothing names them."""
    others = [t for t in titled if t.column != number and (t.path or prints(page, t.column, body))][:_MOST_TO_THE_LEFT]
    named = [t for t in others if _LABEL.fullmatch(fold(t.name)) or _PLACE.fullmatch(fold(t.name))]
    with_texts = [t for t in others if prints(page, t.column, body)]
    for t, following in pairwise(others):
        if t in named and t in with_texts and following in with_texts and _is_detail(page, t.column, following.column, body):
            return following.column
    for t in named:
        if t in with_texts and not _UNIT.fullmatch(fold(t.name)):
            return t.column
    if with_texts and with_texts[0].column <= others[0].column + 1:
        return with_texts[0].column
    first = others[0] if others else None
    if first is None or (unit_in(first.name) and not named) or _COUNTED.fullmatch(fold(first.name)):
        return 0
    naming = first in named or bool(_TEXT.fullmatch(fold(first.name))) or bool(number)
    return first.column if naming else 0


def _is_detail(page: SheetView, column: int, detail: int, body: TableBody) -> bool:
    """Whether a column is merged over several rows of another that names each of them."""
    names = [(row, text) for row in body.rows if (text := page.text(row, column)) and not _TOTAL.fullmatch(fold(text))]
    tall = [row for row, _ in names if page.span(row, column).last.row > row]
    details = [text for row in body.rows if (text := page.text(row, detail))]
    return bool(tall) and len(set(details)) > len(names) and len(set(details)) * 2 > len(details)


def prints(page: SheetView, column: int, body: TableBody) -> bool:
    """Whether a column prints texts or codes for the rows."""
    texts = [text for row in body.rows if (text := page.text(row, column))]
    said = [text for text in texts if not _FIGURE.fullmatch(text) and fold(text) not in {"x", "-", "#"}]
    return bool(said) or bool(texts and any(char.isdigit() for char in texts[0]) and len(texts) > 1)


def _prints_units(page: SheetView, column: int, body: TableBody) -> bool:
    texts = [text for row in body.rows if (text := page.text(row, column))]
    return bool(texts) and sum(bool(kind_of_unit(text)) or len(text.split()) <= 3 for text in texts) * 2 >= len(texts)  # noqa: PLR2004


def _is_leaf(page: SheetView, row: int, label: int, number: int) -> bool:
    """Whether a row is printed with a name of its own, and is no total, group or line to write on."""
    text = page.text(row, label)
    if not text or is_place_to_write(text) or _TOTAL.fullmatch(fold(text)):
        return False
    group = number and _GROUP_NUMBER.fullmatch(page.text(row, number)) and page.bold(row, label)
    return not group


def _is_worded(page: SheetView, column: int, rows: list[int]) -> bool:
    """Whether a column prints words, and not crosses or figures, for most rows."""
    texts = [page.seen(row, column) for row in rows if page.span(row, column).first.column == column]
    words = [text for text in texts if sum(char.isalpha() for char in text) > 1 and not is_place_to_write(text)]
    return len(words) * 2 > len(rows)


def _unit_note(page: SheetView, head: HeadPlace) -> str:
    for row in range(head.first - 1, max(0, head.first - 1 - _LINES_ABOVE), -1):
        for _, text in page.cells(row):
            if _NOTE_LINE.fullmatch(fold(text)) and any(kind_of_unit(noted.unit) for noted in units_in_note(text)):
                return text.strip("() ")
    return ""
