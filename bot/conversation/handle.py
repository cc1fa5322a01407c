"""handle: what a person wrote or pressed goes in, what we say comes out, what changed is in the session."""

from datetime import datetime

from sqlmodel import Session

from bot.conversation import desk, tasks
from bot.conversation.core import putting_by
from bot.conversation.core.listening import Said, listen
from bot.conversation.core.position import At, Place
from bot.conversation.core.turn import Turn
from bot.conversation.office import importing, joining, menu, plans
from bot.conversation.report import correcting, filling, locking, questioning, revising, sheets
from bot.conversation.steps import ASK, AT_A_REPORT, DO, HEAR, SETTLED
from bot.messages.choices import STEPLESS
from bot.messages.messages import Incoming, Outgoing
from bot.people.addresses import officer_at
from bot.texts import refusals
from bot.texts.office import menu as sentences
from bot.texts.report import uploads
from tracker.audit.writing import Tool, act_as
from tracker.blank_form import SecretForm
from tracker.kernel.errors import ReportClosed, ReportLocked, TrackerError
from tracker.kernel.names import tidy
from tracker.office.officers import Officer
from tracker.office.units import Unit
from tracker.uploads.errors import UploadRefused
from tracker.uploads.reading import Read

_LONGEST_NAME = 60  # characters of a file's name that still read well in a title


def handle(session: Session, incoming: Incoming, now: datetime, read: Read | None = None) -> list[Outgoing]:
    """Answer one message, with what was `read` in the file that it brought; every message gets at least one reply."""
    act_as(session, Tool(incoming.channel, now))
    officer = officer_at(session, incoming.channel, incoming.address, now)
    if officer is None or joining.brings_code(incoming.text):
        admitted = joining.admit(session, incoming, now)
        if not isinstance(admitted, Officer):
            return [admitted]
        turn = _turn(session, incoming, now, admitted)
        turn.note(joining.welcome(turn))
        turn.stand(At.MENU)
    else:
        turn = _turn(session, incoming, now, officer)
        try:
            _react(turn, read)
        except TrackerError as refused:
            turn.note(refusals.broken(refused))
            turn.stand(At.MENU)
    if not turn.spoken:
        menu.show(turn)
    return turn.replies


def _turn(session: Session, incoming: Incoming, now: datetime, officer: Officer) -> Turn:
    place = session.get(Place, officer.id) or Place(officer_id=officer.id)
    session.add(place)
    turn = Turn(session, incoming, now, officer, session.get_one(Unit, officer.unit_id), place)
    act_as(session, turn.source)
    return turn


def _react(turn: Turn, read: Read | None) -> None:
    try:
        _take(turn, read)
        _require_open(turn)
    except ReportLocked:
        locking.show(turn)
    if not turn.spoken:
        _ask(turn)


def _require_open(turn: Turn) -> None:
    """Whoever stands at a report can go on with it."""
    if turn.place.at not in AT_A_REPORT:
        return
    report = turn.report()
    if not report.is_open:
        raise ReportClosed(state=report.state)
    report.require_unlocked(turn.now)


def _take(turn: Turn, read: Read | None) -> None:
    incoming = turn.incoming
    if incoming.file:
        _take_file(turn, tidy(incoming.file.name)[:_LONGEST_NAME], read)
    elif incoming.unsupported:
        turn.note(sentences.ONLY_TEXT)
    elif incoming.pressed is not None:
        _press(turn, incoming.pressed)
    else:
        said = listen(incoming.text, turn.place, turn.here)
        if said.action:
            _do(turn, said)
        elif not desk.answered(turn, said.text):
            HEAR[At(turn.place.at)](turn, said.text)


def _take_file(turn: Turn, name: str, read: Read | None) -> None:
    putting_by.watch(turn, Said("", ""))
    if turn.incoming.file and turn.incoming.file.action:
        _do(turn, Said.offered(turn.incoming.file.action))
    content = turn.incoming.file.content if turn.incoming.file else None
    if read is None:
        turn.note(sentences.TOO_MANY_FILES)
    elif content and tasks.takes_evidence(turn):
        tasks.take_evidence(turn, name, content)
    elif importing.imports_forms(turn):
        importing.receive(turn, name, read)
    else:
        _take_sheet(turn, name, read)


def _take_sheet(turn: Turn, name: str, read: Read) -> None:
    """A filled appendix, or a yearly plan: a table with due days and without figures."""
    try:
        plan = None if isinstance(read, UploadRefused) else plans.plan_in(read)
    except SecretForm as secret:
        turn.note(uploads.not_taken_over(secret))
        return
    if plan:
        plans.receive(turn, name, plan)
    else:
        sheets.receive(turn, name, read)


def _press(turn: Turn, pressed: str) -> None:
    step, _, action = pressed.partition("|")
    offered = {offer for _, offer in turn.place.offered}
    if (not step and action.split(" ")[0] in STEPLESS) or (step == str(turn.place.step) and action in offered):
        _do(turn, Said.offered(action))
    else:
        turn.note(sentences.STALE)


def _do(turn: Turn, said: Said) -> None:
    putting_by.watch(turn, said)
    DO[said.action](turn, said.text)


def _ask(turn: Turn) -> None:
    """Put the question that stands: a section as it was last time, the first open rows, a comment, a finding, the summary."""
    place = turn.place
    section = revising.section_to_offer(turn) if place.at == At.FILLING else None
    if section:
        turn.stand(At.REVISING, focus=section.key)
    elif place.at == At.FILLING and not filling.rows_asked(turn):
        _stand_at_what_is_left(turn)
    settled = SETTLED.get(At(place.at))
    if settled and settled(turn):
        turn.stand(At.FILLING)
        _ask(turn)
        return
    ASK[At(place.at)](turn)


def _stand_at_what_is_left(turn: Turn) -> None:
    """Every row is answered: to the desk's comments, to what is out of line, to the summary."""
    commented = correcting.first_open(turn)
    if commented:
        turn.stand(At.CORRECTING, focus=str(commented.comment.id))
    else:
        questioning.go_to_first(turn)
