"""Whom a person can call: the desks that receive their unit's reports, and their colleagues."""

from collections.abc import Sequence

from sqlmodel import col, select

from bot.conversation.core.turn import Turn
from tracker.office.officers import Officer, overseers, receives
from tracker.office.units import Unit

Contact = tuple[Officer, Unit]
_MOST = 3


def desks_above(turn: Turn) -> Sequence[Contact]:
    """Who receives the reports of the person's unit, those nearest to it first."""
    above = [one for one in overseers(turn.session, turn.unit.id) if receives(turn.session, one, turn.unit.id)]
    return [(one, turn.session.get_one(Unit, one.unit_id)) for one in above[:_MOST]]


def colleagues(turn: Turn) -> Sequence[Contact]:
    """The others of the person's unit."""
    own = select(Officer).where(Officer.unit_id == turn.unit.id, Officer.active, Officer.id != turn.officer.id)
    return [(one, turn.unit) for one in turn.session.exec(own.order_by(col(Officer.id)).limit(_MOST))]
