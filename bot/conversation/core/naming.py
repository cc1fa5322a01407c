"""A unit's name that fits none of the units in question, or several: asked back with those that it may mean."""

from collections.abc import Sequence
from difflib import get_close_matches
from typing import NamedTuple

from bot.conversation.core.turn import Turn
from bot.messages.actions import Action, Choice
from bot.texts.desk import rounds as sentences
from tracker.kernel.names import fold
from tracker.office.units import Unit, units_called

_MOST_CHOICES = 8


class Pick(NamedTuple):
    """An action, and what it is about before the unit's number comes last."""

    action: Action
    about: tuple[object, ...] = ()

    def choice(self, label: str, unit_id: int) -> Choice:
        """To be offered for this unit."""
        return self.action.choice(label, *self.about, unit_id)


def ask_back(turn: Turn, name: str, among: Sequence[Unit], pick: Pick, others: Sequence[Choice]) -> None:
    """Offer the units that the name fits, or is written like, each as it is picked with its number; then the others."""
    fitting = units_called(among, name)
    folded = {fold(unit.full_name): unit for unit in among} | {fold(unit.name): unit for unit in among}
    near = fitting or list({folded[key].id: folded[key] for key in get_close_matches(fold(name), folded)}.values())
    choices = [pick.choice(_label(turn, unit), unit.id) for unit in near[:_MOST_CHOICES]]
    question = sentences.which_unit(name) if fitting else sentences.no_unit(name)
    turn.say(question, [*choices, *others], numbered=True)


def _label(turn: Turn, unit: Unit) -> str:
    """Name and code, with the unit above unless that is the desk's own."""
    above = turn.session.get(Unit, unit.parent_id) if unit.parent_id not in {None, turn.unit.id} else None
    return f"{unit.full_name}, {above.full_name} ({unit.code})" if above else f"{unit.full_name} ({unit.code})"
