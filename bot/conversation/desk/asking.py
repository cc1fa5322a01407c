"""Questions and orders in words: whom they mean, which round, and what is answered; officers get their own unit alone."""

from collections.abc import Sequence
from dataclasses import replace

from bot.conversation.core.confirming import Confirming
from bot.conversation.core.next import STAY, Next
from bot.conversation.core.places import Menu, Reviewing
from bot.conversation.core.step import Questions, step_at
from bot.conversation.core.turn import Turn
from bot.conversation.desk import own_standing, standing
from bot.conversation.desk.unit_page import show_year
from bot.conversation.seeking.answers import ANSWERS, answers
from bot.conversation.seeking.meant import Meant, desk_units, find_meant, is_clear, known_to, lively
from bot.conversation.seeking.recalled import asked_last, first_order, follow_up, keep, with_those
from bot.conversation.seeking.sought import Sought, belongs, hours, level_keys
from bot.reading.questions import (
    About,
    AnswerShape,
    Making,
    NamesKnown,
    Question,
    Topic,
    called,
    compares_it,
    read_question,
    read_questions,
)
from bot.texts.desk import asking as told
from bot.texts.desk import standing as sentences
from tracker.kernel.names import fold
from tracker.office.officers import is_desk
from tracker.office.units import Unit
from tracker.reports.rounds import Round, rounds_within
from tracker.review.standing import round_standing, rounds_standing

_OTHER = "khac"
_MOST_UNITS = 5  # whose state is told together
_MOST_ROUNDS = 12  # in which somebody may have handed in lately
_MAY_WAIT = {About.TO_REVIEW, About.RETURNED, About.UNSETTLED}  # asked without a round, of any in which there is one


def answered(turn: Turn, text: str) -> bool:
    """Whether the text was a question or an order of this kind, which is seen to then; in a report only if surely so."""
    if is_desk(turn.officer):
        return _answered_beside(turn, text)
    asked = [one for one in [_of_officer(read_question(text, turn.today, _known_to_officer(turn.unit)))] if one]
    question = asked[0] if asked else None
    if question is None or (step_at(turn).manner.questions is Questions.IF_SURE and (not question.asks or question.left)):
        return False
    return question.topic is Topic.STANDING and own_standing.answer(turn, question)


def _answered_beside(turn: Turn, text: str) -> bool:
    """The same of a desk; what waits for a yes is asked once more then, unless something else was ordered."""
    waiting = (turn.place.where(), turn.place.before) if turn.at(Confirming) else None
    answered_ = _answered_to_desk(turn, text)
    if not answered_ or waiting is None or not turn.rests:
        return answered_
    turn.place.go_to(waiting[0])
    turn.place.before = waiting[1]
    step = step_at(turn)
    if turn.spoken and step.settled(turn, turn.held) is None:
        turn.note(told.STILL_WAITS)
        step.ask(turn, turn.held)
    return True


def _answered_to_desk(turn: Turn, text: str) -> bool:
    lines = asked_last(turn)
    text = first_order(turn, text)
    asked: Sequence[Question]
    if follows := follow_up(turn, text, lines):
        asked, lines = [follows], (*lines, text)
    elif turn.rests and compares_it(text, turn.today, known_to(turn, desk_units(turn))):
        turn.note(told.WHICH_IT)
        return True
    else:
        asked, lines = read_questions(text, turn.today, known_to(turn, desk_units(turn))), (text,)
    if len(asked) > 1 and all(one.asks or step_at(turn).manner.questions is not Questions.IF_SURE for one in asked):
        for one in asked:
            turn.follow(ANSWERS[one.topic](turn, _within_own(turn, one)))
        return True
    question = _within_own(turn, asked[0]) if asked else None
    if question is None or (step_at(turn).manner.questions is Questions.IF_SURE and (not question.asks or question.left)):
        return False
    if turn.at(Reviewing) and _may_be_a_comment(question):
        return False
    meant = with_those(turn, question, asked_last(turn))
    if meant is None:
        return True
    turn.note(told.aside(question.aside) if question.aside else "")
    turn.follow(ANSWERS[question.topic](turn, meant))
    keep(turn, lines)
    return True


