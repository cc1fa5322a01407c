"""The journal: what each message of a person did to an open report, until it is handed in, and where they stood before.

What it did to the words of a written report, which are not handed in, can be taken back after that as well.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Self

from pydantic import TypeAdapter
from sqlalchemy import JSON, delete, insert
from sqlmodel import Field, Session, SQLModel, col, select

from bot.conversation.core.held import Place
from bot.conversation.core.places import Guessing
from bot.conversation.core.turn import Turn
from bot.messages.actions import UNDO
from bot.messages.messages import Incoming
from bot.texts.report import undoing as sentences
from tracker.forms.cell import Cell
from tracker.kernel.altering import Altered
from tracker.kernel.columns import AwareTime
from tracker.narrative.words import HeadingWords
from tracker.reports.entry import WordsGiven
from tracker.reports.figures import Entered
from tracker.reports.reports import Report
from tracker.review.reasons import Ground
from tracker.review.taking_back import Done, begin_message, done_by_message
from tracker.rollup.tally import Tallied

_MOST_TRIED = 5


class MessageDone(SQLModel, table=True):
    """What one message did to an open report, or to its words; gone once the report is handed in, or it was taken back.

    `submissions` is how often the report had been handed in; `external_id` and `ref` are the message's own. `followed`: it was
    an edit, heard where the message was said first. `step` is the number that the person's place had, by which a choice to
    take it back names it. `place` is where they stood, and `done` what was altered, see `Done`.
    """

    __tablename__ = "message_done"

    id: int = Field(default=None, primary_key=True)
    officer_id: int = Field(foreign_key="officer.id", index=True)
    report_id: int = Field(foreign_key="report.id", index=True)
    submissions: int
    channel: str
    address: str
    external_id: str
    ref: str
    followed: bool
    at: datetime = Field(sa_type=AwareTime)
    step: int
    place: dict[str, Any] = Field(sa_type=JSON)
    done: dict[str, Any] = Field(sa_type=JSON)

    @property
    def what(self) -> Done:
        """What was altered."""
        return unpacked(self.done)

    @property
    def back_to(self) -> Mapping[str, Any]:
        """Where the person stood; behind a question in between, since whatever that was for is taken back with it."""
        where: Mapping[str, Any] = self.place["before"] or self.place
        return where


@dataclass(frozen=True)
class _Packed:
    figures: list[tuple[Cell, Entered | None, Entered | None]]
    reasons: list[tuple[Ground, WordsGiven | None, WordsGiven | None]]
    answers: list[tuple[int, WordsGiven | None, WordsGiven | None]]
    tally: list[tuple[str, Tallied | None, Tallied | None]]
    words: list[tuple[str, HeadingWords | None, HeadingWords | None]] = field(default_factory=list)


_PLAIN = TypeAdapter(_Packed)
_DONE = MessageDone.__table__  # type: ignore[attr-defined] # past the ORM: most answers add one
_ADD = insert(_DONE)


def packed(done: Done) -> dict[str, Any]:
    """As it is stored."""
    kinds = (_listed(done.figures), _listed(done.reasons), _listed(done.answers), _listed(done.tally))
    figures, reasons, answers, tally = kinds
    listed = _Packed(figures=figures, reasons=reasons, answers=answers, tally=tally, words=_listed(done.words))
    plain: dict[str, Any] = _PLAIN.dump_python(listed, mode="json")
    return plain


def _listed(altered: Mapping[Any, Altered[Any]]) -> list[tuple[Any, Any, Any]]:
    return [(of, one.before, one.after) for of, one in altered.items()]


def unpacked(plain: Mapping[str, Any]) -> Done:
    """What `packed` gave."""
    read = _PLAIN.validate_python(plain)
    return Done(
        {cell: Altered(before, after) for cell, before, after in read.figures},
        {ground: Altered(before, after) for ground, before, after in read.reasons},
        {number: Altered(before, after) for number, before, after in read.answers},
        {one: Altered(before, after) for one, before, after in read.tally},
        {slot: Altered(before, after) for slot, before, after in read.words},
    )


@dataclass(frozen=True)
class Begun:
    """Where the person stood when the message came."""

    step: int
    place: Mapping[str, Any]
    tried: Sequence[str]

    @classmethod
    def of(cls, turn: Turn) -> Self:
        """Before anything is done with the message."""
        begin_message(turn.session)
        return cls(turn.place.step, standing(turn.place), turn.place.tried)


def standing(place: Place) -> dict[str, Any]:
    """Where somebody stands, with the question that a question in between leads back to."""
    return {**place.where(), "before": place.before}


def keep(turn: Turn, begun: Begun) -> None:
    """Write down what the message did, and whether it may be said anew; nothing is written for one that did nothing."""
    done = {} if turn.takes_back else done_by_message(turn.session)
    said, reports = turn.incoming, [turn.session.get_one(Report, number) for number in done]
    lines = [
        {
            "officer_id": turn.officer.id,
            "report_id": report.id,
            "submissions": report.submissions,
            "channel": said.channel,
            "address": said.address,
            "external_id": said.external_id,
            "ref": said.ref,
            "followed": said.edited and said.ref not in begun.tried,
            "at": turn.now,
            "step": begun.step,
            "place": dict(begun.place),
            "done": packed(done[report.id]),
        }
        for report in reports
        if report.is_open or done[report.id].only_words
    ]
    if lines:
        turn.session.execute(_ADD, lines)
    _note_tried(turn, stood=not done and (turn.at(Guessing) or standing(turn.place) == begun.place))


def _note_tried(turn: Turn, *, stood: bool) -> None:
    """Keep which messages did nothing while this question stands: an edit of one is heard as a first answer."""
    place, ref = turn.place, turn.incoming.ref
    tried = list(place.tried) if stood else []
    if stood and ref and ref not in tried and not turn.incoming.edited:
        tried = [*tried, ref][-_MOST_TRIED:]
    if tried != place.tried:
        place.tried = tried


def offer_undo(turn: Turn) -> None:
    """Offer, with what is said next and for as long as the report is open, to take back what this message did."""
    turn.offer(UNDO.choice(sentences.UNDO, turn.place.step))


def last_done(session: Session, officer_id: int, report_id: int | None = None, step: int | None = None) -> MessageDone | None:
    """The latest of a person's that is not taken back: in one report, or the one of this step."""
    wanted = select(MessageDone).where(MessageDone.officer_id == officer_id).order_by(col(MessageDone.id).desc()).limit(1)
    wanted = wanted if report_id is None else wanted.where(MessageDone.report_id == report_id)
    return session.exec(wanted if step is None else wanted.where(MessageDone.step == step)).first()


