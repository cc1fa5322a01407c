"""/dulieu: what is held of the person who asks, and their wish that it be corrected or deleted."""

from dataclasses import dataclass

from sqlmodel import col, select

from bot.conversation.core import manners
from bot.conversation.core.confirming import About, AskedFirst, Shown, leave_saying
from bot.conversation.core.doing import do, does
from bot.conversation.core.held import Held, Leaving
from bot.conversation.core.next import STAY, Aside, Next
from bot.conversation.core.places import Menu
from bot.conversation.core.step import Hears, Step, keep_nothing, never, one_back, stay, step_at
from bot.conversation.core.turn import LONGEST_REASON, Turn, number_in
from bot.conversation.office.joining import confirmers
from bot.errors.rights import WishSettled
from bot.keeping.held import held_of
from bot.messages.actions import LEAVE, WISHES, Action, Right
from bot.people.retention import InForce
from bot.people.wishes import ANSWERED_WITHIN, DataWish, Settlement, WishKind, WishOutcome, make_wish, settle_wish, wishes_of
from bot.reading.commands import Command, read_command
from bot.reading.personal import OwnData, read_own_data
from bot.texts.office import menu
from bot.texts.office import personal as sentences
from tracker.calendar.working_days import WorkingDays
from tracker.kernel.keeping import kept
from tracker.kernel.names import tidy
from tracker.office.officers import Officer, is_desk

DATA = Action("data", whole=("/dulieu",))
CORRECT_DATA, DELETE_DATA = Action("correctdata", lasts=True), Action("deletedata", lasts=True)
WITHDRAW_WISH = Action("withdrawwish", lasts=True)
WISH = Action("wish", right=Right.DESK, lasts=True)


@dataclass(frozen=True)
class CorrectingData(Held, at="correcting_data", leaving=Leaving.RECORDED):
    """What is wrong about the person's own data is asked for."""


def heard(turn: Turn, text: str) -> bool:
    """Whether somebody asked in words for what is kept of them, or wished that it be corrected or deleted."""
    hears = step_at(turn).manner.hears
    wanted = None if hears is Hears.SENTENCE else read_own_data(text, among_figures=hears is Hears.FIGURES)
    if hears is not Hears.SENTENCE and read_command(text) is Command.PHONE:
        wanted = OwnData.CORRECT
    if wanted is None:
        return False
    if wanted is OwnData.CORRECT:
        turn.follow(_ask_correction(turn, text))
    elif wanted is OwnData.WISHES and is_desk(turn.officer):
        turn.follow(do(turn, WISHES, ""))
    else:
        turn.follow(do(turn, DELETE_DATA if wanted is OwnData.DELETE else DATA, ""))
    return True


@does(DATA)
def show(turn: Turn, _rest: str) -> Next:
    """All that is held of whoever asks."""
    found = held_of(turn.session, turn.officer, turn.now)
    keep = kept(turn.session, InForce).retention
    ids = {line.officer_id for line in found.looks if line.officer_id}
    names = {one.id: one.name for one in turn.session.exec(select(Officer).where(col(Officer.id).in_(ids)))}
    lines = [
        sentences.who(found.officer, found.unit),
        *sentences.accounts(found.addresses, found.sessions),
        sentences.invitations(found.live_invitations, found.used_invitations),
        sentences.messages(found.sent.rows, found.sent.since, found.received.rows, keep),
        sentences.links(found.links, keep),
        sentences.undoable(found.undoable),
        sentences.entered(found.entered),
        *sentences.looks(found.looks, names),
        *sentences.own_wishes(found.wishes),
    ]
    waiting = [one for one in found.wishes if one.is_open]
    choices = [CORRECT_DATA.choice(sentences.CORRECT), DELETE_DATA.choice(sentences.DELETE)]
    choices += [WITHDRAW_WISH.choice(sentences.withdraw(one), one.id) for one in waiting]
    turn.go(Menu())
    turn.say("\n".join(lines), [*choices, LEAVE.choice(menu.LEAVE)], title=sentences.TITLE, numbered=True)
    return STAY


@does(CORRECT_DATA)
def ask_what_is_wrong(_turn: Turn, _rest: str) -> Next:
    """Ask what is to be corrected."""
    return Aside(CorrectingData())


def ask(turn: Turn, _held: CorrectingData) -> None:
    """Put the question."""
    turn.say(sentences.ASK_CORRECTION, [LEAVE.choice(menu.LEAVE)])


def hear(turn: Turn, _held: CorrectingData, text: str) -> Next:
    """Take the wish as it was said."""
    if turn.reason(text, sentences.ASK_CORRECTION) is None:
        return STAY
    turn.step_back()
    return _ask_correction(turn, text)


def _ask_correction(turn: Turn, text: str) -> Next:
    _wish(turn, WishKind.CORRECT, tidy(text)[:LONGEST_REASON])
    return STAY


@does(DELETE_DATA)
def ask_deletion(turn: Turn, _rest: str) -> Next:
    """Say what being deleted means, and ask."""
    waiting = _waiting(turn, WishKind.DELETE)
    if waiting:
        turn.note(sentences.asks_already(waiting))
        return STAY
    return ASK_DELETION.ask()


def _waiting(turn: Turn, kind: WishKind) -> DataWish | None:
    return next((one for one in wishes_of(turn.session, turn.officer) if one.is_open and one.kind == kind), None)


def _show_deletion(turn: Turn, _about: About) -> Shown | None:
    if _waiting(turn, WishKind.DELETE):
        return None
    due_on = WorkingDays.of(turn.session).plus(turn.today, ANSWERED_WITHIN)
    text = sentences.about_to_ask_deletion(turn.unit, due_on)
    return Shown(sentences.DELETE_TITLE, text, sentences.DELETE_YES, sentences.DELETE_NO)


def _delete(turn: Turn, _about: About) -> Next:
    _wish(turn, WishKind.DELETE, "")
    return STAY


def _wish(turn: Turn, kind: WishKind, text: str) -> None:
    """Keep it, and tell those who may answer; one that is said again while it waits is one."""
    again = [one for one in wishes_of(turn.session, turn.officer) if one.is_open and (one.kind, one.text) == (kind, text)]
    if again:
        turn.note(sentences.asks_already(again[0]))
        return
    wish = make_wish(turn.session, turn.officer, kind, text, turn.now)
    told = [one for one in confirmers(turn.session, turn.officer, None) if one.officer_id != turn.officer.id]
    said = sentences.of_wish(wish, turn.officer, turn.unit)
    for address in told:
        turn.tell(address, sentences.WISHES_TITLE, said, [WISH.choice(sentences.open_wish(wish, turn.officer), wish.id)])
    turn.note(sentences.asked(wish, len(told)))


@does(WITHDRAW_WISH)
def withdraw(turn: Turn, number: str) -> Next:
    """The person wishes it no more."""
    wish = turn.session.get(DataWish, number_in(number) or 0)
    if wish is None or wish.officer_id != turn.officer.id:
        raise WishSettled(number=number)
    settle_wish(turn.session, wish, Settlement(WishOutcome.WITHDRAWN), turn.now)
    turn.note(sentences.WITHDRAWN)
    return STAY


ASK_DELETION = AskedFirst(name="ask deletion", show=_show_deletion, do=_delete, leave=leave_saying(sentences.KEPT))
CORRECTING_DATA = Step(
    holds=CorrectingData,
    manner=manners.OF_A_SENTENCE,
    ask=ask,
    hear=hear,
    settled=never,
    back=one_back,
    go_on=stay,
    keep=keep_nothing,
)
