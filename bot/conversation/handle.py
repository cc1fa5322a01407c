"""handle: what a person wrote or pressed goes in, what we say comes out, what changed is in the session."""

from datetime import datetime

from sqlmodel import Session

from bot.conversation import replying, steps
from bot.conversation.core import journal, putting_by
from bot.conversation.core.doing import do
from bot.conversation.core.earlier import GONE
from bot.conversation.core.held import keep_place
from bot.conversation.core.listening import Said, listen
from bot.conversation.core.person import as_writer, find_writer
from bot.conversation.core.places import Menu
from bot.conversation.core.step import step_at
from bot.conversation.core.turn import Turn
from bot.conversation.desk import letters
from bot.conversation.inquiring import apart
from bot.conversation.office import attached, importing, joining, menu, personal, plans
from bot.conversation.report import locking, sheets
from bot.conversation.tasks import working
from bot.conversation.undoing import edits
from bot.conversation.writing import written
from bot.conversation.writing.templates import TEMPLATE
from bot.messages.actions import SET
from bot.messages.messages import Carries, Incoming, Outgoing
from bot.reading.answering import says_rows
from bot.texts import refusals
from bot.texts.office import joining as door
from bot.texts.office import menu as sentences
from bot.texts.report import uploads
from tracker.audit.log import Tool, act_as
from tracker.blank_form import SecretForm
from tracker.kernel.errors import ReportClosed, ReportLocked, TrackerError
from tracker.kernel.names import tidy
from tracker.office.officers import Officer
from tracker.uploads.errors import UploadRefused
from tracker.uploads.reading import Read, Sheets, TextRead

steps.require_complete()
_LONGEST_NAME = 60  # characters of a file's name that still read well in a title
_TEXT_AND_FILES = Carries(files=True)


def handle(
    session: Session, incoming: Incoming, now: datetime, read: Read | None = None, carries: Carries = _TEXT_AND_FILES
) -> list[Outgoing]:
    """Answer one message, with what was `read` in the file that it brought; every message gets at least one reply.

    `carries` is what its channel carries beside text.
    """
    act_as(session, Tool(incoming.channel, now))
    if incoming.private_at:
        return [Outgoing(incoming.channel, incoming.address, door.only_private(incoming.private_at))]
    writer = find_writer(session, incoming, now)
    if writer is None or joining.FOLLOWED.fullmatch(incoming.text):
        admitted = joining.admit(session, incoming, now)
        if not isinstance(admitted, Officer):
            return admitted
        turn = Turn(session, incoming, now, *as_writer(session, admitted), carries=carries)
        act_as(session, turn.source)
        turn.note(joining.welcome(turn))
        turn.go(Menu())
    else:
        turn = Turn(session, incoming, now, *writer, carries=carries)
        act_as(session, turn.source)
        begun = journal.Begun.of(turn)
        try:
            _react(turn, read)
        except TrackerError as refused:
            turn.note(refusals.broken(refused))
            turn.go(Menu())
        journal.keep(turn, begun)
    if not turn.spoken:
        menu.show(turn)
    keep_place(session, turn.place)
    return turn.replies


def _react(turn: Turn, read: Read | None) -> None:
    """Take what came; unless something was said of it already, put the question that stands then."""
    incoming = turn.incoming
    try:
        if incoming.edited and not incoming.file and not edits.is_heard_anew(turn):
            edits.follow(turn)
        elif incoming.file:
            _take_file(turn, tidy(incoming.file.name)[:_LONGEST_NAME], read)
        elif incoming.pressed is not None:
            _press(turn, incoming.pressed)
        else:
            _take_text(turn, incoming)
        _require_open(turn)
    except ReportLocked:
        locking.show(turn)
    if not turn.spoken:
        _ask(turn)


