"""Numbers that are no figures: those of documents, "công văn số 27 ngày 5/2", "15/KH-UBND", and days. Pure."""

import re
from collections.abc import Callable
from dataclasses import replace

from bot.reading.answering.asked import AskedCells
from bot.reading.answering.understood import Explained, Guessed, Puzzled, Reading, Uncertainty, Unclear
from bot.reading.dates.spelling import pattern
from bot.reading.tokens.vocabulary import VOCABULARY, WordMeaning
from tracker.forms.row import Kind
from tracker.reports.entry import Entry

_DAY = r"[0-9]{1,2}[/.-][0-9]{1,2}(?:[/.-][0-9]{2,4})?"
_WHEN = rf"(?:_?,?_(?:ký_)?(?:ngày_)?{_DAY}(?![0-9/]))?"
_NAMED = "|".join("_".join(phrase) for phrase in VOCABULARY.of[WordMeaning.DOCUMENT])
_SIGN = r"(?:[0-9]{4}/)?[^\W\d_]{2,6}(?:-[^\W\d_]{2,10})+"
_DOCUMENT = pattern(
    rf"(?<!\w)(?:(?:{_NAMED})_(?:số_)?[0-9]+/{_SIGN}|(?:{_NAMED})_số_[0-9]+|(?:số_)?[0-9]+/{_SIGN})(?![\w/]){_WHEN}"
)
_ON_A_DAY = pattern(rf"(?<!\w)(?:(?:từ|vào|hôm|hồi|lúc|bữa)_)*(?:ngày_)?(?<![\w/.,]){_DAY}(?![\w/.,])(?:_rồi)?")
Read = Callable[[str, AskedCells], Reading]


def read_beside(seen: str, asked: AskedCells, read: Read) -> Reading | None:
    """What the rest of the message says; None where there is nothing of this kind in it.

    Where there is nothing else, and the row counts such documents, as many as are named are most likely meant.
    """
    of_choice = len(asked.rows) == 1 and bool(asked.rows[0].options)
    documents = [found[0].strip() for found in _DOCUMENT.finditer(seen)]
    plain = _DOCUMENT.sub(" ", seen)
    days = [found[0].strip() for found in _ON_A_DAY.finditer(plain)] if of_choice else []
    if not documents and not days:
        return None
    rest = (_ON_A_DAY.sub(" ", plain) if of_choice else plain).strip(" ,;.")
    aside = (*documents, *days)
    if not re.search(r"\w", rest):
        return _as_many(documents, asked) or Puzzled(Uncertainty(Unclear.NO_FIGURE, aside))
    match read(rest, asked):
        case Explained(entries):
            return Guessed(entries, Uncertainty(Unclear.TOLD, asides=aside))
        case Guessed(entries, doubt):
            return Guessed(entries, replace(doubt, asides=(*aside, *doubt.asides)))
        case Puzzled(doubt):
            return Puzzled(replace(doubt, left=(*doubt.left, *aside)))
    return Puzzled(Uncertainty(Unclear.NO_FIGURE, aside))


def _as_many(documents: list[str], asked: AskedCells) -> Reading | None:
    if len(asked.rows) != 1 or asked.rows[0].kind is not Kind.COUNT:
        return None
    return Guessed({asked.cells[0]: Entry.number(len(documents))}, Uncertainty(Unclear.NAMED_ONLY, asides=tuple(documents)))
