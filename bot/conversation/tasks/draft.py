"""Tasks that the desk is about to assign: what was said of them so far, kept in the desk's place."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Self

from bot.conversation.core.held import Leaving
from bot.conversation.core.places import Drafted
from bot.conversation.tasks.line import NO_DUE
from tracker.office.units import Unit
from tracker.tasks.assigning import Document, NewTask
from tracker.tasks.task import Repeat


class TaskPart(StrEnum):
    """What must be known, in the order in which it is asked; the last two only if somebody wants to say them."""

    UNITS = "units"
    TITLE = "title"
    DUE = "due"
    DOCUMENT = "document"
    CO_UNITS = "co_units"
    EVERY = "every"


@dataclass(frozen=True)
class Assigning(Drafted, at="assigning", leaving=Leaving.PUT_BY):
    """Every field is JSON: `units` are ids, `unclear` names that fit no unit or several, `due` a day in ISO or NO_DUE.

    `document` is number, day in ISO and body, all empty for none. `guided`: it is asked for, too. `every` is a Repeat, "" for
    once. `asks` is the part that is asked again.
    """

    units: tuple[int, ...] = ()
    unclear: tuple[str, ...] = ()
    title: str = ""
    due: str = ""
    document: tuple[str, ...] = ()
    co_units: tuple[int, ...] = ()
    every: str = ""
    guided: bool = False

    def by(self, document: Document) -> Self:
        """With this document."""
        day = document.day.isoformat() if document.day else ""
        return self.said(document=(document.number, day, document.body))

    @property
    def in_question(self) -> TaskPart | None:
        """What is asked now; None when all that is needed is known."""
        if self.asks:
            return TaskPart(self.asks)
        if self.unclear:
            return TaskPart.UNITS
        due = "" if self.every and self.due == NO_DUE else self.due  # what comes again comes again on a day
        known: dict[TaskPart, object] = {TaskPart.UNITS: self.units, TaskPart.TITLE: self.title, TaskPart.DUE: due}
        if self.guided:
            known[TaskPart.DOCUMENT] = self.document
        return next((part for part, answer in known.items() if not answer), None)

    @property
    def due_on(self) -> date | None:
        """The due day, None if there is none."""
        return None if self.due in {"", NO_DUE} else date.fromisoformat(self.due)

    def new(self, co_units: Sequence[Unit]) -> NewTask:
        """The task as it would be assigned, with these units taking part."""
        every = Repeat(self.every) if self.every else None
        return NewTask(self.title, due_on=self.due_on, document=self.cited, co_units=co_units, every=every)

    @property
    def cited(self) -> Document:
        """The document that asks for it."""
        number, day, body = self.document or ("", "", "")
        return Document(number, date.fromisoformat(day) if day else None, body)
