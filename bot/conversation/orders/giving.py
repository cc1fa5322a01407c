"""The desk gives more time of its own accord, to one unit or to many: until a day, for a reason, asked once."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.conversation.core import manners, until
from bot.conversation.core.doing import does
from bot.conversation.core.held import Leaving
from bot.conversation.core.next import STAY, Aside, Next
from bot.conversation.core.places import Menu, Until
from bot.conversation.core.step import Step, keep_nothing, never, stay
from bot.conversation.core.telling import tell_officers
from bot.conversation.core.turn import Turn
from bot.conversation.seeking.answers import answers
from bot.conversation.seeking.group import UnitGroup
from bot.conversation.seeking.meant import desk_units, find_meant, is_clear, known_to, round_at_hand
from bot.conversation.seeking.recalled import asked_last, first_order, with_those
from bot.conversation.seeking.searching import Search, search_for
from bot.messages.actions import GIVE, LEAVE, RETYPE, Action, Means
from bot.reading.dates.longer import Longer, read_longer
from bot.reading.questions import About, Question, Topic, read_order, read_question
from bot.texts import refusals
from bot.texts.desk import asking
from bot.texts.office import menu
from bot.texts.report import extending as sentences
from tracker.kernel.errors import TrackerError
from tracker.office.officers import receives
from tracker.office.units import Unit, units_called
from tracker.reports.extensions import earliest_extension, give_extension
from tracker.reports.reports import Report, unit_of
from tracker.reports.rounds import Round
from tracker.review.standing import round_standing

GIVE_TO, GIVE_UNTIL = Action("giveto"), Action("giveuntil", means=Means.YES)


@dataclass(frozen=True)
class Giving(Until, at="giving", leaving=Leaving.RECORDED):
    """Until when more time is given, and why: for these reports, none for the one at hand.

    `days` are so many from each report's own due time, in place of one time for all.
    """

    reports: tuple[int, ...] = ()
    days: int = 0
    working: bool = False


@does(GIVE)
def find(turn: Turn, words: str) -> Next:
    """Give more time to the units that are named: "cho Ba Bể quý 4 đến 20/12 vì mưa lũ", "cho các xã chưa nộp thêm 2 ngày"."""
    known = known_to(turn, desk_units(turn))
    text = turn.incoming.text
    first = first_order(turn, text)
    ordered = read_question(first, turn.today, known) if first != text else None
    question = ordered or read_order(words, turn.today, known, Topic.GRANT)
    meant = with_those(turn, question, asked_last(turn))
    return answer(turn, meant) if meant else STAY


@answers(Topic.GRANT)
def answer(turn: Turn, question: Question) -> Next:
    """Give more time for the report that is meant; asks which one where several are owed. Of many units for all of them."""
    if _is_about_many(question):
        return _many(turn, question)
    if not question.names and not (question.left and units_called(desk_units(turn), question.left)):
        turn.note(asking.not_known(question.left) if question.left else "")
        turn.note(sentences.WHOM)
        return STAY

    def take(turn: Turn, number: str) -> Next:
        return _begin(turn, [turn.overseen_report(number)], question.rest)

    what = search_for(turn, question, Search(_may_extend, take, GIVE_TO, sentences.WHICH_TO_EXTEND, sentences.none_to_extend))
    if turn.spoken and turn.at(Menu):
        turn.hold(Menu(words=question.rest))
    return what


def _is_about_many(question: Question) -> bool:
    several = question.objects.levels or question.objects.but or len(question.whens) > 1
    group = question.many or bool(several) or question.about is not About.ALL
    return len(question.names) > 1 or (group and not question.names)


def _may_extend(turn: Turn, report: Report) -> bool:
    return report.first_submitted_at is None and not report.is_locked(turn.now)


def _many(turn: Turn, question: Question) -> Next:
    """Give more time to all that are meant, in the rounds that are named or in that at hand."""
    meant = find_meant(turn, question)
    turn.go(Menu())
    if not is_clear(turn, question, meant):
        return STAY
    rounds, group = meant.rounds or [round_at_hand(turn)], UnitGroup.meant(question, meant)
    found = [one for round_ in rounds for one in group.of(turn, round_standing(turn.session, round_, turn.unit).units)]
    found = [one for one in found if receives(turn.session, turn.officer, one.unit.id)]
    owed = [one.report for one in found if _may_extend(turn, one.report)]
    named = [unit for unit in meant.units if unit.id not in {report.unit_id for report in owed}]
    turn.note(sentences.none_to_extend(named) if named and owed else "")
    if not owed:
        turn.note(sentences.none_of_group(rounds))
        return STAY
    return _begin(turn, owed, question.rest)


@does(GIVE_TO)
def begin(turn: Turn, number: str) -> Next:
    """Give more time for this report; what was typed before it was chosen still counts."""
    held = turn.held
    return _begin(turn, [turn.overseen_report(number)], held.words if isinstance(held, Menu) else "")


def _begin(turn: Turn, reports: Sequence[Report], words: str) -> Next:
    held = Giving(reports=tuple(one.id for one in reports))
    return Aside(_heard(turn, held, reports, words) if words else held, reports[0])


def _reports(turn: Turn, held: Giving) -> list[Report]:
    return [turn.overseen_report(str(number)) for number in held.reports] or [turn.overseen_report()]


def _heard(turn: Turn, held: Giving, reports: Sequence[Report], text: str) -> Giving:
    earliest = min(earliest_extension(one, turn.now) for one in reports)
    heard = until.hear(turn, held, text, earliest, max(one.due_at for one in reports))
    if heard.until == held.until:
        return heard
    longer = read_longer(text)
    return replace(heard, days=longer.days if longer else 0, working=bool(longer and longer.working))


def _due(turn: Turn, held: Giving, report: Report) -> datetime | None:
    """The new due time of one of them; None for one that cannot be given it."""
    due = until.later(turn, report.due_at, Longer(held.days, held.working, "")) if held.days else held.until
    can = due and _may_extend(turn, report) and due > earliest_extension(report, turn.now)
    return due if can else None


def ask(turn: Turn, held: Giving) -> None:
    """Ask until when and why; once both are known show them before anything is given."""
    reports, leave = _reports(turn, held), LEAVE.choice(menu.LEAVE)
    unit, title = unit_of(turn.session, reports[0]), sentences.GIVE_TITLE
    many = len(reports) > 1
    if held.meant:
        choices = [GIVE_UNTIL.choice(sentences.GIVE), RETYPE.choice(menu.CHANGE), leave]
        one = sentences.confirm_giving(turn.asked(reports[0]), unit, *held.meant)
        turn.say(_about_many(turn, held, reports) if many else one, choices, title=title)
    elif held.until:
        turn.say(sentences.why_to_give(sentences.so_many(len(reports)) if many else unit.full_name), [leave])
    else:
        earliest = min(earliest_extension(one, turn.now) for one in reports)
        owing = sentences.owing_many(_rounds(turn, reports), [unit_of(turn.session, one) for one in reports])
        whom = owing if many else sentences.owing(turn.asked(reports[0]), unit)
        turn.say(sentences.when_to_give(whom, earliest), [leave])


def _rounds(turn: Turn, reports: Sequence[Report]) -> list[Round]:
    return list({one.round_id: turn.asked(one).round for one in reports}.values())


def _about_many(turn: Turn, held: Giving, reports: Sequence[Report]) -> str:
    """By new due time who gets it, and who does not."""
    by_due: dict[datetime, list[Unit]] = {}
    left: list[Unit] = []
    for report in reports:
        due = _due(turn, held, report)
        (by_due.setdefault(due, []) if due else left).append(unit_of(turn.session, report))
    return sentences.confirm_many(_rounds(turn, reports), by_due, left, held.reason)


def hear(turn: Turn, held: Giving, text: str) -> Next:
    """Take the time and the reason."""
    turn.hold(_heard(turn, held, _reports(turn, held), text))
    return STAY


@does(GIVE_UNTIL)
def give(turn: Turn, _rest: str) -> Next:
    """Give it to all that can still be given it, and tell the units' officers."""
    held = turn.held
    if not isinstance(held, Giving) or held.meant is None:
        return STAY
    reports = _reports(turn, held)
    turn.step_back()
    if len(reports) == 1:
        _give_one(turn, reports[0], *held.meant)
        return STAY
    dues = {report.id: _due(turn, held, report) for report in reports}
    given = [report for report in reports if dues[report.id]]
    for report in given:
        give_to(turn, report, dues[report.id] or report.due_at, held.reason)
    names = [[unit_of(turn.session, one) for one in those] for those in (given, [r for r in reports if not dues[r.id]])]
    turn.note(sentences.given_many(*names))
    return STAY


def _give_one(turn: Turn, report: Report, due: datetime, reason: str) -> None:
    try:
        give_to(turn, report, due, reason)
        turn.note(sentences.granted(unit_of(turn.session, report), report))
    except TrackerError as refused:
        turn.note(refusals.broken(refused))


def give_to(turn: Turn, report: Report, due: datetime, reason: str) -> None:
    """Give a report more time and tell its officers; raises ReportLocked, ExtensionPointless, TooEarly, ReasonMissing."""
    give_extension(turn.session, report, due, reason, turn.source)
    tell_officers(turn, report, sentences.GRANTED_TITLE, sentences.given_because(report, reason))


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
