"""The desk grants an extension, as asked for or to another day, or refuses it with a reason; officers are told at once."""

from datetime import datetime

from bot.conversation.core.position import At
from bot.conversation.core.telling import tell_officers
from bot.conversation.core.turn import Turn, number_in
from bot.conversation.core.until import moment_of
from bot.errors.rights import NotYours
from bot.reading.dates import DateUnread, read_date
from bot.texts import refusals
from bot.texts.common import dates
from bot.texts.desk import reviewing
from bot.texts.office import menu
from bot.texts.report import extending as sentences
from tracker.kernel.errors import TooEarly, TrackerError
from tracker.office.officers import Officer, is_desk
from tracker.reports.extensions import Extension, grant_extension, refuse_extension, waiting_extensions
from tracker.reports.reports import Report, unit_of

_MOST_BUTTONS = 10


def name_waiting(turn: Turn) -> None:
    """Say at the head of the next message which extensions wait for the desk, and offer to look at them."""
    waiting = waiting_extensions(turn.session, turn.unit) if is_desk(turn.officer) else []
    if waiting:
        turn.note(sentences.waiting(len(waiting)))
    for extension, report in waiting[:_MOST_BUTTONS]:
        turn.offer(sentences.look(unit_of(turn.session, report)), f"extension {extension.id}")


def see(turn: Turn, number: str) -> None:
    """One extension, with what can be decided."""
    extension, report = _extension(turn, number)
    if _is_decided(turn, extension):
        return
    asked = turn.asked(report)
    by = turn.session.get_one(Officer, extension.asked_by_id)
    turn.say(
        sentences.wanted(asked, unit_of(turn.session, report), by, extension),
        [
            (sentences.GRANT, f"grant {extension.id}"),
            (sentences.GRANT_OTHER, f"grantother {extension.id}"),
            (sentences.REFUSE, f"refuse {extension.id}"),
            (reviewing.ALL_UNITS, "status"),
        ],
        title=sentences.TITLE,
        numbered=True,
    )


def grant(turn: Turn, number: str) -> None:
    """Give the time that was asked for; the question that stands is left as it is."""
    try:
        extension, report = _extension(turn, number)
        if _is_decided(turn, extension):
            return
        _grant(turn, extension, report, extension.wanted_due_at)
    except TrackerError as refused:
        turn.note(refusals.broken(refused))


def _grant(turn: Turn, extension: Extension, report: Report, until: datetime) -> None:
    grant_extension(turn.session, extension, until, turn.source)
    turn.note(sentences.granted(unit_of(turn.session, report), report))
    tell_officers(turn, report, sentences.GRANTED_TITLE, sentences.new_due(report))


def grant_other(turn: Turn, number: str) -> None:
    """Ask until when instead; the question that stands is put again after that."""
    _ask_aside(turn, At.GRANTING, number)


def refuse(turn: Turn, number: str) -> None:
    """Ask why it is refused; the question that stands is put again after that."""
    _ask_aside(turn, At.REFUSING, number)


def _ask_aside(turn: Turn, at: At, number: str) -> None:
    try:
        extension, report = _extension(turn, number)
    except TrackerError as refused:
        turn.note(refusals.broken(refused))
        return
    if not _is_decided(turn, extension):
        turn.step_aside(at, report=report, extension=extension.id)


def ask_day(turn: Turn) -> None:
    """Ask until when."""
    extension, report = _extension_held(turn)
    turn.say(sentences.until_when(unit_of(turn.session, report), report, extension), [(menu.LEAVE, "leave")])


def hear_day(turn: Turn, text: str) -> None:
    """Give the time that the desk names, unless somebody else has decided meanwhile."""
    extension, report = _extension_held(turn)
    if _is_decided(turn, extension):
        turn.step_back()
        return
    said = read_date(text, turn.today)
    if isinstance(said, DateUnread):
        turn.note(dates.unread(said))
        return
    try:
        _grant(turn, extension, report, moment_of(said))
    except TooEarly as refused:
        turn.note(refusals.broken(refused))
    else:
        turn.step_back()


def ask_reason(turn: Turn) -> None:
    """Ask for the reason, which the officers will read."""
    turn.say(sentences.why_refuse(unit_of(turn.session, turn.overseen_report())), [(menu.LEAVE, "leave")])


def hear_reason(turn: Turn, text: str) -> None:
    """Refuse it, for a reason in words, unless somebody else has decided meanwhile."""
    extension, report = _extension_held(turn)
    reason = turn.reason(text)
    if reason is None:
        return
    turn.step_back()
    if _is_decided(turn, extension):
        return
    refuse_extension(turn.session, extension, reason, turn.source)
    turn.note(sentences.refused(unit_of(turn.session, report)))
    tell_officers(turn, report, sentences.REFUSED_TITLE, sentences.old_due(report, reason))


def _extension_held(turn: Turn) -> tuple[Extension, Report]:
    return _extension(turn, str(turn.place.held.get("extension", "")))


def _extension(turn: Turn, number: str) -> tuple[Extension, Report]:
    """The extension of that number and its report, held fast until it is decided; raises NotYours."""
    wanted = number_in(number)
    extension = turn.session.get(Extension, wanted, with_for_update=True) if wanted is not None else None
    if extension is None:
        raise NotYours
    return extension, turn.overseen_report(str(extension.report_id))


def _is_decided(turn: Turn, extension: Extension) -> bool:
    """Whether it is; then says who decided what."""
    if extension.decided_by_id is not None:
        turn.note(sentences.decided(extension, turn.session.get_one(Officer, extension.decided_by_id)))
    return extension.decided_by_id is not None
