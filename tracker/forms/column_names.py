"""Short names of columns: as much of their titles as tells them apart."""

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from tracker.forms.row import Column
from tracker.kernel.names import fold

_PARTED = " "
_SAY_NOTHING = {"tong so", "tong cong", "tong", "cong", "so luong", "chung", "trong do"}  # alone


@lru_cache(maxsize=256)
def names_of(columns: tuple[Column, ...]) -> dict[str, str]:
    """By key, the last parts of each column's title, as few as no other column of its table ends with; its key if it has none.

    Columns whose whole titles are alike are told apart by their keys.
    """
    found: dict[str, str] = {}
    for table in dict.fromkeys(column.table for column in columns):
        found |= _of_table([column for column in columns if column.table == table])
    return found


def _of_table(columns: Sequence[Column]) -> dict[str, str]:
    longest = max((len(column.title) for column in columns), default=0)
    found: dict[str, str] = {}
    for length in range(1, longest + 1):
        ends = {column.key: _end(column, length) for column in columns}
        times = Counter(map(fold, ends.values()))
        telling = {key: end for key, end in ends.items() if end and times[fold(end)] == 1 and _says(columns, key, end)}
        found = telling | found
    whole = {
        column.key: f"{_end(column, longest)} ({column.key})".strip() if column.title else column.key for column in columns
    }
    return whole | found


def _says(columns: Sequence[Column], key: str, end: str) -> bool:
    """Whether the words say something by themselves, or are all that there are."""
    return fold(end) not in _SAY_NOTHING or any(column.key == key and len(column.title) == 1 for column in columns)


def _end(column: Column, length: int) -> str:
    first, *others = [part for part in column.title[-length:] if part] or [""]
    return _PARTED.join([first, *(f"{part[:1].lower()}{part[1:]}" if part[1:2].islower() else part for part in others)])
