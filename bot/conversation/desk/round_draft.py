"""A round that the desk is about to open: what was said of it so far, kept in the desk's place."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.conversation.core.held import Leaving
from bot.conversation.core.places import Drafted
from tracker.calendar.periods import Period, parse_period


class RoundPart(StrEnum):
    """What a round is made of, in the order in which it is asked."""

    FORM = "form"
    PERIOD = "period"
    DUE = "due"
    WINDOW = "window"
    LOCK = "lock"
    BASIS = "basis"
    RECIPIENTS = "recipients"


@dataclass(frozen=True)
class OpeningRound(Drafted, at="opening_round", leaving=Leaving.PUT_BY):
    """Every field is JSON: times and days in ISO, `recipients` the ids of units, none for all that report.

    `asks` is the part that is asked again; `unclear` are names of recipients that fit no unit, or several.
    """

    form: str = ""
    period: str = ""
    due: str = ""
    window: tuple[str, ...] = ()
    lock: str = ""
    basis: str = ""
    recipients: tuple[int, ...] = ()
    unclear: tuple[str, ...] = ()

    @property
    def in_question(self) -> RoundPart | None:
        """What is asked now; None when all that is needed is known."""
        if self.asks:
            return RoundPart(self.asks)
        if self.unclear:
            return RoundPart.RECIPIENTS
        needed = {RoundPart.FORM: self.form, RoundPart.PERIOD: self.period, RoundPart.DUE: self.due}
        return next((part for part, known in needed.items() if not known), None)

    @property
    def of_period(self) -> Period:
        """The period, once it is known."""
        return parse_period(self.period)

    @property
    def days(self) -> tuple[date, date]:
        """The window of the data: the decree's, unless another was given."""
        if not self.window:
            return self.of_period.window()
        since, until = self.window
        return date.fromisoformat(since), date.fromisoformat(until)

    @property
    def due_at(self) -> datetime:
        """The due time, once it is known."""
        return datetime.fromisoformat(self.due)

    @property
    def locks_at(self) -> datetime | None:
        """The lock, if there is one."""
        return datetime.fromisoformat(self.lock) if self.lock else None
