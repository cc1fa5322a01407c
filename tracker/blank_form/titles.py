"""The title block above the table, and the stamps that keep a form out of a chat."""

import re
from collections.abc import Iterable, Iterator

from tracker.blank_form import vocabulary
from tracker.blank_form.heads import LAST_ROW_OF_HEAD
from tracker.blank_form.printed import SecretForm, TitleBlock, text_of
from tracker.kernel.grids import Grid, Value
from tracker.kernel.names import fold

_APPENDIX = re.compile(r"(phu luc|phu bieu|bieu so|bieu mau so|bieu mau|mau so|bieu)( (so )?[0-9ivx]+[a-z]?([./-]\w+)*)?[.:]?")
_ATTACHED = re.compile(r"\(? ?(ban hanh )?kem theo\b.*")
_LETTERHEAD = re.compile(
    r"(cong hoa xa hoi.*|doc lap ?-.*|uy ban nhan dan.*|ubnd .*|hoi dong nhan dan.*|so: ?.*|.*, ngay .*thang .*nam.*"
    r"|don vi( tinh| bao cao| nhan)?:.*|[-_*=. ]+)"
)
_STAMPED, _PLAIN_STAMP = re.compile(vocabulary.STAMPED), re.compile(vocabulary.PLAIN_STAMP)


def refuse_secret(grid: Grid, last: int) -> None:
    """Raise SecretForm if one of the rows up to `last` bears a stamp of secrecy."""
    for row in range(1, min(last, len(grid.rows)) + 1):
        for line in _lines(grid.rows[row - 1]):
            if stamp := _stamp(line):
                raise SecretForm(sheet=grid.name, row=row, stamp=stamp)


def title_block(grid: Grid, first: int) -> TitleBlock:
    """The lines above row `first`; the letterhead (unit, motto, number and date) is left out."""
    rows = [(row, line) for row in range(1, first) for line in _lines(grid.rows[row - 1])]
    start = next((place for place, (_, line) in enumerate(rows) if _APPENDIX.fullmatch(fold(line))), None)
    appendix = rows[start][1] if start is not None else ""
    below = rows[start + 1 :] if start is not None else rows
    lines: list[str] = []
    attached = ""
    for _, line in below:
        if _ATTACHED.fullmatch(fold(line)):
            attached = line
        elif attached and not attached.rstrip(".").endswith(")"):
            attached = f"{attached} {line}"
        elif start is not None or not _LETTERHEAD.fullmatch(fold(line)):
            lines.append(line)
    return TitleBlock(appendix, tuple(_without_units(lines)), attached, rows[start or 0][0] if rows else 1)


def last_row_above_table(head_row: int | None) -> int:
    """How far down a stamp is looked for: to the table, or where one would have to stand."""
    return head_row - 1 if head_row else LAST_ROW_OF_HEAD


def _lines(cells: Iterable[Value]) -> Iterator[str]:
    seen = set()
    for cell in cells:
        for line in (text_of(cell) if not isinstance(cell, str) else cell).split("\n"):
            if line.strip() and line not in seen:
                seen.add(line)
                yield line.strip()  # the gaps inside are for a pen


def _without_units(lines: Iterable[str]) -> Iterator[str]:
    return (line for line in lines if not re.fullmatch(r"\(?(don vi tinh|dvt|don vi)( tinh)?:.*|[-_*=. ]+", fold(line)))


def _stamp(line: str) -> str:
    """The stamp in a line: alone in it, after "Độ mật:", or in capitals; not inside BẢO MẬT, BÍ MẬT, MẬT ĐỘ."""
    alone = re.sub(vocabulary.BEFORE_STAMP, "", re.sub(r"[^\w\s:]", "", line).strip(), flags=re.IGNORECASE).strip().upper()
    if alone in vocabulary.STAMPS:
        return alone
    found = _STAMPED.search(line) or _PLAIN_STAMP.search(line)
    return found[1] if found else ""
