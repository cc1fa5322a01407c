"""What an officer tells the bot to do, as people say it: "thôi hoàn tác câu vừa nãy", "nhắc em lúc 2h chiều". Pure.

The words are data, commands.tsv: what means a command, what may stand beside it, and what says nothing. A message is one only
where every word of it is explained; reminding, leaving and another telephone go with words of their own.
"""

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from bot.reading.dates import DateSaid, DateUnread, WhyNoDate, read_date
from bot.reading.dates.spelling import pattern
from bot.reading.phrases import Phrases, TypedWords, read_tables, take_meaning
from tracker.calendar.periods import ZONE
from tracker.kernel.names import tidy


class Command(StrEnum):
    """What is to be done."""

    UNDO = "undo"
    HAND_IN = "hand in"
    NONE_AT_ALL = "none at all"
    START_OVER = "start over"
    REMIND = "remind"
    OTHER_REPORT = "other report"
    PHONE = "phone"
    HAND_OVER = "hand over"
    OTHER_UNIT = "other unit"
    LATE_TASKS = "late tasks"


_TABLES = read_tables("bot.reading", "commands.tsv")
_MEANS: Mapping[Command, Phrases] = {Command(meaning): phrases for meaning, phrases in _TABLES["means"].items()}
_BESIDE: Mapping[str, Phrases] = _TABLES["beside"]
_WHOLE: Mapping[str, Phrases] = _TABLES["whole"]
_NEEDS: Mapping[str, Phrases] = _TABLES["needs"]
_NEVER: Mapping[str, Phrases] = _TABLES["never"]
_FILLERS: Phrases = _TABLES["filler"][""]
_OPEN_ENDED = {Command.HAND_OVER, Command.OTHER_UNIT}  # with names and reasons beside them
_LONGEST = 16  # words
_SOME_DAY = date(2000, 1, 3)
_PHONE = re.compile(r"(?<!\w)(?:\+?84|0)[0-9]{2,3}[ .-]?[0-9]{3}[ .-]?[0-9]{3,4}(?!\w)")
_AT = pattern(
    r"(?<!\w)(?:lúc_|vào_lúc_|vào_|tầm_|khoảng_)*(?P<time>[0-9]{1,2}(?:_?(?:h|giờ|g)_?(?:[0-9]{2}|rưỡi)?|:[0-9]{2})"
    r"(?:_(?:rưỡi))?(?:_(?:sáng|trưa|chiều|tối))?)(?!\w)"
)
_PART_OF_DAY = pattern(r"(?<!\w)(?P<part>sáng|trưa|chiều|tối)(?!\w)")
_AFTER = pattern(r"(?<!\w)(?P<count>[0-9]{1,3}|một|hai|ba|nửa)_(?P<unit>phút|tiếng|giờ)_(?:nữa|sau)(?!\w)")
_COUNTS = {"một": 1.0, "hai": 2.0, "ba": 3.0, "nửa": 0.5, "mot": 1.0, "nua": 0.5}
_HOURS = {"sáng": 8, "sang": 8, "trưa": 11, "trua": 11, "chiều": 14, "chieu": 14, "tối": 19, "toi": 19}
_WHY = pattern(
    r"(?<=\w)[,.;]?_(?:vì|do|tại|giờ_(?:em_|đang_|tôi_)|đang_|em_đang|chừ_|bây_giờ_(?:em|đang)|(?:em|tôi|mình)_bận).*\Z"
)


def read_command(text: str) -> Command | None:
    """What is to be done; None if the words may mean anything else."""
    said = TypedWords(_PHONE.sub(" ", tidy(text)))
    if ("?" in text and not _asks_for_tasks(text)) or not 0 < len(said) <= _LONGEST:
        return None
    command = take_meaning(said, _MEANS)
    if command is Command.PHONE:
        fits = bool(_PHONE.search(text))
    elif command is Command.REMIND:
        fits = _reminds(text)
    elif command in _OPEN_ENDED:
        asks = TypedWords(text).take(_NEVER.get(command, ())) if command else ""
        fits = not asks and not any(map(str.isdigit, _without_days(said.left)))
    else:
        fits = command is not None and _is_whole(command, said, text)
    return command if fits else None


def _is_whole(command: Command, said: TypedWords, text: str) -> bool:
    """Whether the other words go with the command, with one of those that it needs and none that makes it something else."""
    needs = {**_WHOLE, **_NEEDS}.get(command)
    if TypedWords(text).take(_NEVER.get(command, ())) or (needs and not TypedWords(text).take(needs)):
        return False
    return _is_all(said, _BESIDE.get(command, ()))


def _asks_for_tasks(text: str) -> bool:
    return take_meaning(TypedWords(text), _MEANS) is Command.LATE_TASKS


def _without_days(text: str) -> str:
    return re.sub(r"[0-9]{1,2}[/.-][0-9]{1,2}(?:[/.-][0-9]{2,4})?", " ", text)


def _is_all(said: TypedWords, beside: Phrases) -> bool:
    while said.take((*beside, *_FILLERS)):
        pass
    return not said.left


def _reminds(text: str) -> bool:
    """Whether it is said when, and nothing but that and why."""
    plain = _WHY.sub("", tidy(text))
    left = _day_said(plain)
    has_time = bool(_AT.search(plain) or _AFTER.search(plain) or _PART_OF_DAY.search(plain))
    return has_time if not left else not isinstance(read_date(left, _SOME_DAY), DateUnread) or _is_unclear_day(left)


def _is_unclear_day(left: str) -> bool:
    read = read_date(left, _SOME_DAY)
    return isinstance(read, DateUnread) and read.why is not WhyNoDate.NOT_A_DATE


def _day_said(plain: str) -> str:
    """What is left of the message without the order, the time of the day and what says nothing: the day, or other words."""
    said = TypedWords(_AFTER.sub(" ", _AT.sub(" ", plain)))
    said.take(_MEANS[Command.REMIND])
    while said.take((*_BESIDE[Command.REMIND], *_FILLERS)):
        pass
    return _PART_OF_DAY.sub(" ", said.left).strip()


def reminding_time(text: str, now: datetime) -> datetime | None:
    """When somebody wants to be reminded: the next such time; the morning of a day without one. None where it is not clear."""
    local = now.astimezone(ZONE)
    plain = _WHY.sub("", tidy(text))
    if after := _AFTER.search(plain):
        count = _COUNTS.get(after["count"].casefold()) or float(after["count"])
        return local + (timedelta(minutes=count) if after["unit"].startswith("ph") else timedelta(hours=count))
    at, left = _hour(plain), _day_said(plain)
    if left:
        day = read_date(left, local.date())
        return None if isinstance(day, DateUnread) else datetime.combine(day.day, day.at or at or time(8), ZONE)
    if at is None:
        return None
    today = datetime.combine(local.date(), at, ZONE)
    return today if today > local else today + timedelta(days=1)


def _hour(plain: str) -> time | None:
    """The hour that is said, or the one of the part of the day; an hour from 1 to 6 alone is in the afternoon."""
    part = _PART_OF_DAY.search(plain)
    if (said := _AT.search(plain)) is None:
        return time(_HOURS[part["part"].casefold()]) if part else None
    for half in ("", part["part"] if part else "chiều"):
        read = read_date(f"3/1/2000 {said['time']} {half}".strip(), _SOME_DAY)
        if isinstance(read, DateSaid):
            return read.at
        if read.why is not WhyNoDate.WHICH_HALF:
            break
    return None
