"""People's wishes about their data, listed for those who may answer; answered in words, or by erasing the person."""

from dataclasses import dataclass
from typing import NamedTuple

from bot.conversation.core import manners
from bot.conversation.core.confirming import About, AskedFirst, Shown, leave_saying
from bot.conversation.core.doing import does
from bot.conversation.core.held import Held, Leaving
from bot.conversation.core.next import BACK, STAY, Aside, Next
from bot.conversation.core.places import Menu
from bot.conversation.core.step import Step, keep_nothing, never, one_back, stay
from bot.conversation.core.turn import LONGEST_REASON, Turn, number_in
from bot.conversation.office.personal import WISH
from bot.conversation.office.staff import managed, people_of
from bot.conversation.seeking.people import ERASE_PERSON, PERSON
from bot.errors.rights import NotYourPerson, WishSettled
from bot.keeping.erasing import erase_person
from bot.keeping.held import note_seen
from bot.messages.actions import LEAVE, WISHES, Action, Right
from bot.people.addresses import address_of
from bot.people.wishes import DataWish, Settlement, WishKind, WishOutcome, open_wishes, settle_wish
from bot.texts.office import menu
from bot.texts.office import personal as sentences
from bot.texts.office import staff as of_staff
from tracker.kernel.names import tidy
from tracker.office.officers import Officer, may_fill
from tracker.office.staff import may_manage
from tracker.office.units import Unit

WISH_DONE, WISH_NOT = Action("wishdone", right=Right.DESK), Action("wishnot", right=Right.DESK)
_MOST = 10  # wishes on one screen


@dataclass(frozen=True)
class AnsweringWish(Held, at="answering_wish", leaving=Leaving.RECORDED):
    """The words of the answer to this wish, which was done or not, are asked for."""

    wish: int = 0
    done: bool = True


class _Asked(NamedTuple):
    wish: DataWish
    officer: Officer
    unit: Unit


def _asked(turn: Turn, number: object) -> _Asked:
    """The wish of this number; raises NotYourPerson, or WishSettled for one that waits no more."""
    wish = turn.session.get(DataWish, number_in(str(number)) or 0)
    officer = turn.session.get(Officer, wish.officer_id) if wish else None
    if wish is None or officer is None or not may_manage(turn.session, turn.officer, officer):
        raise NotYourPerson
    if not wish.is_open:
        raise WishSettled(number=wish.id)
    return _Asked(wish, officer, turn.session.get_one(Unit, officer.unit_id))


@does(WISHES)
def show_all(turn: Turn, _rest: str) -> Next:
    """Those that wait for the asker's answer, each to be opened."""
    found = [
        _Asked(wish, officer, turn.session.get_one(Unit, officer.unit_id))
        for wish, officer in open_wishes(turn.session, turn.officer)
    ]
    turn.go(Menu())
    if not found:
        turn.note(sentences.NO_WISHES)
        return STAY
    lines = [sentences.in_line(*one, turn.today) for one in found]
    choices = [WISH.choice(sentences.open_wish(one.wish, one.officer), one.wish.id) for one in found[:_MOST]]
    turn.say("\n".join(lines), [*choices, LEAVE.choice(menu.LEAVE)], title=sentences.WISHES_TITLE, numbered=True)
    return STAY


@does(WISH)
def show(turn: Turn, number: str) -> Next:
    """One wish, and what may be done about it; raises NotYourPerson, WishSettled."""
    wish, officer, unit = _asked(turn, number)
    note_seen(turn.session, officer)
    choices = [PERSON.choice(sentences.OPEN_PERSON, officer.id)] if wish.kind == WishKind.CORRECT else []
    choices += [ERASE_PERSON.choice(sentences.ERASE, officer.id)] if wish.kind == WishKind.DELETE else []
    choices += [WISH_DONE.choice(sentences.ANSWER_DONE, wish.id)] if wish.kind == WishKind.CORRECT else []
    choices += [WISH_NOT.choice(sentences.ANSWER_NOT, wish.id), LEAVE.choice(menu.LEAVE)]
    turn.go(Menu())
    turn.say(sentences.of_wish(wish, officer, unit), choices, title=sentences.WISHES_TITLE, numbered=True)
    return STAY


@does(WISH_DONE)
def say_done(turn: Turn, number: str) -> Next:
    """Ask for the words of an answer: it was done."""
    return Aside(AnsweringWish(_asked(turn, number).wish.id))


@does(WISH_NOT)
def say_not(turn: Turn, number: str) -> Next:
    """Ask for the words of an answer: it is not done, and why."""
    return Aside(AnsweringWish(_asked(turn, number).wish.id, done=False))


def ask(turn: Turn, held: AnsweringWish) -> None:
    """Put the question."""
    turn.say(sentences.ask_answer(_asked(turn, held.wish).officer, done=held.done), [LEAVE.choice(menu.LEAVE)])


def hear(turn: Turn, held: AnsweringWish, text: str) -> Next:
    """Answer the wish in these words; the person is told."""
    wish, officer, _ = _asked(turn, held.wish)
    if turn.reason(text) is None:
        return STAY
    outcome = WishOutcome.DONE if held.done else WishOutcome.REFUSED
    settle_wish(turn.session, wish, Settlement(outcome, tidy(text)[:LONGEST_REASON], turn.officer.id), turn.now)
    if address := address_of(turn.session, officer):
        turn.tell(address, sentences.WISHES_TITLE, sentences.told_answer(wish))
    turn.note(sentences.answered(officer))
    return BACK


@does(ERASE_PERSON)
def ask_erase(turn: Turn, number: str) -> Next:
    """Ask before a person is erased."""
    return ERASE.ask(officer=managed(turn, number).officer.id)


def _show_erase(turn: Turn, about: About) -> Shown | None:
    officer, unit = managed(turn, about["officer"])
    others = [one for one in people_of(turn, unit) if one.id != officer.id and may_fill(one, unit.id)]
    text = sentences.about_to_erase(officer, unit, len(others))
    return Shown(sentences.ERASE_TITLE, text, sentences.ERASE_YES, of_staff.NO)


def _erase(turn: Turn, about: About) -> Next:
    officer, _unit = managed(turn, about["officer"])
    for door in erase_person(turn.session, officer, sentences.erased_name(officer.id), turn.now):
        turn.tell(door, of_staff.TOLD_TITLE, sentences.TOLD_ERASED)
    turn.note(sentences.erased(officer.id))
    return STAY


ERASE = AskedFirst(name="erase person", show=_show_erase, do=_erase, leave=leave_saying(sentences.KEPT))
ANSWERING_WISH = Step(
    holds=AnsweringWish,
    manner=manners.OF_A_SENTENCE,
    ask=ask,
    hear=hear,
    settled=never,
    back=one_back,
    go_on=stay,
    keep=keep_nothing,
)
