"""Finds the tables of a sheet by their heads, however many, of whatever depth."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from tracker.kernel.grids import SheetPlace
from tracker.kernel.names import fold
from tracker.printed_sheet import vocabulary
from tracker.printed_sheet.codes import is_code_row
from tracker.printed_sheet.page import SheetView, is_dots

_DEEPEST = 7  # rows of a head
_WIDE = 0.6  # of a table's columns: a cell over more of them is a line, not a title of columns
_FEWEST = 2
_LONGEST = 300  # characters; a longer cell is a sentence
_DIGITS = re.compile(r"(?=.*\d)[\d.,%\s()+-]+")
_UNIT_NOTE = re.compile(vocabulary.UNIT_NOTE)
_STRONG = [
    re.compile(words) for words in (vocabulary.NUMBER, vocabulary.LABEL, vocabulary.UNIT, vocabulary.NOTE, vocabulary.CODE)
]
_STRONG.append(re.compile(vocabulary.PLACE_COLUMN))
_NUMBER, _LABEL, _FIGURE = (re.compile(w) for w in (vocabulary.NUMBER, vocabulary.LABEL, vocabulary.FIGURE_COLUMN))


@dataclass(frozen=True)
class HeadPlace:
    """Where a table's head stands; `codes` is the row of codes, 0 for none. `guessed`: nothing but its look says so."""

    first: int
    last: int
    codes: int
    left: int
    right: int
    guessed: bool = False

    @property
    def end(self) -> int:
        """The last row before the table's rows."""
        return max(self.last, self.codes)


def find_heads(page: SheetView) -> list[HeadPlace]:
    """The heads of a sheet from the top down; one that is printed again on a new page is among them."""
    heads: list[HeadPlace] = []
    row = 1
    while row <= page.height:
        head = _head_at(page, row, heads[-1].end if heads else 0)
        if head:
            heads.append(head)
            row = head.end
        row += 1
    return heads


def columns_of(head: HeadPlace) -> Iterator[int]:
    """The columns of the sheet that the head covers."""
    return iter(range(head.left, head.right + 1))


def _head_at(page: SheetView, row: int, after: int) -> HeadPlace | None:
    if is_code_row(page, row):
        return _above_codes(page, row, after)
    if not _has_words(page, row):
        return None
    for below in range(row + 1, min(row + _DEEPEST, page.height) + 1):
        if is_code_row(page, below):
            found = _above_codes(page, below, after)
            return found if found and found.first <= row else _by_words(page, row)
    return _by_words(page, row)


def _has_words(page: SheetView, row: int) -> bool:
    """Whether a row names columns: two of the words that offices use, or a number's and two more titles."""
    cells = page.cells(row)
    if len(cells) < _FEWEST or page.is_letterhead(row) or any(len(text) > _LONGEST for _, text in cells):
        return False
    folded = [fold(text) for _, text in cells]
    if any(_DIGITS.fullmatch(text) and not re.fullmatch(vocabulary.YEAR_LIKE, text) for text in folded):
        return False
    named = sum(any(words.fullmatch(text) for words in _STRONG) for text in folded)
    numbered = any(_NUMBER.fullmatch(text) for text in folded)
    spread = named == 1 and len(cells) > _FEWEST and _all_bold(page, row)
    with_figure = (
        named == 1 and len(cells) == _FEWEST and bool(_FIGURE.fullmatch(folded[1])) and bool(_LABEL.fullmatch(folded[0]))
    )
    return numbered or named >= _FEWEST or with_figure or (spread and any(words.fullmatch(folded[0]) for words in _STRONG))


def _all_bold(page: SheetView, row: int) -> bool:
    return all(page.bold(row, column) for column, _ in page.cells(row))


def _above_codes(page: SheetView, codes: int, after: int) -> HeadPlace | None:
    last = codes - 1
    while last > after and not page.cells(last) and not _covered(page, last):
        last -= 1
    if last <= after or last < codes - _FEWEST:
        return None
    left, right = _width(page, last, codes)
    tops = [top for column in range(left, right + 1) if (top := _top(page, last, column, (left, right), after))]
    if not tops:
        return None
    first = min(tops)
    while first - 1 > after and _is_level_above(page, first - 1, (left, right)):
        first -= 1
    titled = sum(bool(page.seen(row, column)) for row in range(first, last + 1) for column in range(left, right + 1))
    return HeadPlace(first, last, codes, left, right) if titled >= _FEWEST and _says_words(page, first, last) else None


def _says_words(page: SheetView, first: int, last: int) -> bool:
    """Whether its titles are words, and not the figures of a row above."""
    texts = [text for row in range(first, last + 1) for _, text in page.cells(row)]
    return sum(any(letter.isalpha() for letter in text) for text in texts) * 2 > len(texts)


def _covered(page: SheetView, row: int) -> bool:
    return any(page.seen(row, column) for column in range(1, page.width + 1))


def _width(page: SheetView, last: int, codes: int) -> tuple[int, int]:
    coded = [column for column, _ in page.cells(codes)]
    columns = {*coded, *(column for column in range(1, page.width + 1) if page.seen(last, column))}
    left, right = min(coded), max(coded)
    while left - 1 in columns:
        left -= 1
    while right + 1 in columns:
        right += 1
    return left, right


