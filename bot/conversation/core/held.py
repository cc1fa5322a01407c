"""What is held where a person stands: of each place a frozen dataclass of its own, stored as JSON."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any, ClassVar

from pydantic import TypeAdapter, ValidationError


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
