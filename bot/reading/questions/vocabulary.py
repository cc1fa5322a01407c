"""The words of questions, from vocabulary.tsv, which a clerk may correct: a table, a meaning, and phrases that have it.

Each word may be typed with its own diacritics or with none, after "=" with its own alone ("ảnh" is no "anh"); of several
phrases that fit the longest is meant. "#" stands for a number. In the table of topics "a + b" asks for both, in whatever
order, and "^a" for words with which the text begins.
"""

import csv
from collections.abc import Mapping, Sequence
from enum import StrEnum
from importlib.resources import files
from io import StringIO

from tracker.kernel.names import fold


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


class Topic(StrEnum):
    """What a question or an order is about."""

    STANDING = "standing"  # where units stand in a round
    FIGURES = "figures"
    PEOPLE = "people"
    NOT_JOINED = "notjoined"
    NOBODY = "nobody"  # units without an officer
    ACCEPT = "accept"
    NUDGE = "nudge"
    TOTAL = "total"
    BLANKS = "blanks"
    DUE = "due"
    SEEN = "seen"
    SEE = "see"
    REOPEN = "reopen"
    ENTER = "enter"
    GRANT = "grant"
    CHANGES = "changes"
    RATE = "rate"  # of the rounds of a year
    OFTEN = "often"  # who is late most often
    AGAIN = "again"  # so many rounds one after the other, or each of several
    ROUNDS = "rounds"  # one round beside another
    ANNOUNCE = "announce"
    INVITE = "invite"
    RETURN = "return"
    TASKS = "tasks"
    CALL = "call"
    DRAFT = "draft"  # a letter to be written
    CLOSE = "close"  # a round to be closed or deleted


class Making(StrEnum):
    """What is made of figures."""

    VALUE = "value"  # of one unit, or the total of several
    LOWEST = "lowest"
    HIGHEST = "highest"
    MEAN = "mean"
    ABOVE = "above"
    BELOW = "below"
    EQUAL = "equal"
    COMPARED = "compared"


Phrases = Sequence[str]


def _read() -> dict[str, dict[str, list[str]]]:
    tables: dict[str, dict[str, list[str]]] = {}
    text = (files("bot.reading.questions") / "vocabulary.tsv").read_text(encoding="utf-8")
    for line in csv.DictReader(StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE):
        tables.setdefault(line["table"], {}).setdefault(line["meaning"], []).extend(line["phrases"].split(", "))
    return tables


def _pairs(table: Mapping[str, Phrases]) -> dict[str, str]:
    return {phrase: meaning for meaning, phrases in table.items() for phrase in phrases}


_TABLES = _read()
ELSEWHERE: Phrases = _TABLES["elsewhere"][""]  # with one of these a text is none of our questions
GENERAL: Phrases = _TABLES["general"][""]  # whether something is so, or how it stands
WHICH: Phrases = _TABLES["which"][""]  # which units, or how many
MANY: Phrases = [*WHICH, *_TABLES["many"][""]]  # the same, or a list of them
HAND_IN: Phrases = _TABLES["hand in"][""]  # alone it is what an officer does
NOT_YET: Phrases = _TABLES["not yet"][""]  # behind it, with other words between them: whether they have
FILLERS: Phrases = _TABLES["filler"][""]  # say nothing beside the others
OF_FIGURES: Phrases = _TABLES["filler of figures"][""]  # the same where a figure is asked for
LAST: Phrases = _TABLES["last word"][""]  # say nothing at the end, and much before another word
NO_WARNING: Phrases = _TABLES["no warning"][""]  # of reports that may be accepted together
BOTH: Phrases = _TABLES["both"][""]  # between rounds or units
AND_ONE: Phrases = _TABLES["and one"][""]  # the number of one more quarter
SUMS: Phrases = _TABLES["sum"][""]
AGAIN: Phrases = _TABLES["again"][""]  # so many rounds one after the other
COMPARING: Phrases = _TABLES["comparing"][""]
HALF_YEARS: Phrases = _TABLES["half-year"][""]
LEVELS: Phrases = _TABLES["level"][""]  # of any office; the units' own come besides
EVERYWHERE: Phrases = _TABLES["everywhere"][""]
OF_LEVEL: Phrases = _TABLES["of a level"][""]  # before a level
LEAD: Phrases = _TABLES["lead"][""]  # may stand before the beginning of an order
ROW: Phrases = _TABLES["row"][""]  # before the number of a row
SHORT: Mapping[str, str] = {fold(short): words for short, words in _pairs(_TABLES["short form"]).items()}
NUMBERS: Mapping[str, int] = {phrase: int(meaning) for phrase, meaning in _pairs(_TABLES["number"]).items()}
ABOUT: Mapping[About, Phrases] = {About(meaning): phrases for meaning, phrases in _TABLES["about"].items()}
SHAPES: Mapping[AnswerShape, Phrases] = {AnswerShape(meaning): phrases for meaning, phrases in _TABLES["shape"].items()}
TOPICS: Mapping[str, Topic] = {rule: Topic(meaning) for rule, meaning in _pairs(_TABLES["topic"]).items()}
HOW: Mapping[Making, Phrases] = {Making(meaning): phrases for meaning, phrases in _TABLES["how"].items()}
HOW_APART: Mapping[str, Making] = {rule: Making(meaning) for rule, meaning in _pairs(_TABLES["how apart"]).items()}
ROUNDS_BACK: Mapping[int, Phrases] = {int(meaning): phrases for meaning, phrases in _TABLES["rounds back"].items()}
QUARTERS: Mapping[int, Phrases] = {int(meaning): phrases for meaning, phrases in _TABLES["quarter"].items()}  # from today's
MONTHS: Mapping[int, Phrases] = {int(meaning): phrases for meaning, phrases in _TABLES["month"].items()}
DAYS: Mapping[str, Phrases] = _TABLES["days"]  # "-1 0": from yesterday to today; with hours "0 0 0 12"; "-# 0"; "week 0"
