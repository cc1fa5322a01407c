"""What a date that somebody typed can turn out to be."""

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum


class WhyNoDate(StrEnum):
    """Why words could not be read as one date."""

    NOT_A_DATE = "no date"
    NO_SUCH_DAY = "the calendar has no such day"
    NO_SUCH_WEEKDAY = "the week has no such day"
    NO_SUCH_TIME = "the day has no such hour"
    WHICH_DAY = "a week, month, quarter or year without a day"
    WHICH_OF_TWO = "two days are called so"
    WHICH_HALF = "an hour that may be before or after noon"
    NO_DAY = "a time without a day"
    SEVERAL = "several dates"
    WEEKDAY_DIFFERS = "that date is another weekday"
    LUNAR = "a day of the lunar calendar"
    WORKING_DAYS = "counted in working days"
    FAR = "more than ten years away"


Day = date | WhyNoDate | tuple[date, date]  # two days: either may be meant


@dataclass(frozen=True)
class DateSaid:
    """A day, the time if one was given (of Vietnam's clock), and the words that said so."""

    day: date
    at: time | None
    words: str


@dataclass(frozen=True)
class DateUnread:
    """Words about a date that must be asked back, why, and the days that they may mean."""

    words: str
    why: WhyNoDate
    options: tuple[date, ...] = ()


@dataclass(frozen=True)
class Found:
    """A date in a sentence, and what the sentence says without it."""

    date: DateSaid | DateUnread
    rest: str
