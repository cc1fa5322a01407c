"""A figure that was said, as an entry of the row that it is for."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from bot.reading.answering.labels import BELOW
from bot.reading.answers import has_too_many_decimals, read_answer
from bot.reading.numbers import Unread, WhyUnread, in_unit
from bot.reading.tokens.atom import Value
from tracker.forms.row import Kind, Row
from tracker.kernel.names import fold
from tracker.reports.entry import Entry

_FALLS, _RISES = "giam", "tang"


def read_value(row: Row, value: Value) -> Entry | Unread:
    """What was said, read by the kind and the unit of its row; said in thousands it is money where the row is."""
    if value.number is None or not row.is_number:
        return read_answer(row, value.text)
    if row.kind is Kind.AMOUNT and (value.scaled or value.dong):
        amount = in_unit(value.number, row.unit)
        return Unread(value.said, WhyUnread.DECIMALS) if has_too_many_decimals(row, amount) else Entry.number(amount)
    read = read_answer(row, _written(value.number))
    return Unread(value.said, read.why) if isinstance(read, Unread) else read


def below(row: Row, said: Sequence[str], read: Entry | Unread) -> Entry | Unread:
    """What was read, below zero where the words beside it say so of a row in which that is possible: "giảm 5"."""
    words = {fold(word) for word in said}
    less = row.signed and (fold(BELOW) in words or (_FALLS in words and _RISES not in words))
    return replace(read, amount=-read.amount) if less and isinstance(read, Entry) and read.amount is not None else read


def _written(number: Decimal) -> str:
    plain = number.quantize(Decimal(1)) if number == number.to_integral_value() else number
    return f"{plain:f}".replace(".", ",")
