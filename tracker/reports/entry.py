"""What is entered in a cell of a report."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple, Self

from tracker.audit.log import written
from tracker.kernel.names import tidy


class Answer(StrEnum):
    """A value (zero among them), left blank, or not applicable: three states that print differently."""

    VALUE = "value"
    BLANK = "blank"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True)
class Entry:
    """What is entered in a cell: an amount or a text with VALUE, neither otherwise; `note` is printed under Ghi chú."""

    answer: Answer
    amount: Decimal | None = None
    text: str | None = None
    note: str = ""

    @classmethod
    def number(cls, amount: Decimal | int) -> Self:
        """A count, an amount or a rate."""
        return cls(Answer.VALUE, amount=Decimal(amount))

    @classmethod
    def words(cls, text: str) -> Self:
        """A choice as it is printed, or free text."""
        return cls(Answer.VALUE, text=tidy(text))

    @classmethod
    def blank(cls, note: str = "") -> Self:
        """Left blank, with the reason if one was given."""
        return cls(Answer.BLANK, note=tidy(note))

    @classmethod
    def not_applicable(cls) -> Self:
        """Does not apply to this unit; printed "-"."""
        return cls(Answer.NOT_APPLICABLE)

    @property
    def written(self) -> str:
        """As the audit log has it, without the note."""
        return written(self.answer.value, self.amount, self.text)


class StoredEntries:
    """Entries by how they are stored, each made once: most of a country's figures are the same few.

    An amount comes as its digits, since 0 and 0.00 are one Decimal and two figures.
    """

    def __init__(self) -> None:
        """None was made yet."""
        self._made: dict[tuple[str, str | None, str | None, str], Entry] = {}

    def entry(self, answer: str, digits: str | None, text: str | None, note: str) -> Entry:
        """What was stored so."""
        stored = (answer, digits, text, note)
        found = self._made.get(stored)
        if found is None:
            amount = None if digits is None else Decimal(digits)
            found = self._made[stored] = Entry(Answer(answer), amount, text, note)
        return found


class WordsGiven(NamedTuple):
    """Why a figure is kept, or the answer to a comment on it: the words, by whom and when."""

    words: str
    officer_id: int
    at: datetime
