"""Several units that an order is for: those that are named, or all but them; of a group and of levels."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple, Self

from bot.conversation.core.turn import Turn
from bot.conversation.seeking.meant import Meant
from bot.conversation.seeking.sought import Sought, belongs, level_keys
from bot.reading.questions import About, Question
from tracker.office.units import subtree_ids
from tracker.review.standing import UnitStanding


class UnitGroup(NamedTuple):
    """These units and what is below them, all but them, or all where none is named; of `sought` the group and the levels."""

    sought: Sought = Sought()
    units: tuple[int, ...] = ()
    but: bool = False

    @classmethod
    def meant(cls, question: Question, meant: Meant) -> Self:
        """Whom an order is for; a unit that is named is meant whatever its level."""
        named = meant.but or meant.units
        levels = () if meant.units else question.objects.levels
        sought = Sought(question.about, levels=level_keys(levels))
        return cls(sought, tuple(unit.id for unit in named), bool(meant.but))

    @property
    def is_everybody(self) -> bool:
        """Whether nobody is left out."""
        return not self.units and not self.sought.levels and self.sought.about is About.ALL

    def of(self, turn: Turn, found: Iterable[UnitStanding]) -> list[UnitStanding]:
        """Those of these units that belong to it."""
        asked = {id_ for unit in self.units for id_ in subtree_ids(turn.session, unit)}
        fitting = [one for one in found if belongs(one, self.sought, turn.now)]
        return [one for one in fitting if not asked or (one.unit.id in asked) is not self.but]

    def packed(self) -> dict[str, Any]:
        """As a question that waits for a yes keeps it."""
        return {"group": self.sought.about, "levels": self.sought.levels, "units": list(self.units), "but": self.but}

    @classmethod
    def read(cls, packed: Mapping[str, Any]) -> Self:
        """What `packed` gave."""
        sought = Sought(About(packed["group"]), levels=packed["levels"])
        return cls(sought, tuple(packed["units"]), packed["but"])
