"""Tables with a head of several levels: as wide as what stands in them, each line as high as its texts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from tracker.forms.cell import Cell
from tracker.reports.entry import Entry
from tracker.workbooks.appendix import HIGHEST, LINE, write_entry, write_text
from tracker.workbooks.lettering import figure_width, lines_needed, word_width
from tracker.workbooks.tables import BOLD, FIGURE, HEAD, MIDDLE, TEXT, TOTAL

Shown = str | Entry | None
_NUMBER, _LABEL = (5.0, 8.0), (18.0, 26.0)  # characters at least and at most: both together stay in sight on a telephone
_LEAST, _MOST_TEXT = 8.0, 26.0
_BAND = PatternFill("solid", fgColor="E8EEF5")


@dataclass(frozen=True)
class WideLine:
    """What stands in a line, by column; `across`: its first text is a heading over all columns.

    `about`: by column the cell of the form whose total stands there; () where the line has none.
    """

    cells: Sequence[Shown]
    bold: bool = False
    across: bool = False
    about: Sequence[Cell | None] = ()


@dataclass(frozen=True)
class WideTable:
    """The first column is for the number, the second for the label; `paths` are the columns' titles from the top down."""

    paths: Sequence[tuple[str, ...]]
    lines: Sequence[WideLine]
    caption: str = ""


def widths_of(tables: Sequence[WideTable]) -> list[float]:
    """The widths in characters that let every figure be read in all of these tables."""
    widths = [0.0] * max(len(table.paths) for table in tables)
    for table in tables:
        for column, path in enumerate(table.paths):
            shown = [line.cells[column] for line in table.lines if not line.across]
            widths[column] = max(widths[column], _width(column, path, shown))
    return widths


def _width(column: int, path: Sequence[str], shown: Sequence[Shown]) -> float:
    texts = [text for one in shown if (text := _text(one))]
    word = max((word_width(word) for text in (path[-1], *texts) for word in text.split()), default=0.0)
    longest = max((word_width(text) for text in texts), default=0.0)
    if column < 2:  # noqa: PLR2004 - number and label
        least, most = (_NUMBER, _LABEL)[column]
        return min(most, max(least, longest, word))
    figures = [one.amount for one in shown if isinstance(one, Entry) and one.amount is not None]
    figure = max(map(figure_width, figures), default=0.0)
    return max(_LEAST, figure, min(_MOST_TEXT, max(longest, word)))


def _text(shown: Shown) -> str:
    return shown if isinstance(shown, str) else (shown.text or "") if shown else ""


def write_tables(sheet: Worksheet, top: int, tables: Sequence[WideTable], widths: Sequence[float]) -> int:
    """One under the other from this row; gives the last row of the first table's head."""
    for number, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    number, first_head = top, 0
    for table in tables:
        if table.caption:
            write_text(sheet.cell(number, 1), table.caption)
            sheet.cell(number, 1).style = BOLD
            number += 1
        number = _write_head(sheet, number, table.paths, widths)
        first_head = first_head or number - 1
        for line in table.lines:
            _write_line(sheet, number, line, widths[: len(table.paths)])
            number += 1
        number += 1
    return first_head


def _write_line(sheet: Worksheet, number: int, line: WideLine, widths: Sequence[float]) -> None:
    if line.across:
        write_text(sheet.cell(number, 1), _text(line.cells[0]))
        for column in range(1, len(widths) + 1):
            sheet.cell(number, column).style = BOLD
            sheet.cell(number, column).fill = _BAND
        sheet.row_dimensions[number].height = LINE + 2
        return
    high = 1
    for column, (shown, width) in enumerate(zip(line.cells, widths, strict=True), start=1):
        cell = sheet.cell(number, column)
        cell.style = _style(column, shown, bold=line.bold)
        if isinstance(shown, Entry):
            write_entry(cell, shown)
        elif shown:
            write_text(cell, shown)
        high = max(high, lines_needed(_text(shown), width, points=12, bold=line.bold))
    sheet.row_dimensions[number].height = min(HIGHEST, high * LINE + 2)


def _style(column: int, shown: Shown, *, bold: bool) -> str:
    if isinstance(shown, Entry) and shown.text is None:
        return TOTAL if bold else FIGURE
    if column == 1:
        return HEAD if bold else MIDDLE
    return BOLD if bold else TEXT


@dataclass(frozen=True)
class _Title:
    """A title of the head: over which of the columns, counted from 0, and from which level down to which."""

    text: str
    columns: range
    levels: range


def _titles(paths: Sequence[tuple[str, ...]]) -> Iterator[_Title]:
    """What columns beside each other have in common stands over them once; a title below which is nothing goes to the foot."""
    deep = max(map(len, paths))
    for level in range(deep):
        over = [(path[: level + 1], column) for column, path in enumerate(paths) if level < len(path)]
        for (path, _), group in groupby(over, key=lambda one: (one[0], one[1] if len(paths[one[1]]) == len(one[0]) else -1)):
            columns = [column for _, column in group]
            ends = len(paths[columns[0]]) == level + 1
            yield _Title(path[-1], range(columns[0], columns[-1] + 1), range(level, deep if ends else level + 1))


def _write_head(sheet: Worksheet, top: int, paths: Sequence[tuple[str, ...]], widths: Sequence[float]) -> int:
    """The row after it."""
    deep, titles = max(map(len, paths)), list(_titles(paths))
    high = [1] * deep
    for title in sorted(titles, key=lambda title: len(title.levels)):
        needed = lines_needed(title.text, sum(widths[column] for column in title.columns), points=12, bold=True)
        high[title.levels[-1]] += max(0, needed - sum(high[level] for level in title.levels))
    for level, lines in enumerate(high):
        sheet.row_dimensions[top + level].height = lines * LINE + 2
        for column in range(1, len(paths) + 1):
            sheet.cell(top + level, column).style = HEAD
    for title in titles:
        first, last = (top + title.levels[0], title.columns[0] + 1), (top + title.levels[-1], title.columns[-1] + 1)
        write_text(sheet.cell(*first), title.text)
        if first != last:
            sheet.merge_cells(start_row=first[0], start_column=first[1], end_row=last[0], end_column=last[1])
    return top + deep
