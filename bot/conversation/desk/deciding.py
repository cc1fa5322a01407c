"""The desk grants an extension, as asked for or to another day, or refuses it with a reason; officers are told at once."""

from dataclasses import dataclass
from datetime import datetime

from bot.conversation.core import manners
from bot.conversation.core.doing import does
from bot.conversation.core.held import Held, Leaving
from bot.conversation.core.next import BACK, STAY, Aside, Next
from bot.conversation.core.step import Step, keep_nothing, never, stay
from bot.conversation.core.telling import tell_officers
from bot.conversation.core.turn import Turn, number_in
from bot.conversation.core.until import moment_of
from bot.errors.rights import NotYours
from bot.messages.actions import GRANT, GRANT_OTHER, LEAVE, REFUSE, STATUS, Action
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

EXTENSION = Action("extension")
_MOST_BUTTONS = 10


@dataclass(frozen=True)
class OfExtension(Held):
    """A place about the extension of this number."""

    extension: int = 0


@dataclass(frozen=True)
class Granting(OfExtension, at="granting", leaving=Leaving.RECORDED):
    """Until when more time is given."""


@dataclass(frozen=True)
class Refusing(OfExtension, at="refusing", leaving=Leaving.RECORDED):
    """Why no more time is given."""


def name_waiting(turn: Turn) -> None:
    """Say at the head of the next message which extensions wait for the desk, and offer to look at them."""
    waiting = waiting_extensions(turn.session, turn.unit) if is_desk(turn.officer) else []
    if waiting:
        turn.note(sentences.waiting(len(waiting)))
    for extension, report in waiting[:_MOST_BUTTONS]:
        turn.offer(EXTENSION.choice(sentences.look(unit_of(turn.session, report)), extension.id))


@does(EXTENSION)
def see(turn: Turn, number: str) -> Next:
    """One extension, with what can be decided."""
    extension, report = _extension(turn, number)
    if _is_decided(turn, extension):
        return STAY
    asked = turn.asked(report)
    by = turn.session.get_one(Officer, extension.asked_by_id)
    turn.say(
        sentences.wanted(asked, unit_of(turn.session, report), by, extension),
        [
            GRANT.choice(sentences.GRANT, extension.id),
            GRANT_OTHER.choice(sentences.GRANT_OTHER, extension.id),
            REFUSE.choice(sentences.REFUSE, extension.id),
            STATUS.choice(reviewing.ALL_UNITS),
        ],
        title=sentences.TITLE,
        numbered=True,
    )
    return STAY


@does(GRANT)
def grant(turn: Turn, number: str) -> Next:
    """Give the time that was asked for; the question that stands is left as it is."""
    try:
        extension, report = _extension(turn, number)
        if not _is_decided(turn, extension):
            _grant(turn, extension, report, extension.wanted_due_at)
    except TrackerError as refused:
        turn.note(refusals.broken(refused))
    return STAY


def _grant(turn: Turn, extension: Extension, report: Report, until: datetime) -> None:
    grant_extension(turn.session, extension, until, turn.source)
    turn.note(sentences.granted(unit_of(turn.session, report), report))
    tell_officers(turn, report, sentences.GRANTED_TITLE, sentences.new_due(report))


@does(GRANT_OTHER)
def grant_other(turn: Turn, number: str) -> Next:
    """Ask until when instead; the question that stands is put again after that."""
    return _ask_aside(turn, Granting, number)


@does(REFUSE)
def refuse(turn: Turn, number: str) -> Next:
    """Ask why it is refused; the question that stands is put again after that."""
    return _ask_aside(turn, Refusing, number)


def _ask_aside(turn: Turn, place: type[OfExtension], number: str) -> Next:
    try:
        extension, report = _extension(turn, number)
    except TrackerError as refused:
        turn.note(refusals.broken(refused))
        return STAY
    return STAY if _is_decided(turn, extension) else Aside(place(extension.id), report)


def ask_day(turn: Turn, held: Granting) -> None:
    """Ask until when."""
    extension, report = _extension_held(turn, held)
    turn.say(sentences.until_when(unit_of(turn.session, report), report, extension), [LEAVE.choice(menu.LEAVE)])


def hear_day(turn: Turn, held: Granting, text: str) -> Next:
    """Give the time that the desk names, unless somebody else has decided meanwhile."""
    extension, report = _extension_held(turn, held)
    if _is_decided(turn, extension):
        return BACK
    said = read_date(text, turn.today)
    if isinstance(said, DateUnread):
        turn.note(dates.unread(said))
        return STAY
    try:
        _grant(turn, extension, report, moment_of(said))
    except TooEarly as refused:
        turn.note(refusals.broken(refused))
        return STAY
    return BACK


def ask_reason(turn: Turn, _held: Refusing) -> None:
    """Ask for the reason, which the officers will read."""
    turn.say(sentences.why_refuse(unit_of(turn.session, turn.overseen_report())), [LEAVE.choice(menu.LEAVE)])


def hear_reason(turn: Turn, held: Refusing, text: str) -> Next:
    """Refuse it, for a reason in words, unless somebody else has decided meanwhile."""
    extension, report = _extension_held(turn, held)
    reason = turn.reason(text)
    if reason is None:
        return STAY
    if not _is_decided(turn, extension):
        refuse_extension(turn.session, extension, reason, turn.source)
        turn.note(sentences.refused(unit_of(turn.session, report)))
        tell_officers(turn, report, sentences.REFUSED_TITLE, sentences.old_due(report, reason))
    return BACK


def _extension_held(turn: Turn, held: OfExtension) -> tuple[Extension, Report]:
    return _extension(turn, str(held.extension))


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


GRANTING = Step(
    holds=Granting,
    manner=manners.OF_A_CHOICE,
    ask=ask_day,
    hear=hear_day,
    settled=never,
    back=stay,
    go_on=stay,
    keep=keep_nothing,
)
REFUSING = Step(
    holds=Refusing,
    manner=manners.OF_A_SENTENCE,
    ask=ask_reason,
    hear=hear_reason,
    settled=never,
    back=stay,
    go_on=stay,
    keep=keep_nothing,
)
