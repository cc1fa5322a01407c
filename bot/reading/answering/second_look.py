"""A message that is not understood as a whole, looked at once more without what may be an aside: only ever a guess. Pure."""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from bot.reading.answering.asked import AskedCells
from bot.reading.answering.understood import Explained, Guessed, NoneArose, Reading, Uncertainty, Unclear
from bot.reading.dates.spelling import pattern
from tracker.reports.entry import Entry

_BRACKETS = re.compile(r"\s*\([^()]*\)")
_AMENDED = pattern(
    r"(?<![\w.,])[0-9][0-9.,]*(?:_[^\W\d]+)?_?,?_?(?:à_không|à_quên|à_nhầm|ấy_nhầm|nhầm|không_phải|lộn)_?,?(?:_(?:là|phải_là))?"
    r"_(?P<right>[0-9][0-9.,]*)(?:_(?:mới_(?:đúng|phải|chuẩn)|cơ|chứ))?"
)
_TAKEN_BACK = pattern(r"[.,;]?_?(?:bỏ|xóa|hủy)_(?:con_)?số_[0-9][0-9.,]*(?:_đi)?")
_SUM = re.compile(
    r"(?P<one>[0-9]+)(?P<words>[^0-9,;=+]*)\+(?P<more>[^0-9,;=+]*)(?P<other>[0-9]+)[^0-9,;=+]*=\s*(?P<whole>[0-9]+)"
)
_NONE_OF = pattern(
    r"(?<!\w)(?:chưa|không|ko|k|hông|chẳng|chả)_(?:có_)?(?P<what>[^\W\d]+(?:_[^\W\d]+){0,3}?)"
    r"(?:_(?:cái|việc|nhiệm_vụ|văn_bản|hồ_sơ|thủ_tục|đơn_vị|vấn_đề|người))?_(?:nào|gì|ai)(?:_(?:cả|hết|đâu))*(?!\w)"
)
_GARBLED = re.compile(r"(?<![\w.,])(?=[lIoO]*[0-9])(?=[0-9]*[lIoO])[0-9lIoO]+(?!\w)")
_DIGITS = str.maketrans("lIoO", "1100")
_CLAUSE = re.compile(r"(?<=[,;\n])|(?<=\.)(?=\s)|(?=\s(?:còn|con|mà|ma|nhưng|nhung|nên|nen)\s)", re.IGNORECASE)
_HENCE = pattern(r"(?<!\w)nên(?!\w)")
_MOST_CLAUSES = 8
_FIGURE = re.compile("[0-9]")
_KEY = r"[0-9]{1,2}(?:\.[0-9]{1,2})+[a-z\u0111]?"
_SAME = pattern(
    rf"(?<!\w)(?:cũng_)?(?:y_như|giống_như|như|giống|tương_tự|bằng)_(?:của_|ở_|số_|mục_|dòng_|câu_|cái_|phần_)*(?P<row>trên|{_KEY})(?![\w])"
)
_GIVEN = re.compile(rf"(?<![\w.,])(?!{_KEY}(?![\w,]))[0-9][0-9.,]*(?<![.,])")
Read = Callable[[str], Reading]


class _Without(NamedTuple):
    """The message without a part of it, and that part."""

    text: str
    part: tuple[str, ...]


def look_again(seen: str, asked: AskedCells, first: Reading, read: Read) -> Reading:
    """The first reading, or a guess from a part of the message that says more of what is asked."""
    if isinstance(first, Explained | NoneArose):
        return first
    known = _covered(first, asked)
    for without in (*_same(seen, len(asked.cells)), *_slips(seen)):
        found = read(without.text)
        if _covered(found, asked) >= max(known, 1):
            return _guess(found, without.part, asked)
    parts = [(without.part, read(without.text)) for without in _parts(seen)]
    parts = [(part, found) for part, found in parts if not (any(map(_FIGURE.search, part)) and _is_none(found))]
    whole = [(part, found) for part, found in parts if known < _covered(found, asked) == len(asked.cells)]
    whole.sort(key=lambda one: (_says_why(one[0], seen), not isinstance(one[1], Explained | NoneArose)))
    return _guess(whole[0][1], whole[0][0], asked) if whole else first


