"""The places that several folders lead to; every other one stands beside its questions."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Self

from bot.conversation.core.held import Held, Leaving


@dataclass(frozen=True)
class Menu(Held, at="menu", leaving=Leaving.NOTHING_BEGUN):
    """The menu; `words` were typed before it was asked which report they are about.

    `shown` is the round that a desk had on the screen last, 0 for none; `asked` are the lines with which it asked for that.
    """

    words: str = ""
    shown: int = 0
    asked: str = ""


@dataclass(frozen=True)
class Filling(Held, at="filling", leaving=Leaving.RECORDED):
    """The cells that are asked `again`, or else the first open ones; `asked` are those of the question that stands.

    They are held as their texts.
    """

    again: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()


@dataclass(frozen=True)
class ListLines(Held, at="list_lines", leaving=Leaving.RECORDED):
    """A list, by the key of its row, that is filled line by line.

    `line` is the one that is mended, 0 while lines are added; `drafts` are lines that came and are not whole yet, each packed
    by column; `unread` is what of the first of them could not be read, by column, in words.
    """

    row: str = ""
    line: int = 0
    drafts: tuple[dict[str, list[str | None]], ...] = ()
    unread: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Guessing(Held, at="guessing", leaving=Leaving.RECORDED):
    """What a message most likely said, packed by the texts of its cells, and, in words, what of it was not understood."""

    entries: dict[str, list[str | None]] = field(default_factory=dict)
    doubt: str = ""


@dataclass(frozen=True)
class Revising(Held, at="revising", leaving=Leaving.RECORDED):
    """A section as it stood last period, shown `since` one of its rows and `until` another."""

    section: str = ""
    since: int = 0
    until: int = 0


@dataclass(frozen=True)
class Questioned(Held, at="questioned", leaving=Leaving.RECORDED):
    """A rule that the figures break; `then` are others that the same message broke."""

    rule: str = ""
    then: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Explaining(Held, at="explaining", leaving=Leaving.RECORDED):
    """The reason for figures that break this rule; `then` are others that the same message broke."""

    rule: str = ""
    then: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class TotalsChanged(Held, at="totals_changed", leaving=Leaving.RECORDED):
    """Rows that are not what the units below make."""


@dataclass(frozen=True)
class Summary(Held, at="summary", leaving=Leaving.RECORDED):
    """Everything is answered: to be looked over and handed in."""


@dataclass(frozen=True)
class LookingAt(Held, at="looking_at", leaving=Leaving.RECORDED):
    """A page of a section of a report that is looked over; `more`: there is another page."""

    section: str = ""
    page: int = 0
    more: bool = False


@dataclass(frozen=True)
class Reopening(Held, at="reopening", leaving=Leaving.RECORDED):
    """The reason for changing a report that is handed in; `then` is the row that is changed after that, "3.2.1: 7"."""

    then: str = ""


@dataclass(frozen=True)
class Correcting(Held, at="correcting", leaving=Leaving.RECORDED):
    """The desk's comment of this number, and the cells that are asked for it, as their texts."""

    comment: int = 0
    asked: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reviewing(Held, at="reviewing", leaving=Leaving.NOTHING_BEGUN):
    """A desk has a report before it."""


@dataclass(frozen=True)
class Wording(Held, at="wording", leaving=Leaving.RECORDED):
    """The words of the written report under the heading of this slot; `alone`: no other heading is asked after it.

    `asked` are the empty headings of the question that stands, where it asks for several.
    """

    slot: str = ""
    alone: bool = False
    asked: tuple[str, ...] = ()


@dataclass(frozen=True)
class WordsUnlike(Held, at="words_unlike", leaving=Leaving.RECORDED):
    """Words under a heading that contradict the appendix; `why`: they are kept, and the reason is asked.

    After that the headings behind the one of slot `then` are asked.
    """

    slot: str = ""
    alone: bool = False
    why: bool = False
    then: str = ""


@dataclass(frozen=True)
class WordsLost(Held, at="words_lost", leaving=Leaving.RECORDED):
    """Words of a heading that is no more, by its former slot: where they are to stand is asked."""

    slot: str = ""


@dataclass(frozen=True)
class Until(Held):
    """A time and a reason that are asked for together; each is None or "" until it is said."""

    until: datetime | None = None
    reason: str = ""

    @property
    def meant(self) -> tuple[datetime, str] | None:
        """Both, once they are known."""
        return (self.until, self.reason) if self.until and self.reason else None


@dataclass(frozen=True)
class Drafted(Held):
    """Something that a desk is about to do, as far as it was said; `asks` is the part that is asked again."""

    asks: str = ""

    def again(self, part: str) -> Self:
        """With this part asked again; what is known of it stays until it is answered."""
        return replace(self, asks=part)

    def said(self, **what: Any) -> Self:
        """With this said of it, which answers the question."""
        return replace(self, asks="", **what)
