"""Keys for rows: their printed numbers where those are unlike each other, so that people can type them."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain, count, product
from string import ascii_lowercase

from tracker.office_form.branch import Branch

_SMALL = "abcdđeghiklmnopqrstuvxy"


def row_keys(branches: Sequence[Branch], taken: set[str]) -> list[str]:
    """A key for each row, added to those taken. The rows of a later table are numbered on under the next free number."""
    prefix = _next_prefix(taken) if taken else ""
    keys: dict[int, str] = {}
    letters: defaultdict[str, Iterator[str]] = defaultdict(_words)
    last = prefix or "0"
    for branch in branches:
        above = keys.get(id(branch.counted), "") if branch.counted else ""
        key = _numbered(branch, above, prefix) or ((prefix or "1") if len(branches) == 1 else "")
        if not key or key in taken:
            key = _lettered(_base(branch, above or prefix or last, taken), letters, taken)
        elif key[-1].isdigit():
            last = key
        taken.add(key)
        keys[id(branch)] = key
    return [keys[id(branch)] for branch in branches]


def _next_prefix(taken: set[str]) -> str:
    return str(max((int("0" + key.split(".")[0].rstrip(ascii_lowercase + "đ")) for key in taken), default=0) + 1)


def _numbered(branch: Branch, above: str, prefix: str) -> str:
    """The key that its number gives; "" for a row without one, or of which the numbers go on from letters."""
    if not branch.number:
        return ""
    step = branch.number[-1]
    base = above if above and above[-1].isdigit() else ""
    if step.script in {"a", "i"} and base and len(branch.number) == 1:
        return base + _SMALL[step.value - 1] if step.value <= len(_SMALL) else ""
    is_whole = not (branch.counted and branch.counted.number)
    if is_whole or not base:
        own = ".".join(str(s.value) for s in branch.number)
        return f"{prefix}.{own}" if prefix else own
    return f"{base}.{step.value}"


def _base(branch: Branch, above: str, taken: set[str]) -> str:
    """The number that letters are put to."""
    base = above.rstrip(ascii_lowercase + "đ") or "0"
    if branch.line.is_total and not branch.counted and "." not in base and "0a" not in taken and base != above:
        return "0"
    return base


def _lettered(base: str, letters: dict[str, Iterator[str]], taken: set[str]) -> str:
    return next(key for word in letters[base] if (key := f"{base}{word}") not in taken)


def _words() -> Iterator[str]:
    return ("".join(letters) for letters in chain.from_iterable(product(_SMALL, repeat=length) for length in count(1)))
