"""The desk enters a report on behalf of its unit, from paper or by telephone: as the unit would, and marked as such."""

from sqlmodel import select

from bot.conversation.core.position import At
from bot.conversation.core.telling import tell_officers
from bot.conversation.core.turn import Turn
from bot.conversation.desk.searching import Search, search
from bot.conversation.report.opening import open_report
from bot.messages.choices import Choice
from bot.texts.desk import behalf as sentences
from bot.texts.report import locking
from tracker.kernel.names import fold
from tracker.reports.behalf import EntryWay
from tracker.reports.reports import Report, ReportEvent, note_event, unit_of

_WORDS = {
    "giay": EntryWay.PAPER,
    "van ban": EntryWay.PAPER,
    "dien thoai": EntryWay.TELEPHONE,
    "goi": EntryWay.TELEPHONE,
    "khac": EntryWay.OTHER,
}


def find(turn: Turn, name: str) -> None:
    """Begin with a report of the unit of this name, "nhập thay xã Bản Thi"; asks which one where several are open."""
    search(turn, name, Search(_is_open, begin, "enterfor", sentences.WHICH_REPORT, sentences.none_open))


def _is_open(_turn: Turn, report: Report) -> bool:
    return report.is_open


def begin(turn: Turn, number: str) -> None:
    """Ask how the figures of a report came."""
    report = turn.overseen_report(number)
    asked, unit = turn.asked(report), unit_of(turn.session, report)
    if not report.is_open:
        turn.note(sentences.not_open(asked, unit))
    elif report.is_locked(turn.now):
        turn.note(sentences.locked(asked, unit))
        turn.offer(locking.UNLOCK_THIS, f"unlock {report.id}")
    else:
        turn.stand(At.ENTERING_FOR, report=report)


def ask(turn: Turn) -> None:
    """Paper, telephone or another way."""
    report = turn.overseen_report()
    choices: list[Choice] = [(label, f"enterhow {how}") for how, label in sentences.HOW.items()]
    turn.say(sentences.how_it_came(turn.asked(report), unit_of(turn.session, report)), choices, numbered=True)


def hear(turn: Turn, text: str) -> None:
    """The same in words: "bản giấy", "qua điện thoại"."""
    said = fold(text)
    how = next((how for words, how in _WORDS.items() if words in said), None)
    if how:
        enter(turn, how)
    else:
        turn.note(sentences.NOT_A_WAY)


def enter(turn: Turn, how: str) -> None:
    """From now on the report is filled as its unit fills it, until it is handed in or left; its officers are told."""
    if turn.place.at != At.ENTERING_FOR:
        return
    report, unit, way = turn.overseen_report(), unit_of(turn.session, turn.overseen_report()), EntryWay(how)
    turn.place.behalf = {"report": report.id, "how": way}
    if not _has_entered(turn, report):
        tell_officers(turn, report, sentences.BEGUN_TITLE, sentences.begun(turn.officer, turn.unit, way))
    note_event(turn.session, report, "entering_for", turn.entry_source)
    turn.note(sentences.entering(unit, way))
    open_report(turn, str(report.id))


def _has_entered(turn: Turn, report: Report) -> bool:
    """Whether this desk has begun before; then the officers know, and each figure says who entered it."""
    mine = (ReportEvent.report_id == report.id, ReportEvent.officer_id == turn.officer.id)
    return turn.session.exec(select(ReportEvent).where(*mine, ReportEvent.what == "entering_for")).first() is not None
