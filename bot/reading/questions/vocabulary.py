"""The words of questions, from vocabulary.tsv, which a clerk may correct: a table, a meaning, and phrases that have it.

Of several phrases that fit the longest is meant.
"""

from collections.abc import Mapping
from enum import StrEnum

from bot.reading.phrases import Phrases, read_tables


class About(StrEnum):
    """Which units are asked for."""

    ALL = "all"
    OWING = "owing"
    OVERDUE = "overdue"
    NOT_STARTED = "notstarted"
    DRAFTING = "drafting"
    UNFINISHED = "unfinished"
    RETURNED = "returned"
    HANDED_IN = "handedin"
    ON_TIME = "ontime"
    LATE = "late"
    TO_REVIEW = "toreview"
    ACCEPTED = "accepted"
    UNSETTLED = "unsettled"


class AnswerShape(StrEnum):
    """What the answer shall be."""

    TEXT = "text"
    HISTORY = "history"
    WORKBOOK = "workbook"
    PICTURE = "picture"


_TABLES = read_tables("bot.reading.questions", "vocabulary.tsv")
ELSEWHERE: Phrases = _TABLES["elsewhere"][""]  # with one of these a text is none of our questions
GENERAL: Phrases = _TABLES["general"][""]  # whether something is so, or how it stands
MANY: Phrases = _TABLES["many"][""]  # which units, or how many
HAND_IN: Phrases = _TABLES["hand in"][""]  # alone it is what an officer does
NOT_YET: Phrases = _TABLES["not yet"][""]  # behind it, with other words between them: whether they have
FILLERS: Phrases = _TABLES["filler"][""]  # say nothing beside the others
HALF_YEARS: Phrases = _TABLES["half-year"][""]
ABOUT: Mapping[About, Phrases] = {About(meaning): phrases for meaning, phrases in _TABLES["about"].items()}
SHAPES: Mapping[AnswerShape, Phrases] = {AnswerShape(meaning): phrases for meaning, phrases in _TABLES["shape"].items()}
ROUNDS_BACK: Mapping[int, Phrases] = {int(meaning): phrases for meaning, phrases in _TABLES["rounds back"].items()}
QUARTERS: Mapping[int, Phrases] = {int(meaning): phrases for meaning, phrases in _TABLES["quarter"].items()}  # from today's
MONTHS: Mapping[int, Phrases] = {int(meaning): phrases for meaning, phrases in _TABLES["month"].items()}
