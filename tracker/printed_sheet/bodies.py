"""Which rows of the sheet belong to a table: from its head to the signatures, the remarks or the next table."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tracker.blank_form.numbers import is_number, number_in
from tracker.kernel.names import fold
from tracker.printed_sheet import vocabulary
from tracker.printed_sheet.codes import is_code_row
from tracker.printed_sheet.heads import HeadPlace
from tracker.printed_sheet.marks import bullet_of, split_label
from tracker.printed_sheet.page import SheetView, is_dots
from tracker.printed_sheet.units import is_unit

_FOOTER, _REMARK = re.compile(vocabulary.FOOTER), re.compile(vocabulary.REMARK)
_DATE_LINE = re.compile(r".*(, ?|…|\.\.\.|^)ngay\b.*thang\b.*nam\b.*")
_CAPTION = re.compile(vocabulary.CAPTION)
_TOTAL = re.compile(vocabulary.TOTAL)
_TO_WRITE = re.compile(r"[^\W\d_][^:]{2,}:\s*(\.{4,}|…{2,}).*")  # "Nhận xét, đánh giá: ……" below a table
_LONG_LINE = 40  # characters


@dataclass(frozen=True)
class TableBody:
    """The rows of the sheet from a table's head to its end, `after` the first row below; `remarks` were left out as such."""

    rows: tuple[int, ...]
    after: int
    caption: tuple[str, ...] = ()
    remarks: tuple[int, ...] = ()


def body_of(page: SheetView, heads: Sequence[HeadPlace], place: int) -> TableBody:
    """The rows under a head; those of the same head printed again below it go on with the table."""
    head = heads[place]
    following = heads[place + 1] if place + 1 < len(heads) else None
    stop = following.first - len(_lines_above(page, head, following)) if following else page.height + 1
    after = _signatures(page, head, stop)
    remarks = _remarks(page, head, after)
    lost = tuple(row for row in range(after, stop) if not remarks and _looks_like_row(page, head, row))
    after = remarks[0] if remarks else after
    rows = [
        row for row in range(head.end + 1, after) if not (is_code_row(page, row) and page.cells(row) == page.cells(head.codes))
    ]
    return TableBody(tuple(rows), after, _caption(page, heads, place), (*remarks, *lost))


def _caption(page: SheetView, heads: Sequence[HeadPlace], place: int) -> tuple[str, ...]:
    head = heads[place]
    if place:
        rows = _lines_above(page, heads[place - 1], head)
    else:
        above = head.first - 1
        rows = [above] if _is_line(page, above) and _CAPTION.fullmatch(fold(page.cells(above)[0][1])) else []
    return tuple(page.cells(row)[0][1] for row in rows if page.cells(row))


def _lines_above(page: SheetView, before: HeadPlace, head: HeadPlace) -> list[int]:
    """The rows of the lines over a head, up to the blank row over them; a single one if no blank row is there."""
    rows: list[int] = []
    row = head.first - 1
    while row > before.end and (_is_line(page, row) or not page.cells(row)):
        if not page.cells(row) and any(page.cells(line) for line in rows):
            return sorted(rows)
        rows.append(row)
        row -= 1
    said = [line for line in rows if page.cells(line)]
    return sorted(line for line in rows if not said or line >= said[0])


def _is_line(page: SheetView, row: int) -> bool:
    return row > 0 and len(page.cells(row)) == 1


def _signatures(page: SheetView, head: HeadPlace, stop: int) -> int:
    """The first row of the signatures after the last numbered row; `stop` if there are none."""
    last = head.end
    for row in range(head.end + 1, stop):
        cells = page.cells(row)
        if any(_DATE_LINE.fullmatch(fold(text)) for _, text in cells):
            return row
        numbered = len(cells) > 1 and cells[0][0] <= head.left + 1 and is_number(cells[0][1]) and not is_dots(cells[1][1])
        measured = any(is_unit(text) for column, text in cells[1:] if head.left < column <= head.right)
        last = row if numbered or measured else last
    for row in range(last + 1, stop):
        if any(_is_footer(page, row, column, text, head) for column, text in page.cells(row)):
            return row
    return stop


def _looks_like_row(page: SheetView, head: HeadPlace, row: int) -> bool:
    """Whether a row below the end of a table begins with a number or a sign in its first columns, as the rows of one do."""
    cells = page.cells(row)
    first = cells[0] if cells else (0, "")
    inside = head.left <= first[0] <= head.left + 1
    marked = is_number(first[1]) or bool(split_label(first[1])[0]) or (bool(bullet_of(first[1])) and first[1][0] in "+*")
    return inside and marked and not first[1].startswith("(")


def _is_footer(page: SheetView, row: int, column: int, text: str, head: HeadPlace) -> bool:
    folded = fold(text)
    if not page.cells(row - 1) and len(page.cells(row)) == 1 and column == head.left and _TO_WRITE.fullmatch(text):
        return True
    starred = text.startswith("*") and len(page.cells(row)) > 1
    if not _FOOTER.fullmatch(folded) or _TOTAL.fullmatch(folded) or starred:
        return False
    apart = not page.cells(row - 1)
    wide = page.reach(row, column) > column
    return apart or wide or column == head.left or not page.cells(row + 1)


def _remarks(page: SheetView, head: HeadPlace, after: int) -> list[int]:
    """The lines of explanation at the end of a table: alone in their rows, below a blank row or in the words of a remark."""
    rows: list[int] = []
    for row in range(after - 1, head.end, -1):
        cells = page.cells(row)
        if not cells:
            continue
        if len(cells) > 1 or not _reads_as_remark(page, row, cells[0], head):
            break
        rows.insert(0, row)
    return rows


def _reads_as_remark(page: SheetView, row: int, cell: tuple[int, str], head: HeadPlace) -> bool:
    column, text = cell
    folded = fold(text)
    if _TOTAL.fullmatch(folded) or is_dots(text) or number_in(text):
        return False
    if text.startswith(vocabulary.REMARK_SIGNS) or _REMARK.fullmatch(folded):
        return column == head.left or page.italic(row, column)
    wide = page.reach(row, column) >= head.left + (head.right - head.left) * 0.6
    return page.italic(row, column) and (wide or len(text) > _LONG_LINE)
