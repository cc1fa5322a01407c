"""A question beside a figure in one message: which part is asked, and which is told. Pure."""

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from bot.reading.dates.spelling import pattern
from bot.reading.inquiries import read_inquiry
from bot.reading.telling.vocabulary import Tells, tells

_CLAUSE = re.compile(r"(?<=[;?!\n])\s*|(?<=[,.])\s+")
_WHETHER = pattern(r"\A[^\d]*[^\W\d]+_(?:không|chưa|chăng)\W*\Z")  # "sai không" asks as well
_WORD = re.compile(r"\w+")
_ENDS = " ,;.\n"
_MOST_CLAUSES = 6


class Beside(NamedTuple):
    """What is told and what is asked in one message, each as it was typed; `asked_first`: the question stands before."""

    told: str
    asked: str
    asked_first: bool


def question_beside(text: str, today: date) -> Beside | None:
    """The message in these two parts; None if nothing is asked in it, or nothing else is said."""
    clauses = [clause.strip() for clause in _CLAUSE.split(text) if clause.strip(_ENDS)]
    if not 1 < len(clauses) <= _MOST_CLAUSES:
        return None
    asks = [not _amends(clause) and read_inquiry(clause.rstrip(_ENDS), today).asks for clause in clauses]
    if not any(asks) or all(asks):
        return None
    told = _joined(clauses, asks, wanted=False)
    return None if _WHETHER.search(told) else Beside(told, _joined(clauses, asks, wanted=True), asks[0])


def _amends(clause: str) -> bool:
    """Whether a figure is put right in it, "à nhầm 19", which asks nothing."""
    words = _WORD.findall(clause)
    return any(map(str.isdecimal, words)) and any(tells(words[at:], Tells.AMENDS) for at in range(len(words)))


def _joined(clauses: Sequence[str], asks: Sequence[bool], *, wanted: bool) -> str:
    return " ".join(clause for clause, is_asked in zip(clauses, asks, strict=True) if is_asked is wanted).strip(_ENDS)
