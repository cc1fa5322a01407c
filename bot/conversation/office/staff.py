"""One person: another name, telephone, role or unit, the end of one account or of all; shown and asked about first."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlmodel import col, select

from bot.conversation.core.confirming import About, AskedFirst, Shown
from bot.conversation.core.doing import does
from bot.conversation.core.next import STAY, Next
from bot.conversation.core.places import Menu
from bot.conversation.core.turn import Turn, number_in
from bot.conversation.seeking.people import ERASE_PERSON, PEOPLE, PERSON, STAFF
from bot.errors.rights import NotYourPerson, NotYours
from bot.keeping.held import note_seen
from bot.messages.actions import LEAVE, Action, Choice, Right
from bot.people.addresses import Address, address_of
from bot.people.invitations import invite
from bot.people.leaving import Door, doors_of, end_addresses, end_person
from bot.reading.questions import Topic
from bot.texts.desk import people
from bot.texts.office import menu, personal
from bot.texts.office import staff as sentences
from tracker.office.officers import Officer, Role, may_fill, oversees
from tracker.office.staff import OfficerChange, change_officer, may_manage, move_officer, roles_to_give
from tracker.office.units import Unit
from tracker.reports.reports import reports_of

PERSON_PART, PERSON_ROLE = Action("personpart", right=Right.DESK), Action("personrole", right=Right.DESK)
PERSON_GIVE, PERSON_TO = Action("persongive", right=Right.DESK), Action("personto", right=Right.DESK)
PERSON_INVITE = Action("personinvite", right=Right.DESK)
PERSON_END, PERSON_DOOR = Action("personend", right=Right.DESK), Action("persondoor", right=Right.DESK)
_PARTS = {"name": sentences.NAME, "phone": sentences.PHONE, "unit": sentences.MOVE}


class Managed(NamedTuple):
    """A person whom the asker may change, with their unit."""

    officer: Officer
    unit: Unit


def managed(turn: Turn, number: object) -> Managed:
    """The person of this number; raises NotYourPerson."""
    found = turn.session.get(Officer, number_in(str(number)) or 0)
    if found is None or not may_manage(turn.session, turn.officer, found):
        raise NotYourPerson
    return Managed(found, turn.session.get_one(Unit, found.unit_id))


def people_of(turn: Turn, unit: Unit) -> Sequence[Officer]:
    """Everybody who works for the unit, in the order in which they were invited."""
    mine = select(Officer).where(Officer.unit_id == unit.id, Officer.active).order_by(col(Officer.id))
    return turn.session.exec(mine).all()


@does(STAFF)
def show_staff(turn: Turn, number: str) -> Next:
    """Everybody who works for one unit, each to be opened; raises NotYours."""
    unit = turn.session.get(Unit, number_in(number) or 0)
    if unit is None or not oversees(turn.session, turn.officer, unit.id):
        raise NotYours
    everybody = people_of(turn, unit)
    mine = [one for one in everybody if may_manage(turn.session, turn.officer, one)]
    lines = [sentences.in_line(one, _addresses(turn, one)) for one in everybody] or [sentences.NOBODY]
    choices = [PERSON.choice(label, one.id) for label, one in zip(sentences.open_people(mine), mine, strict=True)]
    choices.append(PEOPLE.choice(people.CALL, Topic.PEOPLE, 1, "-", turn.unit.id))
    turn.go(Menu())
    turn.say("\n".join(lines), choices, title=sentences.of_unit(unit))
    return STAY


def _addresses(turn: Turn, officer: Officer) -> list[Address]:
    doors = doors_of(turn.session, officer)
    return [turn.session.get_one(Address, door) for door in doors]


@does(PERSON)
def show(turn: Turn, number: str) -> Next:
    """How a person stands, and what may be done; raises NotYourPerson."""
    officer, unit = managed(turn, number)
    note_seen(turn.session, officer)
    addresses = _addresses(turn, officer)
    choices = [PERSON_PART.choice(label, officer.id, part) for part, label in _PARTS.items()]
    choices.insert(2, PERSON_ROLE.choice(sentences.ROLE, officer.id))
    choices.append(PERSON_INVITE.choice(sentences.INVITE, officer.id))
    choices += [_end_door(officer, one, addresses) for one in addresses]
    choices.append(PERSON_END.choice(sentences.END, officer.id))
    choices += [ERASE_PERSON.choice(personal.ERASE, officer.id), LEAVE.choice(menu.LEAVE)]
    turn.go(Menu())
    turn.say(sentences.page(officer, unit, addresses), choices, title=officer.name, numbered=True)
    return STAY


def _end_door(officer: Officer, address: Address, all_: Sequence[Address]) -> Choice:
    alike = [one for one in all_ if one.channel == address.channel]
    label = sentences.end_door(address, alike.index(address) + 1, len(alike))
    return PERSON_DOOR.choice(label, officer.id, all_.index(address))


@does(PERSON_ROLE)
def ask_role(turn: Turn, number: str) -> Next:
    """Ask which role the person shall have."""
    officer, _ = managed(turn, number)
    roles = [role for role in roles_to_give(turn.officer) if role != officer.role]
    choices = [PERSON_GIVE.choice(sentences.role(role), officer.id, role) for role in roles]
    turn.go(Menu())
    turn.say(sentences.which_role(officer), [*choices, LEAVE.choice(menu.LEAVE)], numbered=True)
    return STAY


@does(PERSON_GIVE)
def give_role(turn: Turn, words: str) -> Next:
    """Ask before the role is given; raises NotYourPerson for one that the asker may not give."""
    number, _, role = words.partition(" ")
    officer, _unit = managed(turn, number)
    if role not in roles_to_give(turn.officer):
        raise NotYourPerson
    return CHANGE.ask(officer=officer.id, role=role)


@does(PERSON_TO)
def move_to(turn: Turn, words: str) -> Next:
    """Ask before the person moves to the unit of this number; raises NotYourPerson."""
    number, _, unit_id = words.partition(" ")
    officer, _unit = managed(turn, number)
    return MOVE.ask(officer=officer.id, unit=_target(turn, unit_id).id)


@does(PERSON_INVITE)
def ask_invite(turn: Turn, number: str) -> Next:
    """Ask before a new code is made."""
    return INVITE.ask(officer=managed(turn, number).officer.id)


@does(PERSON_END)
def ask_end(turn: Turn, number: str) -> Next:
    """Ask before the person's work here ends."""
    return END.ask(officer=managed(turn, number).officer.id)


