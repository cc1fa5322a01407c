"""Questions and orders in words: whom they mean, which round, and what is answered; officers get their own unit alone."""

from collections.abc import Sequence

from bot.conversation.core.next import STAY, Next
from bot.conversation.core.places import Menu, Reviewing
from bot.conversation.core.step import Questions, step_at
from bot.conversation.core.turn import Turn
from bot.conversation.desk import own_standing, standing
from bot.conversation.seeking.answers import ANSWERS, answers
from bot.conversation.seeking.meant import Meant, desk_units, find_meant, is_clear, known_to
from bot.conversation.seeking.sought import Sought, hours, level_keys
from bot.reading.questions import Making, NamesKnown, Question, Topic, called, read_question
from bot.texts.desk import standing as sentences
from tracker.office.officers import is_desk
from tracker.office.units import Unit
from tracker.reports.rounds import Round, rounds_within
from tracker.review.standing import rounds_standing

_MOST_ROUNDS = 12  # in which somebody may have handed in lately


def answered(turn: Turn, text: str) -> bool:
    """Whether the text was a question or an order of this kind, which is seen to then; in a report only if surely so."""
    if is_desk(turn.officer):
        question = read_question(text, turn.today, known_to(turn, desk_units(turn)))
    else:
        question = read_question(text, turn.today, _known_to_officer(turn.unit))
    if question is None or (step_at(turn).manner.questions is Questions.IF_SURE and (not question.asks or question.left)):
        return False
    if not is_desk(turn.officer):
        return question.topic is Topic.STANDING and own_standing.answer(turn, question)
    if turn.at(Reviewing) and _may_be_a_comment(question):
        return False
    turn.follow(ANSWERS[question.topic](turn, question))
    return True


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
    sought = sought._replace(levels=narrowed[0], days=narrowed[1])
    turn.go(Menu())
    if is_clear(turn, question, meant, sought.of_some_unit):
        _answer_of(turn, sought, meant)
    return STAY


def _answer_of(turn: Turn, sought: Sought, meant: Meant) -> None:
    """Answer of the unit that is named, all of them if none is."""
    units = meant.units or [turn.unit]
    if len(units) > 1:
        choices = [sought._replace(unit_id=unit.id).choice(unit.full_name) for unit in units]
        turn.say(sentences.WHICH_UNIT_FIRST, choices, numbered=True)
        return
    sought = sought._replace(unit_id=units[0].id)
    others: Sequence[Round] = [*meant.rounds[1:], *meant.others]
    if sought.days and not sought.round_id:
        lately = _handed_in_lately(turn, sought)
        sought, others = sought._replace(round_id=lately[0].id if lately else 0), lately[1:]
    standing.offer_others(turn, sought, others)
    standing.show(turn, sought)


def _handed_in_lately(turn: Turn, sought: Sought) -> list[Round]:
    """The rounds in which something came in on these days."""
    found = rounds_standing(turn.session, rounds_within(turn.session, turn.unit)[:_MOST_ROUNDS], turn.unit)
    span = sought.span
    return [one.round for one in found if span and any(span.has(unit.report.first_submitted_at) for unit in one.units)]
