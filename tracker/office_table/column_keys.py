"""Short keys for columns: from the printed code, else from the titles' first letters."""

import re
from collections.abc import Container, Iterator, Sequence
from itertools import chain, count

from tracker.kernel.names import fold
from tracker.printed_sheet.codes import number_of
from tracker.printed_sheet.column_titles import Titled

_BARE = re.compile(r"[^a-z0-9]+")
_LONGEST, _LONGEST_NAME, _LONGEST_ACRONYM = 12, 24, 5


def column_key(column: Titled, taken: Container[str]) -> str:
    """A key of small letters and digits that is not taken yet; "(3)" gives "c3"."""
    wanted = _by_code(column.code) or _by_titles(column.path) or f"k{column.column}"
    return next(key for key in _candidates(wanted) if key not in taken)


def bare_code(code: str) -> str:
    """A printed code without brackets and formula: "(4)" -> "4", "9=1-2" -> "9", "c = a + b" -> "c"."""
    return re.sub(r"[()\[\]\s]", "", code.partition("=")[0])


def _candidates(wanted: str) -> Iterator[str]:
    return chain([wanted], (f"{wanted}_{number}" for number in count(2)))


def _by_code(code: str) -> str:
    if number := number_of(code):
        return f"c{number}"
    bare = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", bare_code(code))
    return _BARE.sub("_", fold(bare)).strip("_")[:_LONGEST_NAME]


def _by_titles(path: Sequence[str]) -> str:
    return "_".join(short for title in path[-2:] if (short := _short(title)))[:_LONGEST]


def _short(title: str) -> str:
    words = re.findall(r"\w+", re.sub(r"\([^()]*\)", "", title))
    if len(words) == 1 and len(words[0]) <= _LONGEST_ACRONYM:
        return _BARE.sub("", fold(words[0]))
    return _BARE.sub("", "".join(fold(w)[-2:] if w.isdigit() else fold(w)[:1] for w in words))[:6]
