"""Where a person stands in the conversation, stored with their figures so that a restart changes nothing."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import JSON, bindparam, inspect, update
from sqlmodel import Field, Session, SQLModel

from bot.conversation.core.held import Held
from bot.conversation.core.places import Menu


class Place(SQLModel, table=True):
    """A person's place.

    `step` grows with every message of ours; a button of an earlier step is stale. `at` and `held` are the place's name and
    what is held there, see `Held`. `before` is the place to come back to from a question in between. `failures` counts
    unreadable answers in a row; `offered` are the choices of the last message, as (label, action). `put_by` are the places
    where something was begun and left for something else, the latest last. `behalf` is the report that a desk enters on behalf
    of its unit, and how the figures came; {} otherwise.
    """

    officer_id: int = Field(primary_key=True, foreign_key="officer.id")
    step: int = 0
    at: str = Menu.at
    report_id: int | None = Field(default=None, foreign_key="report.id")
    held: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    before: dict[str, Any] | None = Field(default=None, sa_type=JSON(none_as_null=True))
    failures: int = 0
    offered: list[list[str]] = Field(default_factory=list, sa_type=JSON)
    numbered: bool = False
    put_by: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)
    behalf: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)

    def where(self) -> dict[str, Any]:
        """The place itself, with what is held there."""
        return {"at": self.at, "report_id": self.report_id, "held": self.held, "behalf": self.behalf}

    def go_to(self, where: Mapping[str, Any]) -> None:
        """To a place that `where` gave."""
        self.at, self.report_id, self.held, self.before = where["at"], where["report_id"], where["held"], None
        self.behalf = where["behalf"]

    def hold(self, held: Held) -> None:
        """Hold this here."""
        if (stored := held.stored()) != self.held:
            self.held = stored


_PLACES = Place.__table__  # type: ignore[attr-defined]
_COLUMNS = frozenset(_PLACES.c.keys())
_MOVE = update(_PLACES).where(_PLACES.c.officer_id == bindparam("who"))


def keep_place(session: Session, place: Place) -> None:
    """Write down where the person stands now, past the unit of work, which takes three times as long for it."""
    state = inspect(place)
    if not state.persistent:
        return  # a new one is stored with all else
    changed = {name: getattr(place, name) for name in _COLUMNS - state.unmodified}
    if changed:
        session.execute(_MOVE, {"who": place.officer_id, **changed})
        session.expire(place)
