"""What a question or an order is about, as it is typed: units, levels, rows of a form, rounds and days. Pure."""

import re
from collections.abc import Callable, Collection, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from bot.reading.dates import DateSaid, read_date
from bot.reading.periods import read_period
from bot.reading.questions.vocabulary import (
    AND_ONE,
    BOTH,
    DAYS,
    EVERYWHERE,
    FILLERS,
    GENERAL,
    HALF_YEARS,
    LEVELS,
    MONTHS,
    NUMBERS,
    OF_LEVEL,
    QUARTERS,
    ROUNDS_BACK,
    ROW,
    SHAPES,
    SHORT,
    AnswerShape,
)
from bot.reading.questions.words import Spoken
from tracker.calendar.periods import ZONE
from tracker.kernel.names import fold

_LONGEST_PERIOD, _LONGEST_NAME, _LONGEST_DAY = 7, 8, 4
_QUARTERS_IN_YEAR = 4
_WITH_YEAR = re.compile(r"20[0-9]{2}|nam (?:nay|ngoai|truoc|sau|toi)")
_DOTTED = re.compile(r"[0-9]{1,2}(?:\.[0-9]{1,2})+[a-zđ]?")
_A_DAY = re.compile(r"[0-9]/[0-9]|^(?:ngay|thu) ")
_BEFORE_PERIOD = ("bao cao ", "ky ")  # these may belong to an order
_WEEK, _ANY_NUMBER = "week", "#"
_LIKE_OTHERS = {word for phrase in (*FILLERS, *GENERAL) for word in fold(phrase).split()}  # "so", "tinh" may be no level


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


@dataclass(frozen=True)
class TimeSpan:
    """A stretch of time, from its first moment up to and without its last."""

    since: datetime
    until: datetime

    def has(self, at: datetime | None) -> bool:
        """Whether this moment is in it."""
        return at is not None and self.since <= at < self.until


@dataclass(frozen=True)
class NamesKnown:
    """What the asker's own data calls things: units as `called` writes them, levels, numbers of rows.

    `is_label` says whether words stand in the label of a row.
    """

    names: Collection[str] = ()
    levels: Collection[str] = ()
    rows: Container[str] = ()
    is_label: Callable[[str], bool] = field(default=lambda _: False)


@dataclass(frozen=True)
class Objects:
    """The objects of a question, each as it was typed, levels as the office writes them; `count` is how many units of one.

    `history` says that all rounds so far are meant.
    """

    names: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
    whens: tuple[When, ...] = ()
    count: int | None = None
    history: bool = False
    days: TimeSpan | None = None


def take_objects(said: Spoken, today: date, known: NamesKnown) -> Objects:
    """Take all but the days away from what was said."""
    names = tuple(_names(said, known.names))
    rows = tuple(_rows(said, known.rows))
    said.spell_out(SHORT)
    history = bool(said.take(SHAPES[AnswerShape.HISTORY]))  # "các kỳ trước" is not "kỳ trước"
    whens = _whens(said, today)
    said.take(EVERYWHERE)
    levels, counts = dict[str, None](), list[int]()
    for level, count in _levels(said, known.levels):
        levels[level] = None
        counts += count
    if len(whens) + len(names) + len(levels) > 1:
        while said.take(BOTH):
            pass
    return Objects(names, tuple(levels), rows, whens, counts[0] if counts else None, history)


def spoken(text: str) -> Spoken:
    """The words of a text."""
    return Spoken(text, {fold(word): number for word, number in NUMBERS.items()})


def _names(said: Spoken, names: Collection[str]) -> Iterator[str]:
    for run in said.runs(_LONGEST_NAME):
        if said.folded(run) in names:
            yield said.typed(run)
            said.close_name(run)


def _rows(said: Spoken, rows: Container[str]) -> Iterator[str]:
    for run in said.runs(1):
        key = said.typed(run).lower()
        if key in rows and _DOTTED.fullmatch(key):
            yield key
            said.close(run)
            said.take_before(run[0], ROW)


