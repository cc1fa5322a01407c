"""Dates and times as officials type them; nothing is guessed, what is unclear is asked back.

"Today" is the day in Vietnam on which somebody writes. What names a day without saying which one ("15/12", "thứ sáu",
"ngày 20", "cuối tháng") is the next one from today on, today included; with `ahead=False` (when something was done) it is the
last one up to today. 5/6 is the fifth of June. A week begins on Monday and an office's week ends on Friday, so "cuối tuần" is
Friday; on a Saturday or Sunday it is asked back, and so is a bare "thứ sáu" on a Friday. "Nửa tháng nữa" is 15 days. "Trước
ngày 15/12" is read as 15/12. An hour from 1 to 6 without "sáng" or "chiều" is asked back, "05:00" is not. Without
diacritics it is what an office would mean: "thang sau" is next month, not June.
"""

from datetime import date

from bot.reading.dates.days import DayAsked
from bot.reading.dates.hours import is_time
from bot.reading.dates.phrases import phrases
from bot.reading.dates.said import DateSaid, DateUnread, Found, WhyNoDate
from bot.reading.dates.sentences import cut_out, dates_in, several
from bot.reading.dates.spelling import pattern, spaced

__all__ = ["DateSaid", "DateUnread", "Found", "WhyNoDate", "find_date", "read_date"]

_POLITE = pattern(r"\A(?:(?:dạ|vâng)[_,]+)*|(?:[_,]*(?<!\w)(?:ạ|nhé|nha|nhe|em|anh|chị)(?!\w))*[_.!?…]*\Z")


def read_date(text: str, today: date, *, ahead: bool = True) -> DateSaid | DateUnread:
    """Read an answer that is a date and nothing else, perhaps with "hạn" or "trước ngày" before it and a time."""
    said = _POLITE.sub("", spaced(text).replace("\n", " "))
    asked = DayAsked(today, ahead)
    found = list(phrases(said, asked))
    for phrase in found:
        if (phrase.start, phrase.end) == (0, len(said)):
            return phrase.read(said, asked)
    if is_time(said):
        return DateUnread(said, WhyNoDate.NO_DAY)
    return several(said, found, asked) if len(found) > 1 else DateUnread(said, WhyNoDate.NOT_A_DATE)


def find_date(text: str, today: date, *, ahead: bool = True) -> Found | None:
    """Find the date in a sentence: "nộp kế hoạch, hạn 15/12"; None if it has none.

    The rest is the sentence without the date, or the whole of it if it has several.
    A date that "hạn", "trước" or "chậm nhất" leads to goes before others. Names and numbers of documents are no dates, nor is
    the date of a document ("công văn 480/UBND-NV ngày 01/3/2024").
    """
    said = spaced(text)
    asked = DayAsked(today, ahead)
    found = dates_in(said, asked)
    if not found:
        return None
    read = found[0].read(said, asked) if len(found) == 1 else several(said, found, asked)
    whole = isinstance(read, DateUnread) and read.why is WhyNoDate.SEVERAL
    return Found(read, said if whole else cut_out(said, found[0]))
