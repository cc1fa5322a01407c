"""Whoever gave six digits is let in, or kept out, by those who may manage the person that they say they are."""

from typing import NamedTuple

from bot.conversation.core.confirming import About, AskedFirst, Shown
from bot.conversation.core.doing import does
from bot.conversation.core.next import STAY, Next
from bot.conversation.core.turn import Turn, number_in
from bot.conversation.office.joining import KEEP_OUT, LET_IN
from bot.errors.rights import NotYourPerson
from bot.messages.actions import Action, Right
from bot.people.addresses import join
from bot.people.invitations import CodeRefusal, Invitation, JoinRequest, keep_out, let_in, waiting_requests
from bot.people.leaving import Door
from bot.texts.office import joining as sentences
from bot.texts.office import menu
from tracker.office.officers import Officer
from tracker.office.staff import may_manage
from tracker.office.units import Unit

WHO_WAITS = Action(
    "whowaits", right=Right.DESK, whole=("ai cho xac nhan", "ai cho vao", "cho xac nhan", "ai dang cho xac nhan", "ai xin vao")
)
LET_ALL_IN = Action("letallin", right=Right.DESK)
_MOST = 10  # people on one screen


class Waits(NamedTuple):
    """Somebody at the door, and who they say they are."""

    request: JoinRequest
    officer: Officer
    unit: Unit


def _waiting(turn: Turn) -> list[Waits]:
    """Those whom the asker may let in, the longest waiting first."""
    everybody = waiting_requests(turn.session, turn.now)
    mine = [(request, one) for request, one, _ in everybody if may_manage(turn.session, turn.officer, one)]
    return [Waits(request, one, turn.session.get_one(Unit, one.unit_id)) for request, one in mine]


def _meant(turn: Turn, number: str) -> JoinRequest | None:
    """The request, None if it is settled; raises NotYourPerson."""
    request = turn.session.get(JoinRequest, number_in(number) or 0)
    if request is None:
        return None
    officer = turn.session.get_one(Officer, turn.session.get_one(Invitation, request.invitation_id).officer_id)
    if not may_manage(turn.session, turn.officer, officer):
        raise NotYourPerson
    return request


@does(LET_IN)
def admit_one(turn: Turn, number: str) -> Next:
    """Let in whoever waits with this number; raises NotYourPerson."""
    request = _meant(turn, number)
    turn.note(_admit(turn, request) if request else sentences.SETTLED)
    return STAY


def _admit(turn: Turn, request: JoinRequest) -> str:
    door = Door(*request.door)
    officer = let_in(turn.session, request, turn.now)
    if isinstance(officer, CodeRefusal):
        return sentences.SETTLED
    join(turn.session, *door, officer, turn.now)
    unit = turn.session.get_one(Unit, officer.unit_id)
    turn.tell(door, "", sentences.welcome(officer, unit), [])
    return sentences.let_in(officer, unit)


@does(KEEP_OUT)
def refuse_one(turn: Turn, number: str) -> Next:
    """Keep out whoever waits with this number, and make the invitation void; raises NotYourPerson."""
    request = _meant(turn, number)
    if request is None:
        turn.note(sentences.SETTLED)
        return STAY
    officer = turn.session.get_one(Officer, turn.session.get_one(Invitation, request.invitation_id).officer_id)
    door = Door(*request.door)
    keep_out(turn.session, request, turn.now)
    turn.tell(door, "", sentences.KEPT_OUT)
    turn.note(sentences.kept_out(officer))
    return STAY


@does(WHO_WAITS)
def show(turn: Turn, _rest: str) -> Next:
    """Who waits to be let in, each with both answers, and all of them at once."""
    waiting = _waiting(turn)
    if not waiting:
        turn.note(sentences.NOBODY_WAITS)
        return STAY
    lines = [sentences.in_line(number, *_said(one)) for number, one in enumerate(waiting[:_MOST], start=1)]
    lines += [sentences.and_more(len(waiting) - _MOST)] if len(waiting) > _MOST else []
    choices = [LET_IN.choice(sentences.let_in_choice(one.officer), one.request.id) for one in waiting[:_MOST]]
    choices += [KEEP_OUT.choice(sentences.keep_out_choice(one.officer), one.request.id) for one in waiting[:_MOST]]
    if len(waiting) > 1:
        choices.insert(0, LET_ALL_IN.choice(sentences.all_of_them(len(waiting))))
    turn.say("\n".join(lines), choices, title=sentences.WAITING_TITLE)
    return STAY


def _said(one: Waits) -> tuple[Officer, Unit, str]:
    return one.officer, one.unit, one.request.channel


@does(LET_ALL_IN)
def ask_all(turn: Turn, _rest: str) -> Next:
    """Ask before everybody is let in who waits now."""
    return ADMIT_ALL.ask(requests=[one.request.id for one in _waiting(turn)])


def _those(turn: Turn, about: About) -> list[Waits]:
    return [one for one in _waiting(turn) if one.request.id in about["requests"]]


def _show_all(turn: Turn, about: About) -> Shown | None:
    those = _those(turn, about)
    if not those:
        return None
    text = sentences.about_to_let_in([(one.officer, one.unit) for one in those])
    return Shown(sentences.WAITING_TITLE, text, sentences.all_of_them(len(those)), menu.LEAVE)


def _admit_all(turn: Turn, about: About) -> Next:
    for one in _those(turn, about):
        turn.note(_admit(turn, one.request))
    return STAY


def _leave(turn: Turn, _about: About) -> Next:
    turn.note(sentences.LEFT_WAITING)
    return STAY


ADMIT_ALL = AskedFirst(name="let everybody in", show=_show_all, do=_admit_all, leave=_leave)
