"""A message heard once more as people tell figures: a guess, which may doubt the first reading. Pure."""

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from decimal import Decimal
from typing import TypeVar

from bot.reading.answering.asked import AskedCells
from bot.reading.answering.understood import Explained, Guessed, NoneArose, Puzzled, Reading, Uncertainty, Unclear
from bot.reading.answering.values import read_value
from bot.reading.characters import as_seen
from bot.reading.dates.spelling import pattern
from bot.reading.numbers import read_number
from bot.reading.telling import ToldMessage, ToldRows, rows_told, tell
from tracker.forms.cell import Cell
from tracker.forms.row import Kind, Row
from tracker.reports.entry import Entry

_Of = TypeVar("_Of")
_WHOLE = 100  # per cent
_ONE_OF_OTHER = re.compile(r"[^\d/]*[0-9][0-9.]*\s*/\s*[0-9][0-9.]*[^\d/]*")
_DIGITS = re.compile(r"[0-9][0-9.,]*(?<![.,])")
# Rows' numbers, days and times of which nothing is recorded.
_NO_FIGURES = pattern(
    r"(?:ngày|tháng|quý|năm|hôm|lúc|đợt|kỳ|tuần|mùng|mục|dòng|thứ|mức_độ|mức|khoản|điều)_[0-9][0-9./:-]*|[0-9]{1,2}[/.][0-9]{1,2}(?:[/.][0-9]{2,4})?(?![0-9])|[0-9]{1,2}h[0-9]*|[0-9][0-9.,]*_?(?:k|nghìn|ngàn|tr|triệu|tỷ|tỉ|trăm|chục|mươi)_?[0-9]*(?!\w)|[0-9]{1,2}(?:\.[0-9]{1,2})+[a-z]?_?(?=[:=])"
)
_KEY = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,3})+[a-zđ]?", re.IGNORECASE)


def retold(seen: str, asked: AskedCells, first: Reading) -> Reading:
    """The first reading; or what is told in relations, sums, places and corrections, if that explains more of the message."""
    if not asked.cells or isinstance(first, NoneArose) or not all(row.is_number for row in asked.rows):
        return first
    rows = _named(seen, asked)
    told = tell(seen, _rows(asked, rows), read_value)
    said = _reading(told, rows)
    match first:
        case Explained(entries):
            if told.unsure:
                return Guessed(entries, Uncertainty(Unclear.LIKELY))
            if swapped := _swapped(seen, entries, asked):
                return Guessed(swapped, Uncertainty(Unclear.SWAPPED))
            related = _relates_more(told, rows, entries)
            doubts = told.is_whole and _doubts(told, _at(told.entries, rows), entries)
            return said if said and (doubts or related) else first
        case Guessed(entries, doubt):
            related = doubt.why is Unclear.LIKELY and _relates_more(told, rows, entries)
            return _with_all_named(
                said if said and (told.is_whole or related) else _possible(entries, doubt, asked), seen, asked
            )
    return _with_all_named(said, seen, asked) if said else first


def _relates_more(told: ToldMessage, rows: Sequence[Row], first: Mapping[Cell, Entry]) -> bool:
    """Whether what is told in relations is of all the rows that were read, and of others."""
    return bool(told.worked) and _at(told.entries, rows).keys() > first.keys()


def _swapped(seen: str, entries: Mapping[Cell, Entry], asked: AskedCells) -> dict[Cell, Entry]:
    """Two figures as "21/38" the other way round, where the first would be a part of the second and is not."""
    if len(asked.cells) != 2 or list(entries) != list(asked.cells) or not _ONE_OF_OTHER.fullmatch(seen):  # noqa: PLR2004
        return {}
    whole, part = asked.cells
    amounts = [entry.amount for entry in entries.values()]
    is_part = any(
        rule.op == "<=" and rule.left == (part,) and rule.right.over == (whole,) and not rule.right.minus
        for rule in asked.form.rules
    )
    exceeds = amounts[0] is not None and amounts[1] is not None and amounts[1] > amounts[0]
    return {whole: entries[part], part: entries[whole]} if is_part and exceeds else {}


