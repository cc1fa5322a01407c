"""Comparing: units by one row, and a unit with its own past; what is unusual comes first."""

import re

from bot.conversation.core.doing import does
from bot.conversation.core.naming import Pick, ask_back
from bot.conversation.core.next import STAY, Next
from bot.conversation.core.turn import Turn
from bot.conversation.desk import tracing
from bot.conversation.desk.actions import COMPARE, COMPARE_UNIT, WHY
from bot.conversation.seeking.answers import ANSWERS
from bot.conversation.seeking.meant import desk_units, known_to
from bot.reading.periods import read_period
from bot.reading.questions import Question, Topic, read_question
from bot.texts.desk import comparing as sentences
from tracker.kernel.names import fold
from tracker.office.officers import is_desk
from tracker.office.units import Unit, units_below, units_called
from tracker.reports.reports import reports_of
from tracker.reports.rounds import Round
from tracker.review.comparing import compare_units, compare_with_past, spread_of
from tracker.rollup import RollUp, RowTotal

_ROW = re.compile(r"(?P<key>[0-9]+(?:\.[0-9]+)*[a-z]?|\S+\[[a-z0-9_]+\])(?P<period> .*)?", re.IGNORECASE)
_PAST = re.compile("(?: voi)?(?: cac)? (?:ky|quy|thang|nam) truoc$")  # of folded words
_MOST_FAR = 3  # units whose own past is one tap away


@does(COMPARE)
def compare(turn: Turn, wanted: str) -> Next:
    """Compare the units by "3.1.1" or "3.1.1 quý 1", or a unit with its own past: "Bản Thi với các kỳ trước"."""
    row = _ROW.fullmatch(wanted)
    words = (row["period"] or "").strip() if row else ""
    if row and (not words or read_period(words, turn.today)):
        _compare_units(turn, row["key"].lower(), words)
    elif wanted and (question := _question(turn, wanted)) and not (row and question.left):
        turn.follow(ANSWERS[question.topic](turn, question))
    elif row:
        turn.note(sentences.no_period(words))
    elif wanted:
        _find_unit(turn, _name_in(wanted))
    else:
        turn.note(sentences.HOW_TO_COMPARE)
    return STAY


def _question(turn: Turn, wanted: str) -> Question | None:
    """Rows by words of their labels, "số hồ sơ giữa các xã", or rounds: "tình hình nộp quý 3 với quý 2"."""
    if not is_desk(turn.officer) or _PAST.search(fold(wanted)):
        return None
    question = read_question(f"{COMPARE.at_rest[0]} {wanted}", turn.today, known_to(turn, desk_units(turn)))
    return question if question and question.topic in {Topic.FIGURES, Topic.ROUNDS} else None


def _name_in(wanted: str) -> str:
    """The unit's name as it was typed, without "với các kỳ trước"."""
    past = _PAST.search(fold(wanted))
    words = wanted.split()
    return " ".join(words[: len(words) - (len(past[0].split()) if past else 0)])


def _compare_units(turn: Turn, key: str, words: str) -> None:
    rolled = tracing.latest_rollup(turn, read_period(words, turn.today) if words else None)
    if rolled is None:
        turn.note(sentences.NOTHING_TO_COMPARE)
        return
    total = tracing.total_in(turn, rolled, key, COMPARE)
    if total is not None:
        show_units(turn, rolled, total)


def show_units(turn: Turn, rolled: RollUp, total: RowTotal) -> None:
    """The units of a roll-up by one of its rows."""
    key = str(total.cell)
    found = compare_units(total)
    if not found:
        turn.note(sentences.no_numbers(total.row))
        return
    spread = spread_of([one.figure for one in found])
    far = [one.part.share.unit for one in found if one.is_far][:_MOST_FAR]
    choices = [COMPARE_UNIT.choice(sentences.with_past(unit), unit.id) for unit in far]
    choices.append(WHY.choice(sentences.PARTS, key))
    tracing.answer(turn, sentences.units_title(rolled, total.row), sentences.units(rolled, total.row, found, spread), choices)


def _find_unit(turn: Turn, name: str) -> None:
    below = units_below(turn.session, turn.unit, turn.today)
    fitting = units_called(below, name)
    if len(fitting) == 1:
        _compare_with_past(turn, fitting[0])
    else:
        ask_back(turn, name, below, Pick(COMPARE_UNIT), [])


@does(COMPARE_UNIT)
def compare_unit(turn: Turn, number: str) -> Next:
    """The unit of this number with its own past."""
    below = units_below(turn.session, turn.unit, turn.today) if is_desk(turn.officer) else []
    for unit in (unit for unit in below if str(unit.id) == number):
        _compare_with_past(turn, unit)
    return STAY


def _compare_with_past(turn: Turn, unit: Unit) -> None:
    """The last report that the unit handed in, with those before it."""
    handed_in = [report for report in reports_of(turn.session, unit.id) if not report.is_with_unit]
    handed_in.sort(key=lambda report: turn.session.get_one(Round, report.round_id).window_to, reverse=True)
    if not handed_in:
        turn.note(sentences.nothing_handed_in(unit))
        return
    round_ = turn.session.get_one(Round, handed_in[0].round_id)
    found = compare_with_past(turn.session, handed_in[0])
    tracing.answer(turn, sentences.past_title(unit, round_), sentences.past(found), [])