def _take_text(turn: Turn, incoming: Incoming) -> None:
    """What was typed, or stands below a picture, which itself is not read; a reply answers what it replies to."""
    if incoming.unsupported and not incoming.text:
        sheets.say_what_is_read(turn)
        return
    if incoming.unsupported:
        turn.note(sentences.ONLY_CAPTION)
    if not replying.stand(turn):
        return
    if letters.is_letter(turn, incoming.text):
        turn.follow(letters.receive(turn, incoming.text))
        return
    if personal.heard(turn, incoming.text):
        return
    aside, said = replying.aside(turn), listen(turn, incoming.text)
    if said.action not in {None, SET}:
        _do(turn, said)
    elif step_at(turn).manner.is_answer(said.text) or not apart.heard(turn, said.text):
        _hear(turn, said)
    replying.come_back(turn, aside, said)


def _hear(turn: Turn, said: Said) -> None:
    """The answer to the question that stands, or rows that are set where none does."""
    if said.action:
        _do(turn, said)
    else:
        turn.follow(step_at(turn).hear(turn, turn.held, said.text))


def _require_open(turn: Turn) -> None:
    """Whoever stands at a report can go on with it."""
    if not step_at(turn).manner.open_report:
        return
    report = turn.report()
    if not report.is_open:
        raise ReportClosed(state=report.state)
    report.require_unlocked(turn.now)


def _take_file(turn: Turn, name: str, read: Read | None) -> None:
    putting_by.watch(turn, Said(None, ""))
    if turn.incoming.file and turn.incoming.file.action:
        _do(turn, Said.offered(turn.incoming.file.action))
    _take_caption(turn, turn.incoming.text)
    content = turn.incoming.file.content if turn.incoming.file else None
    if read is None:
        turn.note(sentences.TOO_MANY_FILES)
    elif content and working.takes_evidence(turn):
        turn.follow(working.take_evidence(turn, name, content))
    elif isinstance(read, TextRead):
        turn.follow(written.receive(turn, name, read))
        attached.receive(turn, name, read)
    elif isinstance(read, Sheets) and attached.waits_for_form(turn) and (taken := attached.receive_sheets(turn, name, read)):
        turn.follow(taken)
    elif importing.imports_forms(turn):
        turn.follow(importing.receive(turn, name, read))
    else:
        _take_sheet(turn, name, read)


def _take_caption(turn: Turn, text: str) -> None:
    """Rows that are named beside a file, "1.5.1: 30", or what it is; other words are not acted upon, and that is said."""
    if not text:
        return
    said = Said(SET, text) if says_rows(text) else listen(turn, text)
    if said.action in {SET, TEMPLATE}:
        _do(turn, said)
    else:
        turn.note(sentences.caption_left(text))


def _take_sheet(turn: Turn, name: str, read: Sheets | UploadRefused) -> None:
    """A filled appendix, or a yearly plan: a table with due days and without figures."""
    try:
        plan = None if isinstance(read, UploadRefused) else plans.plan_in(read)
    except SecretForm as secret:
        turn.note(uploads.not_taken_over(secret))
        return
    turn.follow(plans.receive(turn, name, plan) if plan else sheets.receive(turn, name, read))


def _press(turn: Turn, pressed: str) -> None:
    step, _, data = pressed.partition("|")
    said = Said.offered(data)
    offered = {offer for _, offer in turn.place.offered}
    if said.action and ((not step and said.action.lasts) or (step == str(turn.place.step) and data in offered)):
        _do(turn, said)
    else:
        _do(turn, Said(GONE, pressed))


def _do(turn: Turn, said: Said) -> None:
    putting_by.watch(turn, said)
    if said.action:
        turn.follow(do(turn, said.action, said.text))


def _ask(turn: Turn) -> None:
    """Put the question that stands, or, where it is settled, the one that stands instead."""
    step = step_at(turn)
    instead = step.settled(turn, turn.held)
    while instead is not None:
        turn.go(instead)
        step = step_at(turn)
        instead = step.settled(turn, turn.held)
    said = len(turn.replies)
    step.ask(turn, turn.held)
    replying.remember(turn, said)
