"""What several pages have in common: so much of a long list on a page."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Item = TypeVar("Item")
_LONGEST = 5  # digits of a page's number


@dataclass(frozen=True)
class PagedList(Generic[Item]):
    """A page of a list, counted from 1, of so many pages; `count` is of the whole list."""

    shown: Sequence[Item]
    count: int
    page: int
    pages: int


def listed(items: Sequence[Item], wanted: str, on_a_page: int) -> PagedList[Item]:
    """The page of this number as it came in an address; the first for what is no number, the last for one beyond it."""
    return one_of([items[at : at + on_a_page] for at in range(0, len(items), on_a_page)], wanted)


def one_of(pages: Sequence[Sequence[Item]], wanted: str) -> PagedList[Item]:
    """The page of this number as it came in an address, of pages that are cut already; as `listed` does."""
    number = int(wanted) if wanted.isdecimal() and len(wanted) <= _LONGEST else 1
    page = min(max(number, 1), len(pages) or 1)
    return PagedList(pages[page - 1] if pages else (), sum(map(len, pages)), page, len(pages) or 1)
