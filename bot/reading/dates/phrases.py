"""A day with the words around it: what leads to it ("hạn", "trước ngày") and its time."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, time

from bot.reading.dates.dated import DATED
from bot.reading.dates.days import DayAsked, is_far
from bot.reading.dates.hours import PART, TIME, time_of
from bot.reading.dates.near import NEAR
from bot.reading.dates.rules import Needs, WordKind
from bot.reading.dates.said import DateSaid, DateUnread, Day, WhyNoDate
from bot.reading.dates.spelling import pattern
from bot.reading.dates.stretches import STRETCHES, UNCLEAR

_RULES = (*DATED, *NEAR, *STRETCHES, *UNCLEAR)
_WINDOW = 90  # characters before a day in which the words that lead to it may stand
_WORD = re.compile(r"(?<!\w)\w")
_START = re.compile(r"(?<!/)(?<![0-9][.,:])(?<![^\W\d_]-)")
_LIST = pattern(r"[0-9]~(?:[,&–-]|và|hoặc|đến|tới)~\Z")  # "15, 16/12" and "10 – 15/12" are several days
_LONGEST_LIST = 10  # characters
_TO_DO = "(?:nộp|chót|cuối_cùng|cuối|gửi|báo_cáo|hoàn_thành|thực_hiện|xử_lý|trả_lời|trình|xong)"
_LIMIT = f"(?:(?:thời_)?hạn(?:_{_TO_DO})*|deadline|dl|(?:chậm|muộn|trễ)_nhất)"
_DUE = f"(?:{_LIMIT}|trước(?!_hạn)|trc)"
_LEAD = f"(?:{_DUE}|đến|tới|hết|là|vào|lúc|trong|khoảng|tầm|từ|cho|ngày|buổi)"
_BEFORE = pattern(
    rf"(?<![\w/-])(?P<lead>(?:{_LEAD}[_:]+)*)"
    rf"(?:{TIME}[_,]*(?:(?:của|vào|ngày|hôm|buổi)_)*)?(?:(?P<part>{PART})_(?:ngày_)?)?\Z"
)
_AFTER = pattern(rf"[_,(]*(?:(?:lúc|vào|trước|hồi|khoảng)_)*{TIME}")
_NOT_LEADING = pattern(r"(?<!\w)(?:gia|đúng|trước|quá|sắp|giới|kỳ|kì|năm|tháng|tuần|quý|lần|đợt|còn|ngắn|dài|trung|vô)_\Z")
_IS_DUE, _IS_LIMIT = pattern(rf"(?<!\w){_DUE}(?!\w)"), pattern(rf"(?<!\w){_LIMIT}(?!\w)")
_BETWEEN = pattern("[_,(]*(?:ngày_)?")


@dataclass(frozen=True)
class DayNamed:
    """The words of a day itself: where they stand, what they mean, what makes them a date."""

    start: int
    end: int
    day: Day
    needs: Needs
    kind: WordKind
    part: str = ""  # of the day: "chiều mai"
    weekday: int | None = None  # said beside a date, Monday is 0


@dataclass(frozen=True)
class Phrase:
    """A day with its time and the words that lead to it; from `start` to `end` it can be cut out of the text."""

    start: int
    end: int
    lead: str
    named: DayNamed
    at: time | WhyNoDate | None

    @property
    def is_due(self) -> bool:
        """Whether a word of a due date leads to it: hạn, trước, chậm nhất."""
        return bool(_IS_DUE.search(self.lead))

    @property
    def is_limit(self) -> bool:
        """Whether that word can be nothing else: hạn, chậm nhất."""
        return bool(_IS_LIMIT.search(self.lead))

    def read(self, text: str, asked: DayAsked) -> DateSaid | DateUnread:
        """The date, or what must be asked about it."""
        words, day = text[self.start : self.end].strip(), self.named.day
        if isinstance(day, WhyNoDate):
            return DateUnread(text if day is WhyNoDate.SEVERAL else words, day)
        if isinstance(day, tuple):
            return DateUnread(words, WhyNoDate.WHICH_OF_TWO, day)
        if is_far(day, asked.today):
            return DateUnread(words, WhyNoDate.FAR, (day,))
        if self.named.weekday not in {None, day.weekday()}:
            return DateUnread(words, WhyNoDate.WEEKDAY_DIFFERS, (day,))
        return DateUnread(words, self.at, (day,)) if isinstance(self.at, WhyNoDate) else DateSaid(day, self.at, words)


def phrases(text: str, asked: DayAsked) -> Iterator[Phrase]:
    """Every day that the text names or seems to name, in its order."""
    for named in _beside_weekdays(text, _days(text, asked)):
        before = _words_before(text, named.start)
        after = None if before and before["hour"] else _AFTER.match(text, named.end)
        timed = after or before
        yield Phrase(
            start=before.start() if before else named.start,
            end=_closed(text, after[0], after.end()) if after else named.end,
            lead=before["lead"] if before else "",
            named=named,
            at=time_of(timed, (before and before["part"]) or named.part) if timed and timed["hour"] else None,
        )


def _days(text: str, asked: DayAsked) -> Iterator[DayNamed]:
    at = last = 0
    while word := _WORD.search(text, at):
        named = _longest(text, word.start(), asked)
        if (
            named
            and isinstance(named.day, date)
            and named.kind is WordKind.DATED
            and _LIST.search(text, max(last, named.start - _LONGEST_LIST), named.start)
        ):
            named = replace(named, day=WhyNoDate.SEVERAL)
        if named:
            yield named
            last = named.end
        at = named.end if named else word.end()


def _longest(text: str, start: int, asked: DayAsked) -> DayNamed | None:
    if not _START.match(text, start):
        return None
    matches = [(found, rule) for rule in _RULES if (found := rule.pattern.match(text, start))]
    if not matches:
        return None
    found, rule = max(matches, key=lambda match: match[0].end())
    part = found.groupdict().get("part") or ""
    return DayNamed(start, found.end(), rule.day(found, asked), rule.needs, rule.kind, part)


def _beside_weekdays(text: str, days: Iterator[DayNamed]) -> Iterator[DayNamed]:
    """The days, a date and the weekday beside it as one."""
    last: DayNamed | None = None
    for named in days:
        joined = _joined(text, last, named) if last else None
        if last and not joined:
            yield last
        last = joined or named
    if last:
        yield last


def _joined(text: str, first: DayNamed, second: DayNamed) -> DayNamed | None:
    between = _BETWEEN.fullmatch(text, first.end, second.start)
    if not between or {first.kind, second.kind} != {WordKind.DATED, WordKind.WEEKDAY}:
        return None
    dated, weekday = (first, second) if first.kind is WordKind.DATED else (second, first)
    day = weekday.day[0] if isinstance(weekday.day, tuple) else weekday.day
    said = day.weekday() if isinstance(day, date) else None
    end = _closed(text, between[0], second.end)
    return replace(dated, start=first.start, end=end, needs=Needs.NOTHING, kind=WordKind.OTHER, weekday=said)


def _closed(text: str, opening: str, end: int) -> int:
    """The end behind the bracket that was opened before it: "15/3 (thứ Sáu)"."""
    return end + ("(" in opening and text.startswith(")", end))


def _words_before(text: str, start: int) -> re.Match[str] | None:
    """The words that lead to a day, without those that belong to others: "kỳ trước", "đúng hạn"."""
    found = _BEFORE.search(text, max(0, start - _WINDOW), start)
    while found and found["lead"] and _NOT_LEADING.search(text, max(0, found.start() - _WINDOW), found.start()):
        found = _BEFORE.search(text, found.start() + 1, start)
    return found
