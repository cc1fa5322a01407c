"""A day and a reason in one message, "18/3 chờ số liệu của công an xã"; each may also come alone."""

import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TypeVar

from bot.conversation.core.doing import does
from bot.conversation.core.next import STAY, Next
from bot.conversation.core.places import Until
from bot.conversation.core.turn import LONGEST_REASON, Turn
from bot.messages.actions import RETYPE
from bot.reading.dates import DateSaid, DateUnread, WhyNoDate, find_date, read_date
from bot.reading.dates.longer import Longer, read_longer
from bot.reading.dates.spelling import pattern
from bot.texts import refusals
from bot.texts.common import dates
from bot.texts.report import extending
from tracker.calendar.deadlines import DAY_END
from tracker.calendar.periods import ZONE
from tracker.calendar.working_days import WorkingDays
from tracker.kernel.errors import TooEarly

U = TypeVar("U", bound=Until)
FAR = timedelta(days=92)  # later than this, a day without a year may be meant for the past
_HAS_WORDS = re.compile(r"[^\W\d_]{2}")
_REASON_BEGINS = pattern(r"[,;:.]?\s+(?=(?:vì|do|để|chờ|lý_do)\b)")
_BECAUSE = pattern(r"(?:(?:vì|do|lý_do)(?:\s*:\s*|\s+))+")


def hear(turn: Turn, held: U, text: str, earliest: datetime, due: datetime | None = None) -> U:
    """What is held with what the message says of the time, which must be later than `earliest`, and of the reason.

    "Thêm 3 ngày" counts from `due`.
    """
    if due and (longer := read_longer(text)):
        until, rest = later(turn, due, longer), longer.rest
    elif held.until and not held.reason:
        until, rest = None, text
    else:
        said, rest = _read(text, turn.today)
        if isinstance(said, DateUnread):
            turn.note(dates.unread(said))
            return held
        until = moment_of(said) if said else None
    if until is not None:
        if until > earliest:
            held = replace(held, until=until)
            turn.note(extending.FAR if until - turn.now > FAR else "")
        else:
            turn.note(refusals.broken(TooEarly(what="", wanted=until, than=earliest)))
    reason = reason_in(rest)
    if _HAS_WORDS.search(reason):
        held = replace(held, reason=reason[:LONGEST_REASON])
    elif until is None:
        turn.note(refusals.NO_REASON)
    return held


def later(turn: Turn, due: datetime, longer: Longer) -> datetime:
    """So many days after the due time, by the clock of Vietnam."""
    local = due.astimezone(ZONE)
    if longer.working:
        return datetime.combine(WorkingDays.of(turn.session).plus(local.date(), longer.days), local.timetz())
    return local + timedelta(days=longer.days)


def reason_in(text: str) -> str:
    """The reason without the word that begins it."""
    return _BECAUSE.sub("", text, count=1) if _BECAUSE.match(text) else text


def says_any(text: str, today: date) -> bool:
    """Whether the message says a day, or a reason that begins as one."""
    said, _ = _read(text, today)
    if read_longer(text):
        return True
    return isinstance(said, DateSaid) or bool(_BECAUSE.match(text))


@does(RETYPE)
def retype(turn: Turn, _rest: str) -> Next:
    """Ask both again."""
    if isinstance(held := turn.held, Until):
        turn.hold(replace(held, until=None, reason=""))
    return STAY


def moment_of(said: DateSaid) -> datetime:
    """The day and its time, the end of the working day if none was given."""
    return datetime.combine(said.day, said.at or DAY_END, ZONE)


def _read(text: str, today: date) -> tuple[DateSaid | DateUnread | None, str]:
    head, *reason = _REASON_BEGINS.split(text, maxsplit=1)
    first = read_date(head, today)
    if reason and isinstance(first, DateSaid):
        return first, reason[0]
    found = find_date(text, today)
    if found:
        return found.date, found.rest
    alone = read_date(text, today)
    return (None, text) if isinstance(alone, DateUnread) and alone.why is WhyNoDate.NOT_A_DATE else (alone, "")