def _levels(said: Spoken, own: Collection[str]) -> Iterator[tuple[str, tuple[int, ...]]]:
    """A level before a name is a part of the name; after "cấp" it may be a part of a label. With how many there shall be."""
    words = {fold(level): level for level in (*LEVELS, *own)}
    for run in said.runs(max(len(word.split()) for word in words)):
        level = said.folded(run)
        if level not in words or said.is_before(run[0], "cap"):
            continue
        is_sure = said.is_spelt(run, words[level]) or (level not in _LIKE_OTHERS and said.typed(run).casefold() == level)
        if is_sure or said.is_before(run[0], "cac"):
            said.close(run)
            said.take_before(run[0], OF_LEVEL)
            count = said.take_before(run[0], [_ANY_NUMBER]).numbers
            if not said.is_name(run[1]):
                yield words[level], count


def take_days(said: Spoken, today: date) -> TimeSpan | None:
    """Take the days away that are named: "từ hôm qua", "tuần này", "15/9"."""
    meaning = said.meant(DAYS)
    if meaning is not None:
        return _span(meaning, said.numbers, today)
    for run in said.runs(_LONGEST_DAY):
        if _A_DAY.search(said.folded(run)) and read_period(said.folded(run), today) is None:
            day = read_date(said.typed(run), today, ahead=False)
            if isinstance(day, DateSaid):
                said.close(run)
                return _between(day.day, day.day)
    return None


def _span(meaning: str, numbers: Sequence[int], today: date) -> TimeSpan:
    first, last, *hours = meaning.split()
    if first == _WEEK:
        monday = today - timedelta(days=today.weekday()) + timedelta(weeks=int(last))
        return _between(monday, monday + timedelta(days=6))
    since = -numbers[0] + 1 if numbers else int(first)
    begins, ends = today + timedelta(days=since), today + timedelta(days=int(last))
    return _between(begins, ends, *map(int, hours))


def _between(first: date, last: date, since: int = 0, until: int = 24) -> TimeSpan:
    midnight = time(tzinfo=ZONE)
    return TimeSpan(
        datetime.combine(first, midnight) + timedelta(hours=since), datetime.combine(last, midnight) + timedelta(hours=until)
    )


def _whens(said: Spoken, today: date) -> tuple[When, ...]:
    found = [when for when in (_back(said), _relative(said, today, QUARTERS, 3), _relative(said, today, MONTHS, 1)) if when]
    said_years: dict[str, int | None] = {}
    for run in sorted(_period_runs(said, today)):
        period = read_period(said.folded(run), today)
        if period:
            part = period.code.partition("-")[2]
            said_years[part] = period.year if _WITH_YEAR.search(said.folded(run)) else said_years.get(part)
    if len(said_years) == 1 and next(iter(said_years)).startswith("Q"):  # "quý 3 và 4"
        said_years |= {f"Q{number}": None for number in said.take(AND_ONE).numbers if 1 <= number <= _QUARTERS_IN_YEAR}
    years = {year for year in said_years.values() if year}
    year = years.pop() if len(years) == 1 else None
    parts = [part for part in said_years if part != "Y" or len(said_years) == 1]
    found += [When((part,), said_years[part] or year) for part in parts]
    if not found and said.take(HALF_YEARS):
        found.append(When(("H1", "H2"), year))
    return tuple(found)


def read_when(text: str, today: date) -> tuple[When, str]:
    """Which round the text says, and the rest of it."""
    said = spoken(text)
    found = _whens(said, today)
    return (found[0] if found else When()), said.left


def _period_runs(said: Spoken, today: date) -> Iterator[tuple[int, int]]:
    """The longest stretches that are periods, which are taken away."""
    for run in said.runs(_LONGEST_PERIOD):
        words = said.folded(run)
        if not words.startswith(_BEFORE_PERIOD) and read_period(words, today):
            said.close(run)
            yield run


def _back(said: Spoken) -> When | None:
    back = said.meant(ROUNDS_BACK)
    return None if back is None else When(back=back)


def _relative(said: Spoken, today: date, table: Mapping[int, Sequence[str]], months: int) -> When | None:
    """So many quarters or months from today's."""
    steps = said.meant(table)
    if steps is None:
        return None
    in_year = 12 // months
    year, place = divmod(today.year * in_year + (today.month - 1) // months + steps, in_year)
    return When((f"Q{place + 1}" if months > 1 else f"M{place + 1:02}",), year)
