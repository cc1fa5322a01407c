"""What is looked for of a round's standing, as an action carries it; whoever presses it is asked again what they may see."""

from typing import NamedTuple, Self

from bot.conversation.core.turn import number_in
from bot.errors.rights import NotYours
from bot.reading.questions import About, Shape

_PARTS = 5


class Sought(NamedTuple):
    """The group, in what shape, of which round (0 for the latest in which something is owed), which page, and which unit.

    The unit comes last, so that an action without it can be completed by the unit that is chosen.
    """

    about: About = About.ALL
    shape: Shape = Shape.TEXT
    round_id: int = 0
    page: int = 1
    unit_id: int = 0

    @property
    def action(self) -> str:
        """As a button carries it: "ask late text 12 1 7"."""
        return f"{self.without_unit} {self.unit_id}"

    @property
    def without_unit(self) -> str:
        """The same before a unit is chosen."""
        return f"ask {self.about} {self.shape} {self.round_id} {self.page}"

    @classmethod
    def read(cls, words: str) -> Self:
        """Read what follows "ask"; raises NotYours for what no button of ours carries."""
        parts = words.split(" ")
        numbers = [number_in(part) for part in parts[2:]]
        if len(parts) != _PARTS or None in numbers or parts[0] not in set(About) or parts[1] not in set(Shape):
            raise NotYours
        round_id, page, unit_id = (number or 0 for number in numbers)
        return cls(About(parts[0]), Shape(parts[1]), round_id, page, unit_id)