def _is_none(found: Reading) -> bool:
    """Whether it says only that there is none; a figure beside it tells otherwise."""
    entries = found.entries.values() if isinstance(found, Explained | Guessed) else ()
    return isinstance(found, NoneArose) or all(entry.amount == 0 for entry in entries)


def _says_why(left: tuple[str, ...], seen: str) -> bool:
    """Whether what is left is the conclusion, "… nên bỏ trống", and not why."""
    return bool(_HENCE.search(seen)) and any(_HENCE.match(part) for part in left)


def _covered(reading: Reading, asked: AskedCells) -> int:
    """How many of the cells that are asked it says something of."""
    match reading:
        case Explained(entries) | Guessed(entries, _):
            return sum(cell in entries for cell in asked.cells)
        case NoneArose():
            return len(asked.cells)
    return 0


def _guess(found: Reading, part: tuple[str, ...], asked: AskedCells) -> Reading:
    match found:
        case Explained(entries):
            return Guessed(entries, Uncertainty(Unclear.WORDS, part))
        case Guessed(entries, doubt):
            return Guessed(entries, Uncertainty(doubt.why, (*part, *doubt.left), doubt.unread, doubt.figures))
        case NoneArose():
            zeros = {cell: Entry.number(0) for cell, row in zip(asked.cells, asked.rows, strict=True) if row.is_number}
            return Guessed(zeros, Uncertainty(Unclear.WORDS, part))
    return found


def _same(seen: str, rows: int) -> Iterator[_Without]:
    """With the figures that "như trên" and "như 3.2.1" stand for written out, where it is clear which they are."""
    parts = [found[0] for found in _SAME.finditer(seen)]
    plain = _SAME.sub(lambda found: _given(found, rows) or found[0], seen)
    if parts and plain != seen:
        yield _Without(plain, tuple(parts))


def _given(found: re.Match[str], rows: int) -> str:
    """The figure beside the row that is named, or, of those above, as many as fill the rows that are asked."""
    before = found.string[: found.start()]
    if found["row"][0].isdigit():
        beside = re.search(rf"(?<![\w.]){re.escape(found['row'])}(?![\w.])[^0-9]*(?P<figure>[0-9][0-9.,]*)", before)
        return beside["figure"].rstrip(".,") if beside else ""
    figures = _GIVEN.findall(before)
    more = rows - len(figures)
    return ", ".join(figures * (more // len(figures))) if figures and more > 0 and more % len(figures) == 0 else ""


def _slips(seen: str) -> Iterator[_Without]:
    """Without brackets and figures that are taken back, with digits for letters like them, where there are any."""
    plain, parts = _SUM.sub(_summed, seen), list[str]()
    parts += [found[0] for found in _SUM.finditer(seen)] if plain != seen else []
    for slip, by in (
        (_NONE_OF, r"\g<what> 0,"),
        (_GARBLED, lambda found: found[0].translate(_DIGITS)),
        (_TAKEN_BACK, ""),
        (_AMENDED, r"\g<right>"),
        (_BRACKETS, ""),
    ):
        if slip.search(plain):
            parts += [found[0].strip() for found in slip.finditer(plain)]
            plain = slip.sub(by, plain)
    if parts:
        yield _Without(plain, tuple(parts))


def _summed(found: re.Match[str]) -> str:
    """A sum that is written out, as its result."""
    is_sum = int(found["one"]) + int(found["other"]) == int(found["whole"])
    return f"{found['words']}{found['more']}{found['whole']}" if is_sum else found[0]


def _parts(seen: str) -> Iterator[_Without]:
    """Neighbouring clauses, the most of them first."""
    plain = next((without.text for without in _slips(seen)), seen)
    clauses = [clause for clause in _CLAUSE.split(plain) if clause.strip(" ,;.\n")]
    if not 1 < len(clauses) <= _MOST_CLAUSES:
        return
    for length in range(len(clauses) - 1, 0, -1):
        for at in range(len(clauses) - length + 1):
            rest = (*clauses[:at], *clauses[at + length :])
            yield _Without("".join(clauses[at : at + length]), tuple(clause.strip(" ,;.\n") for clause in rest))
