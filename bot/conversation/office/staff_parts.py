"""A person's name, telephone or unit is asked for in words; what it would change is shown before it is done."""

from dataclasses import dataclass

from bot.conversation.core import manners
from bot.conversation.core.doing import does
from bot.conversation.core.held import Held, Leaving
from bot.conversation.core.naming import Pick, ask_back
from bot.conversation.core.next import BACK, STAY, Aside, Next
from bot.conversation.core.places import Menu
from bot.conversation.core.step import Step, keep_nothing, never, one_back, stay
from bot.conversation.core.turn import Turn
from bot.conversation.office import staff
from bot.conversation.office.staff import PERSON_PART, PERSON_TO, managed
from bot.conversation.seeking.meant import desk_units
from bot.errors.rights import NotYourPerson
from bot.messages.actions import LEAVE
from bot.texts import refusals
from bot.texts.office import menu
from bot.texts.office import staff as sentences
from tracker.kernel.errors import NameMissing, PhoneWrong
from tracker.kernel.names import fold
from tracker.office.officers import checked_name, checked_phone
from tracker.office.units import units_called


@dataclass(frozen=True)
class ChangingPerson(Held, at="changing_person", leaving=Leaving.RECORDED):
    """The part of this person, name, phone or unit, that is asked for."""

    officer: int = 0
    part: str = "name"


@does(PERSON_PART)
def begin(turn: Turn, words: str) -> Next:
    """Ask for one part; raises NotYourPerson."""
    number, _, part = words.partition(" ")
    officer, _unit = managed(turn, number)
    if part not in sentences.ASK:
        raise NotYourPerson
    return Aside(ChangingPerson(officer.id, part))


def ask(turn: Turn, held: ChangingPerson) -> None:
    """Put the question."""
    officer, _ = managed(turn, held.officer)
    turn.say(sentences.ASK[held.part].format(name=officer.name), [LEAVE.choice(menu.LEAVE)])


def hear(turn: Turn, held: ChangingPerson, text: str) -> Next:
    """Take the answer: what it would change is asked about once more."""
    officer, _unit = managed(turn, held.officer)
    if held.part == "unit":
        return _hear_unit(turn, officer.id, text)
    try:
        if held.part == "name":
            said = {"name": checked_name(text)}
        else:
            said = {"phone": "" if sentences.is_no_phone(fold(text).strip(" .")) else checked_phone(text)}
    except (NameMissing, PhoneWrong) as wrong:
        turn.note(refusals.broken(wrong))
        return STAY
    if said.get("name", officer.name) == officer.name and said.get("phone", officer.phone) == officer.phone:
        turn.note(sentences.NOTHING_TO_CHANGE)
        return BACK
    return staff.CHANGE.ask(officer=officer.id, **said)


def _hear_unit(turn: Turn, officer_id: int, text: str) -> Next:
    among = desk_units(turn)
    found = units_called(among, text)
    if len(found) == 1:
        return staff.move_to(turn, f"{officer_id} {found[0].id}")
    turn.go(Menu())
    ask_back(turn, text, among, Pick(PERSON_TO, (officer_id,)), [LEAVE.choice(menu.LEAVE)])
    return STAY


CHANGING_PERSON = Step(
    holds=ChangingPerson,
    manner=manners.OF_A_SENTENCE,
    ask=ask,
    hear=hear,
    settled=never,
    back=one_back,
    go_on=stay,
    keep=keep_nothing,
)
