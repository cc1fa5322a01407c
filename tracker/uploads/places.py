"""Where a worksheet says that its rows and cells stand."""

import re

from tracker.kernel.grids import SheetPlace
from tracker.uploads import errors

_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})")
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_MOST_BLANKS = 40


def steps(text: str) -> int:
    """How far the blanks before a text move it in; two are a step."""
    return min(len(text) - len(text.lstrip(" \u00a0")), _MOST_BLANKS) // 2


def row_number(stored: str | None, otherwise: int) -> int:
    """The number that a row says it has, else the one that it would have; raises SpreadsheetDamaged."""
    if stored is None:
        return otherwise
    row = small(stored)
    if not 1 <= row <= _LAST_ROW:
        raise errors.SpreadsheetDamaged(why="a row has a wrong number")
    return row


def small(stored: str) -> int:
    """A whole number of at most seven digits; 0 for anything else."""
    return int(stored) if stored.isascii() and stored.isdigit() and len(stored) < 8 else 0  # noqa: PLR2004


def place_of(reference: str) -> SheetPlace | None:
    """The place of "B12"; None if there is no such cell."""
    found = _REFERENCE.fullmatch(reference)
    if not found:
        return None
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    row = int(found[2])
    return SheetPlace(row, column) if row <= _LAST_ROW and column <= _LAST_COLUMN else None


def cell_name(place: SheetPlace) -> str:
    """As a spreadsheet program shows it: "B12"."""
    letters, left = "", place.column
    while left:
        left, letter = divmod(left - 1, 26)
        letters = chr(65 + letter) + letters
    return f"{letters}{place.row}"
