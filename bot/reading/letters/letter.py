"""What a letter is read into: each part with the words that it was read from."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class LetterKind(StrEnum):
    """What a letter wants: a report, which opens a round; one that is open, sooner; or something that is no report."""

    REQUEST = "request"
    URGE = "urge"
    TASK = "task"


class Asks(StrEnum):
    """What cannot be read from a letter and must be asked, or contradicts itself."""

    FORM = "form"
    PERIOD = "period"
    DUE = "due"
    WHICH_DUE = "which due"
    WEEKDAY = "weekday"
    DUE_BEFORE_CUT_OFF = "due before cut-off"


@dataclass(frozen=True)
class LetterDue:
    """The last moment, the words, whether they name the day itself ("chậm nhất ngày") or the one after it ("trước ngày").

    `group` are the recipients for whom it holds, "" for all; `wrong_weekday`: the weekday beside it is not that day's.
    """

    at: datetime
    words: str
    inclusive: bool
    timed: bool
    group: str = ""
    wrong_weekday: bool = False


@dataclass(frozen=True)
class CitedDocument:
    """A document that the letter is based on."""

    kind: str
    number: str
    issued: date | None
    issuer: str


@dataclass(frozen=True)
class Letter:
    """A letter as it was read; what it does not say is "", None or empty, and stands in `asks` if a round needs it.

    `period` is a period's code; `window` its days, the first one None where only the end is told. `due_rule` are the words of
    a due day that follows from something else.
    """

    kind: LetterKind
    number: str
    issued: date | None
    issuer: str
    about: str
    form: str
    period: str
    period_words: str
    window: tuple[date | None, date] | None
    window_words: str
    dues: tuple[LetterDue, ...]
    due_rule: str
    deliver_to: str
    deliver_by: str
    basis: tuple[CitedDocument, ...]
    recipients: str
    units: tuple[str, ...]
    asks: tuple[Asks, ...] = field(default=())

    @property
    def asks_about_due(self) -> bool:
        """Whether the due time is to be asked though one was found."""
        return bool({Asks.WHICH_DUE, Asks.WEEKDAY, Asks.DUE_BEFORE_CUT_OFF} & set(self.asks))
