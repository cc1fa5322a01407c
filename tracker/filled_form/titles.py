"""The head of a table as paths of titles through merged cells, and which column of one head is which of another."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from tracker.blank_form import text_of
from tracker.filled_form.words import gaps_filled, has_gaps, is_code_line, matchable
from tracker.kernel.grids import Grid, SheetPlace

_NEAR = 0.6  # of two titles where only their place between two others speaks for them
_ENOUGH = 0.6  # of the titles of a head must be there, or it is another
_LONGEST = 60  # columns
_LOOKED_AT = 12  # rows in which a column without a title has something, if it is one


@dataclass(frozen=True)
class TableTop:
    """A head in a sheet: its rows, and for each column the path of its titles and its code."""

    first: int
    last: int
    paths: Mapping[int, tuple[str, ...]]
    codes: Mapping[int, str]

    @property
    def titles(self) -> frozenset[str]:
        """All titles in it."""
        return frozenset(title for path in self.paths.values() for title in path)


class MergedCells:
    """The cells of a sheet with what stands in the first of those that they are merged with."""

    def __init__(self, grid: Grid) -> None:
        """Index the merged cells."""
        self.grid = grid
        self._first = {place: span.first for span in grid.merged for place in _inside(span.first, span.last)}

    def first(self, place: SheetPlace) -> SheetPlace:
        """The cell in which the value stands."""
        return self._first.get(place, place)

    def text(self, row: int, column: int) -> str:
        """What a cell shows."""
        return text_of(self.grid.at(self.first(SheetPlace(row, column))))


def _inside(first: SheetPlace, last: SheetPlace) -> Iterator[SheetPlace]:
    for row in range(first.row, last.row + 1):
        for column in range(first.column, min(last.column, first.column + _LONGEST) + 1):
            yield SheetPlace(row, column)


def texts_of_row(grid: Grid, row: int) -> list[str]:
    """The texts of a row."""
    return [text for value in (grid.rows[row - 1] if row <= len(grid.rows) else ()) if (text := text_of(value))]


def table_top(merged: MergedCells, first: int, last: int) -> TableTop:
    """Read the head in these rows; a row of codes is taken along, within them or right below."""
    grid = merged.grid
    code_rows = [row for row in range(first + 1, last + 2) if is_code_line(texts_of_row(grid, row))][:1]
    width = max((len(grid.rows[row - 1]) for row in range(first, min(last, len(grid.rows)) + 1)), default=0)
    paths, codes = {}, {}
    for column in range(1, width + 1):
        anchors = [merged.first(SheetPlace(row, column)) for row in range(first, last + 1) if row not in code_rows]
        titles = [matchable(text_of(grid.at(anchor))) for anchor in dict.fromkeys(anchors)]
        paths[column] = tuple(title for title in titles if title)
        codes[column] = matchable(merged.text(code_rows[0], column)) if code_rows else ""
    below = max([last, *code_rows])
    end = max((column for column, path in paths.items() if path), default=0)
    known = {column for column in range(1, end + 1) if paths[column] or codes[column] or _is_used(grid, column, below)}
    return TableTop(first, below, {column: path for column, path in paths.items() if column in known}, codes)


def _is_used(grid: Grid, column: int, below: int) -> bool:
    """Whether something is printed in the rows below, in a column without a title."""
    return any(text_of(grid.at(SheetPlace(row, column))) for row in range(below + 1, below + _LOOKED_AT + 1))


def find_tops(merged: MergedCells, model: TableTop) -> list[TableTop]:
    """The heads of a sheet that are the model's, from the top down, with the share of its titles that is enough."""
    grid, found = merged.grid, []
    height = model.last - model.first + 1
    for first in range(1, len(grid.rows) + 1):
        if _is_first(texts_of_row(grid, first), model):
            last = _last_row(merged, first, height, model)
            top = table_top(merged, first, last)
            if _share(top, model) >= _ENOUGH:
                found.append(top)
    best = [one for one in found if not any(_hides(other, one, model) for other in found)]
    return sorted(best, key=lambda one: one.first)


def _is_first(texts: Sequence[str], model: TableTop) -> bool:
    uppermost = {path[0] for path in model.paths.values() if path}
    return any(same_title(title, text) for text in texts for title in uppermost)


def _last_row(merged: MergedCells, first: int, height: int, model: TableTop) -> int:
    """The last row with a title of the head; a row of codes is no title."""
    last = first
    for row in range(first, first + height):
        texts = texts_of_row(merged.grid, row)
        if not is_code_line(texts) and any(same_title(title, text) for text in texts for title in model.titles):
            last = row
    ends = [span.last.row for span in merged.grid.merged if first <= span.first.row <= last and span.last.row < first + height]
    return max([last, *ends])


def _share(top: TableTop, model: TableTop) -> float:
    said = top.titles
    known = sum(any(same_title(title, text) for text in said) for title in model.titles)
    return known / max(1, len(model.titles))


def _hides(other: TableTop, one: TableTop, model: TableTop) -> bool:
    """Whether a better head begins in the same rows."""
    together = other is not one and other.first <= one.last and one.first <= other.last
    return together and (_share(other, model), -other.first) > (_share(one, model), -one.first)


def same_title(printed: str, text: str) -> bool:
    """Whether this is the title, with something in the place of its dots or without."""
    said = matchable(text)
    return said == printed or (has_gaps(printed) and gaps_filled(printed, said) is not None)


def match_columns(model: TableTop, top: TableTop) -> dict[int, int]:
    """Of the columns of a head those of the model that they are; one that may be two is left out."""
    found = _same(model, top)
    for _ in range(2):
        found |= _between(model, top, found)
    return found


def _same(model: TableTop, top: TableTop) -> dict[int, int]:
    """Columns of the same path; those of one path are told apart by their codes, or by their order if none is missing."""
    groups: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for column, path in model.paths.items():
        groups[path].append(column)
    found: dict[int, int] = {}
    for path, columns in groups.items():
        there = [column for column, said in top.paths.items() if _same_path(path, said)]
        if len(there) == len(columns):
            found |= dict(zip(there, columns, strict=True))
            continue
        codes = {model.codes[column]: column for column in columns if model.codes[column]}
        coded = {column: codes[top.codes[column]] for column in there if top.codes[column] in codes}
        if len(codes) == len(columns) > 1 and len(set(coded.values())) == len(coded):
            found |= coded
    return found


def _same_path(printed: tuple[str, ...], said: tuple[str, ...]) -> bool:
    return len(printed) == len(said) and all(map(same_title, printed, said))


def _between(model: TableTop, top: TableTop, found: Mapping[int, int]) -> dict[int, int]:
    """A single column between two that are found, where a single one is missing, if their titles are near."""
    there, known = list(top.paths), list(model.paths)
    ends = [
        (-1, -1),
        *((there.index(one), known.index(other)) for one, other in sorted(found.items())),
        (len(there), len(known)),
    ]
    more = {}
    for (one, other), (next_one, next_other) in pairwise(ends):
        if next_one - one == next_other - other == 2:  # noqa: PLR2004 - one in between
            column, its = there[one + 1], known[other + 1]
            if _near(" ".join(model.paths[its]), " ".join(top.paths[column])):
                more[column] = its
    return more


def _near(one: str, other: str) -> bool:
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= _NEAR
