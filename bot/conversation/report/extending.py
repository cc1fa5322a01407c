"""An officer asks for more time: until when and why, shown as understood, then sent to every desk above."""

from bot.conversation.core import until
from bot.conversation.core.position import At
from bot.conversation.core.telling import tell_desks
from bot.conversation.core.turn import Turn
from bot.conversation.report.opening import my_reports, unfinished_reports
from bot.texts import refusals
from bot.texts.office import menu
from bot.texts.report import extending as sentences
from tracker.kernel.errors import ExtensionPointless, ReportClosed, ReportLocked, TrackerError
from tracker.office.officers import is_desk
from tracker.reports.extensions import ask_extension, earliest_extension, require_extendable
from tracker.reports.reports import Report, unit_of

_AT_NONE = {At.MENU, At.REVIEWING, At.REOPENING}


def begin(turn: Turn, words: str) -> None:
    """Ask for more time for the report at hand, or the only one that is owed; else ask which is meant."""
    owed = unfinished_reports(turn)
    if turn.place.at not in _AT_NONE:
        owed = [one for one in owed if one.report.id == turn.place.report_id] or owed
    if len(owed) == 1:
        _begin(turn, owed[0].report, words)
    elif owed:
        turn.stand(At.MENU)
        turn.hold(words=words)
        choices = [(sentences.which(one), f"extendreport {one.report.id}") for one in owed]
        turn.say(sentences.WHICH_REPORT, choices, numbered=True)
    else:
        turn.note(sentences.OFFICERS_ASK if is_desk(turn.officer) else "")
        turn.note(refusals.broken(ExtensionPointless()) if my_reports(turn).handed_in else "")


def begin_for(turn: Turn, number: str) -> None:
    """The same for this report; what was typed before it was chosen still counts."""
    _begin(turn, turn.report(number), turn.place.held.get("words", ""))


def _begin(turn: Turn, report: Report, words: str) -> None:
    if not report.is_with_unit:
        raise ReportClosed(state=report.state)
    try:
        require_extendable(turn.session, report, turn.now)
    except ReportLocked:
        turn.stand(At.MENU, report=report)
        raise
    except TrackerError as refused:
        turn.note(refusals.broken(refused))
        return
    turn.step_aside(At.EXTENDING, report=report)
    if words:
        hear(turn, words)


def ask(turn: Turn) -> None:
    """Ask until when and why; once both are known show them, with the day of the week, before anything is sent."""
    report, held = turn.report(), turn.place.held
    asked, known = turn.asked(report), until.meant(turn)
    if known:
        choices = [(sentences.SEND, "askmore"), (menu.CHANGE, "retype"), (menu.LEAVE, "leave")]
        turn.say(sentences.confirm(asked, *known), choices, title=sentences.TITLE)
    elif "until" in held:
        turn.say(sentences.WHY, [(menu.LEAVE, "leave")])
    else:
        earliest = earliest_extension(report, turn.now)
        question = sentences.WHEN if "reason" in held else sentences.when_and_why(asked, earliest)
        turn.say(question, [(menu.LEAVE, "leave")])


def hear(turn: Turn, text: str) -> None:
    """Take the time and the reason."""
    until.hear(turn, text, earliest_extension(turn.report(), turn.now))


def send(turn: Turn, _rest: str) -> None:
    """Ask for it; whoever decides is told at once."""
    known = until.meant(turn)
    if turn.place.at != At.EXTENDING or known is None:
        return
    report = turn.report()
    extension = ask_extension(turn.session, report, *known, turn.source)
    turn.session.flush()
    asked = turn.asked(report)
    turn.step_back()
    told = tell_desks(
        turn,
        report,
        sentences.TITLE,
        sentences.wanted(asked, unit_of(turn.session, report), turn.officer, extension),
        [
            (sentences.GRANT, f"grant {extension.id}"),
            (sentences.GRANT_OTHER, f"grantother {extension.id}"),
            (sentences.REFUSE, f"refuse {extension.id}"),
        ],
    )
    turn.note(sentences.sent(report, told))
