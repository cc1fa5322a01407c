"""A way to name a day, and what it must stand beside to be a date inside a sentence."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto

from bot.reading.dates.days import DayAsked
from bot.reading.dates.said import Day
from bot.reading.dates.spelling import pattern

_END = r"(?![\w/%])(?! ?/)(?![.,:-][0-9])(?!-\w)"


class Needs(Enum):
    """What makes words a date in a sentence; alone, in answer to a question, they need nothing."""

    NOTHING = auto()
    NO_COUNT = auto()  # "12/12 xã" and "mỗi ngày 20 hồ sơ" count something
    PAUSES = auto()  # a word of a due date before it, or nothing but pauses around it: "nộp kế hoạch, thứ sáu"
    DUE = auto()  # a word of a due date before it: "hạn 15-12"
    LIMIT = auto()  # no single day, so asked back after "hạn" and "chậm nhất" only


class WordKind(Enum):
    """What may stand beside what: "thứ Sáu, 15/3/2024" is one date."""

    DATED = auto()
    WEEKDAY = auto()
    OTHER = auto()


@dataclass(frozen=True)
class DayRule:
    """Words, and the day that they name."""

    pattern: re.Pattern[str]
    day: Callable[[re.Match[str], DayAsked], Day]
    needs: Needs
    kind: WordKind = WordKind.OTHER


def whole(written: str) -> re.Pattern[str]:
    """A pattern (see spelling.py) that ends where a date may: "15/12" is no beginning of "15/12/2026" or "15/12-CV"."""
    return pattern(f"(?:{written}){_END}")
