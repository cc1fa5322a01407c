"""The child process that reads an upload: a workbook on the standard input, its grids or its refusal as JSON on the output.

It limits its own memory and processor time (the argument, in seconds) before it looks at the first byte, and imports the
standard library alone, to start at once.
"""

import json
import sys
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from decimal import Decimal
from typing import Any

from tracker.kernel.names import tidy
from tracker.uploads.cells import Budget, Cells, Formats, SharedTexts, Sheet, Stored, TextNumber
from tracker.uploads.errors import (
    SpreadsheetDamaged,
    SpreadsheetTooHeavy,
    SpreadsheetWithoutSheets,
    SpreadsheetWithTooManySheets,
    UploadRefused,
)
from tracker.uploads.parts import Parts, Relation, Walker, relation_id
from tracker.uploads.values import Looks

_MOST_MEMORY = 180_000_000  # bytes of address space, of which Python itself takes 25 million
_MOST_SHEETS = 20
_LONGEST_NAME = 100  # characters; Excel's own limit is 31


def read(content: bytes) -> list[dict[str, Any]]:
    """The visible worksheets as plain values for JSON; raises UploadRefused."""
    parts = Parts(content)
    path = next((target for _, kind, target in parts.relations("") if kind == "officeDocument"), None)
    if path is None:
        raise SpreadsheetDamaged(why="it does not say which part is the workbook")
    book = _Book(parts.relations(path))
    parts.walk(path, book)
    if not book.sheets:
        raise SpreadsheetWithoutSheets
    if len(book.sheets) > _MOST_SHEETS:
        raise SpreadsheetWithTooManySheets(count=len(book.sheets), most=_MOST_SHEETS)
    looks = Looks()
    if styles := book.part("styles"):
        parts.walk(styles, looks)
    formats, budget = Formats(tuple(looks.looks()), later_epoch=book.later_epoch), Budget()
    sheets: list[tuple[str, Sheet]] = []
    for name, sheet_path in book.sheets:
        cells = Cells(formats, budget)
        parts.walk(sheet_path, cells)
        sheets.append((name, cells.sheet))
    _fill(parts, book.part("sharedStrings"), [sheet for _, sheet in sheets], budget)
    return [_plain(name, sheet) for name, sheet in sheets]


class _Book(Walker):
    """Reads the workbook part: the visible worksheets in order, and from when days count."""

    def __init__(self, relations: Sequence[Relation]) -> None:
        self._relations = relations
        self.sheets: list[tuple[str, str]] = []
        self.later_epoch = False

    def part(self, kind: str) -> str | None:
        return next((relation.target for relation in self._relations if relation.kind == kind), None)

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        if name == "workbookPr":
            self.later_epoch = attributes.get("date1904") in {"1", "true"}
        if name != "sheet" or attributes.get("state", "visible") != "visible":
            return
        wanted = relation_id(attributes)
        target = next((r.target for r in self._relations if r.id == wanted and r.kind == "worksheet"), None)
        if target is not None:
            self.sheets.append((tidy(attributes.get("name", ""))[:_LONGEST_NAME], target))


def _fill(parts: Parts, path: str | None, sheets: Sequence[Sheet], budget: Budget) -> None:
    """Put the shared texts into the cells that point to them."""
    for sheet in sheets:
        sheet.shared = {place: value for place, value in sheet.cells.items() if isinstance(value, TextNumber)}
    pointing = [
        (sheet.cells, place) for sheet in sheets for place, value in sheet.cells.items() if isinstance(value, TextNumber)
    ]
    if not pointing:
        return
    if path is None:
        raise SpreadsheetDamaged(why="a cell points to no text")
    shared = SharedTexts({cells[place] for cells, place in pointing})  # type: ignore[misc]
    parts.walk(path, shared)
    for cells, place in pointing:
        text = shared.texts.get(cells[place])  # type: ignore[arg-type]
        if text is None:
            raise SpreadsheetDamaged(why="a cell points to no text")
        budget.add_text(text)
        cells[place] = text
    for sheet in sheets:
        _indent(sheet, shared)


def _indent(sheet: Sheet, shared: SharedTexts) -> None:
    """Count the blanks before shared texts as steps."""
    for place, number in sheet.shared.items():
        if steps := shared.indents.get(number):
            sheet.indents[place] = sheet.indents.get(place, 0) + steps


def _plain(name: str, sheet: Sheet) -> dict[str, Any]:
    rows: list[list[Any]] = []
    for place, value in sorted(sheet.cells.items()):
        if value == "":
            continue
        rows.extend([] for _ in range(place.row - len(rows)))
        row = rows[place.row - 1]
        row.extend([None] * (place.column - len(row) - 1))
        row.append(_coded(value))
    return {
        "name": name,
        "rows": rows,
        "merged": sorted(sheet.merged),
        "percent": sheet.percent,
        "unresolved": sorted(sheet.unresolved),
        "hidden": sorted(sheet.hidden),
        "bold": sheet.bold,
        "italic": sheet.italic,
        "shaded": sorted(sheet.shaded),
        "indents": [(*place, steps) for place, steps in sheet.indents.items()],
        "formulas": [(*place, text) for place, text in sheet.formulas.items()],
    }


def _coded(value: Stored) -> str | list[str]:
    """Text as it is; a number or a date as its kind and its digits."""
    if isinstance(value, Decimal):
        return ["number", str(value)]
    return ["date", value.isoformat()] if isinstance(value, date) else str(value)


def limit(seconds: int) -> None:
    """Take no more processor time than this, in seconds, nor more memory than a table or a text needs."""
    with suppress(ImportError, ValueError, OSError):  # where the system knows no such limits, the parent's clock remains
        import resource  # noqa: PLC0415 - not on every system

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))  # at the first of the two it ends by SIGXCPU
        resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))


def main() -> None:
    """Answer {"grids": [...]} or {"refused": class, "facts": {...}}."""
    limit(int(sys.argv[1]))
    answer: dict[str, Any]
    try:
        answer = {"grids": read(sys.stdin.buffer.read())}
    except UploadRefused as refusal:
        answer = {"refused": type(refusal).__name__, "facts": refusal.facts}
    except MemoryError:
        answer = {"refused": SpreadsheetTooHeavy.__name__, "facts": {}}
    sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=False).encode())


if __name__ == "__main__":
    main()
