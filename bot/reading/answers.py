"""What a person typed for a row, as an entry."""

from decimal import Decimal

from bot.reading.numbers import NotApplicable, Unread, read_amount, read_choice, read_number, says_blank
from tracker.forms.row import Kind, Row
from tracker.reports.entry import Entry


def read_answer(row: Row, text: str) -> Entry | Unread:
    """Read what a person typed for one row."""
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
    return Entry.words(read) if isinstance(read, str) else Entry.number(read)
