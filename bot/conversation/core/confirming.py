"""Far-reaching deeds: shown by number and name and asked once; a yes does them, a no leaves everything as it is.

A part that has such a deed makes one `AskedFirst` of it, beside what it does, and gives `ask` of it as what follows: the
question stands aside of whatever stood, and both answers lead back there first.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from bot.conversation.core import manners
from bot.conversation.core.doing import does
from bot.conversation.core.held import Held, Leaving
from bot.conversation.core.next import STAY, Aside, Next
from bot.conversation.core.places import Menu
from bot.conversation.core.step import Questions, Step, keep_nothing, one_back, stay
from bot.conversation.core.turn import Turn
from bot.messages.actions import Action, Choice, Means
from bot.texts.common import choices as sentences

YES, NO = Action("yes", means=Means.YES), Action("no", means=Means.NO)
About = Mapping[str, Any]  # what a deed is done to, as JSON has it


@dataclass(frozen=True)
class Confirming(Held, at="confirming", leaving=Leaving.RECORDED):
    """The deed of this name waits for a yes."""

    deed: str = ""
    about: dict[str, Any] = field(default_factory=dict)


class Shown(NamedTuple):
    """What a deed will do, in at most 15 lines, the words of both answers, and what else may be looked at first."""

    title: str
    text: str
    yes: str
    no: str
    more: Sequence[Choice] = ()


@dataclass(frozen=True, kw_only=True)
class AskedFirst:
    """A deed that is done only after a yes; its name is stored with the question.

    `show` says what it would do as things stand now, None if there is nothing left to be done. `do` does it; it stands where
    the person stood before, and looks at what stands, since others may have been there meanwhile. `leave` is what follows
    on a no.
    """

    name: str
    show: Callable[[Turn, About], Shown | None]
    do: Callable[[Turn, About], Next]
    leave: Callable[[Turn, About], Next]

    def __post_init__(self) -> None:
        """A name that is taken is refused while the program starts."""
        if self.name in DEEDS:
            raise ValueError(self.name)
        DEEDS[self.name] = self

    def ask(self, **about: Any) -> Next:
        """Ask before it is done to these."""
        return Aside(Confirming(self.name, about))


DEEDS: dict[str, AskedFirst] = {}


def leave_as_it_is(_turn: Turn, _about: About) -> Next:
    """On a no nothing else follows."""
    return STAY


def leave_saying(sentence: str) -> Callable[[Turn, About], Next]:
    """On a no, that nothing was changed, in these words."""

    def leave(turn: Turn, _about: About) -> Next:
        turn.note(sentence)
        return STAY

    return leave


def _shown(turn: Turn, held: Confirming) -> Shown | None:
    return DEEDS[held.deed].show(turn, held.about) if held.deed in DEEDS else None


def ask(turn: Turn, held: Confirming) -> None:
    """Show what will be done; no number is a yes, since it may be meant for something else."""
    if shown := _shown(turn, held):
        turn.say(shown.text, [YES.choice(shown.yes), *shown.more, NO.choice(shown.no)], title=shown.title)


def settled(turn: Turn, held: Confirming) -> Held | None:
    """Back to what stood before once there is nothing left to be done."""
    if _shown(turn, held):
        return None
    turn.step_back()
    return Menu() if turn.at(Confirming) else turn.held


def hear(turn: Turn, _held: Confirming, _text: str) -> Next:
    """Only yes and no are understood."""
    turn.note(sentences.YES_OR_NO)
    return STAY


@does(YES)
def confirm(turn: Turn, _rest: str) -> Next:
    """Do it."""
    held = turn.held
    if not isinstance(held, Confirming) or held.deed not in DEEDS:
        return STAY
    turn.step_back()
    return DEEDS[held.deed].do(turn, held.about)


@does(NO)
def decline(turn: Turn, _rest: str) -> Next:
    """Leave it."""
    held = turn.held
    if not isinstance(held, Confirming) or held.deed not in DEEDS:
        return STAY
    turn.step_back()
    return DEEDS[held.deed].leave(turn, held.about)


CONFIRMING = Step(
    holds=Confirming,
    manner=replace(manners.OF_A_CHOICE, questions=Questions.IF_SURE),
    ask=ask,
    hear=hear,
    settled=settled,
    back=one_back,
    go_on=stay,
    keep=keep_nothing,
)
