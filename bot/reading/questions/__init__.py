"""Questions about where units stand, as people type them: which group, of whom, for which period, in what shape. Pure."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date

from bot.reading.periods import read_period
from bot.reading.phrases import TypedWords, take_meaning
from bot.reading.questions.vocabulary import (
    ABOUT,
    ELSEWHERE,
    FILLERS,
    GENERAL,
    HALF_YEARS,
    HAND_IN,
    MANY,
    MONTHS,
    NOT_YET,
    QUARTERS,
    ROUNDS_BACK,
    SHAPES,
    About,
    AnswerShape,
)
from tracker.kernel.names import fold

__all__ = ["About", "AnswerShape", "Question", "When", "called", "names_form", "read_question", "take_when"]

_LONGEST = 25  # words of a question
_LONGEST_PERIOD, _LONGEST_NAME, _LONGEST_UNKNOWN = 7, 8, 4
_SHORTEST_INITIALS = 3
_WORD = re.compile(r"[\w/-]+")
_WITH_YEAR = re.compile(r"20[0-9]{2}|nam (?:nay|ngoai|truoc|sau|toi)")


@dataclass(frozen=True)
class When:
    """Which round: one for these `parts` of a year ("Q1"; "H1", "H2" for either), of `year` if one was said, `back` so many.

    With none of them the latest in which something is owed.
    """

    parts: tuple[str, ...] = ()
    year: int | None = None
    back: int | None = None

    @property
    def is_said(self) -> bool:
        """Whether a round was named at all."""
        return bool(self.parts) or self.back is not None

    def fits(self, period_code: str) -> bool:
        """Whether a round for this period may be meant, however far back."""
        year, _, part = period_code.partition("-")
        return (not self.parts or part in self.parts) and (self.year is None or int(year) == self.year)


@dataclass(frozen=True)
class Question:
    """What is asked.

    `names` are the units that it calls by their whole names; `left` are words that mean none of this and so should be a part
    of a unit's or a form's name. `asks` says that it is put as a question, `many` that it asks which or how many units.
    """

    about: About = About.ALL
    shape: AnswerShape = AnswerShape.TEXT
    when: When = field(default_factory=When)
    names: tuple[str, ...] = ()
    left: str = ""
    asks: bool = False
    many: bool = False

    @property
    def may_name_nobody(self) -> bool:
        """Whether the words that are left are likely the name of a unit even if there is none, rather than of nothing here."""
        return self.asks and len(self.left.split()) <= _LONGEST_UNKNOWN


def called(name: str) -> str:
    """A unit's name as it is looked for in a question; "" for one that is too short to be sure of."""
    words = _WORD.findall(fold(name))
    return " ".join(words) if len(words) > 1 or "-" in name else ""


def names_form(words: str, name: str, code: str) -> bool:
    """Whether these words are a part of a form's name, its code, or the initials with which it ends, such as "CCHC"."""
    wanted, folded = fold(words), fold(name)
    initials = "".join(word[0] for word in folded.split())
    is_initials = len(wanted) >= _SHORTEST_INITIALS and initials.endswith(wanted)
    return bool(wanted) and (wanted == code or f" {wanted} " in f" {folded} " or is_initials)


def read_question(text: str, today: date, names: Collection[str]) -> Question | None:
    """Read it; None if it is no question about where units stand. `names` are those of the units, as `called` writes them."""
    said = TypedWords(text)
    named = tuple(_names(said, names))
    if not 0 < len(said) <= _LONGEST or said.take(ELSEWHERE):
        return None
    shape = take_meaning(said, SHAPES)
    when = take_when(said, today)
    general = bool(said.take(GENERAL)) | bool(said.take(GENERAL))  # "tình hình … thế nào"
    about = take_meaning(said, ABOUT)
    many = bool(said.take(MANY))
    if about is None and not general and said.take(HAND_IN):
        general = bool(said.take(NOT_YET))
        about = About.HANDED_IN if many and not general else None
    while said.take(FILLERS):
        pass
    if about is None and shape is None and not general and (not named or said.left):
        return None
    asks = many or general or shape is not None or "?" in text
    return Question(about or About.ALL, shape or AnswerShape.TEXT, when, named, said.left, asks, many)


def _names(said: TypedWords, names: Collection[str]) -> Iterator[str]:
    for run in said.runs(_LONGEST_NAME):
        if said.folded(run) in names:
            yield said.typed(run)
            said.close(run)


def take_when(said: TypedWords, today: date) -> When:
    """Take the words away that say which round is meant; gives it."""
    back = take_meaning(said, ROUNDS_BACK)
    if back is not None:
        return When(back=back)
    quarter, month = take_meaning(said, QUARTERS), take_meaning(said, MONTHS)
    if quarter is not None:
        year, place = divmod(today.year * 4 + (today.month - 1) // 3 + quarter, 4)
        return When((f"Q{place + 1}",), year)
    if month is not None:
        year, place = divmod(today.year * 12 + today.month - 1 + month, 12)
        return When((f"M{place + 1:02}",), year)
    found, year_said = "", None
    for run in said.runs(_LONGEST_PERIOD):
        period = read_period(said.folded(run), today)
        if period:
            part = period.code.partition("-")[2]
            year_said = period.year if _WITH_YEAR.search(said.folded(run)) else year_said
            found = found if found and part == "Y" else part
            said.close(run)
    parts = (found,) if found else ("H1", "H2") if said.take(HALF_YEARS) else ()
    return When(parts, year_said)
