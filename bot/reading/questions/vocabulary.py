"""The words of questions, from vocabulary.tsv, which a clerk may correct: a table, a meaning, and phrases that have it.

Each word may be typed with its own diacritics or with none, after "=" with its own alone ("ảnh" is no "anh"); of several
phrases that fit the longest is meant. "#" stands for a number. In the table of topics "a + b" asks for both, in whatever
order, and "^a" for words with which the text begins.
"""

from collections.abc import Mapping
from enum import StrEnum

from bot.reading.fillers import COMMON_FILLERS
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


class Topic(StrEnum):
    """What a question or an order is about."""

    STANDING = "standing"  # where units stand in a round
    FIGURES = "figures"
    PEOPLE = "people"
    NOT_JOINED = "notjoined"
    NOBODY = "nobody"  # units without an officer
    UNREACHED = "unreached"  # units that owe and must be called
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
    MOVE_ROUND = "move round"  # the due time of a round
    CHANGES = "changes"
    RATE = "rate"  # of the rounds of a year
    OFTEN = "often"  # who is late most often
    AGAIN = "again"  # so many rounds one after the other, or each of several
    ROUNDS = "rounds"  # one round beside another
    INFLUENCE = "influence"  # which doubtful figures move the totals most
    ANNOUNCE = "announce"
    READ = "read"  # who has read an announcement
    INVITE = "invite"
    RETURN = "return"
    TASKS = "tasks"
    CALL = "call"
    DRAFT = "draft"  # a letter to be written
    CLOSE = "close"  # a round to be closed or deleted
    NO_NUDGE = "no nudge"
    TAKE_BACK = "take back"  # what a desk has done
    BY_LEVEL = "by level"  # how many of a group, level by level
    UNITS = "units"  # how many there are
    EXTENDED = "extended"  # to whom more time was given
    SENT = "sent"  # when a report was handed in, and by whom
    REMINDED = "reminded"  # how often units were, and when
    TASK_RATES = "task rates"
    CANCEL_TASK = "cancel task"  # the one that was assigned last
    MOVE_TASK = "move task"  # its due day
    RECEIVERS = "receivers"  # who has accepted a task
    RANKED = "ranked"  # units by how often they were on time
    ZERO = "zero"  # whose figures are all 0
    AUTOMATIC = "automatic"  # the reminders that go out by themselves
    LATER = "later"  # a reminder on another day
    SENT_BACK = "sent back"  # which reports that were have come again
    WHAT = "what"  # what a row is


class Making(StrEnum):
    """What is made of figures."""

    VALUE = "value"  # of one unit, or the total of several
    LOWEST = "lowest"
    HIGHEST = "highest"
    MEAN = "mean"
    ABOVE = "above"
    BELOW = "below"
    EQUAL = "equal"
    EMPTY = "empty"  # who has written nothing
    COMPARED = "compared"


def _pairs(table: Mapping[str, Phrases]) -> dict[str, str]:
    return {phrase: meaning for meaning, phrases in table.items() for phrase in phrases}


_TABLES = read_tables("bot.reading.questions", "vocabulary.tsv")
ELSEWHERE: Phrases = _TABLES["elsewhere"][""]  # with one of these a text is none of our questions
GENERAL: Phrases = _TABLES["general"][""]  # whether something is so, or how it stands
WHICH: Phrases = _TABLES["which"][""]  # which units, or how many
MANY: Phrases = [*WHICH, *_TABLES["many"][""]]  # the same, or a list of them
HAND_IN: Phrases = _TABLES["hand in"][""]  # alone it is what an officer does
NOT_YET: Phrases = _TABLES["not yet"][""]  # behind it, with other words between them: whether they have
FILLERS: Phrases = [*COMMON_FILLERS, *_TABLES["filler"][""]]  # say nothing beside the others
OF_FIGURES: Phrases = _TABLES["filler of figures"][""]  # the same where a figure is asked for
LAST: Phrases = _TABLES["last word"][""]  # say nothing at the end, and much before another word
NO_WARNING: Phrases = _TABLES["no warning"][""]  # of reports that may be accepted together
BOTH: Phrases = _TABLES["both"][""]  # between rounds or units
AND_ONE: Phrases = _TABLES["and one"][""]  # the number of one more quarter
SUMS: Phrases = _TABLES["sum"][""]
AGAIN: Phrases = _TABLES["again"][""]  # so many rounds one after the other
COMPARING: Phrases = _TABLES["comparing"][""]
LATE_BY: Phrases = _TABLES["late by"][""]  # by how much at least, behind a group of those who are late
HALF_YEARS: Phrases = _TABLES["half-year"][""]
LEVELS: Phrases = _TABLES["level"][""]  # of any office; the units' own come besides
EVERYWHERE: Phrases = _TABLES["everywhere"][""]
OF_LEVEL: Phrases = _TABLES["of a level"][""]  # before a level
BEFORE_NAME: Phrases = _TABLES["before a name"][""]  # short forms of levels
GOT: Phrases = _TABLES["got"][""]  # how many have handed in, where nothing else is asked
ALREADY: Phrases = _TABLES["already"][""]  # of those that have handed in, where nothing else is said
ONCE: Phrases = _TABLES["once"][""]  # behind a unit that is no more; elsewhere earlier rounds may be meant
SINCE_NEW_YEAR: Phrases = _TABLES["since new year"][""]
THOSE: Phrases = _TABLES["those"][""]  # the units of the answer before
FOLLOWS: Mapping[str, Phrases] = _TABLES["follow"]  # with which a question begins or ends that goes on from the one before
IT: Phrases = _TABLES["it"][""]  # the figure of the answer before
BEHIND_EXCEPT: Phrases = _TABLES["behind except"][""]
POINTING: Phrases = _TABLES["pointing"][""]  # at a unit that is named
THIS_YEAR: Phrases = _TABLES["this year"][""]
SAME: Mapping[str, str] = dict(pair.split(" = ") for pair in _TABLES["same word"][""])  # as forms write it
UNITS_COUNTED: Phrases = _TABLES["units counted"][""]
BOTH_SIDES: Phrases = _TABLES["both sides"][""]  # at the end, behind a question for those who have
ANNOUNCED_TO: Phrases = _TABLES["announced to"][""]  # say nothing beside whom an announcement is for
EVERYBODY: Phrases = _TABLES["everybody"][""]  # whom an order or an announcement is for, where nobody is named
BECAUSE: Phrases = _TABLES["because"][""]  # before the reason for an order
REPORT: Phrases = _TABLES["report"][""]  # before a report's name
ENDS_NAME: Phrases = _TABLES["end of a name"][""]  # of a report in an order
MOVING: Phrases = _TABLES["moving a due day"][""]  # of a round, where no unit is named
CHANGE_ORDER: Phrases = _TABLES["changes an order"][""]  # left over in an order, they leave open what it is
CHANGE_QUESTION: Phrases = _TABLES["changes a question"][""]  # left over in a question, it may be none
AHEAD: Phrases = _TABLES["ahead"][""]  # on another day
REMIND: Phrases = _TABLES["remind"][""]
OF_RANKING: Phrases = _TABLES["filler of ranking"][""]
OF_TASKS: Phrases = _TABLES["filler of tasks"][""]
BETWEEN: Phrases = _TABLES["between"][""]  # which of two units has more
EXCEPT: Phrases = _TABLES["except"][""]  # before units that are left out
LEAD: Phrases = _TABLES["lead"][""]  # may stand before the beginning of an order
ROW: Phrases = _TABLES["row"][""]  # before the number of a row
MONTH: str = _TABLES["month word"][""][0]
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
