"""What a question or an order is about, as it is typed: units, levels, rows of a form, rounds and days. Pure."""

import re
from collections.abc import Callable, Collection, Container, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from bot.reading.dates import DateSaid, read_date
from bot.reading.dates.spelling import pattern
from bot.reading.periods import read_period
from bot.reading.questions.leaving_out import NamedUnit, without_exceptions
from bot.reading.questions.vocabulary import (
    BECAUSE,
    BEFORE_NAME,
    BOTH,
    DAYS,
    EVERYWHERE,
    FILLERS,
    GENERAL,
    LEVELS,
    OF_LEVEL,
    ONCE,
    POINTING,
    REPORT,
    ROW,
    SHAPES,
    THOSE,
    UNITS_COUNTED,
    AnswerShape,
)
from bot.reading.questions.whens import When, spoken, take_again, take_whens
from bot.reading.questions.words import Spoken
from tracker.calendar.periods import ZONE
from tracker.kernel.names import fold

_LONGEST_NAME, _LONGEST_DAY, _LONGEST_FORM = 8, 4, 12
_DOTTED = re.compile(r"[0-9]{1,2}(?:\.[0-9]{1,2})+[a-zđ]?")
_LONGEST_SINCE = 9
_SINCE = pattern(
    r"(?:kể_)?từ_(?:ngày_)?(?P<day>(?:thứ|chủ_nhật|cn|hôm|ngày|đầu_tuần|[0-9]).*?)"
    r"(?:_(?:tới|đến|cho_đến|cho_tới)_(?:giờ|nay|hôm_nay|bây_giờ|hiện_tại|hiện_giờ|lúc_này))?"
)
_A_DAY = re.compile(r"[0-9]/[0-9]|^(?:ngay|thu) ")
_WEEK, _ANY_NUMBER = "week", "#"
_LIKE_OTHERS = {
    fold(word) for phrase in (*FILLERS, *GENERAL) for word in phrase.split() if word not in LEVELS
}  # "so", "tinh" may be no level


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

    `gone` are those of the names whose units have merged into others; `is_label` says whether words stand in a row's label,
    `is_form` whether they name a report, behind the word "báo cáo" (True) or anywhere.
    """

    names: Collection[str] = ()
    levels: Collection[str] = ()
    rows: Container[str] = ()
    gone: Collection[str] = ()
    is_label: Callable[[str], bool] = field(default=lambda _: False)
    is_form: Callable[[str, bool], bool] = field(default=lambda _words, _behind: False)


@dataclass(frozen=True)
class Objects:
    """The objects of a question, each as it was typed, levels as the office writes them; `count` is how many units of one.

    `history` says that all rounds so far are meant, `but` names the units that are left out of all or of a level, `forms` are
    words that name reports, `again` is so many rounds in a row. `those` are words for the units of the answer before.
    """

    names: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
    whens: tuple[When, ...] = ()
    count: int | None = None
    history: bool = False
    days: TimeSpan | None = None
    but: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    again: int | None = None
    those: str = ""


def take_objects(said: Spoken, today: date, known: NamesKnown) -> Objects:
    """Take all but the days away from what was said."""
    found = list(_names(said, known))
    left_out = without_exceptions(said, found, known.levels)
    names, but = left_out.names, left_out.but
    those = "" if found else said.take(THOSE).phrase
    while found and said.take(POINTING):
        pass  # "trừ Ba Bể, xã đó đang có tang"
    rows = tuple(_rows(said, known.rows))
    said.spell_out()
    forms = tuple(_forms(said, known))
    history = bool(said.take(SHAPES[AnswerShape.HISTORY]))  # "các kỳ trước" is not "kỳ trước"
    again = take_again(said)
    whens = take_whens(said, today)
    said.take(EVERYWHERE)
    levels, counts = dict[str, None](), list[int]()
    for level, count in _levels(said, known.levels):
        levels[level] = None
        counts += count
    if left_out.levels:
        levels = {level: None for level in levels or known.levels if level not in left_out.levels}
    counts += [*said.take(UNITS_COUNTED).numbers, *_counted_names(said, known.levels)]
    if len(whens) + len(names) + len(levels) > 1 or len(but) > 1:
        while said.take(BOTH):
            pass
    return Objects(
        names,
        tuple(levels),
        rows,
        whens,
        counts[0] if counts else None,
        history,
        but=but,
        forms=forms,
        again=again,
        those=those,
    )


def names_in(text: str, known: NamesKnown) -> list[tuple[int, int]]:
    """Where units are named in the text, as the first character of each name and the one behind its last."""
    said = spoken(text)
    return [said.characters(one.run) for one in _names(said, known)]


def before_reason(text: str, known: NamesKnown) -> tuple[str, str]:
    """The text up to the reason for what it orders, and the reason with its first word; "" for none."""
    said = spoken(text)
    for _ in _names(said, known):
        pass  # "xã Do Nhân" gives no reason
    return said.parted(BECAUSE)


def _names(said: Spoken, known: NamesKnown) -> Iterator[NamedUnit]:
    for run in said.runs(_LONGEST_NAME):
        name = said.folded(run)
        if name in known.names:
            yield NamedUnit(run, said.typed(run))
            said.close_name(run)
            said.take_before(run[0], BEFORE_NAME)
            said.take_behind(run[1], ONCE if name in known.gone else ())


def _forms(said: Spoken, known: NamesKnown) -> Iterator[str]:
    for run in said.runs(_LONGEST_FORM):
        words, behind = said.typed(run), said.is_behind(run[0], REPORT)
        if known.is_form(words, behind):
            yield words
            said.close(run)
            said.take_before(run[0], REPORT)


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


def _counted_names(said: Spoken, own: Collection[str]) -> tuple[int, ...]:
    """How many units are named: "3 xã Ba Bể, Chợ Mới, Đại Từ"."""
    levels = {fold(level) for level in (*LEVELS, *own)}
    for at in said.name_places:
        if any(said.begins(at, level) for level in levels) and (number := said.take_before(at, [_ANY_NUMBER])):
            return number.numbers
    return ()


def take_days(said: Spoken, today: date) -> TimeSpan | None:
    """Take the days away that are named: "từ hôm qua", "tuần này", "15/9"."""
    meaning = said.meant(DAYS)
    if meaning is not None:
        return _span(meaning, said.numbers, today)
    for run in said.runs(_LONGEST_SINCE):
        since = _SINCE.fullmatch(said.typed(run))
        if since and (first := _since(since["day"], today)):
            said.close(run)
            return _between(first, today)
    for run in said.runs(_LONGEST_DAY):
        if _A_DAY.search(said.folded(run)) and read_period(said.folded(run), today) is None:
            day = read_date(said.typed(run), today, ahead=False)
            if isinstance(day, DateSaid):
                said.close(run)
                return _between(day.day, day.day)
    return None


def _since(words: str, today: date) -> date | None:
    """The day on which a stretch up to now begins; of two that are called so the earlier one."""
    day = read_date(words, today, ahead=False)
    if isinstance(day, DateSaid):
        return day.day
    return min((one for one in day.options if one <= today), default=None)


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
