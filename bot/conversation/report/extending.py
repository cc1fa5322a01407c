"""An officer asks for more time: until when and why, shown as understood, then sent to every desk above."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.conversation.core import manners, until
from bot.conversation.core.doing import do, does
from bot.conversation.core.held import Leaving
from bot.conversation.core.next import BACK, STAY, Aside, Next
from bot.conversation.core.places import Menu, Reopening, Reviewing, Until
from bot.conversation.core.step import Step, keep_nothing, never, stay
from bot.conversation.core.telling import tell_desks
from bot.conversation.core.turn import Turn
from bot.conversation.report.opening import EXTEND_REPORT, my_reports, unfinished_reports
from bot.conversation.seeking.answers import ANSWERS
from bot.conversation.seeking.meant import orders_below, task_ordered
from bot.messages.actions import GIVE, GRANT, GRANT_OTHER, LEAVE, REFUSE, RETYPE, Action, Means
from bot.texts import refusals
from bot.texts.office import menu
from bot.texts.report import extending as sentences
from tracker.kernel.errors import ExtensionPointless, ReportClosed, ReportLocked, TrackerError
from tracker.office.officers import is_desk
from tracker.reports.extensions import ask_extension, earliest_extension, require_extendable
from tracker.reports.reports import Report, unit_of
from tracker.reports.rounds import Asked

EXTEND = Action("extend", whole=("xin gia han", "gia han", "/giahan"), begins=("xin gia han", "gia han"))
ASK_MORE = Action("askmore", means=Means.YES)


@dataclass(frozen=True)
class Extending(Until, at="extending", leaving=Leaving.PUT_BY):
    """More time for the report at hand: until when, and why."""


@does(EXTEND)
def begin(turn: Turn, words: str) -> Next:
    """Ask for more time for the report at hand, or the only one that is owed; else ask which is meant.

    A desk that names units below gives them more time.
    """
    if words and is_desk(turn.officer) and (task := task_ordered(turn)):
        return ANSWERS[task.topic](turn, task)
    owed = unfinished_reports(turn)
    if words and is_desk(turn.officer) and (not owed or orders_below(turn, words)):
        return do(turn, GIVE, words)
    if not turn.at(Menu, Reviewing, Reopening):
        owed = [one for one in owed if one.report.id == turn.place.report_id] or owed
    if len(owed) == 1:
        return _begin(turn, owed[0].report, words)
    if owed:
        _ask_which(turn, owed, words)
    else:
        turn.note(sentences.OFFICERS_ASK if is_desk(turn.officer) else "")
        turn.note(refusals.broken(ExtensionPointless()) if my_reports(turn).handed_in else "")
    return STAY


def _ask_which(turn: Turn, owed: Sequence[Asked], words: str) -> None:
    turn.go(Menu(words))
    choices = [EXTEND_REPORT.choice(sentences.which(one), one.report.id) for one in owed]
    turn.say(sentences.WHICH_REPORT, choices, numbered=True)


def keep_words(turn: Turn, text: str) -> bool:
    """Keep the time and the reason that are typed while it is asked for which report; whether it is, and they are that."""
    asked = {EXTEND_REPORT.data(one.report.id): one for one in unfinished_reports(turn)}
    offered = [asked[data] for _, data in turn.place.offered if data in asked]
    if not offered or not until.says_any(text, turn.today):
        return False
    turn.note(sentences.kept(text))
    _ask_which(turn, offered, text)
    return True


@does(EXTEND_REPORT)
def begin_for(turn: Turn, number: str) -> Next:
    """Ask for more time for this report; what was typed before it was chosen still counts."""
    held = turn.held
    return _begin(turn, turn.report(number), held.words if isinstance(held, Menu) else "")


def _begin(turn: Turn, report: Report, words: str) -> Next:
    if not report.is_with_unit:
        raise ReportClosed(state=report.state)
    try:
        require_extendable(turn.session, report, turn.now)
    except ReportLocked:
        turn.go(Menu(), report=report)
        raise
    except TrackerError as refused:
        turn.note(refusals.broken(refused))
        return STAY
    return Aside(_heard(turn, Extending(), report, words) if words else Extending(), report)


def _heard(turn: Turn, held: Extending, report: Report, text: str) -> Extending:
    return until.hear(turn, held, text, earliest_extension(report, turn.now), report.due_at)


def ask(turn: Turn, held: Extending) -> None:
    """Ask until when and why; once both are known show them, with the day of the week, before anything is sent."""
    report = turn.report()
    asked = turn.asked(report)
    if held.meant:
        choices = [ASK_MORE.choice(sentences.SEND), RETYPE.choice(menu.CHANGE), LEAVE.choice(menu.LEAVE)]
        turn.say(sentences.confirm(asked, *held.meant), choices, title=sentences.TITLE)
    elif held.until:
        turn.say(sentences.WHY, [LEAVE.choice(menu.LEAVE)])
    else:
        earliest = earliest_extension(report, turn.now)
        question = sentences.WHEN if held.reason else sentences.when_and_why(asked, earliest)
        turn.say(question, [LEAVE.choice(menu.LEAVE)])


def hear(turn: Turn, held: Extending, text: str) -> Next:
    """Take the time and the reason."""
    turn.hold(_heard(turn, held, turn.report(), text))
    return STAY


@does(ASK_MORE)
def send(turn: Turn, _rest: str) -> Next:
    """Ask for it; whoever decides is told at once."""
    held = turn.held
    if not isinstance(held, Extending) or held.meant is None:
        return STAY
    report = turn.report()
    extension = ask_extension(turn.session, report, *held.meant, turn.source)
    turn.session.flush()
    told = tell_desks(
        turn,
        report,
        sentences.TITLE,
        sentences.wanted(turn.asked(report), unit_of(turn.session, report), turn.officer, extension),
        [
            GRANT.choice(sentences.GRANT, extension.id),
            GRANT_OTHER.choice(sentences.GRANT_OTHER, extension.id),
            REFUSE.choice(sentences.REFUSE, extension.id),
        ],
    )
    turn.note(sentences.sent(report, told))
    return BACK


EXTENDING = Step(
    holds=Extending,
    manner=manners.OF_A_SENTENCE,
    ask=ask,
    hear=hear,
    settled=never,
    back=stay,
    go_on=stay,
    keep=keep_nothing,
)
