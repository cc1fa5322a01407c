"""The desk decides about an extension: granted as asked for, or refused with a reason; the officers are told at once."""

from bot.conversation.place import At
from bot.conversation.telling import tell_officers
from bot.conversation.turn import NotYours, Turn, number_in
from bot.texts import extending as sentences
from bot.texts import menu, refusals, reviewing
from tracker.errors import TrackerError
from tracker.extensions import Extension, grant_extension, refuse_extension, waiting_extensions
from tracker.officers import Officer, is_desk
from tracker.reports import Report, unit_of
from tracker.rounds import Asked, Round

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
    asked = Asked(report, turn.session.get_one(Round, report.round_id))
    by = turn.session.get_one(Officer, extension.asked_by_id)
    turn.say(
        sentences.wanted(asked, unit_of(turn.session, report), by, extension),
        [
            (sentences.GRANT, f"grant {extension.id}"),
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
        grant_extension(turn.session, extension, extension.wanted_due_at, turn.source)
    except TrackerError as refused:
        turn.note(refusals.broken(refused))
        return
    turn.note(sentences.granted(unit_of(turn.session, report), report))
    tell_officers(turn, report, sentences.GRANTED_TITLE, sentences.new_due(report))


def refuse(turn: Turn, number: str) -> None:
    """Ask why it is refused; the question that stands is put again after that."""
    try:
        extension, report = _extension(turn, number)
    except TrackerError as refused:
        turn.note(refusals.broken(refused))
        return
    if not _is_decided(turn, extension):
        turn.step_aside(At.REFUSING, report=report, extension=extension.id)


def ask_reason(turn: Turn) -> None:
    """Ask for the reason, which the officers will read."""
    turn.say(sentences.why_refuse(unit_of(turn.session, turn.overseen_report())), [(menu.LEAVE, "leave")])


def hear_reason(turn: Turn, text: str) -> None:
    """Refuse it, for a reason in words, unless somebody else has decided meanwhile."""
    extension, report = _extension(turn, str(turn.place.held.get("extension", "")))
    reason = turn.reason(text)
    if reason is None:
        return
    turn.step_back()
    if _is_decided(turn, extension):
        return
    refuse_extension(turn.session, extension, reason, turn.source)
    turn.note(sentences.refused(unit_of(turn.session, report)))
    tell_officers(turn, report, sentences.REFUSED_TITLE, sentences.old_due(report, reason))


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