def _within_own(turn: Turn, question: Question) -> Question:
    """The level of the asker's own unit, "thấp nhất tỉnh", means all of its units."""
    levels = tuple(level for level in question.objects.levels if level != turn.unit.level)
    kept = levels == question.objects.levels or not is_desk(turn.officer)
    return question if kept else replace(question, objects=replace(question.objects, levels=levels))


def _of_officer(question: Question | None) -> Question | None:
    """An officer who asks for the "other" units asks for many of which none is theirs."""
    if question and question.objects.levels and fold(question.left) == _OTHER:
        return replace(question, left="", many=True, asks=True)
    return question


def _known_to_officer(unit: Unit) -> NamesKnown:
    return NamesKnown({name for name in map(called, (unit.name, unit.full_name, unit.code)) if name})


def _may_be_a_comment(question: Question) -> bool:
    """Whether it may be said of a row of the report under review."""
    is_figure = question.topic is Topic.FIGURES and not question.names and question.how is Making.VALUE
    return bool(question.left) or is_figure


@answers(Topic.STANDING)
def answer(turn: Turn, question: Question) -> Next:
    """The group, the unit or the file that is meant."""
    meant = find_meant(turn, question)
    narrowed = level_keys(question.objects.levels), hours(question.objects.days)
    sought = Sought(question.about, question.shape, meant.rounds[0].id if meant.rounds else 0)
    sought = sought._replace(levels=narrowed[0], days=narrowed[1], but="+".join(str(unit.id) for unit in meant.but))
    sought = sought._replace(late_by=question.number or 0)
    turn.go(Menu())
    if not is_clear(turn, question, meant, sought.of_some_unit):
        return STAY
    several = question.when.is_year or len(meant.rounds) > 1
    if several and len(meant.units) == 1 and _is_general(sought):
        show_year(turn, meant.units[0], [*meant.rounds, *meant.others])
    else:
        _answer_of(turn, sought, meant)
    return STAY


def _is_general(sought: Sought) -> bool:
    return sought.about is About.ALL and sought.shape is AnswerShape.TEXT


def _answer_of(turn: Turn, sought: Sought, meant: Meant) -> None:
    """Answer of the unit that is named, all of them if none is."""
    units = meant.units or [turn.unit]
    if len(units) > 1 and _is_told_of_each(turn, sought, meant):
        return
    if len(units) > 1:
        choices = [sought._replace(unit_id=unit.id).choice(unit.full_name) for unit in units]
        turn.say(sentences.WHICH_UNIT_FIRST, choices, numbered=True)
        return
    sought = sought._replace(unit_id=units[0].id)
    others: Sequence[Round] = [*meant.rounds[1:], *meant.others]
    if sought.days and not sought.round_id:
        lately = _handed_in_lately(turn, sought)
        sought, others = sought._replace(round_id=lately[0].id if lately else 0), lately[1:]
    elif sought.about in _MAY_WAIT and not sought.round_id:
        there = _with_any(turn, sought, units[0])
        sought, others = sought._replace(round_id=there[0].id if there else 0), there[1:]
    standing.offer_others(turn, sought, others)
    standing.show(turn, sought)


def _is_told_of_each(turn: Turn, sought: Sought, meant: Meant) -> bool:
    """Whether it could be told at once where each of several units stands."""
    rounds = meant.rounds or lively(turn, rounds_within(turn.session, turn.unit))
    plain = _is_general(sought) and not sought.days and len(meant.units) <= _MOST_UNITS
    return plain and bool(rounds) and standing.show_each(turn, sought, meant.units, rounds[0])


def _with_any(turn: Turn, sought: Sought, unit: Unit) -> list[Round]:
    """The rounds in which some unit is of this group, the latest first."""
    rounds = rounds_within(turn.session, unit)[:_MOST_ROUNDS]
    found = [round_standing(turn.session, one, unit) for one in rounds]
    return [one.round for one in found if any(belongs(each, sought, turn.now) for each in one.units)]


def _handed_in_lately(turn: Turn, sought: Sought) -> list[Round]:
    """The rounds in which something came in on these days."""
    found = rounds_standing(turn.session, rounds_within(turn.session, turn.unit)[:_MOST_ROUNDS], turn.unit)
    span = sought.span
    return [one.round for one in found if span and any(span.has(unit.report.first_submitted_at) for unit in one.units)]
