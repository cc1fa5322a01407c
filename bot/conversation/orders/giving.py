"""The desk gives a unit more time of its own accord, until a day and for a reason; asked once, recorded as one asked for."""

from dataclasses import dataclass

from bot.conversation.core import manners, until
from bot.conversation.core.doing import does
from bot.conversation.core.held import Leaving
from bot.conversation.core.next import STAY, Aside, Next
from bot.conversation.core.places import Menu, Until
from bot.conversation.core.step import Step, keep_nothing, never, stay
from bot.conversation.core.telling import tell_officers
from bot.conversation.core.turn import Turn
from bot.conversation.seeking.answers import answers
from bot.conversation.seeking.meant import desk_units, known_to
from bot.conversation.seeking.searching import Search, search_for
from bot.messages.actions import GIVE, LEAVE, RETYPE, Action
from bot.reading.questions import Question, Topic, read_order
from bot.texts import refusals
from bot.texts.office import menu
from bot.texts.report import extending as sentences
from tracker.kernel.errors import TrackerError
from tracker.reports.extensions import earliest_extension, give_extension
from tracker.reports.reports import Report, unit_of

GIVE_TO, GIVE_UNTIL = Action("giveto"), Action("giveuntil")


@dataclass(frozen=True)
class Giving(Until, at="giving", leaving=Leaving.RECORDED):
    """Until when more time is given for the report at hand, and why."""


@does(GIVE)
def find(turn: Turn, words: str) -> Next:
    """Give more time to the unit that is named: "cho Ba Bể quý 4 đến 20/12 vì mưa lũ"."""
    return answer(turn, read_order(words, turn.today, known_to(turn, desk_units(turn))))


@answers(Topic.GRANT)
def answer(turn: Turn, question: Question) -> Next:
    """Give more time for the report that is meant; asks which one where several are owed."""
    if not question.names and not question.left:
        turn.note(sentences.ONE_BY_ONE)
        return STAY

    def take(turn: Turn, number: str) -> Next:
        return _begin(turn, turn.overseen_report(number), question.rest)

    what = search_for(turn, question, Search(_may_extend, take, GIVE_TO, sentences.WHICH_TO_EXTEND, sentences.none_to_extend))
    if turn.spoken and turn.at(Menu):
        turn.hold(Menu(words=question.rest))
    return what


def _may_extend(turn: Turn, report: Report) -> bool:
    return report.first_submitted_at is None and not report.is_locked(turn.now)


@does(GIVE_TO)
def begin(turn: Turn, number: str) -> Next:
    """Give more time for this report; what was typed before it was chosen still counts."""
    held = turn.held
    return _begin(turn, turn.overseen_report(number), held.words if isinstance(held, Menu) else "")


def _begin(turn: Turn, report: Report, words: str) -> Next:
    held = Giving()
    return Aside(until.hear(turn, held, words, earliest_extension(report, turn.now)) if words else held, report)


def ask(turn: Turn, held: Giving) -> None:
    """Ask until when and why; once both are known show them before anything is given."""
    report, leave = turn.overseen_report(), LEAVE.choice(menu.LEAVE)
    unit = unit_of(turn.session, report)
    if held.meant:
        choices = [GIVE_UNTIL.choice(sentences.GIVE), RETYPE.choice(menu.CHANGE), leave]
        turn.say(sentences.confirm_giving(turn.asked(report), unit, *held.meant), choices, title=sentences.GIVE_TITLE)
    elif held.until:
        turn.say(sentences.why_to_give(unit), [leave])
    else:
        turn.say(sentences.when_to_give(turn.asked(report), unit, earliest_extension(report, turn.now)), [leave])


def hear(turn: Turn, held: Giving, text: str) -> Next:
    """Take the time and the reason."""
    turn.hold(until.hear(turn, held, text, earliest_extension(turn.overseen_report(), turn.now)))
    return STAY


@does(GIVE_UNTIL)
def give(turn: Turn, _rest: str) -> Next:
    """Give it, and tell the unit's officers."""
    held = turn.held
    if not isinstance(held, Giving) or held.meant is None:
        return STAY
    report = turn.overseen_report()
    due, reason = held.meant
    turn.step_back()
    try:
        give_extension(turn.session, report, due, reason, turn.source)
    except TrackerError as refused:
        turn.note(refusals.broken(refused))
        return STAY
    turn.note(sentences.granted(unit_of(turn.session, report), report))
    tell_officers(turn, report, sentences.GRANTED_TITLE, sentences.given_because(report, reason))
    return STAY


GIVING = Step(
    holds=Giving,
    manner=manners.OF_A_SENTENCE,
    ask=ask,
    hear=hear,
    settled=never,
    back=stay,
    go_on=stay,
    keep=keep_nothing,
)
