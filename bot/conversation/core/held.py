"""Where a person stands, and what is held there: of each place a frozen dataclass of its own, stored as JSON."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any, ClassVar

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import JSON, bindparam, inspect, update
from sqlmodel import Field, Session, SQLModel

from bot.messages.actions import Choice, button
from bot.messages.messages import Button

_MOST_SHOWN = 24  # choices that are still known when their message is no longer the last


class Leaving(StrEnum):
    """What leaving a place costs: nothing is begun; what was answered is recorded; what was said is put by, for later."""

    NOTHING_BEGUN = "nothing begun"
    RECORDED = "recorded"
    PUT_BY = "put by"


@dataclass(frozen=True)
class Held:
    """A place and what is kept there: `class Summary(Held, at="summary", leaving=Leaving.RECORDED)`.

    `at` is the place's name as it is stored, for good; the fields are plain values, or what pydantic makes JSON of.
    """

    at: ClassVar[str]
    leaving: ClassVar[Leaving]
    kinds: ClassVar[dict[str, type["Held"]]] = {}

    def __init_subclass__(cls, *, at: str = "", leaving: Leaving | None = None) -> None:
        """A place has both, or, to be built upon, neither; a name that is taken is refused while the program starts."""
        if not at and leaving is None:
            return
        if not at or leaving is None or at in Held.kinds:
            raise ValueError(at, leaving)
        cls.at, cls.leaving = at, leaving
        Held.kinds[at] = cls

    def stored(self) -> dict[str, Any]:
        """As it is stored, without what is as it is when the place is reached."""
        plain: dict[str, Any] = _adapter(self.at).dump_python(self, mode="json", exclude_defaults=True)
        return plain


def held_at(at: str, stored: Mapping[str, Any]) -> Held:
    """What `stored` gave for the place of this name; what cannot be read any more is as it is when the place is reached."""
    try:
        held: Held = _adapter(at).validate_python(stored)
    except ValidationError:
        held = Held.kinds[at]()
    return held


@cache
def _adapter(at: str) -> TypeAdapter[Any]:
    return TypeAdapter(Held.kinds[at])


class Place(SQLModel, table=True):
    """A person's place.

    `step` grows with every message of ours; a button of an earlier step is stale. `at` and `held` are the place's name and
    what is held there, see `Held`. `before` is the place to come back to from a question in between. `failures` counts
    unreadable answers in a row; `offered` are the choices of the last message, as (label, action), and `shown` those of the
    last few, the latest first, as (label, what a button carries, what the message was about). `put_by` are the places where
    something was begun and left for something else, the latest last. `behalf` is the report that a desk enters on behalf of
    its unit, and how the figures came; {} otherwise. `tried` are the channel's references of the messages that did nothing
    while the question stands.
    """

    officer_id: int = Field(primary_key=True, foreign_key="officer.id")
    step: int = 0
    at: str = "menu"
    report_id: int | None = Field(default=None, foreign_key="report.id")
    held: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    before: dict[str, Any] | None = Field(default=None, sa_type=JSON(none_as_null=True))
    failures: int = 0
    offered: list[list[str]] = Field(default_factory=list, sa_type=JSON)
    numbered: bool = False
    shown: list[list[str]] = Field(default_factory=list, sa_type=JSON)
    put_by: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)
    behalf: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    tried: list[str] = Field(default_factory=list, sa_type=JSON)

    def where(self) -> dict[str, Any]:
        """The place itself, with what is held there."""
        return {"at": self.at, "report_id": self.report_id, "held": self.held, "behalf": self.behalf}

    def go_to(self, where: Mapping[str, Any]) -> None:
        """To a place that `where` gave."""
        self.at, self.report_id, self.held, self.before = where["at"], where["report_id"], where["held"], None
        self.behalf = where["behalf"]

    def offer(self, about: str, choices: Sequence[Choice], *, numbered: bool) -> list[Button]:
        """The next message, about this, has these choices; gives their buttons."""
        self.step += 1
        self.offered, self.numbered = [list(choice) for choice in choices], numbered
        buttons = [button(choice, self.step) for choice in choices]
        if buttons:
            fresh = [[one.label, one.data, about] for one in buttons]
            self.shown = [*fresh, *(old for old in self.shown if old[1] not in {one.data for one in buttons})][:_MOST_SHOWN]
        return buttons

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
