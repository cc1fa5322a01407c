"""What a figure is most likely, and whose: by what is surely another's, by its sum, by the kind of its row. Pure."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from bot.reading.answering.values import read_value
from bot.reading.numbers import Unread, WhyUnread, read_number
from bot.reading.tokens.atom import Value
from bot.reading.tokens.chunks import Chunk
from bot.reading.tokens.vocabulary import WordMeaning
from tracker.forms.cell import Cell
from tracker.forms.row import Kind, Row
from tracker.reports.entry import Entry

_FEWEST_PARTS = 2  # of a sum
_POINT = re.compile(r"[0-9]{1,2}\.[0-9]{1,2}")


def sum_of(figures: Sequence[Chunk]) -> Chunk | None:
    """The last of several figures if it is the sum of the others: "3 công văn, 2 kế hoạch, cộng lại 5"."""
    numbers = [read_number(chunk.value.text, whole=True, percent=False) for chunk in figures if chunk.value]
    amounts = [one for one in numbers if isinstance(one, Decimal)]
    is_sum = len(amounts) == len(figures) > _FEWEST_PARTS and sum(amounts[:-1]) == amounts[-1]
    return figures[-1] if is_sum else None


def likely_meant(row: Row, unread: Unread) -> Entry | None:
    """A figure without a per cent that does not belong there, or, of a rate, with a comma for its point: "88.5"."""
    text = unread.text.rstrip("% ")
    if unread.why is WhyUnread.AMBIGUOUS and row.kind is Kind.RATE and _POINT.fullmatch(text):
        text = text.replace(".", ",")
    elif unread.why is not WhyUnread.PERCENT or row.kind is Kind.AMOUNT:  # a share is no money
        return None
    read = read_value(row, Value(text, text))
    return read if isinstance(read, Entry) else None


def may_be_unknown(chunk: Chunk) -> bool:
    """Whether other words make it no nought: "chưa rõ"."""
    return chunk.value is not None and chunk.value.meaning is WordMeaning.DOUBTFUL_ZERO


def said_of_row(chunk: Chunk) -> Value:
    """The figure; "không có" with words of what there is none of, or of the other rows, is 0, alone that it does not apply."""
    value = chunk.value or Value("", "")
    return replace(value, text="0") if value.meaning is WordMeaning.NONE and (chunk.content or chunk.whom) else value


def told_apart(possible: Sequence[Sequence[Cell]]) -> list[Cell] | None:
    """One cell for each, where what is surely another's is none's; None if that does not tell them apart."""
    among = [set(cells) for cells in possible]
    for _ in possible:
        sure = {next(iter(cells)) for cells in among if len(cells) == 1}
        among = [cells if len(cells) == 1 else cells - sure for cells in among]
    chosen = [next(iter(cells)) for cells in among if len(cells) == 1]
    return chosen if len(chosen) == len(possible) else None
