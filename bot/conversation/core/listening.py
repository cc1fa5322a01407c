"""Typed words that mean a button or a command, with or without diacritics."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple, Self

from bot.conversation.core.earlier import GONE, lasting_choices
from bot.conversation.core.held import Held
from bot.conversation.core.places import Reviewing
from bot.conversation.core.step import Hears, Questions, Step, step_at
from bot.conversation.core.turn import Turn
from bot.messages.actions import ACTIONS, OPEN_ONLY, SET, Action, Means
from bot.reading.answering import says_rows
from bot.reading.courtesy import plainly
from bot.reading.yes_or_no import read_yes_or_no
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
_CLOSING = " .!?…"
_WORD = re.compile(r"[^\W\d_]")
_BRACKETS = re.compile(r"\s*\([^()]*\)$")
_SURELY_A_LABEL = 3  # words; fewer may be an answer
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
    step, words = step_at(turn), _words()
    said = tidy(text)
    folded = fold(said).rstrip(_CLOSING)
    if chosen := _told(folded, turn.here.told) or _chosen(turn, said, folded):
        return chosen
    if step.manner.is_answer(said):
        return Said(None, said)
    plain = plainly(said)
    action = _action(said, step, words) or _action(plain, step, words)
    if step.manner.hears is Hears.SENTENCE:
        if folded.startswith("/") or (action and action.over_sentence):
            return Said(action, "")
        return Said(None, said)
    if action:
        return Said(action, "")
    return (
        _of_row(said, folded, step, words)
        or _told(folded, turn.here.told_earlier)
        or _of_earlier(turn, folded, step, words)
        or _with_rest(said, folded, _beginnings(turn, words))
        or _of_row(plain, fold(plain), step, words)
        or _with_rest(plain, fold(plain), _beginnings(turn, words))
        or _answer(turn, said)
    )


def may_ask(turn: Turn, text: str) -> bool:
    """Whether the text may be a question in words: where a report is filled, it has two words at least."""
    here = step_at(turn).manner.questions
    return here is not Questions.NEVER and (here is Questions.ALWAYS or bool(_SENTENCE.search(text)))


def _of_row(said: str, folded: str, step: Step[Held], words: _Words) -> Said | None:
    asked = words.row.fullmatch(folded)
    action = words.of_row[asked["words"]] if asked else None
    if asked is None or action in step.manner.own:
        return None
    return Said(action, _BEFORE_ROW.sub("", after(said, asked["words"])))


def _told(folded: str, told: Iterable[Sequence[str]]) -> Said | None:
    """The choice of that label under something that nobody asked for, or that they were told before."""
    fitting = (data for label, data, *_ in told if folded == fold(label) or folded in _in_short(label))
    return next((Said.offered(data.removeprefix("|")) for data in fitting), None)


def _chosen(turn: Turn, said: str, folded: str) -> Said | None:
    """The choice of that label, or of that number where numbers are shown, or the one that a yes or a no stands for."""
    offered = [(label, Said.offered(data)) for label, data in turn.place.offered]
    for label, choice in offered:
        if folded in {fold(label), _SHORT.get(label)}:
            return choice
    in_short = [choice for label, choice in offered if folded in _in_short(label)]
    if len(in_short) == 1:
        return in_short[0]
    if turn.place.numbered and not turn.carries.buttons and folded in map(str, range(1, len(offered) + 1)):
        return offered[int(folded) - 1][1]
    return _yes_or_no(said, [choice for _, choice in offered])


def _in_short(label: str) -> set[str]:
    """The label without what stands in brackets at its end, and what stands before its colon, if that is words."""
    short = {fold(_BRACKETS.sub("", label)), fold(label.partition(": ")[0])}
    return {words for words in short - {fold(label)} if _WORD.search(words)}


def _yes_or_no(said: str, offered: Sequence[Said]) -> Said | None:
    """The only choice that means it, under a question that is answered by yes or no."""
    meant = read_yes_or_no(said)
    meaning = {means: [one for one in offered if one.action and one.action.means is means] for means in Means}
    return meaning[meant][0] if meant and len(meaning[meant]) == 1 and meaning[Means.YES] else None


def _of_earlier(turn: Turn, folded: str, step: Step[Held], words: _Words) -> Said | None:
    """A choice of the screens before: one that lasts is done, of another it is said what it was, unless it may be a figure.

    What the place itself hears is none.
    """
    if words.whole.get(folded) in step.manner.own:
        return None
    if lasting := _told(folded, lasting_choices(turn.place)):
        return lasting
    if step.manner.hears is Hears.FIGURES and len(folded.split()) < _SURELY_A_LABEL:
        return None
    return next((Said(GONE, data) for label, data, _ in turn.place.shown if folded == fold(label)), None)


def _action(said: str, step: Step[Held], words: _Words) -> Action | None:
    folded, as_it_is = fold(said).rstrip(_CLOSING), f"={said.casefold().rstrip(_CLOSING)}"
    if folded.startswith(_AT_ONCE):
        return OPEN_ONLY
    action = step.manner.stay if folded in _STAY else words.whole.get(folded) or words.whole.get(as_it_is)
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
    """Where figures are asked they are read there; elsewhere "3.1.4: 5" sets a row, but is a comment at a review."""
    elsewhere = step_at(turn).manner.hears is Hears.CHOICE and not turn.at(Reviewing)
    return Said(SET if elsewhere and says_rows(said) else None, said)


def after(said: str, words: str) -> str:
    """What follows these folded words, with which the text begins."""
    rest = said.split(maxsplit=words.count(" ") + 1)[-1] if " " in said else ""
    return rest.lstrip(":, ")
