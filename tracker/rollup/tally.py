"""Which units' reports a desk's own report was filled from, kept with it: what its face says stays true afterwards."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field, Session, SQLModel, col, select

from tracker.kernel.altering import Alterations
from tracker.kernel.columns import AwareTime
from tracker.kernel.keeping import kept


class Tally(SQLModel, table=True):
    """The ids of the units that were `counted` when the totals were taken, and of those that were `missing`.

    `partly` are those among the counted whose own report was partial: the id, how many units it counted and how many it owed.
    """

    report_id: int = Field(primary_key=True, foreign_key="report.id")
    counted: list[int] = Field(default_factory=list, sa_type=JSON)
    missing: list[int] = Field(default_factory=list, sa_type=JSON)
    partly: list[list[int]] = Field(default_factory=list, sa_type=JSON)
    at: datetime = Field(sa_type=AwareTime)

    @property
    def owed(self) -> int:
        """How many units owed a report."""
        return len(self.counted) + len(self.missing)

    @property
    def is_partial(self) -> bool:
        """Whether a unit was missing, here or further below."""
        return bool(self.missing or self.partly)


Tallied = dict[str, Any]  # a tally in plain values


class AlteredTallies(Alterations[str, Tallied]):
    """What a message has altered in the tallies so far; a report has one."""


def tally_of(session: Session, report_id: int) -> Tally | None:
    """The report's tally; None if it was not filled from a roll-up."""
    return session.get(Tally, report_id)


def partial_tallies(session: Session, report_ids: Collection[int]) -> Mapping[int, Tally]:
    """By report, the tallies of those of these reports that were filled while a unit was missing."""
    found = session.exec(select(Tally).where(col(Tally.report_id).in_(report_ids)))
    return {tally.report_id: tally for tally in found if tally.is_partial}


def keep_tally(session: Session, report_id: int, tally: Tallied | None) -> None:
    """From now on this is the report's tally, in plain values; None for none."""
    stands = tally_of(session, report_id)
    kept(session, AlteredTallies).note(report_id, "", stands.model_dump(mode="json") if stands else None, tally)
    if tally is not None:
        session.merge(Tally.model_validate(tally))
    elif stands:
        session.delete(stands)
    session.flush()
