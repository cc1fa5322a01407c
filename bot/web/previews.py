"""A workbook as pictures for a phone: table by table, page by page, number and label beside as many columns as fit."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from bot.texts.common import links as sentences
from bot.texts.common import wording
from tracker.kernel.grids import SheetPlace, Value
from tracker.kernel.names import fold
from tracker.printed_sheet.bodies import body_of
from tracker.printed_sheet.column_titles import Titled
from tracker.printed_sheet.heads import HeadPlace, find_heads, heads_by_look
from tracker.printed_sheet.page import SheetView
from tracker.printed_sheet.tables import frame_of
from tracker.uploads.errors import UploadRefused
from tracker.uploads.reading import read_grids
from tracker.workbooks.pictures import ROOM, TableCell, column_width, table_picture

_ROWS, _MOST_PAGES = 30, 40  # in one picture, of one workbook
_LONGEST_TITLE, _LONGEST = 400, 150  # characters
_SHORT = 26  # characters of a cell on average, in a column that is shown before those of long texts
_LABELS = 380  # pixels that the labels have at least
_LEFT_OUT = "ghi chu"
_FOR_FIGURES = ("-", "×", "x")  # where a figure would stand
_FIGURE = re.compile(r"[-+]?\d[\d.,\s]*%?")  # also when it was typed as text
Page = tuple["_Table", list[int], list[int]]


class NoPage(Exception):
    """The workbook has no such page, cannot be read, or has no table."""


@dataclass(frozen=True)
class Preview:
    """One page, and how many there are."""

    picture: bytes
    pages: int


def preview(content: bytes, page: int = 1) -> Preview:
    """A page of the workbook, counted from 1; raises NoPage. The caller waits.

    A further sheet that would make it more than 40 pages is left to the file. The file may be one that a person sent: it is
    read behind the same guard.
    """
    try:
        sheets = [SheetView(grid) for grid in read_grids(content)]
    except UploadRefused as refused:
        raise NoPage from refused
    pages = _pages(sheets)
    if not 0 < page <= len(pages):
        raise NoPage
    table, columns, rows = pages[page - 1]
    title = table.title(is_first=all(other is not table for other, *_ in pages[: page - 1]))
    if len(pages) > 1:
        title = f"{title}\n{sentences.PAGE.format(page=page, pages=len(pages))}"
    heads = [table.label_title, *(table.name(column) for column in columns)]
    return Preview(table_picture(title, heads, [table.row(number, columns) for number in rows]), len(pages))


def _pages(sheets: Sequence[SheetView]) -> list[Page]:
    """Those of the first sheet, and of every further one that fits whole."""
    found: list[Page] = []
    for sheet in sheets:
        more = [page for table in _tables(sheet) for page in table.pages]
        if len(found) + len(more) <= _MOST_PAGES or not found:
            found += more[:_MOST_PAGES]
    return found


def _tables(sheet: SheetView) -> list["_Table"]:
    heads = find_heads(sheet) or list(heads_by_look(sheet))[:1]
    return [table for place in range(len(heads)) if (table := _Table(sheet, heads, place)).body]


class _Table:
    """A table of a sheet: its columns, its rows with what stands under them, and how they are parted into pages."""

    def __init__(self, sheet: SheetView, heads: Sequence[HeadPlace], place: int) -> None:
        self._sheet, self._head = sheet, heads[place]
        body = body_of(sheet, heads, place)
        frame = frame_of(sheet, self._head, body)
        self._lines_above = body.caption if place else self._above()
        below = heads[place + 1] if place + 1 < len(heads) else None
        stop = below.first - len(body_of(sheet, heads, place + 1).caption) if below else sheet.height + 1
        self.body = [row for row in body.rows if sheet.cells(row)]
        self._foot = [row for row in range(body.after, stop) if sheet.cells(row)]
        self._titled = {titled.column: titled for titled in frame.titled}
        self._labels = [column for column in (frame.number, frame.label) if column] or [min(self._titled, default=1)]

    def _above(self) -> tuple[str, ...]:
        """The lines over the first head, each text once."""
        return tuple(dict.fromkeys(text for row in range(1, self._head.first) for _, text in self._sheet.cells(row)))

    @cached_property
    def pages(self) -> list[Page]:
        """All rows with the first columns, then those that have more beside them."""
        found: list[Page] = []
        for columns in self._groups():
            rows = [row for row in self.body if not found or any(self._printed(row, one) for one in columns)]
            rows += [] if found else self._foot
            parts = -(-len(rows) // _ROWS)
            size = -(-len(rows) // parts) if parts else 1  # as even as can be: no page with a single row
            found += [(self, columns, rows[first : first + size]) for first in range(0, len(rows), size)]
        return found

    def _groups(self) -> Iterator[list[int]]:
        """The columns beside the labels, as many at once as leave the labels room; short ones before long texts."""
        group: list[int] = []
        taken = 0
        for column in sorted(self._columns, key=lambda column: (self._is_long(column), column)):
            width = column_width(self.name(column), [_shortened(text, _LONGEST) for text in self._texts(column)])
            if group and taken + width > ROOM - _LABELS:
                yield group
                group, taken = [], 0
            group.append(column)
            taken += width
        yield group

    @cached_property
    def _columns(self) -> list[int]:
        """Those with a title or with something in a row, but an empty one for notes, and none that is hidden."""
        beside = [column for column in range(1, self._sheet.width + 1) if column not in self._labels]
        seen = [column for column in beside if column not in self._sheet.grid.hidden]
        said = [column for column in seen if column in self._titled or any(self._texts(column))]
        return [column for column in said if not self._is_for_notes(column) or any(self._texts(column))]

    def _is_for_notes(self, column: int) -> bool:
        return column in self._titled and fold(self._titled[column].name) == _LEFT_OUT

    def _is_long(self, column: int) -> bool:
        texts = [text for text in self._texts(column) if text]
        return sum(map(len, texts)) > _SHORT * len(texts)

    def _texts(self, column: int) -> list[str]:
        return [self._printed(row, column) for row in self.body]

    def title(self, *, is_first: bool) -> str:
        """What stands above the table, on later pages its first line."""
        return _shortened("\n".join(self._lines_above if is_first else self._lines_above[:1]), _LONGEST_TITLE)

    @property
    def label_title(self) -> str:
        """The title over what says which row it is."""
        return self._titled[self._labels[-1]].name if self._labels[-1] in self._titled else ""

    def name(self, column: int) -> str:
        """The lowest title of a column, after all that stand above it where another is called the same."""
        titled = self._titled.get(column) or Titled(column, (), (), "")
        return ": ".join(dict.fromkeys(titled.path)) if self._names[titled.name] > 1 else titled.name

    @cached_property
    def _names(self) -> Counter[str]:
        return Counter(titled.name for titled in self._titled.values())

    def row(self, number: int, columns: Sequence[int]) -> list[TableCell]:
        """A row's number and label as one, then these columns; one without anything beside its label is a heading.

        A line under the table stands under the labels, whatever columns it was written in.
        """
        if number in self._foot:
            said = " · ".join(text for _, text in self._sheet.cells(number))
            return [TableCell(_shortened(said, _LONGEST)), *(TableCell("") for _ in columns)]
        label = " ".join(filter(None, (self._printed(number, column) for column in self._labels)))
        beside = [column for column in self._columns if not self._is_for_notes(column)]
        is_heading = not any(self._printed(number, column) for column in beside)
        shown = [self._cell(number, column) for column in columns]
        return [TableCell(_shortened(label, _LONGEST), is_heading=is_heading), *shown]

    def _cell(self, row: int, column: int) -> TableCell:
        value, text = self._sheet.value(row, column), self._printed(row, column)
        is_figure = isinstance(value, Decimal) or text in _FOR_FIGURES or bool(_FIGURE.fullmatch(text))
        return TableCell(_shortened(text, _LONGEST), is_figure=is_figure)

    def _printed(self, row: int, column: int) -> str:
        return _text(self._sheet.value(row, column)) + ("%" if SheetPlace(row, column) in self._sheet.grid.percent else "")


def _text(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return wording.number(value)
    return value if isinstance(value, str) else f"{value:%d/%m/%Y}"


def _shortened(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
