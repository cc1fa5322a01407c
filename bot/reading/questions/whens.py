"""Which rounds are named in a text: by periods, by how far back they are, so many in a row. Pure."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.reading.periods import read_period
from bot.reading.questions.vocabulary import (
    AGAIN,
    AND_ONE,
    HALF_YEARS,
    MONTHS,
    NUMBERS,
    QUARTERS,
    ROUNDS_BACK,
    SINCE_NEW_YEAR,
    THIS_YEAR,
)
from bot.reading.questions.words import Spoken
from tracker.kernel.names import fold

_LONGEST_PERIOD = 7
_QUARTERS_IN_YEAR = 4
_WITH_YEAR = re.compile(r"20[0-9]{2}|nam (?:nay|ngoai|truoc|sau|toi)")
_BEFORE_PERIOD = ("bao cao ", "ky ")  # these may belong to an order
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}
_RANGE = re.compile(r"\bquy ([1-4]|i{1,3}|iv) (?:den|toi|-) (?:het )?quy ([1-4]|i{1,3}|iv)\b")
_MONTH = "thang "
_NO_YEAR = {"dau", "gio", "nay", "day", "luc", "hom", "chung", "muc", "hien"}  # behind "tới"
_ANY_NUMBER = "#"
_NUMBERED = ("quy", "thang", "nam", "ky", "dot")


@dataclass(frozen=True)
class When:
    """Which round: one for these `parts` of a year ("Q1"; "H1", "H2" for either), of `year` if one was said, `back` so many.

    With none of them the latest in which something is owed.
    """

    parts: tuple[str, ...] = ()
    year: int | None = None
    back: int | None = None

    @property
    def is_said(self) -> bool:
        """Whether a round was named at all."""
        return bool(self.parts) or self.back is not None

    @property
    def is_year(self) -> bool:
        """Whether a whole year is named: its own round, or all that it has."""
        return self.parts == ("Y",)

    def fits(self, period_code: str) -> bool:
        """Whether a round for this period may be meant, however far back."""
        year, _, part = period_code.partition("-")
        return (not self.parts or part in self.parts) and (self.year is None or int(year) == self.year)


def spoken(text: str) -> Spoken:
    """The words of a text."""
    return Spoken(text, {fold(word): number for word, number in NUMBERS.items()})


def take_whens(said: Spoken, today: date) -> tuple[When, ...]:
    """The rounds that are named, each as it was; their words are taken away."""
    if said.take(SINCE_NEW_YEAR):
        return (When(("Y",), today.year),)
    found = [*_back(said), *_relative(said, today, QUARTERS, 3), *_relative(said, today, MONTHS, 1)]
    said_years: dict[str, int | None] = {}
    for run in sorted(_period_runs(said, today)):
        period = read_period(said.folded(run), today)
        if period:
            part = period.code.partition("-")[2]
            said_years[part] = period.year if _WITH_YEAR.search(said.folded(run)) else said_years.get(part)
    if ranged := _RANGE.search(fold(said.text)):
        first, last = (_ROMAN.get(word, word) for word in ranged.groups())
        said_years |= {f"Q{number}": None for number in range(int(first) + 1, int(last))}
    if len(said_years) == 1 and next(iter(said_years)).startswith("Q"):  # "quý 3 và 4"
        said_years |= {f"Q{number}": None for number in said.take(AND_ONE).numbers if 1 <= number <= _QUARTERS_IN_YEAR}
    years = {year for year in said_years.values() if year}
    year = years.pop() if len(years) == 1 else None
    parts = [part for part in (sorted(said_years) if ranged else said_years) if part != "Y" or len(said_years) == 1]
    found += [When((part,), said_years[part] or year) for part in parts]
    if not found and said.take(THIS_YEAR):
        found.append(When(("Y",), today.year))
    if not found and said.take(HALF_YEARS):
        found.append(When(("H1", "H2"), year))
    return tuple(found)


def read_when(text: str, today: date) -> tuple[When, str]:
    """Which round the text says, and the rest of it."""
    said = spoken(text)
    found = take_whens(said, today)
    return (found[0] if found else When()), said.left


def _period_runs(said: Spoken, today: date) -> Iterator[tuple[int, int]]:
    """The longest stretches that are periods, which are taken away."""
    for run in said.runs(_LONGEST_PERIOD):
        words = said.folded(run)
        if words.endswith(" toi") and said.next_folded(run) in _NO_YEAR:
            continue  # "quý 3 tới đâu rồi"
        is_day = words.startswith(_MONTH) and run[0] > 0 and said.typed((run[0] - 1, run[0])).isdecimal()  # "20 tháng 12"
        if not is_day and not words.startswith(_BEFORE_PERIOD) and read_period(words, today):
            said.close(run)
            yield run


def take_again(said: Spoken) -> int | None:
    """So many rounds one after the other, "2 quý vừa rồi"; of "quý 3 kỳ này" the number belongs to the quarter."""
    phrases = [phrase for phrase in AGAIN if phrase.startswith(_ANY_NUMBER)]
    run = said.copy().take_run(phrases)
    if run is None or any(said.is_before(run[0], word) for word in _NUMBERED):
        return None
    return said.take_behind(run[0], phrases).numbers[0]


def _back(said: Spoken) -> Iterator[When]:
    while (back := said.meant(ROUNDS_BACK)) is not None:
        yield When(back=back)


def _relative(said: Spoken, today: date, table: Mapping[int, Sequence[str]], months: int) -> Iterator[When]:
    """So many quarters or months from today's."""
    in_year = 12 // months
    while (steps := said.meant(table)) is not None:
        year, place = divmod(today.year * in_year + (today.month - 1) // months + steps, in_year)
        yield When((f"Q{place + 1}" if months > 1 else f"M{place + 1:02}",), year)
