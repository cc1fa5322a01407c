"""Several rounds: rates of a year, who is late most often or again and again, one round beside another."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.conversation.core.next import STAY, Next
from bot.conversation.core.places import Menu
from bot.conversation.core.turn import Turn
from bot.conversation.seeking.answers import answers
from bot.conversation.seeking.meant import Meant, find_meant, is_clear, rounds_before
from bot.conversation.seeking.sought import Sought, belongs, level_keys
from bot.messages.actions import STATUS
from bot.reading.questions import About, Making, Question, Topic
from bot.texts.desk import over_rounds as sentences
from bot.texts.desk import standing
from tracker.office.units import subtree_ids
from tracker.reports.rounds import Round, rounds_within
from tracker.review.over_rounds import over_rounds
from tracker.review.standing import RoundStanding, UnitStanding, round_standing, rounds_standing

_MOST_ROUNDS = 12
_MOST_LOOKED_INTO = 6  # rounds of which it is read how far each unit has come


@dataclass(frozen=True)
class _Over:
    """The rounds of one form, the earliest first, with the units that are meant; `of` stands above them."""

    of: str
    standings: Sequence[RoundStanding]
    question: Question

    @property
    def form_name(self) -> str:
        return self.standings[-1].round.form_name

    def due(self, turn: Turn) -> list[RoundStanding]:
        return [found for found in self.standings if found.round.due_at <= turn.now]


@answers(Topic.RATE, Topic.OFTEN, Topic.AGAIN, Topic.ROUNDS, Topic.RANKED)
def answer(turn: Turn, question: Question) -> Next:
    """Answer of the rounds that are named, or of those of the year, or of the last ones."""
    meant = find_meant(turn, question)
    turn.go(Menu())
    if not is_clear(turn, question, meant):
        return STAY
    named = [unit.full_name for unit in meant.units] or [turn.unit.full_name]
    levels = [standing.only(question.objects.levels)] if question.objects.levels else []
    over = _Over(", ".join([*named, *levels]), _standings(turn, question, meant), question)
    show = {Topic.RATE: _rates, Topic.OFTEN: _often, Topic.AGAIN: _again, Topic.ROUNDS: _beside, Topic.RANKED: _ranked}[
        question.topic
    ]
    if over.standings:
        show(turn, over)
    else:
        turn.note(sentences.NOT_OVER_ROUNDS)
    return STAY


def _standings(turn: Turn, question: Question, meant: Meant) -> list[RoundStanding]:
    rounds = _rounds(turn, question, meant)
    of, levels = meant.units or [turn.unit], Sought(levels=level_keys(question.objects.levels))
    ids = {number for unit in of for number in subtree_ids(turn.session, unit.id)}
    looked = question.topic is Topic.AGAIN and len(rounds) <= _MOST_LOOKED_INTO
    found = (
        [round_standing(turn.session, one, turn.unit) for one in rounds]
        if looked
        else rounds_standing(turn.session, rounds, turn.unit)
    )
    return [
        RoundStanding(one.round, [each for each in one.units if each.unit.id in ids and levels.is_of(each.unit.level)])
        for one in found
    ]


def _rounds(turn: Turn, question: Question, meant: Meant) -> list[Round]:
    """The rounds of one form, the earliest first."""
    every = rounds_within(turn.session, turn.unit)
    named = [*meant.rounds, *(meant.others if len(question.whens) == 1 else [])]
    if not named:
        form = next((one.form_code for one in every if one.due_at <= turn.now), "")
        named = [one for one in every if one.form_code == form]
    found = [one for one in named if one.form_code == named[0].form_code][:_MOST_ROUNDS]
    if question.topic is Topic.ROUNDS and len(found) == 1:
        found += rounds_before(found[0], every)[:1]
    return sorted(found, key=lambda one: one.due_at)


def _say(turn: Turn, title: str, text: str) -> None:
    turn.say(text, [STATUS.choice(standing.ALL_UNITS)], title=title)


def _rates(turn: Turn, over: _Over) -> None:
    _say(turn, sentences.rates_title(over.of, over.form_name), sentences.rates(over.standings, turn.now))


def _often(turn: Turn, over: _Over) -> None:
    due = over.due(turn)
    units = [one for one in over_rounds(due) if one.late or one.never]
    units.sort(key=lambda one: (-one.late, -one.never))
    units = units[: over.question.objects.count]
    _say(turn, sentences.often_title(over.of, over.form_name), sentences.often(due, units))


def _ranked(turn: Turn, over: _Over) -> None:
    """Units by how often they were on time in the rounds that have come due."""
    due = over.due(turn)
    lowest = over.question.how is Making.LOWEST
    units = sorted(over_rounds(due), key=lambda one: (one.on_time / len(one.standings), -one.late), reverse=not lowest)
    title = sentences.ranked_title(over.of, over.form_name, lowest=lowest)
    _say(turn, title, sentences.ranked(due, units, over.question.number))


def _again(turn: Turn, over: _Over) -> None:
    about, run = over.question.about, over.question.number
    rounds = over.standings if run is None else over.due(turn)
    fits = _fits(turn, about)
    units = over_rounds(rounds)
    if run is None:
        named = [one.unit.full_name for one in units if one.in_all(rounds, fits)]
    else:
        runs = [(one.unit, one.longest_run(rounds, fits)) for one in units]
        named = [sentences.with_run(unit, found) for unit, found in runs if len(found) >= run]
    counts = [(found, sum(map(fits, found.units))) for found in reversed(rounds)]
    text = "\n".join([sentences.again(named, len(units)), sentences.each(about, counts)])
    _say(turn, sentences.again_title(over.of, about, rounds, run), text)


def _fits(turn: Turn, about: About) -> Callable[[UnitStanding], bool]:
    return lambda one: belongs(one, Sought(about), turn.now)


def _beside(turn: Turn, over: _Over) -> None:
    if len(over.standings) < 2:  # noqa: PLR2004 - one beside another
        turn.note(sentences.NOT_OVER_ROUNDS)
        return
    earlier, later = over.standings[0], over.standings[-1]
    units = over_rounds([earlier, later])
    fits = _fits(turn, About.ON_TIME)
    before = {one.unit.id for one in units if one.in_all([earlier], fits)}
    after = {one.unit.id for one in units if one.in_all([later], fits)}
    fell = [one.unit.full_name for one in units if one.unit.id in before - after]
    rose = [one.unit.full_name for one in units if one.unit.id in after - before]
    _say(turn, sentences.beside_title(over.of, over.form_name), sentences.beside(earlier, later, fell, rose))
