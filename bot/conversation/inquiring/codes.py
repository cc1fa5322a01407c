"""An invitation's code from somebody who has joined already: asked once what is meant, and never recorded silently."""

import re
from dataclasses import dataclass

from bot.conversation.core import manners
from bot.conversation.core.doing import does
from bot.conversation.core.held import Held, Leaving
from bot.conversation.core.next import BACK, STAY, Aside, Next
from bot.conversation.core.places import Correcting, Filling, Menu
from bot.conversation.core.step import Step, keep_nothing, stay, step_at
from bot.conversation.core.turn import Turn
from bot.conversation.office import joining
from bot.conversation.report.filling import cells_asked
from bot.messages.actions import LEAVE, Action
from bot.people.invitations import CodeRefusal, Invitation, ask_to_join, is_live, knock, live_invitation
from bot.reading.courtesy import plainly
from bot.texts.office import joining as sentences
from bot.texts.office import menu
from bot.texts.report import reporting
from tracker.kernel.names import fold
from tracker.office.officers import Officer
from tracker.office.units import Unit

USE_CODE, IS_FIGURE = Action("usecode"), Action("isfigure")
_BARE = re.compile(r"[0-9]{3}\s?[0-9]{3}")
_WITH_WORDS = re.compile(r"(?:[a-z]+ )*(?:ma|code)(?: [a-z]+)*\s*[:=]?\s*(?P<code>[0-9]{3}\s?[0-9]{3})")


@dataclass(frozen=True)
class CodeTyped(Held, at="code_typed", leaving=Leaving.RECORDED):
    """A live invitation, by its number, whose code was typed; where figures are asked also the row and what was typed."""

    invitation: int = 0
    row: str = ""
    figure: str = ""


def heard(turn: Turn, text: str) -> bool:
    """Whether the text is a code: six digits of an invitation that is live, or any six digits that are called a code."""
    said = plainly(text)
    named = _WITH_WORDS.fullmatch(fold(said))
    if not named and not _BARE.fullmatch(said):
        return False
    door, code = (turn.incoming.channel, turn.incoming.address), "".join(filter(str.isdigit, said))
    find = knock if named else live_invitation
    found = find(turn.session, code, door, turn.now)
    if isinstance(found, CodeRefusal):
        turn.note(sentences.refused(found))
    elif found and found.officer_id == turn.officer.id and named:
        turn.note(sentences.ME)
    elif found:
        asked = cells_asked(turn) if turn.at(Filling, Correcting) and not named else []
        turn.follow(Aside(CodeTyped(found.id, str(asked[0]), said) if asked else CodeTyped(found.id)))
    return found is not None


def _invitation(turn: Turn, held: Held) -> Invitation | None:
    return turn.session.get(Invitation, held.invitation) if isinstance(held, CodeTyped) else None


def settled(turn: Turn, held: CodeTyped) -> Held | None:
    """Nothing to ask once the invitation is gone."""
    return Menu() if _invitation(turn, held) is None else None


def ask(turn: Turn, held: CodeTyped) -> None:
    """Ask what is meant."""
    invitation = _invitation(turn, held)
    if invitation is None:
        return
    officer = turn.session.get_one(Officer, invitation.officer_id)
    unit = turn.session.get_one(Unit, officer.unit_id)
    choices = [USE_CODE.choice(sentences.move_to(unit))]
    if held.figure:
        choices.append(IS_FIGURE.choice(sentences.is_figure(held.figure, held.row)))
    turn.say(sentences.which_meant(officer, unit), [*choices, LEAVE.choice(menu.LEAVE)], numbered=True)


def hear(turn: Turn, _held: CodeTyped, _text: str) -> Next:
    """Only the choices are understood."""
    turn.note(reporting.TAP_OR_TYPE)
    return STAY


@does(USE_CODE)
def use_code(turn: Turn, _rest: str) -> Next:
    """Ask to be let in as that person; until somebody confirms it, everything is as it was."""
    invitation = _invitation(turn, turn.held)
    if invitation is None or not is_live(invitation, turn.now):
        turn.note(sentences.SETTLED)
        return BACK
    door = (turn.incoming.channel, turn.incoming.address)
    request = ask_to_join(turn.session, invitation, door, turn.now)
    turn.replies += joining.to_confirm(turn.session, request)
    turn.note(sentences.WAITING)
    return BACK


@does(IS_FIGURE)
def is_figure(turn: Turn, _rest: str) -> Next:
    """Take what was typed for the answer to the question that stood."""
    held = turn.held
    if not isinstance(held, CodeTyped) or not held.figure:
        return STAY
    turn.step_back()
    return step_at(turn).hear(turn, turn.held, held.figure)


CODE_TYPED = Step(
    holds=CodeTyped,
    manner=manners.OF_A_CHOICE,
    ask=ask,
    hear=hear,
    settled=settled,
    back=stay,
    go_on=stay,
    keep=keep_nothing,
)
