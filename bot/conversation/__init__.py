"""handle: what a person wrote or pressed goes in, what we say comes out, what changed is in the session."""

from datetime import datetime

from sqlmodel import Session

from bot.addresses import officer_at
from bot.choices import STEPLESS
from bot.conversation import (
    counted,
    desk,
    editing,
    extending,
    filling,
    finishing,
    health,
    importing,
    joining,
    locking,
    menu,
    opening,
    plans,
    postponing,
    questioning,
    revising,
    sheets,
    tasks,
    totals,
    until,
)
from bot.conversation.place import RESTING, At, Place
from bot.conversation.turn import Turn
from bot.conversation.words import Said, listen
from bot.messages import Incoming, Outgoing
from bot.texts import menu as sentences
from bot.texts import refusals, uploads
from tracker.blank_form import SecretForm
from tracker.errors import ReportClosed, ReportLocked, TrackerError
from tracker.names import tidy
from tracker.officers import Officer
from tracker.units import Unit
from tracker.upload_errors import UploadRefused
from tracker.uploads import Read

_LONGEST_NAME = 60  # characters of a file's name that still read well in a title
_ASK = {
    At.MENU: menu.show,
    At.FILLING: filling.ask,
    At.REVISING: revising.ask,
    At.QUESTIONED: questioning.ask,
    At.EXPLAINING: questioning.ask_reason,
    At.SUMMARY: finishing.show_summary,
    At.REOPENING: finishing.ask_reason,
    At.TAKING_OVER: sheets.ask,
    At.IMPORTING: importing.ask,
    At.EXTENDING: extending.ask,
    At.ASKING_REOPENING: locking.ask_reason,
    At.PLANNING: plans.ask,
    **desk.ASK,
    **tasks.ASK,
}

_UNLIKE_TOTALS = {At.TOTALS_CHANGED, At.KEEPING_FIGURES}
_AT_A_REPORT = {At.FILLING, At.REVISING, At.QUESTIONED, At.EXPLAINING, *_UNLIKE_TOTALS, At.SUMMARY, At.TAKING_OVER}

_HEAR = {
    At.MENU: menu.hear,
    At.FILLING: filling.hear,
    At.REVISING: revising.hear,
    At.QUESTIONED: questioning.hear,
    At.EXPLAINING: questioning.hear_reason,
    At.SUMMARY: finishing.hear,
    At.REOPENING: finishing.hear_reason,
    At.TAKING_OVER: sheets.hear,
    At.IMPORTING: importing.hear,
    At.EXTENDING: extending.hear,
    At.ASKING_REOPENING: locking.hear_reason,
    At.PLANNING: plans.hear,
    **desk.HEAR,
    **tasks.HEAR,
}


def _go_on(turn: Turn, rest: str) -> None:
    (opening.open_only if turn.place.at in RESTING else filling.go_on)(turn, rest)


def _go_back(turn: Turn, rest: str) -> None:
    if turn.place.at in tasks.ASK:
        tasks.back(turn)
    else:
        filling.back(turn, rest)


def _ask_for_time(turn: Turn, words: str) -> None:
    if turn.place.at == At.TASK:
        tasks.HEAR[At.TASK](turn, turn.incoming.text)
    else:
        extending.begin(turn, words)


def _keep(turn: Turn, reason: str) -> None:
    (totals.keep if turn.place.at in _UNLIKE_TOTALS else questioning.keep)(turn, reason)


def _set_rows(turn: Turn, text: str) -> None:
    (revising.change if turn.place.at == At.REVISING else editing.set_rows)(turn, text)


_DO = {
    "open": opening.open_report,
    "menu": menu.go,
    "none": filling.none_arose,
    "noneall": filling.none_arose_at_all,
    "nonesection": filling.none_arose_in_section,
    "book": filling.use_counted,
    "behind": counted.show_behind,
    "same": revising.keep,
    "anew": revising.anew,
    "skip": filling.skip,
    "back": _go_back,
    "go": _go_on,
    "pick": filling.pick,
    "edit": editing.edit,
    "set": _set_rows,
    "fix": questioning.fix,
    "keep": _keep,
    "submit": finishing.submit,
    "sheet": finishing.send_sheet,
    "reopen": finishing.reopen,
    "report": opening.open_only,
    "leave": menu.leave,
    "help": menu.help_,
    "health": health.show,
    "later": postponing.later,
    "laterthan": postponing.later_than,
    "nothing": postponing.nothing_arose,
    "blank": sheets.send_blank,
    "over": sheets.take,
    "overall": sheets.take_and_leave_rest,
    "drop": sheets.drop,
    "import": importing.import_,
    "extend": _ask_for_time,
    "extendreport": extending.begin_for,
    "askmore": extending.send,
    "retype": until.retype,
    "askreopening": locking.begin,
    "plan": plans.take,
    **desk.DO,
    **tasks.DO,
}


def handle(session: Session, incoming: Incoming, now: datetime, read: Read | None = None) -> list[Outgoing]:
    """Answer one message, with what was `read` in the file that it brought; every message gets at least one reply."""
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
    return Turn(session, incoming, now, officer, session.get_one(Unit, officer.unit_id), place)


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
    if turn.place.at not in _AT_A_REPORT:
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
        else:
            _HEAR[At(turn.place.at)](turn, said.text)


def _take_file(turn: Turn, name: str, read: Read | None) -> None:
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
    _DO[said.action](turn, said.text)


def _ask(turn: Turn) -> None:
    """Put the question that stands: a section as it was last time, the first open rows, what is out of line, the summary."""
    place = turn.place
    section = revising.section_to_offer(turn) if place.at == At.FILLING else None
    if section:
        turn.stand(At.REVISING, focus=section.key)
    elif place.at == At.FILLING and not filling.rows_asked(turn):
        questioning.go_to_first(turn)
    settled = totals.settled if place.at in _UNLIKE_TOTALS else questioning.settled
    if place.at in {At.QUESTIONED, At.EXPLAINING, *_UNLIKE_TOTALS} and settled(turn):
        turn.stand(At.FILLING)
        _ask(turn)
        return
    _ASK[At(place.at)](turn)
