"""The desk enters a report on behalf of its unit, from paper or by telephone: as the unit would, and marked as such."""

from dataclasses import dataclass

from sqlmodel import select

from bot.conversation.core import manners
from bot.conversation.core.doing import does
from bot.conversation.core.held import Held, Leaving
from bot.conversation.core.next import STAY, Go, Next
from bot.conversation.core.step import Step, keep_nothing, never, stay
from bot.conversation.core.telling import tell_officers
from bot.conversation.core.turn import Turn
from bot.conversation.desk.actions import ENTER_FOR
from bot.conversation.report.opening import open_report
from bot.conversation.seeking.answers import answers
from bot.conversation.seeking.searching import Search, search, search_for
from bot.messages.actions import UNLOCK, Action, Right
from bot.reading.questions import Question, Topic
from bot.texts.desk import behalf as sentences
from bot.texts.report import locking
from tracker.kernel.names import fold
from tracker.reports.behalf import EntryWay
from tracker.reports.reports import Report, ReportEvent, note_event, unit_of

ENTER_FOR_UNIT = Action("enterforunit", right=Right.DESK, begins=("nhap thay",))
ENTER_HOW = Action("enterhow")
_WORDS = {
    "giay": EntryWay.PAPER,
    "van ban": EntryWay.PAPER,
    "dien thoai": EntryWay.TELEPHONE,
    "goi": EntryWay.TELEPHONE,
    "khac": EntryWay.OTHER,
}


@dataclass(frozen=True)
class EnteringFor(Held, at="entering_for", leaving=Leaving.RECORDED):
    """How the figures came that a desk is about to enter on behalf of a unit."""


@does(ENTER_FOR_UNIT)
def find(turn: Turn, name: str) -> Next:
    """Begin with a report of the unit of this name, "nhập thay xã Bản Thi"; asks which one where several are open."""
    return search(turn, name, _search())


@answers(Topic.ENTER)
def answer(turn: Turn, question: Question) -> Next:
    """Begin with the report that is meant."""
    return search_for(turn, question, _search())


def _search() -> Search:
    return Search(_is_open, begin, ENTER_FOR, sentences.WHICH_REPORT, sentences.none_open)


def _is_open(_turn: Turn, report: Report) -> bool:
    return report.is_open


@does(ENTER_FOR)
def begin(turn: Turn, number: str) -> Next:
    """Ask how the figures of a report came."""
    report = turn.overseen_report(number)
    asked, unit = turn.asked(report), unit_of(turn.session, report)
    if not report.is_open:
        turn.note(sentences.not_open(asked, unit))
        return STAY
    if report.is_locked(turn.now):
        turn.note(sentences.locked(asked, unit))
        turn.offer(UNLOCK.choice(locking.UNLOCK_THIS, report.id))
        return STAY
    return Go(EnteringFor(), report)


def ask(turn: Turn, _held: EnteringFor) -> None:
    """Paper, telephone or another way."""
    report = turn.overseen_report()
    choices = [ENTER_HOW.choice(label, how) for how, label in sentences.HOW.items()]
    turn.say(sentences.how_it_came(turn.asked(report), unit_of(turn.session, report)), choices, numbered=True)


def hear(turn: Turn, _held: EnteringFor, text: str) -> Next:
    """The way in words: "bản giấy", "qua điện thoại"."""
    said = fold(text)
    how = next((how for words, how in _WORDS.items() if words in said), None)
    if how:
        return enter(turn, how)
    turn.note(sentences.NOT_A_WAY)
    return STAY


@does(ENTER_HOW)
def enter(turn: Turn, how: str) -> Next:
    """From now on the report is filled as its unit fills it, until it is handed in or left; its officers are told."""
    if not turn.at(EnteringFor):
        return STAY
    report, unit, way = turn.overseen_report(), unit_of(turn.session, turn.overseen_report()), EntryWay(how)
    turn.place.behalf = {"report": report.id, "how": way}
    if not _has_entered(turn, report):
        tell_officers(turn, report, sentences.BEGUN_TITLE, sentences.begun(turn.officer, turn.unit, way))
    note_event(turn.session, report, "entering_for", turn.entry_source)
    turn.note(sentences.entering(unit, way))
    return open_report(turn, str(report.id))


def _has_entered(turn: Turn, report: Report) -> bool:
    """Whether this desk has begun before; then the officers know, and each figure says who entered it."""
    mine = (ReportEvent.report_id == report.id, ReportEvent.officer_id == turn.officer.id)
    return turn.session.exec(select(ReportEvent).where(*mine, ReportEvent.what == "entering_for")).first() is not None


ENTERING_FOR = Step(
    holds=EnteringFor,
    manner=manners.OF_A_CHOICE,
    ask=ask,
    hear=hear,
    settled=never,
    back=stay,
    go_on=stay,
    keep=keep_nothing,
)
