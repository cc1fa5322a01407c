"""What a person typed for a row, as an entry."""

import re
from dataclasses import replace
from decimal import Decimal

from bot.reading.characters import as_seen
from bot.reading.numbers import NotApplicable, Unread, WhyUnread, read_amount, read_choice, read_number, says_blank
from tracker.forms.row import Kind, Row
from tracker.kernel.names import fold
from tracker.reports.entry import Entry

_BELOW = re.compile(r"[-−]\s*(?=[0-9])|âm\s+", re.IGNORECASE)
_DOWN, _UP = re.compile(r"(?:giảm|giam)\s+", re.IGNORECASE), re.compile(r"(?:tăng|tang)\s+|\+\s*", re.IGNORECASE)


def read_answer(row: Row, text: str) -> Entry | Unread:
    """Read what a person typed for one row; below zero only where the row is signed, no more decimals than it has."""
    said = as_seen(text)
    if row.signed and row.is_number and (less := _BELOW.match(said) or (_moves(row) and _DOWN.match(said))):
        positive = _read(row, said[less.end() :])
        return _below(positive) if isinstance(positive, Entry) else positive
    if row.signed and _moves(row) and (more := _UP.match(said)):
        return _read(row, said[more.end() :])
    return _read(row, text)


def _moves(row: Row) -> bool:
    """Whether the row says by how much something has grown or shrunk."""
    label = fold(row.label)
    return "tang" in label or "giam" in label or "chenh lech" in label


def _below(entry: Entry) -> Entry:
    return entry if entry.amount is None else replace(entry, amount=-entry.amount)


def _read(row: Row, text: str) -> Entry | Unread:
    read: Decimal | str | NotApplicable | Unread
    if says_blank(text):
        return Entry.blank()
    if row.options:
        read = read_choice(text, row.options)
    elif row.kind is Kind.TEXT:
        read = text
    elif row.kind is Kind.AMOUNT:
        read = read_amount(text, row.unit)
    else:
        read = read_number(text, whole=row.kind is Kind.COUNT, percent=row.kind is Kind.RATE)
    if isinstance(read, NotApplicable):
        return Entry.not_applicable()
    if isinstance(read, Unread):
        return read
    if isinstance(read, str):
        return Entry.words(read)
    return Unread(text, WhyUnread.DECIMALS) if has_too_many_decimals(row, read) else Entry.number(read)


def has_too_many_decimals(row: Row, number: Decimal) -> bool:
    """Whether a number that is typed has more decimals than the row has; what follows from others may have any."""
    return row.decimals is not None and not row.of and number != round(number, row.decimals)
