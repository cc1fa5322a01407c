"""The tables of a PDF, as far as its text stands in columns: lines of a page as it is laid out, cut where nothing stands."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from tracker.uploads.paragraphs import TableRead
from tracker.uploads.vocabulary import TABLE_HEAD

_CHUNK = re.compile(r"\S+(?: \S+)*")
_NUMBERED = re.compile(r"(?:\d+(?:\.\d+)*[a-zđ]?|[IVX]+|[A-ZĐ]|[a-zđ])[.)]?")
_FEWEST_COLUMNS, _MOST_ABOVE = 3, 3
_BULLETS = ("-", "+", "•")


class _Head(NamedTuple):
    """The head of a table: in which line it stands, and behind which characters its columns end."""

    line: int
    cuts: Sequence[int]


def tables_on_pages(lines: Sequence[str]) -> list[TableRead]:
    """The tables whose head begins with STT, each with the lines above it; a head that is repeated goes on with its table."""
    heads = [
        place for place, line in enumerate(lines) if TABLE_HEAD.match(line) and len(_CHUNK.findall(line)) >= _FEWEST_COLUMNS
    ]
    firsts = [place for place in heads if _bare(lines[place]) != _bare(lines[heads[0]]) or place == heads[0]]
    found = []
    for place, until in pairwise([*firsts, len(lines)]):
        head = _head(lines, place, until)
        rows = list(_rows(lines, head, until))
        above = [line.strip() for line in lines[max(0, place - 2 * _MOST_ABOVE) : place] if line.strip()][-_MOST_ABOVE:]
        titles = [[(line, len(head.cuts) + 1, False)] for line in above]
        found.append(TableRead(0, [*titles, *([(text, 1, False) for text in row] for row in rows)]))
    return found


def _bare(line: str) -> str:
    return " ".join(line.split()).casefold()


def _head(lines: Sequence[str], place: int, until: int) -> _Head:
    """Cut between two titles where fewest lines have a letter."""
    body = [line for line in lines[place:until] if line.strip()]
    chunks = list(_CHUNK.finditer(lines[place]))
    cuts = []
    for left, right in pairwise(chunks):
        places = range(left.end(), right.start())
        cuts.append(min(reversed(places), key=lambda at: _letters_at(body, at), default=left.end()))
    return _Head(place, cuts)


def _letters_at(lines: Sequence[str], at: int) -> int:
    return sum(at < len(line) and line[at] != " " for line in lines)


def _rows(lines: Sequence[str], head: _Head, until: int) -> Iterator[list[str]]:
    """The head and the rows; a line without a number goes on with the row above it, unless it begins anew behind a gap."""
    row: list[str] = []
    title = _bare(lines[head.line])
    gap = False
    for place in range(head.line, until):
        line = lines[place]
        page_number = line.strip().isdecimal() and not line[: head.cuts[0]].strip()
        if not line.strip() or page_number or (row and _bare(line) == title):
            gap = True
            continue
        cells = _cells(line, head.cuts)
        anew = cells[1].startswith(_BULLETS) or (gap and cells[1][:1].isupper() and len(row) > 0)
        gap = False
        if row and cells[0] and not _NUMBERED.fullmatch(cells[0]) and line[head.cuts[0] : head.cuts[0] + 1].strip():
            break  # a line that goes across columns: what follows is text again
        if row and not cells[0] and not anew:
            row = [" ".join(filter(None, both)) for both in zip(row, cells, strict=True)]
            continue
        if row:
            yield row
        row = cells
    if row:
        yield row


def _cells(line: str, cuts: Sequence[int]) -> list[str]:
    begins = [0, *cuts]
    ends = [*cuts, len(line)]
    return [" ".join(line[begin:end].split()) for begin, end in zip(begins, ends, strict=True)]
