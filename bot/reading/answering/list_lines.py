"""Lines of a list as people type or paste them: parts between semicolons or tabs, each read as its column wants it. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from bot.reading.answering.values import read_value
from bot.reading.answers import read_answer
from bot.reading.characters import as_seen
from bot.reading.dates import DateSaid, read_date
from bot.reading.numbers import Unread, WhyUnread
from bot.reading.tokens.atom import Value
from bot.reading.tokens.numerals import read_numeral
from tracker.forms.row import Column, ColumnRole, Kind, Row
from tracker.kernel.names import fold
from tracker.reports.entry import Entry

_DATED = "ngay"  # a column of words whose name begins so takes dates
_DOES_NOT_APPLY = {"-", "–", "—", "khong co"}
_TICKED, _UNTICKED = {"x", "co", "v", "✓", "✔", "☑"}, {"khong", "0", "ko"}
_FEWEST_TITLES = 2  # that make a line a head


@dataclass(frozen=True)
class ListPattern:
    """The fields of a line in printed order, each with its column."""

    fields: Sequence[tuple[Row, Column]]

    @property
    def own(self) -> list[tuple[Row, Column]]:
        """Those that people fill: the number of a line is ours."""
        return [(row, column) for row, column in self.fields if column.role is not ColumnRole.NUMBER and row.typed]

    @property
    def asked(self) -> list[tuple[Row, Column]]:
        """Those without which a line is not whole."""
        return [(row, column) for row, column in self.own if row.asked]


@dataclass(frozen=True)
class ReadLine:
    """What a line says, by column, and what of it cannot be read."""

    entries: Mapping[str, Entry] = field(default_factory=dict)
    unread: Mapping[str, Unread] = field(default_factory=dict)


@dataclass(frozen=True)
class NotLines:
    """Text that is no lines of the list: the first one that is none, and how many parts it has."""

    text: str
    parts: int


def read_lines(text: str, pattern: ListPattern, today: date) -> list[ReadLine] | NotLines:
    """All lines, each with at most as many parts as the list has columns; a head is passed over, and so are their numbers."""
    split = [_parts(line, pattern) for line in as_seen(text).split("\n") if line.strip()]
    if "\t" in text:  # blanks at the end of the last line are no part of a message
        split = [parts + [""] * (max(map(len, split)) - len(parts)) for parts in split]
    titled = _by_titles(split[0], pattern) if len(split) > 1 else None
    lines = split[1:] if titled else split
    numbered = _are_numbered(lines, pattern) and not titled
    read: list[ReadLine] = []
    for parts in lines:
        kept = parts[1:] if numbered else parts
        columns = titled or _columns(kept, pattern)
        if columns is None or len(kept) > len(columns) or not any(kept):
            return NotLines("; ".join(parts), len(parts))
        pairs = zip(kept, columns, strict=False)
        read.append(_read(pairs_of=[pair for pair in pairs if pair[1]], pasted="\t" in text, today=today))
    return read or NotLines(text, 0)


def _parts(line: str, pattern: ListPattern) -> list[str]:
    for between in ("\t", ";", "|"):
        if between in line:
            return [part.strip() for part in line.strip(" " if between == "\t" else f" {between}").split(between)]
    by_comma = [part.strip() for part in re.split(r",\s", line)]
    return by_comma if len(by_comma) == len(pattern.asked) else [line.strip()]


def _by_titles(parts: Sequence[str], pattern: ListPattern) -> list[tuple[Row, Column] | None] | None:
    """The columns of a head, None for one that is not ours or is the number of the line; None if it is no head."""
    known = {fold(name): pair for pair in pattern.own for name in (pair[0].named, *pair[1].title[-1:]) if name}
    found = [known.get(fold(part)) for part in parts]
    named = [pair for pair in found if pair]
    is_head = len(named) >= min(_FEWEST_TITLES, len(pattern.own)) and len({id(pair[1]) for pair in named}) == len(named)
    return found if is_head else None


def _are_numbered(lines: Sequence[Sequence[str]], pattern: ListPattern) -> bool:
    """Whether each line begins with its number and has a part more than columns are asked."""
    wide = {len(pattern.asked) + 1, len(pattern.own) + 1}
    first = pattern.asked[0][0] if pattern.asked else None
    may_be = first is not None and (not first.is_number or len(lines) > 1)
    return may_be and all(parts[0].rstrip(".)").isdecimal() and len(parts) in wide for parts in lines)


def _columns(parts: Sequence[str], pattern: ListPattern) -> Sequence[tuple[Row, Column]] | None:
    """The columns that so many parts are of; None for a part alone where several are asked, and for too many."""
    if len(parts) == 1 and len(pattern.asked) > 1:
        return None
    if len(parts) <= len(pattern.asked):
        return pattern.asked
    return pattern.own if len(parts) <= len(pattern.own) else None


def _read(pairs_of: Sequence[tuple[str, tuple[Row, Column] | None]], *, pasted: bool, today: date) -> ReadLine:
    entries: dict[str, Entry] = {}
    unread: dict[str, Unread] = {}
    for text, pair in pairs_of:
        if pair is None or (not text and not pasted):
            continue
        row, column = pair
        read = read_part(text, row, column, today)
        if isinstance(read, Unread):
            unread[column.key] = read
        else:
            entries[column.key] = read
    return ReadLine(entries, unread)


def read_part(text: str, row: Row, column: Column, today: date) -> Entry | Unread:
    """What is said of one column of a line."""
    if not text:
        return Entry.blank()
    if column.role is ColumnRole.TICK:
        ticked = fold(text) in _TICKED
        return Entry.words("x") if ticked else Entry.blank() if fold(text) in _UNTICKED else _no_choice(text)
    if row.kind is not Kind.TEXT:
        return _in_words(row, text) or read_answer(row, text)
    if fold(text) in _DOES_NOT_APPLY:
        return Entry.not_applicable()
    if is_dated(row):
        said = read_date(text, today, ahead=False)
        return Entry.words(f"{said.day:%d/%m/%Y}") if isinstance(said, DateSaid) else Unread(text, WhyUnread.NOT_A_DATE)
    return Entry.words(text)


def _in_words(row: Row, text: str) -> Entry | None:
    """A number that is said in words, "ba mươi lăm"."""
    numeral = read_numeral(text.split()) if row.is_number else None
    if numeral is None or numeral.words != len(text.split()):
        return None
    read = read_value(row, Value(text, text, numeral.number, numeral.scaled, numeral.dong))
    return read if isinstance(read, Entry) else None


def _no_choice(text: str) -> Unread:
    return Unread(text, WhyUnread.NOT_A_CHOICE)


def is_dated(row: Row) -> bool:
    """Whether the column takes dates."""
    return row.kind is Kind.TEXT and fold(row.named).split()[:1] == [_DATED]


def read_parts(text: str, pattern: ListPattern, today: date) -> ReadLine | str:
    """What is said of single columns of one line, "kinh phí 350; kết quả: quá hạn"; else the part that names no column."""
    entries: dict[str, Entry] = {}
    unread: dict[str, Unread] = {}
    for part in filter(None, (part.strip() for part in re.split(r"[\n;]|,\s", as_seen(text)))):
        found = _named(part, pattern)
        if found is None:
            return str(part)
        (row, column), rest = found
        read: Entry | Unread = read_part(rest, row, column, today)
        entries |= {column.key: read} if isinstance(read, Entry) else {}
        unread |= {column.key: read} if isinstance(read, Unread) else {}
    return ReadLine(entries, unread)


def _named(part: str, pattern: ListPattern) -> tuple[tuple[Row, Column], str] | None:
    """The column whose name the part begins with, the longest one, and what follows it."""
    folded = fold(part)
    names = [(name, pair) for pair in pattern.own for name in (pair[0].named, *pair[1].title[-1:]) if name]
    begun = [(name, pair) for name, pair in names if re.match(rf"{re.escape(fold(name))}(?!\w)", folded)]
    if not begun:
        return None
    name, pair = max(begun, key=lambda one: len(one[0]))
    rest = re.sub(r"^\s*(?:[:=]|là\s)\s*", "", part[len(name) :]).strip()
    return (pair, rest) if rest else None
