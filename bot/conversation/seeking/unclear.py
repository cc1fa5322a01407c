"""What is said where a question is not clear: which part is not, and what it may mean; rounds within a longer period."""

from collections.abc import Sequence

from bot.conversation.core.turn import Turn
from bot.conversation.seeking.sought import Sought, level_keys
from bot.messages.actions import LEAVE, STATUS
from bot.reading.questions import ORDERS, Question, Topic, When, changes_meaning
from bot.texts.desk import asking as sentences
from bot.texts.desk import standing
from bot.texts.office import menu
from tracker.calendar.periods import Period, parse_period
from tracker.office.units import Unit
from tracker.reports.rounds import Round, rounds_within

_MOST_OTHERS = 3  # rounds that are offered besides


def stands_beside(turn: Turn, question: Question, left: str) -> bool:
    """Whether the rest is answered all the same: it asks, most of it is understood, and the rest changes nothing."""
    words = len(turn.incoming.text.split())
    asks = question.asks or question.topic is not Topic.STANDING
    return asks and len(left.split()) * 2 <= words and not changes_meaning(left, of_order=question.topic in ORDERS)


def say_no_report(turn: Turn, name: str) -> None:
    """There is no report of that name; which there are."""
    names = dict.fromkeys(one.form_name for one in rounds_within(turn.session, turn.unit))
    text = sentences.no_report(name, list(names))
    turn.say(text, [STATUS.choice(menu.STATUS), LEAVE.choice(menu.LEAVE)])


def say_left(turn: Turn, question: Question, text: str, rounds_: Sequence[Round], near: Sequence[Unit]) -> None:
    """Say what is not understood, and offer the nearest questions: without it, of units that it may name."""
    known = Sought(question.about, question.shape, rounds_[0].id if rounds_ else 0, unit_id=turn.unit.id)
    nearest = known._replace(levels=level_keys(question.objects.levels))
    choices = [nearest.choice(sentences.without(question))] if question.topic is Topic.STANDING else []
    choices += [known._replace(unit_id=unit.id).choice(unit.full_name) for unit in near[:_MOST_OTHERS]]
    choices += [STATUS.choice(menu.STATUS), LEAVE.choice(menu.LEAVE)]
    turn.say(text, choices, numbered=True)


def say_no_round(turn: Turn, question: Question) -> None:
    """There is no round for what was named; which there are."""
    sought = Sought(question.about, question.shape, unit_id=turn.unit.id)
    available = rounds_within(turn.session, turn.unit)
    choices = [sought._replace(round_id=one.id).choice(standing.other_round(one)) for one in available[:_MOST_OTHERS]]
    of = next((_period(turn, when) for when in question.whens if len(when.parts) == 1), None)
    turn.say(standing.no_such_round(available, of), choices, numbered=True)


def rounds_inside(turn: Turn, among: Sequence[Round], when: When) -> list[Round]:
    """The rounds whose periods make up a longer one that has no round of its own, which is said unless it is a year."""
    if len(when.parts) != 1:
        return []
    wanted = _period(turn, when)
    within = [one for one in among if _is_inside(parse_period(one.period), wanted)]
    if within and not when.is_year:
        turn.note(standing.none_but(wanted, within))
    return within


def _period(turn: Turn, when: When) -> Period:
    return parse_period(f"{when.year or turn.today.year}-{when.parts[0]}")


def _is_inside(one: Period, wanted: Period) -> bool:
    return one.year == wanted.year and wanted.first_month <= one.first_month and one.last_month <= wanted.last_month