def done_by(session: Session, officer_id: int, said: Incoming) -> Sequence[MessageDone]:
    """What a message that is edited has done so far, by itself and by its earlier edits, in order."""
    where = (MessageDone.channel == said.channel, MessageDone.address == said.address, MessageDone.ref == said.ref)
    wanted = select(MessageDone).where(MessageDone.officer_id == officer_id, *where).order_by(col(MessageDone.id))
    return session.exec(wanted).all() if said.ref else []


def drop(session: Session, taken: MessageDone, kept: Collection[Cell]) -> None:
    """Forget what is taken back; what was entered later in the cells that were `kept` goes back to what stood before it."""
    figures = taken.what.figures
    waiting = {cell: figures[cell] for cell in kept}
    later = select(MessageDone).where(MessageDone.report_id == taken.report_id, col(MessageDone.id) > taken.id)
    for one in session.exec(later.order_by(col(MessageDone.id))) if waiting else ():
        theirs = one.what
        found = {cell: altered.before for cell, altered in theirs.figures.items()}
        meeting = [cell for cell, mine in waiting.items() if cell in found and found[cell] == mine.after]
        for cell in meeting:
            theirs.figures[cell] = Altered(waiting.pop(cell).before, theirs.figures[cell].after)
        if meeting:
            one.done = packed(theirs)
            session.add(one)
    session.delete(taken)
    session.flush()


def end(session: Session, report: Report) -> None:
    """The report is handed in: nothing in it can be taken back any more."""
    session.execute(delete(_DONE).where(_DONE.c.report_id == report.id))
