"""The way to the pages: a link for the person who asks, a code that a computer shows, and signing out everywhere."""

from collections.abc import Mapping
from typing import Any

from bot.conversation.core.confirming import AskedFirst, Shown, leave_as_it_is
from bot.conversation.core.doing import does
from bot.conversation.core.next import STAY, Next
from bot.conversation.core.turn import Turn
from bot.conversation.report.opening import my_reports
from bot.messages.actions import CONFIRM, SIGN_OUT, Action
from bot.messages.messages import PageLink
from bot.people.leaving import Door
from bot.people.web_sessions import WebCode, approve_code, confirm_session, end_sessions, typed_code
from bot.texts.common import web as sentences
from tracker.office.officers import is_desk

OPEN_BOARD = Action("web", whole=("mo bang", "mo bang theo doi", "mo trang web", "mo web", "mo trang", "/web"))
OPEN_FORM = Action("webform", whole=("mo bieu tren web", "mo bieu web", "dien tren web", "dien bieu tren web"))
TYPE_CODE = Action("webcode", whole=("vao web",), begins=("vao web", "vao trang web"))


@does(OPEN_BOARD)
def open_board(turn: Turn, _rest: str) -> Next:
    """The way to the board of a desk, or to the reports of an officer's unit."""
    return _lead(turn, sentences.board() if is_desk(turn.officer) else sentences.reports())


@does(OPEN_FORM)
def open_form(turn: Turn, _rest: str) -> Next:
    """The way to the form of the report at hand, of the one that is owed, or to all where several are."""
    owed = my_reports(turn).owed
    at_hand = [one for one in owed if one.report.id == turn.place.report_id] or owed
    if not at_hand:
        turn.note(sentences.NO_FORM)
        return STAY
    if len(at_hand) > 1:
        return _lead(turn, sentences.reports())
    return _lead(turn, sentences.form_page(at_hand[0].report.id))


def _lead(turn: Turn, page: PageLink) -> Next:
    """In passing: the question that stands in the chat stays as it is."""
    turn.remark_with(page)
    return STAY


@does(SIGN_OUT)
def sign_out(turn: Turn, _rest: str) -> Next:
    """End the person's sessions in every browser, and links that were not used."""
    count = end_sessions(turn.session, turn.officer, turn.now)
    turn.note(sentences.SIGNED_OUT.format(count=count) if count else sentences.NOT_SIGNED_IN)
    return STAY


@does(CONFIRM)
def confirm(turn: Turn, mark: str) -> Next:
    """Take the yes to the question that a page has put: its person may decide there for a while."""
    found = confirm_session(turn.session, turn.officer, mark, turn.now)
    turn.note(sentences.confirmed(found.machine) if found else sentences.CONFIRM_GONE)
    return STAY


@does(TYPE_CODE)
def type_code(turn: Turn, words: str) -> Next:
    """A code that a page shows: say which machine it is, and ask once more."""
    code = "".join(filter(str.isdigit, words))
    if not code:
        turn.note(sentences.CODE_HOW)
        return STAY
    found = typed_code(turn.session, turn.officer, code, turn.now)
    if found is None:
        turn.note(sentences.CODE_UNKNOWN)
        return STAY
    return LET_IN.ask(code=found.code)


def _code(turn: Turn, about: Mapping[str, Any]) -> WebCode | None:
    found = turn.session.get(WebCode, about["code"])
    return found if found and found.officer_id is None and turn.now < found.expires_at else None


def _show(turn: Turn, about: Mapping[str, Any]) -> Shown | None:
    found = _code(turn, about)
    if found is None:
        return None
    text = sentences.ask_machine(found.machine, found.made_at)
    return Shown(sentences.CODE_TITLE, text, sentences.CODE_YES, sentences.CODE_NO)


def _let_in(turn: Turn, about: Mapping[str, Any]) -> Next:
    found = _code(turn, about)
    if found is None:
        turn.note(sentences.CODE_GONE)
        return STAY
    approve_code(turn.session, found, turn.officer, Door(turn.incoming.channel, turn.incoming.address))
    turn.note(sentences.CODE_LET_IN)
    return STAY


LET_IN = AskedFirst(name="let in", show=_show, do=_let_in, leave=leave_as_it_is)
