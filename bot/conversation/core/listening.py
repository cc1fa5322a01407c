"""Typed words that mean a button or a command, with or without diacritics."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple, Self

from bot.conversation.core.held import Held
from bot.conversation.core.places import Reviewing
from bot.conversation.core.step import Hears, Questions, Step, step_at
from bot.conversation.core.turn import Turn
from bot.messages.actions import ACTIONS, OPEN_ONLY, SET, Action
from bot.reading.numbers import read_settings
from bot.texts.desk.standing import MORE
from tracker.kernel.names import fold, tidy


class Said(NamedTuple):
    """What a text asks for: an action with the rest as what it is about, or (None, text) for an answer."""

    action: Action | None
    text: str

    @classmethod
    def offered(cls, data: str) -> Self:
        """What a choice stands for: "open 12" is the action "open" about "12"; None for an action that is no more."""
        name, _, about = data.partition(" ")
        return cls(ACTIONS.get(name), about)

    @property
    def data(self) -> str:
        """As a choice carries it."""
        return " ".join(filter(None, (self.action.name if self.action else "", self.text)))


_SHORT = {MORE: "tiep"}  # what is typed for it as well
_STAY = {"giu", "giu nguyen"}  # keep, or go on, by where it is said
_AT_ONCE = "lam ngay"  # the button of a reminder, which no longer is the last question
_SENTENCE = re.compile(r"[^\W\d_]{2}\S*\s+[^\W\d_]{2}")  # two words: most answers in a report are numbers
_BEFORE_ROW = re.compile("^(mục|muc|dòng|dong) ", re.IGNORECASE)


class _Words(NamedTuple):
    """The words of all actions, each by the action that they mean; of beginnings the longest first."""

    whole: Mapping[str, Action]
    begins: Mapping[str, Action]
    at_rest: Mapping[str, Action]
    at_review: Mapping[str, Action]
    of_row: Mapping[str, Action]
    row: re.Pattern[str]


@cache
def _words() -> _Words:
    """Read once, when every action is defined."""

    def of(kind: str) -> dict[str, Action]:
        pairs = [(words, action) for action in ACTIONS.values() for words in getattr(action, kind)]
        return dict(sorted(pairs, key=lambda pair: -len(pair[0])))

    of_row = of("of_row")
    row = re.compile(rf"(?P<words>{'|'.join(of_row)}) (?:muc |dong )?[0-9]+(?:\.[0-9]+)*[a-z]?(?: .*)?")
    return _Words(of("whole"), of("begins"), of("at_rest"), of("at_review"), of_row, row)


def listen(turn: Turn, text: str) -> Said:
    """What the person means, given what they were told last, the choices that are offered, and what they were told before."""
    place, step, words = turn.place, step_at(turn), _words()
    said = tidy(text)
    folded = fold(said).rstrip(" .!?…")
    if told := _told(folded, turn.here.told):
        return told
    for number, (label, data) in enumerate(place.offered, start=1):
        if folded in {fold(label), _SHORT.get(label)} or (place.numbered and folded == str(number)):
            return Said.offered(data)
    action = _action(folded, step, words)
    if step.manner.hears is Hears.SENTENCE:
        if folded.startswith("/") or (action and action.over_sentence):
            return Said(action, "")
        return Said(None, said)
    if action:
        return Said(action, "")
    return (
        _of_row(said, folded, words)
        or _told(folded, turn.here.told_earlier)
        or _with_rest(said, folded, _beginnings(turn, words))
        or _answer(turn, said)
    )


def may_ask(turn: Turn, text: str) -> bool:
    """Whether the text may be a question in words: where a report is filled, it has two words at least."""
    here = step_at(turn).manner.questions
    return here is not Questions.NEVER and (here is Questions.ALWAYS or bool(_SENTENCE.search(text)))


def _of_row(said: str, folded: str, words: _Words) -> Said | None:
    asked = words.row.fullmatch(folded)
    return Said(words.of_row[asked["words"]], _BEFORE_ROW.sub("", after(said, asked["words"]))) if asked else None


def _told(folded: str, told: Sequence[Sequence[str]]) -> Said | None:
    """The choice of that label under something that nobody asked for; the part before a colon is enough."""
    fitting = (data for label, data in told if folded in {fold(label), fold(label.partition(":")[0])})
    return next((Said.offered(data.removeprefix("|")) for data in fitting), None)


def _action(folded: str, step: Step[Held], words: _Words) -> Action | None:
    if folded.startswith(_AT_ONCE):
        return OPEN_ONLY
    action = step.manner.stay if folded in _STAY else words.whole.get(folded)
    return None if action in step.manner.own else action


def _beginnings(turn: Turn, words: _Words) -> Iterable[tuple[str, Action]]:
    own = step_at(turn).manner.own
    heard = [words.begins, words.at_rest if turn.rests else {}, words.at_review if turn.at(Reviewing) else {}]
    return ((beginning, action) for known in heard for beginning, action in known.items() if action not in own)


def _with_rest(said: str, folded: str, known: Iterable[tuple[str, Action]]) -> Said | None:
    """An action whose words go on: "bỏ qua chờ huyện", "sửa 3.2.1"."""
    for words, action in known:
        if folded.startswith((f"{words} ", f"{words}:", f"{words},")):
            return Said(action, after(said, words))
    return None


def _answer(turn: Turn, said: str) -> Said:
    """At a review "3.1.4: …" is a comment, and no figure."""
    numbers_alone = SET in step_at(turn).manner.own  # "4.6 5.2" is an answer there, "4.6: 2" sets a row
    sets = (not numbers_alone or ":" in said or "=" in said) and not turn.at(Reviewing) and read_settings(said)
    return Said(SET if sets else None, said)


def after(said: str, words: str) -> str:
    """What follows these folded words, with which the text begins."""
    rest = said.split(maxsplit=words.count(" ") + 1)[-1] if " " in said else ""
    return rest.lstrip(":, ")
