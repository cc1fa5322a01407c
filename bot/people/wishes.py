"""A person wishes that what is kept of them be corrected or deleted: answered within two working days, as the decree says."""

from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy import CheckConstraint
from sqlmodel import Field, Session, SQLModel, col, select

from bot.errors.rights import WishSettled
from tracker.audit.log import Deed, What, note
from tracker.calendar.periods import ZONE
from tracker.calendar.working_days import WorkingDays
from tracker.kernel.columns import AwareTime
from tracker.office.officers import Officer
from tracker.office.staff import may_manage

ANSWERED_WITHIN = 2  # working days: Nghị định 356/2025/NĐ-CP


class WishKind(StrEnum):
    """What is wished."""

    CORRECT = "correct"
    DELETE = "delete"


class WishOutcome(StrEnum):
    """What became of it."""

    OPEN = "open"
    DONE = "done"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Settlement(NamedTuple):
    """What becomes of a wish, in the words that the person is told, and who says so; nobody for the command line."""

    outcome: WishOutcome
    answer: str = ""
    by: int | None = None


class DataWish(SQLModel, table=True):
    """One wish of one person; `settled_by` is empty for the command line and for what the person withdrew."""

    __tablename__ = "data_wish"
    __table_args__ = (
        CheckConstraint("kind in ('correct', 'delete')", name="kind_known"),
        CheckConstraint("outcome in ('open', 'done', 'refused', 'withdrawn')", name="outcome_known"),
    )

    id: int = Field(default=None, primary_key=True)
    officer_id: int = Field(foreign_key="officer.id", index=True)
    kind: str
    text: str
    asked_at: datetime = Field(sa_type=AwareTime)
    due_on: date
    settled_at: datetime | None = Field(default=None, sa_type=AwareTime)
    settled_by: int | None = Field(default=None, foreign_key="officer.id")
    outcome: str = WishOutcome.OPEN
    answer: str = ""

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer."""
        return self.outcome == WishOutcome.OPEN


def make_wish(session: Session, officer: Officer, kind: WishKind, text: str, now: datetime) -> DataWish:
    """Keep a wish; due two working days later, the day on which it was said not counted."""
    due_on = WorkingDays.of(session).plus(now.astimezone(ZONE).date(), ANSWERED_WITHIN)
    wish = DataWish(officer_id=officer.id, kind=kind, text=text, asked_at=now, due_on=due_on)
    session.add(wish)
    session.flush()
    _note(session, officer, f"asked to {kind}", wish)
    return wish


def settle_wish(session: Session, wish: DataWish, settled: Settlement, now: datetime) -> None:
    """Note what became of it; raises WishSettled."""
    if not wish.is_open:
        raise WishSettled(number=wish.id)
    wish.outcome, wish.answer, wish.settled_by = settled
    wish.settled_at = now
    session.add(wish)
    session.flush()
    _note(session, session.get_one(Officer, wish.officer_id), f"wish {settled.outcome}", wish)


def wishes_of(session: Session, officer: Officer) -> Sequence[DataWish]:
    """Every wish of a person, the latest first."""
    return session.exec(select(DataWish).where(DataWish.officer_id == officer.id).order_by(col(DataWish.id).desc())).all()


def open_wishes(session: Session, actor: Officer | None = None) -> list[tuple[DataWish, Officer]]:
    """Those that wait for an answer, first due first; those that this one may answer, or all."""
    wanted = select(DataWish, Officer).join(Officer, col(Officer.id) == DataWish.officer_id)
    wanted = wanted.where(DataWish.outcome == WishOutcome.OPEN).order_by(col(DataWish.due_on), col(DataWish.id))
    return [(wish, person) for wish, person in session.exec(wanted) if actor is None or may_manage(session, actor, person)]


def _note(session: Session, officer: Officer, step: str, wish: DataWish) -> None:
    note(session, Deed(What.OFFICER, step, officer.unit_id, subject=f"{officer.id}", reason=f"wish {wish.id}"))
