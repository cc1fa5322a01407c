"""Steps: one object for each place where a person can stand, with all that the place is."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Generic, TypeVar

from bot.conversation.core.held import Held
from bot.conversation.core.next import BACK, STAY, Next
from bot.conversation.core.turn import Turn
from bot.messages.actions import Action

H = TypeVar("H", bound=Held)


class Hears(StrEnum):
    """What the answer is: figures, a sentence of which any words may be the beginning, or one of the choices."""

    FIGURES = "figures"
    SENTENCE = "sentence"
    CHOICE = "choice"


class Questions(StrEnum):
    """Whether a question in words about where units stand is answered here: always, if it surely is one, or never."""

    ALWAYS = "always"
    IF_SURE = "if sure"
    NEVER = "never"


@dataclass(frozen=True, kw_only=True)
class Manner:
    """What is alike of many places.

    A text in which `surely` is found is an answer, whatever else it may mean. `open_report`: there can only be somebody whose
    report is open and not locked.

    `stay` is what "giữ nguyên" means; the words of its `own` actions are heard by the place itself.
    """

    hears: Hears
    questions: Questions
    open_report: bool
    stay: Action
    own: frozenset[Action] = frozenset()
    surely: re.Pattern[str] | None = None

    def is_answer(self, text: str) -> bool:
        """Whether the text surely is one."""
        return self.surely is not None and self.surely.search(text) is not None


@dataclass(frozen=True, kw_only=True)
class Step(Generic[H]):
    """A place: what is held there, and what is done there; nothing has a default, so that nothing is forgotten.

    `ask` puts the question, `hear` takes the answer and gives what follows. `settled` gives where to stand instead when there
    is nothing more to ask, None while there is. `back`, `go_on` and `keep` are what "lùi", "tiếp" and "giữ vì …" mean.
    """

    holds: type[H]
    manner: Manner
    ask: Callable[[Turn, H], None]
    hear: Callable[[Turn, H, str], Next]
    settled: Callable[[Turn, H], Held | None]
    back: Callable[[Turn, H], Next]
    go_on: Callable[[Turn, H], Next]
    keep: Callable[[Turn, H, str], Next]

    def __post_init__(self) -> None:
        """One step for each place; a second one is refused while the program starts."""
        if self.holds.at in STEPS:
            raise ValueError(self.holds.at)
        STEPS[self.holds.at] = self


STEPS: dict[str, Step[Any]] = {}  # by the place's name as it is stored; filled as the steps are defined


def step_at(turn: Turn) -> Step[Any]:
    """The step at which the person stands."""
    return STEPS[turn.place.at]


def never(_turn: Turn, _held: Held) -> Held | None:
    """Settled: here the question stands until it is answered."""
    return None


def stay(_turn: Turn, _held: Held) -> Next:
    """Back, or on: from here there is no such way; the question is put again."""
    return STAY


def one_back(_turn: Turn, _held: Held) -> Next:
    """Back: to where the person stood before the question was put."""
    return BACK


def keep_nothing(_turn: Turn, _held: Held, _reason: str) -> Next:
    """Keep: here no figure is in question."""
    return STAY