def _top(page: SheetView, last: int, column: int, ends: tuple[int, int], after: int) -> int:
    """The row in which the lowest title over a column begins; 0 if it has none."""
    for row in range(last, max(after, last - _DEEPEST), -1):
        place = page.span(row, column).first
        if page.text(*place):
            return 0 if _is_line(page, place, ends) or page.is_letterhead(place.row) else place.row
    return 0


def _is_line(page: SheetView, place: SheetPlace, ends: tuple[int, int]) -> bool:
    """Whether a cell is a caption or a note over the table rather than a title in it."""
    cells = page.cells(place.row)
    if len(cells) > 1:
        return False
    span = page.span(*place)
    wide = span.last.column - span.first.column + 1 >= _WIDE * (ends[1] - ends[0] + 1)
    said = fold(cells[0][1]) if cells else ""
    return wide or span.first == span.last or bool(_UNIT_NOTE.fullmatch(said))


def _is_level_above(page: SheetView, row: int, ends: tuple[int, int]) -> bool:
    cells = page.cells(row)
    if len(cells) < _FEWEST or page.is_letterhead(row) or any(_UNIT_NOTE.fullmatch(fold(text)) for _, text in cells):
        return False
    inside = all(ends[0] <= column and page.reach(row, column) <= ends[1] for column, _ in cells)
    return inside and any(page.reach(row, column) > column for column, _ in cells)


def _by_words(page: SheetView, first: int) -> HeadPlace:
    cells = page.cells(first)
    last = max(page.span(first, column).last.row for column, _ in cells)
    last = min(last, first + _DEEPEST - 1)
    while last - first + 1 < _DEEPEST and _goes_down(page, first, last):
        last = max([last + 1, *(page.span(last + 1, column).last.row for column, _ in page.cells(last + 1))])
    spread = [(column, page.reach(row, column)) for row in range(first, last + 1) for column, _ in page.cells(row)]
    left, right = min(column for column, _ in spread), max(reach for _, reach in spread)
    codes = next((row for row in (last + 1, last + 2) if row <= page.height and is_code_row(page, row)), 0)
    return HeadPlace(first, last, codes, left, right)


def _goes_down(page: SheetView, first: int, last: int) -> bool:
    """Whether the next row holds titles below those of the rows so far."""
    below = page.cells(last + 1)
    if not below or is_code_row(page, last + 1) or any(_DIGITS.fullmatch(text) or is_dots(text) for _, text in below):
        return False
    if any(words.fullmatch(fold(text)) for _, text in below for words in (_STRONG[0],)):
        return False
    wide = [
        (column, page.reach(row, column))
        for row in range(first, last + 1)
        for column, _ in page.cells(row)
        if page.reach(row, column) > column and page.span(row, column).last.row == last
    ]
    if wide:
        return all(any(left <= column <= right for left, right in wide) for column, _ in below)
    printed = {column for column, text in page.cells(first) if any(words.fullmatch(fold(text)) for words in _STRONG)}
    merged = any(
        page.span(row, column).first != page.span(row, column).last for row in range(first, last + 1) for column in printed
    )
    return not merged and len(below) >= _FEWEST and not any(column in printed for column, _ in below) and bool(printed)


def split_side_by_side(page: SheetView, head: HeadPlace, printed: Callable[[int], bool]) -> list[HeadPlace]:
    """A head over tables side by side, "Nội dung thu" and "Nội dung chi", as several; `printed`: if a column prints texts."""
    names: list[int] = []
    for column in range(head.left, head.right + 1):
        title = fold(page.seen(head.last, column))
        first = not names and bool(_LABEL.fullmatch(title))
        again = (
            bool(names)
            and bool(_LABEL.fullmatch(title))
            and column > names[-1] + 1
            and title.split()[:2] == _start(page, head, names)
        )
        if (first or again) and printed(column):
            names.append(column)
    starts = [head.left, *(_with_number(page, head, column) for column in names[1:])]
    ends = [*(start - 1 for start in starts[1:]), head.right]
    return [replace(head, left=left, right=right) for left, right in zip(starts, ends, strict=True)]


def _start(page: SheetView, head: HeadPlace, names: list[int]) -> list[str]:
    return fold(page.seen(head.last, names[0])).split()[:2]


def _with_number(page: SheetView, head: HeadPlace, column: int) -> int:
    return column - 1 if _NUMBER.fullmatch(fold(page.seen(head.last, column - 1))) else column


def heads_by_look(page: SheetView) -> Iterator[HeadPlace]:
    """The first row of three titles or more, where no word and no code says which is the head."""
    for row in range(1, page.height + 1):
        cells = page.cells(row)
        if len(cells) <= _FEWEST or page.is_letterhead(row) or any(_DIGITS.fullmatch(text) for _, text in cells):
            continue
        found = _by_words(page, row)
        yield HeadPlace(found.first, found.last, found.codes, found.left, found.right, guessed=True)
        return