def _with_all_named(reading: Reading, seen: str, asked: AskedCells) -> Reading:
    """A guess that passes over no figure of the message without naming it."""
    if not isinstance(reading, Guessed):
        return reading
    doubt = reading.doubt
    said = " ".join([*doubt.left, *doubt.asides, *(one.said for one in doubt.withheld.values())])
    numbers = {entry.amount for entry in reading.entries.values()}
    numbers |= {number for one in doubt.worked.values() for number in one.numbers}
    words = " ".join([said, *(one.text for one in doubt.unread.values()), *(row.label for row in asked.rows)])
    known = set(_DIGITS.findall(words))
    plain = _NO_FIGURES.sub(" ", seen)
    over = [one for one in _DIGITS.findall(plain) if one not in known and not _is_among(one, numbers)]
    keys = asked.numbered.keys()
    left = tuple(one for one in dict.fromkeys(over) if one.lower() not in keys)
    return Guessed(reading.entries, replace(doubt, left=(*doubt.left, *left))) if left else reading


def _is_among(said: str, numbers: AbstractSet[Decimal | None]) -> bool:
    """Whether a figure is one of these, or one of them in another unit."""
    read = read_number(said, whole=False, percent=True)
    return not isinstance(read, Decimal) or any(
        number is not None and read.normalize().as_tuple().digits == number.normalize().as_tuple().digits for number in numbers
    )


def _possible(entries: Mapping[Cell, Entry], doubt: Uncertainty, asked: AskedCells) -> Reading:
    """The guess without what no rate can be, where words beside it are not understood."""
    over = {cell for cell, entry in entries.items() if _is_over(asked.form.row_of(cell), entry)} if doubt.left else set()
    left = {cell: entry for cell, entry in entries.items() if cell not in over}
    return Guessed(left, doubt) if left else Puzzled(replace(doubt, why=Unclear.WHICH_ROW))


def _is_over(row: Row, entry: Entry) -> bool:
    return row.kind is Kind.RATE and entry.amount is not None and entry.amount > _WHOLE


def cells_told(text: str, asked: AskedCells) -> list[Cell]:
    """The cells that are named in the message, each once; last period is none of them."""
    rows = _named(text, asked)
    return [rows[at].cell for at in rows_told(as_seen(text), _rows(asked, rows))]


def _doubts(told: ToldMessage, entries: Mapping[Cell, Entry], first: Mapping[Cell, Entry]) -> bool:
    """Whether what is told of rows is not what was read."""
    return bool(told.withheld) or (bool(entries) and dict(entries) != dict(first))


def _reading(told: ToldMessage, rows: Sequence[Row]) -> Reading | None:
    """What is told as a guess, or as what nothing can be made of; None where nothing is told."""
    entries = _at(told.entries, rows)
    if not (entries or told.withheld or told.general) or told.loose or told.unread:
        return None
    if len(told.left) > len(entries) + len(told.withheld):
        return None
    doubt = Uncertainty(
        Unclear.TOLD,
        told.left,
        worked=_at(told.worked, rows),
        withheld=_at(told.withheld, rows),
        general=told.general,
        asides=told.asides,
        either={rows[at].cell: [rows[n].cell for n in others] for at, others in told.either.items()},
    )
    return Guessed(entries, doubt) if entries else Puzzled(doubt)


def _at(of: Mapping[int, _Of], rows: Sequence[Row]) -> dict[Cell, _Of]:
    return {rows[at].cell: one for at, one in of.items()}


def _named(seen: str, asked: AskedCells) -> Sequence[Row]:
    """The rows that are asked, and further ones of the unit whose numbers stand in the message."""
    keys = {key.lower() for key in _KEY.findall(seen)}
    further = [row for row in asked.typed if row.key.lower() in keys and row.is_number and row.cell not in asked.cells]
    return [*asked.rows, *further]


def _rows(asked: AskedCells, rows: Sequence[Row]) -> ToldRows:
    places = {row.cell: at for at, row in enumerate(rows)}
    known = {row.key.lower() for row in rows}
    others = frozenset(row.key.lower() for row in asked.form.rows if "." in row.key and row.key.lower() not in known)
    return ToldRows(
        rows,
        [_above(asked, row) for row in asked.rows],
        {places[cell]: entry for cell, entry in asked.standing.items() if cell in places},
        {places[cell]: entry for cell, entry in asked.last.items() if cell in places},
        asked.own,
        others,
    )


def _above(asked: AskedCells, row: Row) -> str:
    """The label of the row, heading or section above this one."""
    key = row.key.rpartition(".")[0] if row.key[-1].isdigit() else row.key[:-1]
    above = asked.form.by_key.get(key)
    return above.label if above else asked.form.section_at(row.cell).label