@does(PERSON_DOOR)
def ask_end_door(turn: Turn, words: str) -> Next:
    """Ask before one account ends, by its place among the person's."""
    number, _, place = words.partition(" ")
    officer, _unit = managed(turn, number)
    doors, at = doors_of(turn.session, officer), number_in(place)
    if at is None or at >= len(doors):
        raise NotYourPerson
    return END_DOOR.ask(officer=officer.id, channel=doors[at].channel, address=doors[at].address)


def _target(turn: Turn, number: object) -> Unit:
    unit = turn.session.get(Unit, number_in(str(number)) or 0)
    if unit is None or not oversees(turn.session, turn.officer, unit.id):
        raise NotYourPerson
    return unit


def _change_of(turn: Turn, about: About) -> OfficerChange:
    role = about.get("role")
    if role is not None and role not in roles_to_give(turn.officer):
        raise NotYourPerson
    return OfficerChange(about.get("name"), about.get("phone"), Role(role) if role else None)


def _show_change(turn: Turn, about: About) -> Shown | None:
    officer, unit = managed(turn, about["officer"])
    new = _change_of(turn, about)
    pairs = [(sentences.OF_NAME, officer.name, new.name), (sentences.OF_PHONE, officer.phone, new.phone)]
    if new.role:
        pairs.append((sentences.OF_ROLE, sentences.role(Role(officer.role)), sentences.role(new.role)))
    changes = [(what, old, wanted) for what, old, wanted in pairs if wanted is not None and wanted != old]
    if not changes:
        return None
    text = sentences.about_to_change(officer, unit, changes)
    return Shown(sentences.CHANGE_TITLE, text, sentences.CHANGE_YES, sentences.NO)


