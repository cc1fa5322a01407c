"""A figure that was said, as an entry of the row that it is for."""

from decimal import Decimal

from bot.reading.answering.atoms import Value
from bot.reading.answers import read_answer
from bot.reading.numbers import Unread, in_unit
from tracker.forms.row import Kind, Row
from tracker.reports.entry import Entry


def read_value(row: Row, value: Value) -> Entry | Unread:
    """What was said, read by the kind and the unit of its row; said in thousands it is money where the row is."""
    if value.number is None or not row.is_number:
        return read_answer(row, value.text)
    if row.kind is Kind.AMOUNT and (value.scaled or value.dong):
        return Entry.number(in_unit(value.number, row.unit))
    read = read_answer(row, _written(value.number))
    return Unread(value.said, read.why) if isinstance(read, Unread) else read


def _written(number: Decimal) -> str:
    plain = number.quantize(Decimal(1)) if number == number.to_integral_value() else number
    return f"{plain:f}".replace(".", ",")