def _change(turn: Turn, about: About) -> Next:
    officer, unit = managed(turn, about["officer"])
    before = officer.role
    change_officer(turn.session, officer, _change_of(turn, about))
    turn.note(sentences.changed(officer))
    if officer.role != before:
        _tell(turn, officer, sentences.told_of_role(officer, unit))
    return show(turn, str(officer.id))


def _show_move(turn: Turn, about: About) -> Shown | None:
    officer, old = managed(turn, about["officer"])
    new = _target(turn, about["unit"])
    if new.id == old.id:
        return None
    drafts = sum(report.is_with_unit for report in reports_of(turn.session, old.id))
    text = sentences.about_to_move(officer, old, new, drafts)
    return Shown(sentences.MOVE_TITLE, text, sentences.MOVE_YES, sentences.NO)


def _move(turn: Turn, about: About) -> Next:
    officer, old = managed(turn, about["officer"])
    new = _target(turn, about["unit"])
    move_officer(turn.session, officer, new)
    turn.note(sentences.moved(officer, new))
    _tell(turn, officer, sentences.told_of_move(old, new))
    return show(turn, str(officer.id))


def _show_end(turn: Turn, about: About) -> Shown | None:
    officer, unit = managed(turn, about["officer"])
    others = [one for one in people_of(turn, unit) if one.id != officer.id and may_fill(one, unit.id)]
    text = sentences.about_to_end(officer, unit, len(others))
    return Shown(sentences.END_TITLE, text, sentences.END_YES, sentences.NO)


def _end(turn: Turn, about: About) -> Next:
    officer, unit = managed(turn, about["officer"])
    for door in end_person(turn.session, officer, turn.now):
        turn.tell(door, sentences.TOLD_TITLE, sentences.told_of_end(unit))
    turn.note(sentences.ended(officer))
    return show_staff(turn, str(unit.id))


def _show_invite(turn: Turn, about: About) -> Shown | None:
    officer, unit = managed(turn, about["officer"])
    return Shown(sentences.INVITE_TITLE, sentences.about_to_invite(officer, unit), sentences.INVITE_YES, sentences.NO)


def _invite(turn: Turn, about: About) -> Next:
    officer, _ = managed(turn, about["officer"])
    turn.note(sentences.invited(officer, invite(turn.session, officer, turn.now, turn.officer)))
    return show(turn, str(officer.id))


def _door(turn: Turn, officer: Officer, about: About) -> Door | None:
    wanted = Door(about["channel"], about["address"])
    return wanted if wanted in doors_of(turn.session, officer) else None


def _show_end_door(turn: Turn, about: About) -> Shown | None:
    officer, _ = managed(turn, about["officer"])
    if _door(turn, officer, about) is None:
        return None
    text = sentences.about_to_end_door(officer, about["channel"])
    return Shown(sentences.END_TITLE, text, sentences.END_YES, sentences.NO)


def _end_door_of(turn: Turn, about: About) -> Next:
    officer, _ = managed(turn, about["officer"])
    door = _door(turn, officer, about)
    if door:
        end_addresses(turn.session, officer, [door])
        turn.tell(door, sentences.TOLD_TITLE, sentences.told_of_door(officer))
        turn.note(sentences.door_ended(officer, door.channel))
    return show(turn, str(officer.id))


def _tell(turn: Turn, officer: Officer, text: str) -> None:
    if address := address_of(turn.session, officer):
        turn.tell(address, sentences.TOLD_TITLE, text)


def _leave(turn: Turn, about: About) -> Next:
    turn.note(sentences.KEPT)
    return show(turn, str(about["officer"]))


CHANGE = AskedFirst(name="change person", show=_show_change, do=_change, leave=_leave)
MOVE = AskedFirst(name="move person", show=_show_move, do=_move, leave=_leave)
INVITE = AskedFirst(name="invite person", show=_show_invite, do=_invite, leave=_leave)
END = AskedFirst(name="end person", show=_show_end, do=_end, leave=_leave)
END_DOOR = AskedFirst(name="end account", show=_show_end_door, do=_end_door_of, leave=_leave)
